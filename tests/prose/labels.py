"""Computes what a label says, as 'tanh', 'sigmoid(k·x)' or 'grad of relu', without MXNet.

The functions come from the definitions of the catalogue for SymPy, in float64. A label that is no
formula gets one, or a reason why it has none, in labels.yml.
"""

import functools
import itertools
import json
import re
from dataclasses import dataclass, field

from d2l_local.activations import CATALOGUE
from d2l_local.explorer.encoding import decode

import numpy

from tests.prose.meanings import exact
from tools.outline import DATA

NAMES = {activation.name: key for key, activation in CATALOGUE.items()}
SIGNS = {"·": "*", "−": "-", "np.": "", "ReLU(": "relu(", "^": "**"}
JUMP = 100  # quotients so many times as large as the curve are those of a jump
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NUMPY = "abs cos exp interp linspace log log10 maximum minimum pi sin sqrt where"


class NoFormula(ValueError):
    """A label that says no function."""


def activation(key):
    """Return an activation on arrays; what is not given of its parameters has its usual value."""
    usual = CATALOGUE[key].defaults

    def function(x, *given):
        values = [*given, *list(usual.values())[len(given) :]]
        return numpy.vectorize(exact(key), otypes=[float])(x, *values)

    return function


FUNCTIONS = {name: getattr(numpy, name) for name in NUMPY.split()}
FUNCTIONS |= {key: activation(key) for key in CATALOGUE}
DERIVATIVE = re.compile(r"(?:grad of|f′ of) (.+)")


@functools.cache
def function_of(label):
    """Return the function that a label says: of x and of sliders, by their names.

    Raises
    ------
    NoFormula
        It is words.
    """
    if inner := DERIVATIVE.fullmatch(label):
        function = function_of(inner[1])
        return lambda x, **sliders: sum(slopes(function, x, sliders, step=1e-6)) / 2
    key = NAMES.get(label, label)
    if key in CATALOGUE:
        usual = CATALOGUE[key].defaults
        return lambda x, **sliders: FUNCTIONS[key](x, *(sliders.get(n, usual[n]) for n in usual))
    if label in FUNCTIONS:
        return lambda x, **sliders: FUNCTIONS[label](x)
    code = label
    for sign, instead in SIGNS.items():
        code = code.replace(sign, instead)
    code = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda raised: f"**{raised[0].translate(RAISED)}", code)
    code = re.sub(r"\|([^|]+)\|", r"abs(\1)", code)
    code = re.sub(r"\b(\d+) ?(?=[a-z(])(?!e-?\d)|(?<=[a-z)]) (?=[a-z(])", r"\1 * ", code)
    try:
        compiled = compile(code.strip(), label, "eval")
    except SyntaxError:
        raise NoFormula(label) from None
    if "x" not in compiled.co_names:
        raise NoFormula(label)
    scope = {"__builtins__": {"int": int, "sum": sum}, **FUNCTIONS}

    def function(x, **sliders):
        try:
            value = eval(compiled, scope, {**sliders, "x": x})
        except NameError:
            raise NoFormula(label) from None
        return numpy.broadcast_to(value, numpy.shape(x))

    return function


def slopes(function, x, sliders, by="x", step=1e-4):
    """Return the quotients to the left and to the right, in x or in a slider."""

    def at(shift):
        if by == "x":
            return function(x + shift, **sliders)
        return function(x, **{**sliders, by: sliders[by] + shift})

    return (at(0) - at(-step)) / step, (at(step) - at(0)) / step


@dataclass
class Curve:
    """One curve of an explorer at one position of its sliders."""

    label: str
    place: dict
    x: numpy.ndarray = field(repr=False)
    y: numpy.ndarray = field(repr=False)
    slope: object = field(repr=False)
    by: str = "x"


def curves(html):
    """Yield every curve of an explorer's output, at each position of the sliders that move it."""
    for found in DATA.findall(html):
        data = json.loads(found)
        if "x" not in data or data["xlabel"] == "layer":
            continue  # a plane, or what a network does layer by layer
        x = numpy.array(decode(data["x"]), dtype=float)
        derivative = data["derivative"] or ""
        by = derivative.removeprefix("derivative in ") if "derivative in" in derivative else "x"
        for curve in data["curves"]:
            used = [data["sliders"][i] for i in curve["uses"]]
            y = numpy.array(decode(curve["y"])).reshape(-1, len(x))
            slope = curve.get("slope")
            slope = numpy.array(decode(slope)).reshape(-1, len(x)) if slope else [None] * len(y)
            positions = itertools.product(*(range(slider["count"]) for slider in used))
            for row, position in enumerate(positions):
                place = {s["name"]: at(s, i) for s, i in zip(used, position, strict=True)}
                label = curve["name"]
                for name, value in place.items():
                    label = label.replace(f"{{{name}}}", str(value))
                numbers = {name: v for name, v in place.items() if not isinstance(v, str)}
                yield Curve(label, numbers, x, y[row], slope[row], by)


def at(slider, position):
    """Return the value, or the name, at a position of a slider."""
    if "labels" in slider:
        return slider["labels"][position]
    return round(slider["low"] + position * slider["step"], slider["decimals"])


def wrong(curve, label, with_slope=True):
    """Say where a curve is not what a label says, or return None.

    Values may be off by what float32 rounds; a slope lies between the quotients to both sides, but
    for a jump, where there is none.
    """
    function = function_of(label)
    if inner := DERIVATIVE.fullmatch(label):
        sides = slopes(function_of(inner[1]), curve.x, curve.place, step=1e-6)
    else:
        sides = [function(curve.x, **curve.place)] * 2
    said = outside(curve, "curve", curve.y, sides, 1e-3 if inner else 2e-4)
    if not said and with_slope and curve.slope is not None:
        sides = slopes(function, curve.x, curve.place, curve.by, 1e-3 if inner else 1e-4)
        said = outside(curve, "slope", curve.slope, sides, 5e-3, points=2)
    return said


def outside(curve, what, drawn, sides, share, points=1):
    """Say where numbers are not between the values to both sides, up to a share of the largest.

    So many neighbours have to be outside: at a corner autograd may return what is no slope at all.
    """
    low, high = numpy.minimum(*sides), numpy.maximum(*sides)
    size = max(1.0, numpy.abs(drawn).max())
    is_jump = numpy.maximum(abs(low), abs(high)) > JUMP * size
    off = numpy.where(is_jump, 0, numpy.maximum(low - drawn, drawn - high))
    off = numpy.lib.stride_tricks.sliding_window_view(off, points).min(axis=1)
    k = off.argmax()
    if off[k] <= share * size:
        return None
    where = "".join(f", {name} = {value:g}" for name, value in curve.place.items())
    says = f"the label says {(low[k] + high[k]) / 2:g}"
    return f"at x = {curve.x[k]:g}{where} the {what} is {drawn[k]:g}, {says}"
