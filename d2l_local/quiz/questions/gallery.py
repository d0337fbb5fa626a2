"""The questions of chapters/gallery, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def opposite_slopes():
    from d2l_local.activations import CATALOGUE

    x = numpy.arange(0.5, 6, 0.5)
    sums = []
    for key in ("softplus", "mish", "gelu", "swish"):
        activation = CATALOGUE[key]
        slopes = [activation.derivative(side, **activation.defaults) for side in (x, -x)]
        sums.append(slopes[0] + slopes[1])
    return only(abs(one - 1).max() > 0.01 for one in sums)


def hidden_bend():
    """Integrate f'' for -x/2 + softplus(x)/2 + ReLU(x), whose ends and corner are as asked."""
    from d2l_local.activations import CATALOGUE

    softplus, relu = CATALOGUE["softplus"], CATALOGUE["relu"]
    far = numpy.array([-50.0, 50.0])
    ends = -0.5 + softplus.derivative(far) / 2 + relu.derivative(far)
    if not numpy.allclose(ends, [-0.5, 1]):
        raise ValueError(f"the question says that the slope goes from -0.5 to 1: {ends}")
    x = numpy.linspace(-50, 50, 100_001)
    area = (softplus.second_derivative(x) / 2).mean() * 100
    return only(close(area, value) for value in (1.5, 0.5, 2.5, 1))


def weights_for_another_beta():
    rng = numpy.random.default_rng(0)
    x, w1, b1, w2, b2 = (rng.normal(size=size) for size in ((9, 2), (2, 5), (1, 5), (5, 1), (1, 1)))

    def network(w1, b1, w2, beta):
        z = x @ w1 + b1
        return z / (1 + numpy.exp(-beta * z)) @ w2 + b2

    wanted = network(w1, b1, w2, 4)
    tries = [
        (4 * w1, b1, w2 / 4),
        (w1 / 4, b1 / 4, 4 * w2),
        (4 * w1, 4 * b1, w2),
        (4 * w1, 4 * b1, w2 / 4),
    ]
    return only(numpy.abs(network(*one, 1) - wanted).max() < 1e-9 for one in tries)


def mish_without_nan():
    from mxnet import autograd, np

    def by_hand(x):
        return x * np.tanh(np.log(1 + np.exp(x)))

    tries = (
        lambda x: x * np.tanh(np.log1p(np.exp(x))),
        lambda x: np.where(x > 20, x, by_hand(x)),
        lambda x: x * np.tanh(np.log(1 + np.exp(np.minimum(x, 20)))),
        lambda x: x * np.tanh(np.minimum(np.log(1 + np.exp(x)), 20)),
    )
    right = []
    for function in tries:
        x = np.array([100.0])
        x.attach_grad()
        with autograd.record():
            y = function(x)
        y.backward()
        if float(y[0]) != 100:
            raise ValueError(f"the question says that the value is right: {y}")
        right.append(float(x.grad[0]) == 1)
    return only(right)


QUESTIONS = (
    Question(
        "opposite-slopes",
        "For three of these four, the slopes at x and at −x always add up to 1. Which is the odd "
        "one out?",
        (
            Option(
                "Softplus",
                "log(1 + eˣ) − log(1 + e⁻ˣ) is log(eˣ), and so x. The derivative of "
                "f(x) − f(−x) = x is f′(x) + f′(−x) = 1.",
            ),
            Option(
                "Mish",
                "Its weight tanh(log(1 + eˣ)) is 0.6 at 0. Weights at x and −x that add up to 1 "
                "would have to be 1/2 there.",
                right=True,
            ),
            Option(
                "GELU",
                "Φ(x) + Φ(−x) = 1, so f(x) − f(−x) = x. What does its derivative say?",
            ),
            Option(
                "Swish",
                "σ(x) + σ(−x) = 1, so f(x) − f(−x) = x. What does its derivative say?",
            ),
        ),
        proof=opposite_slopes,
    ),
    Question(
        "hidden-bend",
        "The slope of f goes from −0.5 far left to 1 far right. At its one corner it jumps up by "
        "1. What is the area under f″ elsewhere?",
        (
            Option("1.5", "That is the whole change of slope, and the corner has a share in it."),
            Option(
                "0.5",
                "The slope changes by 1.5 in all. The corner does 1 of it, and f″ the rest.",
                right=True,
            ),
            Option(
                "2.5",
                "The jump is part of the change of 1.5 between the ends; it does not come on top.",
            ),
            Option("1", "That is what the corner does. What is left for the smooth parts?"),
        ),
        proof=hidden_bend,
    ),
    Question(
        "weights-for-another-beta",
        "A network with one hidden layer uses Swish with β = 4. You want the same outputs with "
        "β = 1. What do you do with the weights, and with the biases of its units?",
        (
            Option(
                "Multiply the weights into the hidden layer by 4, divide the weights out of it by "
                "4, and leave its biases.",
                "The whole argument of a unit has to become 4 times as large. Is the bias no part "
                "of it?",
            ),
            Option(
                "Divide the weights into the hidden layer and its biases by 4, and multiply the "
                "weights out of it by 4.",
                "That makes a network with β = 1 out of one with β = 1/4.",
            ),
            Option(
                "Multiply the weights into the hidden layer and its biases by 4, and leave the "
                "rest.",
                "Swish at β = 1 of 4z is 4z σ(4z). The bend is right; and the height?",
            ),
            Option(
                "Multiply the weights into the hidden layer and its biases by 4, divide the "
                "weights out of it by 4.",
                "z σ(4z) is a quarter of 4z σ(4z): the zoom moves into the weights. The output "
                "keeps its own bias.",
                right=True,
            ),
        ),
        proof=weights_for_another_beta,
    ),
    Question(
        "mish-without-nan",
        "At x = 100, x · tanh(log(1 + eˣ)) in float32 has the right value and the slope NaN. Which "
        "change gives it the right slope, 1?",
        (
            Option(
                "`np.log1p(np.exp(x))` instead of the logarithm",
                "`log1p` is exact for small eˣ. Here eˣ is infinite before `log1p` sees it.",
            ),
            Option(
                "`np.where(x > 20, x, ...)` around the whole",
                "The way back goes through the side that is not taken too, with a gradient of 0, "
                "and 0 times infinity is NaN again.",
            ),
            Option(
                "`np.exp(np.minimum(x, 20))` instead of the exponential",
                "Nothing overflows any more. And at 20 the tanh is 1 to the last bit of float32, "
                "so that no value changes.",
                right=True,
            ),
            Option(
                "`np.minimum(..., 20)` around the logarithm",
                "On the way back this passes on 0. What does that meet in the exponential?",
            ),
        ),
        proof=mish_without_nan,
    ),
)
