"""Exercise 1: the derivatives of tanh and of pReLU."""

from d2l_local.activations import bell
from d2l_local.check.parts import Fault, ask, compare, part, step
from d2l_local.explorer.words import written

import numpy

GRID = numpy.array(
    [-100, -20, -8, -3, -1.5, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 1.5, 3, 8, 20, 100], dtype="float64"
)


@part("1a", "the derivative of tanh")
def tanh_derivative():
    for shape in ((1,), (2, 3)):
        yield ask(numpy.linspace(-2, 2, int(numpy.prod(shape))).reshape(shape), shape=shape)
    # First where no form of it overflows: a slip is to be told as one.
    yield from compare_tanh_derivative(GRID[2:-2])
    yield from compare_tanh_derivative(GRID)


def compare_tanh_derivative(x):
    yield ask(x, shape=x.shape, where=f"on a grid from {written(x[0])} to {written(x[-1])}")
    with numpy.errstate(over="ignore", invalid="ignore"):
        u = numpy.exp(-2 * x)
        two_slips = numpy.where(u < 1e40, (2 * u - u**2) / (1 + u) ** 2, -1)
    tanh = numpy.tanh(x)
    yield compare(
        1 / numpy.cosh(numpy.clip(x, -50, 50)) ** 2,
        x,
        "The slope of tanh is even in x, never negative and largest at 0. Which of the three does "
        "yours break?",
        [
            Fault(two_slips, "Two slips. The inner derivative of exp(-2x) has a factor, and so "
                             "have both products of the quotient rule: write them all out."),
            Fault(bell(x), "That is the slope of another S-shaped curve, which is less steep at "
                           "0."),
            Fault(1 - tanh, "Something is missing: at -20 this is 2, but tanh is flat there."),
            Fault(tanh**2, "This is 0 at 0, where tanh is steepest."),
            Fault(1 + tanh**2, "This is greatest where tanh is flat. Look at a sign in the "
                               "quotient rule."),
            Fault(2 / numpy.cosh(numpy.clip(x, -50, 50)) ** 2, "Right up to a factor. What is the "
                                                               "slope at 0?"),
            Fault(0.5 / numpy.cosh(numpy.clip(x, -50, 50)) ** 2, "Right up to a factor. What is "
                                                                 "the slope at 0?"),
        ],
        signs=[
            {
                "signs": [["is even"], ["is never negative"], ["is largest at", list(x).index(0)]],
                "hint": "Yours is even, never negative and largest at 0, as the slope of tanh is; "
                "yet it is that of another curve. What does a central difference of tanh give at "
                "this x?",
            }
        ],
        atol=5e-4,  # in float32 a difference quotient is no more exact
    )  # fmt: skip


@part("1b derivative", "the derivative of pReLU in x")
def prelu_derivative():
    near = numpy.array([-0.75, -0.5, -0.05, 0.05, 0.5, 0.75])
    far = numpy.array([-20.0, -3.0, 3.0, 20.0])
    for a in (0.25, 0.0, 1.0, -0.5, 1.5):
        # Far from 0 the rounding of float32 leaves little of a difference quotient.
        yield from compare_prelu_derivative(near, a, rtol=5e-3)
        yield from compare_prelu_derivative(far, a, rtol=0, atol=0.2)


def compare_prelu_derivative(x, a, **tolerance):
    yield ask(x, a, shape=x.shape, where=f"for a = {written(a)}")
    yield compare(
        numpy.where(x > 0, 1, a),
        x,
        f"There are two straight pieces. Here a = {written(a)}: what is the slope of the piece "
        "that this x lies on?",
        [
            Fault(numpy.where(x > 0, 1, 0), "That is ReLU. What happened to a?"),
            Fault(numpy.where(x > 0, a, 1), "The two sides are exchanged."),
            Fault(numpy.where(x > 0, 1, -a), "min(0, x) is negative, but its slope is not."),
            Fault(numpy.where(x > 0, x, a * x), "This is pReLU itself, not its slope."),
            Fault(numpy.minimum(x, 0), "This is the derivative in a; asked for is the one in x."),
        ],
        **tolerance,
    )


@part("1b interval", "the generalised slopes of pReLU at 0")
def slopes_at_zero():
    for a in (0.25, 0.0, 1.0, -0.5, 1.5):
        where = f"for a = {written(a)}"
        yield ask(a, shape=(2,), where=where)
        yield step(
            "refuse",
            signs=[["falls"]],
            seen=f"{where.capitalize()}: the interval ends before it begins, ({{0}}, {{1}}).",
            hint="For which a is the slope on the left the greater one?",
        )
        yield compare(
            numpy.array([min(1, a), max(1, a)]),
            numpy.array([a, a]),
            "Take the slopes at points that tend to 0 from the left and from the right, and "
            "everything between.",
            [
                Fault([0, 1], "That is the interval for ReLU."),
                Fault([a, a], "That is the left slope alone; what do points on the right give?"),
                Fault([1, 1], "That is the right slope alone; what do points on the left give?"),
                Fault([(1 + a) / 2] * 2, "That is where a central difference lands: the middle of "
                                         "the interval, not its ends."),
                Fault([min(0, a), max(0, a)], "On the right of 0 the slope is not 0."),
            ],
            name="a",
        )  # fmt: skip


@part("1c", "the gradient of a shared parameter")
def shared_gradient():
    random = numpy.random.default_rng(1)
    cases = [
        (numpy.array([-2.0, -1.0, -0.0, 0.0, 1.0, 3.0]), numpy.ones(6)),
        (random.normal(size=(4, 5)), random.normal(size=(4, 5))),
        (numpy.array([2.0, 3.0]), numpy.array([1.0, -1.0])),
        (numpy.array([-3.0]), numpy.array([0.5])),
    ]
    for x, G in cases:
        where = f"for x of shape {x.shape}"
        below = numpy.minimum(x, 0)
        if x.size > 1:
            yield ask(x, G, where=where)
            yield step(
                "refuse",
                signs=[["is", G * below]],
                seen=f"It gives the shape {{shape}} {where}; one parameter has one derivative.",
                hint="You have what each entry contributes. All of them pull at the same a.",
            )
        yield ask(x, G, shape=(), where=where)
        yield compare(
            (G * below).sum(),
            numpy.array([float(x.flat[0])]),
            "Give each entry its own a, differentiate, and only then set them all equal.",
            [
                Fault((G * below).mean(), "A sum, or a mean? Each use of a adds its share."),
                Fault(below.sum(), "That is right when every entry of G is 1. The loss reaches x "
                                   "through p."),
                Fault((G * numpy.maximum(x, 0)).sum(), "Which of the two pieces has the slope a?"),
                Fault((G * x).sum(), "Positive entries never meet a."),
                Fault((G * (x < 0)).sum(), "The derivative of a x in a is not 1."),
                Fault(-(G * below).sum(), "The sign: min(0, x) is negative, and stays so."),
            ],
            name="the first x",
        )  # fmt: skip
