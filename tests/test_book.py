"""The built book in a real browser, with the network blocked. `make test-book` builds it first."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser import page_of
from tests.quiz.answering import answer_all
from tests.stored import editable_cells, outputs_in_notebook
from tools.pages import ROOT, notebooks, pages
from tools.serve import serving

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHART = ".explorer svg.chart"
BOOK = ROOT / "_build" / "html"
PAGES = pages()
NOTEBOOKS = [path.relative_to(ROOT).with_suffix("").as_posix() for path in notebooks()]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """The book over http, on a port of its own."""
    with serving(BOOK) as address:
        yield address


@pytest.fixture(scope="module")
def folder():
    """The book as files, as it is read from a USB stick."""
    return BOOK.as_uri()


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


each_page = pytest.mark.parametrize("name", PAGES, scope="module")


@pytest.fixture(scope="module")
def opened(browser, folder, name):
    """A page from the folder, its watcher: opened once for all tests that leave it as it was."""
    with page_of(browser, f"{folder}/{name}.html", folder, reduced_motion="reduce") as found:
        yield found


@pytest.fixture
def page(opened):
    """The opened page, which is put back afterwards: what is open, its size, medium and theme."""
    page, _ = opened
    page.evaluate("window.folded = [...document.querySelectorAll('details:not([open])')]")
    size = page.viewport_size
    yield page
    page.emulate_media(media="null", reduced_motion="reduce")
    page.set_viewport_size(size)
    page.evaluate("""() => {
      for (const one of window.folded) one.open = false;
      document.documentElement.style.removeProperty("font-size");
      document.documentElement.dataset.theme = "light";
      for (const [word, formula] of window.simplified ?? []) word.replaceWith(formula);
      window.simplified = [];
    }""")


# Notes, at first and at each move of a slider, what is drawn and what is said.
NOTE_WHAT_IS_SEEN = """() => {
  for (const explorer of document.querySelectorAll(".explorer"))
    for (const slider of explorer.querySelectorAll("input, select")) {
      const look = () => [
        [...explorer.querySelectorAll("path, line, circle")].map(one => one.outerHTML).join(),
        explorer.querySelector(".readout").innerText,
      ];
      slider.seen = [look()];
      slider.addEventListener("input", () => slider.seen.push(look()));
    }
}"""
MOVE_TO_FOUR_PLACES = """sliders => {
  for (const slider of sliders)
    for (const share of [0, 0.1, 0.6, 1]) {
      slider.value = Math.round(share * (slider.max ?? slider.length - 1));
      slider.dispatchEvent(new Event("input"));
    }
}"""
SEEN = """slider => [
  slider.labels[0].innerText,
  ...[0, 1].map(i => new Set(slider.seen.map(one => one[i])).size),
  slider.length ?? slider.max - slider.min + 1,
]"""


# Four choices of two: in these five each pair of choices meets at least once.
LOOKS = [
    ("browser", "address", "light", 1280),
    ("browser", "folder", "dark", 360),
    ("firefox", "address", "dark", 360),
    ("firefox", "folder", "light", 360),
    ("firefox", "folder", "dark", 1280),
]


# One with sliders of numbers alone, one with menus.
MOVED_BY_KEYS = ("chapters/relu", "chapters/gallery")


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def look(request):
    """A browser, the book's origin, the options of a page, and the names of the first two."""
    browser, origin, scheme, width = request.param
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 740}}
    opened = request.getfixturevalue(browser), request.getfixturevalue(origin)
    return *opened, options, (browser, origin)


@pytest.mark.parametrize("name", PAGES)
def test_every_slider_moves_the_picture_and_every_question_answers(look, name):
    """And the page has no error, no failed or foreign request, and is no wider than the window."""
    browser, origin, options, browser_and_origin = look
    with page_of(browser, f"{origin}/{name}.html", origin, **options) as (page, watcher):
        assert page.evaluate("document.documentElement.dataset.theme") == options["color_scheme"]
        open_everything(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= options["viewport"]["width"]
        explorers = page.locator(".explorer")
        assert explorers.count() == outputs_in_notebook(name, 'class="explorer"')
        assert explorers.count() > 0 or name not in NOTEBOOKS
        assert explorers.locator(".controls:not(:has(input, select))").count() == 0
        page.evaluate(NOTE_WHAT_IS_SEEN)
        sliders = page.locator(".explorer .controls :is(input, select)")
        if browser_and_origin[1] == "address" and name in MOVED_BY_KEYS:
            for slider in sliders.element_handles():
                slider.focus()
                for key in ("Home", "PageUp", "ArrowRight", "End"):
                    page.keyboard.press(key)
        else:  # what a key does is the browser's matter, on every page the same
            sliders.evaluate_all(MOVE_TO_FOUR_PLACES)
        for label, pictures, words, places in sliders.evaluate_all(f"es => es.map({SEEN})"):
            assert pictures >= 2 and words >= min(3, places), label
        quizzes = page.locator(".quiz[data-alive]")
        assert quizzes.count() == outputs_in_notebook(name, 'class="quiz"') <= 1
        for quiz in quizzes.all():
            assert quiz.get_attribute("data-name") == name.split("/")[1]
            answer_all(page, name.split("/")[1])
        edited = page.locator("div.cell").evaluate_all(
            "cells => cells.map(cell => cell.querySelectorAll('.page-python button').length > 0)"
        )
        assert edited == editable_cells(name)
        assert watcher.complaints == []


@each_page
def test_the_script_draws_what_python_has_drawn(page, name):
    """At the start the moved picture is the one in the file, to a hundredth of a unit or two."""
    html = (BOOK / f"{name}.html").read_text("utf-8")
    still = re.findall(r"(<svg aria-label=[^>]* class='chart'.*?)<p class=\"readout\"", html, re.S)
    move_nowhere = "all => all.forEach(one => one.dispatchEvent(new Event('input')))"
    page.locator(".explorer .controls :is(input, select)").evaluate_all(move_nowhere)
    said = re.findall(r'<p class="readout" role="status">(.*?)</p>', html)
    alive = page.locator(CHART).evaluate_all("es => es.map(e => e.outerHTML)")
    words = page.locator(".explorer .readout").all_text_contents()
    assert len(alive) == len(still)
    assert len(still) > 0 or name not in NOTEBOOKS
    assert [unescape(one) for one in said] == words
    for moved, drawn in zip(alive, still, strict=True):
        parts = [re.findall(r'\b(?:d|[cxy][xy12])=["\']([^"\']*)', one) for one in (moved, drawn)]
        numbers = [[re.findall(r"-?\d+\.?\d*", one) for one in some] for some in parts]
        assert len(numbers[0]) == len(numbers[1]) > 5
        for one, other in zip(*numbers, strict=True):
            pairs = zip(one, other, strict=True)
            assert all(abs(float(a) - float(b)) < 0.02 for a, b in pairs)


EVERY_SCROLLER_CAN_BE_REACHED = """() =>
  ![...document.querySelectorAll(".pst-scrollable-table-container, pre")].some(
    one => one.scrollWidth > one.clientWidth && one.tabIndex < 0)"""
# Code and formulas have the colours of one style sheet: two pages that show every kind are looked
# at in full. In the others a formula counts as one piece of text, and code as one, which saves
# minutes.
LOOKED_AT_IN_FULL = ("chapters/hidden_layers", "exercises/exercise_1")


# Puts a word in the place of each, and remembers which.
SIMPLIFY = """() => {
  window.simplified = [...document.querySelectorAll(".highlight span, math")]
    .filter(one => !one.parentElement.closest(".highlight span"))
    .map(one => [document.createTextNode(one.matches("math") ? "x" : one.textContent), one]);
  for (const [word, one] of window.simplified) one.replaceWith(word);
}"""


# Text has the colours of its classes and styles, and of those around it: the fourth that shares all
# of them with three others, odd and even rows among them, is not measured again.
MARK_WHAT_LOOKS_ALIKE = """() => {
  const seen = {};
  for (const one of document.querySelectorAll("body *")) {
    if (![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    let look = "";
    for (let part = one; part !== document.body; part = part.parentElement) {
      look += [part.localName, ...["class", "style"].map(name => part.getAttribute(name))] + ";";
    }
    seen[look] = (seen[look] ?? 0) + 1;
    if (seen[look] > 3) one.dataset.alike = "";
  }
}"""
ALIKE = {"exclude": [["[data-alike]"]]}


def violations(page, context=None, **options):
    """Return what axe finds: the rule and an element that breaks it."""
    options["resultTypes"] = ["violations"]
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


@each_page
def test_axe_finds_nothing(page, name):
    """WCAG 2.2 AA and axe's best practices, with everything opened; the colours also in dark."""
    open_everything(page)
    page.wait_for_function(EVERY_SCROLLER_CAN_BE_REACHED)
    if name not in LOOKED_AT_IN_FULL:
        page.evaluate(SIMPLIFY)
    assert violations(page, rules={"color-contrast": {"enabled": False}}, runOnly=RULES) == []
    page.evaluate(MARK_WHAT_LOOKS_ALIKE)
    for theme in ("light", "dark"):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        assert violations(page, ALIKE, runOnly=["color-contrast"]) == [], theme


@pytest.mark.parametrize("part", [".quiz legend", "tr:nth-child(even) td", ".explorer .readout"])
def test_a_colour_without_contrast_is_found_where_alike_texts_are_left_out(browser, folder, part):
    with page_of(browser, f"{folder}/chapters/summary.html", folder) as (page, _):
        open_everything(page)
        page.add_style_tag(content=f"{part} {{ color: #b0b0b0 !important; }}")
        page.evaluate(MARK_WHAT_LOOKS_ALIKE)
        assert {rule for rule, _ in violations(page, ALIKE)} == {"color-contrast"}


HEAVIEST = ("chapters/piecewise_linear", "exercises/exercise_6")


@each_page
def test_a_page_with_its_explorers_weighs_at_most_600_kib(opened, name):
    """All that is loaded before figures, not compressed; an exercise, with its answers, 800."""
    page, watcher = opened
    page.evaluate("document.fonts.ready.then(() => null)")  # asked for once the page is laid out
    asked = {Path(unquote(urlsplit(url).path)) for url in watcher.requested if "file:" in url}
    files = {file for file in asked if "_images" not in file.parts}
    assert {".html", ".css", ".js", ".woff2"} <= {file.suffix for file in files}
    limit = 800 if name.startswith("exercises/") else 600
    weight = sum(file.stat().st_size for file in files) / 1024
    assert weight <= limit
    # One that no page comes near would hold nothing.
    assert weight > 0.9 * limit or name not in HEAVIEST


def test_without_a_script_the_picture_stays_and_no_dead_slider_shows(browser):
    origin = BOOK.as_uri()
    with page_of(browser, f"{origin}/chapters/relu.html", origin, java_script_enabled=False) as (
        page,
        _,
    ):
        assert page.locator(".explorer svg.chart").first.is_visible()
        assert page.locator(".explorer .readout").first.is_visible()
        assert page.locator(".explorer .still").first.is_visible()
        assert page.locator(".explorer :is(input, button)").count() == 0


def test_a_drag_on_the_chart_moves_the_point(browser):
    origin = BOOK.as_uri()
    with page_of(browser, f"{origin}/chapters/tanh.html", origin) as (page, _):
        explorer = page.locator(".explorer").first
        explorer.scroll_into_view_if_needed()
        box = explorer.locator("svg.chart").bounding_box()
        page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
        page.mouse.down()
        first = explorer.locator(".readout").inner_text()
        page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.5 * box["height"])
        page.mouse.up()
        assert explorer.locator(".readout").inner_text() != first


@each_page
def test_twice_as_large_nothing_is_cut_or_lost(page, name):
    """Zoomed to 200 %, or with letters of twice the size, as WCAG 1.4.4 and 1.4.10 ask."""
    open_everything(page)
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    cut = "es => es.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML)"
    words = ".bd-article :is(summary, .controls label, .controls span, .readout, .quiz label)"
    assert page.locator(words).evaluate_all(cut) == []


# What no reader can see: beyond a box that hides it, beyond the window where nothing scrolls, or
# beyond the picture whose words it is. The ink of a formula is lower than its font says.
CUT = """() => {
  const faults = [];
  const hides = how => how === "hidden" || how === "clip";
  const scrolls = one => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const inside = (box, frame, room) =>
    box.left > frame.left - room && box.right < frame.right + room &&
    box.top > frame.top - room && box.bottom < frame.bottom + room;
  const say = (what, one) => faults.push(`${what}: ${one.outerHTML.slice(0, 120)}`);
  for (const one of document.querySelectorAll(".bd-article *")) {
    if (!one.checkVisibility() || one.closest("math *, .visually-hidden")) continue;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (one.closest("svg")) {
      let picture = one.closest("svg");
      while (picture.parentElement.closest("svg")) picture = picture.parentElement.closest("svg");
      const frame = picture.getBoundingClientRect();
      if (one.localName === "text" && !inside(box, frame, 2)) say("beyond its picture", one);
      continue;
    }
    let around = one.parentElement;
    while (around && !scrolls(around)) around = around.parentElement;
    if (!around && (box.left < -1 || box.right > innerWidth + 1)) say("beyond the window", one);
    if (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1) say("too wide", one);
    const high = one.matches("div.math")
      ? one.firstElementChild.getBoundingClientRect().height : one.scrollHeight;
    if (hides(style.overflowY) && high > one.clientHeight + 1) say("too high", one);
  }
  return faults;
}"""
# Of what figures draw, what stands out too little from what it is drawn on: letters under 4.5 : 1,
# whole lines under 3 : 1. A grid is faint on purpose; letters may stand on a card of their own.
FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
  };
  const light = colour => read(colour)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0.05);
  const contrast = (one, other) => Math.max(one / other, other / one);
  const ground = one => {
    const sheet = one.closest("svg").querySelector(":scope > .paper");
    const card = one.closest("figure") && one.localName === "text" &&
      one.parentElement.querySelector("g > path");
    const below = sheet || card ? getComputedStyle(sheet || card).fill : "none";
    if (below !== "none") return below;
    while (/, 0\\)$/.test(getComputedStyle(one).backgroundColor)) one = one.parentElement;
    return getComputedStyle(one).backgroundColor;
  };
  const faults = [];
  let count = 0;
  for (const one of document.querySelectorAll(".bd-article svg :is(text, path, line, circle)")) {
    if (!one.checkVisibility() || one.closest("defs, clipPath, .tick, .ringed")) continue;
    const style = getComputedStyle(one), isText = one.localName === "text";
    const ink = isText ? style.fill : style.stroke;
    if (ink === "none" || style.opacity * (isText ? 1 : style.strokeOpacity) < 0.5) continue;
    const below = ground(one);
    count += 1;
    if (contrast(light(ink), light(below)) < (isText ? 4.5 : 3))
      faults.push(`${ink} on ${below}: ${one.outerHTML.slice(0, 120)}`);
  }
  return [faults, count];
}"""


@each_page
def test_nothing_is_cut_and_what_figures_draw_is_seen(page, name):
    """On a phone and a laptop, in light and dark, with everything opened."""
    open_everything(page)
    for theme, width in (("light", 1280), ("dark", 360)):
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(CUT) == [], (theme, width)
        faint, inks = page.evaluate(FAINT)
        assert faint == [] and (inks > 20 or name not in NOTEBOOKS), theme


def tones(picture):
    """Return the shade that most of a screenshot has, and the one farthest from it, 0 to 255."""
    with Image.open(BytesIO(picture)) as image:
        shades = image.convert("L").histogram()
    ground = max(range(256), key=shades.__getitem__)
    inks = [shade for shade, count in enumerate(shades) if count > 20]
    return ground, max(inks, key=lambda shade: abs(shade - ground))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_plot_of_matplotlib_is_as_light_or_dark_as_its_page(browser, folder, theme):
    """It stands in the page as an image, whose colours are turned."""
    with page_of(browser, f"{folder}/chapters/relu.html", folder, color_scheme=theme) as (page, _):
        plot = page.locator("div.cell_output img").first
        ground, ink = tones(plot.screenshot())
        paper, _ = tones(page.locator(".bd-article h1").screenshot())
        assert abs(ground - paper) < 12 and abs(ground - ink) > 120


@pytest.mark.parametrize("name", ["chapters/index", "exercises/exercise_1"])
def test_who_wants_less_motion_gets_none(browser, folder, name):
    with page_of(browser, f"{folder}/{name}.html", folder, reduced_motion="reduce") as (page, _):
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(one => {
            const style = getComputedStyle(one);
            return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).map(one => one.outerHTML.slice(0, 80))""")
        assert moving == []


A4 = 718  # CSS pixels between margins of 1 cm
# What on paper would show a scroll bar, or lose its end. Formulas measure themselves otherwise.
CUT_OR_SCROLLING = """es => es.filter(one => {
  const style = getComputedStyle(one);
  const held = style.overflowX !== "visible" || one.getBoundingClientRect().right > innerWidth;
  return held && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 &&
    one.checkVisibility() && !one.closest("svg, math, .visually-hidden");
}).map(one => one.outerHTML.slice(0, 120))"""


@each_page
def test_on_paper_solutions_are_open_and_explorers_are_pictures(page, name):
    def seen(selector):
        return page.locator(selector).evaluate_all("es => es.map(e => e.checkVisibility())")

    folded = ".bd-article details > :is(p, div):not(.page-python)"
    assert not any(seen(folded))  # on the screen, until they are asked for
    solutions = seen("details.solution > :not(summary)")
    assert not any(solutions) and (solutions or not name.startswith("exercises/"))
    page.emulate_media(media="print")
    assert all(seen(folded) + seen(CHART))
    around = "#pst-primary-sidebar, .bd-header-article, .prev-next-area"
    assert not any(seen(f".explorer .controls, {around}"))
    assert all(seen(".explorer .readout"))
    page.set_viewport_size({"width": A4, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    assert page.locator(".bd-article *").evaluate_all(CUT_OR_SCROLLING) == []


@pytest.mark.parametrize("engine", ["browser", "firefox"])
@pytest.mark.parametrize("origin", ["address", "folder"])
def test_the_search_finds_pages(request, engine, origin):
    """From a folder too, where a page may not read the others."""
    browser, origin = request.getfixturevalue(engine), request.getfixturevalue(origin)
    url = f"{origin}/search.html?q=saturation"
    with page_of(browser, url, origin) as (page, watcher):
        page.get_by_text("Search finished").wait_for()
        found = page.locator("#search-results li a").evaluate_all("es => es.map(e => e.href)")
        assert any("chapters/sigmoid.html" in link for link in found)
        assert all(link.startswith(origin) for link in found)
        assert watcher.complaints == []


def test_an_address_that_leads_nowhere_gets_the_page_404(browser, tmp_path):
    """Served in the folder of its site in which the book is read: there the page's links lead."""
    page_404 = (BOOK / "404.html").read_text("utf-8")
    (home,) = re.findall(r'<a [^>]*href="([^"]*)/">To the first page', page_404)
    (tmp_path / f"site{home}").parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / f"site{home}").symlink_to(BOOK)
    if home:
        (tmp_path / "site" / "404.html").symlink_to(BOOK / "404.html")
    with serving(tmp_path / "site") as site, page_of(browser, f"{site}/a/b.html", site) as opened:
        page, watcher = opened
        assert page.get_by_role("heading", name="Page not found").is_visible()
        (complaint,) = watcher.complaints  # the browser's own, of the answer 404
        assert "404" in complaint
        page.get_by_role("link", name="ReLU", exact=True).first.click()
        page.wait_for_url(f"{site}{home}/chapters/relu.html")
