"""The questions at the end of each page, with an explanation for every option.

To add a question, add it to its page in ``QUESTIONS``: the page then shows it
(:mod:`d2l_local.quiz`), and the tests hold the marked answer against the numbers of its ``proof``.

A proof computes, for each option, whether it is true; :func:`only` turns this into the place of the
true one. So it shows also that every other option is wrong. MXNet is imported where a proof needs
it, and not by the page that shows the question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    text: str
    """Plain text with Unicode formulas; what stands between backticks is code."""
    why: str
    """Why it is right; or what is wrong about it, without giving the right one away."""
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with one right option."""

    name: str
    """Under which the reader's browser remembers it. It stays when the words change."""
    text: str
    options: tuple[Option, ...]
    proof: Callable | None = None
    """Computes the place of the right option from numbers."""
    because: str = ""
    """Why there is no proof, where there is none."""

    @property
    def answer(self):
        """The place of the right option, from 0."""
        return only(option.right for option in self.options)


def only(claims):
    """Return the place of the one claim that is true.

    Raises
    ------
    ValueError
        None is true, or more than one.
    """
    claims = [bool(claim) for claim in claims]
    if sum(claims) != 1:
        raise ValueError(f"one claim should be true: {claims}")
    return claims.index(True)


def close(value, expected, within=1e-3):
    """Say whether a number is the expected one, up to this share of it."""
    return abs(float(value) - expected) <= within * max(abs(expected), 1e-30)


def off_affine(inputs, outputs):
    """Return how far the outputs are, at most, from the best affine function of the inputs."""
    design = numpy.column_stack([inputs, numpy.ones(len(inputs))])
    best = numpy.linalg.lstsq(design, outputs, rcond=None)[0]
    return numpy.abs(design @ best - outputs).max()


# Hidden layers ------------------------------------------------------------------------------------


def xor_feature():
    x1, x2 = numpy.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])
    xor = numpy.array([0.0, 1, 1, 0])
    features = (x1 - x2, x1**2 + x2**2, (x1 + x2) ** 2, numpy.maximum(0, x1 + x2))
    return only(
        off_affine(numpy.column_stack([x1, x2, feature]), xor) < 1e-9 for feature in features
    )


def affine_activation():
    draw = numpy.random.default_rng(0).normal
    X = draw(size=(50, 4))

    def network(W1, b1, W2, b2):
        return (2 * (X @ W1 + b1) + 1) @ W2 + b2

    more = off_affine(X, network(draw(size=(4, 5)), draw(size=5), draw(size=(5, 3)), 1)) > 1e-9
    W, b = draw(size=(4, 3)), draw(size=3)  # any dense layer; can the network do the same?
    W1, b1 = numpy.hstack([W, numpy.zeros((4, 2))]), numpy.append(b, [0, 0])
    gap = network(W1, b1, numpy.eye(5, 3) / 2, -0.5) - (X @ W + b)
    fewer = numpy.abs(gap).max() > 1e-9
    return only([more, more, fewer, not more and not fewer])


def beyond_the_data():
    from mxnet import np, npx

    s = np.array([4.0])
    output = float((npx.relu(s) - 2 * npx.relu(s - 1))[0])
    return only(output == value for value in (0, -2, 4, 0.5))


HIDDEN_LAYERS = (
    Question(
        "xor-feature",
        "Two features x₁ and x₂ are 0 or 1. You may give an affine model one more feature, "
        "computed from these two. With which one can it compute XOR?",
        (
            Option(
                "x₁ − x₂",
                "The model could form this difference by itself, with the weights 1 and −1. It is "
                "nothing new to it.",
            ),
            Option(
                "x₁² + x₂²",
                "A square bends, but not on these points: 0² = 0 and 1² = 1, so on the data this "
                "is x₁ + x₂.",
            ),
            Option(
                "(x₁ + x₂)²",
                "The sum s is 0, 1 or 2 and its square 0, 1 or 4. These three points lie on no "
                "line, and 2s − s² is 0, 1, 0.",
                right=True,
            ),
            Option(
                "max(0, x₁ + x₂)",
                "This is a ReLU, but its argument is never negative here. On the data it never "
                "bends, and is x₁ + x₂.",
            ),
        ),
        proof=xor_feature,
    ),
    Question(
        "affine-activation",
        "A network has 4 inputs, 5 hidden units and 3 outputs, and its activation turns z into 2z "
        "+ 1. How do the functions it can compute compare with those of one dense layer from 4 to "
        "3?",
        (
            Option(
                "They are more, because the + 1 makes the activation nonlinear.",
                "It is not linear in the strict sense, but it is affine, and that is all the "
                "argument needs: the + 1 ends up in a bias.",
            ),
            Option(
                "They are more, because there are more hidden units than inputs.",
                "Five affine combinations of four numbers hold nothing that the four did not hold. "
                "Width helps once there is a bend.",
            ),
            Option(
                "They are fewer, because the activation distorts the outputs.",
                "The second layer can undo 2z + 1: halve the weights and shift the bias.",
            ),
            Option(
                "They are the same, because the activation bends nothing.",
                "Three affine maps in a row are one, so they are not more. And three of the hidden "
                "units can carry any three outputs, so they are not fewer.",
                right=True,
            ),
        ),
        proof=affine_activation,
    ),
    Question(
        "beyond-the-data",
        "The network max(0, s) − 2 max(0, s − 1) with s = x₁ + x₂ is right on all four points of "
        "XOR. What does it answer at x₁ = x₂ = 2?",
        (
            Option(
                "0, because the two features are equal",
                "So XOR would have it. But the network knows no rule, only the number s = 4. Put "
                "it into the formula.",
            ),
            Option(
                "−2, because the second unit takes away 6",
                "4 − 2 · 3 = −2. From s = 1 on the line falls for ever. To be right on four points "
                "says nothing about a fifth.",
                right=True,
            ),
            Option(
                "4, because it counts the sum",
                "The first unit counts it. The second has been awake since s = 1 and takes away "
                "more than it.",
            ),
            Option(
                "1/2, because it has never seen such a point",
                "A network has no way to say that it does not know. It gives whatever its formula "
                "gives. (One half is the answer of the best affine model.)",
            ),
        ),
        proof=beyond_the_data,
    ),
)

# ReLU ---------------------------------------------------------------------------------------------


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


RELU = (
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

# Sigmoid ------------------------------------------------------------------------------------------


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


SIGMOID = (
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

# Tanh ---------------------------------------------------------------------------------------------


def slope_from_output():
    from d2l_local.curves import slope_at

    from mxnet import np

    slope = slope_at(np.tanh, float(numpy.arctanh(-0.8)))
    return only(close(slope, value) for value in (0.36, -0.36, 0.2, 0.16))


def tanh_chain(layers):
    """Return how much of the gradient passes through tanhs in a row, from the input 0.1."""
    from mxnet import autograd, np

    x = np.array([0.1])
    x.attach_grad()
    with autograd.record():
        y = x
        for _ in range(layers):
            y = np.tanh(y)
    y.backward()
    return float(x.grad[0])


def two_thousand_tanhs():
    twenty, many = tanh_chain(20), tanh_chain(2000)
    if not close(twenty, 0.83, 0.01):
        raise ValueError(f"the question says 0.83 for 20 layers: {twenty}")
    return only(
        [close(many, 0.83, 0.1), close(many, twenty**100, 9), many == 0, close(many, 0.02, 0.2)]
    )


def cancellation():
    from mxnet import np, npx

    x = np.array([8.0])
    y = np.tanh(x)
    u = numpy.exp(-16.0)
    exact = 4 * u / (1 + u) ** 2
    y_in_float64 = y.asnumpy().astype("float64")
    tries = (
        (1 - y) * (1 + y),
        1 - y_in_float64**2,
        4 * npx.sigmoid(2 * x) * npx.sigmoid(-2 * x),
        ((1 - np.tanh(x) ** 2) + (1 - np.tanh(-x) ** 2)) / 2,
    )
    return only(close(one[0], exact) for one in tries)


TANH = (
    Question(
        "slope-from-output",
        "A tanh unit outputs −0.8. How steep is tanh at that place?",
        (
            Option(
                "0.36",
                "1 − (−0.8)² = 0.36. The output alone tells the slope, and so a framework keeps it "
                "for the way back.",
                right=True,
            ),
            Option("−0.36", "A negative slope would mean that tanh falls somewhere."),
            Option(
                "0.2",
                "That is the distance to the bound, 1 − 0.8. The slope has another factor: 1 − y² "
                "= (1 − y)(1 + y).",
            ),
            Option("0.16", "0.8 · 0.2 is the rule of the sigmoid, y(1 − y)."),
        ),
        proof=slope_from_output,
    ),
    Question(
        "two-thousand-tanhs",
        "From the input 0.1, 20 tanh units in a row with unit weights pass on 0.83 of the "
        "gradient. About how much do 2,000 of them pass on?",
        (
            Option(
                "0.83 again, because the signal has settled",
                "It settles at 0, but slowly: after 20 layers it still is near 0.1, and the layers "
                "go on taking their share.",
            ),
            Option(
                "10⁻⁸, because 0.83¹⁰⁰ is about that",
                "This supposes that each 20 layers take the same share. But is the signal that "
                "arrives at the second 20 as large as the first?",
            ),
            Option(
                "Exactly 0 in float32",
                "For that some factor would have to be small. The smallest is the first, the slope "
                "at 0.1, and it is 0.99.",
            ),
            Option(
                "0.02, because each layer takes less than the one before",
                "Each tanh brings the signal closer to 0, where the slope is closer to 1. So the "
                "later a layer, the less it takes: a power of the depth, no exponential.",
                right=True,
            ),
        ),
        proof=two_thousand_tanhs,
    ),
    Question(
        "cancellation",
        "In float32, y = tanh(8) is rounded, and the slope 1 − y² is 6 % off. Which of these mends "
        "it?",
        (
            Option(
                "Compute (1 − y)(1 + y) from the same y.",
                "1 − y is small, and holds nothing but the rounding error of y and what little was "
                "left of it. The harm was done before.",
            ),
            Option(
                "Convert y to float64, and compute 1 − y² there.",
                "More digits for a number that has been rounded already. Nothing brings back what "
                "it lost.",
            ),
            Option(
                "Compute 4 σ(2x) σ(−2x) in float32.",
                "It is the same slope, since tanh′(x) = 4σ′(2x) and 1 − σ(z) = σ(−z). No step "
                "subtracts, and the small σ(−16) keeps all its digits.",
                right=True,
            ),
            Option(
                "Compute it at x and at −x, and take the mean.",
                "tanh(−x) is rounded just as tanh(x) is. Both slopes have the same error, and so "
                "has their mean.",
            ),
        ),
        proof=cancellation,
    ),
)

# Summary ------------------------------------------------------------------------------------------


def what_adds_a_function():
    draw = numpy.random.default_rng(0).normal
    X = draw(size=(200, 3))

    def network(*sizes, activation=lambda z: z, bias=0.0):
        H = X
        for rows, columns in pairwise(sizes):
            H = activation(H) if H is not X else H
            H = H @ draw(size=(rows, columns)) + bias * draw(size=columns)
        return H

    changed = (
        network(3, 50, 2),
        network(3, 5, 2, bias=1.0),
        network(3, 5, 2, activation=numpy.abs),
        network(3, 5, 5, 2),
    )
    return only(off_affine(X, outputs) > 1e-6 for outputs in changed)


def what_wakes_a_dead_unit():
    from mxnet import autograd, np, npx

    x = np.arange(-8.0, 8.1, 0.5)

    def moved(activation=npx.relu, lr=0.01, times=1, steps=10):
        w = np.array([1.0])
        w.attach_grad()
        for _ in range(steps):
            with autograd.record():
                loss = times * ((activation(w * x - 10) - 1) ** 2).mean()
            loss.backward()
            w -= lr * w.grad
        return float(w[0]) != 1

    def leaky(z):
        return npx.leaky_relu(z, act_type="leaky", slope=0.1)

    return only([moved(lr=1), moved(activation=leaky), moved(times=1000), moved(steps=300)])


def near_a_corner():
    from d2l_local.curves import slope_at

    from mxnet import np, npx

    def both(x, h=0.01):
        ends = npx.relu(np.array([x + h, x - h]))
        return slope_at(npx.relu, x), float(ends[0] - ends[1]) / (2 * h)

    pairs = [both(x) for x in (0.0, -0.004, 0.004, -0.3)]
    return only(slope == 0 and close(difference, 0.3) for slope, difference in pairs)


def two_ends():
    from mxnet import np, npx

    right = 1 - float(npx.sigmoid(np.array([20.0]))[0])
    left = float(npx.sigmoid(np.array([-20.0]))[0])
    tiny = numpy.exp(-20.0)
    return only(
        [
            close(right, tiny) and close(left, tiny),
            close(right, tiny) and left == 0,
            right == 0 and close(left, tiny),
            right == 0 and left == 0,
        ]
    )


def what_finds_the_fault():
    from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE
    from d2l_local.curves import slope_at

    from mxnet import np

    selu, at, h = CATALOGUE["selu_builtin"].function, -1.0, 0.01
    value, slope = float(selu(np.array([at]))[0]), slope_at(selu, at)
    wrong_value = not close(value, SELU_SCALE * SELU_ALPHA * numpy.expm1(at), 1e-5)
    wrong_by_its_own_code = not close(slope, SELU_SCALE * (SELU_ALPHA + value), 1e-4)
    x, losses = at, []
    for _ in range(5):
        losses.append((float(selu(np.array([x]))[0]) - 1) ** 2)
        x -= 0.1 * slope_at(lambda x: (selu(x) - 1) ** 2, x)
    loss_rises = sorted(losses, reverse=True) != losses
    ends = selu(np.array([at + h, at - h]))
    wrong_by_difference = not close(slope, float(ends[0] - ends[1]) / (2 * h), 0.01)
    return only([wrong_value, wrong_by_its_own_code, loss_rises, wrong_by_difference])


SUMMARY = (
    Question(
        "what-adds-a-function",
        "Two dense layers with no activation compute no more than one. Which change lets them "
        "compute a function that one layer cannot?",
        (
            Option(
                "A hidden layer that is ten times as wide",
                "The product of the two matrices has the shape of one layer, however wide the "
                "middle is.",
            ),
            Option(
                "Biases in both layers",
                "Affine after affine is affine. The two biases become one.",
            ),
            Option(
                "The absolute value of each hidden unit",
                "|x₁ − x₂| is XOR already, which no affine map is. Any bend will do; ReLU is "
                "merely a cheap one.",
                right=True,
            ),
            Option(
                "A third dense layer between the two",
                "Three matrices multiplied are one matrix. Depth without a bend adds nothing.",
            ),
        ),
        proof=what_adds_a_function,
    ),
    Question(
        "what-wakes-a-dead-unit",
        "A ReLU in the first hidden layer is silent on every training example. You train by plain "
        "gradient descent. What makes the unit move again?",
        (
            Option(
                "A learning rate a hundred times as large",
                "The step is the learning rate times the gradient, and the gradient is exactly 0.",
            ),
            Option(
                "A leaky ReLU in its place",
                "On the left its slope is small, but not 0. So the weights get a gradient, and can "
                "carry the corner back among the data.",
                right=True,
            ),
            Option(
                "A loss that counts a thousand times as much",
                "That makes what arrives at the unit a thousand times as large. Then the unit "
                "multiplies it by 0.",
            ),
            Option(
                "More epochs on the same examples",
                "Every epoch brings the same gradient, 0. Below the first layer there is nothing "
                "else that could move.",
            ),
        ),
        proof=what_wakes_a_dead_unit,
    ),
    Question(
        "what-the-theorem-says",
        "You train ten sigmoid units on a continuous curve over a closed interval, and the error "
        "stays large. Does this contradict the universal approximation theorem?",
        (
            Option(
                "No: enough units with suitable weights come close. It says no more.",
                "Ten may be too few, and training may not find the weights that exist. The theorem "
                "promises neither.",
                right=True,
            ),
            Option(
                "Yes: a continuous function on a closed interval is just what it is about.",
                "It is about such functions. But read what it promises for them: how many units, "
                "and who finds the weights?",
            ),
            Option(
                "No: it speaks of networks with more than one hidden layer.",
                "It speaks of one hidden layer. That is what makes it surprising.",
            ),
            Option(
                "No: it speaks of ReLU, whereas a sigmoid is bounded and saturates.",
                "Cybenko proved it for sigmoids first. Bounded units add up to any height.",
            ),
        ),
        because="it asks what a theorem promises, which no computation can show",
    ),
    Question(
        "near-a-corner",
        "You check the gradient of ReLU at a point x. Autograd says 0; the central difference with "
        "h = 0.01 says 0.3. Where is x?",
        (
            Option(
                "at 0",
                "At the corner itself the difference is exactly 1/2, the mean of both slopes.",
            ),
            Option(
                "at −0.004",
                "The corner lies between x − h and x + h, so the difference is (x + h) / 2h = 0.3. "
                "Autograd is right. Move the point by more than h and check again.",
                right=True,
            ),
            Option("at 0.004", "There ReLU has the slope 1, and autograd says so."),
            Option("at −0.3", "So far from the corner both say 0: all of x ± h lies on the left."),
        ),
        proof=near_a_corner,
    ),
    Question(
        "two-ends",
        "On paper 1 − σ(20) and σ(−20) are the same number, about 2 · 10⁻⁹. What are they in "
        "float32?",
        (
            Option(
                "Both are about 2 · 10⁻⁹.",
                "σ(20) has to be stored before it is subtracted. How far apart are the float32 "
                "numbers just below 1?",
            ),
            Option(
                "1 − σ(20) is about 2 · 10⁻⁹, and σ(−20) is 0 because it is too small.",
                "Small is no trouble: float32 has numbers down to 10⁻³⁸ with all their digits.",
            ),
            Option(
                "1 − σ(20) is 0, and σ(−20) is about 2 · 10⁻⁹.",
                "Just below 1 the numbers are 6 · 10⁻⁸ apart, so σ(20) is rounded to 1. Near "
                "2 · 10⁻⁹ they are 2 · 10⁻¹⁶ apart.",
                right=True,
            ),
            Option(
                "Both are 0.",
                "One of them is. The other is small, but float32 has room for it.",
            ),
        ),
        proof=two_ends,
    ),
    Question(
        "what-finds-the-fault",
        "MXNet's gradient of SELU is wrong for x < 0, and MXNet's own test of it passes. Which "
        "check finds the fault?",
        (
            Option(
                "Compare the values with the definition of SELU, to five digits.",
                "The values are right. Only the slope is wrong.",
            ),
            Option(
                "Compare the gradient with the formula that MXNet's code uses.",
                "MXNet's test does this. It repeats the mistake, and agrees with it.",
            ),
            Option(
                "Train a weight through it, and see whether the loss falls.",
                "At x = −1 the wrong slope still has the right sign, so the loss falls, if not by "
                "the right amount.",
            ),
            Option(
                "Compare the gradient with a central difference of the values.",
                "The difference uses nothing but the values. So it cannot share a mistake with the "
                "gradient.",
                right=True,
            ),
        ),
        proof=what_finds_the_fault,
    ),
)

# Exercise 1 ---------------------------------------------------------------------------------------


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


EXERCISE_1 = (
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

# Exercise 2 ---------------------------------------------------------------------------------------


def pieces_at_one_place():
    from mxnet import autograd, np, npx

    x = np.arange(-3.05, 5.0, 0.1)  # never on the corner
    x.attach_grad()
    with autograd.record():
        y = npx.relu(x - 1) + npx.relu(1 - x) - npx.relu(2 * x - 2)
    y.backward()
    slope = x.grad.asnumpy()
    pieces = 1 + int((slope[1:] != slope[:-1]).sum())
    return only(pieces == count for count in (1, 2, 4, 8))


def regions_without_biases():
    W = numpy.random.default_rng(0).normal(size=(2, 10))
    angle = numpy.linspace(0, 2 * numpy.pi, 200_001)
    patterns = numpy.column_stack([numpy.cos(angle), numpy.sin(angle)]) @ W > 0
    regions = len(numpy.unique(patterns, axis=0))
    return only(regions == count for count in (11, 20, 56, 1024))


def linear_after_softmax():
    draw = numpy.random.default_rng(0).normal
    W1, b1, W2, b2 = draw(size=(1, 6)), draw(size=6), draw(size=(6, 2)), draw(size=2)
    x = numpy.linspace(-3, 3, 301).reshape(-1, 1)
    hidden = numpy.maximum(0, x @ W1 + b1)
    scores = numpy.exp(hidden @ W2 + b2)
    P1, P2 = (scores / scores.sum(axis=1, keepdims=True)).T
    on = hidden > 0
    inside = (on[2:] == on[:-2]).all(axis=1)
    return only(
        numpy.abs(numpy.diff(f, 2))[inside].max() < 1e-9
        for f in (P1, numpy.log(P1), P1 - P2, numpy.log(P1) - numpy.log(P2))
    )


EXERCISE_2 = (
    Question(
        "pieces-at-one-place",
        "How many pieces has ReLU(x − 1) + ReLU(1 − x) − ReLU(2x − 2)?",
        (
            Option(
                "1",
                "All three corners stand at 1, with jumps of the slope of 1, 1 and −2. They "
                "cancel, and what is left is the line 1 − x.",
                right=True,
            ),
            Option(
                "2",
                "All corners stand at one place, so it cannot be more than 2. Now add up the three "
                "jumps of the slope.",
            ),
            Option(
                "4",
                "One more than there are units is the bound. It is reached only where the corners "
                "stand at different places.",
            ),
            Option(
                "8",
                "2³ counts patterns on paper. On a line you meet each corner once, so three units "
                "make 4 pieces at most.",
            ),
        ),
        proof=pieces_at_one_place,
    ),
    Question(
        "regions-without-biases",
        "Ten ReLUs read two inputs and have no biases. Into how many regions do they cut the plane "
        "at most?",
        (
            Option(
                "11",
                "Ten points cut a line into 11 pieces, if there is one input. Here there are two.",
            ),
            Option(
                "20",
                "Ten lines through the origin make 20 sectors. Without biases a network looks the "
                "same at every scale.",
                right=True,
            ),
            Option(
                "56",
                "1 + 10 + 45 is the number for ten lines in general position. Where do these ten "
                "lines meet?",
            ),
            Option(
                "1,024",
                "There are 2¹⁰ patterns on paper. Few of them belong to a point of the plane.",
            ),
        ),
        proof=regions_without_biases,
    ),
    Question(
        "linear-after-softmax",
        "A ReLU network ends with a softmax over two classes, with the probabilities P₁ and P₂. "
        "Which of these is piecewise linear in the input?",
        (
            Option(
                "P₁",
                "It is the sigmoid of the difference of the two logits, and bends inside the "
                "regions.",
            ),
            Option(
                "log P₁",
                "The logarithm undoes the exponential above the line. The sum of exponentials "
                "below it stays.",
            ),
            Option(
                "P₁ − P₂",
                "In a difference the common denominator stays. This one is tanh of half the "
                "difference of the logits.",
            ),
            Option(
                "log P₁ − log P₂",
                "In the ratio the denominator cancels: what is left is the difference of the two "
                "logits.",
                right=True,
            ),
        ),
        proof=linear_after_softmax,
    ),
)

# Exercise 3 ---------------------------------------------------------------------------------------


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
    x = numpy.arange(-5.0, 5.05, 0.1)

    def sigmoid(z):
        return 1 / (1 + numpy.exp(-z))

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


EXERCISE_3 = (
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
                "Height and stretch are right. But far on the left tanh is −1 and the sigmoid 0, "
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

# Exercise 4 ---------------------------------------------------------------------------------------


def which_matrix_fits():
    ones, swap = numpy.ones((4, 4)), numpy.eye(4)[[3, 1, 2, 0]]
    matrices = (numpy.eye(4), ones, swap, numpy.diag([1, 1, 0.001, 0]))
    return only(numpy.linalg.matrix_rank(matrix) <= 2 for matrix in matrices)


def error_of_the_waist():
    """Fit both factors in turn by least squares, from several starts."""
    A = numpy.diag([4.0, 3, 2, 1])
    errors = []
    for seed in range(5):
        W1 = numpy.random.default_rng(seed).normal(size=(4, 2))
        for _ in range(500):
            W2 = numpy.linalg.lstsq(W1, A, rcond=None)[0]
            W1 = numpy.linalg.lstsq(W2.T, A.T, rcond=None)[0].T
        errors.append(((A - W1 @ W2) ** 2).sum())
    return only(close(min(errors), value) for value in (2, 3, 5, 25))


def narrowest_softmax():
    """The probabilities fix the differences of the scores, and their rank is the waist."""
    W = numpy.random.default_rng(0).normal(size=(100, 3))
    rank = numpy.linalg.matrix_rank(W[:, :2] - W[:, 2:])
    return only(rank == units for units in (1, 2, 3, 50))


EXERCISE_4 = (
    Question(
        "which-matrix-fits",
        "A linear network 4-2-4 without biases computes x W₁ W₂. Which of these 4 × 4 matrices can "
        "W₁ W₂ be?",
        (
            Option(
                "the identity",
                "Its rank is 4: it keeps all directions apart. Two units can keep two.",
            ),
            Option(
                "the matrix whose sixteen entries are all 1",
                "Its rows are equal, so its rank is 1. One unit, which adds up the inputs, would "
                "have been enough.",
                right=True,
            ),
            Option(
                "the matrix that swaps the first and the last feature",
                "A swap can be undone, so it loses nothing. The waist always loses two directions.",
            ),
            Option(
                "the diagonal matrix with 1, 1, 0.001 and 0",
                "Its rank is 3. The network comes within 0.001 of it, and never arrives.",
            ),
        ),
        proof=which_matrix_fits,
    ),
    Question(
        "error-of-the-waist",
        "The inputs are independent with mean 0 and variance 1. A linear network 4-2-4 is to "
        "compute x A, where A is diagonal with 4, 3, 2, 1. How small can the mean squared error "
        "be?",
        (
            Option(
                "2, because two of four directions are lost",
                "For the identity it would be. Here the directions do not count alike.",
            ),
            Option(
                "3, because 2 and 1 are lost",
                "The right directions, but an output that is off by 2x has the squared error 4x².",
            ),
            Option(
                "5, because 2² and 1² are lost",
                "The waist keeps the directions of the two largest singular values, and the "
                "squares of the others remain.",
                right=True,
            ),
            Option(
                "25, because 4² and 3² are lost",
                "So much remains if the waist keeps the wrong two directions.",
            ),
        ),
        proof=error_of_the_waist,
    ),
    Question(
        "narrowest-softmax",
        "A softmax regression has 100 inputs and 3 classes. How narrow can a linear waist be "
        "without losing any such regression?",
        (
            Option(
                "1 unit",
                "With one number all inputs stand in a row. Three scores have two differences, "
                "which vary freely.",
            ),
            Option(
                "2 units",
                "Softmax sees only the differences of the three scores, and there are two of them: "
                "one less than there are classes.",
                right=True,
            ),
            Option(
                "3 units",
                "One for each score is enough. But softmax does not notice when you add the same "
                "number to all the scores.",
            ),
            Option(
                "50 units",
                "Half of the inputs was the waist of the exercise. What counts here is how much of "
                "its input the softmax sees.",
            ),
        ),
        proof=narrowest_softmax,
    ),
)

# Exercise 5 ---------------------------------------------------------------------------------------


def batch_of_two():
    from mxnet import autograd, np
    from mxnet.gluon import nn

    layer = nn.BatchNorm()
    layer.initialize()
    with autograd.train_mode():
        before, after = (float(layer(np.array([[3.0], [other]]))[0, 0]) for other in (5.0, 500.0))
    return only([after < before - 1, close(after, before, 0.01), abs(after) < 0.5 * abs(before)])


def bias_before_batch_norm():
    from mxnet import autograd, np, npx
    from mxnet.gluon import nn

    npx.random.seed(0)
    z, layer = np.random.normal(size=(32, 3)), nn.BatchNorm()
    layer.initialize()
    for _ in range(50):  # so that it has running statistics
        with autograd.record():
            total = layer(z).sum()
        total.backward()

    def change(mode):
        with mode():
            return float(np.abs(layer(z + 10) - layer(z)).max()) > 0.01

    training, predict = change(autograd.train_mode), change(autograd.predict_mode)
    return only(
        [
            not training and not predict,
            training and predict,
            predict and not training,
            training and not predict,
        ]
    )


def which_parts_add_up():
    from mxnet import autograd, np, npx
    from mxnet.gluon import nn

    npx.random.seed(0)
    X, W, v = (np.random.normal(size=shape) for shape in ((32, 4), (4, 5), (5, 1)))
    y = np.random.normal(size=(32, 1))

    def gradient(norm, rows):
        W.attach_grad()
        with autograd.record():
            loss = ((np.dot(npx.relu(norm(np.dot(X[rows], W))), v) - y[rows]) ** 2).mean()
        loss.backward()
        return W.grad.copy()

    def exact(norm):
        parts = [gradient(norm, slice(k, k + 8)) for k in range(0, 32, 8)]
        whole = gradient(norm, slice(0, 32))
        return float(np.abs(sum(parts) / 4 - whole).max()) < 1e-4 * float(np.abs(whole).max())

    layers = [nn.LayerNorm(), nn.BatchNorm()]
    for layer in layers:
        layer.initialize()
    return only(
        exact(norm) for norm in (*layers, lambda Z: Z - Z.mean(axis=0), lambda Z: Z / Z.max(axis=0))
    )


EXERCISE_5 = (
    Question(
        "batch-of-two",
        "In training mode, batch normalisation gets a batch of two examples with one feature, 3 "
        "and 5. You replace the 5 by 500. What happens to the output of the first example?",
        (
            Option(
                "It falls far below −1, because the mean has moved away.",
                "The mean has moved away from it, and the output is divided by the spread, which "
                "has grown as well.",
            ),
            Option(
                "It stays at about −1, because only the order counts.",
                "With two examples the distance to the mean is the spread. All that is left of two "
                "numbers is which of them is the smaller.",
                right=True,
            ),
            Option(
                "It comes close to 0, because the spread has grown.",
                "The spread has grown, and the distance of the 3 from the mean as much.",
            ),
        ),
        proof=batch_of_two,
    ),
    Question(
        "bias-before-batch-norm",
        "In a trained network a dense layer is followed by batch normalisation. You add 10 to each "
        "bias of the dense layer, and do nothing else. In which mode do the outputs change?",
        (
            Option(
                "In none, because the mean is subtracted again",
                "The mean of the batch would take the 10 with it. Which mean does each mode "
                "subtract?",
            ),
            Option(
                "In both, because the inputs of the layer have changed",
                "They have, all by the same amount. In one of the two modes that goes unnoticed.",
            ),
            Option(
                "In predict mode only",
                "Training subtracts the mean of the batch, which has moved along. Prediction "
                "subtracts the running mean, which has not.",
                right=True,
            ),
            Option(
                "In training mode only",
                "It is the other way round: one of the two modes takes its mean from what it is "
                "given now.",
            ),
        ),
        proof=bias_before_batch_norm,
    ),
    Question(
        "which-parts-add-up",
        "You cut a batch into four equal parts and average their gradients. With which layer in "
        "the network is this the gradient of the whole batch?",
        (
            Option(
                "Layer normalisation",
                "Its mean and spread come from one row alone. So each row has its own loss, "
                "whatever part it is in, and losses add up.",
                right=True,
            ),
            Option(
                "Batch normalisation in training mode",
                "Each part has a mean and a spread of its own, so the parts minimise another loss "
                "than the whole.",
            ),
            Option(
                "A layer that only subtracts the mean of the batch",
                "It is linear, but that does not help: each part subtracts the mean of that part.",
            ),
            Option(
                "A layer that divides each feature by its largest value in the batch",
                "The largest value of a part is not that of the whole batch.",
            ),
        ),
        proof=which_parts_add_up,
    ),
)

# Exercise 6 ---------------------------------------------------------------------------------------


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


EXERCISE_6 = (
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

QUESTIONS = {
    "hidden_layers": HIDDEN_LAYERS,
    "relu": RELU,
    "sigmoid": SIGMOID,
    "tanh": TANH,
    "summary": SUMMARY,
    "exercise_1": EXERCISE_1,
    "exercise_2": EXERCISE_2,
    "exercise_3": EXERCISE_3,
    "exercise_4": EXERCISE_4,
    "exercise_5": EXERCISE_5,
    "exercise_6": EXERCISE_6,
}
