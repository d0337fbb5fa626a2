"""What the tests of the page's Python in browsers begin with."""

import pytest

from tests.page_python.in_browser import ENGINES, cell_of, options_of
from tests.test_book import BOOK
from tools.serve import serving


@pytest.fixture(scope="session")
def address():
    """The book over http, on a port of its own."""
    if not (BOOK / "index.html").exists():
        pytest.skip("the book is not built:  make book")
    with serving(BOOK) as address:
        yield address


@pytest.fixture(scope="module", params=ENGINES)
def ready(request, address):
    """A cell with an open editor."""
    with cell_of(request.getfixturevalue(request.param), address) as (cell, watcher):
        cell.watcher = watcher
        yield cell


@pytest.fixture
def shared(ready):
    """The same cell with an open editor, for many tests; each leaves it alive."""
    ready.page.bring_to_front()
    return ready


@pytest.fixture
def look(request, address):
    """A browser, the book's origin, and the options of a page."""
    origin, options = options_of(request.param, address)
    return request.getfixturevalue(request.param[0]), origin, options
