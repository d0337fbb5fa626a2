"""The live form of an explorer: ipywidgets sliders linked to the chart in the browser."""

from d2l_local.curves.sliders import Choice
from d2l_local.explorer import assets, live

import ipywidgets
import pytest

from tests.explorer.cases import (
    CASES,
    PLANES,
    SCALES,
    VIEWS,
    Elements,
    data_in,
    made,
    picture_in,
)
from tools.lab import drop_widget_views


@pytest.fixture
def links(monkeypatch):
    """The links made in the browser, as they are made."""
    made, jslink = [], ipywidgets.jslink

    def recorded(source, target):
        made.append((source, target))
        return jslink(source, target)

    monkeypatch.setattr(live.ipywidgets, "jslink", recorded)
    return made


@pytest.mark.parametrize("case", [*CASES, *SCALES, *VIEWS, *PLANES])
def test_the_live_sliders_are_ipywidgets_that_step_through_the_positions(case, links):
    shown = made(case)
    *controls, chart = shown.widget().children
    for i, (control, slider, start) in enumerate(
        zip(controls, shown.sliders, shown.starts, strict=True)
    ):
        is_choice = isinstance(slider, Choice)
        assert type(control) is (ipywidgets.Dropdown if is_choice else ipywidgets.SelectionSlider)
        assert (control.description, control.index) == (shown.names[i], start)
        assert list(control.options) == shown.labels(i)  # as the page labels them
        assert len(set(control.options)) == len(slider.values)
    sources = [((control, "index"), (chart, f"position_{i}")) for i, control in enumerate(controls)]
    assert links == sources
    for i, control in enumerate(controls):
        assert getattr(chart, f"position_{i}") == control.index
    assert chart.names == [control.description for control in controls]


@pytest.mark.parametrize(
    ("spec", "labels"),
    [
        ((0, 0.004, 0.001), ["0", "0.001", "0.002", "0.003", "0.004"]),
        ((-1, 0, 0.25), ["−1", "−0.75", "−0.5", "−0.25", "0"]),
        ((0, 1, 1 / 3), ["0", "0.3333", "0.6667", "1"]),
        ((0, 1e-9, 5e-10), ["0", "5 × 10⁻¹⁰", "1 × 10⁻⁹"]),
        ((100000, 100002, 1), ["100000", "100001", "100002"]),
    ],
)
def test_a_live_slider_says_each_value_as_people_write_it(spec, labels):
    control, *_ = made("far sliders", k=spec).widget().children
    assert list(control.options) == labels


def test_the_live_chart_is_the_same_chart_with_the_same_data_and_no_controls(shown):
    chart = shown.widget().children[-1]
    assert "input" not in {tag for tag, _ in Elements(chart.html).found}
    drawn = [picture_in(html) for html in (chart.html, shown.html())]
    assert [one.attrib for one in drawn[0].iter()] == [one.attrib for one in drawn[1].iter()]
    live_data, page_data = data_in(chart.html), data_in(shown.html())
    assert str(live_data) == str(page_data)
    ((_, attributes),) = [e for e in Elements(chart.html).found if e[1].get("class") == "explorer"]
    assert "data-live" in attributes  # so that the script of a page leaves it alone
    assert chart._esm == assets.script() and chart._css == assets.style()


def test_what_make_lab_saves_holds_no_view_of_a_widget_but_all_else():
    widget = "application/vnd.jupyter.widget-view+json"
    alone = {"data": {widget: {"model_id": "1"}, "text/plain": "a reader's own"}}
    ours = {"data": {widget: {"model_id": "2"}, "text/html": "<div>", "text/plain": "words"}}
    cells = [{"outputs": [alone, ours, {"name": "stdout", "text": "2"}]}, {"source": "# words"}]
    drop_widget_views(model={"type": "notebook", "content": {"cells": cells}}, path="a.ipynb")
    assert alone["data"].keys() == {widget, "text/plain"}
    assert ours["data"] == {"text/html": "<div>", "text/plain": "words"}
    drop_widget_views(model={"type": "file", "content": "text"})
    drop_widget_views(model={"type": "notebook", "content": None})
