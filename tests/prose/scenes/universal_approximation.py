"""What the letters of the formulas of chapters/universal_approximation mean."""

import itertools
import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import scipy.integrate
import scipy.optimize
import scipy.stats
from mxnet import np, npx

from tests.prose.meanings import (
    POINTS,
    FromOne,
    exact,
)


def scenes():
    f, delta = math.sin, 2 * math.pi / 5
    ends = -1.7 + delta * numpy.arange(6)
    slopes = numpy.diff(numpy.sin(ends)) / delta
    built = [
        {"a_": FromOne(ends[:-1]), "b_": FromOne(ends[1:]), "delta": delta, "h": 5, "f": f,
         "s_": FromOne(slopes), "c_": FromOne(numpy.diff(slopes, prepend=0.0)), "j": j, "x": x,
         "s_j_minus_1": slopes[j - 2] if j > 1 else 0.0,
         "g": lambda x: float(numpy.interp(x, ends, numpy.sin(ends)))}
        for j in (1, 3, 5) for x in (-1.6, -0.2, 0.7, 2.5)
    ]  # fmt: skip
    missed = []
    top = math.pi / 2 - 0.1  # around it the bend is nearly the greatest, and the error the bound
    for a, share, delta in ((-1.7, 0.3, 0.9), (0.1, 0.6, 0.9), (1.0, 0.9, 0.9), (top, 0.5, 0.2)):
        b, x = a + delta, a + share * delta
        g = lambda t, a=a, b=b: f(a) + (f(b) - f(a)) * (t - a) / (b - a)  # noqa: E731
        often = numpy.linspace(a, b, 1001)
        bend = numpy.abs(numpy.sin(often)).max()
        c = (f(x) - g(x)) / ((x - a) * (x - b))
        z = often[numpy.abs(-numpy.sin(often) - 2 * c).argmin()]  # a place, and there is one
        z = scipy.optimize.newton(lambda z, c=c: -math.sin(z) - 2 * c, z)
        assert a < z < b
        missed.append({"a": a, "b": b, "x": x, "f": f, "g": g, "C": c, "z": z, "delta": delta,
                       "f_prime_prime": lambda z: -math.sin(z), "M": bend})  # fmt: skip
    missed[-1]["tight"] = True
    step = exact("sigmoid")
    bumps = [
        {"k": k, "w": w, "x": x, "p": lambda x, k=k, w=w: integral_of_steps(x, k, w)}
        for k in (0.7, 3.0) for w in (1.0, 2.5) for x in POINTS
    ]  # fmt: skip
    edges = -2.0 + 0.5 * numpy.arange(9)
    heights = numpy.sin(numpy.append(edges - 0.25, edges[-1] + 0.25))  # of the ten levels
    stairs = [
        {"t_": FromOne(edges), "v_": FromOne(numpy.diff(heights)), "f": f, "delta": 0.5, "k": 3.0,
         "m": 9, "j": j, "x": x,
         "g": lambda x: heights[0] * (1 - step(3 * (x - edges[0])))
         + sum(height * (step(3 * (x - left)) - step(3 * (x - right)))
               for height, (left, right) in zip(
                   heights[1:-1], itertools.pairwise(edges), strict=True))
         + heights[-1] * step(3 * (x - edges[-1]))}
        for j in (1, 4, 9) for x in POINTS
    ]  # fmt: skip
    fences = [
        {"k": 2.5, "x_1": x, "x_2": y,
         "s": lambda x, y: sum(float(npx.sigmoid(np.array([2.5 * (1 + sign * one)],
                                                          dtype="float64"))[0])
                               for one in (x, y) for sign in (1, -1))}
        for x in POINTS for y in POINTS[::2]
    ]  # fmt: skip
    return [built, missed, bumps, stairs, fences]


def integral_of_steps(x, k, w):
    """Return a bump as the integral of the sigmoid's slope over its width."""
    prime = exact("sigmoid", "x")
    return scipy.integrate.quad(lambda t: k * prime(k * (x - t)), -w / 2, w / 2)[0]
