"""The picture of an explorer and its words, held against the numbers behind them."""

import re
import xml.etree.ElementTree as ET

from d2l_local.curves import evaluate
from d2l_local.explorer import assets, explore
from d2l_local.explorer import chart as module

import numpy
import pytest
from mxnet import np, npx

from tests.explorer.cases import CASES, SCALES, element, made, number, numbers_in, values_of


def test_a_curve_that_is_one_per_cent_off_is_other_bytes():
    off = explore(lambda x: 1.01 * npx.relu(x))
    right = explore(lambda x: npx.relu(x))
    assert off.html() != right.html() and off.svg() != right.svg()


@pytest.mark.parametrize("case", CASES)
def test_the_curves_are_those_of_the_function(case):
    function, options = CASES[case]
    shown = explore(function, **options)
    only = {key: value for key, value in options.items() if key not in ("start", "label")}
    expected = evaluate(function, **{"x": (-8, 8, 0.1), **only})
    numpy.testing.assert_array_equal(shown.curves.y, expected.y)
    numpy.testing.assert_array_equal(shown.curves.slope, expected.slope)


def test_a_start_is_taken_at_the_nearest_position_and_the_middle_without_one():
    shown = made("one slider", start={"alpha": 0.1234})
    values = [
        float(slider.values[i]) for slider, i in zip(shown.sliders, shown.starts, strict=True)
    ]
    assert values == [0.1, 0]


# The words ----------------------------------------------------------------------------------------


def test_the_description_says_the_numbers_of_the_data(shown):
    *row, here = shown.starts
    y = shown.curves.y[tuple(row)]
    positions = [slider.values[i] for slider, i in zip(shown.curves.sliders, row, strict=True)]
    expected = [*positions, *shown.xlim, y.min(), y.max()]
    at_point = [shown.curves.x[here], y[here]]
    if shown.curves.slope is not None:
        slope = shown.curves.slope[tuple(row)]
        expected += [slope.min(), slope.max()]
        at_point.append(slope[here])
    found = numbers_in(shown.description().removeprefix(shown.label))
    everything = [*expected, *at_point]
    assert found[: len(everything)] == pytest.approx(everything, rel=1e-3)
    assert (len(found) > len(everything)) == bool(shown.curves.disagreements)
    assert shown.description().startswith(shown.label)
    assert ("slope" in shown.description()) == (shown.derivative == "x")


def test_the_readout_says_where_the_sliders_stand_and_what_the_chart_says_there(shown):
    *row, here = shown.starts
    expected = [slider.values[i] for slider, i in zip(shown.curves.sliders, row, strict=True)]
    expected += [shown.curves.x[here], shown.curves.y[tuple(row)][here]]
    if shown.curves.slope is not None:
        expected.append(shown.curves.slope[tuple(row)][here])
    words = shown.readout()
    for slider in shown.sliders:
        assert f"{slider.name} = " in words
    assert numbers_in(words)[: len(expected)] == pytest.approx(expected, rel=1e-3)


def test_where_autograd_lies_every_form_says_so_and_draws_the_curves_own_slope():
    shown = made("a lie of autograd")
    lie = (
        ". From x = −8 to −0.1 and elsewhere, autograd does not give the slope: at −8 it says 1, "
        "the curve itself 0"
    )
    assert shown.readout().endswith(lie) and shown.description().endswith(lie + ".")
    root = ET.fromstring(shown.svg())
    assert root.get("aria-label").endswith(lie + ".")
    thin = element(root, "below", "quotient", "path").get("d")
    places = numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", thin), float)
    assert thin.count("M") == 2 and len(places) == 160  # all points but the one at 0
    left, right = places[:80, 1], places[80:, 1]
    numpy.testing.assert_allclose(left, shown.panels[1].to_height(0), atol=0.01)
    numpy.testing.assert_allclose(right, shown.panels[1].to_height(1), atol=0.01)
    assert "the curve" in [text.text for text in root.iter() if text.tag.endswith("}text")]
    # Where the slider stops it, nothing is said.
    right = made("a lie of autograd", start={"c": 0})
    assert "autograd does not" not in right.readout() + right.description()


# The picture --------------------------------------------------------------------------------------


def test_the_picture_stands_alone_and_has_the_description_as_its_text_alternative(shown):
    root = ET.fromstring(shown.svg())
    assert (root.get("role"), root.get("aria-label")) == ("img", shown.description())
    assert repr(shown) == shown.description()


@pytest.mark.parametrize("case", [*CASES, *SCALES])
def test_the_picture_draws_the_data(case):
    shown = made(case)
    root = ET.fromstring(shown.svg())
    *row, here = shown.starts
    x = shown.curves.x.astype("float64")
    for panel, kind in zip(shown.panels, ("function", "derivative"), strict=False):
        drawn = element(root, panel.name, kind, "path").get("d")
        some = slice(None, None, shown.stride if kind == "derivative" else 1)
        px, py = numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn), float).T
        point = element(root, panel.name, "point", "circle")
        px, py = numpy.append(px, float(point.get("cx"))), numpy.append(py, float(point.get("cy")))
        values = values_of(shown, panel)[tuple(row)]
        width, height = shown.width, panel.height
        xs = shown.xlim[0] + px / width * (shown.xlim[1] - shown.xlim[0])
        ys = panel.lim[1] - py / height * (panel.lim[1] - panel.lim[0])
        one_px = 0.06  # coordinates are written with two decimals
        numpy.testing.assert_allclose(
            xs, numpy.append(x[some], x[here]), rtol=0, atol=one_px * numpy.ptp(x) / width
        )
        scale = (panel.lim[1] - panel.lim[0]) / height
        numpy.testing.assert_allclose(
            ys, numpy.append(values[some], values[here]), rtol=0, atol=one_px * scale
        )


def test_the_tangent_touches_the_point_and_has_the_slope_of_the_data(shown):
    root = ET.fromstring(shown.svg())
    tangent = element(root, "above", "tangent", "line")
    if shown.derivative != "x":
        assert tangent is None
        return
    x1, y1, x2, y2 = (float(tangent.get(key)) for key in ("x1", "y1", "x2", "y2"))
    point = element(root, "above", "point", "circle")
    middle = [float(point.get("cx")), float(point.get("cy"))]
    assert [(x1 + x2) / 2, (y1 + y2) / 2] == pytest.approx(middle, abs=0.02)
    assert numpy.hypot(x2 - x1, y2 - y1) == pytest.approx(2 * module.TANGENT, abs=0.03)
    low, high = shown.panels[0].lim
    per_x = (shown.xlim[1] - shown.xlim[0]) / shown.width
    per_y = (high - low) / shown.panels[0].height
    *row, here = shown.starts
    slope = shown.curves.slope[tuple(row)][here]
    assert (y1 - y2) * per_y == pytest.approx(slope * (x2 - x1) * per_x, abs=0.03 * per_y)


@pytest.mark.parametrize("case", [*CASES, *SCALES])
def test_every_tick_stands_where_its_number_says(case):
    shown = made(case)
    texts = [t for t in ET.fromstring(shown.svg()).iter() if t.tag.endswith("}text")]
    across = [t for t in texts if t.get("text-anchor") == "middle" and t.text != "x"]
    up = [t for t in texts if t.get("text-anchor") == "end" and t.text != "the curve"]
    assert len(across) >= 2 and len(up) >= 2 * len(shown.panels)

    def value(text, ticks):
        return number(text.text) * 10.0**ticks.factor + ticks.offset

    for text in across:
        place = shown.to_width(value(text, shown.across))
        assert float(text.get("x")) == pytest.approx(shown.left + place, abs=0.06)
    for text in up:
        y = float(text.get("y")) - 4
        assert any(
            y == pytest.approx(panel.top + panel.to_height(value(text, panel.ticks)), abs=0.06)
            for panel in shown.panels
        )


def test_the_legend_does_not_rely_on_colour(shown):
    root = ET.fromstring(shown.svg())
    solid = element(root, "above", "function", "path").get("d")
    assert solid.count("M") == 1
    if shown.curves.slope is not None:
        dots = element(root, "below", "derivative", "path").get("d")
        assert dots.count("M") == len(shown.curves.x[:: shown.stride]) == dots.count("h0")
        places = numpy.array(re.findall(r"M(-?[\d.]+),", dots), float)
        assert numpy.diff(places).min() > module.BETWEEN_DOTS - 0.05


@pytest.mark.parametrize("case", [*CASES, *SCALES])
def test_the_picture_holds_every_curve_of_every_slider_position_with_a_margin(case):
    shown = made(case)
    for panel in shown.panels:
        low, high = panel.lim
        least, most = float(values_of(shown, panel).min()), float(values_of(shown, panel).max())
        margin = 0.05 * (most - least)
        assert low < least - margin and most + margin < high


def test_python_and_the_script_draw_a_tangent_of_the_same_length():
    assert f"const reach = {module.TANGENT} / " in assets.script()


def test_a_line_to_compare_with_stays_where_it_is_and_fits_into_the_picture():
    shown = explore(
        npx.relu, x=(-2, 2, 0.1), label="ReLU", beside=("9 sin", lambda x: 9 * np.sin(x))
    )
    low, high = shown.panels[0].lim
    assert low < -9 < 9 < high and "ReLU, beside 9 sin, for x" in repr(shown)
    drawn = element(ET.fromstring(shown.svg()), "above", "beside", "path").get("d")
    py = numpy.array(re.findall(r",(-?[\d.]+)", drawn), float)
    expected = shown.panels[0].to_height(9 * numpy.sin(shown.curves.x))
    numpy.testing.assert_allclose(py, expected, atol=0.01)


# What goes wrong ----------------------------------------------------------------------------------


def test_a_function_that_fails_is_told_with_the_slider_position():
    def broken(x, a, b):
        return x if (a, b) != (0.5, 2) else 1 / 0

    with pytest.raises(ValueError, match=r"at a = 0.5, b = 2: ZeroDivisionError"):
        explore(broken, a=(0, 1, 0.5), b=(0, 3, 1))


def taken(x, label):
    return label * x


BAD_CALLS = {
    "beside without a name": ({"beside": np.sin}, r"beside=.*: give a name and a function, as in"),
    "beside a name alone": ({"beside": "sin"}, r"beside='sin': give a name and a function"),
    "beside no function": ({"beside": ("sin", 3)}, r"beside=\('sin', 3\): give a name and a fun"),
    "beside, where it fails": (
        {"beside": ("log", np.log)}, r"beside=\('log', \.\.\.\): the function is nan .*x = -8",
    ),
    "no label": ({"label": None}, r"label=None: give words, as in label='tanh'"),
    "no label of x": ({"xlabel": 3}, r"xlabel=3: give words"),
    "a start that is no dict": ({"start": [1]}, r"start=\[1\]: give numbers by name, as in start="),
    "a start without a number": ({"start": {"x": None}}, r"start=\{'x': None\}: give a number, or"),
    "a start that is NaN": ({"start": {"x": numpy.nan}}, r"start=\{'x': nan\}: give a number"),
    "a start of no slider": ({"start": {"beta": 1}}, r"start has beta; the sliders are x"),
    "four beside": ({"beside": [("x", lambda x: x)] * 4}, "beside has 4 functions: at most 3"),
    "a third of a pair that is none": (
        {"beside": ("x", lambda x: x, None, None)}, "give a name and a function",
    ),
    "logarithmic, with a slope": ({"logarithmic": True}, "pass derivative=None"),
    "logarithmic, where it is 0": (
        {"logarithmic": True, "derivative": None}, "the value at x = -8 is 0, and has no logarithm",
    ),
    "a note that is no function": ({"note": "k is 3"}, "note='k is 3': give a function of the sli"),
    "a note that is no text": ({"note": lambda: 3}, "note returned 3: return a text"),
    "a note that fails": ({"note": lambda: 1 / 0}, "note failed: ZeroDivisionError"),
    "a derivative that is no pair": ({"derivative": ("cos", 3)}, "give its name and a function"),
    "a derivative that fails": ({"derivative": ("1/x", lambda x: 1 / x)}, "1/x is inf .*x = 0"),
    "one name": ({"name": ["a"]}, r"name=\['a'\]: give two names or more"),
    "a name twice": ({"name": ["a", "a"]}, "no two the same"),
    "a start that is no name": (
        {"name": ["a", "b"], "start": {"name": "c"}, "beside": ("b", lambda x, name: x)},
        r"start=\{'name': 'c'\}: give one of a, b",
    ),
    "a start of a number that is a name": ({"start": {"x": "a"}}, "give a number, or leave x out"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD_CALLS)
def test_a_bad_option_is_told_with_what_to_do(fault):
    options, words = BAD_CALLS[fault]
    with pytest.raises(ValueError, match=words):
        explore(npx.relu, **options)


def test_a_parameter_with_the_name_of_an_option_is_told_to_change_it():
    with pytest.raises(ValueError, match=r"a parameter label, which is an option of explore"):
        explore(taken, label=(0, 1, 0.5))


def test_a_name_has_no_derivative():
    with pytest.raises(ValueError, match="one of several names has no derivative"):
        explore(lambda x, name: x, derivative="name", name=["a", "b"])


def test_a_slider_that_nothing_takes_is_told_as_one_that_does_not_fit():
    with pytest.raises(ValueError, match=r"the sliders \(k\) do not fit the function"):
        explore(lambda x: x, beside=("y", lambda x: x), k=(0, 1, 1))


# Several curves -----------------------------------------------------------------------------------


def test_a_curve_has_rows_for_the_sliders_that_it_takes_alone():
    shown = made("two choices of two curves")
    rows = [curve.rows.y_rows for curve in shown.all]
    assert [len(one) for one in rows] == [3, 2]
    x = shown.curves.x.astype("float64")
    expected = [[numpy.maximum(x, 0), numpy.tanh(x)], [numpy.tanh(x)]]
    for found, right in zip(rows, expected, strict=True):
        numpy.testing.assert_allclose(found[: len(right)], right, atol=1e-6)


def test_each_curve_beside_is_drawn_in_its_own_dashes_with_its_slope_and_named():
    shown = made("three beside")
    root = ET.fromstring(shown.svg())
    for panel, key in zip(shown.panels, ("y_rows", "slope_rows"), strict=True):
        (group,) = [one for one in root.iter() if one.get("class") == panel.name]
        lines = [one for one in group.iter() if one.get("class") == "beside"]
        assert [line.get("stroke-dasharray") for line in lines] == [None, "6 4", "2 4"]
        for line, curve in zip(lines, shown.all[1:], strict=True):
            py = numpy.array(re.findall(r",(-?[\d.]+)", line.get("d")), float)
            row = getattr(curve.rows, key)[shown.row(curve.rows.sliders)]
            numpy.testing.assert_allclose(py, panel.heights(row), atol=0.01)
    names = [text.text for text in root.iter() if text.tag.endswith("}text")]
    assert [names.count(curve.name) for curve in shown.all[1:]] == [2, 2, 2]
    assert "slope of a lie: at −8 it says 0.125, the curve itself 0" in shown.readout()


def test_a_given_derivative_is_drawn_told_and_held_against_the_curve():
    right, wrong = made("a given derivative"), made("a given derivative that is wrong")
    assert not right.curves.disagreements and "cos" not in right.readout()
    assert right.readout().endswith("f(x) = 0, f′ = 2; x = 0, f′ = 1; 1 = 1")
    assert list(wrong.curves.disagreements) == [(1,)]  # where k is 2
    assert "f′ does not give the slope: at −3 it says −0.99" in wrong.readout()
    titles = [t.text for t in ET.fromstring(right.svg()).iter() if t.get("class") == "derivative"]
    assert "f′" in titles


def test_on_a_logarithmic_axis_a_power_of_ten_is_a_step():
    shown = made("logarithmic")
    panel = shown.panels[0]
    heights = [panel.to_height(10.0**power) for power in (-8, -6, -4, -2, 0)]
    assert numpy.ptp(numpy.diff(heights)) < 1e-9 > numpy.diff(heights).max()
    assert panel.ticks.labels == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]
    assert panel.ticks.values == [1e-8, 1e-6, 1e-4, 1e-2, 1.0]


def test_more_than_two_sliders_do_not_fit():
    with pytest.raises(ValueError, match=r"3 sliders \(a, b, c\): at most 2 fit"):
        explore(lambda x, a, b, c: x, a=(0, 1, 1), b=(0, 1, 1), c=(0, 1, 1))


def test_a_start_that_is_no_sliders_is_told_with_those_there_are():
    with pytest.raises(ValueError, match=r"start has beta; the sliders are x, alpha"):
        made("one slider", start={"beta": 1})
