"""The questions of exercises/exercise_2, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, only

import numpy


def pieces_at_one_place():
    from mxnet import autograd, np, npx

    x = np.arange(-3.05, 5.0, 0.1)  # never on the corner
    x.attach_grad()
    with autograd.record():
        y = npx.relu(x - 1) + npx.relu(1 - x) - npx.relu(2 * x - 2)
    y.backward()
    slope = x.grad.asnumpy()
    pieces = 1 + int((slope[1:] != slope[:-1]).sum())
    return only(pieces == count for count in (1, 2, 4, 8))


def regions_without_biases():
    W = numpy.random.default_rng(0).normal(size=(2, 10))
    angle = numpy.linspace(0, 2 * numpy.pi, 200_001)
    patterns = numpy.column_stack([numpy.cos(angle), numpy.sin(angle)]) @ W > 0
    regions = len(numpy.unique(patterns, axis=0))
    return only(regions == count for count in (11, 20, 56, 1024))


def linear_after_softmax():
    draw = numpy.random.default_rng(0).normal
    W1, b1, W2, b2 = draw(size=(1, 6)), draw(size=6), draw(size=(6, 2)), draw(size=2)
    x = numpy.linspace(-3, 3, 301).reshape(-1, 1)
    hidden = numpy.maximum(0, x @ W1 + b1)
    scores = numpy.exp(hidden @ W2 + b2)
    P1, P2 = (scores / scores.sum(axis=1, keepdims=True)).T
    on = hidden > 0
    inside = (on[2:] == on[:-2]).all(axis=1)
    return only(
        numpy.abs(numpy.diff(f, 2))[inside].max() < 1e-9
        for f in (P1, numpy.log(P1), P1 - P2, numpy.log(P1) - numpy.log(P2))
    )


QUESTIONS = (
    Question(
        "pieces-at-one-place",
        "How many pieces has ReLU(x − 1) + ReLU(1 − x) − ReLU(2x − 2)?",
        (
            Option(
                "1",
                "All three corners stand at 1, with jumps of the slope of 1, 1 and −2. They "
                "cancel, and what is left is the line 1 − x.",
                right=True,
            ),
            Option(
                "2",
                "All corners stand at one place, so it cannot be more than 2. Now add up the three "
                "jumps of the slope.",
            ),
            Option(
                "4",
                "One more than there are units is the bound. It is reached only where the corners "
                "stand at different places.",
            ),
            Option(
                "8",
                "2³ counts patterns on paper. On a line you meet each corner once, so three units "
                "make 4 pieces at most.",
            ),
        ),
        proof=pieces_at_one_place,
    ),
    Question(
        "regions-without-biases",
        "Ten ReLUs read two inputs and have no biases. Into how many regions do they cut the plane "
        "at most?",
        (
            Option(
                "11",
                "Ten points cut a line into 11 pieces, if there is one input. Here there are two.",
            ),
            Option(
                "20",
                "Ten lines through the origin make 20 sectors. Without biases a network looks the "
                "same at every scale.",
                right=True,
            ),
            Option(
                "56",
                "1 + 10 + 45 is the number for ten lines in general position. Where do these ten "
                "lines meet?",
            ),
            Option(
                "1,024",
                "There are 2¹⁰ patterns on paper. Few of them belong to a point of the plane.",
            ),
        ),
        proof=regions_without_biases,
    ),
    Question(
        "linear-after-softmax",
        "A ReLU network ends with a softmax over two classes, with the probabilities P₁ and P₂. "
        "Which of these is piecewise linear in the input?",
        (
            Option(
                "P₁",
                "It is the sigmoid of the difference of the two logits, and bends inside the "
                "regions.",
            ),
            Option(
                "log P₁",
                "The logarithm undoes the exponential above the line. The sum of exponentials "
                "below it stays.",
            ),
            Option(
                "P₁ − P₂",
                "In a difference the common denominator stays. This one is tanh of half the "
                "difference of the logits.",
            ),
            Option(
                "log P₁ − log P₂",
                "In the ratio the denominator cancels: what is left is the difference of the two "
                "logits.",
                right=True,
            ),
        ),
        proof=linear_after_softmax,
    ),
)
