"""The questions of THE_PAGE, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def slope_of_a_square():
    h = 1e-6
    slope = (numpy.square(3 + h) - numpy.square(3 - h)) / (2 * h)
    return only(close(slope, value) for value in (3, 9, 0, 6))


def height_of_twice_the_input():
    return only(numpy.square(2 * 3) == value for value in (18, 36, 12))


def slopes_of_a_sum():
    h = 1e-6
    slope = (numpy.square(1 + h) + 5 - numpy.square(1 - h) - 5) / (2 * h)
    return only(close(slope, value) for value in (2, 7, 5, 0))


QUESTIONS = (
    Question(
        "THE-SLUG-square",
        "Before you read on (THE TITLE): how steep is the curve of x² at x = 3?",
        (
            Option("3", "That is x itself. Which factor comes down from the exponent?"),
            Option("9 = 3²", "That is the height of the curve at this place, not its slope."),
            Option("0", "The curve is flat at x = 0 alone."),
            Option("6", "The derivative of x² is 2x.", right=True),
        ),
        proof=slope_of_a_square,
    ),
    Question(
        "THE-SLUG-twice",
        "Before you read on (THE TITLE): x² is 9 at x = 3. What is it at twice that x?",
        (
            Option("18, twice as much", "So it would be for a straight line through the origin."),
            Option("36, four times", "The factor 2 is squared, as x is.", right=True),
            Option("12, by 3 more", "To x itself 3 is added. The square grows faster."),
        ),
        proof=height_of_twice_the_input,
    ),
    Question(
        "THE-SLUG-sum",
        "Before you read on (THE TITLE): how steep is the curve of x² + 5 at x = 1?",
        (
            Option("2, as without the 5", "A constant moves the curve up as a whole.", right=True),
            Option("7 = 2 + 5", "That adds the 5 to the slope. What is the slope of a constant?"),
            Option("5, the last term", "The 5 is a height, and the same at every x."),
            Option("0", "The curve is flat where x is 0. Here x is 1."),
        ),
        proof=slopes_of_a_sum,
    ),
)
