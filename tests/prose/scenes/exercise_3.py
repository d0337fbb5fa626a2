"""What the letters of the formulas of exercises/exercise_3 mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import scipy.integrate
import scipy.optimize
import scipy.stats
from mxnet import np, npx

from tests.prose.meanings import (
    POINTS,
    Matrix,
    Scene,
    both,
    gradients,
    layers,
    network,
    random,
)


def scenes():
    scalar = [{"x": x, "z": x, "u": math.exp(-2 * x)} for x in POINTS]
    case = layers()
    n, h = case["bX"].values.shape[0], case["bb_1"].values.shape[1]
    ones = Matrix(numpy.ones((1, h)))
    case |= {"f": lambda x: network(case, numpy.tanh, x), "phi": both(math.tanh), "b1": ones,
             "eta": 0.1, "h": h}  # fmt: skip
    target = random(5).normal(size=(n, 3))
    inputs = case["bX"].values

    def loss_with(activation):
        def loss(w1, b1, w2, b2):
            hidden = activation(np.dot(np.array(inputs, dtype="float64"), w1) + b1)
            return ((np.dot(hidden, w2) + b2 - np.array(target, dtype="float64")) ** 2).sum()

        return loss

    own = [case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2")]
    twin = [2 * own[0], 2 * own[1], 2 * own[2], own[3] - own[2].sum(0, keepdims=True)]
    sigmoid_of = lambda z: 1 / (1 + numpy.exp(-z))  # noqa: E731
    assert numpy.allclose(sigmoid_of(inputs @ twin[0] + twin[1]) @ twin[2] + twin[3],
                          network(case, numpy.tanh).values)  # fmt: skip
    g1, gb, g2, g = gradients(loss_with(np.tanh), *own)
    gv, ga, gu, gc = gradients(loss_with(npx.sigmoid), *twin)
    z = inputs @ own[0] + own[1]
    case |= {"bV": Matrix(twin[0]), "ba": Matrix(twin[1]), "bU": Matrix(twin[2]),
             "bc": Matrix(twin[3]), "bZ": Matrix(z), "bH": Matrix(numpy.tanh(z)),
             "bS": Matrix(sigmoid_of(2 * z))}  # fmt: skip
    # One step of the twin, turned back into the parameters of tanh.
    moved = [value - 0.1 * grad for value, grad in zip(twin, (gv, ga, gu, gc), strict=True)]
    back = moved[0] / 2, moved[2] / 2, moved[3] + moved[2].sum(0, keepdims=True) / 2
    case |= {"bG_1": Matrix(g1), "bG_2": Matrix(g2), "bg": Matrix(g), "bG_V": Matrix(gv),
             "bG_a": Matrix(ga), "bG_U": Matrix(gu), "bG_b": Matrix(gb),
             "Delta_bW_2": Matrix(back[1] - own[2]), "Delta_bb_2": Matrix(back[2] - own[3]),
             "alone": [*map(Matrix, twin), Matrix(back[0] - own[0]), Matrix(gu),
                       Matrix(2 * g1), Matrix(2 * gb), Matrix(2 * g2),
                       Matrix(g - g2.sum(0, keepdims=True))]}  # fmt: skip
    edge = scipy.optimize.brentq(lambda x: math.exp(2 * x) - 2**-26, -10, -9, xtol=1e-14)
    far = [{"x": edge - 0.001, "tight": True}, {"x": -9.5}, {"x": -20.0}]
    unbiased = case | {"bb_1": Matrix(numpy.zeros((1, h))), "bb_2": Matrix(numpy.zeros((1, 3)))}
    odd = {"bX": case["bX"], "f": lambda x: network(unbiased, numpy.tanh, x)}
    return [
        scalar,
        [case],
        Scene(far, r"2e^{2x} < \tfrac12 \cdot 2^{-24}", r"x < -13 \ln 2 = -9.01"),
        Scene([odd], r"f(-\mathbf{X}) = -f(\mathbf{X})"),
    ]
