"""Where the browser or the book lacks something: the page says what, and stays as it was."""

import pytest
from playwright.sync_api import expect

from tests.browser import page_of
from tests.page_python.in_browser import RELU, page_without

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "name", ["WebAssembly", "Worker", "DecompressionStream", "CompressionStream"]
)
def test_a_browser_that_lacks_something_is_told_what(browser, address, name):
    with page_without(browser, address, f"delete window.{name};") as cell:
        shown = cell.output.inner_text()
        cell.press("Edit")
        words = (
            f"The editor does not start: this browser lacks {name}. The cell runs in the notebook."
        )
        expect(cell.bar.locator("[role=status]")).to_have_text(words)
        assert cell.area.count() == 0 and cell.output.inner_text() == shown
        assert cell.page.errors == []


@pytest.mark.parametrize("name", ["editor.js", "micropython.js", "modules.js", "relu.js"])
def test_a_file_that_is_missing_is_named(browser, address, name):
    with page_without(browser, address) as cell:
        cell.page.route(f"**/page_python/**/{name}", lambda route: route.fulfill(status=404))
        cell.press("Edit")
        cell.page.wait_for_function(
            "([one, name]) => one.textContent.includes(name)",
            arg=[
                cell.root.locator(".page-python").element_handle(),
                name,
            ],  # the line in it is another in the editor
        )
        assert cell.says().endswith("could not be loaded. The cell runs in the notebook.")
        cell.page.unroute_all()
        if name == "editor.js":  # the next click tries again
            cell.open()
        assert cell.run("print('alive')") == ""
        assert cell.page.errors == []


def test_without_a_script_the_page_is_as_it_was(browser, address):
    url = f"{address}/{RELU}.html"
    with page_of(browser, url, address, java_script_enabled=False) as (page, _):
        assert page.locator(".page-python, .page-editor").count() == 0
        assert page.locator(".cell:has(.explorer) .cell_input pre").first.is_visible()
