"""What the letters of the formulas of exercises/exercise_1 mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

from mxnet import np

from tests.prose.meanings import (
    POINTS,
    FromOne,
    Scene,
    exact,
    gradients,
    random,
    slope,
)


def scenes():
    p, in_x, in_a = exact("prelu"), exact("prelu", "x"), exact("prelu", "alpha")
    smooth = [
        {"x": x, "u": math.exp(-2 * x), "u_prime": slope(lambda x: math.exp(-2 * x), x),
         "y": math.tanh(x),
         # What is copied from book to book, as the page's own cell has it, and what is right.
         "alone": [(lambda u: u * (2 - u) / (1 + u) ** 2)(math.exp(-2 * x)), exact("tanh", "x")(x)]}
        for x in POINTS
    ]  # fmt: skip
    corner = [
        {"x": x, "t": x, "a": a, "h": 0.25, "p": p, "d_p_d_x": in_x(x, a), "d_p_d_a": in_a(x, a),
         "alone": [(p(x + 0.25, a) - p(x - 0.25, a)) / 0.5]}
        for x in POINTS for a in (-0.5, 0.25, 1.4)
    ]  # fmt: skip
    window = [
        {"x": x, "a": a, "h": 0.25, "p": p} for x in (-0.2, -0.1, 0.05, 0.2) for a in (-0.5, 1.4)
    ]
    ramp = (
        r"\frac{p(x + h, a) - p(x - h, a)}{2h} = \frac{(x + h) - a (x - h)}{2h}"
        r" = \frac{1 + a}{2} + \frac{(1 - a)\,x}{2h}"
    )
    xs, weights = random().normal(size=6), random(1).normal(size=6)
    loss = lambda a: (np.array(weights) * CATALOGUE["prelu"].function(np.array(xs), a)).sum()  # noqa: E731
    (in_alpha,) = gradients(loss, [0.25])
    shared = {"x_": FromOne(xs), "G_": FromOne(weights), "d_L_d_p_": FromOne(weights),
              "d_p_d_a_": FromOne([in_a(x, 0.25) for x in xs]), "last_i": 6,
              "d_L_d_a": float(in_alpha[0]), "a": 0.25, "p": p, "i": 2,
              "p_": FromOne(CATALOGUE["prelu"].function(np.array(xs), 0.25).asnumpy())}  # fmt: skip
    return [corner, smooth, Scene(window, ramp), [shared]]
