"""Functions of two numbers at a time, broadcast to each other.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.elementwise import elementwise, log_or_edge, quotient, times
from d2l_local.page_python.arrays.entries import (
    BOOL,
    FLOAT,
    INF,
    NAN,
    common_shape,
    f32,
    gathered,
    is_number,
    ndarray,
    spread,
)
from d2l_local.page_python.arrays.making import as_array
from d2l_local.page_python.arrays.recording import _state, is_traced, made


def pairwise(row, to_left, to_right, rescue, dtype=FLOAT, swaps=False):
    """Return a function of two arrays or numbers that are broadcast to each other.

    Parameters
    ----------
    row : callable
        Takes two rows of floats and returns the results.
    to_left, to_right : callable
        Take the gradient, both rows and the results, and return what is sent back to each.
    rescue : callable
        Gives the value for two floats where ``row`` raises.
    swaps : bool
        Whether a plain number on the left is taken as if it stood on the right, as MXNet does.
    """

    def one_by_one(left, right):
        found = []
        for a, b in zip(left, right):
            try:
                found.append(row([a], [b])[0])
            except (ValueError, OverflowError, ZeroDivisionError):
                found.append(rescue(a, b))
        return found

    def call(left, right, out=None):
        if is_number(left):
            if is_number(right):
                return one_by_one([left], [right])[0]
            if swaps:
                left, right = right, left
        left, right = as_array(left), as_array(right)
        shape = left.shape if left.shape == right.shape else common_shape(left.shape, right.shape)
        l, r = spread(left.values, left.shape, shape), spread(right.values, right.shape, shape)
        try:
            values = row(l, r)
        except (ValueError, OverflowError, ZeroDivisionError):
            values = one_by_one(l, r)
        found = ndarray(values, shape, dtype)
        if _state["recording"] and (is_traced(left) or is_traced(right)):
            y, one, other = found.values, left.shape, right.shape
            found.steps = [
                (array_, send)
                for array_, send in (
                    (left, lambda g: gathered(to_left(g, l, r, y), one, shape)),
                    (right, lambda g: gathered(to_right(g, l, r, y), other, shape)),
                )
                if is_traced(array_)
            ]
        return found

    return call


def no_gradient(g, l, r, y):
    return [0.0] * len(g)


def compared(row):
    return pairwise(row, no_gradient, no_gradient, lambda a, b: False, BOOL)


def truths(left, right, row):
    left, right = as_array(left), as_array(right)
    if left.dtype != BOOL or right.dtype != BOOL:
        raise TypeError("&, |, ^ and ~ take arrays of truths, such as (x > 0)")
    return compared(row)(left, right)


def each(function):
    """Return a row's function from one of a pair, or of a gradient and a pair."""
    return lambda *rows: [function(*values) for values in zip(*rows)]


def power_or_edge(a, b):
    if a == 0 and b < 0:
        return math.copysign(INF, a) if b % 2 == 1 else INF
    if a < 0 and b != math.floor(b):
        return NAN
    return -INF if a < 0 and b % 2 == 1 else INF


def powers(a, b):
    try:
        return math.pow(a, b)
    except (ValueError, OverflowError):
        return power_or_edge(a, b)


def log_of(v):
    return math.log(v) if v > 0 else log_or_edge(v)


# The book reads better with the rows spelled out; these four are what most functions are made of.
add = pairwise(
    lambda l, r: [a + b for a, b in zip(l, r)],
    lambda g, l, r, y: g, lambda g, l, r, y: g, lambda a, b: NAN,
)  # fmt: skip
subtract = pairwise(
    lambda l, r: [a - b for a, b in zip(l, r)],
    lambda g, l, r, y: g, lambda g, l, r, y: [-a for a in g], lambda a, b: NAN,
)  # fmt: skip
multiply = pairwise(
    lambda l, r: [a * b for a, b in zip(l, r)],
    lambda g, l, r, y: [a * b for a, b in zip(g, r)],
    lambda g, l, r, y: [a * b for a, b in zip(g, l)], lambda a, b: NAN,
)  # fmt: skip
divide = pairwise(
    lambda l, r: [a / b for a, b in zip(l, r)],
    lambda g, l, r, y: [quotient(a, b) for a, b in zip(g, r)],
    lambda g, l, r, y: [-quotient(a * v, b * b) for a, v, b in zip(g, l, r)], quotient,
)  # fmt: skip
power = pairwise(
    lambda l, r: [math.pow(a, b) for a, b in zip(l, r)],
    lambda g, l, r, y: [v * b * powers(a, b - 1) for v, a, b in zip(g, l, r)],
    lambda g, l, r, y: [v * w * log_of(a) for v, w, a in zip(g, y, l)], power_or_edge,
)  # fmt: skip
mod = pairwise(
    lambda l, r: [a % b for a, b in zip(l, r)], lambda g, l, r, y: g,
    lambda g, l, r, y: [-v * math.floor(a / b) for v, a, b in zip(g, l, r)], lambda a, b: NAN,
)  # fmt: skip
maximum = pairwise(
    lambda l, r: [a if a >= b or a != a else b for a, b in zip(l, r)],
    lambda g, l, r, y: [v * (a >= b) for v, a, b in zip(g, l, r)],
    lambda g, l, r, y: [v * (a < b) for v, a, b in zip(g, l, r)], None, swaps=True,
)  # fmt: skip
minimum = pairwise(
    lambda l, r: [a if a <= b or a != a else b for a, b in zip(l, r)],
    lambda g, l, r, y: [v * (a <= b) for v, a, b in zip(g, l, r)],
    lambda g, l, r, y: [v * (a > b) for v, a, b in zip(g, l, r)], None, swaps=True,
)  # fmt: skip
hypot = pairwise(
    each(lambda a, b: math.sqrt(a * a + b * b)),
    lambda g, l, r, y: [quotient(v * a, w) for v, a, w in zip(g, l, y)],
    lambda g, l, r, y: [quotient(v * b, w) for v, b, w in zip(g, r, y)], None,
)  # fmt: skip
arctan2 = pairwise(
    each(math.atan2),
    lambda g, l, r, y: [quotient(v * b, a * a + b * b) for v, a, b in zip(g, l, r)],
    lambda g, l, r, y: [-quotient(v * a, a * a + b * b) for v, a, b in zip(g, l, r)], None,
)  # fmt: skip
heaviside = pairwise(each(lambda a, b: b if a == 0 else a > 0), no_gradient, no_gradient, None)
less = compared(lambda l, r: [a < b for a, b in zip(l, r)])
less_equal = compared(lambda l, r: [a <= b for a, b in zip(l, r)])
greater = compared(lambda l, r: [a > b for a, b in zip(l, r)])
greater_equal = compared(lambda l, r: [a >= b for a, b in zip(l, r)])
equal = compared(lambda l, r: [a == b for a, b in zip(l, r)])
not_equal = compared(lambda l, r: [a != b for a, b in zip(l, r)])


def clip(x, low, high):
    """Return x within two numbers; its slope is 1 at both ends, as in MXNet."""
    low = -INF if low is None else f32(low)
    high = INF if high is None else f32(high)
    inside = elementwise(lambda v: min(max(v, low), high), times(lambda v, y: low <= v <= high))
    return inside(x)


def where(condition, x, y):
    """Return x where the condition holds, else y.

    With a plain number on one side MXNet gives the other side's gradient where the number was
    chosen, which is wrong; so does this. Of two numbers or constants the gradient is 0: only the
    condition leads back to what it was made of.
    """
    condition, left, right = as_array(condition), as_array(x), as_array(y)
    shape = common_shape(common_shape(condition.shape, left.shape), right.shape)
    holds = spread(condition.values, condition.shape, shape)
    l, r = spread(left.values, left.shape, shape), spread(right.values, right.shape, shape)
    values = [a if c else b for c, a, b in zip(holds, l, r)]
    swapped = is_number(x) != is_number(y)

    def sends(one, wanted):
        return lambda g: gathered(
            [v if bool(c) == wanted else 0.0 for v, c in zip(g, holds)], one.shape, shape
        )

    steps = (left, sends(left, not swapped)), (right, sends(right, swapped))
    if not is_traced(left) and not is_traced(right):
        steps = ((condition, lambda g: [0.0] * len(condition.values)),)
    return made(values, shape, FLOAT, steps)
