"""An explorer's script in a real browser: where everything leads, and what it says there."""

import math
import re
import sys
import xml.etree.ElementTree as ET

from d2l_local import palette
from d2l_local.curves.sliders import Choice
from d2l_local.explorer.assets import EXPORT, script, script_at_once, style
from d2l_local.explorer.words import written

import numpy
import pytest
from mxnet import np

from tests.browser import page_of
from tests.explorer.cases import CASES, PLANES, SCALES, VIEWS, made, values_of
from tests.test_workbench_pictures import pictures
from tools.pages import ROOT

sys.path.append(str(ROOT / "_extensions"))
from slim_page.html import with_drawings

pytestmark = pytest.mark.browser
HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Explorers</title>'
    '<meta name="viewport" content="width=device-width">'
)
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page of explorers; yields a function that does so, and closes them all."""
    contexts = []

    def open_page(*shown, head="", attributes="", **options):
        path = tmp_path / f"page-{len(contexts)}.html"
        pages = "".join(one.html() for one in shown)
        path.write_text(f"{HEAD}{head}<body {attributes}>{pages}", "utf-8")
        context = page_of(browser, path.as_uri(), "file:", **options)
        contexts.append(context)
        return context.__enter__()

    yield open_page
    for context in contexts:
        context.__exit__(None, None, None)


def move(slider, position):
    slider.evaluate(
        "(one, to) => { one.value = to; one.dispatchEvent(new Event('input')); }", position
    )


def points(page, panel):
    """Return the numbers of a panel's curve, and its point."""
    kind = {"above": "function", "below": "derivative"}[panel]
    drawn = page.locator(f".{panel} .{kind}").get_attribute("d")
    point = page.locator(f".{panel} .point")
    place = [float(point.get_attribute(key)) for key in ("cx", "cy")]
    return numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn), float), place


SHAPES = {
    "path": ["d"], "line": ["x1", "y1", "x2", "y2"], "circle": ["cx", "cy"], "g": ["visibility"],
    "text": ["x", "y"],
}  # fmt: skip
DRAWN = """shapes => [
  ...document.querySelectorAll("svg.chart :is(path, line, circle, g, text)")
].map(one => [
  one.getAttribute("class"), ...shapes[one.tagName].map(key => one.getAttribute(key)),
  ...(one.tagName === "text" ? [one.textContent] : [])
])"""


def same_drawing(page, svg):
    """Assert that a page shows each line, curve, point and word of a chart as a picture has it."""
    moved, drawn = page.evaluate(DRAWN, SHAPES), []
    for one in ET.fromstring(svg).iter():
        kind = one.tag.rpartition("}")[2]
        if kind in SHAPES:
            words = ["".join(one.itertext())] if kind == "text" else []
            drawn.append([one.get("class"), *(one.get(key) for key in SHAPES[kind]), *words])
    number = re.compile(r"-?\d+\.?\d*")
    words, numbers = zip(
        *((number.sub("#", text), number.findall(text)) for text in (str(moved), str(drawn))),
        strict=True,
    )
    assert words[0] == words[1]
    pairs = numpy.array(numbers, float)
    numpy.testing.assert_allclose(*pairs, atol=0.021)  # both are written to a hundredth


@pytest.mark.parametrize("case", [*CASES, *SCALES])
def test_each_position_shows_the_row_and_the_words_that_python_would(opened, case):
    """As an explorer that starts there: both pictures, both points, each digit of the readout."""
    at_first = made(case)
    page, watcher = opened(at_first)
    sliders = page.locator(".controls input").all()
    assert len(sliders) == len(at_first.sliders)
    assert page.locator(".readout").inner_text() == at_first.readout()
    rng = numpy.random.default_rng(0)
    last = [len(slider.values) - 1 for slider in at_first.sliders]
    for positions in ([0] * len(last), last, [int(rng.integers(0, n + 1)) for n in last]):
        for slider, position in zip(sliders, positions, strict=True):
            move(slider, position)
        start = {
            slider.name: slider.values[position]
            for slider, position in zip(at_first.sliders, positions, strict=True)
        }
        expected = made(case, start=start)
        assert expected.starts == positions
        assert page.locator(".readout").inner_text() == expected.readout()
        same_drawing(page, expected.svg())
        *row, here = positions
        for panel in expected.panels:
            values = panel.to_height(values_of(expected, panel)[tuple(row)])
            drawn, point = points(page, panel.name)
            stride = expected.stride if panel.name == "below" else 1
            numpy.testing.assert_allclose(drawn[:, 1], values[::stride], atol=0.011)
            px = expected.to_width(expected.curves.x_row[here])
            assert point == pytest.approx([px, values[here]], abs=0.011)
        for number, slider in enumerate(sliders):
            label = expected.label_of(number, positions[number])
            assert slider.get_attribute("aria-valuetext") == label
            assert slider.evaluate("one => one.nextElementSibling.innerText") == label
    assert watcher.complaints == []


@pytest.mark.parametrize("case", [*VIEWS, *PLANES])
def test_each_position_of_a_view_shows_what_python_would(opened, case):
    """Every line, area and point, and each letter of the readout; each slider moves."""
    at_first = made(case)
    page, watcher = opened(at_first)
    sliders = page.locator(".controls :is(input, select)").all()
    assert len(sliders) == len(at_first.sliders)
    same_drawing(page, at_first.svg())
    rng = numpy.random.default_rng(0)
    last = [len(slider.values) - 1 for slider in at_first.sliders]
    apart = [n * (i % 2) for i, n in enumerate(last)]  # what shows the row of another is seen
    for positions in (apart, last, [int(rng.integers(0, n + 1)) for n in last]):
        start = {}
        for number, (slider, position) in enumerate(zip(sliders, positions, strict=True)):
            move(slider, position)
            one = at_first.sliders[number]
            start[one.name] = one.values[position]
            label = at_first.label_of(number, position)
            if isinstance(one, Choice):
                assert slider.evaluate("one => one.selectedOptions[0].label") == label
            else:
                assert slider.get_attribute("aria-valuetext") == label
                assert slider.evaluate("one => one.nextElementSibling.innerText") == label
        expected = made(case, start=start)
        assert page.locator(".readout").inner_text() == expected.readout()
        same_drawing(page, expected.svg())
    assert watcher.complaints == []


def test_a_drag_in_a_plane_moves_both_of_its_sliders(opened):
    shown = made("creases")
    page, _ = opened(shown, viewport={"width": 700, "height": 900})
    box = page.locator("svg.chart").bounding_box()
    unit = box["width"] / 420
    across, up = page.locator(".controls input").all()[-2:]
    page.mouse.move(box["x"] + 60 * unit, box["y"] + 60 * unit)
    page.mouse.down()
    for one, other in ((0, 0), (0.25, 0.9), (0.8, 0.1), (1, 1), (1.2, -0.3)):
        x = box["x"] + (44 + one * shown.side) * unit
        page.mouse.move(x, box["y"] + (24 + (1 - other) * shown.side) * unit)
        places = [int(slider.input_value()) for slider in (across, up)]
        assert places == [round(40 * min(1, max(0, share))) for share in (one, other)]
    page.mouse.up()
    expected = made("creases", start={"x1": 2, "x2": -2})
    same_drawing(page, expected.svg())


@pytest.mark.parametrize("case", ["one slider", "two sliders", "far sliders", "a fine grid"])
def test_a_drag_leads_to_the_position_under_the_pointer(opened, case):
    shown = made(case)
    page, _ = opened(shown)
    box = page.locator("svg.chart").bounding_box()
    unit = box["width"] / 420
    slider = page.locator(".controls input").last
    steps = len(shown.curves.x) - 1
    page.mouse.move(box["x"] + (shown.left + 5) * unit, box["y"] + 60 * unit)
    page.mouse.down()
    for share in (0, 0.1, 0.37, 0.5, 0.81, 1):
        x = box["x"] + (shown.left + share * shown.width) * unit
        page.mouse.move(x, box["y"] + 90 * unit)
        assert int(slider.input_value()) == math.floor(share * steps + 0.5), share
        dashed = page.locator(".above .here").get_attribute("x1")
        assert float(dashed) == pytest.approx(share * shown.width, abs=shown.width / steps)
    for beyond, end in ((-30, 0), (shown.width + 30, steps)):
        page.mouse.move(box["x"] + (shown.left + beyond) * unit, box["y"] + 90 * unit)
        assert int(slider.input_value()) == end
    page.mouse.up()
    page.mouse.move(box["x"] + (shown.left + 0.5 * shown.width) * unit, box["y"] + 90 * unit)
    assert int(slider.input_value()) == steps  # without a button nothing moves


# A widget's model as the script sees it; it notes what it was given, and what of it was sent on.
MODEL = """state => { window.model = {
  heard: {}, sent: [],
  get(name) { return state[name]; },
  set(name, value) { state[name] = value; this.heard[`change:${name}`]?.(); },
  on(event, listener) { this.heard[event] = listener; },
  save_changes() { this.sent.push({...state}); },
}; }"""


def test_the_live_form_follows_its_widgets_and_they_follow_a_drag_on_it(opened):
    """As JupyterLab does it, without JupyterLab: a model stands in for the widgets'."""
    shown = made("two sliders")
    chart = shown.widget().children[-1]
    positions = {f"position_{i}": start for i, start in enumerate(shown.starts)}
    live = script().replace(EXPORT, "window.render = render;")
    page, watcher = opened(head=f"<style>{style()}</style><script type=module>{live}</script>")
    page.evaluate(MODEL, {"html": chart.html, "names": chart.names, **positions})
    page.evaluate("render({model, el: document.body})")
    same_drawing(page, shown.svg())
    assert page.locator(".explorer[data-alive] .controls").count() == 0
    page.evaluate("model.set('position_0', 4)")
    page.evaluate("model.set('position_1', 0)")
    moved = made("two sliders", start={"a": 1, "b": 0})
    same_drawing(page, moved.svg())
    assert page.locator(".readout").inner_text() == moved.readout()
    box = page.locator("svg.chart").bounding_box()
    steps = len(shown.curves.x) - 1
    x = box["x"] + (shown.left + 12 / steps * shown.width) * box["width"] / 420
    page.mouse.click(x, box["y"] + box["height"] / 4)
    sent = page.evaluate("model.sent.at(-1)")
    assert [sent[name] for name in positions] == [4, 0, 12]
    same_drawing(page, made("two sliders", start={"a": 1, "b": 0, "x": 0}).svg())
    assert watcher.complaints == []


def test_the_arrow_keys_step_from_position_to_position(opened):
    page, _ = opened(made("a fine grid"))
    slider = page.locator(".controls input")
    slider.focus()
    page.keyboard.press("Home")
    said = []
    for _ in range(4):
        said.append(slider.get_attribute("aria-valuetext"))
        page.keyboard.press("ArrowRight")
    assert said == ["0", "5 × 10⁻¹⁰", "1 × 10⁻⁹", "1.5 × 10⁻⁹"]
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "1 × 10⁻⁸"


def test_the_script_writes_numbers_as_python_does(opened):
    page, _ = opened(made("x alone"))
    rng = numpy.random.default_rng(1)
    values = [0, 1, -1, 0.1, 1e6, 1e7, 9.9999e6, 1e-6, 9.5e-7, 123456, 1e20, -1e-20, 0.99999976]
    values += (rng.normal(size=200) * 10.0 ** rng.integers(-25, 25, 200)).tolist()
    write = script().replace(EXPORT, "").partition("wake();")[0]
    for digits in (4, 6, 8):
        found = page.evaluate(
            f"([values, digits]) => {{ {write}; return values.map(v => write(v, digits)); }}",
            [values, digits],
        )
        assert found == [written(value, digits) for value in values]


TEXTS = """() => [...document.querySelectorAll("svg.chart")].map(chart => {
  const box = one => {
    const {left, right, top, bottom} = one.getBoundingClientRect();
    return [left, right, top, bottom];
  };
  return [box(chart), [...chart.querySelectorAll("text")].map(t => [t.textContent, ...box(t)])];
})"""


@pytest.mark.parametrize("width", [360, 800])
@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_no_number_leaves_the_chart_and_no_two_touch(opened, width, letters):
    shown = [made(case) for case in (*CASES, *SCALES, *VIEWS, *PLANES)]
    style = f"<style>html {{font-size: {letters}}}</style>"
    page, _ = opened(*shown, head=style, viewport={"width": width, "height": 740})
    charts = page.evaluate(TEXTS)
    assert len(charts) == len(shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for (left, right, top, bottom), texts in charts:
        assert len(texts) > 4
        for words, *box in texts:
            assert left - 0.5 <= box[0] and box[1] <= right + 0.5, words
            assert top - 0.5 <= box[2] and box[3] <= bottom + 0.5, words
        for i, (one, l1, r1, t1, b1) in enumerate(texts):
            for other, l2, r2, t2, b2 in texts[i + 1 :]:
                # A line of text is higher than its letters, by a fifth above and below.
                slack = 0.2 * (b1 - t1)
                apart = r1 <= l2 or r2 <= l1 or b1 - slack <= t2 + slack or b2 - slack <= t1 + slack
                assert apart, (one, other)


def rgb(colour):
    """Return '#rrggbb' as browsers write it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_has_the_colours_of_its_page_and_shows_where_the_keys_and_the_finger_act(
    opened, theme
):
    mark = f"<script>document.documentElement.dataset.theme = '{theme}'</script>"
    page, _ = opened(made("a lie of autograd"), head=mark, **PHONE)

    def look(selector, name):
        return page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{name}")

    colours = palette.DARK if theme == "dark" else palette.LIGHT
    for kind in ("function", "derivative"):
        assert look(f".{kind}", "stroke") == look(f"text.{kind}", "fill") == rgb(colours[kind])
    for kind, option in ((".here", "stroke"), (".tangent", "stroke"), (".point", "fill")):
        assert look(kind, option) == rgb(colours["parameter"])
    ink = look(".explorer", "color")
    assert (
        look(".quotient", "stroke") == look("text.label", "fill") == look(".axis", "stroke") == ink
    )
    assert look(".paper", "fill") == "none"  # the page's own shows through
    slider = page.locator(".controls input").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert look(":focus-visible", "outlineStyle") == "solid"
    assert slider.bounding_box()["height"] >= 24  # WCAG 2.5.8
    assert look("svg.chart", "touchAction") == "pan-y"  # a finger drags across, and scrolls along


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_only_some_charts_have_is_seen_in_the_colours_of_its_page(opened, theme):
    mark = f"<script>document.documentElement.dataset.theme = '{theme}'</script>"
    bench = pictures(lambda x: np.clip(x, -1.5, 2))[0]
    page, _ = opened(made("creases"), made("three beside"), bench, head=mark)
    colours = {name: rgb(one) for name, one in getattr(palette, theme.upper()).items()}
    looks = page.evaluate(
        """kinds => kinds.map(([kind, ...names]) => {
          const look = getComputedStyle(document.querySelector(`.chart ${kind}`));
          return names.map(name => look[name]);
        })""",
        [
            [".plane .band", "fill", "stroke"], [".crease", "stroke", "fill", "strokeWidth"],
            [".ringed", "stroke", "fill"], [".beside", "stroke", "opacity"],
            [".axis", "stroke", "opacity"], [".tick", "stroke", "opacity"],
            [".dead", "stroke", "opacity"], [".corner", "stroke", "fill"],
        ],
    )  # fmt: skip
    ink = page.locator(".explorer").first.evaluate("one => getComputedStyle(one).color")
    assert looks == [
        [colours["function"], "none"], [colours["derivative"], "none", "1.6px"],
        [colours["paper"], colours["parameter"]], [ink, "0.6"], [ink, "0.55"], [ink, "0.16"],
        [ink, "0.3"], [colours["derivative"], "none"],
    ]  # fmt: skip


def test_jupyterlab_leaves_the_arrow_keys_to_a_slider_and_to_a_menu(opened):
    page, _ = opened(made("a choice"))
    for slider in page.locator(".controls :is(input, select)").all():
        assert slider.get_attribute("data-lm-suppress-shortcuts") == "true"


def test_in_a_page_that_reads_from_the_right_it_is_the_same_chart(opened):
    shown = made("two sliders")
    page, _ = opened(shown, attributes='dir="rtl"', **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    slider = page.locator(".controls input").last
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.95 * box["width"], box["y"] + box["height"] / 2)
    assert int(slider.input_value()) > 0.8 * (len(shown.curves.x) - 1)
    assert page.locator(".readout").evaluate("one => getComputedStyle(one).direction") == "ltr"


# Waking -------------------------------------------------------------------------------------------

SLOW = """<script>
const real = Response.prototype.arrayBuffer;
window.held = new Promise((go) => (window.go = go));
Response.prototype.arrayBuffer = async function () { await held; return real.call(this); };
</script>"""


def test_sliders_are_there_before_the_numbers_and_a_move_waits_for_them(opened):
    shown = made("two sliders")
    page, watcher = opened(shown, head=SLOW, wait=False)
    page.locator(".explorer[data-alive] .controls input").first.wait_for()
    same_drawing(page, shown.svg())  # as Python has drawn it
    assert page.locator(".readout").inner_text() == shown.readout()
    first, second, third = sliders = page.locator(".controls input").all()
    # They stand where the picture does, which nothing draws anew until one of them moves.
    assert [int(slider.input_value()) for slider in sliders] == shown.starts == [2, 2, 16]
    assert second.get_attribute("aria-valuetext") == "0.2"
    move(first, 0)
    move(third, 4)
    assert first.get_attribute("aria-valuetext") == "−1"
    assert page.locator(".explorer[data-waking=done]").count() == 0
    page.evaluate("go()")
    page.locator(".explorer[data-waking=done]").wait_for()
    moved = made("two sliders", start={"a": -1, "x": -2})
    same_drawing(page, moved.svg())
    assert page.locator(".readout").inner_text() == moved.readout()
    assert watcher.complaints == []


def test_one_script_wakes_what_comes_after_it_and_what_is_added_later(opened):
    """As in a built page, which has the script behind its first explorer alone."""
    one, other, late = made("x alone"), made("one slider"), made("a plane")
    alone = f"<script>{script_at_once()}</script>"
    parts = [shown.html().replace(alone, "") for shown in (one, other, late)]
    page, watcher = opened(head=f"<body>{parts[0]}{alone}{parts[1]}")
    assert page.locator(".explorer[data-alive] .controls").count() == 2
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", parts[2])
    page.evaluate("document.dispatchEvent(new Event('explorers'))")
    page.locator(".explorer[data-waking=done] svg.chart .plane").wait_for()
    assert page.locator(".explorer .controls").count() == 3
    assert watcher.complaints == []


def test_a_drawing_that_stands_in_its_page_is_moved_as_it_is(opened):
    """As in a built page: slim_page puts it in the place of its picture."""
    shown = made("two sliders")
    page, _ = opened(head=f"<body>{with_drawings(shown.html())}")
    assert page.locator(".explorer img").count() == 0
    chart = page.locator(".explorer svg.chart")
    assert chart.get_attribute("aria-label") == shown.description()
    assert chart.locator("style").count() == 0
    same_drawing(page, shown.svg())
    move(page.locator(".controls input").first, 0)
    same_drawing(page, made("two sliders", start={"a": -1}).svg())


# Where something is missing -----------------------------------------------------------------------


def still(page):
    """Say whether there is a picture, no control, the values, and advice; return the advice."""
    assert page.locator(".explorer :is(img, svg.chart)").is_visible()
    assert page.locator(".explorer :is(input, button)").count() == 0
    assert page.locator(".readout").is_visible()
    assert page.locator(".still").is_visible()
    return page.locator(".still").inner_text()


def test_without_a_script_there_is_the_picture_the_values_and_what_to_do(opened):
    shown = made("two sliders")
    page, _ = opened(shown, java_script_enabled=False)
    assert "allow its script" in still(page)
    assert page.locator(".readout").inner_text() == shown.readout()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("delete window.DecompressionStream", "need a newer browser"),
        ("window.atob = () => { throw new Error('no atob') }", "its script failed (no atob)"),
    ],
)
def test_a_browser_that_cannot_move_it_keeps_the_picture_and_says_why(opened, fault, words):
    page, watcher = opened(made("one slider"), head=f"<script>{fault}</script>", wait=False)
    page.locator(".explorer[data-still]").wait_for()
    assert words in still(page)
    assert watcher.complaints == []


def test_while_the_script_works_nothing_is_said_of_its_absence(opened):
    page, _ = opened(made("one slider"))
    assert not page.locator(".still").is_visible()
    assert page.locator(".explorer img").count() == 0


def test_on_paper_there_are_the_values_and_no_controls(opened):
    page, _ = opened(made("one slider"), alone=True)
    move(page.locator(".controls input").first, 0)
    page.emulate_media(media="print")
    assert not page.locator(".controls").is_visible() and not page.locator(".still").is_visible()
    assert page.locator(".readout").is_visible()
    assert page.locator(".readout").inner_text().startswith("alpha = 0. At x = −2")
