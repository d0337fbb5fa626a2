"""The pictures of the workbench: what is marked on a curve, and what twenty layers keep."""

import re
import xml.etree.ElementTree as ET

from d2l_local import workbench
from d2l_local.curves import mxnet_engine
from d2l_local.curves.evaluation import finished
from d2l_local.workbench import challenge, examine, report
from d2l_local.workbench.pictures import pictures_steps

import numpy
import pytest
from mxnet import np, npx

KINDS = workbench.MarkedCurveInNotebook, workbench.LayersInNotebook


def mish(x):
    return x * np.tanh(npx.activation(x, act_type="softrelu"))


def pictures(function, what="report", **options):
    return finished(pictures_steps(mxnet_engine, function, what, kinds=KINDS, **options))


def panel_of(shown, name):
    root = ET.fromstring(shown.svg())
    (found,) = [one for one in root.iter() if one.get("class") == name]
    return found


def of_class(shown, name, kind):
    """Return the elements of a class in a panel."""
    return [one for one in panel_of(shown, name).iter() if one.get("class") == kind]


def paths(shown, name, kind):
    """Return the paths of a class in a panel, in numbers of the curve: arrays of (x, y)."""
    panel = {one.name: one for one in shown.panels}[name]
    (low, high), (bottom, top) = shown.xlim, panel.lim
    found = []
    for one in of_class(shown, name, kind):
        if "," in one.get("d", ""):
            px, py = numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", one.get("d")), float).T
            x = low + px / shown.width * (high - low)
            found.append((x, top - py / panel.height * (top - bottom)))
    return found


# Marks on the curve -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "parts", "words"),
    [
        (npx.relu, [(-8, 0)], "dead from x = −8 to 0; corner at x = 0."),
        (np.tanh, [(-8, -4.2), (4.2, 8)], "dead from x = −8 to −4.15 and from x = 4.15 to 8."),
        (np.sign, [(-8, 8)], "dead from x = −8 to 8; jump at x = 0."),
        (lambda x: np.clip(x, -1.5, 2), [(-8, -1.5), (2, 8)], "corners at x = −1.5, 2."),
        (lambda x: x + np.sign(x - 0.5), [], "Marked: jump at x = 0.5."),
        (np.sin, [], "Marked: nothing."),
        (mish, [(-10, -9)], "Marked: dead from x = −10 to −8.99."),  # it is shown that far
    ],
)
def test_the_parts_in_which_the_slope_has_died_are_marked_on_both_curves(function, parts, words):
    shown, _ = pictures(function)
    assert shown.description().endswith(words)
    for panel in ("above", "below"):
        found = paths(shown, panel, "dead")
        # At a corner the slope may be that of the other side: then the part ends a step before.
        slack = 0.01 if panel == "above" else 0.11
        assert [(x[0], x[-1]) for x, _ in found] == [pytest.approx(one, abs=slack) for one in parts]
        for x, y in found:
            values = function(np.array(x)).asnumpy() if panel == "above" else 0 * y
            numpy.testing.assert_allclose(y, values, atol=0.02 * numpy.ptp(shown.panels[0].lim))


def test_a_corner_has_a_ring_and_its_slope_a_leap_and_each_kind_its_name_once():
    shown, _ = pictures(lambda x: np.clip(x, -1.5, 2))
    rings = [one.get("d") for one in of_class(shown, "above", "corner")]
    starts = [float(re.match("M(-?[\\d.]+),", ring)[1]) + 9 for ring in rings]  # the radius
    assert starts == [pytest.approx(shown.width * (8 + x) / 16, abs=0.01) for x in (-1.5, 2)]
    leaps = [one.get("d") for one in of_class(shown, "below", "corner")]
    heights = [float(leap.split("v")[1]) for leap in leaps]
    assert heights == [pytest.approx(shown.panels[1].height / 1.12, abs=0.5)] * 2
    words = [one.text for one in panel_of(shown, "above").iter() if one.tag.endswith("}text")]
    assert sorted(words) == ["corner", "dead"]
    assert not [one for one in panel_of(shown, "below").iter() if one.tag.endswith("}text")]


def test_a_jump_has_a_line_from_value_to_value():
    shown, _ = pictures(lambda x: x + np.sign(x - 0.5))
    (line,) = [one.get("d") for one in of_class(shown, "above", "corner")]
    place = re.fullmatch(r"M([\d.]+),([\d.]+)v([\d.]+)", line)
    x, y, length = map(float, place.groups())
    assert x == pytest.approx(shown.width * 8.5 / 16, abs=0.01)
    (low, high), height = shown.panels[0].lim, shown.panels[0].height
    assert high - y / height * (high - low) == pytest.approx(1.5, abs=0.01)
    assert length / height * (high - low) == pytest.approx(2, abs=0.02)


# Twenty layers ------------------------------------------------------------------------------------


def test_the_layers_are_drawn_as_the_findings_have_them_on_a_logarithmic_axis():
    _, shown = pictures(np.tanh)
    found = examine(np.tanh)
    ((layers, signal),) = paths(shown, "above", "function")
    numpy.testing.assert_allclose(layers, range(1, 21), atol=0.01)
    numpy.testing.assert_allclose(10**signal, found.signal, rtol=0.01)
    ((layers, gradient),) = paths(shown, "below", "derivative")
    numpy.testing.assert_allclose(layers, range(1, 21), atol=0.01)
    expected = [found.factor ** (20 - layer) for layer in range(1, 21)]
    numpy.testing.assert_allclose(10**gradient, expected, rtol=0.02)
    assert shown.readout() == "At layer = 1: signal = 4, gradient = 22.41"
    assert shown.across.labels == ["5", "10", "15", "20"]


@pytest.mark.parametrize(("panel", "ends"), [("above", (0.4, 40)), ("below", (0.1, 10))])
def test_a_band_shows_what_counts_as_kept(panel, ends):
    _, shown = pictures(npx.relu)
    (band,) = of_class(shown, panel, "band")
    y, down = re.fullmatch(r"M0,(-?[\d.]+)h\d+v([\d.]+)h-\d+z", band.get("d")).groups()
    part = {one.name: one for one in shown.panels}[panel]
    low, high = part.lim
    upper = high - float(y) / part.height * (high - low)
    lower = upper - float(down) / part.height * (high - low)
    assert (10**lower, 10**upper) == pytest.approx(ends, rel=0.02)


def test_what_stands_beside_is_drawn_in_both_pictures():
    curve, layers = pictures(mish, label="mine", beside=("ReLU", npx.relu))
    assert curve.readout() == "At x = 0: mine = 0, slope = 0.6; ReLU = 0, slope = 0"
    assert layers.readout() == "At layer = 1: signal = 4, gradient = 2.979; ReLU = 4, gradient = 1"
    ((_, signal),) = paths(layers, "above", "beside")
    numpy.testing.assert_allclose(10**signal, 4, rtol=0.01)


def test_what_stands_beside_and_cannot_be_followed_is_told_with_its_name():
    with pytest.raises(ValueError, match=r"beside=\('nothing', ...\): the function is 0 wherever"):
        pictures(np.tanh, beside=("nothing", lambda x: 0 * x))


def test_a_mean_square_without_a_place_on_the_axis_is_told():
    """The gradient of a step is 0, and that of a power of four overflows."""
    assert "what is below 10⁻³⁰ is drawn there" in pictures(np.sign)[1].readout()
    assert "what is above 10³⁰ is drawn there" in pictures(lambda x: x * x * x * x)[1].readout()
    assert "drawn there" not in pictures(np.tanh)[1].readout()


# What is shown ------------------------------------------------------------------------------------


@pytest.fixture
def displayed(monkeypatch):
    """What a notebook would be given."""
    import IPython.display

    found = []
    monkeypatch.setattr(workbench, "notebook_is_running", lambda: True)
    monkeypatch.setattr(IPython.display, "display", lambda *some: found.extend(some))
    return found


@pytest.mark.parametrize(("show", "mark"), [(report, ""), (challenge, " open")])
def test_a_notebook_shows_two_pictures_with_the_words_below(displayed, capsys, show, mark):
    show(npx.relu)
    curve, layers = displayed
    assert "<details" not in curve.html() and capsys.readouterr().out == ""
    words = getattr(examine(npx.relu), show.__name__)()
    assert f'<details class="more"{mark}><summary>' in layers.html()
    assert f"<pre>{words.replace('&', '&amp;')}</pre></details>" in layers.html()
    assert layers._repr_mimebundle_()["text/plain"] == f"{layers.description()}\n\n{words}"
