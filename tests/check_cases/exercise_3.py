"""Answers to exercise 3 that must pass, and wrong ones with a piece of the hint meant for them."""

from fractions import Fraction
from math import log

import numpy
from mxnet import np, npx

from tests.check_cases import Cases


def off(number):
    """Return the conversion of the worked solution with one parameter 1 % too large."""

    def answer(W1, b1, W2, b2):
        net = [2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=0)]
        net[number] = 1.01 * net[number]
        return net

    return answer


def mirrored(W1, b1, W2, b2):
    """Another net that computes the same, since sigmoid(-z) = 1 - sigmoid(z)."""
    return -2 * W1, -2 * b1, -2 * W2, b2 + W2.sum(axis=0)


def numpy_sigmoid(z):
    return 1 / (1 + numpy.exp(-numpy.clip(z, -500, 500)))


CASES = {
    "3a sides": Cases(
        right=[
            lambda u: 2 / (1 + u),
            lambda u: (1 - u) / (1 + u) + 1,
            lambda u: ((1 - u) + (1 + u)) / (1 + u),
            lambda u: 2 * npx.sigmoid(-np.log(u)),
            lambda u: numpy.tanh(-numpy.log(u) / 2) + 1,
        ],
        wrong=[
            (lambda u: ((1 - u) / (1 + u) + 1, 2 / (1 + u)), "this one function"),
            (lambda u: (1 - u) / (1 + u), "That is tanh"),
            (lambda u: 1 / (1 + u), "a factor as well"),
            (lambda u: 2 / (1 + u**2), "u squared"),
            (lambda u: 2 / (1 + u**0.5), "the sigmoid at x"),
            (lambda u: 2 * u / (1 + u), "sign of the exponent"),
            (lambda u: (2 - u) / (1 + u), "into the numerator"),
            (lambda u: 4 * u / (1 + u) ** 2, "slope of tanh"),
            (lambda u: 2 / (1.01 + u), "u is 1"),
        ],
    ),
    "3a tanh": Cases(
        right=[
            lambda x: 2 * npx.sigmoid(2 * x) - 1,
            lambda x: npx.sigmoid(2 * x) - npx.sigmoid(-2 * x),
            lambda x: 1 - 2 * npx.sigmoid(-2 * x),
            lambda x: 2 * numpy_sigmoid(2 * x) - 1,
            lambda x: (npx.sigmoid(2 * x) - 0.5) / 0.5,
        ],
        wrong=[
            (lambda x: 2 * npx.sigmoid(2 * x), "has not moved yet"),
            (lambda x: 2 * npx.sigmoid(x) - 1, "How steep"),
            (lambda x: npx.sigmoid(2 * x), "range of this is (0, 1)"),
            (lambda x: npx.sigmoid(2 * x) - 1, "(-1, 0)"),
            (lambda x: 2 * npx.sigmoid(2 * x) + 1, "With which sign"),
            (lambda x: 2 * npx.sigmoid(x / 2) - 1, "Too flat"),
            (lambda x: 1 - 2 * npx.sigmoid(2 * x), "It falls"),
            (lambda x: 2 * npx.sigmoid(2.02 * x) - 1, "Which of the three"),
            (lambda x: 0.99 * np.tanh(x), "Which of the three"),
            (lambda x: x / (1 + np.abs(x)), "another curve"),
            (lambda x: np.arctan(x * numpy.pi / 2) * 2 / numpy.pi, "another curve"),
        ],
    ),
    "3b": Cases(
        right=[
            lambda W1, b1, W2, b2: [2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=0)],
            lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - np.dot(np.ones((1, len(W2))), W2)),
            lambda W1, b1, W2, b2: (2 * W1, (b1 + b1)[0], 2 * W2, (b2 - numpy.sum(W2, 0))[0]),
            mirrored,
        ],
        wrong=[
            (lambda W1, b1, W2, b2: (W1, b1, W2, b2), "the old weights"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2), "became of the -1"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, 2 * b2), "Not everything"),
            (lambda W1, b1, W2, b2: (2 * W1, b1, 2 * W2, b2 - W2.sum(axis=0)), "wrong places"),
            (lambda W1, b1, W2, b2: (W1, b1, 2 * W2, b2 - W2.sum(axis=0)), "And the argument"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2, b2 - W2.sum(axis=0)), "And the height"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 + W2.sum(axis=0)), "the sign"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - 2 * W2.sum(axis=0)), "doubled"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - 1), "before W2"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - W2.sum()), "one number an"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - 1.5), "the same for every input"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - W2.mean(axis=0)), "last bias"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, W2.sum(axis=1)), "which axis"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2), "way back"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * W2), "end with return"),
            (off(0), "sort the terms"),
            (off(1), "sort the terms"),
            (off(2), "sort the terms"),
            (off(3), "in the last bias"),
        ],
    ),
    "3b back": Cases(
        right=[
            lambda W1, b1, W2, b2: [W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0) / 2],
            lambda W1, b1, W2, b2: (0.5 * W1, 0.5 * b1, 0.5 * W2, b2 + (0.5 * W2).sum(axis=0)),
            lambda W1, b1, W2, b2: (-W1 / 2, -b1 / 2, -W2 / 2, b2 + numpy.sum(W2, axis=0) / 2),
        ],
        wrong=[
            (lambda W1, b1, W2, b2: (W1, b1, W2, b2), "the old weights"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=0)), "way there"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + W2.sum(axis=0)), "Here you have"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2), "never negative"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 - W2.sum(axis=0) / 2), "the sign"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1, W2 / 2, b2 + W2.sum(axis=0) / 2), "wrong places"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 / 2), "be halved"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5), "behind it"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 3, b2), "Undo your first"),
        ],
    ),
    "3b middle": Cases(
        right=[
            lambda W, b: (4 * W, 2 * (b - W.sum(axis=0))),
            lambda W, b: [W + 3 * W, 2 * b - 2 * np.dot(np.ones((1, len(W))), W)],
            lambda W, b: (4 * W, (2 * b - 2 * numpy.sum(W, axis=0))[0]),
        ],
        wrong=[
            (lambda W, b: (W, b), "the old W"),
            (lambda W, b: (2 * W, 2 * b), "you have one"),
            (lambda W, b: (2 * W, b - W.sum(axis=0)), "you have one"),
            (lambda W, b: (4 * W, 2 * b), "The -1 in H"),
            (lambda W, b: (4 * W, b - W.sum(axis=0)), "with the rest"),
            (lambda W, b: (4 * W, 2 * b - W.sum(axis=0)), "as a whole"),
            (lambda W, b: (4 * W, 2 * b - 4 * W.sum(axis=0)), "the old or the new"),
            (lambda W, b: (4 * W, 4 * (b - W.sum(axis=0))), "as W does"),
            (lambda W, b: (4 * W, 2 * (b + W.sum(axis=0))), "the sign"),
            (lambda W, b: (W / 4, b), "other way round"),
            (lambda W, b: (4 * W, 2 * (b[0, 0] - W.sum(axis=1))), "Over which axis"),
            (lambda W, b: (4.04 * W, 2 * (b - W.sum(axis=0))), "Two things"),
        ],
    ),
    "3c": Cases(
        right=[0.25, 1 / 4, Fraction(1, 4), np.array(0.25), numpy.array([0.25])],
        wrong=[
            (0.5, "That is one factor"),
            (1, "Are the gradients"),
            (2, "larger or smaller"),
            (4, "Turn it over"),
            (0.125, "One factor too many"),
            (-0.25, "opposite directions"),
            (25, "per cent"),
            (0.26, "a single weight"),
        ],
    ),
    "3d": Cases(
        right=[-13 * log(2), -9.011, -9.01, -9.02, np.array(-9.0109), -0.5 * log(2**26)],
        wrong=[
            (13 * log(2), "near 2"),
            (-9, "the eye"),
            (-12 * log(2), "half a step"),
            (-12.5 * log(2), "A factor of 2 is missing"),
            (-13.5 * log(2), "too many"),
            (-26 * log(2), "like exp(2x)"),
            (-27.5 * log(2), "float64"),
            (-13, "base 2"),
            (-16.64, "reaches 1"),
            (-20, "not only there"),
            (-9.5, "rounded away"),
        ],
    ),
}
