"""The questions of chapters/workbench, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def slope_of_a_square():
    h = 1e-6
    slope = (numpy.square(3 + h) - numpy.square(3 - h)) / (2 * h)
    return only(close(slope, value) for value in (3, 9, 0, 6))


QUESTIONS = (
    Question(
        "workbench-square",
        "Before you read on (Workbench: an activation of your own): how steep is the curve of x² at x = 3?",
        (
            Option("3", "That is x itself. Which factor comes down from the exponent?"),
            Option("9 = 3²", "That is the height of the curve at this place, not its slope."),
            Option("0", "The curve is flat at x = 0 alone."),
            Option("6", "The derivative of x² is 2x.", right=True),
        ),
        proof=slope_of_a_square,
    ),
)
