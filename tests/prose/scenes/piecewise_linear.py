"""What the letters of the formulas of chapters/piecewise_linear mean."""

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy

from tests.prose.meanings import (
    POINTS,
    FromOne,
    random,
)
from tests.prose.scenes import exercise_2


def scenes():
    _, _, creases, *_, left, right, _ = exercise_2.scenes()
    w, b, v = random(1).normal(size=(3, 4))
    units = [
        {"x": x, "c": 0.3, "v_": FromOne(v), "w_": FromOne(w), "b_": FromOne(b), "h": 4,
         "f": lambda x: 0.3 + float(numpy.where(w * x + b > 0, w * x + b, 0) @ v)}
        for x in POINTS
    ]  # fmt: skip
    lines = [{"h": h} for h in (1, 2, 5, 8)]
    return [units, creases, lines, [*left, *right]]
