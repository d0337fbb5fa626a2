"""The view of a plane: its picture and words, held against the numbers behind them."""

import re
import xml.etree.ElementTree as ET

from d2l_local.explorer import plane

import numpy
import pytest
from mxnet import np, npx

from tests.explorer.cases import BIASES, PLANES, WEIGHTS, data_in, element, made, numbers_in


@pytest.fixture(params=PLANES)
def shown(request):
    """A plane of each kind."""
    return made(request.param)


def lines_in(d):
    """Return the lines of a path, arrays of points."""
    return [
        numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", one), float) for one in d.split("M")[1:]
    ]


def area(d):
    """Return the area that the loops of a path enclose; holes are walked the other way round."""
    total = 0.0
    for loop in lines_in(d):
        x, y = loop.T
        total += (x * numpy.roll(y, -1) - numpy.roll(x, -1) * y).sum() / 2
    return abs(total)


def test_a_band_covers_where_the_function_is_above_its_level():
    """Of an affine function the share of the picture is known."""
    shown = plane(lambda x: x[:, 0], x1=(-2, 2, 0.1), x2=(-1, 1, 0.1))
    paths = shown.bands(shown.columns(shown.values))
    assert len(paths) == len(shown.levels) == 4  # -1, 0, 1 and 2
    for level, d in zip(shown.levels, paths, strict=True):
        assert area(d) == pytest.approx(shown.side**2 * (2 - level) / 4, abs=0.02 * shown.side)


def test_a_band_has_holes_and_parts():
    shown = plane(lambda x: np.abs(x[:, 0] ** 2 + x[:, 1] ** 2 - 1), x1=(-2, 2, 0.1))
    d = shown.nodes(shown.columns(shown.values)[0]).region(0.5)
    assert len(d) == 3  # the outside with its hole, and the disc in the middle
    unit = shown.side / 4
    inner = min(numpy.ptp(numpy.array(loop)[:, 0]) for loop in d) / 100
    assert inner == pytest.approx(2 * numpy.sqrt(0.5) * unit, abs=0.05 * unit)


def test_what_comes_near_its_lowest_value_for_ever_has_no_edge_there():
    shown = plane(lambda x: npx.sigmoid(8 * x[:, 0]))
    assert shown.levels[0] > 0.05 and 0 in shown.ticks.values


def test_a_crease_is_the_straight_line_where_an_input_crosses_zero():
    shown = made("creases", start={"units": 3})
    lines = lines_in(shown.crease_path(shown.columns(shown.creases)))
    assert len(lines) == 3
    for line, weight, bias in zip(lines, WEIGHTS.asnumpy(), BIASES.asnumpy(), strict=True):
        assert len(line) == 2  # the points on the way are left out
        x1, x2 = line[:, 0] / shown.side * 4 - 2, 2 - line[:, 1] / shown.side * 4
        off = weight[0] * x1 + weight[1] * x2 + bias
        numpy.testing.assert_allclose(off, 0, atol=0.002)
        assert numpy.any([numpy.isclose(abs(one), 2, atol=0.01) for one in (x1, x2)], axis=0).all()


def test_a_bent_crease_keeps_its_bends():
    def folded(x):
        return (npx.relu(x[:, 0]) + x[:, 1]).reshape(-1, 1)

    shown = plane(lambda x: x[:, 0], creases=folded)
    (line,) = lines_in(shown.crease_path(shown.columns(shown.creases)))
    assert len(line) == 3
    assert sorted(line.tolist())[1] == pytest.approx([shown.side / 2, shown.side / 2], abs=0.1)


def test_what_is_at_a_level_but_for_rounding_does_not_decide_a_picture():
    def off(x, noise):
        return npx.relu(x[:, 0]) + noise * np.sin(77 * x[:, 0] + 55 * x[:, 1])

    one, other = (plane(lambda x, n=noise: off(x, n)) for noise in (0, 1e-7))
    for a, b in zip(*(p.bands(p.columns(p.values)) for p in (one, other)), strict=True):
        assert area(a) == pytest.approx(area(b), abs=1)


def test_the_point_stands_where_its_sliders_say_and_its_value_is_told(shown):
    point = element(ET.fromstring(shown.svg()), "plane", "point ringed", "circle")
    i, j = shown.starts[-2:]
    x1, x2 = (
        grid.values[at] for grid, at in zip(shown.values.grids, shown.starts[-2:], strict=True)
    )
    (low, high), (bottom, top) = shown.spans
    assert float(point.get("cx")) == pytest.approx((x1 - low) / (high - low) * shown.side, abs=0.01)
    assert float(point.get("cy")) == pytest.approx(
        (top - x2) / (top - bottom) * shown.side, abs=0.01
    )
    value = shown.columns(shown.values)[0][i * len(shown.sliders[-1].values) + j]
    words = shown.readout().rpartition(" = ")[2]
    assert words == (shown.classes[int(value)] if shown.classes else shown.value_words(value))


def test_the_value_at_a_point_is_that_of_the_function():
    shown = made("creases", start={"units": 3, "k": 1, "x1": 0.7, "x2": -1.2})
    z = WEIGHTS.asnumpy() @ [0.7, -1.2] + BIASES.asnumpy()
    assert numbers_in(shown.readout())[-1] == pytest.approx(numpy.maximum(z, 0).sum(), rel=1e-3)


def test_the_words_have_the_numbers_of_the_data(shown):
    values = shown.columns(shown.values)[0]
    words = shown.description()
    assert words.startswith(shown.label) and repr(shown) == words
    if shown.classes:
        there = {shown.classes[int(value)] for value in values}
        said = words.partition("classes ")[2].partition(".")[0].split(", ")
        assert set(said) == there
    else:
        ends = numbers_in(words.partition("values from ")[2])[:2]
        assert ends == pytest.approx([min(values), max(values)], rel=1e-3)
    if shown.creases:
        columns = shown.columns(shown.creases)
        count = sum(min(column) < 0 < max(column) for column in columns)
        assert f"; {count} crease" in words
    if shown.note:
        assert f" ({shown.noted()}), for x₁" in words


def test_the_scale_names_the_level_of_each_band(shown):
    texts = [t for t in ET.fromstring(shown.svg()).iter() if t.tag.endswith("}text")]
    x = 44 + shown.side + 20 + 14 + 6
    beside = {t.text: float(t.get("y")) for t in texts if float(t.get("x")) == x}
    assert list(beside) == [label for _, label in shown.scale_labels()]
    low, high = shown.lim
    for value, label in shown.scale_labels():
        share = (high - value) / (high - low)
        assert beside[label] == pytest.approx(24 + share * shown.side + 4, abs=0.01)


def test_the_page_holds_the_values_of_each_position():
    shown = made("creases")
    spec = data_in(shown.html())
    assert spec["uses"] == [0, 1] and spec["creases"]["uses"] == [0]
    numpy.testing.assert_array_equal(
        spec["values"], numpy.concatenate([columns[0] for columns in shown.values.rows])
    )
    assert len(spec["values"]) == 3 * 2 * 41 * 41
    assert [one["name"] for one in spec["sliders"]] == ["units", "k", "x₁", "x₂"]


def fails_at(units):
    def function(x, n):
        return x[:, 0] if n < units else 1 / 0

    return function


BAD_PLANES = {
    "a function that fails": (fails_at(2), {"n": (1, 2, 1)}, r"failed at n = 2: ZeroDivision"),
    "a number for the whole": (lambda x: x.sum(), {}, r"returned the shape \(\) .*\(1681,\)"),
    "two numbers a point": (lambda x: x, {}, r"returned the shape \(1681, 2\)"),
    "no array": (lambda x: 3, {}, r"it returned int, not an MXNet array"),
    "not finite": (lambda x: np.log(x[:, 0]), {}, r"nan on the plane, \(x1, x2\) = \(-2, -2\)"),
    "noise": (lambda x: np.random.normal(size=len(x)), {}, "differs from call to call"),
    "too much": (lambda x, n: x[:, 0], {"n": (1, 500, 1)}, "too much for one page: 500 positions"),
    "creases that are no lines": (lambda x: x[:, 0], {"creases": lambda x: x[:, 0]}, "creases: "),
    "no class": (lambda x: x[:, 0], {"classes": ("no", "yes")}, "returned -2: with classes, ret"),
    "one class": (lambda x: x[:, 0], {"classes": ("no",)}, r"classes=\('no',\): give the names"),
    "a long name": (
        lambda x: x[:, 0] * 0, {"classes": ("a name as long as a sentence", "b")}, "too long to",
    ),
    "a note that is no text": (lambda x: x[:, 0], {"note": lambda: 3}, "note returned 3"),
    "a range that is none": (lambda x: x[:, 0], {"x1": (0, 1)}, r"x1=\(0, 1\): give \(low, high"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD_PLANES)
def test_a_bad_plane_is_told_with_what_to_do(fault):
    function, options, words = BAD_PLANES[fault]
    with pytest.raises(ValueError, match=words):
        plane(function, **options)
