"""Many numbers to one: sums, means, extremes; sorting; and comparisons of arrays.

This runs in the page, on MicroPython, and on CPython.
"""

import math
from array import array as _row

from d2l_local.page_python.arrays.elementwise import abs_, quotient, sqrt, square
from d2l_local.page_python.arrays.entries import BOOL, FLOAT, is_number, missing, places, size_of
from d2l_local.page_python.arrays.indexing import KEYS, axis_of, picked
from d2l_local.page_python.arrays.making import array, as_array
from d2l_local.page_python.arrays.recording import made
from d2l_local.page_python.arrays.shapes import concatenate, diag, reshape


def trace(x):
    return sum_(diag(x))


def reduced(x, axis, keepdims, gather, send):
    """Return what ``gather`` makes of the entries along axes.

    Parameters
    ----------
    gather : callable
        Takes a list of values and returns one.
    send : callable
        Takes the gradient of that one, the values and the one, and returns a gradient for each.
    """
    x = as_array(x)
    axes = range(x.ndim) if axis is None else [axis] if is_number(axis) else axis
    axes = [axis_of(one, x.ndim) for one in axes]
    kept = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
    groups = [[] for _ in range(size_of(kept))]
    for i, cell in enumerate(places(kept, x.shape)):
        groups[cell].append(i)
    rows = [[x.values[i] for i in group] for group in groups]
    values = _row("f", [gather(row) for row in rows])

    def back(g):
        found = [0.0] * len(x.values)
        for group, row, one, gradient in zip(groups, rows, values, g):
            for i, value in zip(group, send(gradient, row, one)):
                found[i] = value
        return found

    shape = kept if keepdims else tuple(n for i, n in enumerate(x.shape) if i not in axes)
    return made(values, shape, FLOAT, ((x, back),))


def even(g, row, y):
    return [g] * len(row)


def none(g, row, y):
    return [0.0] * len(row)


def at_extreme(g, row, y):
    return [g * (value == y) for value in row]


def variance_of(row):
    middle = sum(row) / len(row)
    return sum((value - middle) ** 2 for value in row) / len(row)


def product_of(row):
    found = 1.0
    for value in row:
        found *= value
    return found


def sum_(x, axis=None, keepdims=False):
    return reduced(x, axis, keepdims, sum, even)


def mean(x, axis=None, keepdims=False):
    def share(g, row, y):
        return [g / len(row)] * len(row)

    return reduced(x, axis, keepdims, lambda row: sum(row) / len(row), share)


def prod(x, axis=None, keepdims=False):
    def send(g, row, y):
        return [g * quotient(y, value) for value in row]

    return reduced(x, axis, keepdims, product_of, send)


def max_(x, axis=None, keepdims=False):
    return reduced(x, axis, keepdims, max, at_extreme)


def min_(x, axis=None, keepdims=False):
    return reduced(x, axis, keepdims, min, at_extreme)


def ptp(x, axis=None):
    return max_(x, axis) - min_(x, axis)


def argmax(x, axis=None):
    return reduced(x, axis, False, lambda row: row.index(max(row)), none)


def argmin(x, axis=None):
    return reduced(x, axis, False, lambda row: row.index(min(row)), none)


def var(x, axis=None, keepdims=False):
    """Return the variance; its gradient is 0, which is MXNet's fault and so this one's."""
    return reduced(x, axis, keepdims, variance_of, none)


def std(x, axis=None, keepdims=False):
    """Return the standard deviation; its gradient is 0, as that of :func:`var`."""
    return reduced(x, axis, keepdims, lambda row: math.sqrt(variance_of(row)), none)


def any_(x, axis=None):
    found = reduced(x, axis, False, lambda row: any(row), none)
    found.dtype = BOOL
    return found


def all_(x, axis=None):
    found = reduced(x, axis, False, lambda row: all(row), none)
    found.dtype = BOOL
    return found


def cumsum(x, axis=None):
    x = reshape(x, -1) if axis is None else as_array(x)
    axis = axis_of(axis or 0, x.ndim)
    before = (KEYS[:],) * axis
    found = [x[before + (KEYS[0:1],)]]
    for i in range(1, x.shape[axis]):
        found.append(found[-1] + x[before + (KEYS[i : i + 1],)])
    return concatenate(found, axis)


def sort(x, axis=-1):
    return take_along(x, axis, lambda row: sorted(range(len(row)), key=lambda i: row[i]))


def argsort(x, axis=-1):
    x = as_array(x)
    if x.ndim != 1:
        missing("argsort of more than one dimension")
    row = list(x.values)
    return array(sorted(range(len(row)), key=lambda i: row[i]))


def take_along(x, axis, order):
    x = as_array(x)
    if axis_of(axis, x.ndim) != x.ndim - 1:
        missing("sort along another axis than the last")
    n = x.shape[-1]
    found = []
    for first in range(0, len(x.values), n):
        found += [first + i for i in order(list(x.values[first : first + n]))]
    return picked(x, found, x.shape)


def unique(x):
    return array(sorted(set(as_array(x).values)))


def count_nonzero(x):
    return sum(1 for value in as_array(x).values if value)


def allclose(x, y, rtol=1e-5, atol=1e-8):
    return bool(all_(abs_(as_array(x) - as_array(y)) <= atol + rtol * abs_(as_array(y))))


def array_equal(x, y):
    x, y = as_array(x), as_array(y)
    return x.shape == y.shape and list(x.values) == list(y.values)


def norm(x, ord=None, axis=None, keepdims=False):
    if ord not in (None, 2):
        missing(f"np.linalg.norm with ord={ord!r}")
    return sqrt(sum_(square(as_array(x)), axis, keepdims))
