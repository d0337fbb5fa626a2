"""The questions of chapters/relu, and the numbers that prove them."""

from d2l_local.quiz.question import Option, Question, only

import numpy


def written_as_two_relus():
    from d2l_local.curves import slope_at

    from mxnet import npx

    slope = slope_at(lambda x: npx.relu(x) - npx.relu(-x), 0.0)
    return only(slope == value for value in (1, 0, 2, 0.5))


def silent_on_the_data():
    from mxnet import np, npx

    x = np.arange(-8.0, 8.01, 0.25)
    biases = numpy.arange(-30.0, 30.5, 0.5)
    silent = numpy.array([float(npx.relu(-2 * x + float(b)).max()) == 0 for b in biases])
    answers = (biases <= -8, biases >= 16, biases > 99, biases <= -16)
    return only((silent == answer).all() for answer in answers)


def same_function_of_a_relu():
    from mxnet import np, npx

    z = np.arange(-4.0, 4.0, 0.1)  # w x, and the bias is 1
    before = 2 * npx.relu(z + 1)
    after = (
        2 * npx.relu(z + 2) - 2,
        -2 * npx.relu(-(z + 1)),
        2 / 3 * npx.relu(3 * (z + 1)),
        2 / 3 * npx.relu(3 * z + 1),
    )
    return only(float(np.abs(before - one).max()) < 1e-5 for one in after)


QUESTIONS = (
    Question(
        "written-as-two-relus",
        "For every x, ReLU(x) − ReLU(−x) = x. You write it with `npx.relu`, whose slope at 0 is 0. "
        "Which slope does autograd return for the whole at x = 0?",
        (
            Option(
                "1, because the function is x",
                "Autograd does not see that it is x. It puts the slopes of the parts together, as "
                "they were written.",
            ),
            Option(
                "0, because both parts contribute 0",
                "Each part contributes its slope at the corner, 0. So what autograd returns at a "
                "corner of a part need not be a slope of the whole, which has no corner at all.",
                right=True,
            ),
            Option(
                "2, because both parts contribute 1",
                "So it is with `np.maximum(x, 0)`, whose slope at 0 is 1. The spelling decides.",
            ),
            Option(
                "1/2, because it lies between both sides",
                "A central difference averages the two sides of a corner. Autograd takes the "
                "number that belongs to the spelling.",
            ),
        ),
        proof=written_as_two_relus,
    ),
    Question(
        "silent-on-the-data",
        "The data fill the interval from −8 to 8. For which biases b is the unit ReLU(−2x + b) "
        "silent on all of them?",
        (
            Option(
                "for b ≤ −8",
                "That is enough for a weight of 1 or −1. How large does −2x become on the data?",
            ),
            Option(
                "for b ≥ 16",
                "Then the argument is never negative: this unit never sleeps, and is affine on all "
                "the data.",
            ),
            Option(
                "for none, because a negative weight wakes it on the left",
                "On the left −2x is positive. But a bias can be negative enough to outweigh it "
                "there too.",
            ),
            Option(
                "for b ≤ −16",
                "On the data −2x is at most 16, at x = −8. With such a bias the argument is never "
                "positive, so no example has a gradient for the weight.",
                right=True,
            ),
        ),
        proof=silent_on_the_data,
    ),
    Question(
        "same-function-of-a-relu",
        "Which change to one hidden ReLU leaves the function of the network as it was?",
        (
            Option(
                "Add 1 to its bias, and subtract its outgoing weights from the next biases.",
                "That would do for a unit without a bend. ReLU(z + 1) − 1 and ReLU(z) have their "
                "corners at different places.",
            ),
            Option(
                "Change the sign of its bias and of all its weights, incoming and outgoing.",
                "−ReLU(−z) is min(0, z), the other half of the line. For tanh, which is odd, this "
                "would be right.",
            ),
            Option(
                "Triple its incoming weights and its bias, and divide its outgoing weights by 3.",
                "ReLU(3z) = 3 ReLU(z): the corner stays where it is. So many sets of weights name "
                "one function, and training moves each of them differently.",
                right=True,
            ),
            Option(
                "Triple its incoming weights, and divide its outgoing weights by 3; keep its bias.",
                "The corner stands where wx + b = 0. It moves when w changes and b does not.",
            ),
        ),
        proof=same_function_of_a_relu,
    ),
)
