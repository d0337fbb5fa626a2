"""What the letters of the formulas of chapters/index mean."""

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

from tests.prose.meanings import (
    Scene,
    exact,
)


def scenes():
    leaky = lambda x: exact("prelu")(x, 0.25)  # noqa: E731
    right, left = (
        [{"x": sign * x, "f": leaky, "alpha": 0.25} for x in (0.3, 1.2, 2.7)] for sign in (1, -1)
    )
    return [Scene(right, "f(x) = x"), Scene(left, r"f(x) = \alpha x")]
