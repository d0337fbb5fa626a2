"""Answers to exercise 1 that must pass, and wrong ones with a piece of the hint meant for them."""

import math

import numpy
from mxnet import np, npx

from tests.check_cases import Cases


def two_slips(x):
    """The quotient rule with both inner derivatives forgotten."""
    return (2 * np.exp(-2 * x) - np.exp(-4 * x)) / (1 + np.exp(-2 * x)) ** 2


CASES = {
    "1a": Cases(
        right=[
            lambda x: 1 - np.tanh(x) ** 2,
            lambda x: 1 - numpy.tanh(x) ** 2,
            lambda x: 4 * np.exp(-2 * np.abs(x)) / (1 + np.exp(-2 * np.abs(x))) ** 2,
            lambda x: 4 * npx.sigmoid(2 * x) * (1 - npx.sigmoid(2 * x)),
            lambda x: 1 / numpy.cosh(numpy.clip(x, -40, 40)) ** 2,
        ],
        wrong=[
            (two_slips, "Two slips"),
            (lambda x: 4 * np.exp(-2 * x) / (1 + np.exp(-2 * x)) ** 2, "Look for an overflow"),
            (lambda x: npx.sigmoid(x) * (1 - npx.sigmoid(x)), "another S-shaped curve"),
            (lambda x: 1 - np.tanh(x), "at -20 this is 2"),
            (lambda x: np.tanh(x) ** 2, "0 at 0"),
            (lambda x: 1 + np.tanh(x) ** 2, "a sign in the quotient rule"),
            (lambda x: 2 - 2 * np.tanh(x) ** 2, "up to a factor"),
            (lambda x: (1 - np.tanh(x) ** 2).sum(), "a sum too many"),
            (lambda x: (1 - np.tanh(x) ** 2).sum(axis=0), "elementwise"),
            (lambda x: 1 - np.tanh(x) ^ 2, "is written **"),
            (lambda x: -2 * x * np.exp(-(x**2)), "Which of the three"),
            (lambda x: npx.sigmoid(x), "Which of the three"),
            (lambda x: 1 / numpy.cosh(x), "another curve"),
            (lambda x: np.exp(-(x**2)), "another curve"),
            (lambda x: 1 / (1 + np.abs(x)) ** 2, "another curve"),
            # Errors: the hint is for their kind.
            (lambda x: 1 - np.tanh(x) if x > 0 else 1 + np.tanh(x), "ask one question"),
            (lambda x: 1 - math.tanh(x) ** 2, "Those of np take each entry"),
            (lambda x: 1 - np.tanh(x) ** 2 + numpy.zeros(x.shape) * np.ones(x.shape), "do not mix"),
            (lambda x: np.sum(numpy.zeros(3)), "do not mix"),
            (lambda x: numpy.concatenate([numpy.ones(3), np.ones(3)]), "do not mix"),
            (lambda x: np.dot(np.ones((2, 3)), np.ones((2, 3))), "Two shapes do not fit"),
            (lambda x: np.ones((2, 3)) + np.ones((3, 2)), "Two shapes do not fit"),
            (lambda x: numpy.ones((2, 3)) @ numpy.ones((2, 3)), "Two shapes do not fit"),
            (lambda x: numpy.ones(2) + numpy.ones(3), "Two shapes do not fit"),
            (lambda x, h: x + h, "the first line of the function"),
            (lambda x: two_slips(x=x, h=1), "the first line of the function"),
            (lambda x: nowhere(x), "Is the name spelt"),  # noqa: F821
            (lambda x: 1 / 0, "Which number can be 0"),
            (lambda x: [1][1], "counts from 0"),
            (lambda x: x.nonsense, "Is the name spelt as the library has it"),
            (lambda x: int("one"), "by itself on that input"),
        ],
    ),
    "1b derivative": Cases(
        right=[
            lambda x, a: np.where(x > 0, np.ones_like(x), a * np.ones_like(x)),
            lambda x, a: (x > 0) + a * (x < 0),
            lambda x, a: numpy.where(x > 0, 1.0, a),
        ],
        wrong=[
            (lambda x, a: x > 0, "That is ReLU"),
            (lambda x, a: (x < 0) + a * (x > 0), "exchanged"),
            (lambda x, a: (x > 0) - a * (x < 0), "its slope is not"),
            (lambda x, a: np.maximum(x, 0) + a * np.minimum(x, 0), "pReLU itself"),
            (lambda x, a: np.minimum(x, 0), "derivative in a"),
        ],
    ),
    "1b interval": Cases(
        right=[
            lambda a: (min(1, a), max(1, a)),
            lambda a: sorted([a, 1]),
            lambda a: np.array([min(a, 1), max(a, 1)]),
        ],
        wrong=[
            (lambda a: (a, 1), "the greater one"),
            (lambda a: (0, 1), "interval for ReLU"),
            (lambda a: (a, a), "left slope alone"),
            (lambda a: (1, 1), "right slope alone"),
            (lambda a: ((1 + a) / 2, (1 + a) / 2), "middle of the interval"),
        ],
    ),
    "1c": Cases(
        right=[
            lambda x, G: (G * np.minimum(x, 0)).sum(),
            lambda x, G: float((G * np.minimum(x, 0)).sum()),
            lambda x, G: (numpy.minimum(x, 0) * G).sum(),
            lambda x, G: (G * x * (x < 0)).sum().reshape(1),
        ],
        wrong=[
            (lambda x, G: G * np.minimum(x, 0), "All of them pull"),
            (lambda x, G: (G * np.minimum(x, 0)).mean(), "A sum, or a mean"),
            (lambda x, G: np.minimum(x, 0).sum(), "every entry of G is 1"),
            (lambda x, G: (G * np.maximum(x, 0)).sum(), "Which of the two pieces"),
            (lambda x, G: (G * x).sum(), "Positive entries"),
            (lambda x, G: -(G * np.minimum(x, 0)).sum(), "The sign"),
        ],
    ),
}
