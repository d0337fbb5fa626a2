"""What the letters of the formulas of chapters/hidden_layers mean."""

import itertools

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy

from tests.prose.meanings import (
    Matrix,
    Scene,
    layers,
    network,
)


def scenes():
    xor = []
    for x in itertools.product((0.0, 1.0), repeat=2):
        answer = float(x[0] != x[1])
        w1, b1, v = [[1, 1], [1, 1]], [[0, -1]], [[1], [-2]]
        hidden = numpy.maximum(0, numpy.array([x]) @ w1 + b1)
        xor.append({"bx": Matrix(x), "bW_1": Matrix(w1), "bb_1": Matrix(b1), "bv": Matrix(v),
                    "bh": Matrix(hidden), "o": answer, "s": sum(x), "x_1": x[0], "x_2": x[1],
                    })  # fmt: skip
    xor = Scene(
        xor,
        r"\mathbf{W}_1 = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}",
        r"\mathbf{b}_1 = \begin{pmatrix} 0 & -1 \end{pmatrix}",
    )
    affine = [{"w_1": 0.7, "w_2": -1.3, "b": 0.4, "f": lambda x, y: 0.7 * x - 1.3 * y + 0.4}]
    bent = layers()
    bent["bH"] = Matrix(1 / (1 + numpy.exp(-(bent["bX"].values @ bent["bW_1"].values
                                             + bent["bb_1"].values))))  # fmt: skip
    bent["bO"] = network(bent, lambda z: 1 / (1 + numpy.exp(-z)))
    straight = layers()
    straight["bO"] = network(straight, lambda z: z)
    straight["bb"] = network(straight, lambda z: z, numpy.zeros((1, 4)))
    straight["bW"] = Matrix(network(straight, lambda z: z, numpy.eye(4)).values
                            - straight["bb"].values)  # fmt: skip
    collapsed = (
        r"\mathbf{O} = (\mathbf{X}\mathbf{W}_1 + \mathbf{b}_1)\mathbf{W}_2 + \mathbf{b}_2 = "
        r"\mathbf{X}\underbrace{\mathbf{W}_1\mathbf{W}_2}_{\mathbf{W}} + "
        r"\underbrace{\mathbf{b}_1\mathbf{W}_2 + \mathbf{b}_2}_{\mathbf{b}}"
    )
    return [xor, affine, [bent], Scene([straight], collapsed)]
