"""A link that carries code: it fills the editor, and runs nothing before the reader does."""

import base64

import pytest

from tests.browser import page_of
from tests.page_python.test_editor_in_browser import Cell, address  # noqa: F401

pytestmark = pytest.mark.browser

PAGE = "chapters/workbench"
CODE = """def mine(x):  # „Größe“ 😀 <img src=x onerror="document.title=1">
    return np.tanh(x)

report(mine)"""
WARNING = "This code came with the link. Read it, then press Run."


def carried(text):
    """Return the fragment that carries a text, or bytes."""
    data = text if isinstance(text, bytes) else text.encode()
    return f"#code={base64.urlsafe_b64encode(data).decode().rstrip('=')}"


class LinkedCell(Cell):
    """The cell of the workbench whose code a link carries."""

    def __init__(self, page):
        super().__init__(page)
        self.root = page.locator(".tag_page-python-link")
        self.area = self.root.locator("textarea")
        self.output = self.root.locator(".cell_output")
        self.status = self.root.locator(".page-python [role=status]")

    def wait_for(self, words):
        self.page.wait_for_function(
            "([cell, words]) => cell.querySelector('.page-python [role=status]')"
            ".textContent.includes(words)",
            arg=[self.root.element_handle(), words],
        )


@pytest.mark.parametrize("engine", ["browser", "firefox"])
def test_a_link_fills_the_editor_and_runs_nothing(engine, request, address):  # noqa: F811
    browser, url = request.getfixturevalue(engine), f"{address}/{PAGE}.html{carried(CODE)}"
    with page_of(browser, url, address) as (page, _):
        cell = LinkedCell(page)
        cell.wait_for(WARNING)
        page.wait_for_function("c => c.dataset.ready", arg=cell.root.element_handle())
        assert cell.area.input_value() == CODE
        assert cell.says() == WARNING and not cell.output.locator(".printed").count()
        assert cell.root.get_attribute("data-took") is None
        assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('cell'))") == []
        cell.press("Run")
        cell.output.locator(".printed").wait_for()
        assert "its value nears -1" in cell.output.inner_text()
        assert not page.locator("img[src=x]").count() and page.title() != "1"
        cell.press("Reset")
        assert "softrelu" in cell.area.input_value()


@pytest.mark.parametrize(
    ("fragment", "says"),
    [
        ("#code=", "The link is broken: it carries no code that can be read."),
        ("#code=!!", "The link is broken"),
        (carried(b"\xff\xfe"), "The link is broken"),
        (carried("mine = 1  # \N{RIGHT-TO-LEFT OVERRIDE}"), "The link is broken"),
        (carried("x" * 4001), "too long: a link carries 4,000 letters at most."),
        (carried("x" * 100_000), "too long: a link carries 4,000 letters at most."),
    ],
)
def test_a_link_that_carries_no_code_says_so_and_changes_nothing(
    browser, address, fragment, says  # noqa: F811
):  # fmt: skip
    with page_of(browser, f"{address}/{PAGE}.html{fragment}", address) as (page, _):
        cell = LinkedCell(page)
        cell.wait_for(says)
        assert "softrelu" in cell.area.input_value()


def test_the_button_link_gives_an_address_that_opens_with_the_code(browser, address):  # noqa: F811
    granted = {"permissions": ["clipboard-read", "clipboard-write"]}
    with page_of(browser, f"{address}/{PAGE}.html", address, **granted) as (page, _):
        cell = LinkedCell(page).open()
        cell.area.fill(CODE)
        cell.press("Link")
        cell.wait_for("Copied: an address of this page")
        found = page.evaluate("navigator.clipboard.readText()")
        assert found == f"{address}/{PAGE}.html{carried(CODE)}"
        cell.area.fill("x" * 4001)
        cell.press("Link")
        cell.wait_for("The code is too long: a link carries 4,000 letters at most.")
        page.goto(found)  # the same page, another fragment: nothing is loaded anew
        cell.wait_for(WARNING)
        assert cell.area.input_value() == CODE


def test_where_the_clipboard_refuses_the_address_is_shown(browser, address):  # noqa: F811
    with page_of(browser, f"{address}/{PAGE}.html", address) as (page, _):
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
        )
        cell = LinkedCell(page).open()
        cell.area.fill(CODE)
        cell.press("Link")
        cell.wait_for(f"Copy this address, which carries your code: {address}/{PAGE}.html#code=")


def test_one_cell_alone_has_a_link_and_the_challenge_can_be_edited(browser, address):  # noqa: F811
    with page_of(browser, f"{address}/{PAGE}.html", address) as (page, _):
        count = page.locator(".page-python").count()
        for place in range(count):
            Cell(page, place).open()
        assert page.get_by_role("button", name="Link", exact=True).count() == 1
        assert count == 2
        cell = Cell(page, 1)
        cell.run(cell.area.input_value().replace("npx.relu(x)", "x + 0.6 * np.sin(x)"))
        assert "6 of 6 wishes met" in cell.output.inner_text()
