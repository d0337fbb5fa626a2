"""What the letters of the formulas of exercises/exercise_4 mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy

from tests.prose.meanings import (
    FromOne,
    Matrix,
    Scene,
    layers,
    network,
    random,
)


def scenes():
    case = layers(n=1, d=4, h=2, q=4)
    draw = random(3).normal
    w1, w2 = case["bW_1"].values, case["bW_2"].values
    kernel = numpy.linalg.svd((w1 @ w2).T)[2][-1:]
    inner = draw(size=(2, 2))
    case |= {"f": lambda x: network(case, lambda z: z, x), "bx": case["bX"], "t": 1.7,
             "bu": Matrix(kernel), "bW": Matrix(w1 @ w2),
             "bb": network(case, lambda z: z, numpy.zeros((1, 4))),
             "g": lambda z: Matrix(z.values @ w2 + case["bb_2"].values),
             "bS": Matrix(inner), "bD_2": Matrix(-inner @ w2), "bD_1": Matrix(w1 @ inner),
             "bQ": Matrix(numpy.linalg.pinv(w2))}  # fmt: skip
    counts = []
    for d in (2, 4, 6):  # the dimension, counted as a rank
        h = d // 2
        one, two = draw(size=(d, h)), draw(size=(h, d))
        derivative = numpy.hstack([numpy.kron(numpy.eye(d), two.T), numpy.kron(one, numpy.eye(d))])
        counts.append({"d": d, "h": h, "dimensions": int(numpy.linalg.matrix_rank(derivative)),
                       "n_1": sum(map(numpy.size, (one @ two, one @ two[:, 0]))),
                       "n_2": sum(map(numpy.size, (one, one[0], two, two[0])))})  # fmt: skip
        assert counts[-1]["dimensions"] == h * (2 * d - h)
    basis = numpy.linalg.qr(draw(size=(4, 2)))[0]
    projection, matrix = basis @ basis.T, draw(size=(4, 4))
    _, sigma, rows = numpy.linalg.svd(matrix)
    lengths = ((projection @ rows.T) ** 2).sum(0)
    distance = [
        {"bA": Matrix(matrix), "bP": Matrix(projection), "bI": Matrix(numpy.eye(4)),
         "bW": Matrix(draw(size=(4, 2)) @ basis.T), "s_": FromOne(sigma), "p_": FromOne(lengths),
         "last_i": 4, "bv_": Matrix(rows), "i": i}
        for i in (1, 2, 4)
    ]  # fmt: skip
    best = [distance[0] | {"bW": Matrix(matrix @ projection), "tight": True}]
    m, c = draw(size=(4, 3)), draw(size=(1, 3))
    spread = {"bM": Matrix(m), "bc": Matrix(c),
              "E_norm_bx_bM_plus_bc_2": mean_square(lambda x: x @ m + c, 4)}  # fmt: skip
    lost, kept = numpy.linalg.qr(draw(size=(4, 4)))[0].T.reshape(2, 2, 4)  # two rows each
    waists = [
        {"d": 4, "h": 2, "k": 2,
         "E_norm_bx_minus_f_bx_2": mean_square(lambda x, f=f: x - f(x), 4),
         "E_norm_br_minus_f_bx_bN_top_2": mean_square(lambda x, f=f: (x - f(x)) @ lost.T, 4),
         "E_norm_br_2": mean_square(lambda x: x @ lost.T, 4),
         "E_norm_f_bx_bN_top_2": mean_square(lambda x, f=f: f(x) @ lost.T, 4), **tight}
        for f, tight in ((lambda x: x @ kept.T @ m[:2, :2] @ numpy.vstack([lost, kept])[1:3], {}),
                         (lambda x: x @ kept.T @ kept, {"tight": True}))
    ]  # fmt: skip
    weights, bias, x = draw(size=(4, 3)), draw(size=3), draw(size=4)
    one, copy = weights[:, :2] - weights[:, 2:], numpy.eye(2, 3)
    shifted = (x @ one + bias[:2] - bias[2]) @ copy  # with no last bias
    assert numpy.allclose(shifted - shifted[2], x @ weights + bias - (x @ weights + bias)[2])
    twin = {"bb_2": Matrix(numpy.zeros((1, 3)))}
    product = draw(size=(4, 2)) @ draw(size=(2, 4))  # of rank 2, in four blocks
    blocks = {"bA": Matrix(product[:2, :2]), "bB": Matrix(product[:2, 2:]),
              "bC": Matrix(product[2:, :2]), "bD": Matrix(product[2:, 2:])}  # fmt: skip
    o = draw(size=3)
    softmax = [{"o_": FromOne(o), "j": j, "q": 3, "last_i": 3} for j in (1, 2)]
    best = Scene(best, r"\mathbf{W} = \mathbf{A} \mathbf{P}")
    twin = Scene([twin], r"\mathbf{b}_2 = 0")
    return [[case], counts, distance, best, [spread], waists, twin, [blocks], softmax]


def mean_square(function, d):
    """Return the mean squared length of an affine function of d inputs of mean 0 and variance 1.

    That of the 2 d points is the mean of all: they have the same means and the same covariance.
    """
    points = math.sqrt(d) * numpy.vstack([numpy.eye(d), -numpy.eye(d)])
    return float((function(points) ** 2).sum(1).mean())
