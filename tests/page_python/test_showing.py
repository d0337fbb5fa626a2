"""What the page makes of a drawing that came from a reader's code: that drawing, and no more."""

import d2l_local.workbench as bench
from d2l_local.curves import mxnet_engine
from d2l_local.curves.evaluation import finished
from d2l_local.explorer.assets import script_at_once, style
from d2l_local.workbench.pictures import pictures_steps

import pytest
from mxnet import np, npx

from tests.browser import page_of
from tests.explorer.cases import CASES, PLANES, SCALES, VIEWS, made
from tests.page_python.on_micropython import parts_of, shown_by
from tools.pages import ROOT

pytestmark = pytest.mark.browser
SHOWING = (ROOT / "d2l_local/page_python/showing.js").read_text("utf-8")
HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Explorers</title>'
    '<meta name="viewport" content="width=device-width">'
)
SVG = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """An empty page that can show what a cell shows."""
    path = tmp_path_factory.mktemp("showing") / "page.html"
    scripts = f"<script>{script_at_once()}</script><script>{SHOWING}</script>"
    path.write_text(f"{HEAD}<style>{style()}</style><body>{scripts}", "utf-8")
    with page_of(browser, path.as_uri(), "file:", alone=True) as (page, watcher):
        yield page
        assert watcher.complaints == []


# What is drawn, and what came of it, without the style of a picture that stands alone.
COPIED = """(text) => {
  const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  source.querySelector("style")?.remove();
  const write = (one) => new XMLSerializer().serializeToString(one);
  return [write(source), write(window.pagePython.showing.drawn(text))];
}"""


@pytest.mark.parametrize("case", [*CASES, *SCALES, *VIEWS, *PLANES])
def test_a_drawing_of_an_explorer_is_copied_whole(page, case):
    shown = made(case)
    for text in (shown.drawing(), shown.svg()):
        drawn, copied = page.evaluate(COPIED, text)
        assert copied == drawn


@pytest.mark.parametrize(
    "function", [npx.relu, np.tanh, lambda x: x + np.sign(x), lambda x: np.clip(x, -1, 2)]
)
def test_a_drawing_of_the_workbench_is_copied_whole(page, function):
    for shown in finished(pictures_steps(mxnet_engine, function, "report", kinds=KINDS)):
        drawn, copied = page.evaluate(COPIED, shown.drawing())
        assert copied == drawn


KINDS = bench.MarkedCurveInNotebook, bench.LayersInNotebook

# What a drawing could bring, and what is left of it.
HOSTILE = {
    "<script>alert(1)</script>": "",
    '<a href="https://example.org"><text class="label">x</text></a>': "",
    '<image href="https://example.org/x.png"/>': "",
    '<use href="#x"/>': "",
    '<foreignObject><iframe src="https://example.org"/></foreignObject>': "",
    '<animate attributeName="href" values="x"/>': "",
    '<set attributeName="onclick" to="alert(1)"/>': "",
    "<style>@import url(https://example.org)</style>": "",
    '<path d="M0,0" onclick="alert(1)"/>': '<path d="M0,0"/>',
    '<path d="M0,0" style="fill: url(https://example.org)"/>': '<path d="M0,0"/>',
    '<path d="M0,0" fill="url(https://example.org#x)"/>': '<path d="M0,0"/>',
    '<path d="M0,0" stroke="u\\72l(https://example.org)"/>': '<path d="M0,0"/>',
    '<path d="M0,0" filter="none" mask="none" clip-path="none"/>': '<path d="M0,0"/>',
    '<path d="M0,0" id="main-content" tabindex="0"/>': '<path d="M0,0"/>',
    '<path class="modal show" d="M0,0"/>': '<path d="M0,0"/>',
    '<path class="function fixed-top" d="M0,0"/>': '<path d="M0,0"/>',
    '<div xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)"/>': "",
    '<path xmlns="http://www.w3.org/1999/xhtml" d="M0,0"/>': "",
    "<text>&lt;img src=x onerror=alert(1)&gt;</text>": (
        "<text>&lt;img src=x onerror=alert(1)&gt;</text>"
    ),
}


@pytest.mark.parametrize("part", HOSTILE)
def test_what_leads_away_runs_or_reaches_outside_is_left_out(page, part):
    _, copied = page.evaluate(COPIED, f'<svg {SVG} viewBox="0 0 9 9"><g>{part}</g></svg>')
    left = f"<g>{HOSTILE[part]}</g>" if HOSTILE[part] else "<g/>"
    assert copied == f'<svg {SVG} viewBox="0 0 9 9">{left}</svg>'


@pytest.mark.parametrize(
    "mark", ['overflow="visible"', 'onload="alert(1)"', 'class="modal"', 'style="position: fixed"']
)
def test_a_drawing_stays_in_its_place(page, mark):
    _, copied = page.evaluate(COPIED, f'<svg {SVG} {mark} viewBox="0 0 9 9"/>')
    assert copied == f'<svg {SVG} viewBox="0 0 9 9"/>'


@pytest.mark.parametrize("text", ["no drawing", "<svg", "<html><body/></html>", f"<g {SVG}/>", ""])
def test_what_is_no_drawing_shows_nothing(page, text):
    assert page.evaluate(COPIED, text)[1] == f"<svg {SVG}/>"


SHOWN = """async (chart) => {
  const root = window.pagePython.showing.explorer(chart, false);
  document.body.append(root);
  window.pagePython.showing.wake();
  while (root.dataset.waking !== "done") await new Promise(requestAnimationFrame);
  const found = root.querySelector(".more");
  const words = [root, root.querySelector("svg")].map((one) => one.getAttribute("aria-label"));
  words.push(found.open, found.querySelector("summary").textContent);
  words.push(found.querySelector("pre").innerHTML);
  root.remove();
  return words;
}"""


def test_words_are_shown_as_words(page):
    shown = made("x alone")
    words = {
        "label": "<b>f</b>", "description": "a <i>picture</i>", "readout": shown.readout(),
        "drawing": shown.drawing(), "spec": shown.spec(),
        "more": {"title": "<u>more</u>", "text": "<img src=x onerror=alert(1)>", "open": True},
    }  # fmt: skip
    assert page.evaluate(SHOWN, words) == [
        "<b>f</b>", "a <i>picture</i>", True, "<u>more</u>",
        "&lt;img src=x onerror=alert(1)&gt;",
    ]  # fmt: skip


ORDER = """from d2l_local.explorer import explore
from d2l_local.check import check
from mxnet import np
print('before')
explore(np.sin, x=(0, 1, 0.5), label='sine')
print('between')
check('2b', lambda x, d: x)
explore(np.tanh, x=(0, 1, 0.5), label='tangent')
check('2b', lambda x, d: x)
print('after')
"""
SEEN_ORDER = """(answer) => window.pagePython.showing.elements(answer).map((one) =>
  one.getAttribute("aria-label") ?? one.querySelector(".printed")?.textContent ?? one.className)"""


def test_what_a_cell_shows_stands_in_the_order_in_which_it_showed_it(page):
    (answer,) = shown_by([{"source": ORDER, "parts": parts_of("exercise_2")}])
    assert "error" not in answer
    seen = page.evaluate(SEEN_ORDER, answer)
    labels = [one["label"] for one in answer["charts"]]
    assert seen == ["before\n", labels[0], "between\n", "book-verdict", labels[1],
                    "book-verdict", "after\n"]  # fmt: skip
