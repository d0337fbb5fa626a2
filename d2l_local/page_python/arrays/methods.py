"""What an array can do, given to its class from the other rooms.

This runs in the page, on MicroPython, and on CPython. Parameters are those of MXNet's methods, in
their order: ``x.max(0, None, True)`` and ``np.max(x, 0, True)`` are one.
"""

from d2l_local.page_python.arrays.elementwise import abs_, negative, round_
from d2l_local.page_python.arrays.entries import BOOL, FLOAT, cast, missing, ndarray, type_of
from d2l_local.page_python.arrays.indexing import get_item, set_item
from d2l_local.page_python.arrays.pairs import (
    add,
    bitwise_and,
    bitwise_or,
    bitwise_xor,
    clip,
    divide,
    equal,
    greater,
    greater_equal,
    invert,
    less,
    less_equal,
    mod,
    multiply,
    not_equal,
    power,
    subtract,
)
from d2l_local.page_python.arrays.printing import as_code, as_text
from d2l_local.page_python.arrays.products import dot, matmul
from d2l_local.page_python.arrays.recording import attach_grad, backward, made, refuse_changes
from d2l_local.page_python.arrays.reductions import (
    all_,
    any_,
    argmax,
    argmin,
    argsort,
    cumsum,
    max_,
    mean,
    min_,
    prod,
    std,
    sum_,
    var,
)
from d2l_local.page_python.arrays.shapes import (
    broadcast_to,
    ravel,
    repeat,
    reshape,
    squeeze,
    swapaxes,
    transpose,
)


def iterate(x):
    if not x.shape:
        raise TypeError("an array without axes has no entries to go through: write x.item()")
    return iter([get_item(x, i) for i in range(len(x))])


def negated(x):
    return multiply(x, -1) if x.dtype is BOOL else negative(x)


def contains(x, value):
    return any([bool(equal(one, value)) for one in iterate(x)])


def reshape_method(x, *shape, order="C"):
    return reshape(x, shape[0] if len(shape) == 1 else shape, order)


def turned(x):
    return transpose(x)


def transpose_method(x, *axes):
    if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
        axes = axes[0]
    return transpose(x, axes or None)


def detach(x):
    return ndarray(x.values, x.shape, x.dtype)


def copied(x, order="C"):
    if order != "C":
        missing("order=")
    return made(cast(x.values, x.dtype), x.shape, x.dtype, ((x, lambda g: g),))


def as_numpy(x):
    return ndarray(cast(x.values, x.dtype), x.shape, x.dtype)


def astype(x, dtype, order="K", casting="unsafe", subok=True, copy=True):
    """Return an array of another type; a gradient passes from float to float."""
    if order not in ("K", "C") or casting != "unsafe":
        missing("order= and casting= of astype")
    dtype = type_of(dtype, FLOAT)
    if not copy and dtype is x.dtype:
        return x

    def send(g):
        if x.dtype.is_float and not dtype.is_float:
            missing(f"a gradient through astype('{dtype}')")
        return g

    return made(cast(x.values, dtype), x.shape, dtype, ((x, send),))


def sum_method(x, axis=None, dtype=None, out=None, keepdims=False):
    return sum_(x, axis, dtype, keepdims, None, out)


def max_method(x, axis=None, out=None, keepdims=False):
    return max_(x, axis, keepdims, out)


def min_method(x, axis=None, out=None, keepdims=False):
    return min_(x, axis, keepdims, out)


def any_method(x, axis=None, out=None, keepdims=False):
    return any_(x, axis, keepdims, out)


def all_method(x, axis=None, out=None, keepdims=False):
    return all_(x, axis, keepdims, out)


def clip_method(x, min=None, max=None, out=None):
    return clip(x, min, max, out)


def sort_method(x, *unused, **options):
    raise TypeError("x.sort() is not in MXNet: write x = np.sort(x)")


def flatten(x, order="C"):
    return ravel(x, order)


def reversed_(function):
    """Return a function with the other operand first."""
    return lambda x, other: function(other, x)


# In place ---------------------------------------------------------------------------------------


def in_place(function, sign):
    """Return what changes an array to the result of a function of it and another operand."""

    def change(x, other):
        result = function(x, other)
        refuse_changes(x, other)
        if result.shape != x.shape or result.dtype is not x.dtype:
            raise ValueError(
                f"x {sign} y would make {x.shape} numbers of {x.dtype} into {result.shape} of "
                f"{result.dtype}: write x = x {sign[:-1]} y"
            )
        x.values[:] = result.values
        return x

    return change


def no_in_place(x, other):
    raise TypeError("x @= y is not for arrays: write x = x @ y")


# MicroPython asks no array for these: the page's reading of a cell calls them where Python would.
IN_PLACE = {
    "+=": in_place(add, "+="), "-=": in_place(subtract, "-="), "*=": in_place(multiply, "*="),
    "/=": in_place(divide, "/="), "%=": in_place(mod, "%="), "&=": in_place(bitwise_and, "&="),
    "|=": in_place(bitwise_or, "|="), "^=": in_place(bitwise_xor, "^="), "@=": no_in_place,
}  # fmt: skip


def with_format(x, spec=""):
    """Return what an f-string writes of an array, as MXNet does: of one number, as the number."""
    if not x.shape:
        return format_number(x.item(), spec)
    if spec:
        raise TypeError("Cannot format mxnet.numpy.ndarray with format_spec: it is more than one")
    return as_text(x)


def format_number(value, spec):
    return ("{:" + spec + "}").format(value) if spec else str(value)


METHODS = {
    "__getitem__": get_item, "__setitem__": set_item, "__iter__": iterate,
    "__contains__": contains, "__repr__": as_code, "__str__": as_text, "__format__": with_format,
    "__add__": add, "__sub__": subtract, "__mul__": multiply, "__truediv__": divide,
    "__mod__": mod, "__pow__": power, "__matmul__": matmul,
    "__radd__": reversed_(add), "__rsub__": reversed_(subtract), "__rmul__": reversed_(multiply),
    "__rtruediv__": reversed_(divide), "__rmod__": reversed_(mod), "__rpow__": reversed_(power),
    "__iadd__": IN_PLACE["+="], "__isub__": IN_PLACE["-="], "__imul__": IN_PLACE["*="],
    "__itruediv__": IN_PLACE["/="], "__imod__": IN_PLACE["%="], "__iand__": IN_PLACE["&="],
    "__ior__": IN_PLACE["|="], "__ixor__": IN_PLACE["^="], "__imatmul__": no_in_place,
    "__neg__": negated, "__abs__": abs_, "__round__": round_,
    "__lt__": less, "__le__": less_equal, "__gt__": greater, "__ge__": greater_equal,
    "__eq__": equal, "__ne__": not_equal, "__and__": bitwise_and, "__or__": bitwise_or,
    "__xor__": bitwise_xor, "__invert__": invert, "T": property(turned),
    "attach_grad": attach_grad, "detach": detach, "backward": backward,
    "asnumpy": as_numpy, "copy": copied, "astype": astype, "wait_to_read": lambda x: None,
    "as_np_ndarray": lambda x: x, "as_nd_ndarray": lambda x: missing("mx.nd"),
    "reshape": reshape_method, "flatten": flatten, "broadcast_to": broadcast_to,
    "transpose": transpose_method, "swapaxes": swapaxes, "squeeze": squeeze, "repeat": repeat,
    "dot": dot, "clip": clip_method, "sum": sum_method, "mean": mean, "prod": prod,
    "max": max_method, "min": min_method, "argmax": argmax, "argmin": argmin, "argsort": argsort,
    "sort": sort_method, "var": var, "std": std, "cumsum": cumsum, "any": any_method,
    "all": all_method, "round": round_,
}  # fmt: skip

for name, method in METHODS.items():
    setattr(ndarray, name, method)
