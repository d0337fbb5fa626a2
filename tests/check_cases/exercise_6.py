"""Answers to exercise 6 that must pass, and wrong ones with a piece of the hint meant for them."""

import itertools
import math
from collections import OrderedDict

import numpy
from mxnet import autograd, np, npx

from tests.check_cases import Cases


def backward(library=np, through=None, bias=None, rows=len, sign=1):
    """Return a backward pass of part a, in MXNet or NumPy, right or with a slip."""

    def gradients(X, Y, W1, b1, W2, b2):
        Z = library.dot(X, W1) + b1
        H = library.maximum(Z, 0)
        dO = sign * (library.dot(H, W2) + b2 - Y) / rows(X)
        dH = library.dot(dO, W2.T)
        dZ = dH * (through(Z, H, dH) if through else Z > 0)
        add = bias or (lambda array: array.sum(axis=0))
        return library.dot(X.T, dZ), add(dZ), library.dot(H.T, dO), add(dO)

    return gradients


def by_autograd(X, Y, *parameters):
    for parameter in parameters:
        parameter.attach_grad()
    W1, b1, W2, b2 = parameters
    with autograd.record():
        O = np.dot(npx.relu(np.dot(X, W1) + b1), W2) + b2  # noqa: E741
        loss = ((O - Y) ** 2).sum() / (2 * len(X))
    loss.backward()
    return [parameter.grad for parameter in parameters]


def transposed(*point):
    dW1, db1, dW2, db2 = backward()(*point)
    return dW1.T, db1, dW2.T, db2


def sigmoid(z):
    return npx.sigmoid(z)


def bell(z):
    return npx.sigmoid(z) * (1 - npx.sigmoid(z))


def minimum(beta):
    t = -1.0
    for _ in range(60):
        t = -(1 + math.exp(t))
    return t / beta, (t + 1) / beta


def minimum_by_search(beta):
    x = numpy.linspace(-4 / beta, 0, 40001)
    y = x / (1 + numpy.exp(-beta * x))
    return x[y.argmin()], y.min()


def minimum_by_halving(beta):
    low, high = -2.0, -1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if middle + 1 + math.exp(middle) < 0 else (low, middle)
    return np.array([low / beta, (low + 1) / beta])


def mirrored(library, first, second, bias=-1):
    """Return a conversion that puts each unit beside its mirror image, with two factors of a."""

    def convert(W1, b1, W2, b2, a):
        return (
            library.concatenate([W1, -W1], axis=1),
            library.concatenate([b1, bias * b1]),
            library.concatenate([first(a) * W2, second(a) * W2]),
            b2,
        )

    return convert


def interleaved(W1, b1, W2, b2, a):
    """The pairs of units side by side, as lists."""
    W1, b1, W2 = (numpy.asarray(one.tolist()) for one in (W1, b1, W2))
    pair = numpy.array([1.0, -1.0])
    return (
        numpy.kron(W1, pair).tolist(),
        numpy.kron(b1, pair).tolist(),
        numpy.kron(W2, numpy.array([[1.0], [-a]])).tolist(),
        b2.tolist(),
    )


def with_identity(W1, b1, W2, b2, a):
    """Leaky = a z + (1 - a) ReLU(z), with z as a difference of two ReLUs."""
    return (
        np.concatenate([W1, -W1, W1], axis=1),
        np.concatenate([b1, -b1, b1]),
        np.concatenate([a * W2, -a * W2, (1 - a) * W2]),
        b2,
    )


CLASSES = {
    "leaky ReLU": "equal",
    "absolute value": "smaller",
    "maxout": "equal",
    "hard tanh": "smaller",
    "tanh": "neither",
    "two layers of ReLU": "larger",
}


def sigmoids(w, limit):
    return math.floor(math.log(limit) / math.log(abs(w) / 4)) + 1


def sigmoids_by_loop(w, limit):
    layers, bound = 0, 1.0
    while bound >= limit:
        layers, bound = layers + 1, bound * abs(w) / 4
    return np.array(layers)


def parameters(h, L):
    return h + h + (L - 1) * (h * h + h) + h + 1, 3 * h**L + 1


def parameters_by_shapes(h, L):
    def size(*sizes):
        return sum((i + 1) * o for i, o in itertools.pairwise(sizes))

    return [size(1, *[h] * L, 1), size(1, h**L, 1)]


def folds(h, depth, library=numpy):
    """Return (Ws, bs) of a network that draws h^depth strokes on [0, 1]."""
    v = numpy.array([1.0] + [2.0 * (-1) ** k for k in range(1, h)]).reshape(h, 1)
    ones, steps = numpy.ones((1, h)), -numpy.arange(float(h))
    Ws = [h * ones, *[h * v @ ones] * (depth - 1), v]
    bs = [*[steps] * depth, numpy.zeros(1)]
    return [library.array(W) for W in Ws], [library.array(b) for b in bs]


def wide():
    W, b = numpy.ones((1, 81)), -numpy.arange(81) / 81
    v = 162.0 * (-1) ** numpy.arange(81)
    v[0] = 81
    return [W, v.reshape(81, 1)], [b, numpy.zeros(1)]


def scaled_saw():
    """The same network with the widths carried elsewhere: ReLU lets positive factors through."""
    Ws, bs = folds(3, 4)
    return [Ws[0] * 5, Ws[1] / 5, *Ws[2:]], [bs[0] * 5, *bs[1:]]


def saw_as_lists():
    Ws, bs = folds(3, 4)
    return [W.tolist() for W in Ws], [b.reshape(1, -1).tolist() for b in bs]


def upside_down():
    Ws, bs = folds(3, 4)
    return [*Ws[:-1], -Ws[-1]], [*bs[:-1], bs[-1] + 1]


def too_low():
    Ws, bs = folds(3, 4)
    return [*Ws[:-1], Ws[-1] / 3], bs


def unstretched():
    """Each layer draws strokes from 0 to 1, and the next one needs 0 to 3."""
    Ws, bs = folds(3, 4)
    return [Ws[0], *[W / 3 for W in Ws[1:-1]], Ws[-1]], bs


CASES = {
    "6a": Cases(
        right=[
            backward(),
            backward(numpy),
            backward(through=lambda Z, H, dH: H > 0),
            backward(through=lambda Z, H, dH: np.sign(H)),
            by_autograd,
        ],
        wrong=[
            (backward(through=lambda Z, H, dH: H >= 0), "silent on every row"),
            (backward(through=lambda Z, H, dH: dH > 0), "on the way forward"),
            (backward(through=lambda Z, H, dH: H), "not its value"),
            (backward(through=lambda Z, H, dH: Z < 0), "The wrong half"),
            (backward(through=lambda Z, H, dH: 1 - H**2), "another activation"),
            (backward(bias=lambda array: array.mean(axis=0)), "once is enough"),
            (backward(rows=lambda X: 1), "Where has its division gone"),
            (backward(rows=lambda X: len(X) ** 2), "divided by twice"),
            (backward(sign=-1), "uphill"),
            (transposed, "which axis meets which"),
            (lambda *point: backward()(*point)[0], "return dW1, db1, dW2, db2"),
        ],
    ),
    "6b slope": Cases(
        right=[
            lambda x, beta: sigmoid(beta * x) + beta * x * bell(beta * x),
            lambda x, beta: sigmoid(beta * x) * (1 + beta * x * sigmoid(-beta * x)),
            lambda x, beta: (
                0.5
                * (
                    1
                    + numpy.tanh(beta * x / 2)
                    + beta * x / 2 / numpy.cosh(numpy.clip(beta * x / 2, -40, 40)) ** 2
                )
            ),
        ],
        wrong=[
            (lambda x, beta: sigmoid(beta * x), "two factors"),
            (lambda x, beta: beta * x * bell(beta * x), "a second term"),
            (lambda x, beta: sigmoid(beta * x) + x * bell(beta * x), "Right for beta = 1 only"),
            (lambda x, beta: x * sigmoid(beta * x), "Swish itself"),
            (lambda x, beta: beta * bell(beta * x), "sigmoid alone"),
            (lambda x, beta: sigmoid(beta * x) - beta * x * bell(beta * x), "the sign"),
            (lambda x, beta: x**2 * bell(beta * x), "derivative in beta"),
            (lambda x, beta: x > 0, "straight line"),
        ],
    ),
    "6b beta": Cases(
        right=[
            lambda x, beta: x**2 * bell(beta * x),
            lambda x, beta: x * x * sigmoid(beta * x) * sigmoid(-beta * x),
            lambda x, beta: x**2 / (4 * numpy.cosh(numpy.clip(beta * x / 2, -60, 60)) ** 2),
        ],
        wrong=[
            (lambda x, beta: x * bell(beta * x), "two places"),
            (lambda x, beta: bell(beta * x), "two places"),
            (lambda x, beta: beta * x * bell(beta * x), "taken in beta"),
            (lambda x, beta: x**2 * sigmoid(beta * x), "asked for is its slope"),
            (lambda x, beta: sigmoid(beta * x) + beta * x * bell(beta * x), "derivative in x"),
            (lambda x, beta: -(x**2) * bell(beta * x), "Should Swish fall"),
        ],
    ),
    "6b minimum": Cases(
        right=[
            minimum,
            minimum_by_search,
            minimum_by_halving,
            lambda beta: (-1.27846 / beta, -0.27846 / beta),
        ],
        wrong=[
            (lambda beta: (0.0, 0.0), "where ReLU is lowest"),
            (lambda beta: minimum(1.0), "for beta = 1"),
            (lambda beta: minimum(beta)[::-1], "the place first"),
            (lambda beta: (minimum(beta)[0], minimum(1.0)[1]), "So does the value"),
            (lambda beta: (minimum(1.0)[0], minimum(beta)[1]), "So does the place"),
            (lambda beta: (minimum(1 / beta)[0], minimum(1 / beta)[1]), "outwards or inwards"),
            (lambda beta: (-1 / beta, -0.268941 / beta), "the slope is not 0 there"),
            (lambda beta: (-2 / beta, -0.238406 / beta), "Four digits"),
        ],
    ),
    "6c leaky": Cases(
        right=[
            mirrored(np, lambda a: 1, lambda a: -a),
            mirrored(numpy, lambda a: 1, lambda a: -a),
            interleaved,
            with_identity,
        ],
        wrong=[
            (lambda W1, b1, W2, b2, a: (W1, b1, W2, b2), "something has to speak"),
            (mirrored(np, lambda a: 1, lambda a: a), "the right sign"),
            (mirrored(np, lambda a: 1, lambda a: -a, bias=1), "mirror image"),
            (mirrored(np, lambda a: 1, lambda a: -1), "do not know a"),
            (lambda W1, b1, W2, b2, a: (W1, b1, a * W2, b2), "at x = 1"),
            (lambda W1, b1, W2, b2, a: (W1.T, b1, W2, b2[:1] * 0), "W1 is (d, h)"),
            (lambda W1, b1, W2, b2, a: W1, "return W1, b1, W2, b2"),
        ],
    ),
    "6c relu": Cases(
        right=[
            mirrored(np, lambda a: 1 / (1 - a * a), lambda a: a / (1 - a * a)),
            mirrored(numpy, lambda a: 1 / (1 - a**2), lambda a: a / (1 - a**2)),
            lambda W1, b1, W2, b2, a: (
                np.concatenate([-W1, W1], axis=1),
                np.concatenate([-b1, b1]),
                np.concatenate([a * W2, W2]) / (1 - a) / (1 + a),
                b2,
            ),
        ],
        wrong=[
            (lambda W1, b1, W2, b2, a: (W1, b1, W2, b2), "still there"),
            (mirrored(np, lambda a: 1, lambda a: a), "which slope is left"),
            (mirrored(np, lambda a: 1 / (1 + a), lambda a: a / (1 + a)), "through both units"),
            (mirrored(np, lambda a: 1, lambda a: -a), "leaks too"),
            (
                mirrored(np, lambda a: 1 / (1 - a * a), lambda a: a / (1 - a * a), bias=1),
                "mirror image",
            ),
        ],
    ),
    "6c classes": Cases(
        right=[CLASSES, dict(reversed(CLASSES.items())), OrderedDict(CLASSES)],
        wrong=[
            (CLASSES | {"leaky ReLU": "smaller"}, "with units of the other"),
            (CLASSES | {"absolute value": "equal"}, "far to the left"),
            (CLASSES | {"maxout": "larger"}, "max(u, v)"),
            (CLASSES | {"hard tanh": "equal"}, "how large"),
            (CLASSES | {"tanh": "larger"}, "Ask both ways"),
            (CLASSES | {"two layers of ReLU": "equal"}, "end in the middle"),
            (CLASSES | {"tanh": "incomparable"}, "one of these words"),
            (list(CLASSES.values()), "Keep the keys"),
        ],
        scaled=False,  # six words
    ),
    "6d layers": Cases(
        right=[
            sigmoids,
            sigmoids_by_loop,
            lambda w, limit: numpy.ceil(numpy.log(limit) / numpy.log(abs(w) / 4)),
        ],
        wrong=[
            (lambda w, limit: math.log(limit) / math.log(abs(w) / 4), "a whole number"),
            (lambda w, limit: sigmoids(w, limit) - 1, "not below the limit yet"),
            (lambda w, limit: sigmoids(w, limit) + 1, "One layer fewer"),
            (lambda w, limit: sigmoids(1.0, limit), "The weight counts"),
            (lambda w, limit: math.ceil(math.log(limit) / math.log(w / 4)), "the sign of w"),
            (lambda w, limit: 2 * sigmoids(w, limit), "for the first time"),
        ],
    ),
    "6d latch": Cases(
        right=[
            ([3.0] * 10, [0.0] * 10),
            (np.full(10, -3.0), np.zeros(10)),
            (numpy.linspace(2.8, 2.6, 10), numpy.zeros(10)),
            ([3, 3, 3, 3, 3, 3, 3, 3, 3, -3], [0] * 9 + [1]),
        ],
        wrong=[
            (([100.0] + [1.0] * 9, [0.0] * 10), "not allowed"),
            (([1.0] * 10, [0.0] * 10), "The signal itself dies"),
            (([0.01] * 10, [0.0] * 10), "The signal itself dies"),
            (([3.0] * 10, [9.0] * 10), "Both inputs end"),
            (([2.0] * 10, [0.0] * 10), "ten times over"),
            (([3.0] * 9, [0.0] * 9), "there are ten layers"),
            ([3.0] * 10, "ten numbers each"),
        ],
    ),
    "6e count": Cases(
        right=[parameters, parameters_by_shapes, lambda h, L: np.array(parameters(h, L))],
        wrong=[
            (lambda h, L: (parameters(h, L)[0], 3 * h**L - 2), "before its first corner"),
            (lambda h, L: (h * L, h**L), "asked for are weights"),
            (lambda h, L: (parameters(h, L)[0], h**L), "belong to each"),
            (lambda h, L: (2 * h + (L - 1) * h * h, 2 * h**L), "Weights alone"),
            (lambda h, L: (parameters(h, L)[0], 3 * h**L), "has a bias as well"),
            (lambda h, L: (parameters(h, L)[0] - 1, 3 * h**L + 1), "has a bias as well"),
            (lambda h, L: (parameters(h, L + 1)[0], 3 * h**L + 1), "fewer gaps"),
            (lambda h, L: parameters(h, L)[::-1], "the deep one first"),
        ],
    ),
    "6e saw": Cases(
        right=[folds(3, 4), folds(3, 4, np), scaled_saw(), saw_as_lists()],
        wrong=[
            (wide(), "12 are enough"),
            (folds(2, 6), "folds in two"),
            (folds(4, 3), "do better"),
            (upside_down(), "upside down"),
            (too_low(), "their height"),
            (unstretched(), "Draw one layer first"),
            (([numpy.zeros((1, 1))], [numpy.zeros(1)]), "constant"),
            (([numpy.ones((1, 3))], [numpy.zeros(3)]), "one output"),
            ((folds(3, 4)[0], folds(3, 4)[1][:-1]), "One W and one b"),
            (([W.T for W in folds(3, 4)[0]], folds(3, 4)[1]), "a row for each number"),
        ],
    ),
    "6f variance": Cases(
        right=[
            lambda n, a: 2 / ((1 + a * a) * n),
            lambda n, a: numpy.float32(2.0) / n / (1 + a**2),
            lambda n, a: np.array([2.0]) / (n + n * a**2),
        ],
        wrong=[
            (lambda n, a: math.sqrt(2 / ((1 + a * a) * n)), "standard deviation"),
            (lambda n, a: 1 / n, "What does the activation do"),
            (lambda n, a: 2 / n, "Right for ReLU"),
            (lambda n, a: 2 / ((1 + a) * n) if a != -1 else 1.0, "enter a square"),
            (lambda n, a: (1 + a * a) / (2 * n), "the other side"),
            (lambda n, a: 6 / ((1 + a * a) * n), "uniform"),
            (lambda n, a: 1 / ((1 - 1 / math.pi) * n), "sums their squares"),
        ],
    ),
    "6f drift": Cases(
        right=[
            lambda c, L: (c / 2) ** L,
            lambda c, L: math.exp(L * math.log(c / 2)),
            lambda c, L: np.power(np.array(c / 2), L),
        ],
        wrong=[
            (lambda c, L: c**L, "takes its share"),
            (lambda c, L: (c / 2) ** (L / 2), "root"),
            (lambda c, L: (c / 2) ** (2 * L), "not their squares"),
            (lambda c, L: c * L / 2, "factors multiply"),
            (lambda c, L: (c / 2) ** (L - 1), "A layer is missing"),
            (lambda c, L: c / 2, "one layer"),
        ],
    ),
}
