"""Functions of one number at a time, each with its slope.

This runs in the page, on MicroPython, and on CPython.
"""

import math
from array import array as _row

from d2l_local.page_python.arrays.entries import FLOAT, INF, NAN, f32, is_number
from d2l_local.page_python.arrays.making import as_array
from d2l_local.page_python.arrays.recording import _state, is_traced, made

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


def careful(function, rescue):
    """Return the function for a row of values, with what it gives where it raises."""

    def one_by_one(values):
        found = []
        for value in values:
            try:
                found.append(function(value))
            except (ValueError, OverflowError, ZeroDivisionError):
                found.append(rescue(value))
        return found

    def row(values):
        try:
            return [function(value) for value in values]
        except (ValueError, OverflowError, ZeroDivisionError):
            return one_by_one(values)

    return row


def elementwise(function, slope, rescue=lambda value: NAN, row=None):
    """Return a function of arrays and numbers from one of a number.

    Parameters
    ----------
    function : callable
        Takes and returns a float.
    slope : callable
        Takes the gradient, the values and the results, each a row of floats, and returns what is
        sent back.
    rescue : callable
        Gives the value where ``function`` raises.
    row : callable
        The function of a row of floats, where that can be had faster: MicroPython's calls are slow.
    """
    row = row or careful(function, rescue)

    def call(x, *unused, **options):
        if is_number(x):
            return row([x])[0]
        x = as_array(x)
        found = made(row(x.values), x.shape, FLOAT, ())
        if _state["recording"] and is_traced(x):
            values, results = x.values, found.values
            found.steps = [(x, lambda g: slope(g, values, results))]
        return found

    return call


def nothing(g, x, y):
    return [0.0] * len(g)


def times(factor):
    """Return a slope from the derivative at one value and result."""
    return lambda g, x, y: [a * factor(v, w) for a, v, w in zip(g, x, y)]


def quotient(a, b):
    """Return a / b as float32 has it, where b may be 0."""
    try:
        return a / b
    except ZeroDivisionError:
        if a != a or a == 0:
            return NAN
        return math.copysign(INF, a) * math.copysign(1, b)


def signum(v):
    return (v > 0) - (v < 0) if v == v else v


def half_down(v):
    """Round to the nearest whole number, halves down, as MXNet's rint does."""
    low = math.floor(v)
    return low if v - low <= 0.5 else low + 1


def cube_root(v):
    return math.copysign(abs(v) ** (1 / 3), v)


def root(v):
    return math.sqrt(v) if v >= 0 else NAN


def log_or_edge(v):
    return -INF if v == 0 else NAN


def softrelu_of(v):
    return v if v > 20 else log1p_of(math.exp(v))


def log1p_of(v):
    """Return log(1 + v), to the last digit for small v too."""
    u = 1 + v
    return v if u == 1 else math.log(u) * v / (u - 1)


def gelu_of(v):
    """Return GELU with the cancellation of MXNet's: from -5.8 on nothing is left of 1 + erf."""
    return v * f32(1 + f32(math.erf(v / math.sqrt(2)))) / 2


def gelu_slope(v, y):
    return f32(1 + f32(math.erf(v / math.sqrt(2)) + v * bell_of(v))) / 2


def bell_of(v):
    return math.exp(-v * v / 2) * math.sqrt(2 / math.pi)


def big(v):
    return INF


def sigmoid_row(values):
    """Return 1 / (1 + exp(-x)) of a row, each step rounded to float32 as in MXNet."""
    powers_ = _row("f", careful(math.exp, big)([-v for v in values]))
    return [1 / v for v in _row("f", [1 + v for v in powers_])]


def relu_row(values):
    return [v if v > 0 or v != v else 0.0 for v in values]


exp = elementwise(math.exp, lambda g, x, y: [a * b for a, b in zip(g, y)], big)
expm1 = elementwise(math.expm1, times(lambda v, y: math.exp(v)), big)
log = elementwise(math.log, times(lambda v, y: quotient(1, v)), log_or_edge)
log2 = elementwise(
    lambda v: math.log(v) / math.log(2), times(lambda v, y: quotient(1 / math.log(2), v)),
    log_or_edge,
)  # fmt: skip
log10 = elementwise(math.log10, times(lambda v, y: quotient(1 / math.log(10), v)), log_or_edge)
log1p = elementwise(log1p_of, times(lambda v, y: quotient(1, 1 + v)), lambda v: log_or_edge(1 + v))
sqrt = elementwise(math.sqrt, times(lambda v, y: quotient(0.5, y)))
cbrt = elementwise(cube_root, times(lambda v, y: quotient(1, 3 * y * y)))
square = elementwise(
    None, lambda g, x, y: [2 * a * v for a, v in zip(g, x)],
    row=lambda values: [v * v for v in values],
)  # fmt: skip
reciprocal = elementwise(
    lambda v: 1 / v, times(lambda v, y: -quotient(1, v * v)), lambda v: quotient(1, v)
)
negative = elementwise(
    None, lambda g, x, y: [-a for a in g], row=lambda values: [-v for v in values]
)
abs_ = elementwise(abs, times(lambda v, y: signum(v)))
sign = elementwise(signum, nothing)
floor = elementwise(math.floor, nothing, lambda v: v)
ceil = elementwise(math.ceil, nothing, lambda v: v)
trunc = elementwise(math.trunc, nothing, lambda v: v)
rint = elementwise(half_down, nothing, lambda v: v)
to_even = elementwise(round, nothing, lambda v: v)
sin = elementwise(math.sin, times(lambda v, y: math.cos(v)))
cos = elementwise(math.cos, times(lambda v, y: -math.sin(v)))
tan = elementwise(math.tan, times(lambda v, y: 1 + y * y))
arcsin = elementwise(math.asin, times(lambda v, y: quotient(1, root(1 - v * v))))
arccos = elementwise(math.acos, times(lambda v, y: -quotient(1, root(1 - v * v))))
arctan = elementwise(math.atan, times(lambda v, y: 1 / (1 + v * v)))
sinh = elementwise(math.sinh, times(lambda v, y: math.cosh(v)), lambda v: v * INF)
cosh = elementwise(math.cosh, times(lambda v, y: math.sinh(v)), big)
tanh = elementwise(math.tanh, lambda g, x, y: [a * (1 - b * b) for a, b in zip(g, y)])
arcsinh = elementwise(math.asinh, times(lambda v, y: 1 / math.sqrt(v * v + 1)))
arctanh = elementwise(
    math.atanh, times(lambda v, y: quotient(1, 1 - v * v)),
    lambda v: v * INF if abs(v) == 1 else NAN,
)  # fmt: skip
degrees = elementwise(math.degrees, times(lambda v, y: 180 / math.pi))
radians = elementwise(math.radians, times(lambda v, y: math.pi / 180))
isnan = elementwise(lambda v: v != v, nothing)
isfinite = elementwise(lambda v: abs(v) < INF, nothing)
isinf = elementwise(lambda v: abs(v) == INF, nothing)
relu = elementwise(None, lambda g, x, y: [a if v > 0 else 0.0 for a, v in zip(g, x)], row=relu_row)
sigmoid = elementwise(
    None, lambda g, x, y: [a * b * (1 - b) for a, b in zip(g, y)], row=sigmoid_row
)
softrelu = elementwise(softrelu_of, times(lambda v, y: -math.expm1(-y)))
softsign = elementwise(lambda v: v / (1 + abs(v)), times(lambda v, y: 1 / (1 + abs(v)) ** 2))
gelu = elementwise(gelu_of, times(gelu_slope))
erf = elementwise(math.erf, times(lambda v, y: 2 / math.sqrt(math.pi) * math.exp(-min(v * v, 700))))
selu = elementwise(
    lambda v: SELU_SCALE * (v if v > 0 else SELU_ALPHA * math.expm1(v)),
    times(lambda v, y: SELU_SCALE if v > 0 else SELU_SCALE * (SELU_ALPHA + y)),
)  # MXNet's slope for v < 0 is wrong, and so is this


def round_(x, decimals=0):
    return to_even(x * 10**decimals) / 10**decimals if decimals else to_even(x)
