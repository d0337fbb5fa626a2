"""What the letters of the formulas of chapters/tanh mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

from tests.prose.meanings import (
    POINTS,
)


def scenes():
    return [[{"x": x, "u": math.exp(-2 * abs(x))} for x in POINTS]]
