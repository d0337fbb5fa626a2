"""The page's Python in real browsers, the network blocked: what a reader sees, hears and can spoil.

One page is opened for many questions, and its worker started once: most tests take a second.
"""

import json
import re
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import page_of
from tests.test_book import BOOK, LOOKS, MOVE_TO_FOUR_PLACES, NOTE_WHAT_IS_SEEN, RULES, SEEN
from tools.serve import serving

pytestmark = pytest.mark.browser

RELU, EXERCISE = "chapters/relu", "exercises/exercise_1"
ENGINES = ["browser", "firefox"]
PHONE = {"viewport": {"width": 360, "height": 740}}
MOVING = "explore(lambda x, k: np.tanh(k * x), label='tanh(k x)', k=(1, 3, 1))"
OURS = "Computed in this page by its own Python"


@pytest.fixture(scope="module")
def address():
    """The book over http, on a port of its own."""
    if not (BOOK / "index.html").exists():
        pytest.skip("the book is not built:  make book")
    with serving(BOOK) as address:
        yield address


# A cell of the page, as its reader meets it -------------------------------------------------------


class Cell:
    """A cell that can be edited: the one with a number among those of its page."""

    def __init__(self, page, number=0):
        self.page = page
        self.root = page.locator(".cell:has(.page-python)").nth(number)
        self.area = self.root.locator("textarea")
        self.output = self.root.locator(".cell_output")
        self.status = self.root.locator(".page-python [role=status]")

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def says(self):
        return self.status.text_content()

    def open(self):
        """Open the editor and wait until Python is ready."""
        self.press("Edit")
        self.page.wait_for_function("cell => cell.dataset.ready", arg=self.root.element_handle())
        return self

    def run(self, code):
        """Run code in place of the cell's; return the line that the page says then."""
        self.area.fill(code)
        self.root.evaluate("cell => delete cell.dataset.took")
        self.press("Run")
        return self.ended()

    def ended(self):
        """Wait until nothing runs any more; return the line that the page says then."""
        self.page.wait_for_function(
            """cell => {
              const says = cell.querySelector(".page-python [role=status]").textContent;
              return cell.dataset.took || (says && !says.startsWith("It runs"));
            }""",
            arg=self.root.element_handle(),
        )
        return self.says()


@contextmanager
def cell_of(browser, origin, name=RELU, number=0, opened=True, **options):
    """Open a page; yield one of its cells, its editor open, and the page's watcher."""
    with page_of(browser, f"{origin}/{name}.html", origin, **options) as (page, watcher):
        cell = Cell(page, number)
        yield (cell.open() if opened else cell), watcher


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


# Editing, in every look ---------------------------------------------------------------------------


def in_looks(looks):
    """Run a test in some looks: a browser, the book's origin, a theme and a width."""
    names = ["-".join(map(str, look)) for look in looks]
    return pytest.mark.parametrize("look", looks, indirect=True, ids=names)


@pytest.fixture
def look(request, address):
    """A browser, the book's origin, and the options of a page."""
    engine, origin, scheme, width = request.param
    origin = address if origin == "address" else BOOK.as_uri()
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 740}}
    return request.getfixturevalue(engine), origin, options


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
        assert cell.area.input_value().startswith("explore(lambda x: np.maximum(x, 0)")
        assert watcher.complaints == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_explorer_of_a_page_moves_again_the_last_of_them_too(request, engine, address):
    with cell_of(request.getfixturevalue(engine), address, opened=False) as (first, watcher):
        count = first.page.locator(".cell:has(.page-python)").count()
        for number in reversed(range(count)):  # the page's script stands beside the last
            cell = Cell(first.page, number).open()
            assert cell.run(MOVING).startswith(OURS)
            cell.output.locator(".explorer[data-alive] input").first.wait_for()
        assert count > 1 and watcher.complaints == []


ANSWER = "def tanh_derivative(x):\n    return {}\n\ncheck('1a', tanh_derivative)"
RIGHT = ANSWER.format("1 - np.tanh(x) ** 2")
OTHER = "check('1c', lambda x, G: (G * np.minimum(x, 0)).sum())"


def answering(page):
    """Return the cells of an exercise that judge its part a and its part c."""
    cells = page.locator(".cell:has(.page-python)")
    texts = cells.locator(".cell_input pre").all_text_contents()
    numbers = [next(i for i, text in enumerate(texts) if part in text) for part in ("'1a'", "'1c'")]
    return [Cell(page, number) for number in numbers]


def progress(cell):
    return cell.output.locator("p").last.inner_text()


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
            "kept => localStorage.setItem(`d2l_local.done.exercises/exercise_1`, kept)", kept
        )
        page.reload()
        cell, _ = answering(page)
        assert re.fullmatch(r"Exercise 1: 0 of \d+ parts done\.", progress(cell))
        assert watcher.complaints == []


# What goes wrong ----------------------------------------------------------------------------------

WRONG = {
    "syntax": ("x = 1\nfor in x:\n    pass", "Line 2: SyntaxError: "),
    "raises": ("x = 1\n\ny = x / 0", "Line 3: ZeroDivisionError: "),
    "raises in a function": ("def f():\n    return [][0]\n\nf()", "Line 2: IndexError: "),
    "nan": ("x = 1\nexplore(np.log)", "Line 2: the function is nan on the grid, x = "),
    "shape": ("explore(lambda x: x[1:])", "Line 1: the function failed .*it returned the shape "),
    "range": ("explore(np.tanh, x=(0, 1, 0))", "Line 1: .*the step must be positive"),
    "unknown name": ("x = 1\n\nfoo(x)", "Line 3: NameError: name 'foo' isn't defined"),
    "unknown module": ("import pandas\npandas.DataFrame()", "Line 2: pandas is not in the page's"),
    "long text": (f"# {'a' * 100_000}\n", "A cell of 100003 letters is too long for a page"),
    "memory": ("a = []\nwhile True:\n    a.append(bytearray(1000000))", "Line 3: MemoryError: "),
    "no end": ("def f():\n    return f()\n\nf()", "Line 2: RuntimeError: a function calls itself"),
    "shows nothing": ("x = 1", "It ran, and shows nothing"),
    "empty": ("", "It ran, and shows nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_told_in_one_line_and_the_page_lives_on(shared, name):
    code, says = WRONG[name]
    shared.press("Reset")
    shown = shared.output.inner_html()
    told = shared.run(code)
    assert re.match(says, told) and "\n" not in told, told
    assert shared.output.inner_html() == shown  # what stood there still does
    assert shared.run("print('alive')") == ""
    assert shared.output.inner_text().strip() == "alive"
    assert shared.watcher.complaints == []


def test_a_cell_without_an_end_is_stopped_by_its_reader_or_by_the_limit(shared):
    stop = shared.root.get_by_role("button", name="Stop", exact=True)
    for limit, says in (
        (None, "Stopped."),
        ("0.5", "The cell ran for 0.5 seconds, and was ended."),
    ):
        shared.area.fill("while True:\n    pass")
        shared.press("Run")
        stop.wait_for()
        assert shared.says() == "It runs…"
        if limit:  # a second Run ends the first, and has the limit
            shared.page.evaluate("l => document.documentElement.dataset.patience = l", limit)
            shared.press("Run")
        else:
            stop.focus()
            shared.page.keyboard.press("Enter")
        expect(shared.status).to_have_text(says)
        shared.page.evaluate("delete document.documentElement.dataset.patience")
        assert not stop.is_visible()
        if not limit:
            assert shared.page.locator(":focus").inner_text() == "Run"
        assert shared.run("print('alive')") == ""
    assert shared.watcher.complaints == []


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
        cell.area.fill(SLOW)
        cell.press("Run")
        cell.output.get_by_text("Its sliders come when their positions are computed.").wait_for()
        cell.press("Stop")
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
    assert shared.says() == "Line 1: <b>bold</b>"
    assert "spoiled" not in shared.page.title()
    assert shared.watcher.complaints == []


# Shut in ------------------------------------------------------------------------------------------

# A cell may reach the page's own modules, and replace what they draw with: `drawing` runs where
# `import` is the interpreter's own.
BREAKING_OUT = """
inner = explore.__globals__
drawn = inner['Chart'].drawing

def drawing(self):
    {}
    return drawn(self)

inner['Chart'].drawing = drawing
explore(lambda x: x)
"""
FORBIDDEN = (
    "fetch XMLHttpRequest WebSocket EventSource WebTransport BroadcastChannel Worker SharedWorker "
    "importScripts indexedDB caches navigator localStorage document window self globalThis parent "
    "postMessage eval Function setTimeout setInterval queueMicrotask Object constructor __proto__"
)
LOOK_FOR = f"""import js, jsffi, sys
    found = [name for name in '{FORBIDDEN}'.split() if hasattr(js, name)]
    print('js:', found, dir(js)[3:])
    some, made = jsffi.to_js([1]), jsffi.create_proxy(lambda: 1)
    for one in (some, some.push, made, jsffi.to_js({{'a': 1}})):
        kind = one.constructor
        for _ in range(4):
            kind = kind.constructor
        print('makes', kind.name, type(kind('return 1')).__name__)
    print('host:', [name for name in ('js', 'socket', 'requests') if name in sys.modules])"""
SAID = """js: [] []
makes Object JsProxy
makes Object JsProxy
makes Object JsProxy
makes Object JsProxy
host: []
"""


def test_a_cell_that_breaks_out_of_its_modules_finds_nothing_of_the_browser(shared):
    requests = []
    shared.page.on("request", lambda request: requests.append(request.url))
    kept = "JSON.stringify(Object.entries({...localStorage, ...sessionStorage}))"
    before = shared.page.evaluate(kept)
    shared.run(BREAKING_OUT.format(LOOK_FOR))
    assert shared.output.locator(".printed").inner_text().strip() == SAID.strip()
    for code in (
        "print(open('/etc/passwd').read())",
        "import js\njs.fetch('https://example.org')",
        "from js import fetch\nfetch('https://example.org')",
        "__import__('js').fetch('https://example.org')",
        "exec('import jsffi')\njsffi.to_js(1)",
        "import sys\nsys.modules['js'].fetch('https://example.org')",
    ):
        assert re.match("Line [12]: (OSError|.*is not in the page's Python)", shared.run(code)), (
            code
        )
    # What calls something that JavaScript has not ends the worker; the next run has a new one.
    for code in (
        "import jsffi; jsffi.JsProxy(0).fetch('https://example.org')",
        "import jsffi; jsffi.to_js([]).constructor.constructor('return this')()",
        "import jsffi; jsffi.to_js([]).map.call.apply(1)",
        "import js; js.fetch('https://example.org')",
    ):
        assert shared.run(BREAKING_OUT.format(code)) != ""
        assert shared.run("print('alive')") == ""
    assert requests == [url for url in requests if url.startswith(("blob:", "data:"))]
    after = dict(json.loads(shared.page.evaluate(kept)))
    shared.press("Reset")
    assert set(after) - set(dict(json.loads(before))) <= {f"d2l_local.cell.{RELU}.6"}
    assert shared.watcher.complaints == []


# Reads, after the worker has shut itself in, what its global object still has and what a function
# is made by; the worker's text is the page's, with this at its end.
PROBE = """
{
  const answer = onmessage;
  onmessage = async (event) => {
    const { getOwnPropertyNames, getPrototypeOf } = Object;
    await answer(event);
    const left = [];
    for (let one = globalThis; one && one !== Object.prototype; one = getPrototypeOf(one))
      left.push(...getOwnPropertyNames(one).filter((name) => globalThis[name] !== undefined));
    const makers = [() => {}, async () => {}, function* () {}, async function* () {}];
    postMessage({ left, makers: makers.map((one) => String(one.constructor?.name)) });
  };
}
"""
READ_THE_WORKER = f"""
(() => {{
  const [Plain, Asked] = [Blob, Worker];
  window.Blob = class extends Plain {{
    constructor(parts, options) {{
      const isWorker = parts.some((one) => typeof one === "string" && one.includes("shutIn"));
      super(isWorker ? [...parts, {json.dumps(PROBE)}] : parts, options);
    }}
  }};
  window.Worker = class extends Asked {{
    constructor(address) {{
      super(address);
      this.addEventListener("message", ({{ data }}) => data.left && (window.found = data));
    }}
  }};
}})();
"""
# The language itself, the messages to the page, and MicroPython's own.
HARMLESS = re.compile(
    r"(Array|ArrayBuffer|(Async)?Iterator|Bool(ean)?|DataView|Date|\w*Error|FinalizationRegistry|"
    r"(Big)?(Ui|I)nt\d+Array|Float\d+Array|BigInt|Infinity|Intl|JSON|Map|Math|NaN|Number|Object|Promise|"
    r"Proxy|Reflect|RegExp|Set|String|Symbol|Text(De|En)coder|Uint8ClampedArray|Weak(Map|Ref|Set)|"
    r"WebAssembly|console|constructor|globalThis|is(Finite|NaN)|parse(Float|Int)|performance|"
    r"TEMPORARY|PERSISTENT|Module|onmessage|postMessage|proxy_js_\w+|pyProxyFinalizationRegistry)"
)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_worker_is_left_with_the_language_and_its_messages(request, engine, address):
    browser = request.getfixturevalue(engine)
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, watcher):
        page.evaluate(READ_THE_WORKER)
        Cell(page).open()
        page.wait_for_function("window.found")
        found = page.evaluate("window.found")
        assert len(found["left"]) > 40
        assert [name for name in found["left"] if not HARMLESS.fullmatch(name)] == []
        assert set(found["makers"]) <= {"Object", "undefined", ""}
        assert watcher.complaints == []


SPOILED = r"""text = drawn(self)
    evil = ('<script>document.title = "spoiled"</script>'
        '<foreignObject><p>spoiled</p></foreignObject>'
        '<a href="javascript:alert(1)"><text>spoiled</text></a><image href="https://example.org/1"/>'
        '<use href="https://example.org/2"/><animate attributeName="fill" onbegin="alert(1)"/>'
        '<rect width="9" height="9" onclick="alert(1)" style="fill: red" fill="url(https://example.org/3)"/>'
        '<rect width="9" height="9" stroke="\\75rl(//example.org/4)" fill="URL(//example.org/5)"/>'
        '<style>@import "https://example.org/6"; text {color: red}</style><text>last</text></svg>')
    return text.replace('<svg ', '<svg onload="alert(1)" ', 1)[:-6] + evil"""  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_drawing_is_copied_without_what_acts_or_leads_elsewhere(request, engine, address):
    browser = request.getfixturevalue(engine)
    with cell_of(browser, address) as (cell, watcher):
        assert cell.run(BREAKING_OUT.format(SPOILED)).startswith(OURS)
        cell.output.locator(".explorer[data-alive]").wait_for()
        chart = cell.output.locator("svg.chart")
        assert "last" in chart.locator("text").all_text_contents()  # the copy went to the end
        assert chart.locator("script, foreignObject, a, image, use, animate, p").count() == 0
        html = chart.evaluate("one => one.outerHTML")
        assert (
            re.findall(r"\son\w+=|style=|href|example|url|javascript|import|spoiled", html, re.I)
            == []
        )
        assert watcher.complaints == []  # nothing was asked of another site


# Without a mouse, or with other senses ------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_the_keyboard_alone_is_enough(request, engine, address):
    browser = request.getfixturevalue(engine)
    with cell_of(browser, address, opened=False) as (cell, watcher):
        page, keys = cell.page, cell.page.keyboard
        focus = page.locator(":focus")
        # From what comes before the button, one Tab leads to it.
        cell.root.locator(".page-python button").focus()
        keys.press("Shift+Tab")
        keys.press("Tab")
        assert focus.inner_text() == "Edit"
        keys.press("Enter")
        page.wait_for_function("document.activeElement.localName === 'textarea'")
        assert focus.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        keys.press("ControlOrMeta+a")
        keys.type("def f(x):\nreturn 2 * x")
        assert (
            cell.area.input_value() == "def f(x):\n    return 2 * x"
        )  # the indent is the editor's
        keys.press("Enter")
        keys.press("Tab")
        assert cell.area.input_value().endswith("\n        ")
        keys.press("Shift+Home")
        keys.type("\nexplore(f, label='2 x')")
        keys.press("Shift+Enter")
        assert cell.ended().startswith(OURS) or cell.says() == "Python is ready."
        cell.output.locator(".explorer[data-alive][aria-label='2 x']").wait_for()
        assert focus.evaluate("one => one.localName") == "textarea"
        keys.press("Escape")
        assert focus.inner_text() == "Run"
        assert focus.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        for name in ("Reset", "Copy"):
            keys.press("Tab")
            assert focus.inner_text() == name
        keys.press("Shift+Tab")
        keys.press("Enter")
        page.wait_for_function("document.activeElement.textContent === 'Reset'")
        assert "as before" in cell.says()
        keys.press("Tab")
        keys.press("Tab")
        assert not focus.evaluate("one => Boolean(one.closest('.page-python'))")
        assert watcher.complaints == []


def test_each_control_has_its_name_and_each_line_that_changes_is_announced(shared):
    buttons = shared.root.locator(".page-python button")
    assert buttons.all_text_contents() == ["Run", "Stop", "Reset", "Copy"]
    assert shared.root.get_by_role("textbox", name="Code of this cell").count() == 1
    described = shared.area.get_attribute("aria-describedby")
    advice = shared.page.locator(f"#{described}")
    assert advice.inner_text() == "Shift+Enter runs the cell. Escape, then Tab, leaves it."
    assert shared.status.count() == 1
    assert shared.run(MOVING).startswith(OURS)
    readout = shared.output.locator(".readout")
    assert readout.get_attribute("role") == "status"


SMALL_TARGETS = """buttons => buttons.map(one => one.getBoundingClientRect())
  .filter(({width, height}) => width < 24 || height < 24).length"""


def test_on_a_phone_the_editor_fits_and_axe_finds_nothing(browser, address):
    with cell_of(browser, address, **PHONE) as (cell, watcher):
        page = cell.page
        cell.run(MOVING)
        cell.output.locator(".explorer[data-alive]").wait_for()
        page.evaluate("document.querySelector('.cell textarea').closest('.cell').id = 'edited'")
        for theme in ("light", "dark"):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            options = {"runOnly": RULES, "resultTypes": ["violations"]}
            found = Axe().run(page, context="#edited", options=options).response["violations"]
            assert [(theme, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.locator(".page-python button:visible").evaluate_all(SMALL_TARGETS) == 0
        borders = "one => ['Top', 'Left'].map(s => getComputedStyle(one)[`border${s}Width`])"
        assert cell.area.evaluate(borders) == ["0px", "0px"]  # its frame is that of the cell
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.add_style_tag(content="html { font-size: 200% !important; }")
        parts = cell.root.locator(".page-python, .page-python *, textarea")
        beyond = "es => es.filter(e => e.getBoundingClientRect().right > 360).map(e => e.outerHTML)"
        assert parts.evaluate_all(beyond) == []
        assert watcher.complaints == []


# Where something is missing -----------------------------------------------------------------------

BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});"""


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


def test_where_nothing_can_be_stored_a_cell_runs_all_the_same(browser, address):
    with page_without(browser, address, BLOCKED) as cell:
        assert cell.open().run(MOVING).startswith(OURS)
        cell.press("Reset")
        assert "as before" in cell.says()
    with page_without(browser, address, BLOCKED, EXERCISE) as cell:
        answer, _ = answering(cell.page)
        answer.open().run(RIGHT)
        assert answer.output.get_by_role("status").inner_text().startswith("✓ Right (1a, ")


@pytest.mark.parametrize(
    "name", ["WebAssembly", "Worker", "DecompressionStream", "CompressionStream"]
)
def test_a_browser_that_lacks_something_is_told_what(browser, address, name):
    with page_without(browser, address, f"delete window.{name};") as cell:
        shown = cell.output.inner_text()
        cell.press("Edit")
        assert cell.says() == (
            f"This browser lacks {name}, so code cannot run in this page. It runs in the notebook."
        )
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
        assert page.locator(".page-python, textarea").count() == 0
        assert page.locator(".cell:has(.explorer) .cell_input pre").first.is_visible()


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
    style = (BOOK.parents[1] / "d2l_local/page_python/editor.css").stat().st_size
    assert (BOOK / ours[0].lstrip("/")).stat().st_size + style + added <= 6 * 1024
    loaded.clear()
    Cell(page).open()
    assert {url.rpartition("/")[2] for url in loaded if url.endswith(".js")} == {
        "editor.js", "micropython.js", "modules.js", "relu.js",
    }  # fmt: skip
    context.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_written_is_kept_until_it_is_reset(request, engine, address):
    with cell_of(request.getfixturevalue(engine), address) as (cell, watcher):
        cell.area.fill("print('kept')")
        cell.page.reload()
        assert cell.says() == "What you wrote here last time is kept."
        assert Cell(cell.page, 1).says() == ""
        cell.open()
        assert cell.area.input_value() == "print('kept')"
        cell.press("Reset")
        cell.page.reload()
        assert cell.says() == ""
        assert cell.page.evaluate("localStorage.getItem('d2l_local.cell.chapters/relu.6')") is None
        assert watcher.complaints == []


def test_copy_gives_what_the_editor_holds(browser, address):
    with page_of(
        browser, f"{address}/{RELU}.html", address,
        permissions=["clipboard-read", "clipboard-write"],
    ) as (page, _):  # fmt: skip
        cell = Cell(page).open()
        cell.area.fill("print('copied')")
        cell.press("Copy")
        cell.status.get_by_text("Copied: the cell runs in the notebook as it is.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "print('copied')"
        assert page.locator(":focus").inner_text() == "Copy"
