"""The catalogue of activations in the page's Python: each function and its derivatives."""

import json

from d2l_local.activations import CATALOGUE

import numpy
import pytest
from mxnet import np

from tests.page_python.on_micropython import printed
from tests.page_python.test_modules import page_files

# On both sides of every kink, and far out.
X = [-100.0, -30.0, -7.0, -2.75, -1.25, -0.5, 0.0, 0.25, 0.75, 1.5, 2.25, 5.0, 12.0, 100.0]
COLUMNS = ("function", "derivative", "second_derivative")
CODE = f"""
import json, sys; sys.path.insert(0, '/')
from d2l_local.page_python.arrays import np
from d2l_local.page_python.importing import catalogue
found = {{}}
for key, one in catalogue.CATALOGUE.items():
    rows = [getattr(one, name)(np.array({X}), **one.defaults) for name in {COLUMNS}]
    found[key] = [row.tolist() for row in rows], one.saturates()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def in_the_page():
    return json.loads(printed(page_files(), CODE))


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_function_and_its_derivatives_are_in_the_page_what_they_are_here(in_the_page, key):
    activation = CATALOGUE[key]
    rows, saturates = in_the_page[key]
    assert saturates == activation.saturates()
    for name, row in zip(COLUMNS, rows, strict=True):
        x = np.array(X, dtype="float64") if name == "function" else numpy.array(X)
        exact = getattr(activation, name)(x, **activation.defaults)
        exact = exact.asnumpy() if name == "function" else exact
        numpy.testing.assert_allclose(row, exact, rtol=1e-5, atol=1e-5)
