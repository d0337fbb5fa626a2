"""What MicroPython and CPython must give alike. Runs on both, so that it is written for both."""

import math
from array import array

from d2l_local.curves.evaluation import Rows, evaluate
from d2l_local.curves.failures import check_returned, explained
from d2l_local.curves.gradient_check import Disagreement
from d2l_local.curves.sliders import Slider
from d2l_local.curves.writing import fixed, positional, rounded, to_digits
from d2l_local.explorer.chart import Chart
from d2l_local.explorer.exploring import explore_with
from d2l_local.explorer.page import chart_as_html
from d2l_local.explorer.scales import limits, ticks
from d2l_local.explorer.words import written


def chart_of(data):
    """Return the chart of stored curves; an entry of ``data`` is made by ``as_json``."""
    grid, *sliders = [Slider.from_range(name, spec) for name, spec in data["ranges"]]
    rows = [
        rows and [array("f", [math.nan if one is None else one for one in row]) for row in rows]
        for rows in (data["y"], data["slope"], data["quotient"])
    ]
    wrong = {tuple(position): Disagreement(*found) for position, found in data["disagreements"]}
    curves = Rows(grid, tuple(sliders), *rows, wrong)
    beside = []
    if data["beside"]:
        name, row = data["beside"]
        beside = [(name, Rows(grid, (), [array("f", row)], None, None, {}))]
    words = data["derivative"], data["label"], data["xlabel"], data["start"]
    return Chart(curves, *words, beside)


def drawn(data):
    """Return all that is drawn and said of stored curves."""
    chart = chart_of(data)
    spec = chart.spec()
    for part in [spec] + spec["curves"]:
        for key in ("x", "y", "slope", "quotient"):
            part.pop(key, None)  # another encoding
    labels = [chart.labels(i) for i in range(len(chart.sliders))]
    html = chart_as_html(chart).split('<script type="application/json"')[0]
    return [chart.svg(), html, chart.description(), chart.readout(), spec, labels]


class Values:
    """A row of numbers, as an engine's own array."""

    def __init__(self, numbers):
        self.numbers = list(numbers)
        self.shape = (len(self.numbers),)


class Engine:
    """Calls a function that returns values and slopes for a row of x."""

    def signature(self, function):
        return None

    def takes(self, function, at, *values):
        return []

    def tell(self, function, at):
        return function(**at)

    def call(self, function, x, derivative, at):
        y, slopes = function(list(array("f", x)), **at)
        check_returned(y, Values, (len(x),))
        return array("f", y.numbers), derivative and array("f", slopes)

    def explained(self, error, derivative, shape):
        return explained(error, derivative, shape)


def cube(x, k=1.0):
    return Values([k * one * one * one for one in x]), [3 * k * one * one for one in x]


def lie(x, k=1.0):
    """Half of the slope is missing for x > 0 where k is above 1."""
    share = [0.5 if k > 1 and one > 0 else 1.0 for one in x]
    return Values([k * one * one for one in x]), [2 * k * one * s for one, s in zip(x, share)]


def counting():
    """Return a function that is another at each call."""
    calls = []

    def count(x):
        calls.append(x)
        return Values([one + len(calls) for one in x]), [1.0 for _ in x]

    return count


WRONG = [
    (lambda x: (3.0, x), {}),
    (lambda x: (Values([1.0]), x), {}),
    (lambda x: (Values([math.nan for _ in x]), x), {}),
    (lambda x: (Values(x), [one and math.inf for one in x]), {}),
    (lambda x: (Values([sum(x) for _ in x]), [1.0 for _ in x]), {}),
    (counting(), {}),
    (cube, {"x": (0, 1)}),
    (cube, {"x": (0.0, 1.0, 0.0)}),
    (cube, {"x": (100000, 100001, 0.001)}),
    (cube, {"derivative": "y"}),
    (cube, {"parameters": [("k", (1, 2000, 1)), ("l", (1, 10, 1))]}),
    (cube, {"parameters": [("k", (1, 2, 1)), ("l", (1, 2, 1)), ("m", (1, 2, 1))]}),
    (cube, {"label": None}),
    (cube, {"start": {"beta": 1}}),
    (cube, {"start": {"x": None}}),
    (cube, {"start": [1]}),
    (cube, {"beside": "sin"}),
    (cube, {"beside": ("one", lambda x: (Values([1.0]), None))}),
    ("cube", {}),
]


def messages():
    """Return what is said about each of the wrong calls."""
    found = []
    for function, options in WRONG:
        options = dict(options)
        x, parameters = options.pop("x", (-1, 1, 0.25)), options.pop("parameters", [])
        try:
            explore_with(Engine(), function, x, parameters, kind=Chart, **options)
            found.append("no complaint")
        except ValueError as error:
            found.append(str(error))
    return found


def complaints():
    """Return where a wrong derivative is found, in x and in a parameter."""
    found = []
    for function, derivative in ((cube, "x"), (lie, "x"), (lie, "k"), (cube, "k")):
        curves = evaluate(Engine(), function, (-8, 8, 0.1), derivative, [("k", (0, 2, 0.5))])
        for position, one in sorted(curves.disagreements.items()):
            where = one.first, one.last, one.worst, one.stretches
            found.append([derivative, position, where, one.autograd, one.quotient])
    return found


def numbers(values):
    """Return numbers written and rounded in every way."""
    found = []
    for value in values:
        ways = [fixed(value % 1000, 2), positional(value)]  # coordinates are no greater
        ways += [to_digits(value, digits) for digits in (1, 4, 6, 10)]
        ways += [written(value, digits) for digits in (4, 5, 8)]
        ways += [to_digits(rounded(value, decimals), 15) for decimals in (-2, 0, 3, 9, 30)]
        low, high = limits(value, value + abs(value) * 1e-3)
        some = ticks((low, high), 5)
        found.append(ways + [low, high, some.labels, some.remark])
    return found


def results(data):
    """Return everything; ``data`` has the ``charts`` to draw and the ``numbers`` to write."""
    return {
        "charts": [drawn(one) for one in data["charts"]],
        "messages": messages(),
        "complaints": complaints(),
        "numbers": numbers(data["numbers"]),
    }
