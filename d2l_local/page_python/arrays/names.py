"""The names of ``np``, ``npx`` and ``autograd`` that a cell sees.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.arrays import elementwise as one
from d2l_local.page_python.arrays import (
    making,
    methods,
    npx_functions,
    pairs,
    products,
    random_numbers,
    recording,
    reductions,
    shapes,
)
from d2l_local.page_python.arrays.elsewhere_names import (
    AUTOGRAD_ELSEWHERE,
    LINALG_ELSEWHERE,
    METHODS_ELSEWHERE,
    NP_ELSEWHERE,
    NPX_ELSEWHERE,
    NUMPY_ELSEWHERE,
    NUMPY_METHODS,
    RANDOM_ELSEWHERE,
)
from d2l_local.page_python.arrays.entries import (
    BOOL,
    DOUBLE,
    ELSEWHERE,
    FLOAT,
    INF,
    INT,
    LONG,
    NAN,
    missing,
    ndarray,
)


def distance(one, other):
    """Return how many letters are to be changed, left out, put in or swapped, from one to other."""
    before, row = None, list(range(len(other) + 1))
    for i, a in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, b in enumerate(other):
            cost = min(row[j] + 1, before[j + 1] + 1, before[j] + (a != b))
            if last and i and j and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
    return row[-1]


def nearest(name, there):
    """Return the name that is meant by another one, or ''."""
    if not there:
        return ""
    low = name.lower()
    far, found = min([(distance(low, one.lower()), one) for one in there])
    return found if far <= max(1, min(2, len(name) // 3)) else ""


class Names:
    """A module of the page that has what it was given."""

    def __init__(self, name, **members):
        self.name, self.names = name, sorted(members)
        for key, value in members.items():
            setattr(self, key, value)

    def __repr__(self):
        return f"<module '{self.name}' (in the page)>"

    def __getattr__(self, name):
        if name[:2] == "__":  # asked by Python itself
            raise AttributeError(name)
        unknown(self.name, name, self.names, [])


class Fixed:
    """A module of MXNet: it says of what it has not where that runs, and stays what it is."""

    def __init__(self):
        pass

    def __repr__(self):
        name = {"np": "numpy", "npx": "numpy_extension"}.get(self.its_name, self.its_name)
        return f"<module 'mxnet.{name}' (in the page)>"

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        unknown(self.its_name, name, self.its_names, self.its_elsewhere)

    def __setattr__(self, name, value):
        raise AttributeError(
            f"{self.its_name}.{name} stays what it is in a page: give yours a name of its own"
        )

    def __delattr__(self, name):
        self.__setattr__(name, None)


def module(its_name, members, elsewhere=""):
    """Return a module of MXNet; its members stand in a class of its own, where none is changed.

    ``elsewhere`` has the names, in one text, that MXNet has there and the page has not.
    """
    inside = {}
    for key, value in members.items():
        inside[key] = staticmethod(value) if callable(value) else value
    inside["its_name"], inside["its_elsewhere"] = its_name, elsewhere.split()
    inside["its_names"] = sorted(members)
    return type("module", (Fixed,), inside)()


def unknown(where, name, names, elsewhere):
    """Raise for a name that is not there: say which is meant, or where it runs."""
    if name in elsewhere:
        missing(f"{where}.{name}")
    for other, members in (("npx", NPX), ("np", NP)):
        if name in members and where in ("np", "npx") and where != other:
            raise AttributeError(f"{where}.{name} is not in MXNet: do you mean {other}.{name}?")
    if where == "np" and name in NUMPY_ELSEWHERE.split():
        raise AttributeError(f"np.{name} is not in MXNet: NumPy has it, in the notebook")
    meant = nearest(name, names + elsewhere)
    words = f": do you mean {where}.{meant}?" if meant else ""
    raise AttributeError(f"{where}.{name} is not in MXNet{words}")


class OfNumPy:
    """NumPy in an answer, which is judged within float32: it has what the page's np has."""

    def __repr__(self):
        return "<module 'numpy' (in the page)>"

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        if name in NP or name in ("linalg", "random"):
            return getattr(np, name)
        if name in NUMPY_ELSEWHERE.split():
            missing(f"NumPy's {name}")
        if name in NPX:
            raise AttributeError(f"{name} is not in NumPy: do you mean npx.{name}, of MXNet?")
        meant = nearest(name, list(NP) + NUMPY_ELSEWHERE.split())
        words = f": do you mean {meant}?" if meant else ""
        raise AttributeError(f"{name} is not in NumPy{words}")


def no_attribute(self, name):
    """Raise for a name that an array has not."""
    if name[:2] == "__":
        raise AttributeError(name)
    names = [one for one in methods.METHODS if one[:2] != "__"] + ATTRIBUTES
    elsewhere = METHODS_ELSEWHERE.split()
    if name in elsewhere:
        missing(f"x.{name}")
    if name in NUMPY_METHODS.split():  # a judge is to know
        Elsewhere(f"{name} is a method of NumPy's arrays alone. {ELSEWHERE}")
    if name in NP and callable(NP[name]):
        raise AttributeError(f"an array has no {name} in MXNet: write np.{name}(x)")
    if name in NPX:
        raise AttributeError(f"an array has no {name} in MXNet: write npx.{name}(x)")
    meant = nearest(name, names + elsewhere)
    words = f": do you mean x.{meant}?" if meant else ""
    raise AttributeError(f"an array has no {name} in MXNet{words}")


ATTRIBUTES = ["dtype", "grad", "item", "ndim", "shape", "size", "tolist"]
ndarray.__getattr__ = no_attribute

NP = {
    "abs": one.abs_, "absolute": one.abs_, "add": pairs.add, "all": reductions.all_,
    "allclose": reductions.allclose, "amax": reductions.max_, "amin": reductions.min_,
    "any": reductions.any_, "append": shapes.append, "arange": making.arange,
    "arccos": one.arccos, "arcsin": one.arcsin, "arcsinh": one.arcsinh, "arctan": one.arctan,
    "arctan2": pairs.arctan2, "arctanh": one.arctanh, "argmax": reductions.argmax,
    "argmin": reductions.argmin, "argsort": reductions.argsort, "around": one.round_,
    "array": making.array, "array_equal": reductions.array_equal,
    "bitwise_and": pairs.bitwise_and, "bitwise_not": pairs.invert,
    "bitwise_or": pairs.bitwise_or, "bitwise_xor": pairs.bitwise_xor, "bool": BOOL,
    "bool_": BOOL, "broadcast_to": shapes.broadcast_to, "cbrt": one.cbrt, "ceil": one.ceil,
    "clip": pairs.clip, "concatenate": shapes.concatenate, "cos": one.cos, "cosh": one.cosh,
    "count_nonzero": reductions.count_nonzero, "cumsum": reductions.cumsum,
    "degrees": one.degrees, "diag": shapes.diag, "diff": shapes.diff, "divide": pairs.divide,
    "dot": products.dot, "e": math.e, "equal": pairs.equal, "exp": one.exp,
    "expand_dims": shapes.expand_dims, "expm1": one.expm1, "eye": making.eye, "fabs": one.abs_,
    "fix": one.trunc, "flip": shapes.flip, "float32": FLOAT, "float64": DOUBLE,
    "floor": one.floor, "full": making.full, "full_like": making.full_like,
    "greater": pairs.greater, "greater_equal": pairs.greater_equal,
    "heaviside": pairs.heaviside, "hstack": shapes.hstack, "hypot": pairs.hypot,
    "identity": making.identity, "inf": INF, "int32": INT, "int64": LONG,
    "invert": pairs.invert, "isfinite": one.isfinite, "isinf": one.isinf, "isnan": one.isnan,
    "less": pairs.less, "less_equal": pairs.less_equal, "linspace": making.linspace,
    "log": one.log, "log10": one.log10, "log1p": one.log1p, "log2": one.log2,
    "logical_not": one.logical_not, "matmul": products.matmul, "max": reductions.max_,
    "maximum": pairs.maximum, "mean": reductions.mean, "meshgrid": shapes.meshgrid,
    "min": reductions.min_, "minimum": pairs.minimum, "mod": pairs.mod,
    "multiply": pairs.multiply, "nan": NAN, "ndarray": ndarray, "negative": one.negative,
    "newaxis": None, "not_equal": pairs.not_equal, "ones": making.ones,
    "ones_like": making.ones_like, "outer": products.outer, "pi": math.pi,
    "power": pairs.power, "prod": reductions.prod, "ptp": reductions.ptp,
    "radians": one.radians, "ravel": shapes.ravel, "reciprocal": one.reciprocal,
    "remainder": pairs.mod, "repeat": shapes.repeat, "reshape": shapes.reshape,
    "rint": one.rint, "roll": shapes.roll, "round": one.round_, "round_": one.round_,
    "sign": one.sign, "sin": one.sin, "sinh": one.sinh, "sort": reductions.sort,
    "sqrt": one.sqrt, "square": one.square, "squeeze": shapes.squeeze, "stack": shapes.stack,
    "std": reductions.std, "subtract": pairs.subtract, "sum": reductions.sum_,
    "swapaxes": shapes.swapaxes, "tan": one.tan, "tanh": one.tanh, "tile": shapes.tile,
    "trace": reductions.trace, "transpose": shapes.transpose, "true_divide": pairs.divide,
    "trunc": one.trunc, "unique": reductions.unique, "var": reductions.var,
    "vstack": shapes.vstack, "where": pairs.where, "zeros": making.zeros,
    "zeros_like": making.zeros_like,
}  # fmt: skip
NPX = {
    "activation": npx_functions.activation, "erf": one.erf, "leaky_relu": npx_functions.leaky_relu,
    "log_softmax": npx_functions.log_softmax, "relu": one.relu,
    "set_np": lambda *unused, **options: None, "sigmoid": one.sigmoid,
    "softmax": npx_functions.softmax,
}  # fmt: skip

linalg = module("np.linalg", {"norm": reductions.norm}, LINALG_ELSEWHERE)
random = module(
    "np.random", {"normal": random_numbers.normal, "uniform": random_numbers.uniform},
    RANDOM_ELSEWHERE,
)  # fmt: skip
np = module("np", dict(NP, linalg=linalg, random=random), NP_ELSEWHERE)
npx = module(
    "npx", dict(NPX, random=module("npx.random", {"seed": random_numbers.seed})), NPX_ELSEWHERE
)
autograd = module(
    "autograd",
    {
        "record": recording.record, "pause": recording.pause, "backward": recording.backward_of,
        "train_mode": lambda: recording.Switch(training=True),
        "predict_mode": lambda: recording.Switch(training=False),
        "is_recording": lambda: recording._state["recording"],
        "is_training": lambda: recording._state["training"],
    },
    AUTOGRAD_ELSEWHERE,
)  # fmt: skip
