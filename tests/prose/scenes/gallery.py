"""What the letters of the formulas of chapters/gallery mean."""

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import scipy.integrate
import scipy.optimize
import scipy.stats

from tests.prose.meanings import (
    POINTS,
    Scene,
    exact,
)


def scenes():
    odd_parts = [
        {"x": x, "f": exact(key), "f_prime_of": exact(key, "x"), "Phi": scipy.stats.norm.cdf}
        for key in ("gelu", "softplus", "relu") for x in POINTS
    ]  # fmt: skip
    swish = {order: exact("swish", "x" if order else None, order) for order in (0, 1, 2)}
    zoom = [
        {"x": x, "beta": beta, "varphi": scipy.stats.norm.pdf}
        | {letter + prime: lambda x, order=order, at=at: swish[order](x, at)
           for letter, at in (("f", 1), ("g", beta))
           for order, prime in ((0, ""), (1, "_prime_of"), (2, "_prime_prime_of"))}
        for x in POINTS for beta in (0.5, 1, 3)
    ]  # fmt: skip
    selu, selu_slope = exact("selu"), exact("selu", "x")
    left = [
        {"x": x, "y": selu(x), "alpha": SELU_ALPHA, "lambda": SELU_SCALE, "lambda_": SELU_SCALE,
         "f_prime_of": selu_slope}
        for x in POINTS if x < 0
    ]  # fmt: skip
    sums_to_1 = r"f'(x) + f'(-x) = 1"
    bend = [{"x": x, "varphi": scipy.stats.norm.pdf, "f_prime_prime_of": exact("gelu", "x", 2)}
            for x in POINTS]  # fmt: skip
    bend = Scene(bend, r"f''(x) = \varphi(x)\,(2 - x^2)")
    return [Scene(odd_parts, sums_to_1), Scene(zoom, sums_to_1), left, bend]
