"""Functions of one number at a time, each with its slope.

This runs in the page, on MicroPython, and on CPython.
"""

import math
from array import array as _row

from d2l_local.page_python.arrays.entries import (
    BOOL,
    DOUBLE,
    FLOAT,
    INF,
    NAN,
    cast,
    f32,
    is_number,
    missing,
    ndarray,
    of_numpy,
)
from d2l_local.page_python.arrays.making import an_array
from d2l_local.page_python.arrays.recording import _state, is_traced, refuse_changes

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


def elementwise(
    name,
    function,
    slope,
    rescue=lambda value: NAN,
    row=None,
    ints=False,
    double=None,
    double_slope=None,
):
    """Return a function of arrays and numbers from one of a number.

    Parameters
    ----------
    name : str
        What messages call it; of one of ``npx`` MXNet takes arrays alone.
    function : callable
        Takes and returns a float.
    slope : callable
        Takes the gradient, the values and the results, each a row of floats, and returns what is
        sent back.
    rescue : callable
        Gives the value where ``function`` raises.
    row : callable
        The function of a row of floats, where that can be had faster: MicroPython's calls are slow.
    double, double_slope : callable
        The function of a row of float64 and its slope, where they round otherwise.
    ints : bool
        Whether it gives the same for whole numbers.
    """
    row = row or careful(function, rescue)
    double, slopes = double or row, (slope, double_slope or slope)
    takes_numbers = name[:3] == "np."

    def call(x, out=None):
        if isinstance(x, ndarray):
            dtype, values = x.dtype, x.values
            if dtype is FLOAT:
                found = ndarray(row(values), x.shape)
            elif dtype is DOUBLE:
                found = ndarray(double(values), x.shape, dtype)
            else:
                found = ndarray(cast(row(values), kept(name, dtype, ints)), x.shape, dtype)
            if _state["recording"] and (x.is_variable or x.steps is not None):
                results, sends = found.values, slopes[x.dtype is DOUBLE]
                found.steps = [(x, lambda g: sends(g, values, results))]
            return found if out is None else into(out, found)
        if takes_numbers and is_number(x):
            if out is not None or isinstance(x, bool) or (name in OF_INTS and isinstance(x, int)):
                refuse(name, x)
            return of_numpy(double([x])[0])
        return an_array(x, name)

    return call


OF_INTS = ("np.reciprocal",)  # of a plain whole number NumPy gives another


def kept(name, dtype, ints):
    """Return the type of results of whole numbers, or say what to write."""
    if dtype is BOOL:
        raise TypeError(f"{name} takes numbers, not truths: write x.astype('float32')")
    if not ints:
        missing(f"{name} of {dtype} numbers, write x.astype('float32'): what MXNet makes whole")
    return dtype


def refuse(name, x):
    missing(f"{name} of {x!r}")


def into(out, found):
    """Write what was found into an array that is given, as ``out=`` asks."""
    refuse_changes(out, found)
    if _state["recording"] and is_traced(found):
        raise ValueError("out= is not for what is recorded")
    if out.shape != found.shape or out.dtype is not found.dtype:
        raise ValueError(
            f"out= has {out.shape} numbers of {out.dtype}, and {found.shape} of {found.dtype} are "
            "written"
        )
    out.values[:] = found.values
    return out


def nothing(g, x, y):
    return None  # no gradient


def times(factor):
    """Return a slope from the derivative at one value and result."""

    def one_by_one(v, y):
        try:
            return factor(v, y)
        except (ValueError, OverflowError, ZeroDivisionError):
            return y  # what overflows

    def slope(g, x, y):
        try:
            return [g[i] * factor(x[i], y[i]) for i in range(len(g))]
        except (ValueError, OverflowError, ZeroDivisionError):
            return [g[i] * one_by_one(x[i], y[i]) for i in range(len(g))]

    return slope


def quotient(a, b):
    """Return a / b as float32 has it, where b may be 0."""
    try:
        return a / b
    except ZeroDivisionError:
        if a != a or a == 0:
            return NAN
        return math.copysign(INF, a) * math.copysign(1, b)


def signum(v):
    return (v > 0) - (v < 0)  # of NaN 0, as in MXNet


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


def tanh_slope(g, x, y):
    squares = _row("f", [b * b for b in y])  # rounded, as in MXNet
    return [g[i] * (1 - squares[i]) for i in range(len(g))]


def relu_row(values):
    return [v if v > 0 or v != v else 0.0 for v in values]


exp = elementwise("np.exp", math.exp, lambda g, x, y: [g[i] * y[i] for i in range(len(g))], big)
expm1 = elementwise("np.expm1", math.expm1, times(lambda v, y: math.exp(v)), big)
log = elementwise("np.log", math.log, times(lambda v, y: quotient(1, v)), log_or_edge)
log2 = elementwise(
    "np.log2", lambda v: math.log(v) / math.log(2),
    times(lambda v, y: quotient(1 / math.log(2), v)), log_or_edge,
)  # fmt: skip
log10 = elementwise(
    "np.log10", math.log10, times(lambda v, y: quotient(1 / math.log(10), v)), log_or_edge
)
log1p = elementwise(
    "np.log1p", log1p_of, times(lambda v, y: quotient(1, 1 + v)), lambda v: log_or_edge(1 + v)
)
sqrt = elementwise("np.sqrt", math.sqrt, times(lambda v, y: quotient(0.5, y)))
cbrt = elementwise("np.cbrt", cube_root, times(lambda v, y: quotient(1, 3 * y * y)))
square = elementwise("np.square", None, lambda g, x, y: [2 * g[i] * x[i] for i in range(len(g))],
    row=lambda values: [v * v for v in values], ints=True,
)  # fmt: skip
reciprocal = elementwise(
    "np.reciprocal",
    lambda v: 1 / v,
    times(lambda v, y: -quotient(1, v * v)),
    lambda v: quotient(1, v),
)
negative = elementwise(
    "np.negative",
    None,
    lambda g, x, y: [-a for a in g],
    row=lambda values: [-v for v in values],
    ints=True,
)
abs_ = elementwise("np.abs", abs, times(lambda v, y: signum(v)), ints=True)
sign = elementwise("np.sign", signum, nothing, ints=True)
floor = elementwise("np.floor", math.floor, nothing, lambda v: v, ints=True)
ceil = elementwise("np.ceil", math.ceil, nothing, lambda v: v, ints=True)
trunc = elementwise("np.trunc", math.trunc, nothing, lambda v: v, ints=True)
rint = elementwise("np.rint", half_down, nothing, lambda v: v, ints=True)
to_even = elementwise("np.round", round, nothing, lambda v: v, ints=True)
sin = elementwise("np.sin", math.sin, times(lambda v, y: math.cos(v)))
cos = elementwise("np.cos", math.cos, times(lambda v, y: -math.sin(v)))
tan = elementwise("np.tan", math.tan, times(lambda v, y: 1 + y * y))
arcsin = elementwise("np.arcsin", math.asin, times(lambda v, y: quotient(1, root(1 - v * v))))
arccos = elementwise("np.arccos", math.acos, times(lambda v, y: -quotient(1, root(1 - v * v))))
arctan = elementwise("np.arctan", math.atan, times(lambda v, y: 1 / (1 + v * v)))
sinh = elementwise("np.sinh", math.sinh, times(lambda v, y: math.cosh(v)), lambda v: v * INF)
cosh = elementwise("np.cosh", math.cosh, times(lambda v, y: math.sinh(v)), big)
tanh = elementwise(
    "np.tanh", math.tanh, tanh_slope,
    double_slope=lambda g, x, y: [g[i] * (1 - y[i] * y[i]) for i in range(len(g))],
)  # fmt: skip
arcsinh = elementwise("np.arcsinh", math.asinh, times(lambda v, y: 1 / math.sqrt(v * v + 1)))
arctanh = elementwise("np.arctanh", math.atanh, times(lambda v, y: quotient(1, 1 - v * v)),
    lambda v: v * INF if abs(v) == 1 else NAN,
)  # fmt: skip
degrees = elementwise("np.degrees", math.degrees, times(lambda v, y: 180 / math.pi))
radians = elementwise("np.radians", math.radians, times(lambda v, y: math.pi / 180))
relu = elementwise(
    "npx.relu",
    None,
    lambda g, x, y: [g[i] if x[i] > 0 else 0.0 for i in range(len(g))],
    row=relu_row,
    ints=True,
)
sigmoid = elementwise(
    "npx.sigmoid",
    None,
    lambda g, x, y: [g[i] * y[i] * (1 - y[i]) for i in range(len(g))],
    row=sigmoid_row,
    double=careful(lambda v: 1 / (1 + math.exp(-v)), lambda v: 0.0),
)
softrelu = elementwise("npx.softrelu", softrelu_of, times(lambda v, y: -math.expm1(-y)))
softsign = elementwise(
    "npx.softsign", lambda v: v / (1 + abs(v)), times(lambda v, y: 1 / (1 + abs(v)) ** 2)
)
gelu = elementwise("npx.gelu", gelu_of, times(gelu_slope))
erf = elementwise(
    "npx.erf", math.erf, times(lambda v, y: 2 / math.sqrt(math.pi) * math.exp(-min(v * v, 700)))
)
selu = elementwise(
    "npx.selu",
    lambda v: SELU_SCALE * (v if v > 0 else SELU_ALPHA * math.expm1(v)),
    times(lambda v, y: SELU_SCALE if v > 0 else SELU_SCALE * (SELU_ALPHA + y)),
)  # MXNet's slope for v < 0 is wrong, and so is this


def round_(x, decimals=0, out=None):
    """Return numbers rounded to some decimals, halves to even ones."""
    if not isinstance(decimals, int):
        raise TypeError(f"decimals={decimals!r}: a whole number was expected")
    if not decimals:
        return to_even(x, out)
    if isinstance(x, ndarray) and not x.dtype.is_float:
        missing("np.round of whole numbers")
    scale = 10.0**decimals
    found = to_even(x * scale) / scale
    return found if out is None else into(out, found)


def asked(name, row):
    """Return a function that asks something of each number: its results are truths."""

    def call(x, out=None):
        if is_number(x) and out is None:
            return row([x])[0]
        x = an_array(x, name)
        found = ndarray(cast(row(x.values), BOOL), x.shape, BOOL)
        if _state["recording"] and is_traced(x):
            found.steps = [(x, lambda g: None)]
        return found if out is None else into(out, found)

    return call


isnan = asked("np.isnan", lambda values: [v != v for v in values])
isfinite = asked("np.isfinite", lambda values: [abs(v) < INF for v in values])
isinf = asked("np.isinf", lambda values: [abs(v) == INF for v in values])
logical_not = asked("np.logical_not", lambda values: [not v for v in values])
