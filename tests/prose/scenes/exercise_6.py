"""What the letters of the formulas of exercises/exercise_6 mean."""

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
    Matrix,
    both,
    exact,
    gradients,
    layers,
    network,
    random,
    slope,
)


def scenes():
    case = layers()
    inputs, target = case["bX"].values, random(7).normal(size=(3, 3))
    n = len(inputs)
    w1, b1, w2, b2 = (case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2"))
    z = inputs @ w1 + b1
    hidden = numpy.maximum(z, 0)
    output = hidden @ w2 + b2

    def loss(w1, b1, w2, b2, z_shift, h_shift, o_shift):
        """The loss; the shifts are zeros that give the gradients in Z, H and O."""
        inner = np.dot(np.array(inputs, dtype="float64"), w1) + b1 + z_shift
        outer = np.dot(npx.relu(inner) + h_shift, w2) + b2 + o_shift
        return ((outer - np.array(target, dtype="float64")) ** 2).sum() / (2 * n)

    zeros = [numpy.zeros_like(array) for array in (z, hidden, output)]
    _, _, dw2, db2, dz, dh, do = gradients(loss, w1, b1, w2, b2, *zeros)
    value = float(((output - target) ** 2).sum() / (2 * n))
    backward = case | {
        "bY": Matrix(target), "bZ": Matrix(z),
        "bH": Matrix(hidden), "bO": Matrix(output), "O_": FromOne(output), "Y_": FromOne(target),
        "L": value, "n": n, "last_i": n, "last_k": 3, "bdW_2": Matrix(dw2), "bdb_2": Matrix(db2),
        "bdO": Matrix(do), "bdO_": Matrix(do), "bdH": Matrix(dh), "dZ_": FromOne(dz),
        "dH_": FromOne(dh), "Z_": FromOne(z),
    }  # fmt: skip
    backwards = [backward | {"i": i, "j": j} for i in (1, 2, 3) for j in (1, 2)]

    s, in_x, in_beta = exact("swish"), exact("swish", "x"), exact("swish", "beta")
    lowest = scipy.optimize.brentq(lambda t: in_x(t, 1.0), -2, -1, xtol=1e-14)
    numerator = lambda t: in_x(t, 1.0) * (1 + math.exp(t)) / exact("sigmoid")(t)  # noqa: E731
    swish = [
        {"x": x, "t": beta * x, "z": x, "beta": beta, "s": s, "d_s_d_x": in_x(x, beta),
         "d_s_d_beta": in_beta(x, beta), "t_star": lowest,
         "g": numerator, "g_prime_of": lambda t: slope(numerator, t), "u": math.exp(lowest),
         "x_star": scipy.optimize.brentq(lambda x, b=beta: in_x(x, b), -2 / beta, -1 / beta,
                                         xtol=1e-14)}
        for x in POINTS for beta in (0.5, 1.0, 3.0)
    ]  # fmt: skip

    phi = both(lambda z: max(z, 0.2 * z))
    classes = case | {"varphi": phi, "bx": case["bX"], "f": lambda x: network(case, phi_of, x)}
    phi_of = numpy.vectorize(lambda z: max(z, 0.2 * z))
    mirrored = [{"z": z, "a": 0.3, "ell": lambda z: z if z > 0 else 0.3 * z, "B": 3.2,
                 "ht": exact("hard_tanh")} for z in POINTS]  # fmt: skip
    larger = [{"u": u, "v": v} for u in POINTS for v in POINTS[::2]]
    corner = [{"x_1": x, "x_2": y, "f": lambda x, y: max(x - max(y, 0), 0)}
              for x in POINTS for y in POINTS]  # fmt: skip

    chain = []
    weights, biases, depth = random(8).normal(size=4), random(9).normal(size=4), 4

    def run(x, w=weights, activation=math.tanh, b=biases):
        states, arguments = [x], []
        for wl, bl in zip(w, b, strict=True):
            arguments.append(wl * states[-1] + bl)
            states.append(activation(arguments[-1]))
        return states, arguments

    def first_weight(w):
        return run(0.6, [w, *weights[1:]])[0][-1]

    states, arguments = run(0.6)
    chain = [{
        "w_": FromOne(weights), "z_": FromOne(arguments), "L": depth, "x": 0.6,
        "varphi": math.tanh, "varphi_prime": exact("tanh", "x"),
        "d_h_L_d_x": slope(lambda x: run(x)[0][-1], 0.6),
        "d_h_L_d_w_1": slope(first_weight, weights[0]),
        "b_": FromOne(biases), "h_l": states[2], "h_l_minus_1": states[1], "l": 2,
        "w_1": weights[0], "z_1": arguments[0],
    }]  # fmt: skip
    quarter = [
        {"w": w, "L": length, "x": 0.1,
         "d_h_L_d_x": slope(lambda x, w=w, k=length: run(
             x, [w] * k, exact("sigmoid"), [0.0] * k)[0][-1], 0.1)}
        for w in (0.8, -2.5, 3.9) for length in (1, 2, 5)
    ]  # fmt: skip
    quarter[0]["tight"] = True
    limits = []
    for w, limit in ((1, 1e-12), (2.5, 1e-3), (-3, 1.001 * 0.75**6)):
        enough = next(k for k in itertools.count(1) if (abs(w) / 4) ** k < limit)
        limits.append({"L": enough, "w": w, "limit": limit})
    limits[-1]["tight"] = True  # a little less, and 6 layers were not enough
    fixed = [{"w": w, "m": scipy.optimize.brentq(lambda m, w=w: math.tanh(w * m) - m, 0.1, 1)}
             for w in (1.5, 3.0)]  # fmt: skip
    saw = []
    for h, depth in ((2, 10), (3, 4), (4, 2)):
        deep = [1, *[h] * depth, 1]
        wide = [1, h**depth, 1]
        counts = [sum(a * b + b for a, b in itertools.pairwise(sizes)) for sizes in (deep, wide)]
        saw.append({"h": h, "L": depth, "U": h * depth, "N": h**depth, "alone": counts})
    column, ones = numpy.array([[1.0], [-2.0], [2.0]]), numpy.ones((1, 3))
    stack = [3 * ones, *[3 * column @ ones] * 3, column]
    x = numpy.linspace(0, 1, 82)[:, None]
    state, bend = x, [0, -1, -2]
    for weight in stack[:-1]:
        state = numpy.maximum(state @ weight + bend, 0)
    assert numpy.allclose((state @ stack[-1])[:, 0], numpy.arange(82) % 2)  # it is a saw
    built = [{f"bW_{k + 1}": Matrix(w) for k, w in enumerate(stack)}
             | {f"bb_{k}": Matrix(bend) for k in (1, 2, 3, 4)}
             | {"bv": Matrix(column), "b1": Matrix(ones)}]  # fmt: skip
    fair = []
    for a, n in ((0.0, 256), (0.3, 64), (-1.0, 16)):
        # Half of a symmetric z passes in full, half by a: the mean square of z is n v M.
        passed = (1 + a**2) / 2
        fair.append({"a": a, "n": n, "v": 1 / (n * passed)})
    carried = [{"n": n, "c": c, "v": c / n, "L": depth, "alone": [math.prod([c * 0.5] * depth)]}
               for n, c, depth in ((256, 1.0, 5), (64, 2.0, 20), (16, 3.0, 2))]  # fmt: skip
    h, v = random(10).normal(size=5), 0.3
    sums = [h @ w for w in itertools.product((-math.sqrt(v), math.sqrt(v)), repeat=5)]
    means = {"h_": FromOne(h), "n": 5, "v": v, "M": (h**2).mean(), "last_i": 5,
             "E_z_2": numpy.mean(numpy.square(sums)),
             "E_ReLU_z_2": numpy.mean(numpy.maximum(sums, 0) ** 2)}  # fmt: skip
    return [backwards, swish, [classes], mirrored, larger, corner, chain, quarter, limits, fixed,
            saw, built, [means], fair, carried]  # fmt: skip
