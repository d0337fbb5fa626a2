"""The questions of exercises/exercise_6, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def best_step():
    """The error of the central difference, averaged over points so that no rounding is luck."""
    from mxnet import np, npx

    x = np.arange(0.9, 1.1, 0.001)
    y = 1 / (1 + numpy.exp(-x.asnumpy().astype("float64")))
    errors = []
    for h in (1.0, 1e-2, 1e-4, 1e-7):
        difference = (npx.sigmoid(x + h) - npx.sigmoid(x - h)) / (2 * h)
        errors.append(numpy.abs(difference.asnumpy() - y * (1 - y)).mean())
    return only(error == min(errors) for error in errors)


def slope_of_swish():
    from d2l_local.curves import slope_at

    from mxnet import npx

    first, last = (slope_at(lambda x, k=k: x * npx.sigmoid(k * x), 0.0) for k in (1, 100))
    return only(
        [
            first == last == 0.5,
            close(last, 100 * first),
            abs(last) < 0.1,
            close(last, 1, 0.1),
        ]
    )


def mean_square_after_relu():
    draw = numpy.random.default_rng(0).normal
    factors = []
    for _ in range(20):
        z = draw(size=(500, 20)) @ draw(size=20)
        for _ in range(5):
            next_z = draw(scale=500**-0.5, size=(500, 500)) @ numpy.maximum(0, z)
            factors.append((next_z**2).mean() / (z**2).mean())
            z = next_z
    factor = numpy.mean(factors)
    return only(close(factor, value, 0.05) for value in (1, 0.5**0.5, 0.5, 0.25))


QUESTIONS = (
    Question(
        "best-step",
        "You check the slope of σ near x = 1 by a central difference in float32. Which step h "
        "gives the smallest error?",
        (
            Option(
                "1",
                "Over so long a step the curve bends. What you get is the slope of a chord, some 3 "
                "% off.",
            ),
            Option(
                "10⁻²",
                "The bend costs an error that falls as h², rounding one that grows as 1/h. Between "
                "them lies the best step, and it is larger than one thinks.",
                right=True,
            ),
            Option(
                "10⁻⁴",
                "The bend no longer matters here. But the values are rounded to about 3 · 10⁻⁸, "
                "and you divide that by 2 · 10⁻⁴.",
            ),
            Option(
                "10⁻⁷",
                "On paper it is the closest. In float32 the two values are the same, or nearly so, "
                "and their difference is rounding alone.",
            ),
        ),
        proof=best_step,
    ),
    Question(
        "slope-of-swish",
        "Swish is x · σ(βx). What happens to its slope at 0 as β grows from 1 to 100?",
        (
            Option(
                "It stays 1/2, whatever β is.",
                "The slope is σ(βx) + βx σ′(βx), and at 0 the second term vanishes for every β. "
                "ReLU, the limit, has a corner there, and 1/2 is the middle of its slopes.",
                right=True,
            ),
            Option(
                "It grows a hundredfold.",
                "The slope of σ(βx) does. But σ is multiplied by x here, which is 0.",
            ),
            Option(
                "It goes to 0, because Swish comes close to ReLU.",
                "It does come close to ReLU. But two functions can be close while their slopes are "
                "not, and 0 is only what one spelling of ReLU returns.",
            ),
            Option(
                "It goes to 1, because Swish comes close to x.",
                "On the right it does. On the left it comes close to 0, and at 0 neither side "
                "wins.",
            ),
        ),
        proof=slope_of_swish,
    ),
    Question(
        "mean-square-after-relu",
        "Layers of 500 ReLUs start with biases 0 and weights of mean 0 and variance 1/500. By "
        "which factor does the mean square of the arguments change from one layer to the next?",
        (
            Option(
                "1, because ReLU has the slope 1 and the weights keep the mean square",
                "The weights keep the mean square of what they are given. They are given the "
                "outputs, from which the negative half is gone.",
            ),
            Option(
                "1/√2, because half of the signal is lost",
                "That is the factor of the root mean square. The question asks for the mean "
                "square.",
            ),
            Option(
                "1/2, because half of the mean square is lost",
                "The arguments are symmetric about 0, so the negative ones hold half of it. After "
                "20 layers a millionth is left, unless the variance is 2/500.",
                right=True,
            ),
            Option(
                "1/4, because half of the units are off, and the mean square counts this twice",
                "Half of the units are off, and the others are as large as before. So the sum of "
                "squares is halved once.",
            ),
        ),
        proof=mean_square_after_relu,
    ),
)
