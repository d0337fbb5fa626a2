"""What all tests share: MXNet made importable, figures without a screen, repeatable properties."""

import os
import sys
from pathlib import Path

import d2l_local

import hypothesis
import matplotlib
import pytest
from mxnet import npx

# The processes that tests start read what was compiled before, as make has it, and leave it there.
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(sys.prefix) / "bytecode"))
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
matplotlib.use("Agg")
npx.set_np()  # as every notebook does
# The same examples in every run, no time limit on a slow machine, nothing left on the disk.
hypothesis.settings.register_profile(
    "repeatable", deadline=None, derandomize=True, database=None, max_examples=50
)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def playwright():
    """Playwright, once for all browsers: a second one in the same process would wait forever."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def browser(playwright):
    """Chromium, for the tests that open pages."""
    from tests.browser import launched_chromium

    with launched_chromium(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def firefox(playwright):
    """Firefox, for the tests that ask whether a page also works in another engine."""
    from tests.browser import launched_firefox

    with launched_firefox(playwright) as one:
        yield one
