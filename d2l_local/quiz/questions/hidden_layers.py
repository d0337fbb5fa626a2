"""The questions of chapters/hidden_layers, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, off_affine, only

import numpy


def xor_feature():
    x1, x2 = numpy.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
    xor = numpy.array([0.0, 1, 1, 0])
    features = (x1 - x2, x1**2 + x2**2, (x1 + x2) ** 2, numpy.maximum(0, x1 + x2))
    return only(
        off_affine(numpy.column_stack([x1, x2, feature]), xor) < 1e-9 for feature in features
    )


def affine_activation():
    draw = numpy.random.default_rng(0).normal
    X = draw(size=(50, 4))

    def network(W1, b1, W2, b2):
        return (2 * (X @ W1 + b1) + 1) @ W2 + b2

    more = off_affine(X, network(draw(size=(4, 5)), draw(size=5), draw(size=(5, 3)), 1)) > 1e-9
    W, b = draw(size=(4, 3)), draw(size=3)  # any dense layer; can the network do the same?
    W1, b1 = numpy.hstack([W, numpy.zeros((4, 2))]), numpy.append(b, [0, 0])
    gap = network(W1, b1, numpy.eye(5, 3) / 2, -0.5) - (X @ W + b)
    fewer = numpy.abs(gap).max() > 1e-9
    return only([more and not fewer, fewer and not more, more and fewer, not more and not fewer])


def beyond_the_data():
    from mxnet import np, npx

    s = np.array([4.0])
    output = float((npx.relu(s) - 2 * npx.relu(s - 1))[0])
    return only(output == value for value in (0, -2, 4, 0.5))


QUESTIONS = (
    Question(
        "xor-feature",
        "Two features x₁ and x₂ are 0 or 1. You may give an affine model one more feature, "
        "computed from these two. With which one can it compute XOR?",
        (
            Option(
                "x₁ − x₂",
                "The model could form this difference by itself, with the weights 1 and −1. It is "
                "nothing new to it.",
            ),
            Option(
                "x₁² + x₂²",
                "A square bends, but not on these points: 0² = 0 and 1² = 1, so on the data this "
                "is x₁ + x₂.",
            ),
            Option(
                "(x₁ + x₂)²",
                "The sum s is 0, 1 or 2 and its square 0, 1 or 4. These three points lie on no "
                "line, and 2s − s² is 0, 1, 0.",
                right=True,
            ),
            Option(
                "max(0, x₁ + x₂)",
                "This is a ReLU, but its argument is never negative here. On the data it never "
                "bends, and is x₁ + x₂.",
            ),
        ),
        proof=xor_feature,
    ),
    Question(
        "affine-activation",
        "A network has 4 inputs, 5 hidden units and 3 outputs, and its activation turns z into 2z "
        "+ 1. How do the functions that it can compute compare with those of one dense layer from "
        "4 to 3?",
        (
            Option(
                "The network computes all of them, and others.",
                "The + 1 makes the activation affine instead of linear, but it does not bend it. "
                "And five affine combinations of four numbers hold nothing that the four did not "
                "hold.",
            ),
            Option(
                "The network computes some of them, and no others.",
                "The second layer can undo 2z + 1: halve the weights and shift the bias. And are "
                "five units too few for three outputs?",
            ),
            Option(
                "The network computes some of them, and others.",
                "For others it would need a bend somewhere. Multiply out: what are three affine "
                "maps in a row?",
            ),
            Option(
                "The network computes all of them, and no others.",
                "Three affine maps in a row are one, so there are no others. And three of the "
                "hidden units can carry any three outputs, so it computes them all.",
                right=True,
            ),
        ),
        proof=affine_activation,
    ),
    Question(
        "beyond-the-data",
        "The network max(0, s) − 2 max(0, s − 1) with s = x₁ + x₂ is right on all four points of "
        "XOR. What does it answer at x₁ = x₂ = 2?",
        (
            Option(
                "0, because the two features are equal",
                "So XOR would have it. But the network knows no rule, only the number s = 4. Put "
                "it into the formula.",
            ),
            Option(
                "−2, because the second unit takes away 6",
                "4 − 2 · 3 = −2. From s = 1 on the line falls for ever. To be right on four points "
                "says nothing about a fifth.",
                right=True,
            ),
            Option(
                "4, because it counts the sum",
                "The first unit counts it. The second has been awake since s = 1 and takes away "
                "more than it.",
            ),
            Option(
                "1/2, because it has never seen such a point",
                "A network has no way to say that it does not know. It gives whatever its formula "
                "gives. (One half is the answer of the best affine model.)",
            ),
        ),
        proof=beyond_the_data,
    ),
)
