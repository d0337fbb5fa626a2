"""Many numbers to one: sums, means, extremes; sorting; and comparisons of arrays.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.elementwise import abs_, into, quotient, sqrt, square
from d2l_local.page_python.arrays.entries import (
    BOOL,
    FLOAT,
    INF,
    LONG,
    NAN,
    cast,
    is_number,
    missing,
    ndarray,
    number_type,
    places,
    size_of,
    type_of,
)
from d2l_local.page_python.arrays.indexing import axis_of, picked
from d2l_local.page_python.arrays.making import an_array
from d2l_local.page_python.arrays.pairs import add, both_numbers, less_equal, multiply, subtract
from d2l_local.page_python.arrays.recording import _state, is_traced, made, refuse_recording
from d2l_local.page_python.arrays.shapes import diag, no_truths, reshape, transpose


def as_type(x, dtype):
    """Return an array of another type; a gradient is sent back through it."""
    if dtype is x.dtype:
        return x
    return made(cast(x.values, dtype), x.shape, dtype, ((x, lambda g: g),))


def reduced(x, axis, keepdims, gather, send, dtype=None, has_axis=1):
    """Return what ``gather`` makes of the entries along axes.

    Parameters
    ----------
    gather : callable
        Takes a list of values and returns one.
    send : callable
        Takes the gradient of that one, the values and the one, and returns a gradient for each.
    dtype : Type
        Of the results; that of the array if None.
    has_axis : int
        1 where MXNet takes axis=0 of an array without axes.
    """
    axes = range(x.ndim) if axis is None else [axis] if is_number(axis) else axis
    axes = [axis_of(one, x.ndim or has_axis) for one in axes]
    if len(set(axes)) < len(axes):
        raise ValueError(f"axis={axis}: each axis once")
    kept = tuple([1 if i in axes else n for i, n in enumerate(x.shape)])
    dtype = dtype or x.dtype
    is_whole = len(axes) >= x.ndim
    groups = []
    if not is_whole:
        groups = [[] for _ in range(size_of(kept))]
        for i, cell in enumerate(places(kept, x.shape)):
            groups[cell].append(i)

    def rows():  # as they are by then: a change before backward() counts, as in MXNet
        if is_whole:
            return [list(x.values)]
        return [[x.values[i] for i in group] for group in groups]

    values = cast([gather(row) for row in rows()], dtype)

    def back(g):
        if send is none:
            return None
        if is_whole:
            return send(g[0], rows()[0], values[0])
        found = [0.0] * len(x.values)
        for group, row, one, gradient in zip(groups, rows(), values, g):
            for i, value in zip(group, send(gradient, row, one)):
                found[i] = value
        return found

    shape = kept if keepdims else tuple([n for i, n in enumerate(x.shape) if i not in axes])
    return made(values, shape, dtype, ((x, back),))


def written_to(out, found):
    return found if out is None else into(out, found)


def even(g, row, y):
    return [g] * len(row)


def none(g, row, y):
    """Stand for no gradient: nothing is sent back."""


def at_extreme(g, row, y):
    return [g * (value == y) for value in row]


def summed(a, dtype, name):
    """Return an array in the type in which it is summed: truths are counted."""
    a = an_array(a, name)
    dtype = number_type(dtype, LONG if a.dtype is BOOL else a.dtype)
    if a.dtype.is_float and not dtype.is_float:
        missing(f"{name} of floats as {dtype}")
    return as_type(a, dtype)


def sum_(a, axis=None, dtype=None, keepdims=False, initial=None, out=None):
    if initial is not None:
        raise ValueError("initial= of np.sum is not in MXNet: add it to the sum")
    return written_to(out, reduced(summed(a, dtype, "np.sum"), axis, keepdims, sum, even))


def mean_of(row):
    return sum(row) / len(row) if row else 0.0


def mean(a, axis=None, dtype=None, out=None, keepdims=False):
    a = an_array(a, "np.mean")
    dtype = type_of(dtype, a.dtype if a.dtype.is_float else FLOAT)
    if not dtype.is_float:
        missing("np.mean as whole numbers")

    def share(g, row, y):
        return [g / len(row)] * len(row)

    return written_to(out, reduced(as_type(a, dtype), axis, keepdims, mean_of, share))


def product_of(row):
    found = 1.0 if row else 0.0
    for value in row:
        found *= value
    return found


def prod(a, axis=None, dtype=None, out=None, keepdims=False):
    def send(g, row, y):
        return [g * quotient(y, value) for value in row]

    a = summed(a, dtype, "np.prod")
    if not a.dtype.is_float:
        missing("np.prod of whole numbers")
    return written_to(out, reduced(a, axis, keepdims, product_of, send))


def extreme(choose, name):
    """Return what takes the greatest or the least of a row, and NaN where there is one."""

    def of_row(row):
        if not row:
            raise ValueError(f"{name} of no entries")
        found = choose(row)
        return found if found == found and all([v == v for v in row]) else NAN

    return of_row


def refuse_truths(a, name):
    """Refuse the gradient of an extreme of truths, as MXNet does."""
    if isinstance(a, ndarray) and a.dtype is BOOL and _state["recording"] and is_traced(a):
        raise TypeError(f"{name} of truths has no gradient: write x.astype('float32')")


greatest, least = extreme(max, "np.max"), extreme(min, "np.min")


def max_(a, axis=None, keepdims=False, out=None):
    refuse_truths(a, "np.max")
    return written_to(
        out, reduced(an_array(a, "np.max"), axis, keepdims, greatest, at_extreme, None, 0)
    )  # fmt: skip


def min_(a, axis=None, keepdims=False, out=None):
    refuse_truths(a, "np.min")
    return written_to(
        out, reduced(an_array(a, "np.min"), axis, keepdims, least, at_extreme, None, 0)
    )  # fmt: skip


def ptp(a, axis=None, out=None, keepdims=False):
    refuse_recording("np.ptp")
    a = no_truths(a, "np.ptp")
    return written_to(out, subtract(max_(a, axis, keepdims), min_(a, axis, keepdims)))


def place_of(choose, name):
    """Return what gives the place of an extreme; NaN, where there is one, is the extreme."""

    def of_row(row):
        if not row:
            raise ValueError(f"{name} of no entries")
        for i, value in enumerate(row):
            if value != value:
                return i
        return row.index(choose(row))

    def call(a, axis=None, out=None):
        a = no_truths(a, name)
        if axis is not None and not isinstance(axis, int):
            raise TypeError(f"{name} takes one axis, not {axis!r}")
        return written_to(out, reduced(a, axis, False, of_row, none, LONG))

    return call


argmax, argmin = place_of(max, "np.argmax"), place_of(min, "np.argmin")


def variance_of(row, ddof):
    middle = mean_of(row)
    return quotient(sum([(value - middle) ** 2 for value in row]), len(row) - ddof)


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    """Return the variance; its gradient is 0, which is MXNet's fault and so this one's."""
    a = spread_out(a, dtype, "np.var")
    return written_to(
        out, reduced(a, axis, keepdims, lambda row: variance_of(row, ddof), none)
    )  # fmt: skip


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    """Return the standard deviation; its gradient is 0, as that of :func:`var`."""
    a = spread_out(a, dtype, "np.std")

    def of_row(row):
        found = variance_of(row, ddof)
        return math.sqrt(found) if found >= 0 else NAN

    return written_to(out, reduced(a, axis, keepdims, of_row, none))


def spread_out(a, dtype, name):
    a = no_truths(a, name)
    dtype = type_of(dtype, a.dtype)
    if not (dtype.is_float and a.dtype.is_float):
        missing(f"{name} of whole numbers, which MXNet rounds to whole numbers,")
    return as_type(a, dtype)


def any_(a, axis=None, keepdims=False, out=None):
    a = an_array(a, "np.any")
    return written_to(out, reduced(a, axis, keepdims, any, none, BOOL))


def all_(a, axis=None, keepdims=False, out=None):
    a = an_array(a, "np.all")
    return written_to(out, reduced(a, axis, keepdims, all, none, BOOL))


def cumsum(a, axis=None, dtype=None, out=None):
    a = summed(a, dtype, "np.cumsum")
    if axis is not None and not 0 <= axis < a.ndim:
        raise ValueError(f"axis {axis}: MXNet takes one from 0 to {a.ndim - 1} here")
    if axis is None:
        a, axis = reshape(a, -1), 0
    stride, n = size_of(a.shape[axis + 1 :]), a.shape[axis]

    def running(values, places_):
        found = list(values)
        before = {}
        for i in places_:
            line = i // (stride * n), i % stride
            before[line] = found[i] = before.get(line, 0) + values[i]
        return found

    size = len(a.values)
    values = cast(running(a.values, range(size)), a.dtype)
    steps = ((a, lambda g: running(g, range(size - 1, -1, -1))),)
    return written_to(out, made(values, a.shape, a.dtype, steps))


# Sorting ----------------------------------------------------------------------------------------


def order_of(row):
    """Return the places of a row's entries in ascending order, equal ones as they stand; NaN last.

    MicroPython's own ``sorted`` does not keep equal ones as they stand.
    """
    return sorted(range(len(row)), key=lambda i: (INF, i) if row[i] != row[i] else (row[i], i))


def ordered(a, axis, name, kind, order):
    """Return an array with the sorted axis last, and the order of each of its rows."""
    a = no_truths(a, name)
    if kind is not None or order is not None:
        missing(f"kind= and order= of {name}")
    if axis is None:
        a, axis = reshape(a, -1), 0
    axis = axis_of(axis, a.ndim)
    axes = [i for i in range(a.ndim) if i != axis] + [axis]
    back = [axes.index(i) for i in range(a.ndim)]
    a = transpose(a, axes)
    n = a.shape[-1]
    orders = [order_of(list(a.values[i : i + n])) for i in range(0, len(a.values), n or 1)]
    return a, n, orders, back


def sort(a, axis=-1, kind=None, order=None):
    a, n, orders, back = ordered(a, axis, "np.sort", kind, order)
    found = [row * n + i for row, one in enumerate(orders) for i in one]
    return transpose(picked(a, found, a.shape), back)


def argsort(a, axis=-1, kind=None, order=None):
    a, _, orders, back = ordered(a, axis, "np.argsort", kind, order)
    values = [i for one in orders for i in one]
    found = made(cast(values, LONG), a.shape, LONG, ((a, lambda g: None),))
    return transpose(found, back)


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    ar = no_truths(ar, "np.unique")
    if return_index or return_inverse or return_counts or axis is not None:
        missing("np.unique with more than the array")
    if any([value != value for value in ar.values]):
        missing("np.unique with NaN")
    if _state["recording"] and is_traced(ar):
        missing("the gradient of np.unique")
    found = sorted(set(ar.values))
    return ndarray(cast(found, ar.dtype), (len(found),), ar.dtype)


# Asked of whole arrays: MXNet has these from NumPy, without gradients ---------------------------


def count_nonzero(a, axis=None, keepdims=False):
    refuse_recording("np.count_nonzero")
    if axis is not None or keepdims:
        missing("axis= and keepdims= of np.count_nonzero")
    return sum([1 for value in an_array(a, "np.count_nonzero").values if value])


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    refuse_recording("np.allclose")
    if equal_nan:
        missing("equal_nan= of np.allclose")
    if is_number(a) or not isinstance(a, ndarray):
        missing("np.allclose with a number first")
    if not isinstance(b, ndarray):
        both_numbers("np.allclose", b, 0)
        b = ndarray([b], ())
    apart, most = abs_(subtract(a, b)), add(multiply(abs_(b), rtol), atol)
    same_infinity = [
        x == y for x, y in zip(subtract(a, multiply(b, 0)).values, add(b, multiply(a, 0)).values)
    ]
    near = less_equal(apart, add(most, multiply(apart, 0))).values
    return all([x or y for x, y in zip(near, same_infinity)])


def array_equal(a1, a2, equal_nan=False):
    refuse_recording("np.array_equal")
    if equal_nan:
        missing("equal_nan= of np.array_equal")
    a1, a2 = an_array(a1, "np.array_equal"), an_array(a2, "np.array_equal")
    return a1.shape == a2.shape and all([x == y for x, y in zip(a1.values, a2.values)])


# Matrices ---------------------------------------------------------------------------------------


def trace(a, offset=0, axis1=0, axis2=1, out=None):
    a = an_array(a, "np.trace")
    if a.ndim != 2 or (axis1, axis2) != (0, 1):
        missing("np.trace of other than a matrix")
    return sum_(diag(no_truths(a, "np.trace"), offset), out=out)


def norm(x, ord=None, axis=None, keepdims=False):
    x = an_array(x, "np.linalg.norm")
    if not x.dtype.is_float:
        missing("np.linalg.norm of whole numbers")
    along_one = is_number(axis) or (axis is None and x.ndim == 1)
    if ord not in (None, 2, "fro") or (ord == 2 and not along_one) or (ord == "fro" and along_one):
        missing(f"np.linalg.norm with ord={ord!r}")
    return sqrt(sum_(square(x), axis, None, keepdims))
