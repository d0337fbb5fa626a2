"""The label of an explorer, and of a plot of d2l.plot, says the function that is drawn.

At every position of the sliders the stored curve is what the label computes in float64, and the
stored slope lies between the quotients to both sides.
"""

import json
import re
from xml.etree import ElementTree

from d2l_local.explorer.encoding import decode, encode

import numpy
import pytest
import yaml

from tests.prose import drawn, labels
from tests.prose.reading import all_pages, page
from tools.outline import DATA
from tools.pages import ROOT

LISTED = yaml.safe_load((ROOT / "tests" / "prose" / "labels.yml").read_text("utf-8"))
PAGES = [one for one in all_pages() if one.cells]
TO_DO = (
    "Mend the function or the label. Words get their formula in tests/prose/labels.yml, or the "
    "reason why they have none."
)


def shown(cell, kind):
    outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
    return [data[kind] for data in outputs if kind in data]


def curves_of(one):
    """Yield the cell and every curve of a page's explorers, at each position of the sliders."""
    for cell in one.cells:
        for html in shown(cell, "text/html"):
            for curve in labels.curves(html):
                yield cell.id, curve


def complaints(one):
    """Return where a curve is not what its label says, once a label."""
    listed = {(entry["cell"], entry["label"]): entry for entry in LISTED.get(one.name, [])}
    said = {}
    for cell, curve in curves_of(one):
        entry = listed.get((cell, curve.label), {})
        if "reason" in entry or (cell, curve.label) in said:
            continue
        try:
            words = labels.wrong(curve, entry.get("draws", curve.label), "slope" not in entry)
        except labels.NoFormula:
            words = "it is no formula that can be computed"
        if words:
            said[cell, curve.label] = f"{one.name}, {cell}: «{curve.label}»: {words}. {TO_DO}"
    return list(said.values())


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_curve_of_an_explorer_is_what_its_label_says(one):
    if said := complaints(one):
        pytest.fail("\n".join(said), pytrace=False)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_entry_of_the_list_is_still_needed():
    stale = []
    for name, entries in LISTED.items():
        there = list(curves_of(page(name)))
        for entry in entries:
            mine = [c for cell, c in there if (cell, c.label) == (entry["cell"], entry["label"])]
            words = f"{name}: {entry['cell']}, «{entry['label']}»"
            if not mine:
                stale.append(f"{words} is not on its page")
            elif "draws" in entry and not entry.get("slope") and computes(mine[0], entry["label"]):
                stale.append(f"{words} is a formula that can be computed")
            elif "draws" not in entry and len(str(entry.get("reason", ""))) < 10:
                stale.append(f"{words} has neither a formula nor a reason")
    assert not stale


def computes(curve, label):
    """Say whether a curve is what its label alone says."""
    try:
        return labels.wrong(curve, label) is None
    except labels.NoFormula:
        return False


# Plots of d2l.plot: their y label -----------------------------------------------------------------


def plots(one):
    """Yield the cell and the picture of each plot that d2l.plot has drawn."""
    for cell in one.cells:
        if re.search(r"\bd2l\.plot\(", cell.source):
            yield from ((cell.id, svg) for svg in shown(cell, "image/svg+xml"))


def wrong_plot(svg):
    """Say where the curve of a plot is not what its y label says, or return None.

    What is read off a picture is good to a thousandth of its axis.
    """
    root = ElementTree.fromstring(svg[svg.index("<svg") :])
    words = ["".join(text.itertext()).strip() for text in root.iter(f"{drawn.NAMESPACE}text")]
    *_, label = [word for word in words if drawn.read_number(word) is None]
    places = drawn.ticks(root)
    to_x, to_y = drawn.scale(places["x"]), drawn.scale(places["y"])
    ((points),) = drawn.curves(root)
    x, y = (numpy.array([to(point[k]) for point in points]) for k, to in ((0, to_x), (1, to_y)))
    off_x, off_y = (numpy.ptp(values) / 1000 for values in (x, y))
    sides = [labels.function_of(label)(x + shift) for shift in (-off_x, 0, off_x)]
    low, high = numpy.minimum.reduce(sides) - 2 * off_y, numpy.maximum.reduce(sides) + 2 * off_y
    outside = (y < low) | (y > high)
    if outside.any():
        k = outside.argmax()
        return (
            f"«{label}»: at x = {x[k]:.2f} the plot is {y[k]:.2f}, the label says {sides[1][k]:.2f}"
        )
    return None


ALL_PLOTS = [(one.name, cell, svg) for one in PAGES for cell, svg in plots(one)]


@pytest.mark.parametrize(
    ("name", "cell", "svg"), ALL_PLOTS, ids=[f"{n}-{c}" for n, c, _ in ALL_PLOTS]
)
def test_a_plot_draws_what_its_y_label_says(name, cell, svg):
    if said := wrong_plot(svg):
        pytest.fail(f"{name}, {cell}: {said}. {TO_DO}", pytrace=False)


def test_there_are_the_plots_of_the_three_classics():
    said = re.findall(r">(\w[\w ]*(?:\(x\))?)</text>", "".join(svg for _, _, svg in ALL_PLOTS))
    for name in ("relu", "sigmoid", "tanh"):
        assert {f"{name}(x)", f"grad of {name}"} <= set(said)


# Faults: each is noticed --------------------------------------------------------------------------


def explorer_of(name, cell):
    (found,) = [one for one in page(name).cells if one.id == cell]
    (html,) = shown(found, "text/html")
    return html


def changed(html, change):
    """Return the output of an explorer whose data a function has changed."""
    found = DATA.search(html)
    data = json.loads(found[1])
    change(data)
    return html.replace(found[1], json.dumps(data))


def draw(y=None, slope=None):
    def change(data):
        x = numpy.array(decode(data["x"]), dtype=float)
        rows = len(decode(data["curves"][0]["y"])) // len(x)
        for key, values in (("y", y), ("slope", slope)):
            if values is not None:
                data["curves"][0][key] = encode([values(x)] * rows)

    return change


def rename(name):
    return lambda data: data["curves"][0].update(name=name)


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("name", "cell", "change", "says"),
    [
        ("tanh", "code-explore-np-tanh-x", draw(y=sigmoid), "the curve is"),
        ("tanh", "code-explore-np-tanh-x", draw(slope=lambda x: 1 - x * 0), "the slope is"),
        ("tanh", "code-explore-np-tanh-x", rename("sigmoid"), "the curve is"),
        ("tanh", "code-explore-lambda-x-k", rename("2 sigmoid(k·x) + 1"), "the curve is"),
        ("relu", "code-explore-lambda-x-bias", rename("ReLU(x − bias)"), "the curve is"),
        ("relu", "code-explore-npx-relu-label", draw(y=abs), "the curve is"),
        (
            "relu",
            "code-explore-npx-relu-label",
            draw(slope=lambda x: -abs(x)),
            "the slope is",
        ),
        ("sigmoid", "code-explore-lambda-x-steepness", rename("sigmoid(x)"), "the curve is"),
    ],
)
def test_a_curve_that_is_not_its_label_is_noticed(name, cell, change, says):
    html = explorer_of(f"chapters/{name}", cell)
    found = [labels.wrong(curve, curve.label) for curve in labels.curves(changed(html, change))]
    assert any(says in words for words in found if words)
    assert not any(labels.wrong(curve, curve.label) for curve in labels.curves(html))


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("relu", "grad of relu", "relu(x)"),
        ("relu", "relu(x)", "grad of relu"),
        ("tanh", "tanh(x)", "sigmoid(x)"),
        ("tanh", "grad of tanh", "grad of sigmoid"),
        ("sigmoid", "grad of sigmoid", "sigmoid(x)"),
    ],
)
def test_a_plot_under_another_label_is_noticed(name, right, wrong):
    (svg,) = [svg for one, _, svg in ALL_PLOTS if one == f"chapters/{name}" and f">{right}<" in svg]
    assert "the plot is" in wrong_plot(svg.replace(f">{right}<", f">{wrong}<"))
