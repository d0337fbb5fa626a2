"""MXNet with d2l_local computes what it computed on the NumPy of its time, many parts of it.

`mxnet_uses` is old MXNet code; `mxnet_reference.json` is what it returned on NumPy 1.23.5 and
Python 3.10 with a plain `import mxnet`, written by `python -m tools.reference`.
"""

import json
import math
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path

import mxnet
import numpy
import pytest
from mxnet import autograd, np, npx

from tests import mxnet_uses

REFERENCE = json.loads(Path(__file__).with_name("mxnet_reference.json").read_text("utf-8"))
NUMPY_2 = int(numpy.__version__.split(".")[0]) >= 2
ROOT = Path(__file__).resolve().parent.parent


def differences(found, reference, where=""):
    """List the places where two nested lists of numbers and words differ."""
    if isinstance(reference, dict) and isinstance(found, dict):
        pairs = [(key, found.get(key), reference.get(key)) for key in {**found, **reference}]
    elif isinstance(reference, list) and isinstance(found, list) and len(found) == len(reference):
        pairs = [(i, *pair) for i, pair in enumerate(zip(found, reference, strict=True))]
    elif isinstance(reference, float) and isinstance(found, (int, float)):
        same = math.isclose(found, reference, rel_tol=2e-4, abs_tol=2e-5)
        return (
            []
            if same or (found != found and reference != reference)
            else [(where, found, reference)]
        )
    else:
        return [] if found == reference else [(where, found, reference)]
    return [one for key, a, b in pairs for one in differences(a, b, f"{where}[{key}]")]


@pytest.fixture(autouse=True)
def modern_arrays_afterwards():
    yield
    npx.set_np()


def test_every_use_has_its_reference():
    assert list(REFERENCE) == list(mxnet_uses.USES)


@pytest.mark.parametrize("name", mxnet_uses.USES)
@pytest.mark.filterwarnings("ignore:Cannot decide type:UserWarning")  # MXNet's own
def test_it_computes_what_it_did_on_the_numpy_of_its_time(name):
    assert differences(mxnet_uses.run(name), REFERENCE[name]) == []


def test_a_wrong_number_and_a_wrong_word_would_be_seen():
    assert differences([1.0, {"a": [2]}], [1.01, {"a": [2]}]) == [("[0]", 1.0, 1.01)]
    assert differences({"a": ["x"]}, {"a": ["y"]}) == [("[a][0]", "x", "y")]
    assert differences([1.0], [1.0, 2.0]) and differences({}, {"a": 1}) and differences(None, 1.0)


# What NumPy 2 changed, as the table in compat/importing.py says -----------------------------------

needs_numpy_2 = pytest.mark.skipif(not NUMPY_2, reason="this NumPy writes as MXNet's did")


@needs_numpy_2
def test_a_number_from_an_array_prints_with_its_type_and_float_takes_it_off():
    number = np.array([1.0]).asnumpy()[0]
    assert (repr(number), repr(float(number))) == ("np.float32(1.0)", "1.0")


@needs_numpy_2
def test_a_number_that_does_not_fit_is_told_by_the_readers_own_numpy():
    with pytest.raises(OverflowError, match="300 out of bounds for uint8"):
        numpy.array([300], dtype="uint8")


@needs_numpy_2
def test_numpy_does_not_view_an_array_of_mxnet():
    with pytest.raises(ValueError, match="copy"):
        numpy.array(np.ones(2), copy=False)


# What MXNet does on any NumPy, and nobody mends ---------------------------------------------------


def gradient(function, values):
    x = np.array(values)
    x.attach_grad()
    with autograd.record():
        y = function(x)
    y.backward()
    return x.grad.tolist()


def test_where_with_a_plain_number_has_the_gradient_of_the_other_branch():
    assert gradient(lambda x: np.where(x > 0, x, 0.0), [-1.0, 2.0]) == [1, 0]  # 0, 1 is right
    assert gradient(lambda x: np.where(x > 0, x, x * 0), [-1.0, 2.0]) == [0, 1]  # so it works


@pytest.mark.parametrize("function", [np.var, np.std])
def test_variance_and_deviation_have_no_gradient(function):
    assert gradient(function, [-1.0, 2.0]) == [0, 0]


def test_misuse_still_raises_as_mxnet_does():
    with pytest.raises(TypeError, match="not supported"):
        numpy.ones(2) * np.ones(2)
    with pytest.raises(mxnet.MXNetError, match="shape"):
        np.dot(np.ones((2, 3)), np.ones((2, 3))).asnumpy()
    with pytest.raises(ValueError, match="ambiguous"):
        bool(np.ones(2))
    with pytest.raises(AttributeError):
        np.no_such_name  # noqa: B018


def test_nothing_is_silenced_for_the_reader():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("the reader's own", DeprecationWarning, stacklevel=1)
        numpy.array([1.0]) / numpy.array([0.0])
    assert [one.category for one in caught] == [DeprecationWarning, RuntimeWarning]


# One line before old code -------------------------------------------------------------------------

OLD_NOTEBOOK = """
    {first}
    from d2l import mxnet as d2l
    from mxnet import autograd, gluon, init, np, npx
    from mxnet.gluon import nn
    npx.set_np()

    net = nn.Sequential()
    net.add(nn.Dense(8, activation='relu'), nn.Dense(1))
    net.initialize(init.Normal(sigma=0.1))
    X, y = np.random.normal(size=(32, 4)), np.ones((32, 1))
    trainer = gluon.Trainer(net.collect_params(), 'sgd', {{'learning_rate': 0.1}})
    loss = gluon.loss.L2Loss()
    for epoch in range(50):
        with autograd.record():
            l = loss(net(X), y).mean()
        l.backward()
        trainer.step(1)
    print(float(l) < 0.1)
"""


@pytest.mark.parametrize(
    ("first", "runs"),
    [("", False), ("import d2l_local", True), ("import numpy, pandas, d2l_local", True)],
    ids=["before", "after", "after other imports"],
)
def test_a_notebook_of_years_ago_runs_with_one_line_more(first, runs):
    if not runs and numpy.lib.NumpyVersion(numpy.__version__) < "1.24.0":
        pytest.skip("on this NumPy it runs as it is")
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(OLD_NOTEBOOK).format(first=first)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if runs:
        assert (run.returncode, run.stdout, run.stderr) == (0, "True\n", "")
    else:
        assert run.returncode == 1 and "AttributeError: " in run.stderr
