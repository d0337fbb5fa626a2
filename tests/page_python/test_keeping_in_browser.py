"""Nothing that a reader wrote is lost: reloads, two tabs, links, another build, a full browser."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser import page_of
from tests.page_python.in_browser import (
    ANSWER,
    EXERCISE,
    MOVING,
    OTHER,
    OURS,
    RELU,
    RIGHT,
    Cell,
    answering,
    cell_named,
    cell_of,
    in_engines,
    in_looks,
    page_without,
    progress,
)
from tests.test_book import BOOK, LOOKS
from tools.serve import serving

pytestmark = pytest.mark.browser

LAST_TIME = "What you wrote here last time is kept."

# Texts --------------------------------------------------------------------------------------------


@in_engines
def test_what_was_written_is_kept_until_it_is_reset(request, engine, address):
    with cell_of(request.getfixturevalue(engine), address) as (cell, watcher):
        cell.write("print('kept')")
        cell.page.reload()
        assert cell.says() == "What you wrote here last time is kept."
        assert Cell(cell.page, 1).says() == ""
        cell.open()
        assert cell.text() == "print('kept')"
        cell.press("Reset")
        cell.page.reload()
        assert cell.says() == ""
        cell.open()
        cell.press("Show what you wrote before Reset")
        assert cell.text() == "print('kept')"
        assert watcher.complaints == []


def test_close_keeps_the_text_and_says_so(browser, address):
    with cell_of(browser, address) as (cell, _):
        cell.press("Close")
        assert cell.says() == "" and not cell.area.is_visible()
        assert cell.root.locator(".cell_input pre").first.is_visible()
        cell.press("Edit")
        cell.write("print('mine')")
        cell.press("Close")
        assert cell.says() == "What you wrote is kept: Edit shows it."
        cell.press("Edit")
        assert cell.text() == "print('mine')" and cell.area.is_visible()


def test_each_page_and_each_cell_keeps_its_own_text(browser, address):
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, watcher):
        first, second = Cell(page).open(), Cell(page, 1).open()
        first.write("print('first')")
        second.write("print('second')")
        page.goto(f"{address}/chapters/sigmoid.html")
        assert all(Cell(page, i).says() == "" for i in range(3))
        third = Cell(page).open()
        assert page.locator(".is-left").count() == 0
        assert "print" not in third.text()
        third.write("print('third')")
        page.goto(f"{address}/{RELU}.html")
        for number, text in enumerate(["print('first')", "print('second')"]):
            cell = Cell(page, number)
            expect(cell.bar).to_contain_text(LAST_TIME)
            assert cell.open().text() == text
        assert Cell(page, 2).says() == ""
        assert watcher.complaints == []


def test_of_several_kept_texts_the_latest_is_shown(browser, address):
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, _):
        Cell(page).open().write("print('mine')")
        page.evaluate("""() => {
          const key = Object.keys(localStorage).find((one) => one.includes(".text:"));
          const one = JSON.parse(localStorage[key]);
          localStorage.removeItem(key);
          for (const [name, at] of [["b", 2], ["c", 3], ["a", 1]])
            localStorage[`${key}${name}`] = JSON.stringify({ ...one, at, text: name });
        }""")
        page.reload()
        assert Cell(page).open().text() == "c"


def test_texts_set_aside_make_room_for_later_ones(browser, address):
    with cell_of(browser, address, alone=True) as (cell, _):
        keys = "Object.keys(localStorage).filter(key => key.startsWith('d2l_local')).length"
        assert cell.page.evaluate(keys) == 0  # asking whether it keeps something leaves nothing
        original, offered = cell.text(), cell.bar.locator(".others button")
        for number in range(8):
            cell.write(f"print({number})")
            cell.press("Reset")
        assert cell.page.evaluate(keys) == 5
        expect(offered).to_have_count(5)
        texts = set()
        for number in range(5):
            offered.nth(number).click()
            texts.add(cell.text())
            cell.page.keyboard.press("ControlOrMeta+z")
            assert cell.text() == original
        assert texts == {f"print({number})" for number in range(3, 8)}


# What another build of the book makes of the page of relu, before its scripts see it.
BUILDS = {
    "one cell more": ("""
      const cell = document.querySelector(".cell:has(.explorer)");
      const more = cell.cloneNode(true);
      more.querySelector(".explorer").setAttribute("aria-label", "new");
      more.querySelector(".cell_input pre").textContent = "explore(lambda x: x, label='new')";
      cell.before(more);""", "np.maximum(x, 0)", ""),
    "moved": ("""
      const cells = document.querySelectorAll(".cell:has(.explorer)");
      cells[1].after(cells[0]);""", "np.maximum(x, 0)", ""),
    "another label": ("""
      document.querySelector(".explorer").setAttribute("aria-label", "max");""", "max", ""),
    "other code": ("""
      const pre = document.querySelector(".cell:has(.explorer) .cell_input pre");
      pre.textContent = "explore(lambda x: 2 * x)";""", "np.maximum(x, 0)", "changed"),
    "removed": ("""document.querySelector(".cell:has(.explorer)").remove();""", None, ""),
}  # fmt: skip


# Before the scripts of the page, when all of it has been read.
EARLY = "document.addEventListener('readystatechange', () => {{{}}}, {{once: true}});"


@pytest.mark.parametrize("build", BUILDS)
def test_a_text_belongs_to_what_its_cell_asks_in_another_build_of_the_book(browser, address, build):
    script, name, told = BUILDS[build]
    with page_of(browser, f"{address}/{RELU}.html", address, alone=True) as (page, _):
        Cell(page).open().write("print('mine')")
        page.add_init_script(EARLY.format(script))
        page.reload()
        others = page.locator(".cell .page-python").filter(has_text=LAST_TIME)
        if name is None:
            left = page.locator(".page-python.is-left")
            left.wait_for()
            assert "What you wrote for “np.maximum(x, 0)” is kept" in left.inner_text()
            assert left.locator("pre").inner_text() == "print('mine')"
            assert others.count() == 0
            left.get_by_role("button", name="Forget it").click()
            page.reload()
            page.wait_for_function("() => !document.querySelector('.explorer:not([data-alive])')")
            assert left.count() == 0
            return
        others.wait_for()
        assert others.count() == 1
        cell = cell_named(page, name)
        assert LAST_TIME in cell.says()
        cell.press("Edit")
        assert cell.text() == "print('mine')"
        assert told in cell.says()
        if told:
            cell.press("Reset")
            assert cell.text() == "explore(lambda x: 2 * x)"
            cell.press("Show what you wrote before Reset")
            assert cell.text() == "print('mine')"


def test_of_two_cells_with_one_label_the_one_that_is_gone_does_not_give_its_text_away(
    browser, address
):
    with page_of(browser, f"{address}/{RELU}.html", address, alone=True) as (page, _):
        cell_named(page, "pReLU").open().write("print('mine')")
        gone = "document.querySelector('.cell:has(.explorer[aria-label=pReLU])').remove()"
        page.add_init_script(EARLY.format(gone))
        page.reload()
        page.locator(".is-left").wait_for()
        assert cell_named(page, "pReLU").says() == ""


def test_texts_kept_under_numbers_of_cells_are_taken_over(browser, address):
    old = {
        "d2l_local.cell.exercises/exercise_1.2": "check('1c', None)  # 1c, once cell 2",
        "d2l_local.cell.exercises/exercise_1.99": "print('nowhere')",
        "d2l_local.done.exercises/exercise_1": '["1a", "9z"]',
    }
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, _):
        page.evaluate("old => Object.assign(localStorage, old)", old)
        page.reload()
        _, other = answering(page)
        expect(other.bar).to_contain_text(LAST_TIME)
        assert "print('nowhere')" in page.locator(".is-left pre").inner_text()
        assert re.search(r": 1 of \d+ parts done: 1a\.$", progress(other))
        assert other.open().text() == old["d2l_local.cell.exercises/exercise_1.2"]
        keys = page.evaluate("Object.keys(localStorage)")
        assert not any(key.startswith("d2l_local.cell.") for key in keys)


def test_the_first_page_tells_of_texts_whose_pages_are_gone(browser, address):
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, watcher):
        Cell(page).open().write("print('mine')")
        page.evaluate("""() => {
          const [key] = Object.keys(localStorage).filter((one) => one.includes(".text:"));
          const [one, start] = [JSON.parse(localStorage[key]), "d2l_local.text:/"];
          const keep = (page, more) =>
            localStorage.setItem(`${start}${page}:x.0`, JSON.stringify({ ...one, ...more }));
          keep("chapters/gone", { text: "print('gone')" });
          keep("other/chapters/relu", { text: "print('other')", book: "/other/" });
          localStorage.setItem("d2l_local.cell.chapters/old.3", "print('old')");
          localStorage.setItem("d2l_local.cell.chapters/relu.3", "print('there')");
        }""")
        page.goto(f"{address}/chapters/")
        left = page.locator(".is-left")
        expect(left).to_have_count(2)
        assert sorted(left.locator("pre").all_inner_texts()) == ["print('gone')", "print('old')"]
        gone = left.filter(has_text="print('gone')")
        assert gone.get_by_role("status").inner_text() == (
            "What you wrote for “np.maximum(x, 0)” on the page chapters/gone is kept, but this "
            "book no longer has that page:"
        )
        gone.get_by_role("button", name="Forget it").click()
        page.reload()
        expect(left).to_have_count(1)
        assert "print('old')" in left.inner_text() and "cell 4" in left.inner_text()
        texts = page.evaluate("Object.values(localStorage).join()")
        assert "print('gone')" not in texts and "print('other')" in texts and "mine" in texts
        page.goto(f"{address}/{RELU}.html")
        expect(Cell(page).bar).to_contain_text(LAST_TIME)
        assert left.locator("pre").all_inner_texts() == ["print('there')"]  # as its cell is gone
        assert watcher.complaints == []


def test_two_books_of_one_host_keep_their_texts_apart(browser, tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).symlink_to(BOOK)
    with serving(tmp_path) as address, page_of(browser, address, address, wait=False) as (page, _):
        page.goto(f"{address}/one/{EXERCISE}.html")
        cell, _ = answering(page)
        cell.open().run(RIGHT)
        assert ": 1a." in progress(cell)
        page.goto(f"{address}/other/{EXERCISE}.html")
        cell, _ = answering(page)
        assert cell.says() == "" and ": 1a." not in progress(cell)
        assert cell.open().text() != RIGHT
        page.goto(f"{address}/one/{EXERCISE}.html")
        cell, _ = answering(page)
        assert cell.open().text() == RIGHT


# Two tabs -----------------------------------------------------------------------------------------


@contextmanager
def two_tabs(browser, address, name=RELU):
    """Open a page in two tabs; yield the same cell of each, its editor open."""
    with page_of(browser, f"{address}/{name}.html", address, alone=True) as (page, _):
        other = page.context.new_page()
        other.goto(page.url)
        yield Cell(page).open(), Cell(other).open()


@in_engines
def test_two_tabs_do_not_write_over_each_other(request, engine, address):
    with two_tabs(request.getfixturevalue(engine), address) as (one, other):
        one.write("print('one')")
        other.write("print('other')")
        expect(one.bar).to_contain_text("This cell was edited in another tab too.")
        assert one.text() == "print('one')"  # nothing is changed under the reader's hands
        one.press("Show what was written in another tab")
        assert one.text() == "print('other')"
        one.page.keyboard.press("ControlOrMeta+z")
        assert one.text() == "print('one')"
        other.press("Reset")
        one.page.reload()
        expect(one.bar).to_contain_text(LAST_TIME)
        assert one.open().text() == "print('one')"


def test_the_last_texts_of_two_tabs_that_are_closed_can_both_be_had(browser, address):
    with two_tabs(browser, address) as (one, other):
        one.write("print('one')")
        other.write("print('other')")
        other.page.close()
        one.page.reload()
        one.open()
        texts = {one.text()}
        one.press("Show what was written in another tab")
        assert texts | {one.text()} == {"print('one')", "print('other')"}
        one.page.reload()
        one.open()
        offered = one.bar.locator(".others button").count()
        assert offered == 1


def test_a_tab_that_is_reset_leaves_the_text_that_another_began_with(browser, address):
    with cell_of(browser, address, alone=True) as (one, _):
        one.write("print('one')")
        page = one.page.context.new_page()
        page.goto(one.page.url)
        other = Cell(page).open()
        assert other.text() == "print('one')"
        other.press("Reset")
        one.page.wait_for_timeout(100)  # one hears of it
        page.close()
        one.page.reload()
        assert one.open().text() == "print('one')"


# Where the browser keeps nothing ------------------------------------------------------------------

BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = function () {
  throw new DOMException("full", "QuotaExceededError");
};"""


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_that_nothing_is_kept_is_said_before_the_first_letter(browser, address, script):
    with page_without(browser, address, script, EXERCISE) as first:
        answer, other = answering(first.page)
        answer.open()
        assert answer.keeps().startswith("Nothing that you write here is kept: ")
        assert "Copy it before you leave." in answer.keeps()
        answer.run(RIGHT)
        assert answer.output.get_by_role("status").inner_text().startswith("✓ Right (1a, ")
        assert re.search(r": 1 of \d+ parts done: 1a\.$", progress(answer))
        assert progress(other) == progress(answer)
        other.open().run(OTHER)
        assert re.search(r": 2 of \d+ parts done: 1a, 1c\.$", progress(answer))
        other.press("Reset")
        assert re.search(r": 1 of \d+ parts done: 1a\.$", progress(answer))
        # Who leaves is asked, as long as there is something to lose.
        answer.area.click()
        answer.page.keyboard.type("#")
        with first.page.expect_event("dialog") as asked:
            first.page.close(run_before_unload=True)
        assert asked.value.type == "beforeunload"
        asked.value.accept()


def test_a_browser_that_becomes_full_says_so_at_each_letter_it_does_not_keep(browser, address):
    with cell_of(browser, address, alone=True) as (cell, watcher):
        cell.write("print('kept')")
        assert cell.keeps() == ""
        cell.page.evaluate(f"() => {{ window.setIt = Storage.prototype.setItem; {FULL} }}")
        cell.write("print('lost')")
        assert "is full, or refused" in cell.keeps()
        cell.page.evaluate("() => { Storage.prototype.setItem = window.setIt; }")
        cell.write("print('kept again')")
        assert cell.keeps() == ""
        kept = "Object.values(localStorage).some(text => text.includes('kept again'))"
        assert cell.page.evaluate(kept)
        assert watcher.complaints == []


def test_a_full_browser_keeps_the_text_that_reset_could_not_set_aside(browser, address):
    with cell_of(browser, address, alone=True) as (cell, _):
        cell.write("print('mine')")
        cell.page.evaluate(f"() => {{ {FULL} }}")
        cell.press("Reset")
        assert "is full, or refused" in cell.keeps()
        cell.page.reload()
        expect(cell.bar).to_contain_text(LAST_TIME)
        assert cell.open().text() == "print('mine')"


def test_where_nothing_can_be_stored_a_cell_runs_all_the_same(browser, address):
    with page_without(browser, address, BLOCKED) as cell:
        assert cell.open().run(MOVING).startswith(OURS)
        cell.press("Reset")
        assert "as before" in cell.says()


# Progress -----------------------------------------------------------------------------------------


@in_looks(LOOKS[:3])  # each browser, origin, theme and width among them
def test_an_exercise_is_judged_and_its_progress_counts_the_parts(look):
    browser, origin, options = look
    with cell_of(browser, origin, EXERCISE, opened=False, **options) as (first, watcher):
        cell, other = answering(first.page)
        count = int(re.search(r"0 of (\d+) parts done", progress(cell))[1])
        cell.open()
        for code, sign, hint in (
            (ANSWER.format("None"), "○ Open (1a, ", None),
            (ANSWER.format("1 - np.tanh(x)"), "✗ Not yet (1a, ", "at -20 this is 2"),
            (RIGHT, "✓ Right (1a, ", None),
        ):
            says = f"{sign[2:].split(' (')[0]}. Judged in this page by its own Python."
            assert cell.run(code) == says
            verdict = cell.output.get_by_role("status").inner_text()
            assert verdict.startswith(sign)
            assert hint is None or hint in verdict.split("Hint: ")[1]
        assert progress(cell) == f"Exercise 1: 1 of {count} parts done: 1a."
        other.open().run(OTHER)
        for one in (cell, other):  # each verdict of the page tells of all
            assert progress(one) == f"Exercise 1: 2 of {count} parts done: 1a, 1c."
        if origin.startswith("http"):  # Chromium may forget what a page from a folder stores
            cell.page.reload()
            assert progress(cell) == f"Exercise 1: 2 of {count} parts done: 1a, 1c."
            assert "is kept" in cell.says()
            cell.open()
            other.open()
        cell.run(ANSWER.format("np.tanh(x)"))
        assert progress(other) == f"Exercise 1: 1 of {count} parts done: 1c."
        other.press("Reset")
        assert progress(cell) == f"Exercise 1: 0 of {count} parts done."
        assert watcher.complaints == []


@pytest.mark.parametrize("kept", ["nonsense", "5", "null", "[7, null]", "{}"])
def test_a_spoiled_memory_of_parts_is_an_empty_one(browser, address, kept):
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, watcher):
        page.evaluate(
            "kept => localStorage.setItem('d2l_local.done:/exercises/exercise_1', kept)", kept
        )
        page.reload()
        cell, _ = answering(page)
        assert re.fullmatch(r"Exercise 1: 0 of \d+ parts done\.", progress(cell))
        assert watcher.complaints == []


def test_progress_belongs_to_its_exercise_and_outlives_an_error(browser, address):
    with page_of(browser, f"{address}/{EXERCISE}.html", address) as (page, _):
        cell, other = answering(page)
        cell.open().run(RIGHT)
        cell.run("x = 1 / 0")
        assert re.search(r": 1 of \d+ parts done: 1a\.$", progress(other))
        cell.run(ANSWER.format("None"))
        assert re.search(r": 1 of \d+ parts done: 1a\.$", progress(other))
        page.goto(f"{address}/exercises/exercise_2.html")
        assert " 0 of " in page.locator(".book-verdict p:last-child").first.inner_text()
        label = page.locator("[aria-label^='Edit the code of part ']").first
        part = label.get_attribute("aria-label").split()[-1]
        cell_named(page, f"part {part}").open().run(f"check('{part}', 7)")
        found = "Object.entries(localStorage).filter(([key]) => key.includes('.done:'))"
        assert dict(page.evaluate(found)) == {
            "d2l_local.done:/exercises/exercise_1": '["1a"]',
            "d2l_local.done:/exercises/exercise_2": "[]",
        }
        page.goto(f"{address}/{EXERCISE}.html")
        expect(page.locator("[data-progress]").first).to_contain_text("parts done: 1a.")
