"""What the letters of the formulas of chapters/sigmoid mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

from mxnet import np, npx

from tests.prose.meanings import (
    POINTS,
    exact,
    slope,
)


def scenes():
    of, prime = exact("sigmoid"), exact("sigmoid", "x")
    points = [
        {"x": x, "s": 1 / of(x), "s_prime": slope(lambda x: 1 / of(x), x), "sigma_prime": prime(x),
         "u": math.exp(-abs(x)), **({"tight": True} if abs(x) < 0.35 else {}),
         "r": lambda x: of(x) - of(0.0) - prime(0.0) * x, "p": of(x),
         "r_prime": lambda x: slope(lambda x: of(x) - of(0.0) - prime(0.0) * x, x)}
        for x in POINTS
    ]  # fmt: skip
    softmax = [
        {"a": a, "b": b, "sigma": of,
         "first": float(npx.softmax(np.array([a, b], dtype="float64"))[0])}
        for a, b in ((0.3, -1.1), (-2.0, 0.7), (1.5, 2.5))
    ]  # fmt: skip
    for case in softmax:
        assert abs(case["first"] - case["sigma"](case["a"] - case["b"])) < 1e-9
    return [points, softmax]
