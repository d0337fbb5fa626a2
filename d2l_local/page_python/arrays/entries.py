"""The array itself: its entries in a row, its shape, its type.

This runs in the page, on MicroPython, and on CPython. What it can do more stands in the other
rooms of this package; :mod:`methods` gives it to the class.
"""

import math
import sys
from array import array as _row

from d2l_local.elsewhere import Elsewhere

ELSEWHERE = "Run the cell in the notebook, which has all of MXNet and NumPy"
IN_THE_PAGE = sys.implementation.name == "micropython"
BUFFERS = (_row, memoryview)
INF, NAN = math.inf, math.nan
MOST_ENTRIES = 250_000  # of an array that two others are broadcast to; more take minutes here

_one = _row("f", [0.0])
_placed = {}


OF_NUMPY = {"made": False}
"""Whether a number of NumPy's own was made, which the notebook writes np.float64(…) in a list."""


def of_numpy(number):
    """Return a number that NumPy makes in the notebook, of a type of its own; the page has none."""
    OF_NUMPY["made"] = True
    return number


class Type:
    """A type of numbers, as ``x.dtype`` and ``np.float32``: equal to its name.

    Attributes
    ----------
    name, code : str
        'float32', and the letter that Python's own arrays have for it.
    is_float : bool
    """

    def __init__(self, name, code, bits):
        self.name, self.code, self.bits = name, code, bits
        self.is_float = name[:5] == "float"

    def __eq__(self, other):
        return self is other or other == self.name

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"

    def __call__(self, value=0):
        """Return a number of this type: of float32 as an array without axes, which rounds so."""
        if isinstance(value, ndarray):
            missing(f"np.{self.name} of an array")
        if self is FLOAT:
            return ndarray([float(value)], ())
        kind = bool if self is BOOL else float if self.is_float else int
        return of_numpy(kind(value))


FLOAT, DOUBLE = Type("float32", "f", 32), Type("float64", "d", 64)
INT, LONG, BOOL = Type("int32", "i", 32), Type("int64", "q", 64), Type("bool", "b", 1)
TYPES = {one.name: one for one in (FLOAT, DOUBLE, INT, LONG, BOOL)}
# What Python calls a type, and what MXNet takes it for.
PYTHON_TYPES = ((float, DOUBLE), (int, LONG), (bool, BOOL))
OWN_TYPES = {"Float": DOUBLE, "Int": LONG, "Bool": BOOL}


def type_of(dtype, usual=FLOAT):
    """Return the type that ``dtype=`` asks for."""
    if dtype is None:
        return usual
    if isinstance(dtype, Type):
        return dtype
    for python, one in PYTHON_TYPES:
        if dtype is python:
            return one
    if isinstance(dtype, type) and dtype.__name__ in OWN_TYPES:  # a cell's own float or int
        return OWN_TYPES[dtype.__name__]
    if isinstance(dtype, str):
        if dtype in TYPES:
            return TYPES[dtype]
        if dtype in ("float", "int"):
            return DOUBLE if dtype == "float" else LONG
        if dtype in ("float16", "int8", "uint8"):
            missing(f"dtype={dtype!r}")
    raise TypeError(f"dtype={dtype!r} is no type: write one of {', '.join(TYPES)}")


def number_type(dtype, usual=FLOAT):
    """Return the type that ``dtype=`` asks for, where MXNet makes no truths."""
    found = type_of(dtype, usual)
    if found is BOOL:
        raise TypeError("dtype='bool' is not for this function in MXNet: write … > 0 after it")
    return found


def missing(name):
    """Raise for what MXNet has and the page's Python does not: say where it runs."""
    raise Elsewhere(f"{name} is not in the page's Python. {ELSEWHERE}")


def too_long(what):
    """Raise for what would take minutes in the page: say so at once."""
    raise Elsewhere(f"{what} takes too long for a page. {ELSEWHERE}, or take fewer")


def f32(value):
    """Return a number rounded to float32."""
    _one[0] = value
    return _one[0]


def whole_of(value, bits):
    """Return a number without what stands after its point, as a processor does."""
    if isinstance(value, float):
        if not -(2.0 ** (bits - 1)) <= value < 2.0 ** (bits - 1):  # nor NaN
            return -(2 ** (bits - 1))
        return int(value)
    half = 1 << (bits - 1)
    return value if -half <= value < half else (value + half) % (2 * half) - half


def cast(values, dtype):
    """Return a row of numbers as ones of a type, in a buffer of their own."""
    if dtype.is_float:
        return _row(dtype.code, values)
    if dtype is BOOL:
        return _row("b", [1 if value else 0 for value in values])
    return _row(dtype.code, [whole_of(value, dtype.bits) for value in values])


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
        if len(shape) > len(out):
            raise ValueError(f"operands could not be broadcast together: {shape} and {out}")
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
    for n, m in zip(one, other):
        if n != m and 1 not in (n, m):
            raise ValueError(f"operands could not be broadcast together with shapes {one} {other}")
    found = tuple([m if n == 1 else n for n, m in zip(one, other)])
    if size_of(found) > MOST_ENTRIES:
        too_long(f"An array of the shape {found}, {size_of(found):,} numbers,")
    return found


def spread(values, shape, out):
    """Return values of one shape, broadcast to another, in a row."""
    if shape == out:
        return values
    if len(values) == 1:
        return [values[0]] * size_of(out)
    if ends_as(shape, out):
        return list(values) * (size_of(out) // len(values))
    return [values[i] for i in places(shape, out)]


def gathered(values, shape, out):
    """Return values of the shape ``out``, summed back to ``shape``: the reverse of spread."""
    if shape == out:
        return values
    count = size_of(shape)
    if count == 1:
        return [sum(values)]
    if ends_as(shape, out):
        values = list(values)
        return [sum(values[i::count]) for i in range(count)]
    total = [0.0] * count
    for i, value in zip(places(shape, out), values):
        total[i] += value
    return total


def ends_as(shape, out):
    """Return whether ``out`` is an array of this shape several times, as a layer's biases are."""
    while shape and shape[0] == 1:
        shape = shape[1:]
    return len(shape) > 0 and shape == out[-len(shape) :] and 0 not in out


class ndarray:
    """An array as MXNet has them.

    Attributes
    ----------
    values : array or memoryview
        The entries in a row; those of a view are those of the array that it shows.
    shape : tuple of int
    dtype : Type
    grad : ndarray or None
        After ``attach_grad`` and ``backward``.
    """

    def __init__(self, values, shape, dtype=FLOAT):
        self.values = values if isinstance(values, BUFFERS) else _row(dtype.code, values)
        self.shape = shape
        self.dtype = dtype
        self.grad = None
        self.steps = None  # that made it: pairs of an array and what sends a gradient back to it
        self.is_variable = False

    @property
    def size(self):
        return len(self.values)

    @property
    def ndim(self):
        return len(self.shape)

    def tolist(self):
        values = [bool(value) for value in self.values] if self.dtype is BOOL else self.values

        def nested(first, shape):
            if not shape:
                return values[first]
            step = size_of(shape[1:])
            return [nested(first + i * step, shape[1:]) for i in range(shape[0])]

        return nested(0, self.shape)

    def item(self, *place):
        if place:
            if len(place) == 1 and isinstance(place[0], int):
                return reshaped(self)[place[0]].item()
            return self[place[0] if len(place) == 1 else place].item()
        if len(self.values) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return bool(self.values[0]) if self.dtype is BOOL else self.values[0]

    def __float__(self):
        # MicroPython would take 2.0 * x for a product of two floats, and not ask __rmul__.
        return None if IN_THE_PAGE else float(only(self))

    def __int__(self):
        return int(only(self))

    def __bool__(self):
        if len(self.values) > 1:
            raise ValueError(
                "The truth value of an ndarray with multiple elements is ambiguous. "
                "Use np.where(...), or .any() and .all()"
            )
        return bool(len(self.values) and self.values[0])

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __hash__(self):
        raise TypeError(
            "unhashable type: 'ndarray': an array is no key of a dict and in no set, for its "
            "entries may change: write float(x), or tuple(x.tolist())"
        )


def only(x):
    """Return the number that is the only entry of an array, as ``float(x)`` takes it."""
    if len(x.values) != 1:
        raise TypeError("only size-1 arrays can be converted to Python scalars")
    return x.item()


def reshaped(x):
    """Return the entries of an array in a row, sharing them; its gradient stays behind."""
    return ndarray(x.values, (len(x.values),), x.dtype)


def is_number(one):
    return isinstance(one, (int, float, bool))
