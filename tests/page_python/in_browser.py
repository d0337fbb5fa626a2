"""A cell of a built page as its reader meets it, and the ways to one: for the tests in browsers."""

import re
from contextlib import contextmanager

import pytest

from tests.browser import page_of
from tests.test_book import BOOK

RELU, EXERCISE = "chapters/relu", "exercises/exercise_1"
ENGINES = ["browser", "firefox"]
MOVING = "explore(lambda x, k: np.tanh(k * x), label='tanh(k x)', k=(1, 3, 1))"
OURS = "Computed in this page by its own Python"
WRITE = """(one, insert) => {
  const view = codeMirror.EditorView.findFromDOM(one);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert }, userEvent: "input" });
}"""
TEXT = "one => codeMirror.EditorView.findFromDOM(one).state.doc.toString()"


class Cell:
    """A cell that can be edited: the one with a number among those of its page."""

    def __init__(self, page, number=0):
        self.page = page
        self.root = page.locator(".cell:has(.page-python)").nth(number)
        self.area = self.root.locator(".cm-content")
        self.output = self.root.locator(".cell_output")
        self.bar = self.root.locator(".page-python")
        self.buttons = self.bar.locator("button")

    def button(self, name):
        return self.buttons.filter(has_text=re.compile(f"^{re.escape(name)}"))

    def press(self, name):
        """Press a button by the words it begins with."""
        self.button(name).click()

    def says(self):
        """Return the line that the page says of the cell, good or bad."""
        lines = self.bar.locator(":scope > :is(.says, .fails, span:not([class])[role=status])")
        return "".join(lines.all_text_contents())

    def keeps(self):
        """Return what the page says of keeping the text."""
        return self.bar.locator(".keeps").text_content()

    def text(self):
        """Return the text in the editor."""
        return self.area.evaluate(TEXT)

    def write(self, code):
        """Write code in place of the text that is there, as one edit."""
        self.area.evaluate(WRITE, code)

    def open(self):
        """Open the editor and wait until Python is ready."""
        self.press("Edit")
        self.page.wait_for_function("cell => cell.dataset.ready", arg=self.root.element_handle())
        return self

    def run(self, code=None):
        """Run code in place of the cell's; return the line that the page says then."""
        if code is not None:
            self.write(code)
        self.root.evaluate("cell => delete cell.dataset.took")
        self.press("Run")
        return self.ended()

    def ended(self):
        """Wait until nothing runs any more; return the line that the page says then."""
        self.page.wait_for_function(
            """cell => {
              const [says, fails] = ["says", "fails"].map((name) =>
                cell.querySelector(`.page-python .${name}`).textContent);
              return cell.dataset.took || fails || (says && !says.startsWith("It runs"));
            }""",
            arg=self.root.element_handle(),
        )
        return self.says()


def cell_named(page, name):
    """Return the cell whose button names what it asks: a part, a label, a heading."""
    names = page.locator(".cell .page-python button:first-child").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label').replace(/^.*? the code of /, ''))"
    )
    return Cell(page, names.index(name))


@contextmanager
def cell_of(browser, origin, name=RELU, number=0, opened=True, **options):
    """Open a page; yield one of its cells, its editor open, and the page's watcher."""
    with page_of(browser, f"{origin}/{name}.html", origin, **options) as (page, watcher):
        cell = Cell(page, number)
        yield (cell.open() if opened else cell), watcher


@contextmanager
def page_without(browser, address, script="", name=RELU):
    """Open a page in whose browser a script has spoiled something; yield its first cell."""
    context = browser.new_context()
    context.add_init_script(script)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{address}/{name}.html")
    page.wait_for_function(
        "() => !document.querySelector('.explorer:not([data-alive], [data-still])')"
    )
    try:
        yield Cell(page)
    finally:
        context.close()


ANSWER = "def tanh_derivative(x):\n    return {}\n\ncheck('1a', tanh_derivative)"
RIGHT = ANSWER.format("1 - np.tanh(x) ** 2")
OTHER = "check('1c', lambda x, G: (G * np.minimum(x, 0)).sum())"


def answering(page):
    """Return the cells of an exercise that judge its part a and its part c."""
    return [cell_named(page, f"part {part}") for part in ("1a", "1c")]


def progress(cell):
    return cell.output.locator("p").last.inner_text()


in_engines = pytest.mark.parametrize("engine", ENGINES)


def in_looks(looks):
    """Run a test in some looks: a browser, the book's origin, a theme and a width."""
    names = ["-".join(map(str, look)) for look in looks]
    return pytest.mark.parametrize("look", looks, indirect=True, ids=names)


def options_of(look, address):
    """Return the book's origin in a look, and the options of a page."""
    _, origin, scheme, width = look
    origin = address if origin == "address" else BOOK.as_uri()
    return origin, {"color_scheme": scheme, "viewport": {"width": width, "height": 740}}
