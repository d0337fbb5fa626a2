"""Exercise 3: tanh(x) + 1 = 2 sigmoid(2x), and what follows from it."""

from math import log

from d2l_local.activations import numpy_sigmoid as sigmoid
from d2l_local.check.parts import Fault, ask, ask_each, compare, compare_networks, part, step

import numpy

GRID = numpy.array(
    [-1000, -100, -20, -8, -3, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 3, 8, 20, 100, 1000],
    dtype="float64",
)

# a. The identity ------------------------------------------------------------------------------


@part("3a sides", "both sides in u", "Both sides are this function of u, so they are equal.")
def both_sides():
    u = numpy.array([1e-6, 0.01, 0.1, 0.5, 1, 2, 3, 10, 1e3, 1e6])
    yield ask(
        u,
        shape=u.shape,
        where="for u from 1e-6 to 1e6",
        shape_hint="Asked for is one array, a number for each u: both sides are this one function.",
    )
    yield compare(
        2 / (1 + u),
        u,
        "At x = 0, u is 1. What are tanh(x) + 1 and the right side there? Then try x far to the "
        "right, where u is nearly 0.",
        [
            Fault((1 - u) / (1 + u), "That is tanh. The left side has one more term."),
            Fault(1 / (1 + u), "That is the sigmoid at 2x. The right side has a factor as well."),
            Fault(2 / (1 + u**2), "With u = exp(-2x), u squared is exp(-4x). Which exponent does "
                                  "the sigmoid at 2x have?"),
            Fault(2 / (1 + numpy.sqrt(u)), "That belongs to the sigmoid at x. Here its argument is "
                                           "2x."),
            Fault(2 * u / (1 + u), "This falls to 0 where x is large. Look at the sign of the "
                                   "exponent."),
            Fault((2 - u) / (1 + u), "The 1 that you add needs the denominator too: then both its "
                                     "terms go into the numerator."),
            Fault(2 * (1 - u) / (1 + u), "Here something is doubled. The left side adds 1."),
            Fault(4 * u / (1 + u) ** 2, "That is the slope of tanh."),
        ],
        name="u",
        atol=1e-5,  # of (1 - u) / (1 + u) + 1 float32 loses so much where u is large
    )  # fmt: skip


@part("3a tanh", "tanh from the sigmoid")
def tanh_from_sigmoid():
    h = 1e-3
    x = numpy.sort([*GRID, -h, h])
    around_0 = [x.tolist().index(-h), x.tolist().index(h)]
    for shape in ((1,), (2, 3)):
        yield ask(numpy.linspace(-2, 2, int(numpy.prod(shape))).reshape(shape), shape=shape)
    yield ask(x, shape=x.shape, where="on a grid from -1000 to 1000")
    yield compare(
        numpy.tanh(x),
        x,
        "tanh goes from -1 to 1 and has the slope 1 at 0. Which of the three does yours break?",
        [
            Fault(2 * sigmoid(2 * x), "Solve for tanh: something on its side has not moved yet."),
            Fault(2 * sigmoid(x) - 1, "The height is right. How steep is it at 0?"),
            Fault(sigmoid(2 * x), "The range of this is (0, 1)."),
            Fault(sigmoid(2 * x) - 1, "The range of this is (-1, 0). What about the factor before "
                                      "the sigmoid?"),
            Fault(2 * sigmoid(2 * x) + 1, "The 1 is on the other side of the equation. With which "
                                          "sign does it come over?"),
            Fault(2 * sigmoid(x / 2) - 1, "Too flat. Which factor of x makes a sigmoid "
                                          "steeper?"),
            Fault((1 + sigmoid(x / 2)) / 2, "That is the way from tanh to the sigmoid."),
            Fault(1 - 2 * sigmoid(2 * x), "It falls, and tanh rises."),
        ],
        signs=[
            {
                "signs": [["meets", [0, -1], [-1, 1]], ["has the slope", *around_0, 2 * h, 1]],
                "hint": "Yours goes from -1 to 1 with the slope 1 at 0, as tanh does; yet it is "
                "another curve. Build it from the sigmoid: which height and which steepness did "
                "the explorer need?",
            }
        ],
    )  # fmt: skip


# b. Weights -----------------------------------------------------------------------------------


def networks():
    """Return pairs of inputs and random parameters: several shapes, and weights of 0."""
    random = numpy.random.default_rng(3)
    for d, h, q in ((4, 5, 3), (1, 1, 1), (3, 8, 2), (2, 7, 1)):
        X = numpy.concatenate(
            [
                0.5 * random.normal(size=(6, d)),
                numpy.zeros((1, d)),
                100 * random.normal(size=(2, d)),
            ]
        )
        shapes = (d, h), (1, h), (h, q), (1, q)
        yield X, [random.normal(size=shape) for shape in shapes]
    W1, b1, W2, b2 = (numpy.array([[number]]) for number in (0.0, 1.0, -2.0, 0.0))
    yield numpy.array([[0.0], [1.0]]), [W1, b1, W2, b2]
    yield (
        numpy.ones((1, 2)),
        [numpy.ones((2, 3)), numpy.zeros((1, 3)), numpy.eye(3), numpy.zeros((1, 3))],
    )


def compare_conversion(old, new, activation, hint, faults):
    """Yield the steps for a conversion, on every network; see :func:`compare_networks`."""
    for X, weights in networks():
        kind = {"activation": activation}
        yield from compare_networks(old, new, kind, weights, X, "", hint, faults, atol=2e-4)


SAME = "The converted network computes the same for every input tried."


@part("3b", "from tanh to the sigmoid", SAME)
def to_sigmoid():
    def total(W):
        return W.sum(axis=0, keepdims=True)

    return compare_conversion(
        numpy.tanh,
        sigmoid,
        "sigmoid",
        "Put tanh(z) = 2 sigmoid(2z) - 1 into the formula of the network and sort the terms: what "
        "stands inside the sigmoid, what before W2, and what is left?",
        [
            (lambda W1, b1, W2, b2: (W1, b1, W2, b2), "These are the old weights."),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2),
             "Height and steepness are right, and the error is the same for every input. What "
             "became of the -1?"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, 2 * b2),
             "Not everything is to be doubled: the last bias does not pass through a unit."),
            (lambda W1, b1, W2, b2: (2 * W1, b1, 2 * W2, b2 - total(W2)),
             "The units bend in the wrong places. What is the argument of the sigmoid, all of it?"),
            (lambda W1, b1, W2, b2: (W1, b1, 2 * W2, b2 - total(W2)),
             "The height and the shift are right. And the argument of the sigmoid?"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, W2, b2 - total(W2)),
             "Steepness and shift are right. And the height?"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 + total(W2)), "Look at the sign "
             "of the shift."),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - 2 * total(W2)),
             "The shift is taken with the doubled weights. Which W2 does the -1 meet?"),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - 1),
             "The -1 stands before W2, not behind it. It reaches the output through the weights."),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - W2.sum()),
             "The -1 is multiplied by W2 as a matrix. That leaves one number an output."),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + total(W2) / 2),
             "That is the way back, from the sigmoid to tanh."),
        ],
    )  # fmt: skip


@part("3b back", "from the sigmoid to tanh", SAME)
def to_tanh():
    def total(W):
        return W.sum(axis=0, keepdims=True)

    return compare_conversion(
        sigmoid,
        numpy.tanh,
        "tanh",
        "Undo your first answer step by step, or solve the identity for the sigmoid and put that "
        "into the formula of the network.",
        [
            (lambda W1, b1, W2, b2: (W1, b1, W2, b2), "These are the old weights."),
            (lambda W1, b1, W2, b2: (2 * W1, 2 * b1, 2 * W2, b2 - total(W2)),
             "That is the way there, from tanh to the sigmoid."),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + total(W2)),
             "The shift of the way there took W2 of the tanh network. Here you have that of the "
             "sigmoid network."),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2),
             "The error is the same for every input. A sigmoid unit is never negative: what makes "
             "up for that?"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 - total(W2) / 2),
             "Look at the sign of the shift: at an argument of 0 a sigmoid unit gives more than a "
             "tanh unit."),
            (lambda W1, b1, W2, b2: (W1 / 2, b1, W2 / 2, b2 + total(W2) / 2),
             "The units bend in the wrong places. What is the argument of tanh, all of it?"),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 / 2),
             "Not everything is to be halved: the last bias does not pass through a unit."),
            (lambda W1, b1, W2, b2: (W1 / 2, b1 / 2, W2 / 2, b2 + 0.5),
             "The half that you add stands before W2, not behind it."),
        ],
    )  # fmt: skip


@part("3b middle", "a layer between two hidden layers")
def middle_layer():
    random = numpy.random.default_rng(4)
    for h, k in ((5, 3), (1, 1), (7, 6)):
        W, b = random.normal(size=(h, k)) / h**0.5, random.normal(size=(1, k))
        where = f"for W of shape {W.shape}"
        yield ask_each(W, b, shapes={"W": W.shape, "b": None}, where=where)
        yield step(
            "refuse",
            of="b",
            signs=[["has another size than", k]],
            seen=f"It gives the shape {{row}} for b {where}; asked for is {b.shape}.",
            hint="Each unit has a bias of its own, and a sum over what the layer reads leaves one "
            "number a unit. Over which axis is that?",
        )
        total = W.sum(axis=0, keepdims=True)
        for right, name, hint, faults in (
            (4 * W, "W", "Two things act on W: the layer reads S instead of H, and hands on "
                                "a doubled argument.",
             [Fault(2 * W, "Of the two things that act on W you have one."),
              Fault(W, "This is the old W."),
              Fault(W / 4, "The other way round.")]),
            (2 * (b - total), "b", "W is right. Write out the argument (2S - 1) W + b, and "
                                          "then double it.",
             [Fault(2 * b, "W is right. The -1 in H = 2S - 1 is multiplied by W: where does that "
                           "go?"),
              Fault(b - total, "W is right. Is the bias doubled with the rest of the argument?"),
              Fault(2 * b - total, "W is right. The argument is doubled as a whole, with all its "
                                   "terms."),
              Fault(b - 2 * total, "W is right. The argument is doubled as a whole, with all its "
                                   "terms."),
              Fault(2 * b - 4 * total, "W is right. Which W does the -1 meet: the old or the new?"),
              Fault(4 * (b - total), "W is right. Does the bias read S, as W does?"),
              Fault(4 * b - 4 * total, "W is right. Does the bias read S, as W does?"),
              Fault(2 * (b + total), "W is right. Look at the sign of the shift.")]),
        ):  # fmt: skip
            yield compare(right, f"In {name} {where}", hint, faults, of=name)


# c and d. Two numbers -------------------------------------------------------------------------


@part(
    "3c",
    "the speed of the first layer",
    "So much, whatever the data, the loss and the learning rate.",
)
def first_layer_factor():
    yield step(
        "take_number",
        right=0.25,
        below=0.0005,
        above=0.0005,
        hint="Let a cell help: take a single weight w, the loss w squared, and v = 2w. Do one step "
        "in each, and compare.",
        faults=[
            (0.5, "That is one factor. The step is taken in V; how far does W1 = V / 2 move?"),
            (1, "The functions are equal. Are the gradients, in V and in W1?"),
            (2, "The weights are twice as large. Does that make the gradient larger or smaller?"),
            (4, "Turn it over: V has to go twice as far for the same change of the function. Is "
                "its gradient larger or smaller?"),
            (0.125, "One factor too many. How often does the 2 of W1 enter?"),
            (0.0625, "One factor too many. How often does the 2 of W1 enter?"),
            (-0.25, "Do the two steps go in opposite directions?"),
            (25, "As a factor, not in per cent."),
            (0, "Does it not move at all?"),
        ],
    )  # fmt: skip


@part("3d", "where the staircase ends", "Below this, every digit of tanh(x) + 1 is lost.")
def last_step():
    edge = -13 * log(2)
    yield step(
        "take_number",
        right=edge,
        below=0.02,  # a grid's last 0 is a little below
        above=0.005,
        hint="Move the point in the explorer to see roughly where it must be. Then ask when "
        "2 exp(2x) is rounded away beside -1.",
        faults=[
            (-edge, "On that side tanh is near 1, and the sum near 2."),
            (-9, "That is what the eye reads off. At -9 the left side is not 0 yet: calculate."),
            (-12 * log(2), "A quantity is rounded to 0 when it is less than half a step, not a "
                           "whole one. And sigmoid has a factor before it."),
            (-12.5 * log(2), "A factor of 2 is missing. Does rounding need a whole step or half "
                             "of one? Does the sigmoid stand there once or twice? And between -1 "
                             "and -1/2 the numbers are closer than beyond -1."),
            (-13.5 * log(2), "A factor of 2 too many. How far apart are the numbers between -1 and "
                             "-1/2?"),
            (-26 * log(2), "Near -1, tanh(x) + 1 shrinks like exp(2x), not like exp(x)."),
            (-25 * log(2), "Near -1, tanh(x) + 1 shrinks like exp(2x), not like exp(x)."),
            (-27.5 * log(2), "That is the edge in float64."),
            (-13, "Of a power of 2 you took the logarithm to base 2. The curve is a power of e."),
            (-16.64, "That is where the sigmoid reaches 1, on the other side."),
            (-10, "NumPy's own float32 tanh can be one step off there. Ask for the nearest number, "
                  "which is what MXNet gives here."),
            (-20, "There it is 0, but not only there. Where does that begin?"),
            (-88.73, "That is where the sigmoid itself becomes 0. The left side gives up earlier: "
                     "it is a difference."),
        ],
    )  # fmt: skip
