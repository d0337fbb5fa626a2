"""The modules that run in the pages: MicroPython runs them as CPython does."""

import json
import random
from pathlib import Path

import numpy
import pytest

from tests.explorer.cases import CASES, SCALES, made
from tests.page_python import alike
from tests.page_python.on_micropython import modules, printed
from tools.pages import ROOT

DRAWN = [*CASES, "tiny", "far sliders", "a wide grid", "a fine grid", "near slopes, and a lie"]


def page_files():
    """Return the text of each module that runs in the page, by its path there."""
    texts = modules(ROOT)
    page = "d2l_local/explorer/page.py"  # which the notebook alone uses, and alike.py compares
    texts[page] = (ROOT / page).read_text("utf-8")
    return {f"/{path}": text for path, text in texts.items()}


def as_json(case):
    """Return the curves of an explorer and its options, ready for JSON."""
    shown, options = made(case), {**CASES, **SCALES}[case][1]
    curves = shown.curves

    def rows(table):
        return table and [[None if numpy.isnan(one) else one for one in row] for row in table]

    return {
        "ranges": [
            (slider.name, options.get(slider.name, (-8, 8, 0.1)))
            for slider in (curves.grid, *curves.sliders)
        ],
        "y": rows(curves.y_rows),
        "slope": rows(curves.slope_rows),
        "quotient": rows(curves.quotient_rows),
        "disagreements": [
            (at, list(vars(one).values())) for at, one in curves.disagreements.items()
        ],
        "beside": ["half", [x / 2 for x in curves.x_row]] if case == "x alone" else None,
        "derivative": shown.derivative,
        "label": "f <\"&'é> % #" if case == "x alone" else shown.label,
        "xlabel": shown.xlabel,
        "start": options.get("start", {}),
    }


def some_numbers():
    """Return numbers of any size, among them those that lie halfway between two decimals."""
    draw = random.Random(1)
    found = [0.0, 1.0, -1.0, 0.1, 1 / 3, 1e7, 9999999.5, 1e-6, 2.0625, -88.125, 14.25, 1e20]
    found += [draw.randint(-(10**5), 10**5) / 2 ** draw.randint(0, 7) for _ in range(200)]
    found += [draw.uniform(-1, 1) * 10.0 ** draw.randint(-30, 30) for _ in range(200)]
    return [float(f"{one:.15g}") for one in found]  # MicroPython's 16th digit may be another


@pytest.fixture(scope="module")
def both():
    """What alike.py gives on CPython, and on MicroPython."""
    data = {"charts": [as_json(case) for case in DRAWN], "numbers": some_numbers()}
    files = page_files()
    files["/alike.py"] = Path(alike.__file__).read_text("utf-8")
    files["/data.json"] = json.dumps(data)
    code = (
        "import json, sys; sys.path.insert(0, '/'); import alike; "
        "print(json.dumps(alike.results(json.load(open('/data.json')))))"
    )
    return json.loads(json.dumps(alike.results(data))), json.loads(printed(files, code))


@pytest.mark.parametrize("number", range(len(DRAWN)), ids=DRAWN)
def test_a_chart_is_the_same_text_and_has_the_same_words(both, number):
    cpython, micropython = (one["charts"][number] for one in both)
    for one, other in zip(cpython, micropython, strict=True):
        assert one == other


@pytest.mark.parametrize("kind", ["messages", "complaints", "numbers"])
def test_what_is_complained_of_and_how_numbers_are_written_is_the_same(both, kind):
    cpython, micropython = (one[kind] for one in both)
    assert len(cpython) >= len(micropython) > 10
    for one, other in zip(cpython, micropython, strict=True):
        assert one == other


def test_wrong_calls_and_wrong_derivatives_are_complained_of(both):
    for found in both:
        assert "no complaint" not in found["messages"]
        assert {one[0] for one in found["complaints"]} == {"x", "k"}
