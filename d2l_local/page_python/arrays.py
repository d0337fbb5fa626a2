"""MXNet's arrays, functions and derivatives, as far as explorers and answers use them.

Runs unchanged on MicroPython, in a page without a kernel, and on CPython, where the tests hold it
against NumPy and MXNet. There is:

- arrays of float32, as lists of numbers or of lists; arrays of truths, from comparisons. Each step
  rounds to float32, so what saturates, overflows or cancels in MXNet does so here;
- ``np`` and ``npx`` with the functions that :data:`NP` and :data:`NPX` list, with broadcasting,
  ``axis`` and ``keepdims``; on plain numbers they work in float64, as MXNet's do;
- ``autograd.record``, ``attach_grad``, ``backward``, ``detach`` and ``autograd.pause``. Where a
  derivative has two sides, it is the one that MXNet takes; and where MXNet's is wrong (``where``
  with a plain number, ``var``, ``std``, its own SELU), it is wrong in the same way;
- ``random.seed``, ``normal`` and ``uniform``, which draw the numbers that MXNet draws.

There are no other types of numbers, no layers and no training. What is missing says so, and where
the cell runs.
"""

import math
import sys
from array import array as _row

IN_THE_PAGE = sys.implementation.name == "micropython"
FLOAT, BOOL = "float32", "bool"
ELSEWHERE = "Run the cell in the notebook, which has all of MXNet and NumPy"
INF, NAN = math.inf, math.nan
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772

_one = _row("f", [0.0])
_state = {"recording": False, "training": False}
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

    @property
    def T(self):
        return transpose(self)

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

    def __iter__(self):
        return iter([self[i] for i in range(len(self))])

    def __repr__(self):
        return f"array({written(self, ', ')})"

    def __str__(self):
        return written(self, " ")

    __hash__ = None  # it is compared by its entries

    # Its entries ------------------------------------------------------------------------------

    def __getitem__(self, key):
        return picked(self, *chosen(self.shape, key))

    def __setitem__(self, key, value):
        refuse_changes(self)
        found, shape = chosen(self.shape, key)
        value = as_array(value)
        for i, one in zip(found, spread(value.values, value.shape, shape)):
            self.values[i] = one

    def changed(self, result):
        refuse_changes(self)
        if result.shape != self.shape:
            raise ValueError(f"shapes {self.shape} and {result.shape} do not fit")
        self.values = result.values
        return self

    # Arithmetic -------------------------------------------------------------------------------

    def __add__(self, other):
        return add(self, other)

    def __sub__(self, other):
        return subtract(self, other)

    def __mul__(self, other):
        return multiply(self, other)

    def __truediv__(self, other):
        return divide(self, other)

    def __mod__(self, other):
        return mod(self, other)

    def __pow__(self, other):
        return power(self, other)

    def __matmul__(self, other):
        return dot(self, other)

    def __radd__(self, other):
        return add(other, self)

    def __rsub__(self, other):
        return subtract(other, self)

    def __rmul__(self, other):
        return multiply(other, self)

    def __rtruediv__(self, other):
        return divide(other, self)

    def __rmod__(self, other):
        return mod(other, self)

    def __rpow__(self, other):
        return power(other, self)

    def __iadd__(self, other):
        return self.changed(add(self, other))

    def __isub__(self, other):
        return self.changed(subtract(self, other))

    def __imul__(self, other):
        return self.changed(multiply(self, other))

    def __itruediv__(self, other):
        return self.changed(divide(self, other))

    def __neg__(self):
        return negative(self)

    def __abs__(self):
        return abs_(self)

    def __lt__(self, other):
        return less(self, other)

    def __le__(self, other):
        return less_equal(self, other)

    def __gt__(self, other):
        return greater(self, other)

    def __ge__(self, other):
        return greater_equal(self, other)

    def __eq__(self, other):
        return equal(self, other)

    def __ne__(self, other):
        return not_equal(self, other)

    def __and__(self, other):
        return truths(self, other, lambda l, r: [a and b for a, b in zip(l, r)])

    def __or__(self, other):
        return truths(self, other, lambda l, r: [a or b for a, b in zip(l, r)])

    def __xor__(self, other):
        return truths(self, other, lambda l, r: [a != b for a, b in zip(l, r)])

    def __invert__(self):
        return truths(self, True, lambda l, r: [not a for a in l])

    # Derivatives ------------------------------------------------------------------------------

    def attach_grad(self, grad_req="write"):
        """Ask for the gradient of what is recorded next; it will stand in ``grad``."""
        self.steps = None
        self.is_variable = True
        self.grad = zeros_like(self)

    def detach(self):
        return ndarray(self.values, self.shape, self.dtype)

    def backward(self, out_grad=None, retain_graph=False, train_mode=True):
        """Send a gradient, of ones unless told, back to each array with ``attach_grad``."""
        if self.steps is None and not self.is_variable:
            raise ValueError(
                "Cannot differentiate node because it is not in a computational graph. Compute it "
                "inside  with autograd.record():"
            )
        order, seen = [], set()

        def visit(one):
            if id(one) not in seen:
                seen.add(id(one))
                for before, _ in one.steps or ():
                    visit(before)
                order.append(one)

        visit(self)
        first = ones_like(self) if out_grad is None else as_array(out_grad)
        gradients = {id(self): list(spread(first.values, first.shape, self.shape))}
        for one in reversed(order):
            gradient = gradients.pop(id(one), None)
            if gradient is None:
                continue
            if one.is_variable:
                one.grad = ndarray(gradient, one.shape)
            for before, send in one.steps or ():
                sent = _row("f", send(gradient))
                have = gradients.get(id(before))
                gradients[id(before)] = (
                    sent if have is None else [a + b for a, b in zip(have, sent)]
                )

    # As functions -----------------------------------------------------------------------------

    def asnumpy(self):
        return ndarray(_row("f", self.values), self.shape, self.dtype)

    def copy(self):
        return array(self)

    def astype(self, dtype):
        return picked(self, range(len(self.values)), self.shape)

    def wait_to_read(self):
        pass

    def as_np_ndarray(self):
        return self

    def as_nd_ndarray(self):
        missing("mx.nd")

    def reshape(self, *shape):
        return reshape(self, shape[0] if len(shape) == 1 else shape)

    def flatten(self):
        return reshape(self, -1)

    def ravel(self):
        return reshape(self, -1)

    def transpose(self, *axes):
        return transpose(self, (axes[0] if len(axes) == 1 else axes) if axes else None)

    def squeeze(self, axis=None):
        return squeeze(self, axis)

    def repeat(self, repeats, axis=None):
        return repeat(self, repeats, axis)

    def dot(self, other):
        return dot(self, other)

    def clip(self, low, high):
        return clip(self, low, high)

    def sum(self, axis=None, keepdims=False):
        return sum_(self, axis, keepdims)

    def mean(self, axis=None, keepdims=False):
        return mean(self, axis, keepdims)

    def prod(self, axis=None, keepdims=False):
        return prod(self, axis, keepdims)

    def max(self, axis=None, keepdims=False):
        return max_(self, axis, keepdims)

    def min(self, axis=None, keepdims=False):
        return min_(self, axis, keepdims)

    def argmax(self, axis=None):
        return argmax(self, axis)

    def argmin(self, axis=None):
        return argmin(self, axis)

    def var(self, axis=None, keepdims=False):
        return var(self, axis, keepdims)

    def std(self, axis=None, keepdims=False):
        return std(self, axis, keepdims)

    def cumsum(self, axis=None):
        return cumsum(self, axis)

    def any(self, axis=None):
        return any_(self, axis)

    def all(self, axis=None):
        return all_(self, axis)

    def round(self, decimals=0):
        return round_(self, decimals)


def missing(name, there=()):
    """Raise for what the page's Python does not have; say what is there, and where the rest is."""
    has = f", which has here: {', '.join(there)}" if there else ""
    raise AttributeError(f"{name} is not in the page's Python{has}. {ELSEWHERE}")


def refuse_changes(one):
    if _state["recording"] and (one.is_variable or one.steps is not None):
        raise ValueError(
            "Assigning to NDArrays that are already in a computational graph will cause undefined "
            "behavior when evaluating gradients"
        )


def written(one, between):
    """Write an array as NumPy does, nearly."""
    if one.dtype == BOOL:
        words = ["True" if value else "False" for value in one.values]
    else:
        words = [shortest(value) for value in one.values]
    if not one.shape:
        return words[0].rstrip(".") if one.dtype == FLOAT else words[0]

    def nested(first, shape):
        if not shape:
            return words[first]
        step = size_of(shape[1:])
        rows = [nested(first + i * step, shape[1:]) for i in range(shape[0])]
        if len(rows) > 1000:
            rows = rows[:3] + ["..."] + rows[-3:]
        return "[" + between.join(rows) + "]"

    return nested(0, one.shape)


def shortest(value):
    """Write a number of float32 with the digits that tell it from its neighbours."""
    if value != value or value in (INF, -INF):
        return str(value)
    for digits in range(1, 10):
        text = f"%.{digits}g" % value
        if f32(float(text)) == value:
            break
    return text if "e" in text or "." in text else text + "."


# From and to Python -----------------------------------------------------------------------------


def is_number(one):
    return isinstance(one, (int, float))


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


# One number at a time ---------------------------------------------------------------------------


def is_traced(one):
    return one.is_variable or one.steps is not None


def made(values, shape, dtype, steps):
    """Return an array that knows, while steps are recorded, where its gradient is sent."""
    found = ndarray(values, shape, dtype)
    if _state["recording"]:
        traced = [(one, send) for one, send in steps if is_traced(one)]
        found.steps = traced or None
    return found


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
    return v * math.erfc(-v / math.sqrt(2)) / 2


def gelu_slope(v, y):
    return math.erfc(-v / math.sqrt(2)) / 2 + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)


def big(v):
    return INF


def sigmoid_row(values):
    """Return 1 / (1 + exp(-x)) of a row, each step rounded to float32 as in MXNet."""
    powers_ = _row("f", careful(math.exp, big)([-v for v in values]))
    return [1 / v for v in _row("f", [1 + v for v in powers_])]


def relu_row(values):
    return [v if v > 0 or v != v else 0.0 for v in values]


exp = elementwise(math.exp, lambda g, x, y: [a * b for a, b in zip(g, y)], big)
expm1 = elementwise(math.expm1, times(lambda v, y: y + 1), big)
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


# Two numbers at a time --------------------------------------------------------------------------


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


class Keys:
    """Gives an index back as it is: MicroPython makes slices inside of brackets alone."""

    def __getitem__(self, key):
        return key


KEYS = Keys()


# Shapes -----------------------------------------------------------------------------------------


def picked(x, found, shape):
    """Return the entries at these flat places, in this shape."""

    def send(g):
        back = [0.0] * len(x.values)
        for i, value in zip(found, g):
            back[i] += value
        return back

    return made([x.values[i] for i in found], tuple(shape), x.dtype, ((x, send),))


def chosen(shape, key):
    """Return the flat places that an index chooses, and the shape of what it gives."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if len(keys) == 1 and isinstance(keys[0], ndarray) and keys[0].dtype == BOOL:
        if keys[0].shape != shape:
            raise IndexError(f"truths of the shape {keys[0].shape} for an array of {shape}")
        found = [i for i, holds in enumerate(keys[0].values) if holds]
        return found, (len(found),)
    axes = sum(1 for one in keys if one is not None and one is not Ellipsis)
    if axes > len(shape):
        raise IndexError(f"too many indices: {axes} for an array of the shape {shape}")
    rest = [KEYS[:]] * (len(shape) - axes)
    if any(one is Ellipsis for one in keys):
        at = [one is Ellipsis for one in keys].index(True)
        keys = keys[:at] + rest + keys[at + 1 :]
    else:
        keys += rest
    found, out, axis = [0], [], 0
    for one in keys:
        if one is None:
            out.append(1)
            continue
        n, stride = shape[axis], size_of(shape[axis + 1 :])
        axis += 1
        if isinstance(one, slice):
            some = range(n)[one]
            out.append(len(some))
        elif is_number(one) or (isinstance(one, ndarray) and one.shape == ()):
            some = [whole(one, n)]
        elif isinstance(one, (list, ndarray)):
            some = [whole(i, n) for i in one]
            out.append(len(some))
        else:
            raise TypeError(f"an index is a whole number, a slice or a list, not {one!r}")
        found = [i + k * stride for i in found for k in some]
    return found, tuple(out)


def whole(one, n):
    """Return an index of an axis with n entries as a number from 0 to n - 1."""
    at = int(one)
    if at != float(one) or not -n <= at < n:
        raise IndexError(f"index {float(one):g} is out of bounds for an axis of {n} entries")
    return at % n


def axis_of(axis, dimensions):
    """Return an axis as a number from 0 on."""
    if not -dimensions <= axis < dimensions:
        raise ValueError(f"axis {axis} is out of bounds for an array of {dimensions} dimensions")
    return axis % dimensions


def reshape(x, shape):
    x = as_array(x)
    shape = [shape] if is_number(shape) else list(shape)
    if -1 in shape:
        rest = size_of([n for n in shape if n != -1])
        shape[shape.index(-1)] = len(x.values) // rest if rest else 0
    if size_of(shape) != len(x.values):
        raise ValueError(f"cannot reshape {x.shape} into {tuple(shape)}")
    return made(x.values, tuple(shape), x.dtype, ((x, lambda g: g),))


def transpose(x, axes=None):
    x = as_array(x)
    axes = list(axes) if axes else list(reversed(range(x.ndim)))
    found = [0]
    for axis in axes:
        stride = size_of(x.shape[axis + 1 :])
        found = [i + k * stride for i in found for k in range(x.shape[axis])]
    return picked(x, found, [x.shape[axis] for axis in axes])


def swapaxes(x, one, other):
    axes = list(range(as_array(x).ndim))
    axes[one], axes[other] = axes[other], axes[one]
    return transpose(x, axes)


def expand_dims(x, axis):
    x = as_array(x)
    shape = list(x.shape)
    shape.insert(axis_of(axis, x.ndim + 1), 1)
    return reshape(x, shape)


def squeeze(x, axis=None):
    x = as_array(x)
    gone = None if axis is None else axis_of(axis, x.ndim)
    return reshape(x, [n for i, n in enumerate(x.shape) if n != 1 or gone not in (None, i)])


def broadcast_to(x, shape):
    x = as_array(x)
    return picked(x, places(x.shape, tuple(shape)), shape)


def concatenate(arrays, axis=0):
    arrays = [as_array(one) for one in arrays]
    axis = axis_of(axis, arrays[0].ndim)
    rest = [(one.shape[:axis], one.shape[axis + 1 :]) for one in arrays]
    if any(one != rest[0] for one in rest):
        shapes = ", ".join(str(one.shape) for one in arrays)
        raise ValueError(f"arrays of the shapes {shapes} do not fit along axis {axis}")
    lengths = [size_of(one.shape[axis:]) for one in arrays]
    values, sources = [], [[] for _ in arrays]
    for block in range(size_of(arrays[0].shape[:axis])):
        for one, length, source in zip(arrays, lengths, sources):
            source.extend(range(len(values), len(values) + length))
            values.extend(one.values[block * length : (block + 1) * length])
    shape = rest[0][0] + (sum(one.shape[axis] for one in arrays),) + rest[0][1]

    def sends(source):
        return lambda g: [g[i] for i in source]

    steps = [(one, sends(source)) for one, source in zip(arrays, sources)]
    return made(values, shape, FLOAT, steps)


def stack(arrays, axis=0):
    arrays = [as_array(one) for one in arrays]
    if any(one.shape != arrays[0].shape for one in arrays):
        shapes = ", ".join(str(one.shape) for one in arrays)
        raise ValueError(f"all arrays of a stack have one shape, and these have {shapes}")
    return concatenate([expand_dims(one, axis) for one in arrays], axis)


def hstack(arrays):
    arrays = [as_array(one) for one in arrays]
    return concatenate(arrays, min(1, arrays[0].ndim - 1))


def vstack(arrays):
    return concatenate([reshape(one, (-1, as_array(one).shape[-1])) for one in arrays])


def append(x, more):
    return concatenate([reshape(x, -1), reshape(more, -1)])


def repeat(x, repeats, axis=None):
    x = reshape(x, -1) if axis is None else as_array(x)
    axis = axis_of(axis or 0, x.ndim)
    key = [KEYS[:]] * axis + [[i for i in range(x.shape[axis]) for _ in range(repeats)]]
    return x[tuple(key)]


def tile(x, reps):
    x = as_array(x)
    reps = (reps,) if is_number(reps) else tuple(reps)
    x = reshape(x, (1,) * (len(reps) - x.ndim) + x.shape)
    for axis, times_ in enumerate((1,) * (x.ndim - len(reps)) + reps):
        x = concatenate([x] * times_, axis)
    return x


def flip(x, axis=None):
    x = as_array(x)
    for one in range(x.ndim) if axis is None else [axis_of(axis, x.ndim)]:
        x = x[tuple([KEYS[:]] * one + [list(range(x.shape[one] - 1, -1, -1))])]
    return x


def roll(x, shift):
    x = as_array(x)
    n = len(x.values)
    return picked(x, [(i - shift) % n for i in range(n)], x.shape)


def diff(x, n=1, axis=-1):
    x = as_array(x)
    for _ in range(n):
        before = (KEYS[:],) * axis_of(axis, x.ndim)
        x = x[before + (KEYS[1:],)] - x[before + (KEYS[0:-1],)]
    return x


def meshgrid(x, y):
    x, y = reshape(x, (1, -1)), reshape(y, (-1, 1))
    shape = y.shape[0], x.shape[1]
    return [broadcast_to(x, shape), broadcast_to(y, shape)]


def diag(x, k=0):
    x = as_array(x)
    if x.ndim == 1:
        return eye(len(x)) * x
    return picked(x, [i * (x.shape[1] + 1) for i in range(min(x.shape))], (min(x.shape),))


def trace(x):
    return sum_(diag(x))


# Many numbers to one ----------------------------------------------------------------------------


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


# Products of matrices ---------------------------------------------------------------------------


def dot(left, right):
    """Return the product of two matrices, or of a matrix and a vector, or of two vectors."""
    if is_number(left) or is_number(right):
        return multiply(left, right)
    left, right = as_array(left), as_array(right)
    if left.ndim == 0 or right.ndim == 0:
        return multiply(left, right)
    if right.ndim > 2:
        missing("a product with an array of more than two dimensions on the right")
    inner = left.shape[-1]
    if inner != right.shape[0]:
        raise ValueError(f"shapes {left.shape} and {right.shape} do not fit: {inner} meets "
                         f"{right.shape[0]}")  # fmt: skip
    columns = right.shape[1] if right.ndim == 2 else 1
    a, b = left.values, right.values
    rows = len(a) // inner if inner else 0

    def send_left(g):
        return multiplied(g, transposed(b, inner, columns), rows, columns, inner)

    def send_right(g):
        return multiplied(transposed(a, rows, inner), g, inner, rows, columns)

    values = multiplied(a, b, rows, inner, columns)
    shape = left.shape[:-1] + right.shape[1:]
    return made(values, shape, FLOAT, ((left, send_left), (right, send_right)))


def transposed(values, rows, columns):
    return [values[i * columns + j] for j in range(columns) for i in range(rows)]


def multiplied(a, b, rows, inner, columns):
    """Return the product of rows by inner with inner by columns, each a flat row."""
    if inner == 1:  # of a column and a row
        return [x * y for x in a for y in b]
    upright = [[b[i * columns + j] for i in range(inner)] for j in range(columns)]
    found = []
    for i in range(rows):
        row = a[i * inner : (i + 1) * inner]
        for column in upright:
            found.append(sum([x * y for x, y in zip(row, column)]))
    return found


def outer(x, y):
    return multiply(reshape(x, (-1, 1)), reshape(y, (1, -1)))


# npx --------------------------------------------------------------------------------------------


def softmax(x, axis=-1):
    shifted = x - max_(x, axis, True).detach()
    parts = exp(shifted)
    return parts / sum_(parts, axis, True)


def log_softmax(x, axis=-1):
    shifted = x - max_(x, axis, True).detach()
    return shifted - log(sum_(exp(shifted), axis, True))


def leaky_relu(x, gamma=None, act_type="leaky", slope=0.25):
    """Return one of MXNet's ReLUs with something on the left: leaky, prelu, elu, selu or gelu."""
    if act_type == "leaky":
        slope = f32(slope)
        kind = elementwise(
            lambda v: v if v > 0 else slope * v, times(lambda v, y: 1 if v > 0 else slope)
        )
    elif act_type == "elu":
        slope = f32(slope)
        kind = elementwise(
            lambda v: v if v > 0 else slope * math.expm1(v),
            times(lambda v, y: 1 if v > 0 else y + slope),
        )  # fmt: skip
    elif act_type == "prelu":
        kind = None
    elif act_type in ("selu", "gelu"):
        kind = selu if act_type == "selu" else gelu
    else:
        raise ValueError(f"act_type={act_type!r}: give leaky, prelu, elu, selu or gelu")
    return kind(x) if kind else prelu(x, as_array(gamma))


prelu = pairwise(
    each(lambda a, b: a if a > 0 else a * b),
    each(lambda g, a, b, y: g * (1 if a > 0 else b)),
    each(lambda g, a, b, y: g * (0 if a > 0 else a)), None,
)  # fmt: skip


def activation(x, act_type="relu"):
    """Return one of MXNet's activations by its name."""
    if act_type not in ACTIVATIONS:
        raise ValueError(f"act_type={act_type!r}: give {', '.join(sorted(ACTIVATIONS))}")
    return ACTIVATIONS[act_type](x)


ACTIVATIONS = {
    "relu": relu, "sigmoid": sigmoid, "softrelu": softrelu, "softsign": softsign, "tanh": tanh,
}  # fmt: skip


# Random numbers, those of MXNet -----------------------------------------------------------------


class Twister:
    """The generator MT19937, seeded as MXNet seeds that of a processor."""

    def __init__(self, seed):
        state = [(seed * 127) & 0xFFFFFFFF]
        for i in range(1, 624):
            state.append((1812433253 * (state[-1] ^ (state[-1] >> 30)) + i) & 0xFFFFFFFF)
        self.state, self.at = state, 624

    def next(self):
        """Return the next number from 0 to 1, the latter excluded, in float32."""
        if self.at == 624:
            state = self.state
            for i in range(624):
                y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7FFFFFFF)
                state[i] = state[(i + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
            self.at = 0
        y = self.state[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        y ^= y >> 18
        return min(f32(y / 4294967296), 0.99999994)

    def normal_pair(self):
        """Return two numbers of the standard normal distribution, by Marsaglia's polar method."""
        while True:
            x, y = f32(2 * self.next() - 1), f32(2 * self.next() - 1)
            square_ = f32(f32(x * x) + f32(y * y))
            if 0 < square_ <= 1:
                break
        scale = f32(math.sqrt(f32(f32(-2 * f32(math.log(square_))) / square_)))
        return f32(y * scale), f32(x * scale)


_state["random"] = Twister(0)


def seed(number):
    """Begin anew; what is drawn then is what MXNet draws, whose numbers a page can repeat."""
    _state["random"] = Twister(int(number))


def shape_of_size(size):
    return () if size is None else (size,) if is_number(size) else tuple(size)


def normal(loc=0.0, scale=1.0, size=None):
    shape, values = shape_of_size(size), []
    count = size_of(shape)
    while len(values) < count:
        values.extend(_state["random"].normal_pair())
    return ndarray(values[:count], shape) * scale + loc


def uniform(low=0.0, high=1.0, size=None):
    shape, draw = shape_of_size(size), _state["random"].next
    return ndarray([draw() for _ in range(size_of(shape))], shape) * (high - low) + low


# autograd ---------------------------------------------------------------------------------------


class Switch:
    """Sets how functions are recorded, between the first line of a ``with`` and its last."""

    def __init__(self, **settings):
        self.settings = settings

    def __enter__(self):
        self.before = dict(_state)
        _state.update(self.settings)

    def __exit__(self, *error):
        _state.update(self.before)


def record(train_mode=True):
    return Switch(recording=True, training=train_mode)


def pause(train_mode=False):
    return Switch(recording=False, training=train_mode)


# What a cell sees -------------------------------------------------------------------------------


class Names:
    """A module of the page: it has what it was given, and says of the rest where it runs."""

    def __init__(self, name, **members):
        self.name, self.names = name, sorted(members)
        for key, value in members.items():
            setattr(self, key, value)

    def __getattr__(self, name):
        if name[:2] == "__":  # asked by Python itself
            raise AttributeError(name)
        missing(f"{self.name}.{name}", self.names)


NP = {
    "abs": abs_, "absolute": abs_, "add": add, "all": all_, "allclose": allclose, "any": any_,
    "append": append, "arange": arange, "arccos": arccos, "arcsin": arcsin, "arcsinh": arcsinh,
    "arctan": arctan, "arctan2": arctan2, "arctanh": arctanh, "argmax": argmax, "argmin": argmin,
    "argsort": argsort, "around": round_, "array": array, "array_equal": array_equal,
    "asarray": as_array, "broadcast_to": broadcast_to, "cbrt": cbrt, "ceil": ceil, "clip": clip,
    "concatenate": concatenate, "cos": cos, "cosh": cosh, "count_nonzero": count_nonzero,
    "cumsum": cumsum, "degrees": degrees, "diag": diag, "diff": diff, "divide": divide, "dot": dot,
    "e": math.e, "equal": equal, "exp": exp, "expand_dims": expand_dims, "expm1": expm1,
    "eye": eye, "fabs": abs_, "fix": trunc, "flip": flip, "float32": FLOAT, "float64": "float64",
    "floor": floor, "full": full, "full_like": full_like, "greater": greater,
    "greater_equal": greater_equal, "heaviside": heaviside, "hstack": hstack, "hypot": hypot,
    "identity": eye, "inf": INF, "isfinite": isfinite, "isinf": isinf, "isnan": isnan,
    "less": less, "less_equal": less_equal, "linspace": linspace, "log": log, "log10": log10,
    "log1p": log1p, "log2": log2, "matmul": dot, "max": max_, "amax": max_, "maximum": maximum,
    "mean": mean, "meshgrid": meshgrid, "min": min_, "amin": min_, "minimum": minimum, "mod": mod,
    "multiply": multiply, "nan": NAN, "ndarray": ndarray, "negative": negative, "newaxis": None,
    "not_equal": not_equal, "ones": ones, "ones_like": ones_like, "outer": outer, "pi": math.pi,
    "power": power, "prod": prod, "ptp": ptp, "radians": radians, "reciprocal": reciprocal,
    "remainder": mod, "repeat": repeat, "reshape": reshape, "rint": rint, "roll": roll,
    "round": round_, "sign": sign, "sin": sin, "sinh": sinh, "sort": sort, "sqrt": sqrt,
    "square": square, "squeeze": squeeze, "stack": stack, "std": std, "subtract": subtract,
    "sum": sum_, "swapaxes": swapaxes, "tan": tan, "tanh": tanh, "tile": tile, "trace": trace,
    "transpose": transpose, "true_divide": divide, "trunc": trunc, "unique": unique, "var": var,
    "vstack": vstack, "where": where, "zeros": zeros, "zeros_like": zeros_like,
}  # fmt: skip
NPX = {
    "activation": activation, "erf": erf, "leaky_relu": leaky_relu, "log_softmax": log_softmax,
    "relu": relu, "set_np": lambda *unused, **options: None, "sigmoid": sigmoid,
    "softmax": softmax,
}  # fmt: skip

np = Names(
    "np", **NP, linalg=Names("np.linalg", norm=norm),
    random=Names("np.random", normal=normal, uniform=uniform, seed=seed),
)  # fmt: skip
npx = Names("npx", **NPX, random=Names("npx.random", seed=seed))
autograd = Names(
    "autograd", record=record, pause=pause, train_mode=lambda: Switch(training=True),
    predict_mode=lambda: Switch(training=False), is_recording=lambda: _state["recording"],
    is_training=lambda: _state["training"],
)  # fmt: skip
