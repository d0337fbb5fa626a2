import itertools
import re

from d2l_local import palette

import numpy
import pytest

from tools.pages import ROOT

THEMES = {"light": (palette.LIGHT, "#ffffff"), "dark": (palette.DARK, "#121212")}
INKS = ("function", "derivative", "parameter")

# Machado, Oliveira and Fernandes (2009): colours as seen without one kind of cone, linear RGB.
COLOUR_BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour):
    """Return the linear RGB of '#rrggbb', as WCAG 2 defines it."""
    channels = numpy.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return numpy.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted(linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """Return CIE L*a*b* of a linear RGB colour under daylight (D65)."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = numpy.cbrt(numpy.array(to_xyz) @ numpy.clip(rgb, 0, 1) / [0.9505, 1, 1.089])
    return numpy.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_contrast_is_measured_as_wcag_defines_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_can_be_read_as_text_on_its_paper(theme, ink):
    colours, paper_of_theme = THEMES[theme]
    for paper in (colours["paper"], paper_of_theme):
        assert contrast(colours[ink], paper) >= 4.5


@pytest.mark.parametrize("blindness", COLOUR_BLIND)
@pytest.mark.parametrize("theme", THEMES)
def test_function_and_derivative_stay_apart_for_colour_blind_readers(theme, blindness):
    colours, _ = THEMES[theme]
    seen = [
        lab(COLOUR_BLIND[blindness] @ linear(colours[name])) for name in ("function", "derivative")
    ]
    assert numpy.linalg.norm(seen[0] - seen[1]) > 40  # 2.3 can just be told apart


def test_both_themes_have_the_same_names_and_no_colour_twice():
    assert palette.LIGHT.keys() == palette.DARK.keys() == {*INKS, "paper"}
    for colours in (palette.LIGHT, palette.DARK):
        assert all(a != b for a, b in itertools.combinations(colours.values(), 2))


def test_the_style_sheet_gives_the_light_colours_first_and_the_dark_ones_to_every_dark_page():
    light, dark = palette.css().splitlines()
    assert light.startswith(":root{")
    assert all(page in dark.partition("{")[0].split(",") for page in palette.DARK_PAGES)
    for line, colours in ((light, palette.LIGHT), (dark, palette.DARK)):
        assert all(f"--book-{name}:{colour};" in line for name, colour in colours.items())


def test_the_sign_in_the_browsers_tab_has_the_colour_of_the_function():
    colours = re.findall(r'="(#[0-9a-f]+)"', (ROOT / "_static" / "favicon.svg").read_text("utf-8"))
    assert colours == [palette.LIGHT["function"], "#fff"], "write the palette's colour into it"
