"""Exercise 6: from a faulty gradient to a fair start; part b and d after D2L, the rest our own."""

from itertools import product

from d2l_local.activations import numpy_sigmoid as sigmoid
from d2l_local.check.parts import Fault, ask, ask_each, compare, compare_networks, part, step
from d2l_local.explorer.words import written

import numpy

# a. Find the error ----------------------------------------------------------------------------

NAMES = ("dW1", "db1", "dW2", "db2")


def backward(point, lets_through=None, n=None, bias=numpy.sum):
    """Return the four gradients of the network of part a, or what a known slip makes of them.

    ``lets_through(Z, dH)`` is what the hidden layer lets through, 1 or 0, or another factor.
    """
    X, Y, W1, b1, W2, b2 = point
    Z = X @ W1 + b1
    H = numpy.maximum(Z, 0)
    dO = (H @ W2 + b2 - Y) / (n or len(X))
    dH = dO @ W2.T
    dZ = dH * (Z > 0 if lets_through is None else lets_through(Z, dH))
    return [X.T @ dZ, bias(dZ, axis=0), H.T @ dO, bias(dO, axis=0)]


def test_points():
    """Yield points of part a, each with its words: some, all and none of the units are silent."""
    random = numpy.random.default_rng(6)

    def point(n, d, h, q, shift):
        shapes = ((n, d), (n, q), (d, h), (h,), (h, q), (q,))
        X, Y, W1, b1, W2, b2 = (random.normal(size=shape) for shape in shapes)
        return X, Y, W1, b1 + shift, W2, b2

    yield "all units active, 4 rows", point(4, 3, 5, 2, 20)
    yield "some units silent, 4 rows", point(4, 3, 5, 2, 0)
    yield "some units silent, 1 row", point(1, 4, 6, 3, 0)
    yield "all units silent, 3 rows", point(3, 2, 4, 1, -20)


@part(
    "6a",
    "the mended backward pass",
    "All four gradients hold: units silent and active, several rows and one.",
)
def mended():
    for words, point in test_points():
        where = f"with {words}"
        expected = backward(point)
        shapes = {name: right.shape for name, right in zip(NAMES, expected, strict=True)}
        yield ask_each(*point, shapes=shapes, where=where)
        for name, right, wrong in zip(NAMES, expected, faults_of(point), strict=True):
            yield compare(
                right,
                "",
                "Which of the four are wrong? Go backwards from the output and stop at the first "
                "wrong line.",
                wrong,
                of=name,
                seen=f"It fails {where}: entry {{at}} of {name} is {{value}}, which a central "
                "difference contradicts.",
            )


def faults_of(point):
    """Return for each of the four gradients the known wrong ones, with their hints."""
    n, one = len(point[0]), numpy.ones_like
    known = [
        (backward(point, lambda Z, dH: one(Z)),
         "Look at a unit that is silent on every row. Nothing that happens to its incoming "
         "weights can reach the output: what must its column be, and what is it here?"),
        (backward(point, lambda Z, dH: dH > 0),
         "Whether a unit lets the gradient through is decided on the way forward, not by the "
         "sign of what comes back."),
        (backward(point, lambda Z, dH: Z < 0), "The wrong half of the units is let through."),
        (backward(point, lambda Z, dH: numpy.maximum(Z, 0)),
         "The chain rule wants the slope of ReLU here, not its value."),
        (backward(point, lambda Z, dH: 1 - numpy.maximum(Z, 0) ** 2),
         "That is the slope of another activation."),
        (backward(point, bias=numpy.mean), "The division by the number of rows stands in dO "
                                           "already: once is enough."),
        (backward(point, n=1), "The loss is a mean over the rows. Where has its division gone?"),
        (backward(point, n=n * n), "The rows are divided by twice."),
        ([-one for one in backward(point)], "All signs are turned: gradients point uphill."),
    ]  # fmt: skip
    return [[Fault(wrong[i], hint) for wrong, hint in known] for i in range(4)]


# b. Swish -------------------------------------------------------------------------------------

GRIDS = (  # float32 leaves less of a difference quotient where x is large
    (
        numpy.array([-5, -2, -1, -0.3, 0, 0.3, 1, 2, 5], dtype="float64"),
        {"rtol": 5e-3, "atol": 1e-3},
    ),
    (numpy.array([-100, -20, -10, 10, 20, 100], dtype="float64"), {"atol": 0.05}),
)
LOWEST = 0.2784645427610738  # W(1/e), the solution of u exp(u) = 1/e


@part("6b slope", "the derivative of Swish in x")
def swish_slope():
    x = GRIDS[0][0]
    yield ask(x[:6].reshape(2, 3), 1.0, shape=(2, 3), where="on an array of 2 by 3")
    for (x, tolerance), beta in product(GRIDS, (0.3, 1.0, 2.5, 0.0, -1.5)):
        yield ask(x, beta, shape=x.shape, where=f"for beta = {written(beta)}")
        s = sigmoid(beta * x)
        bell = s * (1 - s)
        yield compare(
            s + beta * x * bell,
            x,
            f"Here beta = {written(beta)}. At 0 the slope is the same for every beta, and far "
            "away it is that of a straight line: is yours?",
            [
                Fault(s, "A product has two factors that change with x."),
                Fault(beta * x * bell, "The product rule has a second term."),
                Fault(s + x * bell, "Right for beta = 1 only. What is the inner derivative of "
                                    "the sigmoid's argument?"),
                Fault(x * s, "This is Swish itself."),
                Fault(beta * bell, "This is the slope of the sigmoid alone; x is a factor too."),
                Fault(s - beta * x * bell, "Look at the sign of the second term: how does the "
                                           "sigmoid change when x grows?"),
                Fault(x**2 * bell, "This is the derivative in beta."),
            ],
            **tolerance,
        )  # fmt: skip


@part("6b beta", "the derivative of Swish in beta")
def swish_in_beta():
    for (x, tolerance), beta in product(GRIDS, (0.3, 1.0, 2.5, 0.0, -1.5)):
        yield ask(x, beta, shape=x.shape, where=f"for beta = {written(beta)}")
        s = sigmoid(beta * x)
        bell = s * (1 - s)
        yield compare(
            x**2 * bell,
            x,
            f"Here beta = {written(beta)}. Hold x still: it is a constant factor, and once more "
            "a constant inside. Is your result even in x?",
            [
                Fault(x * bell, "There are two places where x comes in, and both leave a factor."),
                Fault(bell, "There are two places where x comes in, and both leave a factor."),
                Fault(beta * x * bell, "The inner derivative of beta x is taken in beta here."),
                Fault(x**2 * s, "That factor is the sigmoid; asked for is its slope."),
                Fault(s + beta * x * bell, "This is the derivative in x."),
                Fault(-(x**2) * bell, "Should Swish fall when beta grows? Look at x = 1."),
            ],
            **tolerance,
        )  # fmt: skip


@part("6b minimum", "where Swish is lowest", "Place and value hold for four values of beta.")
def swish_minimum():
    for beta in (1.0, 0.25, 2.0, 8.0):
        lowest = numpy.array([-(1 + LOWEST) / beta, -LOWEST / beta])
        yield ask(beta, shape=(2,), where=f"for beta = {written(beta)}")
        yield step(
            "refuse",
            signs=[["is off Swish", beta]],
            seen=f"For beta = {written(beta)} you give x = {{0}} and the value {{1}}. Swish has "
            "another value there.",
            hint="Put your x into Swish, with this beta.",
            expected=lowest.tolist(),
            faults=[
                (lowest[::-1].tolist(), "Give the place first, then the value."),
                ([lowest[0], lowest[1] * beta], "The place moves with beta. So does the value."),
                ([lowest[0] * beta, lowest[1]], "The value moves with beta. So does the place."),
                ([lowest[0] * beta, lowest[1] * beta], "That is the minimum for beta = 1. Write "
                                                       "t = beta x and see what depends on beta."),
                ((lowest * beta**2).tolist(), "A larger beta squeezes the curve. Does that move "
                                              "the minimum outwards or inwards?"),
            ],
        )  # fmt: skip
        yield compare(
            lowest,
            numpy.array([beta, beta]),
            "Set the derivative to 0, divide by the sigmoid, and iterate what is left. Four "
            "digits are enough.",
            [
                Fault([0, 0], "That is where ReLU is lowest; the slope of Swish at 0 is not 0."),
                Fault([-1 / beta, -sigmoid(-1.0) / beta], "Near, but the slope is not 0 there."),
            ],
            name="beta",
        )


# c. Equal classes -----------------------------------------------------------------------------


def leaky(slope):
    """Return the leaky ReLU of this slope on the left; slope 0 is ReLU."""
    return lambda Z: numpy.maximum(Z, 0) + slope * numpy.minimum(Z, 0)


def networks():
    """Yield weights of networks of one hidden layer, each with inputs and a slope."""
    random = numpy.random.default_rng(3)
    sizes = ((2, 3, 1, 0.1), (1, 1, 1, 0.5), (3, 4, 2, -0.5), (2, 2, 1, 3.0), (2, 3, 2, 0.0))
    for d, h, q, a in sizes:
        shapes = ((d, h), (h,), (h, q), (q,))
        weights = [random.normal(size=shape) for shape in shapes]
        X = numpy.concatenate([numpy.zeros((1, d)), random.normal(size=(20, d)) * 4])
        yield a, X, weights


def compare_conversion(to_relu, faults):
    """Yield the steps for a conversion from leaky ReLUs to ReLUs, or back, on every network."""
    for a, X, weights in networks():
        slopes = (a, 0) if to_relu else (0, a)
        yield from compare_networks(
            *map(leaky, slopes),
            {"activation": "leaky", "slope": slopes[1]},
            weights,
            X,
            f", a = {written(a)}",
            "Take a net of one unit with weight 1, bias 0 and output weight 1. What do your "
            "units give at x = 1, and what at x = −1?",
            faults,
            a,
            atol=1e-3,
        )


def doubled(W1, b1, W2, b2, first, second, bias=-1):
    """Return the network with each unit and its mirror image, weighed by two factors."""
    return (
        numpy.concatenate([W1, -W1], axis=1),
        numpy.concatenate([b1, bias * b1]),
        numpy.concatenate([first * W2, second * W2]),
        b2,
    )


AGREE = "Both networks agree for five shapes and slopes."


@part("6c leaky", "leaky ReLUs made of ReLUs", AGREE)
def leaky_to_relu():
    faults = [
        (lambda *w: w[:4], "These are the old weights. A ReLU is silent where the leaky one "
                           "still has a slope: something has to speak there."),
        (lambda *w: doubled(*w[:4], 1, w[4]), "On the negative side your net has the right "
                                              "steepness. Has it the right sign?"),
        (lambda *w: doubled(*w[:4], 1, -w[4], bias=1), "The mirror image of w x + b is −(w x + b):"
                                                       " all of it."),
        (lambda *w: doubled(*w[:4], 1, -1), "Your second units do not know a."),
    ]  # fmt: skip
    return compare_conversion(True, faults)


@part("6c relu", "ReLUs made of leaky ReLUs", AGREE)
def relu_to_leaky():
    faults = [
        (lambda *w: w[:4], "These are the old weights: the leak is still there on the negative "
                           "side."),
        (lambda *w: doubled(*w[:4], 1, w[4]), "The leak is gone. Now look at the positive side: "
                                              "which slope is left?"),
        (lambda *w: doubled(*w[:4], 1 / (1 + w[4]), w[4] / (1 + w[4])),
         "The leak is gone. The positive side is not right yet: follow a x through both units."),
        (lambda *w: doubled(*w[:4], 1, -w[4]), "That pair makes a leaky unit out of ReLUs. Here "
                                               "the mirror unit leaks too."),
        (lambda *w: doubled(*w[:4], 1 / (1 - w[4] ** 2), w[4] / (1 - w[4] ** 2), bias=1),
         "The mirror image of w x + b is −(w x + b): all of it."),
    ]  # fmt: skip
    return compare_conversion(False, faults)


CLASSES = [
    (
        "leaky ReLU",
        "equal",
        "Can each unit of one kind be written with units of the other? The two cells above ask it.",
    ),
    (
        "absolute value",
        "smaller",
        "One way is easy: two ReLUs make |z|. For the other way look at one input and at the "
        "slopes far to the left and far to the right, as the explorer shows them.",
    ),
    (
        "maxout",
        "equal",
        "max(u, v) = v + something of u − v. And a number z is a difference of two ReLUs.",
    ),
    (
        "hard tanh",
        "smaller",
        "Two ReLUs and a constant make one. Conversely, how large can a finite sum of hard "
        "tanhs get?",
    ),
    (
        "tanh",
        "neither",
        "Ask both ways. Has a sum of ReLUs a second derivative other than 0? Has a sum of tanhs "
        "a crease?",
    ),
    (
        "two layers of ReLU",
        "larger",
        "A second layer can copy what the first one gives. For the other way: with one layer, can "
        "a crease end in the middle of the plane?",
    ),
]
KINDS = ("equal", "smaller", "larger", "neither")


@part("6c classes", "which classes are equal")
def classes():
    yield step("choose_words", choices=CLASSES, words=KINDS)


# d. A vanishing gradient ----------------------------------------------------------------------


@part("6d layers", "how many sigmoids are enough", "It holds for five weights and limits.")
def layers_needed():
    for w, limit in ((1.0, 1e-12), (1.0, 1e-3), (2.0, 1e-12), (-3.0, 1e-6), (3.9, 1e-2)):
        factor = abs(w) / 4
        right = next(L for L in range(1, 10_000) if factor**L < limit)
        where = f"for w = {written(w)}, limit = {written(limit)}"
        sign = None if w > 0 else "Does the sign of w matter for the size of a slope?"
        yield ask(w, limit, shape=(), where=where, hint=sign)
        exact = numpy.log(limit) / numpy.log(factor)
        yield compare(
            numpy.array(float(right)),
            numpy.array(w),
            f"Here the limit is {written(limit)}. Each layer multiplies the bound by the same "
            "factor. After how many layers is it below the limit for the first time?",
            [
                Fault(exact, "A number of layers is a whole number. Which side must it be "
                             "rounded to?"),
                Fault(right - 1, "After so many layers the bound is not below the limit yet."),
                Fault(right + 1, "One layer fewer would do."),
                Fault(numpy.ceil(numpy.log(limit) / numpy.log(0.25)), "The weight counts too: in "
                      "each layer it is a factor of the chain rule."),
            ],
            name="w",
            rtol=1e-6,
        )  # fmt: skip


@part("6d latch", "a signal that arrives, and a gradient that does not")
def latch():
    yield step("take_latch", layers=10, steepest=3, vanished=1e-12)


# e. Wide against deep -------------------------------------------------------------------------


@part(
    "6e count",
    "parameters of the deep and of the wide network",
    "It holds for five widths and depths.",
)
def count():
    for h, L in ((2, 1), (3, 4), (2, 10), (5, 3), (4, 2)):
        deep, wide = 2 * h + (L - 1) * (h * h + h) + h + 1, 3 * h**L + 1
        yield ask(h, L, shape=(2,), where=f"for h = {h}, L = {L}")
        yield compare(
            numpy.array([deep, wide]),
            numpy.array([h, h]),
            f"Here L = {L}. Count the deep network first, then the wide one. A unit has its bias, "
            "and so has the output.",
            [
                Fault([deep, 3 * (h**L - 1) + 1], "One unit a corner gives all the corners. Which "
                      "slope has the curve before its first corner?"),
                Fault([deep, h**L], "Those are units. How many numbers belong to each?"),
                Fault([h * L, h**L], "Those are units; asked for are weights and biases."),
                Fault([h + (L - 1) * h * h + h, 2 * h**L], "Weights alone; count the biases too."),
                Fault([deep, 3 * h**L], "The output has a bias as well."),
                Fault([deep - h - 1 + h, wide], "The output has a bias as well."),
                Fault([2 * h + L * (h * h + h) + h + 1, wide], "Between L layers there are fewer "
                                                              "gaps than L."),
                Fault([wide, deep], "Give the deep one first."),
            ],
            name="h",
            rtol=1e-6,
        )  # fmt: skip


@part("6e saw", "81 strokes with 12 ReLUs")
def saw():
    yield step("take_saw", most=12, strokes=81)


# f. A fair start ------------------------------------------------------------------------------


@part(
    "6f variance",
    "the variance that keeps the second moment",
    "It holds for ReLU, leaky ReLU, the identity and |x|.",
)
def fair_variance():
    for n, a in ((100, 0.0), (784, 0.0), (1, 0.0), (256, 0.25), (64, 1.0), (10, -1.0), (8, 2.0)):
        v = 2 / ((1 + a * a) * n)
        yield ask(n, a, shape=(), where=f"for n = {n}, a = {written(a)}")
        yield compare(
            numpy.array(v),
            numpy.array(float(n)),
            f"Here a = {written(a)}. Follow the mean square through one layer: first the sum over "
            "n inputs, then the activation.",
            [
                Fault(numpy.sqrt(v), "That is a standard deviation; asked for is its square."),
                Fault(1 / n, "That keeps the mean square of the sums. What does the activation do "
                             "to it?"),
                Fault(2 / n, "Right for ReLU. With a leak something passes on the other side too."),
                Fault(2 / (max(1 + a, 0.5) * n), "A mean of squares: how does a slope a enter a "
                                                 "square?"),
                Fault((1 + a * a) / (2 * n), "That factor belongs on the other side of the "
                                             "equation."),
                Fault(6 / ((1 + a * a) * n), "That is the square of the bound of a uniform "
                                             "distribution, not its variance."),
                Fault(v / (1 - (1 - a) ** 2 / (numpy.pi * (1 + a * a))), "Not the variance of the "
                      "outputs counts: the next layer sums their squares, means included."),
            ],
            name="n",
            atol=1e-9,
        )  # fmt: skip


@part("6f drift", "the second moment after L layers", "It holds for seven pairs of c and L.")
def drift():
    for c, L in ((3.0, 7), (1.0, 1), (1.0, 20), (2.0, 50), (4.0, 10), (0.5, 4), (1.0, 0)):
        right = (c / 2) ** L
        yield ask(c, L, shape=(), where=f"for c = {written(c)}, L = {L}")
        yield compare(
            numpy.array(right),
            numpy.array(c),
            f"Here L = {L}. What is the factor of one layer? It is the same in each.",
            [
                Fault(c**L, "That is what the sums do. Each ReLU takes its share as well."),
                Fault((c / 2) ** (L / 2), "That is the root of the mean square."),
                Fault((c / 2) ** (2 * L), "Mean squares are multiplied here, not their squares."),
                Fault(c * L / 2, "Layers follow each other: factors multiply, they do not add."),
                Fault((c / 2) ** (L - 1), "A layer is missing."),
                Fault(c / 2, "That is one layer."),
            ],
            name="c",
            atol=1e-12,
        )  # fmt: skip
