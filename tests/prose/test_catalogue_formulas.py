"""The formulas and ranges of the catalogue say what its expressions compute."""

import math
import re
from dataclasses import replace

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import mpmath
import numpy
import pytest
import sympy

from tests.prose import latex, meanings
from tests.prose.holding import (
    FUNCTIONS,
    value,
)

SHAPES = (0.25, 0.8, 1.0, 1.7)  # of alpha and beta


def piecewise(formula):
    r"""Return a formula of the catalogue, 'A \text{ if } x > 0, B \text{ otherwise}', as cases."""
    rows = []
    for part in formula.split(r",\ "):
        if r"\text{ if }" in part:
            rows.append(tuple(part.split(r"\text{ if }")))
        elif r"\text{ otherwise}" in part:
            rows.append((part.replace(r"\text{ otherwise}", ""), rows[-1][1].replace(">", r"\le")))
        elif r"\text{ learned}" not in part and not definition(part):
            return part
    return r"\begin{cases}" + r"\\".join(f"{a} & {b}" for a, b in rows) + r"\end{cases}"


def definition(part):
    r"""Return the letter that a part of a formula defines, as in 'u = 2 x', and what it is."""
    found = re.fullmatch(r"([a-z]) = (.*)", part)
    return found and found.groups()


def worth(formula, case):
    """Return what a formula of the catalogue is worth in a case."""
    (side,), _ = latex.parse(piecewise(formula), (*FUNCTIONS, r"\Phi"))
    return value(side, case)


def normal(case):
    cdf = lambda x: (1 + math.erf(x / math.sqrt(2))) / 2  # noqa: E731
    density = lambda x: math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    return meanings.common() | {"Phi": cdf, "varphi": density} | case


def catalogue_fault(key, activation):
    """Return what is wrong with the LaTeX of an entry of the catalogue, or None."""
    own = [p.name for p in activation.parameters]
    names = {"x": sympy.Symbol("x"), **{name: sympy.Symbol(name) for name in own}}
    expression = sympy.sympify(activation.expression, locals=names)
    compute = sympy.lambdify(list(names.values()), expression, modules=["scipy", "numpy"])
    for x in meanings.POINTS:
        for shape in SHAPES if own else (None,):
            numbers = [x] if shape is None else [x, shape]
            case = normal(dict(zip(names, numbers, strict=True)))
            case |= {"lambda_": SELU_SCALE} | ({} if own else {"alpha": SELU_ALPHA})
            for letter, says in filter(None, map(definition, activation.formula.split(r",\ "))):
                case |= {letter: worth(says, case)}  # known in the derivative's formula too
            there = float(compute(*numbers))
            exact = activation.derivative(numpy.array([x]), *numbers[1:])[0]
            for what, formula, right in (
                ("formula", activation.formula, there),
                ("derivative_formula", activation.derivative_formula, exact),
            ):
                says = worth(formula, case)
                if not abs(says - right) <= 1e-9:  # NaN, where two cases hold, is wrong
                    return f"{key}: {what} gives {says:.6g} at {numbers}, and it is {right:.6g}"
    return None


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_latex_of_the_catalogue_says_what_its_expression_computes(key):
    assert catalogue_fault(key, CATALOGUE[key]) is None


def interval(text, case):
    """Return the ends of an interval in LaTeX, and whether each belongs to it."""
    if text.startswith(r"\mathbb{R}"):
        return -math.inf, False, math.inf, False
    text = re.sub(r"\\\{(.*)\\\}", r"[\1]", text)  # of a set of two numbers, its ends
    opening, low, high, closing = re.fullmatch(r"([\[(])(.*), (.*)([\])])", text).groups()
    ends = []
    for end in (low, high):
        if end.strip() == r"\infty":
            ends.append(math.inf)
        else:
            (side,), _ = latex.parse(end.replace(r"\ldots", ""), FUNCTIONS)
            ends.append(float(value(side, case)))
    return ends[0], opening == "[", ends[1], closing == "]"


def range_fault(key, activation):
    """Return what is wrong with the range of an entry: values outside, or ends never neared."""
    own = [p.name for p in activation.parameters]
    names = {"x": sympy.Symbol("x"), **{name: sympy.Symbol(name) for name in own}}
    compute = sympy.lambdify(
        list(names.values()), sympy.sympify(activation.expression, locals=names), "mpmath"
    )
    # Around 0, then further out (softsign nears its ends slowly), in so many digits that the nearer
    # ones are not rounded to an end.
    grid = [k / 25 for k in range(-200, 201)] + [-1e4, -20, -10, 10, 20, 1e4]
    rounded_end = r"\ldots" in activation.range
    with mpmath.workdps(60):
        for shape in (0.25, 0.8) if own else (None,):
            shapes = [] if shape is None else [shape]
            case = dict(zip(own, shapes, strict=True)) | {"lambda_": SELU_SCALE}
            case |= {} if own else {"alpha": SELU_ALPHA}
            low, has_low, high, has_high = interval(activation.range, case)
            values = {x: compute(mpmath.mpf(x), *shapes) for x in grid}
            slack = (1e-3 if rounded_end else 1e-12) / (shape or 1)
            for end, has, pick, sign in ((low, has_low, min, 1), (high, has_high, max, -1)):
                nearest = pick(values.values())
                if math.isinf(end):
                    if abs(nearest) < 4:
                        return f"{key}: an end is infinite, but the values end at {float(nearest)}"
                    continue
                beyond = sign * (nearest - end)
                if beyond < -slack or beyond > 2e-3 / (shape or 1):
                    return f"{key}: an end is {end}, but the values come to {float(nearest)}"
                # An end that is reached is reached before the farthest point.
                if has != (pick(values[x] for x in grid if abs(x) < 20) == nearest):
                    return f"{key}: does {end} belong to the values? Its bracket is wrong"
    return None


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_range_of_the_catalogue_is_where_the_values_lie(key):
    assert range_fault(key, CATALOGUE[key]) is None


@pytest.mark.parametrize(
    ("key", "field", "right", "wrong"),
    [
        ("prelu", "formula", r"\min(0, x)", r"\max(0, x)"),
        ("tanh", "derivative_formula", "1 - ", "1 + "),
        ("elu", "derivative_formula", r"\alpha e^x", "e^x"),
        ("swish", "derivative_formula", r"\beta x\,", r"x\,"),
        ("gelu", "derivative_formula", r"x\,\varphi(x)", r"\varphi(x)"),
        ("selu", "formula", r"\lambda x", "x"),
        ("sigmoid", "formula", "e^{-x}", "e^{x}"),
        ("step", "formula", "1 ", "2 "),
        ("gelu_tanh", "formula", "0.044715", "0.054715"),
        ("gelu_tanh", "derivative_formula", "0.134145", "0.044715"),
        ("hard_tanh", "derivative_formula", r"\rvert < 1", r"\rvert < 2"),
    ],
)
def test_a_wrong_formula_of_the_catalogue_is_noticed(key, field, right, wrong):
    entry = CATALOGUE[key]
    text = getattr(entry, field)
    assert right in text
    assert catalogue_fault(key, replace(entry, **{field: text.replace(right, wrong, 1)}))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("relu", r"(0, \infty)"), ("sigmoid", "[0, 1)"), ("tanh", "(0, 1)"), ("elu", r"(-1, \infty)"),
     ("gelu", r"[-0.278\ldots, \infty)"), ("softplus", r"\mathbb{R}"), ("tanh", "(-1, 2)"),
     ("softsign", "[-1, 1)"), ("step", r"\{0, 2\}"), ("hard_sigmoid", "(0, 1)")],
)  # fmt: skip
def test_a_wrong_range_of_the_catalogue_is_noticed(key, wrong):
    assert range_fault(key, replace(CATALOGUE[key], range=wrong))
