"""The array itself: its entries in a row, its shape, its type.

This runs in the page, on MicroPython, and on CPython. What it can do more stands in the other
rooms of this package; :mod:`methods` gives it to the class.
"""

import math
import sys
from array import array as _row

IN_THE_PAGE = sys.implementation.name == "micropython"
FLOAT, BOOL = "float32", "bool"
ELSEWHERE = "Run the cell in the notebook, which has all of MXNet and NumPy"
INF, NAN = math.inf, math.nan
_one = _row("f", [0.0])
_placed = {}


def f32(value):
    """Return a number rounded to float32."""
    _one[0] = value
    return _one[0]


def size_of(shape):
    """Return how many entries a shape has."""
    count = 1
    for n in shape:
        count *= n
    return count


def places(shape, out):
    """Return for each entry of ``out`` the flat place of the one that is broadcast to it.

    Raises
    ------
    ValueError
        ``shape`` is not broadcast to ``out``.
    """
    key = shape, out
    if key not in _placed:
        padded = (1,) * (len(out) - len(shape)) + shape
        strides, stride = [], 1
        for n, m in zip(reversed(padded), reversed(out)):
            if n != m and n != 1:
                raise ValueError(f"operands could not be broadcast together: {shape} and {out}")
            strides.insert(0, stride if n > 1 else 0)
            stride *= n
        found = [0]
        for n, stride in zip(out, strides):
            found = [i + k * stride for i in found for k in range(n)]
        if len(_placed) > 200:
            _placed.clear()
        _placed[key] = found
    return _placed[key]


def common_shape(one, other):
    """Return the shape to which two shapes are broadcast."""
    length = max(len(one), len(other))
    one, other = ((1,) * (length - len(shape)) + shape for shape in (one, other))
    out = tuple(m if n == 1 else n for n, m in zip(one, other))
    for n, m in zip(one, other):
        if n != m and 1 not in (n, m):
            raise ValueError(f"operands could not be broadcast together with shapes {one} {other}")
    return out


def spread(values, shape, out):
    """Return values of one shape, broadcast to another, in a row."""
    if shape == out:
        return values
    if len(values) == 1:
        return [values[0]] * size_of(out)
    return [values[i] for i in places(shape, out)]


def gathered(values, shape, out):
    """Return values of the shape ``out``, summed back to ``shape``: the reverse of spread."""
    if shape == out:
        return values
    total = [0.0] * size_of(shape)
    for i, value in zip(places(shape, out), values):
        total[i] += value
    return total


class ndarray:
    """An array as MXNet has them: float32, or truths.

    Attributes
    ----------
    shape : tuple of int
    dtype : str
        'float32' or 'bool'.
    grad : ndarray or None
        After ``attach_grad`` and ``backward``.
    """

    def __init__(self, values, shape, dtype=FLOAT):
        self.values = values if isinstance(values, _row) else _row("f", values)
        self.shape = shape
        self.dtype = dtype
        self.grad = None
        self.steps = None  # that made it: pairs of an array and what sends a gradient back to it
        self.is_variable = False

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        missing(f"{name} of an array")

    # What it is -------------------------------------------------------------------------------

    @property
    def size(self):
        return len(self.values)

    @property
    def ndim(self):
        return len(self.shape)

    def tolist(self):
        kind = bool if self.dtype == BOOL else float

        def nested(first, shape):
            if not shape:
                return kind(self.values[first])
            step = size_of(shape[1:])
            return [nested(first + i * step, shape[1:]) for i in range(shape[0])]

        return nested(0, self.shape)

    def item(self):
        if len(self.values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return bool(self.values[0]) if self.dtype == BOOL else self.values[0]

    def __float__(self):
        # MicroPython would take 2.0 * x for a product of two floats, and not ask __rmul__.
        return None if IN_THE_PAGE else float(self.item())

    def __int__(self):
        return int(self.item())

    def __bool__(self):
        if len(self.values) != 1:
            raise ValueError(
                "The truth value of an ndarray with more than one element is ambiguous. "
                "Use np.where(...), or .any() and .all()"
            )
        return bool(self.values[0])

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    __hash__ = None  # it is compared by its entries


def missing(name, there=()):
    """Raise for what the page's Python does not have; say what is there, and where the rest is."""
    has = f", which has here: {', '.join(there)}" if there else ""
    raise AttributeError(f"{name} is not in the page's Python{has}. {ELSEWHERE}")


def is_number(one):
    return isinstance(one, (int, float))
