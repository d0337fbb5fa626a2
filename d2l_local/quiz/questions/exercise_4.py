"""The questions of exercises/exercise_4, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def which_matrix_fits():
    ones, swap = numpy.ones((4, 4)), numpy.eye(4)[[3, 1, 2, 0]]
    matrices = (numpy.eye(4), ones, swap, numpy.diag([1, 1, 0.001, 0]))
    return only(numpy.linalg.matrix_rank(matrix) <= 2 for matrix in matrices)


def error_of_the_waist():
    """Fit both factors in turn by least squares, from several starts."""
    A = numpy.diag([4.0, 3, 2, 1])
    errors = []
    for seed in range(5):
        W1 = numpy.random.default_rng(seed).normal(size=(4, 2))
        for _ in range(500):
            W2 = numpy.linalg.lstsq(W1, A, rcond=None)[0]
            W1 = numpy.linalg.lstsq(W2.T, A.T, rcond=None)[0].T
        errors.append(((A - W1 @ W2) ** 2).sum())
    return only(close(min(errors), value) for value in (2, 3, 5, 25))


def narrowest_softmax():
    """The probabilities fix the differences of the scores, and their rank is the waist."""
    W = numpy.random.default_rng(0).normal(size=(100, 3))
    rank = numpy.linalg.matrix_rank(W[:, :2] - W[:, 2:])
    return only(rank == units for units in (1, 2, 3, 50))


QUESTIONS = (
    Question(
        "which-matrix-fits",
        "A network 4-2-4 without activations and biases computes x W₁ W₂. Which of these 4 × 4 "
        "matrices can W₁ W₂ be?",
        (
            Option(
                "the identity",
                "Its rank is 4: it keeps all directions apart. Two units can keep two.",
            ),
            Option(
                "the matrix whose sixteen entries are all 1",
                "Its rows are equal, so its rank is 1. One unit, which adds up the inputs, would "
                "have been enough.",
                right=True,
            ),
            Option(
                "the matrix that swaps the first and the last feature",
                "A swap can be undone, so it loses nothing. The waist always loses two directions.",
            ),
            Option(
                "the diagonal matrix with 1, 1, 0.001 and 0",
                "Its rank is 3. The network comes within 0.001 of it, and never arrives.",
            ),
        ),
        proof=which_matrix_fits,
    ),
    Question(
        "error-of-the-waist",
        "The inputs are independent with mean 0 and variance 1. A network 4-2-4 without "
        "activations is to compute x A, where A is diagonal with 4, 3, 2, 1. How small can the "
        "mean squared length of the error be?",
        (
            Option(
                "2, because two of four directions are lost",
                "For the identity it would be. Here the directions do not count alike.",
            ),
            Option(
                "3, because 2 and 1 are lost",
                "The right directions, but an output that is off by 2x has the squared length 4x².",
            ),
            Option(
                "5, because 2² and 1² are lost",
                "The waist keeps the directions of the two largest singular values, and the "
                "squares of the others remain.",
                right=True,
            ),
            Option(
                "25, because 4² and 3² are lost",
                "So much remains if the waist keeps the wrong two directions.",
            ),
        ),
        proof=error_of_the_waist,
    ),
    Question(
        "narrowest-softmax",
        "A softmax regression has 100 inputs and 3 classes. How narrow can a waist without an "
        "activation be so that no such regression is lost?",
        (
            Option(
                "1 unit",
                "With one number all inputs stand in a row. Three scores have two differences, "
                "which vary freely.",
            ),
            Option(
                "2 units",
                "Softmax sees only the differences of the three scores, and there are two of them: "
                "one less than there are classes.",
                right=True,
            ),
            Option(
                "3 units",
                "One for each score is enough. But softmax does not notice when you add the same "
                "number to all the scores.",
            ),
            Option(
                "50 units",
                "Half of the inputs was the waist of the exercise. What counts here is how much of "
                "its input the softmax sees.",
            ),
        ),
        proof=narrowest_softmax,
    ),
)
