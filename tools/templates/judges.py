"""Exercise THE_NUMBER: THE TITLE."""

from d2l_local.check.parts import Fault, ask, compare, part

import numpy

GRID = numpy.array([-8, -3, -1, -0.5, 0, 0.5, 1, 3, 8], dtype="float64")


@part("THE_NUMBERa", "the derivative of x²")
def derivative():
    yield ask(GRID, shape=GRID.shape, where="on a grid from -8 to 8")
    yield compare(
        2 * GRID,
        GRID,
        "Hold it against a difference quotient at one x.",
        [
            Fault(GRID**2, "That is the function itself; asked for is its slope."),
            Fault(GRID, "Right up to a factor: what is the slope at x = 1?"),
            Fault(-2 * GRID, "The sign: right of 0 the curve rises."),
        ],
    )
