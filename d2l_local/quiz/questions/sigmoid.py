"""The questions of chapters/sigmoid, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def area_under_the_slope():
    from mxnet import autograd, np, npx

    areas = []
    for k in (1, 8):
        x = np.arange(-40.0, 40.0, 0.01)
        x.attach_grad()
        with autograd.record():
            y = npx.sigmoid(k * x)
        y.backward()
        areas.append(float(x.grad.sum()) * 0.01)
    first, last = areas
    return only(
        [
            close(first, 1) and close(last, 1),
            close(last, 8 * first),
            last < 0.1 * first,
            close(first, 1 / 4) and close(last, 1 / 4),
        ]
    )


def sure_and_wrong():
    from d2l_local.curves import slope_at

    from mxnet import npx

    hesitant, sure = (
        slope_at(lambda z: npx.sigmoid(z) ** 2 / 2, float(numpy.log(p / (1 - p))))
        for p in (0.5, 0.99)
    )
    return only([0.8 < sure / hesitant < 1.25, 1.5 < sure / hesitant < 2.5, hesitant > 10 * sure])


def gradient_of_chain(weight, layers=20):
    """Return how much of the gradient passes through sigmoids in a row, from the input 0."""
    from mxnet import autograd, np, npx

    x = np.zeros(1)
    x.attach_grad()
    with autograd.record():
        y = x
        for _ in range(layers):
            y = npx.sigmoid(weight * y)
    y.backward()
    return abs(float(x.grad[0]))


def weight_of_four():
    four, forty = gradient_of_chain(4), gradient_of_chain(40)
    return only(
        [
            close(four, 1, 0.5),
            four < 1e-12 and forty < 1e-12,
            four > 10,
            four < 1e-12 and close(forty, 1, 0.5),
        ]
    )


QUESTIONS = (
    Question(
        "area-under-the-slope",
        "The steepness k of σ(kx) grows from 1 to 8, and the peak of its slope from 1/4 to 2. What "
        "happens to the area under the slope, from far left to far right?",
        (
            Option(
                "It stays 1.",
                "The area under a slope is the rise of the curve, here from 0 to 1 whatever k is. "
                "The threshold unit has all of it in one point and nothing left to learn from.",
                right=True,
            ),
            Option(
                "It grows eightfold, like the peak.",
                "The peak grows higher, and narrower too. Think of what an area under a slope "
                "means.",
            ),
            Option(
                "It goes to 0, because the slope vanishes nearly everywhere.",
                "Nearly everywhere is not everywhere. What the slope loses outside, the peak "
                "gains.",
            ),
            Option(
                "It stays 1/4.",
                "1/4 is the height of the peak at k = 1. An area is another thing.",
            ),
        ),
        proof=area_under_the_slope,
    ),
    Question(
        "sure-and-wrong",
        "Two sigmoid units should answer 0. One says 0.5, the other 0.99. The loss is half the "
        "squared error. Which one gets the larger gradient in its argument?",
        (
            Option(
                "Neither: the greater error and the smaller slope make up for each other.",
                "They pull in opposite directions, but not equally hard. From 0.5 to 0.99 the "
                "error doubles. What happens to the slope y(1 − y)?",
            ),
            Option(
                "The one at 0.99, by a factor of about two, because its error is that much "
                "greater.",
                "The error is one factor of the gradient. The slope of the sigmoid is the other.",
            ),
            Option(
                "The one at 0.5, by a factor of more than ten, because its slope is greater still.",
                "0.5 · 0.25 against 0.99 · 0.0099. The surer a unit is of a wrong answer, the less "
                "it learns. The logistic loss cancels the slope and mends this.",
                right=True,
            ),
        ),
        proof=sure_and_wrong,
    ),
    Question(
        "weight-of-four",
        "A sigmoid passes on at most 1/4 of the gradient. So you put a weight of 4 in front of "
        "each of 20 sigmoids in a row. The input is 0. How much of the gradient gets back to it?",
        (
            Option(
                "All of it, because 4 · 1/4 = 1",
                "In the first layer, yes, where the argument is 0. The next argument is 4 · σ(0).",
            ),
            Option(
                "Less than a millionth of a millionth",
                "The first output is 1/2, so the second argument is 2, and soon it is near 3.9, "
                "where four times the slope is 0.08. The large weight saturates the units.",
                right=True,
            ),
            Option(
                "Far more than all of it, because of the factor 4²⁰",
                "Each weight of 4 comes with a slope, which is at most 1/4. So the product cannot "
                "exceed 1.",
            ),
            Option(
                "Next to nothing; but a weight of 40 would bring back nearly all of it",
                "With 40 the second argument is 20, where the slope is 2 · 10⁻⁹. A larger weight "
                "saturates sooner.",
            ),
        ),
        proof=weight_of_four,
    ),
)
