"""Arrays from numbers and lists.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.entries import (
    BOOL,
    FLOAT,
    cast,
    f32,
    gathered,
    is_number,
    missing,
    ndarray,
    number_type,
    size_of,
    spread,
    type_of,
)
from d2l_local.page_python.arrays.recording import _state, is_traced, made


def an_array(one, name):
    """Return an argument that must be an array; MXNet takes no lists either."""
    if isinstance(one, ndarray):
        return one
    if isinstance(one, (list, tuple)):
        raise TypeError(f"{name} takes an array, not a list: write np.array(…) around it")
    raise TypeError(f"{name} takes an array, not {one!r}")


def scalar(number, dtype):
    """Return a number as an array without axes: what it is beside an array of a type."""
    return ndarray(cast([number], dtype), (), dtype)


def array(object, dtype=None, ctx=None):
    """Return a new array from numbers, lists of equal lengths, or arrays in them."""
    at_home(ctx)
    if isinstance(object, ndarray):
        dtype = type_of(dtype, object.dtype)
        return made(cast(object.values, dtype), object.shape, dtype, ((object, lambda g: g),))
    flat = []

    def shape_of(one):
        if is_number(one):
            flat.append(one)
            return ()
        if isinstance(one, ndarray):
            flat.extend(one.values)
            return one.shape
        if isinstance(one, str):
            raise TypeError(f"an array is made of numbers, not of texts: {one!r}")
        try:
            one = list(one)
        except TypeError:
            raise TypeError(f"a number was expected, not {type(one).__name__}") from None
        inner = [shape_of(part) for part in one]
        if any(shape != inner[0] for shape in inner):
            raise ValueError("the rows of an array must have one length")
        return (len(inner),) + (inner[0] if inner else ())

    shape = shape_of(object)
    dtype = type_of(dtype)
    return ndarray(cast(flat, dtype), shape, dtype)


def at_home(ctx, order="C"):
    """Refuse what the page does not tell apart: devices, and orders in memory."""
    if ctx is not None:
        missing("ctx=")
    if order != "C":
        missing("order=")


def shape_of_size(size):
    if is_number(size):
        size = (size,)
    for n in size:
        if not isinstance(n, int):
            raise TypeError(f"a shape has whole numbers, not {n!r}")
        if n < 0:
            raise ValueError(f"a shape has no negative numbers, as {n}")
    return tuple(size)


def full(shape, fill_value, dtype=None, order="C", ctx=None, out=None):
    at_home(ctx, order)
    no_out(out)
    shape = shape_of_size(shape)
    if isinstance(fill_value, ndarray):
        dtype = type_of(dtype, fill_value.dtype)
        values, own = list(spread(fill_value.values, fill_value.shape, shape)), fill_value.shape
        steps = ((fill_value, lambda g: gathered(g, own, shape)),)
        return made(cast(values, dtype), shape, dtype, steps)
    if not is_number(fill_value):
        raise TypeError(f"np.full takes a number, not {fill_value!r}")
    dtype = type_of(dtype, BOOL if isinstance(fill_value, bool) else FLOAT)
    return ndarray(cast([fill_value] * size_of(shape), dtype), shape, dtype)


def no_out(out):
    if out is not None:
        missing("out= of a new array")


def zeros(shape, dtype=None, order="C", ctx=None):
    return full(shape, 0.0, type_of(dtype), order, ctx)


def ones(shape, dtype=None, order="C", ctx=None):
    return full(shape, 1.0, type_of(dtype), order, ctx)


def full_like(a, fill_value, dtype=None, order="C", ctx=None, out=None):
    a = an_array(a, "np.full_like")
    if not is_number(fill_value):
        raise TypeError(f"np.full_like takes a number, not {fill_value!r}")
    found = full(a.shape, fill_value, type_of(dtype, a.dtype), order, ctx, out)
    if _state["recording"] and is_traced(a):
        found.steps = [(a, lambda g: None)]
    return found


def zeros_like(a, dtype=None, order="C", ctx=None, out=None):
    return full_like(an_array(a, "np.zeros_like"), 0.0, dtype, order, ctx, out)


def ones_like(a, dtype=None, order="C", ctx=None, out=None):
    return full_like(an_array(a, "np.ones_like"), 1.0, dtype, order, ctx, out)


def arange(start, stop=None, step=1, dtype=None, ctx=None):
    at_home(ctx)
    for one in (start, step) if stop is None else (start, stop, step):
        if not is_number(one):
            raise TypeError(f"np.arange takes numbers, not {one!r}")
    if step == 0:
        raise ValueError("np.arange takes a step that is not 0")
    start, stop = (0, start) if stop is None else (start, stop)
    count = max(0, math.ceil((stop - start) / step))
    dtype = number_type(dtype)
    if dtype == FLOAT:  # each step rounded, as MXNet does: the tenth of 0.1 steps is 0.90000004
        start, step = f32(start), f32(step)
        values = [start + f32(i * step) for i in range(count)]
    else:
        values = [start + i * step for i in range(count)]
    return ndarray(cast(values, dtype), (count,), dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, ctx=None):
    at_home(ctx)
    if not is_number(start) or not is_number(stop):
        missing("np.linspace between arrays")
    if not isinstance(num, int) or num < 0:
        raise ValueError(f"np.linspace takes a number of points, not {num!r}")
    if axis != 0:
        missing("axis= of np.linspace")
    start, stop = float(start), float(stop)
    step = (stop - start) / max(1, num - 1 if endpoint else num)
    if retstep and num < 2:
        missing("retstep= of np.linspace with less than two points")
    dtype = number_type(dtype)
    values = [start + i * step for i in range(num)]
    found = ndarray(cast(values, dtype), (num,), dtype)
    return (found, step) if retstep else found


def eye(N, M=None, k=0, dtype=None):
    columns = N if M is None else M
    dtype = number_type(dtype)
    values = [float(j == i + k) for i in range(N) for j in range(columns)]
    return ndarray(cast(values, dtype), (N, columns), dtype)


def identity(n, dtype=None, ctx=None):
    at_home(ctx)
    return eye(n, dtype=dtype)
