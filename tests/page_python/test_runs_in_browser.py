"""What a run of an edited cell shows, and what it says where it fails, loops, or takes long."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import page_of
from tests.page_python.in_browser import (
    ANSWER,
    EXERCISE,
    MOVING,
    OURS,
    RELU,
    RIGHT,
    Cell,
    answering,
    cell_of,
)

pytestmark = pytest.mark.browser

# What goes wrong ----------------------------------------------------------------------------------

WRONG = {
    "syntax": ("x = 1\nfor in x:\n    pass", "Line 2: between for and in a name is missing"),
    "raises": ("x = 1\n\ny = x / 0", "Line 3: ZeroDivisionError: "),
    "raises in a function": ("def f():\n    return [][0]\n\nf()", "Line 2: IndexError: "),
    "nan": ("x = 1\nexplore(np.log)", "Line 2: the function is nan on the grid, x = "),
    "shape": ("explore(lambda x: x[1:])", "Line 1: the function failed .*it returned the shape "),
    "range": ("explore(np.tanh, x=(0, 1, 0))", "Line 1: .*the step must be positive"),
    "unknown name": ("x = 1\n\nfoo(x)", "Line 3: NameError: name 'foo' is not defined"),
    "unknown module": ("x = 1\nimport pandas\n", "Line 2: pandas is not in the page's"),
    "long text": (f"# {'a' * 100_000}\n", "A cell of 100003 letters is too long for a page"),
    "memory": ("a = []\nwhile True:\n    a.append(bytearray(1000000))", "Line 3: MemoryError: "),
    "no end": ("def f():\n    return f()\n\nf()", "Line 2: RecursionError: functions call"),
    "shows nothing": ("x = 1", "It ran, and shows nothing"),
    "empty": ("", "It ran, and shows nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_told_in_one_line_and_the_page_lives_on(shared, name):
    code, says = WRONG[name]
    shared.press("Reset")
    shown = shared.output.inner_html()
    told = shared.run(code)
    assert re.match(f"(✗ )?{says}", told) and "\n" not in told, told
    is_wrong = "It ran" not in says
    assert told.startswith("✗ ") == is_wrong  # an error does not look like a success
    left = shared.output.locator(".stale")
    # What stood there still does, and is said to be of other code.
    assert "Below stands what MXNet computed" in left.inner_text()
    left.evaluate("one => one.remove()")
    assert shared.output.inner_html() == shown
    assert shared.run("print('alive')") == ""
    assert shared.output.inner_text().strip() == "alive"
    assert shared.watcher.complaints == []


def test_a_cell_without_an_end_is_stopped_by_its_reader_or_by_the_limit(shared):
    stop = shared.button("Stop")
    for limit, says in (
        (None, "Stopped."),
        ("0.5", "The cell ran for 0.5 seconds, and was ended."),
    ):
        shared.write("while True:\n    pass")
        shared.press("Run")
        stop.wait_for()
        assert shared.says() == "It runs…"
        if limit:  # a second Run ends the first, and has the limit
            shared.page.evaluate("l => document.documentElement.dataset.patience = l", limit)
            shared.press("Run")
        else:
            stop.focus()
            shared.page.keyboard.press("Enter")
        expect(shared.bar.locator(".says")).to_have_text(says)
        shared.page.evaluate("delete document.documentElement.dataset.patience")
        assert not stop.is_visible()
        if not limit:
            assert shared.page.locator(":focus").inner_text() == "Run"
        assert shared.run("print('alive')") == ""
    assert shared.watcher.complaints == []


def test_the_limit_of_a_run_that_has_ended_does_not_end_the_next_one(shared):
    shared.page.evaluate("() => { document.documentElement.dataset.patience = 0.6; }")
    assert shared.run("print('short')") == ""
    shared.page.evaluate("() => { delete document.documentElement.dataset.patience; }")
    shared.write("while True:\n    pass")
    shared.press("Run")
    shared.page.wait_for_timeout(900)
    assert shared.says() == "It runs…"
    shared.press("Stop")


SLOW = """def f(x, a):
    for _ in range(1500):
        y = np.tanh(x)
    if a > 1:
        while True:
            pass
    return y * a

explore(f, a=(0, 2, 1), start={'a': 0})"""


def test_what_takes_long_is_shown_early_and_stop_takes_that_back(browser, address):
    with cell_of(browser, address) as (cell, watcher):
        before = cell.output.locator(".readout").inner_text()
        cell.run("x = 1 / 0")
        cell.write(SLOW)
        cell.press("Run")
        cell.output.get_by_text("Its sliders come when their positions are computed.").wait_for()
        assert "is-stale" not in cell.output.get_attribute("class")  # what is new is not grey
        cell.press("Stop")
        assert "is-stale" in cell.output.get_attribute("class")
        assert cell.output.locator(".readout").inner_text() == before
        assert cell.output.locator("[data-waking]:not([data-alive])").count() == 0
        assert watcher.complaints == []


MARKUP = "<img src=x onerror=\"document.title='spoiled'\"><b>bold</b> // Brings an explorer to life"


def test_html_in_a_cell_is_text(shared):
    code = f"print({MARKUP!r})\nexplore(lambda x, k: k * x, label={MARKUP!r}, k=(1, 3, 1))"
    for _ in range(2):  # the second finds the first among the page's scripts
        assert shared.run(code).startswith(OURS)
        shared.output.locator(".explorer[data-alive]").wait_for()
    assert MARKUP in shared.output.locator(".printed").inner_text()
    assert MARKUP in shared.output.locator(".readout").inner_text()
    assert MARKUP in shared.output.locator("svg text").all_text_contents()
    assert shared.output.locator("img, b").count() == 0
    shared.run("raise ValueError('<b>bold</b>')")
    assert shared.says() == "✗ Line 1: ValueError: <b>bold</b>"
    assert "spoiled" not in shared.page.title()
    assert shared.watcher.complaints == []


# Two runs, two cells ------------------------------------------------------------------------------


def test_what_was_printed_before_an_error_is_shown(shared):
    assert shared.run("print('so far')\nx = 1 / 0").startswith("✗ Line 2: ")
    assert shared.output.inner_text().strip() == "so far"
    assert shared.output.locator(".stale").count() == 0  # it is of this code


def test_a_run_in_another_cell_stops_one_without_an_end_and_blames_the_right_one(browser, address):
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, watcher):
        one, other = Cell(page).open(), Cell(page, 1).open()
        one.write("while True:\n    pass")
        one.press("Run")
        expect(one.bar.locator(".says")).to_have_text("It runs…")
        assert other.run("print('other')") == ""
        assert other.output.inner_text().strip() == "other"
        assert one.says() == "Stopped: another cell was run."
        assert not one.button("Stop").is_visible()
        assert one.run("print('one')") == "" and other.output.inner_text().strip() == "other"
        assert watcher.complaints == []


def test_a_verdict_or_a_chart_of_before_is_not_taken_for_that_of_an_error(browser, address):
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, watcher):
        cell, _ = answering(page)
        assert cell.open().run(RIGHT).startswith("Right.")
        verdict = cell.output.locator(".book-verdict")
        for code in ("x = 1 / 0", "def f(:", "while True:\n    pass"):
            cell.write(code)
            cell.press("Run")
            if "while" in code:
                expect(cell.bar.locator(".says")).to_have_text("It runs…")
                cell.press("Stop")
            else:
                cell.ended()
                assert cell.bar.locator("[role=alert]").inner_text().startswith("✗ ")
            stale = cell.output.locator(".stale")
            expect(stale).to_have_text(
                "Below stands what an earlier run showed, not what this code does."
            )
            assert verdict.evaluate("one => getComputedStyle(one).filter") == "grayscale(1)"
            assert cell.run(RIGHT).startswith("Right.")  # and gone with the next outcome
            assert stale.count() == 0
            assert verdict.evaluate("one => getComputedStyle(one).filter") == "none"
        assert watcher.complaints == []


def test_two_verdicts_and_two_charts_of_one_cell_are_all_shown(browser, address):
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, _):
        cell, _ = answering(page)
        wrong = ANSWER.format("np.tanh(x)")
        cell.open().run(f"{RIGHT}\n{wrong}\nexplore(np.tanh)\nexplore(np.sin, label='sin(x)')")
        assert cell.output.locator(".book-verdict").count() == 2
        cell.output.locator(".explorer[data-alive]").nth(1).wait_for()
        labels = cell.output.locator(".explorer").evaluate_all("all => all.map(e => e.ariaLabel)")
        assert labels == ["f(x)", "sin(x)"]


ALTERNATIVE = """one => one.querySelector("img, svg[role=img]").getAttribute("alt")
  ?? one.querySelector("svg[role=img]").getAttribute("aria-label")"""


def test_an_edited_chart_is_described_in_words_of_its_own(shared):
    shared.run(MOVING)
    explorer = shared.output.locator(".explorer[data-alive]")
    explorer.wait_for()
    words = explorer.evaluate(ALTERNATIVE)
    assert "tanh(k x)" in words and "maximum" not in words and len(words) > 30


def test_the_third_verdict_says_where_it_is_given(browser, address):
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, _):
        cell, _ = answering(page)
        cell.open().run(RIGHT)
        lacking = ANSWER.replace("return {}", "import scipy; return scipy.tanh(x)")
        told = cell.run(lacking)
        assert told == "This page's own Python cannot judge it."
        verdict = cell.output.locator(".book-verdict")
        assert verdict.inner_text().startswith("↗ Judged in the notebook (1a, ")
        assert cell.root.inner_text().count("udged in the notebook") == 1
        assert "1 of" in verdict.inner_text() and ": 1a." in verdict.inner_text()  # it stays done


def test_a_cell_runs_after_edited_cells_as_they_stand_and_is_told_of_those_below(browser, address):
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, _):
        above, cell, below = (Cell(page, number).open() for number in range(3))
        above.write("mine = 41\nprint('above')")
        below.write("other = 1")
        assert cell.run("print(mine + 1)") == ""
        assert cell.output.inner_text().strip() == "42"  # what is printed above stays there
        assert "in a cell below that you edited" in cell.run("print(other)")
        above.write("mine = (41")
        assert "in a cell above that you edited" in cell.run("print(mine)")


MXNETS = "Below stands what MXNet computed for the page's own code, not what this code does."
EARLIER = "Below stands what an earlier run showed, not what this code does."


def test_what_stands_below_a_code_that_did_not_show_it_says_so(browser, address):
    with cell_of(browser, address, alone=True) as (cell, _):
        stale, original = cell.output.locator(".stale"), cell.text()
        cell.write("print('mine')")
        cell.page.reload()
        cell.open()
        expect(stale).to_have_text(MXNETS)  # of the text that was kept
        cell.press("Close")
        assert stale.count() == 0  # the page's own code is seen
        cell.press("Edit")
        expect(stale).to_have_text(MXNETS)
        cell.run()
        assert stale.count() == 0 and "mine" in cell.output.inner_text()
        cell.press("Close")
        expect(stale).to_have_text(EARLIER)
        cell.press("Edit")
        assert stale.count() == 0 and "is-stale" not in cell.output.get_attribute("class")
        cell.press("Reset")
        assert cell.text() == original and stale.count() == 0
        cell.press("Show what you wrote before Reset")
        expect(stale).to_have_text(MXNETS)
        cell.press("Close")
        cell.press("Edit")
        expect(stale).to_have_count(1)
