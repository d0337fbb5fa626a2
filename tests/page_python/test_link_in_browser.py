"""A link that carries code: it fills the editor, and runs nothing before the reader does."""

import base64

import pytest

from tests.browser import page_of
from tests.page_python.in_browser import Cell

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
        self.area = self.root.locator(".cm-content")
        self.output = self.root.locator(".cell_output")
        self.bar = self.root.locator(".page-python")
        self.buttons = self.bar.locator("button")

    def wait_for(self, words):
        self.page.wait_for_function(
            "([cell, words]) => cell.querySelector('.page-python').textContent.includes(words)",
            arg=[self.root.element_handle(), words],
        )


@pytest.mark.parametrize("engine", ["browser", "firefox"])
def test_a_link_fills_the_editor_and_runs_nothing(engine, request, address):
    browser, url = request.getfixturevalue(engine), f"{address}/{PAGE}.html{carried(CODE)}"
    with page_of(browser, url, address) as (page, _):
        cell = LinkedCell(page)
        cell.wait_for(WARNING)
        page.wait_for_function("c => c.dataset.ready", arg=cell.root.element_handle())
        assert cell.text() == CODE
        assert cell.says() == WARNING
        below = cell.output.locator(".stale").inner_text()
        assert below.startswith("Below stands what MXNet computed for the page's own code")
        assert cell.root.get_attribute("data-took") is None
        assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('text'))") == []
        cell.press("Run")
        page.wait_for_function("c => c.dataset.took", arg=cell.root.element_handle())
        assert "its value nears -1" in cell.output.text_content()
        assert not page.locator("img[src=x]").count() and page.title() != "1"
        cell.press("Reset")
        assert "softrelu" in cell.text()


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
    browser, address, fragment, says
):  # fmt: skip
    with page_of(browser, f"{address}/{PAGE}.html{fragment}", address) as (page, _):
        cell = LinkedCell(page)
        cell.wait_for(says)
        assert "softrelu" in cell.text()


def test_the_button_link_gives_an_address_that_opens_with_the_code(browser, address):
    granted = {"permissions": ["clipboard-read", "clipboard-write"]}
    with page_of(browser, f"{address}/{PAGE}.html", address, **granted) as (page, _):
        cell = LinkedCell(page).open()
        cell.write(CODE)
        cell.press("Link")
        cell.wait_for("Copied: an address of this page")
        found = page.evaluate("navigator.clipboard.readText()")
        assert found == f"{address}/{PAGE}.html{carried(CODE)}"
        cell.write("x" * 4001)
        cell.press("Link")
        cell.wait_for("The code is too long: a link carries 4,000 letters at most.")
        page.goto(found)  # the same page, another fragment: nothing is loaded anew
        cell.wait_for(WARNING)
        assert cell.text() == CODE


def test_where_the_clipboard_refuses_the_address_is_shown(browser, address):
    with page_of(browser, f"{address}/{PAGE}.html", address) as (page, _):
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
        )
        cell = LinkedCell(page).open()
        cell.write(CODE)
        cell.press("Link")
        cell.wait_for(f"Copy this address, which carries your code: {address}/{PAGE}.html#code=")


def test_one_cell_alone_has_a_link_and_the_challenge_can_be_edited(browser, address):
    with page_of(browser, f"{address}/{PAGE}.html", address) as (page, _):
        count = page.locator(".page-python").count()
        for place in range(count):
            Cell(page, place).open()
        assert page.locator("button", has_text="Link").count() == 1
        cell = next(
            one for one in map(Cell, [page] * count, range(count)) if "challenge(" in one.text()
        )
        cell.run(cell.text().replace("npx.relu(x)", "x + 0.6 * np.sin(x)"))
        assert "6 of 6 wishes met" in cell.output.text_content()


MINE = "def mine(x):\n    return x\n\nreport(mine)  # my own"


@pytest.mark.parametrize("engine", ["browser", "firefox"])
def test_a_link_over_a_kept_text_loses_neither(engine, request, address):
    browser, plain = request.getfixturevalue(engine), f"{address}/{PAGE}.html"
    with page_of(browser, plain, address) as (page, _):
        cell = LinkedCell(page).open()
        cell.write(MINE)
        page.goto("about:blank")
        page.goto(plain + carried(CODE))
        cell.wait_for(WARNING)
        assert cell.text() == CODE
        cell.area.focus()
        page.keyboard.press("ControlOrMeta+z")
        assert cell.text() == MINE
        page.keyboard.press("ControlOrMeta+y")
        assert cell.text() == CODE
        cell.press("Show what you wrote before the link")
        assert cell.text() == MINE
        page.reload()
        cell.wait_for("Show")
        shown = {cell.text()}
        for other in ("Show the code of the link", "Show what you wrote before the link"):
            if cell.button(other).count():
                cell.press(other)
                shown.add(cell.text())
        assert shown == {MINE, CODE}


def test_linked_code_that_was_edited_is_still_there_after_a_reload(browser, address):
    edited = CODE + "  # edited"
    with page_of(browser, f"{address}/{PAGE}.html{carried(CODE)}", address) as (page, _):
        cell = LinkedCell(page)
        cell.wait_for(WARNING)
        cell.write(edited)
        page.reload()
        cell.wait_for("This is the link's code as you changed it.")
        assert cell.text() == edited
        cell.press("Show the code of the link")
        assert cell.text() == CODE
        cell.press("Reset")
        assert "softrelu" in cell.text()


def test_link_carries_what_stands_in_the_editor_not_what_is_kept(browser, address):
    granted = {"permissions": ["clipboard-read", "clipboard-write"]}
    with page_of(browser, f"{address}/{PAGE}.html", address, **granted) as (page, _):
        cell = LinkedCell(page).open()
        cell.write("print('kept')")
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
        cell.write(CODE)
        for name in ("Link", "Copy"):
            cell.press(name)
            cell.wait_for("Copied:")
            found = page.evaluate("navigator.clipboard.readText()")
            assert found == (CODE if name == "Copy" else f"{address}/{PAGE}.html{carried(CODE)}")


SIGNS = {
    "scientist": "👩\u200d🔬",
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "with a skin": "👩🏽\u200d🚀",
    "rainbow": "🏳\ufe0f\u200d🌈",
    "flag by letters": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "script of India": "क\u094d\u200dष",
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_sign_of_several_parts_is_no_fault_of_a_link(read, sign):
    code = f"print('{sign}')"
    assert read(code) == code


UNSEEN = {
    "override": "x = 1  # \u202e",
    "isolate": "x = 1  # \u2066",
    "mark": "x\u200e = 1",
    "zero width": "x\u200b = 1",
    "joiner between letters": "x\u200dy = 1",
    "joiner at an end": "x = 1\u200d",
    "joiner after a sign": "print('👩\u200dx')",
    "joined blank": "x \u200d= 1",
    "soft hyphen": "x\u00ad = 1",
    "tag": "x = 1  # \U000e0041",
    "NUL": "x\0 = 1",
    "no-width no-break": "\ufeffx = 1",
    "line": "# x\u2028y = 1",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_code_with_what_is_not_seen_is_refused(read, name):
    assert read(UNSEEN[name]) == "The link is broken: it carries no code that can be read."


READ = """(fragment) => {
  try { return window.pagePython.linking.textOf(fragment, "#code="); }
  catch (error) { return error.message; }
}"""


@pytest.fixture(scope="module")
def read(browser, address):
    """What a page reads from a link that carries a text: the text, or why it refuses."""
    with page_of(browser, f"{address}/{PAGE}.html{carried(CODE)}", address) as (page, _):
        LinkedCell(page).wait_for(WARNING)
        yield lambda text: page.evaluate(READ, carried(text))
