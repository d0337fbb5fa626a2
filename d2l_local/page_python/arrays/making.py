"""Arrays from numbers and lists.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.entries import BOOL, FLOAT, is_number, ndarray, spread


def as_array(one):
    """Return a number, a list or an array as an array."""
    if isinstance(one, ndarray):
        return one
    if is_number(one):
        return ndarray([one], (), BOOL if isinstance(one, bool) else FLOAT)
    return array(one)


def array(values, dtype=None):
    """Return a new array from numbers, lists of equal lengths, or arrays in them."""
    flat = []

    def shape_of(one):
        if is_number(one):
            flat.append(one)
            return ()
        if isinstance(one, ndarray):
            flat.extend(one.values)
            return one.shape
        if isinstance(one, str):
            raise TypeError("a text is no number")
        try:
            one = list(one)
        except TypeError:
            raise TypeError(f"a number was expected, not {type(one).__name__}") from None
        inner = [shape_of(part) for part in one]
        if any(shape != inner[0] for shape in inner):
            raise ValueError("the rows of an array must have one length")
        return (len(inner),) + (inner[0] if inner else ())

    shape = shape_of(values)
    return ndarray(flat, shape, values.dtype if isinstance(values, ndarray) else FLOAT)


def full(shape, value, dtype=None):
    shape = (shape,) if is_number(shape) else tuple(shape)
    value = as_array(value)
    return ndarray(spread(value.values, value.shape, shape), shape)


def zeros(shape, dtype=None):
    return full(shape, 0)


def ones(shape, dtype=None):
    return full(shape, 1)


def full_like(one, value, dtype=None):
    return full(as_array(one).shape, value)


def zeros_like(one, dtype=None):
    return full_like(one, 0)


def ones_like(one, dtype=None):
    return full_like(one, 1)


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    count = max(0, math.ceil((stop - start) / step))
    return ndarray([start + i * step for i in range(count)], (count,))


def linspace(start, stop, num=50, endpoint=True, dtype=None):
    start, stop = float(start), float(stop)
    step = (stop - start) / max(1, num - 1 if endpoint else num)
    return ndarray([start + i * step for i in range(num)], (num,))


def eye(rows, columns=None, k=0, dtype=None):
    columns = rows if columns is None else columns
    values = [float(j == i + k) for i in range(rows) for j in range(columns)]
    return ndarray(values, (rows, columns))
