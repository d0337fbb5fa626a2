import itertools
import re
import warnings
import xml.etree.ElementTree as ET

from d2l_local import palette
from d2l_local.figures import STYLE_SHEET, show_figure, use_book_style

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt

ALT = 'A line from 0 to 1, steeper than <any> other & called "f".'


@pytest.fixture(autouse=True)
def book_style():
    with plt.rc_context():
        use_book_style()
        yield
    plt.close("all")


def draw(factor=1.0, alt=ALT):
    figure, axes = plt.subplots()
    x = numpy.linspace(0, 1, 20)
    axes.plot(x, factor * x, label="f")
    axes.plot(x, x**2, linestyle=":")
    axes.fill_between(x, 0, x**2, hatch="//")  # a pattern: the SVG refers to a name inside it
    axes.legend()
    return show_figure(figure, alt)


def names(svg):
    return re.findall(r' id="([^"]+)"', svg)


def test_the_same_figure_is_the_same_bytes_each_time():
    assert draw()._repr_mimebundle_() == draw()._repr_mimebundle_()


def test_a_slow_machine_is_not_told_that_it_is_slow(monkeypatch):
    clock = itertools.count(step=10.0)
    monkeypatch.setattr("matplotlib.legend.time.perf_counter", lambda: next(clock))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw()
    assert next(clock) > 0, "the legend did not look at the clock"


def test_what_the_reader_has_set_for_figures_decides_nothing_of_them():
    ours = draw().svg
    theirs = {"lines.linewidth": 7, "figure.figsize": (9, 2), "axes.facecolor": "yellow",
              "font.size": 19, "figure.autolayout": True, "svg.fonttype": "path"}  # fmt: skip
    plt.rcParams.update(theirs)
    assert draw().svg != ours
    use_book_style()
    assert draw().svg == ours


def test_a_curve_that_is_one_per_cent_off_is_other_bytes():
    assert draw(1.01).svg != draw().svg


def test_nothing_in_a_figure_tells_when_or_with_what_it_was_made():
    assert not re.search(r"<metadata|<!--|\b20\d\d-\d\d-\d\d|matplotlib v", draw().svg, re.I)


def test_a_figure_is_well_formed_and_its_label_is_its_text_alternative():
    root = ET.fromstring(draw().svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", ALT)
    assert draw()._repr_mimebundle_()["text/plain"] == repr(draw()) == ALT


def test_every_name_that_a_figure_refers_to_is_in_it_once():
    svg = draw().svg
    used = set(re.findall(r'(?:url\(|href=")#([\w-]+)', svg))
    assert used
    assert sorted(names(svg)) == sorted(used)


def test_two_figures_on_one_page_share_no_name():
    one, other = names(draw().svg), names(draw(2, ALT + " Twice.").svg)
    assert one and other and not set(one) & set(other)


def test_the_ink_is_the_pages_own_and_the_curves_have_the_colours_of_the_book():
    svg = draw().svg
    assert not re.search(r"(stroke|fill): #(000000|262626)", svg)
    assert ET.fromstring(svg).get("style").startswith("fill:currentColor;")
    for name in ("function", "derivative"):
        colour = palette.LIGHT[name]
        assert f"stroke: {colour}" in svg
        rule = f"[style*='stroke: {colour}']{{stroke:var(--book-{name})!important}}"
        assert rule in STYLE_SHEET and rule in draw()._repr_mimebundle_()["text/html"]


def test_only_the_uses_of_a_marker_have_its_colour_for_inside_it_no_theme_is_known():
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], "C0o")
    axes.scatter([0, 1], [1, 0])
    svg = show_figure(figure, ALT).svg
    markers = re.findall(r'<path id="[^>]*>', svg)
    assert len(markers) > 2 and not [marker for marker in markers if "style" in marker]
    colour = palette.LIGHT["function"]
    assert len(re.findall(f'<use [^>]*style="fill: {colour}; stroke: {colour}', svg)) == 4


def test_a_figure_has_no_style_sheet_that_would_hold_for_the_whole_page():
    assert "<style" not in draw().svg


def test_letters_stay_letters():
    figure, axes = plt.subplots()
    axes.set_title("slope of f")
    assert "slope of f</text>" in show_figure(figure, ALT).svg


def test_a_figure_is_closed_once_it_is_shown():
    draw()
    assert plt.get_fignums() == []


@pytest.mark.parametrize("alt", ["", "   \n ", "A figure.", " " * 40 + "short"])
def test_a_text_alternative_that_says_nothing_is_refused(alt):
    with pytest.raises(ValueError, match="say in a sentence what the figure shows"):
        draw(alt=alt)


@given(st.text(st.characters(blacklist_categories=["C"]), min_size=1).map(lambda s: f"{s}{ALT}"))
def test_any_text_alternative_reaches_the_reader_as_it_was_written(alt):
    figure = plt.figure(figsize=(1, 1))
    assert ET.fromstring(show_figure(figure, alt).svg).get("aria-label") == alt


def test_figures_of_other_libraries_come_out_without_a_date_too():
    from matplotlib_inline.config import InlineBackend

    assert InlineBackend.instance().print_figure_kwargs["metadata"] == {"Date": None}
