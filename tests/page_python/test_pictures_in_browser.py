"""Edit and Run of a cell that nobody has changed: the page shows the picture that it showed before.

Here the whole way is gone, for a cell of each kind that the book has; test_cells asks every
explorer of the book.
"""

import pytest

from tests.browser import page_of
from tests.page_python.pictures import SEEN, apart
from tests.test_book import BOOK

pytestmark = pytest.mark.browser
# A page, and words that stand in the source of the cell.
CELLS = {
    "curves": ("chapters/relu", "np.maximum(x, 0)"),
    "a menu that names its curves": ("chapters/gallery", "beside="),
    "a plane with creases": ("chapters/piecewise_linear", "creases="),
    "a logarithmic axis": ("chapters/gallery", "logarithmic=True"),
    "two pictures of the workbench": ("chapters/workbench", "report("),
}
ROOTS = f"""async (cell) => Promise.all([...cell.querySelectorAll(".explorer")].map({SEEN}))"""


@pytest.fixture(scope="module")
def folder():
    """The book as it is opened from a folder."""
    if not (BOOK / "index.html").exists():
        pytest.skip("the book is not built:  make book")
    return BOOK.as_uri()


def press(cell, name):
    cell.locator(".page-python button").filter(has_text=name).first.click()


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_that_nobody_has_changed_shows_what_it_showed(browser, folder, kind):
    name, words = CELLS[kind]
    with page_of(browser, f"{folder}/{name}.html", folder, alone=True) as (page, watcher):
        cells = page.locator(".cell:has(.page-python):has(.explorer)")
        cell = cells.filter(has_text=words).first
        page.evaluate("document.documentElement.dataset.patience = 120")
        before = cell.evaluate(ROOTS)
        press(cell, "Edit")
        page.wait_for_function("cell => cell.dataset.ready", arg=cell.element_handle())
        press(cell, "Run")
        page.wait_for_function(
            """cell => cell.dataset.took && [...cell.querySelectorAll(".explorer")].every(
                 (one) => one.dataset.waking === "done")""",
            arg=cell.element_handle(),
            timeout=120_000,
        )
        after = cell.evaluate(ROOTS)
        assert len(before) == len(after) > 0
        for one, other in zip(before, after, strict=True):
            assert apart(one, other) == []
        assert watcher.complaints == []
