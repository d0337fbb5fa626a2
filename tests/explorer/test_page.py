"""The form of an explorer without a kernel, as text; test_script moves it in a browser."""

import re
import subprocess
import sys

from d2l_local.explorer import assets, page
from d2l_local.explorer import notebook as module

import numpy
import pytest

from tests.explorer.cases import CASES, SCALES, Elements, data_in, made, picture_in

WIDGET = "application/vnd.jupyter.widget-view+json"


def test_the_html_is_the_same_bytes_each_time_it_is_made():
    first, second = made("one slider"), made("one slider")
    assert first.html() == second.html() == first.html()
    assert first._repr_mimebundle_() == second._repr_mimebundle_()


def test_two_explorers_on_one_page_share_no_name(shown):
    elements = Elements(shown.html() + shown.html()).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in elements:  # nothing refers to a name that could be another's
        assert not {"for", "aria-labelledby", "aria-describedby", "href"} & attributes.keys()


@pytest.mark.parametrize("case", [*CASES, *SCALES])
def test_the_page_holds_the_curves_and_the_sliders_exactly(case):
    shown = made(case)
    spec, curves = data_in(shown.html()), shown.curves
    found = {"x": spec["x"], **spec["curves"][0]}
    for key in ("x", "y", "slope", "quotient"):
        expected = getattr(curves, key)
        assert (key in found) == (expected is not None)
        if expected is not None:
            numpy.testing.assert_array_equal(found[key], expected.ravel().astype("float32"))
    for found, slider, name, start in zip(
        spec["sliders"], shown.sliders, [*(s.name for s in curves.sliders), "x"], shown.starts,
        strict=True,
    ):  # fmt: skip
        values = found["low"] + found["step"] * numpy.arange(found["count"])
        rounded = [float(f"{value:.{found['decimals']}f}") for value in values]
        assert rounded == slider.values
        assert (found["name"], found["start"]) == (name, start)


def test_the_picture_of_the_page_is_the_chart_and_its_words_stand_beside_it(shown):
    html = shown.html()
    drawn, alone = picture_in(html), shown.svg()
    words = f' aria-label="{drawn.get("aria-label")}"' if drawn.get("aria-label") else ""
    assert words == ""  # once is enough
    ((_, image),) = [one for one in Elements(html).found if one[0] == "img"]
    assert image["alt"] == shown.description()
    number = re.compile(r"[\w.]+")
    parts = [element.attrib for element in drawn.iter()]
    assert len(parts) > 10 and all(number.findall(str(one))[-1] in alone for one in parts if one)
    _, _, width, height = map(float, drawn.get("viewBox").split())
    assert float(image["width"]) / float(image["height"]) == pytest.approx(width / height, rel=0.01)


def test_without_a_script_there_are_values_and_advice_and_nothing_dead(shown):
    html = shown.html()
    assert not {"input", "button", "label"} & {tag for tag, _ in Elements(html).found}
    assert f'<p class="readout" role="status">{shown.readout()}</p>' in html.replace("&gt;", ">")
    assert page.STILL in html


def test_the_page_needs_nothing_from_elsewhere(shown):
    html = shown.html()
    assert not re.search(
        r"""(src|href)="(?!data:)|@import|url\(|import\(|from ["']|fetch\(""", html
    )
    assert set(re.findall(r"https?://[^\"' ]+", html)) <= {"http://www.w3.org/2000/svg"}


def test_words_of_the_reader_cannot_break_the_page():
    label = "</script><b>f</b> & \"g\" 'h' \\u003c %3C #1"
    html = made("one slider", label=label).html()
    assert data_in(html)["label"] == label
    assert "<b>" not in html
    groups = [a["aria-label"] for _, a in Elements(html).found if a.get("class") == "explorer"]
    assert groups == [label]
    texts = [one.text for one in picture_in(html).iter() if one.tag.endswith("}text")]
    assert label in texts


def test_it_reads_from_left_to_right_wherever_it_stands(shown):
    (root,) = [a for _, a in Elements(shown.html()).found if a.get("class") == "explorer"]
    assert root["dir"] == "ltr"


# What a notebook shows ----------------------------------------------------------------------------


def test_without_a_kernel_there_is_html_a_picture_and_words_and_no_widget(shown):
    bundle = shown._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "image/svg+xml", "text/plain"}
    assert bundle["text/html"] == shown.html()
    assert bundle["image/svg+xml"] == shown.svg()
    assert bundle["text/plain"] == shown.description()


@pytest.fixture
def in_lab(monkeypatch):
    """A kernel that `make lab` started."""
    monkeypatch.setattr(module, "kernel_is_running", lambda: True)
    monkeypatch.setenv(module.LIVE, "1")
    return monkeypatch


def test_with_a_kernel_of_make_lab_there_is_the_live_form_too(shown, in_lab):
    bundle = shown._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "image/svg+xml", "text/plain", WIDGET}
    assert bundle[WIDGET]["model_id"]
    view = bundle.pop(WIDGET)
    in_lab.delenv(module.LIVE)
    assert bundle == shown._repr_mimebundle_()
    assert (view["version_major"], view["version_minor"]) == (2, 0)


def test_in_any_other_kernel_and_without_anywidget_the_html_form_alone_is_shown(shown, in_lab):
    """What is saved from there opens without its kernel: no view of a widget is left in it."""
    with in_lab.context() as elsewhere:
        elsewhere.delenv(module.LIVE)
        alone = shown._repr_mimebundle_()
    assert WIDGET not in alone and WIDGET in shown._repr_mimebundle_()
    in_lab.delitem(sys.modules, "d2l_local.explorer.live")
    in_lab.setitem(sys.modules, "anywidget", None)
    in_lab.delattr("d2l_local.explorer.live", raising=False)
    assert shown._repr_mimebundle_() == alone


def test_both_forms_run_the_one_script():
    module_form, at_once = assets.script(), assets.script_at_once()
    assert module_form.endswith(assets.EXPORT) and module_form.count("export") == 1
    assert "export" not in at_once and "import" not in at_once
    assert at_once == f"(() => {{\n{module_form.removesuffix(assets.EXPORT)}}})();"
    assert f"<script>{at_once}</script>" in made("one slider").html()


def test_there_is_no_kernel_in_a_plain_process():
    assert module.kernel_is_running() is False


def test_a_page_is_made_where_no_widget_library_is():
    code = """
import sys
sys.modules.update({name: None for name in ('ipywidgets', 'anywidget', 'traitlets', 'IPython')})
import d2l_local
from mxnet import npx
npx.set_np()
from d2l_local.explorer import explore
print(sorted(explore(npx.relu)._repr_mimebundle_()))
"""
    root = module.__file__.rpartition("d2l_local")[0]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    expected = "['image/svg+xml', 'text/html', 'text/plain']\n"
    assert (run.returncode, run.stdout) == (0, expected), run.stderr
