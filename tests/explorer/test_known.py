"""Explorers whose numbers, words and places are worked out here by hand, from the case alone."""

import re
import xml.etree.ElementTree as ET

from d2l_local import palette
from d2l_local.explorer import explore, plane

import pytest
from mxnet import np

from tests.explorer.cases import picture_in
from tests.explorer.test_plane import area

WIDTH = 366  # of a picture with short numbers: 420 units, less 44 on the left and 10 on the right


@pytest.fixture(scope="module")
def lines():
    """Three straight lines at a = 3."""
    return explore(
        lambda x, a: a * x, x=(-2, 2, 1), a=(1, 3, 1), label="line", xlabel="z",
        note=lambda a: f"steep {a:.0f}", start={"a": 3, "x": 1},
        beside=[("half", lambda x: x / 2), ("{a} up", lambda x, a: a * x + 1)],
    )  # fmt: skip


@pytest.fixture(scope="module")
def slope():
    """x1 + 2 x2, whose lines of equal value are straight."""
    return plane(
        lambda x: x[:, 0] + 2 * x[:, 1], x1=(-2, 2, 0.5), x2=(-1, 1, 0.5), label="f",
        start={"x1": 1, "x2": 0.5},
    )  # fmt: skip


@pytest.fixture(scope="module")
def signs():
    """Whether two numbers have the same sign."""
    return plane(
        lambda x: (x[:, 0] * x[:, 1] > 0) * 1.0, x1=(-1, 1, 0.25), x2=(-1, 1, 0.25),
        classes=("no", "yes"), label="same", start={"x1": 0.5, "x2": 0.5},
    )  # fmt: skip


def drawn(shown):
    return ET.fromstring(shown.svg())


def all_of(root, tag, kind=None):
    """Return the elements of a picture with a name, and a class."""
    found = [one for one in root.iter() if one.tag.endswith("}" + tag)]
    return [one for one in found if kind in (None, one.get("class"))]


def places(root):
    """Return where each text stands, as (words, x, y)."""
    texts = all_of(root, "text")
    return [("".join(one.itertext()), float(one.get("x")), float(one.get("y"))) for one in texts]


# Words --------------------------------------------------------------------------------------------


def test_a_chart_says_these_words(lines):
    assert lines.readout() == (
        "a = 3; steep 3. At z = 1: line = 3, slope = 3; half = 0.5, slope = 0.5; "
        "3 up = 4, slope = 3"
    )
    assert lines.description() == (
        "line, beside half and 3 up, at a = 3 (steep 3), for z from −2 to 2: values from −6 to 6; "
        "slope from 3 to 3. At z = 1: 3, slope 3; half: 0.5, slope 0.5; 3 up: 4, slope 3."
    )


def test_a_plane_says_these_words(slope):
    assert slope.readout() == "At x₁ = 1, x₂ = 0.5: f = 2"
    assert slope.description() == (
        "f, for x₁ from −2 to 2 and x₂ from −1 to 1: values from −4 to 4. At x₁ = 1, x₂ = 0.5: 2."
    )


@pytest.mark.parametrize(
    ("x1", "x2", "word"), [(0.5, 0.5, "yes"), (-0.5, 0.5, "no"), (-0.5, -0.5, "yes"), (0, 1, "no")]
)
def test_a_class_has_the_name_that_the_call_gives_it(x1, x2, word):
    shown = plane(
        lambda x: (x[:, 0] * x[:, 1] > 0) * 1.0, x1=(-1, 1, 0.5), x2=(-1, 1, 0.5),
        classes=("no", "yes"), start={"x1": x1, "x2": x2},
    )  # fmt: skip
    assert shown.readout().endswith(f" = {word}") and shown.description().endswith(f": {word}.")
    assert "classes no, yes." in shown.description()


def test_a_group_of_several_functions_is_named_by_its_slider():
    shown = explore(
        lambda x, bend: x if bend == "none" else np.abs(x), bend=["none", "one"], label="{bend}"
    )
    assert 'role="group" aria-label="bend"' in shown.html()
    (name, *_), *_ = places(picture_in(shown.html()))
    assert name == "one"  # the middle of two


# Places -------------------------------------------------------------------------------------------


def test_a_chart_names_its_axes_and_has_a_line_at_0_of_each(lines):
    root = drawn(lines)
    assert [(x, y) for words, x, y in places(root) if words == "z"] == [
        (44 + WIDTH / 2, lines.panels[1].top + lines.panels[1].height + 32)
    ]
    above, below = lines.panels
    under = below.top + below.height + 16
    across = [(words, x) for words, x, y in places(root) if y == under]
    words = ("−2", "−1.5", "−1", "−0.5", "0", "0.5", "1", "1.5", "2")
    expected = [(one, pytest.approx(44 + WIDTH * i / 8)) for i, one in enumerate(words)]
    assert across == expected
    (axis, *_) = [one.get("d") for one in all_of(root, "path", "axis")]
    assert axis.startswith(f"M{44 + WIDTH // 2},{above.top}v150")
    # From −6 to 7, and 6 % of that more at each end: 0 is 7.78 of 14.56 below the upper edge.
    assert f"M44,{above.top + 80.15}h{WIDTH}" in axis


def test_each_name_stands_beside_a_sample_of_its_own_line(lines):
    root = drawn(lines)
    thin = [one for one in all_of(root, "path", "beside") if "h18" in one.get("d")]
    samples = {re.split("[M,h]", one.get("d"))[2]: one.get("stroke-dasharray") for one in thin}
    assert len(samples) == 4  # of two lines in two pictures
    for panel in lines.panels:
        for words, dash in (("half", None), ("3 up", "6 4")):
            near = [y for w, x, y in places(root) if w == words and abs(y - panel.top) < 60]
            (height,) = [y for y in near if y < panel.top]
            assert samples[f"{height - 4:g}"] == dash
    # The lines themselves end at 1 and at 7.
    (above,) = all_of(root, "svg", "above")
    ends = {
        one.get("stroke-dasharray"): float(one.get("d").split(",")[-1])
        for one in all_of(above, "path", "beside")
    }
    expected = {None: lines.panels[0].to_height(1), "6 4": lines.panels[0].to_height(7)}
    assert ends == {dash: pytest.approx(y, abs=0.01) for dash, y in expected.items()}


def test_a_name_that_gets_long_has_its_line_from_the_start():
    def shown(*names):
        return explore(
            lambda x, name: x, beside=("y", lambda x: x / 2), name=list(names), label="{name}",
            start={"name": names[0]},
        )  # fmt: skip

    short, long = shown("a", "b"), shown("a", "a name that leaves no room for another beside it")
    assert [one.panels[0].top for one in (short, long)] == [24, 40]


def test_a_factor_is_told_beside_the_name():
    words = [words for words, *_ in places(drawn(explore(lambda x: 1e-9 * x, label="tiny")))]
    assert "tiny (× 10⁻⁹)" in words


def test_a_plane_names_its_axes_across_and_up(slope):
    side = slope.side
    found = places(drawn(slope))
    assert [(x, y) for words, x, y in found if words == "x₁"] == [(44 + side / 2, 24 + side + 32)]
    assert [(x, y) for words, x, y in found if words == "x₂"] == [(2, 24 + side / 2 + 14)]
    assert {words: x for words, x, y in found if y == 24 + side + 16} == {
        "−2": 44, "−1": 44 + side / 4, "0": 44 + side / 2, "1": 44 + 3 * side / 4, "2": 44 + side,
    }  # fmt: skip


def test_the_bands_of_a_plane_cover_these_shares_of_it_and_darken_together(slope):
    root = drawn(slope)
    (picture,) = all_of(root, "svg", "plane")
    bands = all_of(picture, "path", "band")
    # Above −2, 0, 2 and 4 of values from −4 to 4; the last is a corner.
    shares = [area(one.get("d")) / slope.side**2 if one.get("d") else 0 for one in bands]
    assert shares == pytest.approx([7 / 8, 1 / 2, 1 / 8, 0], abs=0.01)
    # All of them over each other cover four fifths of the paper.
    through = 1.0
    for one in bands:
        through *= 1 - float(one.get("fill-opacity"))
        assert one.get("fill") == palette.LIGHT["function"]
    assert through == pytest.approx(1 / 5, abs=0.003)
    scale = [one for one in all_of(root, "path", "band") if one not in bands]
    tops = [float(re.split("[,h]", one.get("d"))[1]) for one in scale]
    low, high = slope.lim
    expected = [24 + slope.side * (high - level) / (high - low) for level in (-2, 0, 2, 4)]
    assert tops == pytest.approx(expected, abs=0.01)
    assert {one.get("fill-opacity") for one in scale} == {bands[0].get("fill-opacity")}


def test_the_scale_has_the_higher_class_above(signs):
    found = {words: y for words, x, y in places(drawn(signs)) if words in ("no", "yes")}
    quarter = signs.side / 4
    assert found == {"yes": pytest.approx(28 + quarter), "no": pytest.approx(28 + 3 * quarter)}
    (picture,) = all_of(drawn(signs), "svg", "plane")
    (band,) = all_of(picture, "path", "band")
    # On a grid of quarters a class begins half a cell from the other's points, those of both axes.
    assert area(band.get("d")) == pytest.approx(signs.side**2 / 2 * (7 / 8) ** 2, rel=0.02)


def test_a_picture_that_stands_alone_has_the_colours_of_the_book(lines, slope):
    root = drawn(lines)
    (above,), (below,) = all_of(root, "svg", "above"), all_of(root, "svg", "below")
    for part, kind, name in (
        (above, "function", "function"), (below, "derivative", "derivative"),
    ):  # fmt: skip
        (line,) = all_of(part, "path", kind)
        assert (line.get("stroke"), line.get("fill")) == (palette.LIGHT[name], "none")
        (point,) = all_of(part, "circle", "point")
        assert point.get("fill") == palette.LIGHT["parameter"]
    names = {one.get("class"): one.get("fill") for one in all_of(root, "text")}
    assert names["function"] == palette.LIGHT["function"]
    assert names["derivative"] == palette.LIGHT["derivative"]
    (point,) = all_of(drawn(slope), "circle", "point ringed")
    assert point.get("stroke") == "#ffffff" and point.get("fill") == palette.LIGHT["parameter"]
    (paper,) = all_of(root, "rect", "paper")
    assert paper.get("fill") == "#ffffff"
