"""What all tests share: MXNet made importable, figures without a screen, repeatable properties."""

import os

import d2l_local

import hypothesis
import matplotlib
import pytest
from mxnet import npx

os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for the processes that tests start
matplotlib.use("Agg")
npx.set_np()  # as every notebook does
# The same examples in every run, no time limit on a slow machine, nothing left on the disk.
hypothesis.settings.register_profile(
    "repeatable", deadline=None, derandomize=True, database=None, max_examples=50
)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="module")
def browser():
    """A real browser, for the tests that open pages."""
    from tests.browser import launched_chromium

    with launched_chromium() as chromium:
        yield chromium
