"""The questions of exercises/exercise_1, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def which_check_catches():
    x = numpy.arange(-12, 12.05, 0.1)

    def formula(x):
        u = numpy.exp(-2 * x)
        return 2 * u / (1 + u) ** 2

    return only(
        [
            formula(x).min() < 0,
            numpy.abs(formula(x) - formula(-x)).max() > 1e-9,
            not close(formula(0.0), 1),
            formula(numpy.array([-12.0, 12.0])).max() > 1e-6,
        ]
    )


def slopes_at_the_corner():
    """Slopes of lines through a point on the left of 0 and one on the right, both close to it."""
    left, right = numpy.meshgrid(numpy.linspace(0, 1e-3, 101), numpy.linspace(0, 1e-3, 101))
    somewhere = left + right > 0
    slopes = numpy.sort((right + 2 * left)[somewhere] / (left + right)[somewhere])
    all_between = close(slopes[0], 1) and close(slopes[-1], 2) and numpy.diff(slopes).max() < 0.02
    return only(
        [
            len(slopes) == 0,
            all_between,
            numpy.allclose(slopes, 1.5),
            numpy.isin(slopes, (1.0, 2.0)).all(),
        ]
    )


def direction_of_a():
    from mxnet import autograd, np, npx

    x, a = np.array([-2.0]), np.array([0.25])
    a.attach_grad()
    with autograd.record():
        loss = (npx.leaky_relu(x, gamma=a, act_type="prelu") - 1) ** 2 / 2
    loss.backward()
    steps = {float(numpy.sign(-lr * float(a.grad[0]))) for lr in (0.001, 0.1, 10)}
    return only([steps == {1}, steps == {0}, len(steps) > 1, steps == {-1}])


QUESTIONS = (
    Question(
        "which-check-catches",
        "With u = exp(−2x), someone gives 2u / (1 + u)² as the derivative of tanh. Which quick "
        "check shows that it is wrong?",
        (
            Option(
                "Its sign: tanh rises, so the slope is never negative.",
                "It passes this one: u is positive, and so is the formula.",
            ),
            Option(
                "Its symmetry: the slope at −x is that at x.",
                "It passes: −x turns u into 1/u, and the formula stays what it was.",
            ),
            Option(
                "Its value at 0: tanh leaves the origin with slope 1.",
                "At 0, u = 1 and the formula gives 2/4. It is half of the truth everywhere: the "
                "factor 2 of the exponent is missing.",
                right=True,
            ),
            Option(
                "Its ends: far out, on both sides, the slope tends to 0.",
                "It passes: for u near 0 and for very large u the formula tends to 0.",
            ),
        ),
        proof=which_check_catches,
    ),
    Question(
        "slopes-at-the-corner",
        "For a = 2, pReLU has the slope 2 left of 0 and 1 right of it. Which numbers are "
        "generalised slopes at 0?",
        (
            Option(
                "None, because nothing lies in the interval from a to 1",
                "The interval runs from the smaller of the two to the larger, whichever is which.",
            ),
            Option(
                "All from 1 to 2",
                "Join a point just left of 0 to one just right of it: the slope of that line can "
                "be any number between the slopes of the two sides.",
                right=True,
            ),
            Option(
                "Only 1.5",
                "That is the central difference, which gives both sides equal weight. Other "
                "weights are as good.",
            ),
            Option(
                "Only 1 and 2",
                "Those are the slopes on the two sides. What lies between them can be reached too, "
                "by lines from one side to the other.",
            ),
        ),
        proof=slopes_at_the_corner,
    ),
    Question(
        "direction-of-a",
        "A pReLU with a = 0.25 gets one example, x = −2, and the loss is ½ (output − 1)². In which "
        "direction does a step of gradient descent move a?",
        (
            Option(
                "Up, because the output has to grow from −0.5 to 1",
                "The output has to grow. But it is a · x, and x is negative. Which a makes it "
                "grow?",
            ),
            Option(
                "Nowhere, because a negative input passes no gradient",
                "That is true of ReLU. A negative input is the only kind that teaches a anything.",
            ),
            Option(
                "Up or down: that depends on the learning rate",
                "The learning rate decides how far it goes. The sign of the gradient decides "
                "where.",
            ),
            Option(
                "Down, although the output has to grow",
                "The derivative in a is (a x − 1) x = (−1.5) · (−2) = 3, so a goes down. The "
                "output −2a then grows.",
                right=True,
            ),
        ),
        proof=direction_of_a,
    ),
)
