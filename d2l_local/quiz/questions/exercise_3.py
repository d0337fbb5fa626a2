"""The questions of exercises/exercise_3, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, close, only

import numpy


def one_tanh_as_a_sigmoid():
    from mxnet import np, npx

    x = np.arange(-5.0, 5.0, 0.1)
    tries = (
        3 * npx.sigmoid(2 * x) - 2,
        6 * npx.sigmoid(2 * x) + 1,
        6 * npx.sigmoid(x) - 2,
        6 * npx.sigmoid(2 * x) - 2,
    )
    return only(float(np.abs(3 * np.tanh(x) + 1 - one).max()) < 1e-5 for one in tries)


def not_odd():
    """A tanh network without biases is odd; each odd option is one tanh unit or none at all."""
    from d2l_local.activations import numpy_sigmoid as sigmoid

    x = numpy.arange(-5.0, 5.05, 0.1)
    options = (sigmoid(x) - sigmoid(-x), numpy.tanh(x), sigmoid(x), 0 * x)
    by_tanh = (numpy.tanh(x / 2), numpy.tanh(x), None, 0 * numpy.tanh(x))
    odd = [numpy.abs(f + f[::-1]).max() < 1e-9 for f in options]
    for is_odd, f, network in zip(odd, options, by_tanh, strict=True):
        if is_odd and not numpy.allclose(f, network):
            raise ValueError("an odd option must be a tanh network")
    return only(not is_odd for is_odd in odd)


def rate_of_the_twin():
    from mxnet import autograd, np, npx

    x = np.arange(-2.0, 2.0, 0.1)

    def first_step(lr, scale, activation, v, c):
        """One step on the first weight, held as ``scale`` times w; return the change of w."""
        weight = np.array([0.7 * scale])
        weight.attach_grad()
        with autograd.record():
            loss = ((v * activation(weight * x) + c - np.sin(x)) ** 2).mean()
        loss.backward()
        return float(-lr * weight.grad[0]) / scale

    of_tanh = first_step(0.1, 1, np.tanh, 0.5, 0.2)
    return only(
        close(first_step(factor * 0.1, 2, npx.sigmoid, 1.0, 0.2 - 0.5), of_tanh)
        for factor in (4, 2, 1, 1 / 4)
    )


QUESTIONS = (
    Question(
        "one-tanh-as-a-sigmoid",
        "Which of these is the same function as 3 tanh(x) + 1?",
        (
            Option(
                "3 σ(2x) − 2",
                "It rises by 3 in all. From −1 to 1 tanh rises by 2, so three times tanh by 6.",
            ),
            Option(
                "6 σ(2x) + 1",
                "Height and steepness are right. But far on the left tanh is −1 and the sigmoid 0, "
                "and nothing makes up for it.",
            ),
            Option(
                "6 σ(x) − 2",
                "The ends are right, −2 and 4. At 0 it is half as steep as it should be.",
            ),
            Option(
                "6 σ(2x) − 2",
                "3 (2σ(2x) − 1) + 1. The outgoing weight is doubled, and the old one subtracted "
                "from the bias.",
                right=True,
            ),
        ),
        proof=one_tanh_as_a_sigmoid,
    ),
    Question(
        "not-odd",
        "Leave out all biases. Which function can a sigmoid network compute, and no tanh network?",
        (
            Option(
                "σ(x) − σ(−x)",
                "This is tanh(x/2): one tanh unit with the weight 1/2 computes it.",
            ),
            Option(
                "tanh(x)",
                "One tanh unit is enough for it. (Two sigmoids are too: σ(2x) − σ(−2x).)",
            ),
            Option(
                "σ(x)",
                "Without biases a tanh network is odd, so it is 0 at 0. The sigmoid is 1/2 there.",
                right=True,
            ),
            Option("the constant 0", "With outgoing weights of 0 both kinds compute it."),
        ),
        proof=not_odd,
    ),
    Question(
        "rate-of-the-twin",
        "A tanh network learns with the rate η. Its sigmoid twin, with V = 2W₁, should make the "
        "same first step in its first layer, converted back to W₁. Which rate does it need?",
        (
            Option(
                "4η",
                "The gradient in V is half of that in W₁, and a step in V is worth half a step in "
                "W₁. Two halves make a quarter.",
                right=True,
            ),
            Option(
                "2η",
                "This makes up for the smaller gradient in V. What is a step in V worth, once it "
                "is converted back?",
            ),
            Option(
                "η",
                "The functions are the same, but V and W₁ are not. A step of one length in V is "
                "another in W₁.",
            ),
            Option("η/4", "The twin's first layer is too slow already. This slows it further."),
        ),
        proof=rate_of_the_twin,
    ),
)
