"""What an array can do, given to its class from the other rooms.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.elementwise import abs_, negative, round_
from d2l_local.page_python.arrays.entries import missing, ndarray
from d2l_local.page_python.arrays.indexing import get_item, picked, set_item
from d2l_local.page_python.arrays.making import array
from d2l_local.page_python.arrays.pairs import (
    add,
    clip,
    compared,
    divide,
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    mod,
    multiply,
    not_equal,
    power,
    subtract,
    truths,
)
from d2l_local.page_python.arrays.printing import written
from d2l_local.page_python.arrays.products import dot
from d2l_local.page_python.arrays.recording import attach_grad, backward, refuse_changes
from d2l_local.page_python.arrays.reductions import (
    all_,
    any_,
    argmax,
    argmin,
    cumsum,
    max_,
    mean,
    min_,
    prod,
    std,
    sum_,
    var,
)
from d2l_local.page_python.arrays.shapes import repeat, reshape, squeeze, transpose


def changed(x, result):
    refuse_changes(x)
    if result.shape != x.shape:
        raise ValueError(f"shapes {x.shape} and {result.shape} do not fit")
    x.values = result.values
    return x


def method_reshape(x, *shape):
    return reshape(x, shape[0] if len(shape) == 1 else shape)


def method_transpose(x, *axes):
    return transpose(x, (axes[0] if len(axes) == 1 else axes) if axes else None)


def detach(x):
    return ndarray(x.values, x.shape, x.dtype)


def copied(x):
    return ndarray([value for value in x.values], x.shape, x.dtype)


def astype(x, dtype):
    return picked(x, range(len(x.values)), x.shape)


def reversed_(function):
    """Return a function with the other operand first."""
    return lambda x, other: function(other, x)


def in_place(function):
    return lambda x, other: changed(x, function(x, other))


METHODS = {
    "__getitem__": get_item, "__setitem__": set_item,
    "__iter__": lambda x: iter([x[i] for i in range(len(x))]),
    "__repr__": lambda x: f"array({written(x, ', ')})", "__str__": lambda x: written(x, " "),
    "__add__": add, "__sub__": subtract, "__mul__": multiply, "__truediv__": divide,
    "__mod__": mod, "__pow__": power, "__matmul__": dot,
    "__radd__": reversed_(add), "__rsub__": reversed_(subtract), "__rmul__": reversed_(multiply),
    "__rtruediv__": reversed_(divide), "__rmod__": reversed_(mod), "__rpow__": reversed_(power),
    "__iadd__": in_place(add), "__isub__": in_place(subtract), "__imul__": in_place(multiply),
    "__itruediv__": in_place(divide), 
    "__neg__": lambda x: negative(x), "__abs__": lambda x: abs_(x),
    "__lt__": less, "__le__": less_equal, "__gt__": greater, "__ge__": greater_equal,
    "__eq__": equal, "__ne__": not_equal,
    "__and__": lambda x, y: truths(x, y, lambda l, r: [a and b for a, b in zip(l, r)]),
    "__or__": lambda x, y: truths(x, y, lambda l, r: [a or b for a, b in zip(l, r)]),
    "__xor__": lambda x, y: truths(x, y, lambda l, r: [a != b for a, b in zip(l, r)]),
    "__invert__": lambda x: truths(x, True, lambda l, r: [not a for a in l]),
    "T": property(lambda x: transpose(x)),
    "attach_grad": attach_grad, "detach": detach, "backward": backward,
    "asnumpy": copied, "copy": copied, "astype": astype, "wait_to_read": lambda x: None,
    "as_np_ndarray": lambda x: x, "as_nd_ndarray": lambda x: missing("mx.nd"),
    "reshape": method_reshape, "flatten": lambda x: reshape(x, -1),
    "ravel": lambda x: reshape(x, -1), "transpose": method_transpose, "squeeze": squeeze,
    "repeat": repeat, "dot": dot, "clip": clip, "sum": sum_, "mean": mean, "prod": prod,
    "max": max_, "min": min_, "argmax": argmax, "argmin": argmin, "var": var, "std": std,
    "cumsum": cumsum, "any": any_, "all": all_, "round": round_,
}  # fmt: skip

for name, method in METHODS.items():
    setattr(ndarray, name, method)
