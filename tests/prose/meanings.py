"""What the letters of the formulas mean, in numbers; a page's own stand in ``scenes/``.

A scene is a list of cases; a case gives every letter a value, every function a callable, and every
array its entries. The values are computed here without the book's formulas: from the catalogue,
from NumPy, from counting, or by MXNet's autograd. A statement of the page must hold in all cases of
every scene that knows all its letters. One that the page says under a condition, as $T(x) = 2x$ on
the left, is named by the scenes that fulfil it, and must hold in those.

``alone`` in a case are the values of the formulas that stand without a relation, in the order of
the page: those of the first scene that has any come first. In a case that is ``tight`` the two
sides of an inequality agree to 1 %. Each inequality has such a case: a bound that is too wide holds
in all the others.

A name is spelled as in ``latex.spelled``: s' is s_prime, a bold W_1 is bW_1.
"""

import functools
import importlib
import math
from pathlib import Path

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import sympy
from mxnet import autograd, np

ROOM = Path(__file__).with_name("scenes")
POINTS = (-3.1, -1.2, -0.4, 0.3, 0.9, 2.7)  # on both sides of 0, of 1/2 and of 1


class Matrix:
    """A matrix of numbers whose product is that of matrices, also with a row or a column."""

    def __init__(self, values):
        self.values = numpy.atleast_2d(numpy.asarray(values, dtype=float))

    def _with(self, other, operation):
        return Matrix(operation(self.values, getattr(other, "values", other)))

    def __add__(self, other):
        return self._with(other, numpy.add)

    def __mul__(self, other):
        return self._with(other, numpy.matmul if isinstance(other, Matrix) else numpy.multiply)

    def __sub__(self, other):
        return self._with(other, numpy.subtract)

    def __neg__(self):
        return Matrix(-self.values)

    def __pow__(self, power):
        return Matrix(numpy.linalg.matrix_power(self.values, power))

    def __truediv__(self, other):
        return Matrix(self.values / other)

    __radd__ = __add__

    def __rmul__(self, other):
        return self * other

    def __getitem__(self, index):
        return Matrix(self.values[index - 1])


class FromOne:
    """An array whose indices begin at 1, as in formulas."""

    def __init__(self, values):
        self.values = numpy.asarray(values, dtype=float)

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        assert all(1 <= i <= n for i, n in zip(index, self.values.shape, strict=True)), index
        return float(self.values[tuple(i - 1 for i in index)])


class Scene(list):
    """Cases, and the statements that the page says under a condition that they fulfil."""

    def __init__(self, cases, *only):
        super().__init__(cases)
        self.only = only
        self.arrays = tuple(sorted(key[:-1] for key in self[0] if key.endswith("_")))


def both(function):
    """Let a function of numbers work on matrices too, entry by entry."""

    def on_either(*values):
        arrays = [getattr(value, "values", value) for value in values]
        result = numpy.vectorize(function, otypes=[float])(*arrays)
        return Matrix(result) if any(isinstance(v, Matrix) for v in values) else float(result)

    return on_either


@functools.cache
def exact(key, by=None, order=1):
    """Return an activation of the catalogue, or a derivative by a letter, from its expression."""
    activation = CATALOGUE[key]
    letters = [sympy.Symbol("x"), *(sympy.Symbol(p.name) for p in activation.parameters)]
    names = {str(letter): letter for letter in letters}
    expression = sympy.sympify(activation.expression, locals=names)
    if by:
        expression = sympy.diff(expression, names[by], order)
    heaviside = {"Heaviside": lambda x, *_: float(x > 0)}
    return both(sympy.lambdify(letters, expression, modules=[heaviside, "scipy", "numpy"]))


def slope(function, x, step=1e-6):
    """Return a central difference, good to nine digits for smooth functions of size 1."""
    return (function(x + step) - function(x - step)) / (2 * step)


def gradients(loss, *arrays):
    """Return MXNet's gradients of a loss in each array, computed in float64."""
    arrays = [np.array(array, dtype="float64") for array in arrays]
    for array in arrays:
        array.attach_grad()
    with autograd.record():
        value = loss(*arrays)
    value.backward()
    return [array.grad.asnumpy() for array in arrays]


def common():
    """Return what means the same on all pages."""
    return {
        "sigma": exact("sigmoid"),
        "sigma_prime_of": exact("sigmoid", "x"),
        "ReLU": exact("relu"),
        "ReLU_prime": exact("relu", "x"),
        "pReLU": exact("prelu"),
        "tanh_prime": exact("tanh", "x"),
        "tanh_prime_prime": exact("tanh", "x", 2),
        "transposed": lambda matrix: Matrix(matrix.values.T),
        "max_of": both(max),
        "norm": lambda matrix: float(numpy.sqrt((matrix.values**2).sum())),
        "tr": lambda matrix: float(numpy.trace(matrix.values)),
        "binomial": math.comb,
    }


def random(seed=0):
    return numpy.random.default_rng(seed)


def layers(n=3, d=4, h=2, q=3, seed=0):
    """Return X and the weights of a network with one hidden layer, as matrices."""
    draw = random(seed).normal
    shapes = {"bX": (n, d), "bW_1": (d, h), "bb_1": (1, h), "bW_2": (h, q), "bb_2": (1, q)}
    return {name: Matrix(draw(size=shape)) for name, shape in shapes.items()}


def network(case, activation, x=None):
    """Return what a network with one hidden layer computes, in NumPy."""
    w1, b1, w2, b2 = (case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2"))
    x = case["bX"].values if x is None else getattr(x, "values", x)
    return Matrix(activation(x @ w1 + b1) @ w2 + b2)


@functools.cache
def scenes(name):
    """Return the scenes of a page, each a list of cases that know what all pages share.

    A page without scenes of its own, as a new one, has the functions of all pages, and x.
    """
    page = Path(name).name
    if not (ROOM / f"{page}.py").is_file():
        return [Scene([common() | {"x": x} for x in POINTS])]
    own = importlib.import_module(f"tests.prose.scenes.{page}").scenes()
    return [
        Scene([common() | case for case in cases], *getattr(cases, "only", ())) for cases in own
    ]


@functools.cache
def alone(name):
    """Return where the value of each formula without a relation stands: its place, its scene."""
    return [
        (place, scene)
        for scene in scenes(name)
        for place, _ in enumerate(scene[0].get("alone", ()))
    ]
