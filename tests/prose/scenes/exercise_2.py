"""What the letters of the formulas of exercises/exercise_2 mean."""

import functools
import itertools

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import scipy.integrate
import scipy.optimize
import scipy.stats

from tests.prose.meanings import (
    POINTS,
    FromOne,
    Matrix,
    Scene,
    exact,
    layers,
    network,
    random,
)


def scenes():
    draw = random().normal
    v, w, b, a = draw(size=4), draw(size=4), draw(size=4), 0.2
    leaky = exact("prelu")
    units = [
        {"x": x, "c": 0.3, "v_": FromOne(v), "w_": FromOne(w), "b_": FromOne(b), "a": a, "h": 4,
         "p": leaky, "f": lambda x: 0.3 + float(v @ numpy.where(w * x + b > 0, 1, a) * 0)
         + sum(vi * (z if z > 0 else a * z) for vi, z in zip(v, w * x + b, strict=True))}
        for x in POINTS
    ]  # fmt: skip
    three = [
        {"x": x, "v": 0.7, "b": -1.5,
         "f": lambda x: max(x + 2, 0) - max(3 - x, 0) + 0.7 * max(2 * x - 1.5, 0)}
        for x in POINTS
    ]  # fmt: skip
    creases = [
        {"t_": FromOne([scipy.optimize.brentq(lambda x, k=k: w[k] * x + b[k], -99, 99)
                        for k in range(4)]),
         "w_": FromOne(w), "b_": FromOne(b), "i": i}
        for i in (1, 2, 3, 4)
    ]  # fmt: skip
    cut = [pieces_of(w, b, v, a), pieces_of([1, 2, 1], [0, 1, 0], [1, 1, -1], a)]
    pieces = [{"h": 4, "pieces": cut[0], "tight": True}, {"h": 3, "pieces": cut[1]}]
    regions = [{"h": h, "d": d, "R": most_regions, "L": 3, "alone": [most_pieces(h, 3)],
                "tight": True} for h in (2, 3, 4) for d in (1, 2, 3)]  # fmt: skip
    o = draw(size=3)
    chances = numpy.exp(o) / numpy.exp(o).sum()
    softmax = [{"o_": FromOne(o), "P_": FromOne(chances), "j": j, "k": k, "last_k": 3}
               for j, k in ((1, 2), (3, 1))]  # fmt: skip
    bent = layers(n=1)
    f = lambda x: network(bent, lambda z: numpy.maximum(z, 0), x)  # noqa: E731
    here, there = bent["bX"].values, f(bent["bX"]).values
    steps = 1e-6 * numpy.eye(4)  # they stay on one piece
    m = (f(here + steps).values - there) / 1e-6
    offset = {"bx": Matrix(here + 0.01), "f": f}
    offset |= dict.fromkeys(("bM", "bM_i"), Matrix(m))
    offset |= dict.fromkeys(("bc", "bc_i"), Matrix(there - here @ m))
    flats = [{"d": d, "k": k} for d, k in ((2, 1), (3, 1), (5, 2))]
    tent = lambda x: 1 - abs(2 * x - 1)  # noqa: E731
    left = Scene([{"x": x, "T": tent} for x in (0.1, 0.2, 0.45)], "T(x) = 2x")
    right = Scene([{"x": x, "T": tent} for x in (0.55, 0.7, 0.9)], "T(x) = 2x - 4x + 2 = 2 - 2x")
    folded = [{"z": x, "x_1": x, "x_2": y} for x in POINTS for y in POINTS]
    return [units, three, creases, pieces, regions, softmax, [offset], flats,
            left, right, folded]  # fmt: skip


def pieces_of(w, b, v, a):
    """Count the pieces of a sum of pReLUs: one more for each joint where its slope changes."""
    w, b, v = map(numpy.asarray, (w, b, v))
    joints = numpy.unique(-b / w)
    between = [joints[0] - 1, *(joints[1:] + joints[:-1]) / 2, joints[-1] + 1]
    slopes = [float((v * w) @ numpy.where(w * x + b > 0, 1, a)) for x in between]
    return 1 + sum(abs(q - p) > 1e-9 for p, q in itertools.pairwise(slopes))


@functools.cache
def most_regions(h, d):
    """Count the regions of h hyperplanes in d dimensions: one more for each point where k meet.

    In general position every k <= d of them meet in one flat, and the regions are as many as the
    flats, the whole space among them (Zaslavsky, 1975).
    """
    return sum(1 for k in range(d + 1) for _ in itertools.combinations(range(h), k))


def most_pieces(h, depth):
    """Count the pieces when each of h units adds one crease to each piece of every layer."""
    pieces = 1
    for _ in range(depth):
        pieces += pieces * h
    return pieces
