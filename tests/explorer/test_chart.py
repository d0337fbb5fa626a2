import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

from d2l_local.curves import evaluate
from d2l_local.explorer import assets, explore, live
from d2l_local.explorer import chart as module
from d2l_local.explorer.encoding import decode

import ipywidgets
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mxnet import np, npx

WIDGET = "application/vnd.jupyter.widget-view+json"
CASES = {
    "x alone": (npx.relu, {}),
    "one slider": (
        lambda x, alpha: npx.leaky_relu(x, act_type="leaky", slope=alpha),
        {"alpha": (0, 1, 0.05), "start": {"alpha": 0.1, "x": -2}},
    ),
    "two sliders": (
        lambda x, a, b: np.tanh(a * x) + b,
        {"x": (-3, 5, 0.25), "a": (-1, 1, 0.5), "b": (0, 0.3, 0.1), "label": "tanh"},
    ),
    "a derivative in alpha": (
        lambda x, alpha: alpha**2 * x,
        {"alpha": (1, 2, 0.25), "derivative": "alpha"},
    ),
    "no derivative": (lambda x: np.floor(x), {"derivative": None}),
    "a constant": (lambda x: x * 0 + 2, {}),
}


@pytest.fixture(params=CASES)
def shown(request):
    function, options = CASES[request.param]
    return explore(function, **options)


def make(**options):
    function, usual = CASES["one slider"]
    return explore(function, **{**usual, **options})


class Elements(HTMLParser):
    """The elements of a page: (tag, attributes), in order."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def inputs(page):
    return [attributes for tag, attributes in Elements(page).found if tag == "input"]


def data_in(page):
    """Return what the script reads from the page, its base64 text as arrays of numbers."""
    (text,) = re.findall(r'<script type="application/json" class="data">(.*?)</script>', page, re.S)
    spec = json.loads(text)
    for key in ("x", "y", "slope"):
        if spec[key] is not None:
            spec[key] = decode(spec[key])
    return spec


def bundle_of(shown, kernel, monkeypatch):
    monkeypatch.setattr(module, "kernel_is_running", lambda: kernel)
    return shown._repr_mimebundle_()


# The form without a kernel ------------------------------------------------------------------------


def test_the_html_is_the_same_bytes_each_time_it_is_made():
    assert make().html() == make().html()
    assert make()._repr_mimebundle_() == make()._repr_mimebundle_()
    shown = make()
    assert shown.html() == shown.html()


def test_a_curve_that_is_one_per_cent_off_is_other_bytes():
    off = explore(lambda x: 1.01 * npx.relu(x))
    right = explore(lambda x: npx.relu(x))
    assert off.html() != right.html() and off.svg() != right.svg()


def test_two_explorers_on_one_page_share_no_name(shown):
    elements = Elements(shown.html() + shown.html()).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in elements:  # nothing refers to a name that could be another's
        assert not {"for", "aria-labelledby", "aria-describedby", "href"} & attributes.keys()


def test_the_page_holds_the_curves_exactly(shown):
    spec, curves = data_in(shown.html()), shown.curves
    numpy.testing.assert_array_equal(spec["x"], curves.x)
    numpy.testing.assert_array_equal(spec["y"], curves.y.ravel())
    if curves.slope is None:
        assert spec["slope"] is None
    else:
        numpy.testing.assert_array_equal(spec["slope"], curves.slope.ravel())
    rows = [
        slider["low"] + slider["step"] * numpy.arange(slider["count"]) for slider in spec["sliders"]
    ]
    for row, slider in zip(rows, (*curves.sliders, curves.grid), strict=True):
        numpy.testing.assert_allclose(row, slider.values, atol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_the_curves_are_those_of_the_function(case):
    function, options = CASES[case]
    shown = explore(function, **options)
    only = {key: value for key, value in options.items() if key not in ("start", "label")}
    expected = evaluate(function, **{"x": (-8, 8, 0.1), **only})
    numpy.testing.assert_array_equal(shown.curves.y, expected.y)
    numpy.testing.assert_array_equal(shown.curves.slope, expected.slope)


def test_each_slider_is_a_native_input_with_its_name_its_ends_and_its_start(shown):
    page = shown.html()
    found = inputs(page)
    names = re.findall(r"<label><span>(.*?)</span><input", page)
    assert names == [slider.name for slider in shown.sliders]
    for attributes, slider, start in zip(found, shown.sliders, shown.starts, strict=True):
        assert attributes["type"] == "range"
        read = [float(attributes[key]) for key in ("min", "max", "step", "value")]
        assert read == [slider.values[0], slider.values[-1], slider.step, slider.values[start]]


@given(low=st.integers(-(10**7), 10**7), step=st.integers(1, 5000))
def test_an_input_has_every_digit_of_its_slider(low, step):
    low, step = low / 10**4, step / 10**4
    shown = explore(lambda x, a: x, (0, 1, 0.5), a=(low, low + 3 * step, step))
    attributes = inputs(shown.html())[0]
    assert float(attributes["min"]) == low
    assert float(attributes["step"]) == step
    assert "e" not in "".join(attributes[key] for key in ("min", "max", "step", "value"))


def test_a_start_is_taken_at_the_nearest_position_and_the_middle_without_one():
    shown = make(start={"alpha": 0.1234})
    values = [
        float(slider.values[i]) for slider, i in zip(shown.sliders, shown.starts, strict=True)
    ]
    assert values == [0.1, 0]


def test_the_page_needs_nothing_from_elsewhere(shown):
    page = shown.html()
    assert not re.search(r"""(src|href)=|@import|url\(|import\(|from ["']|fetch\(""", page)
    assert set(re.findall(r"https?://[^\"' ]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_words_of_the_reader_cannot_break_the_page():
    label = '</script><b>f</b> & "g" \\u003c'
    page = make(label=label).html()
    assert data_in(page)["label"] == label
    assert "<b>" not in page
    groups = [a["aria-label"] for _, a in Elements(page).found if a.get("class") == "explorer"]
    assert groups == [label]


# The picture --------------------------------------------------------------------------------------


def numbers_in(words):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?", words)]


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
    assert found == pytest.approx([*expected, *at_point], rel=1e-3)
    assert shown.description().startswith(shown.label)
    assert ("slope" in shown.description()) == (shown.derivative == "x")


def test_the_picture_stands_alone_and_has_the_description_as_its_text_alternative(shown):
    root = ET.fromstring(shown.svg())
    assert (root.get("role"), root.get("aria-label")) == ("img", shown.description())
    assert repr(shown) == shown.description()


def element(root, panel, kind, tag):
    svg = "{http://www.w3.org/2000/svg}"
    return root.find(f".//{svg}svg[@class='{panel}']//{svg}{tag}[@class='{kind}']")


def test_the_picture_draws_the_data(shown):
    root = ET.fromstring(shown.svg())
    *row, here = shown.starts
    x = shown.curves.x.astype("float64")
    for panel, kind in zip(shown.panels, ("function", "derivative"), strict=False):
        drawn = element(root, panel.name, kind, "path").get("d")
        some = slice(None, None, shown.stride if kind == "derivative" else 1)
        px, py = numpy.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn), float).T
        point = element(root, panel.name, "point", "circle")
        px, py = numpy.append(px, float(point.get("cx"))), numpy.append(py, float(point.get("cy")))
        values = panel.values[tuple(row)]
        width, height = shown.width, panel.height
        xs = shown.xlim[0] + px / width * (shown.xlim[1] - shown.xlim[0])
        ys = panel.lim[1] - py / height * (panel.lim[1] - panel.lim[0])
        one_px = 0.06  # coordinates are written with one decimal
        numpy.testing.assert_allclose(
            xs, numpy.append(x[some], x[here]), atol=one_px * numpy.ptp(x) / width
        )
        scale = (panel.lim[1] - panel.lim[0]) / height
        numpy.testing.assert_allclose(
            ys, numpy.append(values[some], values[here]), atol=one_px * scale
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


def test_every_tick_stands_where_its_number_says(shown):
    texts = [t for t in ET.fromstring(shown.svg()).iter() if t.tag.endswith("}text")]
    across = [t for t in texts if t.get("text-anchor") == "middle" and t.text != "x"]
    up = [t for t in texts if t.get("text-anchor") == "end"]
    assert len(across) >= 3 and len(up) >= 3 * len(shown.panels) - 1
    for text in across:
        value = float(text.text.replace("−", "-"))
        assert float(text.get("x")) == pytest.approx(
            module.LEFT + shown.to_width(numpy.array(value)), abs=0.06
        )
    for text in up:
        value, y = float(text.text.replace("−", "-")), float(text.get("y")) - 4
        assert any(
            y == pytest.approx(panel.top + panel.to_height(value), abs=0.06)
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


def test_the_picture_holds_every_curve_of_every_slider_position(shown):
    for panel in shown.panels:
        low, high = panel.lim
        assert low < panel.values.min() and panel.values.max() < high


def test_python_and_the_script_draw_a_tangent_of_the_same_length():
    assert f"const reach = {module.TANGENT} / " in assets.script()


def test_a_line_to_compare_with_stays_where_it_is_and_fits_into_the_picture():
    shown = explore(
        npx.relu, x=(-2, 2, 0.1), label="ReLU", beside=("9 sin", lambda x: 9 * np.sin(x))
    )
    low, high = shown.panels[0].lim
    assert low < -9 < 9 < high and "ReLU, beside 9 sin," in repr(shown)
    drawn = element(ET.fromstring(shown.svg()), "above", "beside", "path").get("d")
    py = numpy.array(re.findall(r",(-?[\d.]+)", drawn), float)
    expected = shown.panels[0].to_height(9 * numpy.sin(shown.curves.x))
    numpy.testing.assert_allclose(py, expected, atol=0.01)
    assert "beside" not in shown.html().split('class="data">')[1].split("</script>")[0]


# What a notebook shows ----------------------------------------------------------------------------


def test_without_a_kernel_there_is_html_a_picture_and_words_and_no_widget(shown):
    bundle = shown._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "image/svg+xml", "text/plain"}
    assert bundle["text/html"] == shown.html()
    assert bundle["image/svg+xml"] == shown.svg()
    assert bundle["text/plain"] == shown.description()


def test_with_a_kernel_there_is_the_live_form_too(shown, monkeypatch):
    bundle = bundle_of(shown, True, monkeypatch)
    assert bundle.keys() == {"text/html", "image/svg+xml", "text/plain", WIDGET}
    assert bundle[WIDGET]["model_id"]
    view = bundle.pop(WIDGET)
    assert bundle == bundle_of(shown, False, monkeypatch)
    assert (view["version_major"], view["version_minor"]) == (2, 0)


def test_in_colab_and_without_anywidget_the_html_form_alone_is_shown(shown, monkeypatch):
    alone = bundle_of(shown, False, monkeypatch)
    monkeypatch.setattr(module, "kernel_is_running", lambda: True)
    with monkeypatch.context() as colab:
        colab.setitem(sys.modules, "google.colab", object())
        assert shown._repr_mimebundle_() == alone
    assert WIDGET in shown._repr_mimebundle_()
    monkeypatch.delitem(sys.modules, "d2l_local.explorer.live")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delattr("d2l_local.explorer.live", raising=False)
    assert shown._repr_mimebundle_() == alone


def test_both_forms_run_the_one_script():
    module_form, at_once = assets.script(), assets.script_at_once()
    assert module_form.endswith(assets.EXPORT) and module_form.count("export") == 1
    assert "export" not in at_once and "import" not in at_once
    assert at_once == f"(() => {{\n{module_form.removesuffix(assets.EXPORT)}}})();"
    assert f"<script>{at_once}</script>" in make().html()


def test_there_is_no_kernel_in_a_plain_process():
    assert module.kernel_is_running() is False


@pytest.fixture
def links(monkeypatch):
    """The links made in the browser, as they are made."""
    made, jslink = [], ipywidgets.jslink

    def recorded(source, target):
        made.append((source, target))
        return jslink(source, target)

    monkeypatch.setattr(live.ipywidgets, "jslink", recorded)
    return made


def test_the_live_sliders_are_ipywidgets_with_the_values_of_the_data(shown, links):
    *controls, chart = shown.widget().children
    for control, slider, start in zip(controls, shown.sliders, shown.starts, strict=True):
        assert type(control) is ipywidgets.FloatSlider
        found = (control.description, control.min, control.max, control.step, control.value)
        values = slider.values
        assert found == (slider.name, values[0], values[-1], slider.step, values[start])
    sources = [((control, "value"), (chart, f"value_{i}")) for i, control in enumerate(controls)]
    assert links == sources
    for i, control in enumerate(controls):
        assert getattr(chart, f"value_{i}") == control.value
    assert chart.names == [control.description for control in controls]


@pytest.mark.parametrize(("step", "shows"), [(0.001, "0.003"), (0.25, "0.75"), (1, "3")])
def test_a_live_slider_shows_as_many_decimals_as_its_steps_have(step, shows):
    control, *_ = explore(lambda x, a: x, (0, 1, 0.5), a=(0, 4 * step, step)).widget().children
    assert format(3 * step, control.readout_format) == shows


def test_the_live_chart_is_the_same_chart_with_the_same_data_and_no_controls(shown):
    chart = shown.widget().children[-1]
    assert not inputs(chart.html)
    assert shown.svg() in chart.html and shown.svg() in shown.html()
    live_data, page_data = data_in(chart.html), data_in(shown.html())
    assert str(live_data) == str(page_data)
    ((_, attributes),) = [e for e in Elements(chart.html).found if e[1].get("class") == "explorer"]
    assert "data-live" in attributes  # so that the script of a page leaves it alone
    assert chart._esm == assets.script() and chart._css == assets.style()


def test_a_page_is_made_where_no_widget_library_is():
    code = """
import sys
sys.modules.update({name: None for name in ('ipywidgets', 'anywidget', 'traitlets', 'IPython')})
sys.modules['d2l_local.curves'] = type(sys)('curves')  # spares the process MXNet
sys.modules['d2l_local.curves'].evaluate = sys.modules['d2l_local.curves'].Slider = None
sys.modules['d2l_local'] = type(sys)('d2l_local')
sys.modules['d2l_local'].__path__ = ['d2l_local']
from d2l_local.explorer.chart import live_form_is_possible
print(live_form_is_possible())
"""
    root = module.__file__.rpartition("d2l_local")[0]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "False\n"), run.stderr


# What goes wrong ----------------------------------------------------------------------------------


def test_a_function_that_fails_is_told_with_the_slider_position():
    def broken(x, a, b):
        return x if (a, b) != (0.5, 2) else 1 / 0

    with pytest.raises(ValueError, match=r"at a = 0.5, b = 2: ZeroDivisionError"):
        explore(broken, a=(0, 1, 0.5), b=(0, 3, 1))


def test_a_line_to_compare_with_needs_a_name():
    with pytest.raises(ValueError, match=r"beside=.*: give a name and a function, as in"):
        explore(npx.relu, beside=np.sin)


def test_more_than_two_sliders_do_not_fit():
    with pytest.raises(ValueError, match=r"3 sliders \(a, b, c\): at most 2 fit"):
        explore(lambda x, a, b, c: x, a=(0, 1, 1), b=(0, 1, 1), c=(0, 1, 1))


def test_a_start_that_is_no_sliders_is_told_with_those_there_are():
    with pytest.raises(ValueError, match=r"start has beta; the sliders are x, alpha"):
        make(start={"beta": 1})


@pytest.mark.parametrize(
    ("value", "written"), [(-2.0, "−2"), (0.25, "0.25"), (0.0, "0"), (1e6, "1e+06")]
)
def test_a_ticks_number_has_a_true_minus_sign(value, written):
    assert module.number(value) == written


@given(low=st.floats(-1e4, 1e4), size=st.floats(1e-3, 1e4), count=st.integers(3, 10))
def test_ticks_are_a_few_round_numbers_inside_the_limits(low, size, count):
    values = numpy.array(module.ticks((low, low + size), count))
    assert 2 <= len(values) <= count + 1
    assert ((values >= low) & (values <= low + size)).all()
    gaps = numpy.diff(values)
    numpy.testing.assert_allclose(gaps, gaps[0], rtol=1e-4)
