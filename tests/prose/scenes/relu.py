"""What the letters of the formulas of chapters/relu mean."""

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
from mxnet import npx

from tests.prose.meanings import (
    POINTS,
    FromOne,
    exact,
    gradients,
)


def scenes():
    xs = numpy.array(POINTS)
    (of_sum,) = gradients(lambda x: npx.relu(x).sum(), xs)
    entries = [
        {"x_": FromOne(xs), "j": j, "d_sum_d_x_": FromOne(of_sum),
         "d_y_d_x_": FromOne(numpy.diag([exact("relu", "x")(x) for x in xs]))}
        for j in (1, 4, 6)
    ]  # fmt: skip
    scaled = [{"x": x, "c": c} for x in POINTS for c in (0.4, 3.0)]
    return [entries, scaled, [
        {"x": x, "alpha": alpha, "d_pReLU_d_x": exact("prelu", "x")(x, alpha),
         "d_pReLU_d_alpha": exact("prelu", "alpha")(x, alpha)}
        for x in POINTS for alpha in (-0.5, 0.25, 1.4)
    ]]  # fmt: skip
