"""The editor of a cell in real browsers, the network blocked: with each sense, look and device.

One page is opened for many questions, and its worker started once: most tests take a second.
"""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import page_of
from tests.page_python.in_browser import (
    EXERCISE,
    MOVING,
    OURS,
    RELU,
    Cell,
    cell_of,
    in_engines,
    in_looks,
)
from tests.test_book import BOOK, LOOKS, MOVE_TO_FOUR_PLACES, NOTE_WHAT_IS_SEEN, RULES, SEEN

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@in_looks(LOOKS)
def test_an_edited_explorer_moves_and_reset_brings_mxnets_form_back(look):
    browser, origin, options = look
    with cell_of(browser, origin, opened=False, **options) as (cell, watcher):
        before = cell.output.locator(".readout").inner_text()
        cell.open()
        assert cell.says() == "Python is ready."
        assert cell.run(MOVING).startswith(OURS)
        explorer = cell.output.locator(".explorer[data-alive]")
        explorer.wait_for()
        assert explorer.get_attribute("aria-label") == "tanh(k x)"
        cell.page.evaluate(NOTE_WHAT_IS_SEEN)
        sliders = explorer.locator("input")
        sliders.evaluate_all(MOVE_TO_FOUR_PLACES)
        seen = sliders.evaluate_all(f"es => es.map({SEEN})")
        assert len(seen) == 2
        assert all(pictures >= 2 and words >= 3 for _, pictures, words, _ in seen)
        assert "tanh(k x) = " in explorer.locator(".readout").inner_text()
        width = cell.page.evaluate("document.documentElement.scrollWidth")
        assert width <= options["viewport"]["width"]
        cell.press("Reset")
        assert cell.says() == "The cell and what it showed are as before."
        assert cell.output.locator(".readout").inner_text() == before
        assert cell.text().startswith("explore(lambda x: np.maximum(x, 0)")
        assert watcher.complaints == []


@in_engines
def test_every_explorer_of_a_page_moves_again_the_last_of_them_too(request, engine, address):
    with cell_of(request.getfixturevalue(engine), address, opened=False) as (first, watcher):
        count = first.page.locator(".cell:has(.page-python)").count()
        for number in reversed(range(count)):  # the page's script stands beside the last
            cell = Cell(first.page, number).open()
            assert cell.run(MOVING).startswith(OURS)
            cell.output.locator(".explorer[data-alive] input").first.wait_for()
        assert count > 1 and watcher.complaints == []


# Without a mouse, or with other senses ------------------------------------------------------------


@in_engines
def test_the_keyboard_alone_is_enough(request, engine, address):
    browser = request.getfixturevalue(engine)
    with cell_of(browser, address, opened=False) as (cell, watcher):
        page, keys = cell.page, cell.page.keyboard
        focus = page.locator(":focus")
        # From what comes before the button, one Tab leads to it.
        cell.buttons.focus()
        keys.press("Shift+Tab")
        keys.press("Tab")
        assert focus.inner_text() == "Edit"
        keys.press("Enter")
        page.wait_for_function("() => document.activeElement.matches('.cm-content')")
        ring = "one => getComputedStyle(one.closest('.cm-editor') ?? one).outlineStyle"
        assert focus.evaluate(ring) == "solid"
        keys.press("ControlOrMeta+a")
        keys.type("def f(x):\nreturn 2 * x")
        assert cell.text() == "def f(x):\n    return 2 * x"  # the indent is the editor's
        keys.press("Enter")
        keys.press("Tab")
        assert cell.text().splitlines()[2].isspace()
        keys.press("Shift+Tab")
        keys.press("Shift+Tab")
        keys.type("explore(f, label='2 x')")
        keys.press("Shift+Enter")
        assert cell.ended().startswith(OURS) or cell.says() == "Python is ready."
        cell.output.locator(".explorer[data-alive][aria-label='2 x']").wait_for()
        assert focus.evaluate("one => one.matches('.cm-content')")
        keys.press("Escape")
        assert focus.inner_text() == "Run"
        assert focus.evaluate(ring) == "solid"
        for name in ("Reset", "Copy"):
            keys.press("Tab")
            assert focus.inner_text() == name
        keys.press("Shift+Tab")
        keys.press("Enter")
        page.wait_for_function("() => document.activeElement.textContent === 'Reset'")
        assert "as before" in cell.says()
        keys.press("Shift+Tab")
        keys.press("Shift+Tab")
        assert focus.evaluate("one => one.matches('.cm-content')")
        keys.press("Escape")
        for _ in range(3):
            keys.press("Tab")
        assert focus.inner_text() == "Close"
        keys.press("Enter")
        assert focus.inner_text() == "Edit"
        keys.press("Tab")
        keys.press("Tab")
        assert not focus.evaluate("one => Boolean(one.closest('.page-python'))")
        assert watcher.complaints == []


@in_engines
def test_tab_indents_what_is_selected_and_undo_reaches_the_first_letter(request, engine, address):
    with cell_of(request.getfixturevalue(engine), address) as (cell, watcher):
        keys, original = cell.page.keyboard, cell.text()
        cell.area.focus()
        keys.press("ControlOrMeta+End")
        keys.type("\n# mine")
        written = cell.text()
        keys.press("Enter")
        keys.press("Tab")
        keys.press("ControlOrMeta+a")
        keys.press("Tab")
        assert all(line.startswith("    ") for line in cell.text().splitlines() if line.strip())
        assert cell.text().replace(" ", "").startswith(original.replace(" ", ""))  # nothing went
        keys.press("Shift+Tab")
        assert cell.text().rstrip() == written
        cell.run(MOVING)
        cell.press("Reset")
        assert cell.text() == original
        cell.area.focus()
        keys.press("ControlOrMeta+z")
        assert cell.text() == MOVING
        seen = set()
        for _ in range(40):
            seen.add(cell.text())
            keys.press("ControlOrMeta+z")
        assert written in seen and cell.text() == original
        for _ in range(40):
            keys.press("ControlOrMeta+y")
        assert cell.text() == original  # Reset, done again, is the last edit
        cell.press("Close")
        cell.press("Edit")
        keys.press("ControlOrMeta+z")
        assert cell.text() == MOVING  # over Close, too
        assert watcher.complaints == []


# As one edit of many: what is typed quickly is undone together.
INSERT = """(one, insert) => codeMirror.EditorView.findFromDOM(one).dispatch({
  changes: { from: 0, insert }, annotations: codeMirror.isolateHistory.of("full"),
})"""


def test_undo_reaches_back_over_more_edits_than_an_editor_usually_keeps(browser, address):
    with cell_of(browser, address) as (cell, _):
        original = cell.text()
        for number in range(400):
            cell.area.evaluate(INSERT, f"{number}\n")
        undone = "one => { while (codeMirror.undo(codeMirror.EditorView.findFromDOM(one))); }"
        cell.area.evaluate(undone)
        assert cell.text() == original


def test_each_control_is_named_by_what_its_cell_asks_and_each_change_is_announced(shared):
    what = "the code of np.maximum(x, 0)"
    names = ["Run", "Stop", "Undo", "Reset", "Copy", "Close"]
    assert shared.buttons.all_text_contents() == names
    labels = shared.buttons.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert labels == [f"{name} {what}" for name in names]
    assert shared.root.get_by_role("textbox", name="Code of np.maximum(x, 0)").count() == 1
    others = shared.page.locator(".page-python button:has-text('Edit')")
    found = others.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(found) == len(set(found)) >= 3
    assert "Edit the code of pReLU" in found and "Edit the code of pReLU (2)" in found
    described = shared.area.get_attribute("aria-describedby")
    advice = shared.page.locator(f"#{described}")
    assert advice.inner_text() == "Shift+Enter runs the cell. Escape, then Tab, leaves it."
    roles = shared.bar.locator(".says, .fails, .keeps")
    found = roles.evaluate_all("all => all.map(one => one.role ?? one.getAttribute('role'))")
    assert found == ["status", "alert", "status"]
    assert shared.run(MOVING).startswith(OURS)
    readout = shared.output.locator(".readout")
    assert readout.get_attribute("role") == "status"


@pytest.mark.parametrize("keys", ["Shift+Enter", "Control+Enter"])
def test_a_key_runs_the_cell_and_writes_no_letter(shared, keys):
    shared.write("print('ran')")
    shared.root.evaluate("cell => delete cell.dataset.took")
    shared.area.focus()
    shared.page.keyboard.press(keys)
    shared.ended()
    assert shared.output.inner_text().strip() == "ran" and shared.text() == "print('ran')"


def test_the_line_of_an_error_is_marked_until_the_next_run(shared):
    told = shared.run("x = 1\n\ny = x / 0\nz = 1")
    assert told.startswith("✗ Line 3: ")
    marked = shared.root.locator(".cm-line.is-wrong")
    assert marked.all_text_contents() == ["y = x / 0"]
    number = shared.root.locator(".cm-gutterElement.is-wrong")
    assert number.all_text_contents() == ["3"]
    assert shared.area.get_attribute("aria-invalid") == "true"
    message = shared.page.locator(f"#{shared.area.get_attribute('aria-errormessage')}")
    assert message.text_content() == told and message.get_attribute("role") == "alert"
    shared.area.focus()
    shared.page.keyboard.press("ControlOrMeta+Home")
    shared.page.keyboard.type("# a line more\n")
    assert marked.all_text_contents() == ["y = x / 0"]  # it moves with its line
    shared.run("print('alive')")
    assert marked.count() == 0 and shared.area.get_attribute("aria-invalid") is None


COLOURS = """cells => cells.map((cell) => Object.fromEntries(
  [...cell.querySelectorAll("pre span, .cm-line span")].map((one) =>
    [one.textContent.trim(), getComputedStyle(one).color])))[0]"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_code_has_the_colours_of_the_page_while_it_is_edited(browser, address, theme):
    with page_of(browser, f"{address}/{EXERCISE}.html", address, color_scheme=theme) as (page, _):
        words = {}
        for number in range(page.locator(".cell .page-python").count()):
            cell = Cell(page, number)
            shown = cell.root.locator(".cell_input")
            before = shown.evaluate_all(COLOURS)
            cell.open()
            shown.evaluate("one => one.querySelector('.highlight:not(.page-editor)').remove()")
            after = shown.evaluate_all(COLOURS)
            assert {word: after.get(word) for word in before} == before
            words |= before
        assert len(words) > 20 and len(set(words.values())) >= 4


def test_an_editor_stays_left_to_right_and_grows_with_its_text(browser, address):
    with cell_of(browser, address) as (cell, _):
        cell.page.evaluate("document.documentElement.dir = 'rtl'")
        assert cell.area.evaluate("one => getComputedStyle(one).direction") == "ltr"
        assert cell.area.evaluate("one => getComputedStyle(one).textAlign") == "left"
        before = cell.area.bounding_box()["height"]
        cell.write("\n".join(f"x = {i}" for i in range(60)))
        box = cell.root.locator(".cm-scroller")
        assert box.bounding_box()["height"] > 3 * before
        assert box.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_on_paper_all_lines_stand_and_none_is_cut(browser, address):
    with cell_of(browser, address, alone=True) as (cell, _):
        lines = [f"x{i} = '{'long ' * 30}{i}'" for i in range(90)]
        cell.write("\n".join(lines))
        cell.page.evaluate("scrollTo(0, 0)")
        cell.page.emulate_media(media="print")
        cell.page.wait_for_function("() => document.querySelectorAll('.cm-line').length === 90")
        assert cell.root.locator(".cm-line").all_text_contents() == lines
        scroller = cell.root.locator(".cm-scroller")
        assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
        assert not cell.bar.is_visible()


COMPOSE = [
    ("Input.imeSetComposition", {"text": "n", "selectionStart": 1, "selectionEnd": 1}),
    ("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1}),
    ("Input.insertText", {"text": "日"}),
]


def test_a_composition_ends_as_the_letters_that_it_is_for(browser, address):
    with cell_of(browser, address) as (cell, watcher):
        cell.write("# ")
        cell.page.keyboard.press("End")
        session = cell.page.context.new_cdp_session(cell.page)
        for method, given in COMPOSE:
            session.send(method, given)
        assert cell.text() == "# 日"
        cell.page.keyboard.press("ControlOrMeta+z")
        cell.page.keyboard.press("ControlOrMeta+y")
        assert cell.text() == "# 日" and watcher.complaints == []


def test_what_looks_like_a_blank_is_shown(shared):
    shared.write("x\u00a0= 1  # \u200b")
    signs = shared.root.locator(".cm-specialChar")
    assert signs.count() == 2
    shared.press("Reset")


SMALL_TARGETS = """buttons => buttons.map(one => one.getBoundingClientRect())
  .filter(({width, height}) => width < 24 || height < 24).length"""


def test_on_a_phone_the_editor_fits_and_axe_finds_nothing(browser, address):
    with cell_of(browser, address, **PHONE) as (cell, watcher):
        page = cell.page
        assert not cell.bar.locator(".advice").is_visible()  # of keys that a phone has not
        assert float(cell.area.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 16
        cell.write("x = 1\ny = 'a long line " + "of letters " * 20 + "'\nz = 1")
        cell.press("Undo")
        assert cell.text().startswith("explore(")
        cell.run("x = 1 / 0")
        page.evaluate("document.querySelector('.cm-editor').closest('.cell').id = 'edited'")
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        for code in ("x = 1 / 0", MOVING):
            cell.run(code)
            for theme in ("light", "dark"):
                page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
                found = Axe().run(page, context="#edited", options=options).response["violations"]
                assert [(theme, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.locator(".page-python button:visible").evaluate_all(SMALL_TARGETS) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.add_style_tag(content="html { font-size: 200% !important; }")
        parts = cell.root.locator(".page-python, .page-python *, .page-editor")
        beyond = "es => es.filter(e => e.getBoundingClientRect().right > 360).map(e => e.outerHTML)"
        assert parts.evaluate_all(beyond) == []
        assert watcher.complaints == []


def test_on_a_phone_an_editor_opens_at_its_left_end(browser, address):
    with cell_of(browser, address, "chapters/workbench", **PHONE) as (cell, _):
        place = cell.root.locator(".cm-scroller")
        assert place.evaluate("one => one.scrollWidth > one.clientWidth")
        assert place.evaluate("one => one.scrollLeft") == 0
        assert cell.page.evaluate("scrollX") == 0


# What it costs, and what is kept ------------------------------------------------------------------


def test_nothing_of_it_is_loaded_before_a_reader_asks(browser, address):
    context = browser.new_context()
    page = context.new_page()
    loaded = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(f"{address}/{RELU}.html", wait_until="networkidle")
    ours = [url for url in loaded if "page_python" in url]
    assert ours == ["/_static/page_python/edit_button.js"]
    html = (BOOK / f"{RELU}.html").read_text("utf-8")
    added = sum(map(len, re.findall(r"<[^>]*page[_-]python[^>]*>(?:</script>)?", html)))
    style = (BOOK.parents[1] / "d2l_local/page_python/edit_button.css").stat().st_size
    assert (BOOK / ours[0].lstrip("/")).stat().st_size + style + added <= 5 * 1024
    loaded.clear()
    Cell(page).open()
    assert {url.rpartition("/")[2] for url in loaded if url.endswith(".js")} == {
        "editor.js", "codemirror.js", "micropython.js", "modules.js", "relu.js",
    }  # fmt: skip
    context.close()


def test_copy_gives_what_the_editor_holds(browser, address):
    with page_of(
        browser, f"{address}/{RELU}.html", address,
        permissions=["clipboard-read", "clipboard-write"],
    ) as (page, _):  # fmt: skip
        cell = Cell(page).open()
        cell.write("print('copied')")
        cell.press("Copy")
        cell.bar.get_by_text("Copied: the cell runs in the notebook as it is.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "print('copied')"
        assert page.locator(":focus").inner_text() == "Copy"


def test_a_phone_writes_code_as_it_is_typed(shared):
    names = ("autocapitalize", "autocorrect", "spellcheck")
    assert [shared.area.get_attribute(name) for name in names] == ["off", "off", "false"]
