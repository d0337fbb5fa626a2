"""The questions of chapters/summary, and the numbers that prove them."""

from itertools import pairwise

from d2l_local.quiz.question import Option, Question, close, off_affine, only

import numpy


def what_adds_a_function():
    draw = numpy.random.default_rng(0).normal
    X = draw(size=(200, 3))

    def network(*sizes, activation=lambda z: z, bias=1.0):
        H = X
        for rows, columns in pairwise(sizes):
            H = activation(H) if H is not X else H
            H = H @ draw(size=(rows, columns)) + bias * draw(size=columns)
        return H

    changed = (
        network(3, 50, 2),
        network(3, 5, 2, bias=10.0),
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


QUESTIONS = (
    Question(
        "what-adds-a-function",
        "Two dense layers with biases and no activation compute no more than one. Which change "
        "lets them compute a function that one layer cannot?",
        (
            Option(
                "A hidden layer that is ten times as wide",
                "The product of the two matrices has the shape of one layer, however wide the "
                "middle is.",
            ),
            Option(
                "Biases that are ten times as large",
                "Affine after affine is affine. The two biases become one, whatever their size.",
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
                "No: it promises good weights for some number of units, and perhaps not for ten.",
                "Ten may be too few. And where they are enough, training may still not find the "
                "weights that exist: the theorem promises neither.",
                right=True,
            ),
            Option(
                "No: it promises good weights for any number of units, and training missed them.",
                "One unit draws one S-shaped curve and no other. So there are numbers of units "
                "with which a small error cannot be had.",
            ),
            Option(
                "No: it promises a small error on average, and at a single point it may be large.",
                "It promises more: the largest error over the whole interval is small. What does "
                "it ask for in return?",
            ),
            Option(
                "Yes: it promises a small error for sigmoids and any curve that is continuous.",
                "Those are what it is about. But read what it promises for them: how many units, "
                "and who finds the weights?",
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
                "Autograd is right. Move the point farther than h from the corner and check again.",
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
        "check at x = −1 finds the fault?",
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
                "The wrong slope still has the right sign there, so the loss falls, if not by the "
                "right amount.",
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
