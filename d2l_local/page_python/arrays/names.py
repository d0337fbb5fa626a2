"""The names of ``np``, ``npx`` and ``autograd`` that a cell sees.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.elementwise import (
    abs_,
    arccos,
    arcsin,
    arcsinh,
    arctan,
    arctanh,
    cbrt,
    ceil,
    cos,
    cosh,
    degrees,
    erf,
    exp,
    expm1,
    floor,
    isfinite,
    isinf,
    isnan,
    log,
    log1p,
    log2,
    log10,
    negative,
    radians,
    reciprocal,
    relu,
    rint,
    round_,
    sigmoid,
    sign,
    sin,
    sinh,
    sqrt,
    square,
    tan,
    tanh,
    trunc,
)  # fmt: skip
from d2l_local.page_python.arrays.entries import FLOAT, INF, NAN, missing, ndarray
from d2l_local.page_python.arrays.layers import activation, leaky_relu, log_softmax, softmax
from d2l_local.page_python.arrays.making import (
    arange,
    array,
    as_array,
    eye,
    full,
    full_like,
    linspace,
    ones,
    ones_like,
    zeros,
    zeros_like,
)  # fmt: skip
from d2l_local.page_python.arrays.pairs import (
    add,
    arctan2,
    clip,
    divide,
    equal,
    greater,
    greater_equal,
    heaviside,
    hypot,
    less,
    less_equal,
    maximum,
    minimum,
    mod,
    multiply,
    not_equal,
    power,
    subtract,
    where,
)  # fmt: skip
from d2l_local.page_python.arrays.products import dot, outer
from d2l_local.page_python.arrays.random_numbers import _state, normal, seed, uniform
from d2l_local.page_python.arrays.recording import Switch, pause, record
from d2l_local.page_python.arrays.reductions import (
    all_,
    allclose,
    any_,
    argmax,
    argmin,
    argsort,
    array_equal,
    count_nonzero,
    cumsum,
    max_,
    mean,
    min_,
    norm,
    prod,
    ptp,
    sort,
    std,
    sum_,
    trace,
    unique,
    var,
)  # fmt: skip
from d2l_local.page_python.arrays.shapes import (
    append,
    broadcast_to,
    concatenate,
    diag,
    diff,
    expand_dims,
    flip,
    hstack,
    meshgrid,
    repeat,
    reshape,
    roll,
    squeeze,
    stack,
    swapaxes,
    tile,
    transpose,
    vstack,
)  # fmt: skip


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
