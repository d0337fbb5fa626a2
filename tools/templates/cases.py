"""Answers to exercise THE_NUMBER that must pass, and wrong ones with a piece of their hint."""

from mxnet import np

from tests.check_cases import Cases

CASES = {
    "THE_NUMBERa": Cases(
        right=[lambda x: 2 * x, lambda x: x + x],
        wrong=[
            (lambda x: x**2, "the function itself"),
            (lambda x: x, "up to a factor"),
            (lambda x: -2 * x, "The sign"),
            (lambda x: np.exp(x), "a difference quotient"),
        ],
    ),
}
