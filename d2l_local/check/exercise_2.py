"""Exercise 2: a ReLU network is a continuous piecewise linear function."""

from itertools import pairwise
from math import comb

from d2l_local.check.parts import Fault, ask, ask_each, compare, nine_digits, order, part, step
from d2l_local.explorer.words import written

import numpy

# a. The proof ---------------------------------------------------------------------------------


@part("2a order", "the proof, in order", "Each step rests on earlier ones, and no step is missing.")
def order_of_the_proof():
    sets = "It speaks of sets that nobody has introduced yet."
    yield order(
        {
            "A": ("BCDFG", "This line has the last word. Which demand of the definition has not "
                           "been met before it? And does each kind of link have its start?"),
            "B": ("E", sets),
            "C": ("E", sets),
            "D": ("E", sets),
            "E": ("", ""),
            "F": ("", ""),
            "G": ("", ""),
        },
        {
            "H": "ReLU has a corner, so it is not differentiable. Does the definition ask for "
                 "that?",
            "I": "M_i may be 3 by 7, and a layer may send everything to one point: no inverse. Is "
                 "one needed to say which points are sent into Q_j?",
            "J": "Constant slopes do not make a function continuous: a step has slope 0 on both "
                 "sides. Where else does continuity come from?",
        },
    )  # fmt: skip


# a. The local map -----------------------------------------------------------------------------


MAP = {"M": None, "c": None}
"""What is asked for. The shapes are judged in :func:`compare_map`, with a hint of their own."""


@part("2a map", "the affine map at a point")
def local_map():
    random = numpy.random.default_rng(2)
    for sizes, a in (
        ((3, 7, 5, 2), 0.25),
        ((5, 4, 4, 4, 3), 0.0),
        ((1, 6, 1), -0.5),
        ((4, 3), 0.25),
        ((3, 5, 2), 1.0),
        ((2, 9, 9, 4), 1.5),
    ):
        x, Ws, bs = off_the_creases(random, sizes, a)
        where = f"for layers of sizes {'-'.join(map(str, sizes))} and a = {written(a)}"
        yield ask_each(x, Ws, bs, a, shapes=MAP, where=where)
        yield from compare_map(x, Ws, bs, a, where)
    # All arguments of the first layer are 0: either factor will do, but not any output.
    x, Ws, bs = numpy.zeros((1, 2)), *net(random, (2, 4, 3))
    bs[0] *= 0
    where = "at a point where every unit's argument is exactly 0"
    seen = f"It fails {where}: x M + c is not the output of the network."
    hint = "On a crease you may count the point to either side, but to one of them."
    yield ask_each(x, Ws, bs, 0.25, shapes=MAP, where=where)
    for name, shape in (("M", (2, 3)), ("c", (1, 3))):
        other = [["has another shape than", shape]]
        yield step("refuse", of=name, signs=other, seen=seen, hint=hint)
    yield step("apply_map", x=x, of=["M", "c"])
    yield compare(forward(x, Ws, bs, 0.25)[0], "", hint, seen=seen, atol=1e-4)


def net(random, sizes):
    """Return random weights of shapes (rows, columns) and biases of shapes (1, columns)."""
    Ws = [random.normal(size=shape) for shape in pairwise(sizes)]
    return Ws, [random.normal(size=(1, size)) for size in sizes[1:]]


def off_the_creases(random, sizes, a):
    """Return a point and a net with no argument near 0, units on and off in each layer."""
    while True:
        x, (Ws, bs) = random.normal(size=(1, sizes[0])), net(random, sizes)
        arguments = forward(x, Ws, bs, a)[1]
        if all((abs(z) > 0.05).all() and (z > 0).any() and (z < 0).any() for z in arguments):
            return x, Ws, bs


def forward(x, Ws, bs, a):
    """Return the output of a pReLU net at x, and the arguments of its hidden layers."""
    arguments = []
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        z = x @ W + b
        arguments.append(z)
        x = numpy.where(z > 0, z, a * z)
    return x @ Ws[-1] + bs[-1], arguments


def map_with(diagonals, Ws, bs):
    """Return M and c for given diagonals, each of shape (1, h)."""
    M, c = Ws[0], bs[0]
    for W, b, D in zip(Ws[1:], bs[1:], diagonals, strict=True):
        M, c = (M * D) @ W, (c * D) @ W + b
    return M, c


def compare_map(x, Ws, bs, a, where):
    output, arguments = forward(x, Ws, bs, a)
    signs = [z > 0 for z in arguments]
    right_M, right_c = map_with([numpy.where(on, 1, a) for on in signs], Ws, bs)
    for name, right in (("M", right_M), ("c", right_c)):
        yield step(
            "refuse",
            of=name,
            signs=[["has another shape than", right.shape]],
            seen=f"It gives {name} of shape {{shape}} {where}.",
            hint="In this book x stands on the left, x M + c. A transposed product has its factors "
            "in the other order.",
        )
    wrong_signs, z = [], x  # the pattern of a net without biases
    for W in Ws[:-1]:
        wrong_signs.append(z @ W > 0)
        z = numpy.where(z @ W > 0, z @ W, a * (z @ W))
    faults = [
        ([numpy.ones_like(z) for z in arguments],
         "That is the product of the weights alone, the net at a = 1. Which units are off here?"),
        ([numpy.where(on, 1, 0) for on in signs],
         "Right for ReLU. What does a unit of pReLU hand on when its argument is negative?"),
        ([numpy.where(on, a, 1) for on in signs], "On and off are exchanged."),
        (arguments, "A unit multiplies its argument by 1 or by a, not by the argument."),
        ([numpy.where(z > 0, z, a * z) for z in arguments],
         "A unit multiplies its argument by 1 or by a, not by what it hands on."),
        ([numpy.where(on, 1, a) for on in wrong_signs],
         "The pattern is that of a net without biases. Which number does a unit look at?"),
        ([numpy.where(on, 1, -a) for on in signs], "The factor of a unit that is off is a, even "
                                                   "though its argument is negative."),
    ]  # fmt: skip
    maps = [(*map_with(diagonals, Ws, bs), hint) for diagonals, hint in faults]
    yield compare(
        right_M,
        f"In M {where}",
        "Write the arguments of the first layer, decide which units are on, and go on from there: "
        "the next layer sees what they hand on.",
        [Fault(wrong, hint) for wrong, _, hint in maps],
        of="M",
        atol=1e-4,
    )
    yield compare(
        right_c,
        f"In c {where}",
        "M is right. Each bias takes the same way to the output as the argument that it is added "
        "to.",
        [
            Fault(bs[-1], "M is right. The last bias is there; what became of the others?"),
            Fault(output, "M is right. This c is the output itself: M has its share in it."),
            Fault(0, "M is right. What is the output at x = 0?"),
            *[Fault(wrong, "M is right. The biases pass through the same units as x does: which "
                           "of those are off?") for _, wrong, _ in maps],
        ],
        of="c",
        atol=1e-4,
    )  # fmt: skip


# b. Creases -----------------------------------------------------------------------------------

NETS = [
    # w, b, v, a: every number here, and each quotient or product of them, is exact in float32
    ([2.0, -4.0, 1.0], [1.0, 2.0, 3.0], [1.0, 0.5, -1.5], 0.25),
    ([-2.0, 0.5, -1.0], [3.0, 1.0, -4.0], [2.0, 3.0, -1.0], 0.0),
    ([2.0, -1.0, 4.0, 0.5], [2.0, -1.0, 4.0, 1.0], [1.0, 1.0, -0.5, 2.0], 0.25),  # three share -1
    ([1.0, -1.0, 2.0], [0.0, 0.0, 3.0], [1.0, -1.0, 0.5], 0.0),  # two cancel
    ([2.0, 0.0, -0.5], [1.0, 5.0, 2.0], [3.0, 4.0, 1.0], 0.5),  # a constant unit
    ([1.0, -2.0], [3.0, 1.0], [0.0, 2.0], -0.5),  # nothing listens to the first
    ([1.0, -2.0, 4.0], [3.0, 1.0, 2.0], [1.0, 2.0, -1.0], 1.0),  # no unit bends
    ([0.5, -8.0], [512.0, 1.0], [-1.0, 0.5], 1.5),
    ([-2.0], [0.0], [1.0], 0.0),
]


@part(
    "2b",
    "where the slope jumps, and by how much",
    f"Your answer holds for {len(NETS)} nets, two with units that cancel or share a place.",
)
def creases():
    for w, b, v, a in NETS:
        where = f"for w = {w}, b = {b}, v = {v}, a = {written(a)}"
        yield from compare_creases(w, b, v, a, where)


CONSTANT = (
    "One unit here has w = 0. Look at what it computes before you ask where its argument changes "
    "sign."
)


def compare_creases(w, b, v, a, where):
    units = [unit for unit in zip(w, b, v, strict=True) if unit[0] != 0]

    def jumps_at(t, jump=lambda w, v: (1 - a) * v * abs(w)):
        return [jump(w_i, v_i) for w_i, b_i, v_i in units if -b_i / w_i == t]

    kinks = sorted({-b_i / w_i for w_i, b_i, _ in units})
    places = [t for t in kinks if sum(jumps_at(t)) != 0]
    yield step(
        "ask_pairs",
        arguments=[w, b, v, a],
        where=where,
        places=places,
        elsewhere=[
            (kinks, False, "A unit changes its slope there. Does the sum of all units?"),
            (
                [b_i / w_i for w_i, b_i, _ in units],
                True,
                "Put that place into the argument w x + b of its unit: is it 0?",
            ),
            (
                [-b_i for _, b_i, _ in units],
                True,
                "That would be right for w = 1. Solve w x + b = 0.",
            ),
        ],
        other="A unit changes its slope where its argument is 0, and nowhere else.",
        hint=CONSTANT if 0 in w else None,
    )

    def sums(jump):
        return [sum(jumps_at(t, jump)) for t in places]

    if places:
        yield compare(
            [sum(jumps_at(t)) for t in places],
            [f"For the jump at {written(t)} {where}" for t in places],
            "Write down the slope of one unit on either side of its place, for w > 0 and for "
            "w < 0.",
            [
                Fault(sums(lambda w, v: v * abs(w)),
                      "Right if a = 0. How steep is a unit where its argument is negative?"),
                Fault(sums(lambda w, v: (1 - a) * v * w),
                      "Walk from left to right past a unit with w < 0. Does it switch on or off?"),
                Fault(sums(lambda w, v: v * w),
                      "Two things: how steep is a unit where its argument is negative, and on "
                      "which side is that if w < 0?"),
                Fault(sums(lambda w, v: (1 - a) * v),
                      "A steep unit bends more than a flat one. Where is w?"),
                Fault(sums(lambda w, v: (1 - a) * abs(v * w)),
                      "Can a unit bend the sum downwards?"),
                Fault(sums(lambda w, v: (a - 1) * v * abs(w)),
                      "The jump is the slope on the right less the slope on the left."),
                Fault(sums(lambda w, v: (1 + a) * v * abs(w)),
                      "A jump is the difference of two slopes. Which two?"),
                Fault([jumps_at(t)[-1] for t in places],
                      "Several units change at one place here. You keep the last one only."),
                Fault([jumps_at(t)[0] for t in places],
                      "Several units change at one place here. You keep the first one only."),
            ],
            first=True,
        )  # fmt: skip


# c and d. Counting ----------------------------------------------------------------------------


def count(inputs, names, right, hint, faults):
    """Return the steps that ask for a whole number on each of a list of whole inputs.

    ``right`` and the first of each pair in ``faults`` are functions of the same inputs.
    """
    words = [
        ", ".join(f"{name} = {value}" for name, value in zip(names, one, strict=True))
        for one in inputs
    ]
    return [
        step("ask_many", inputs=inputs, words=words),
        compare(
            [right(*one) for one in inputs],
            [f"For {word}" for word in words],
            hint,
            [Fault([wrong(*one) for one in inputs], told) for wrong, told in faults],
            rtol=1e-6,  # whole numbers: one more or one less is wrong
            atol=1e-6,
            first=True,
        ),
    ]


@part("2c", "the largest number of regions")
def most_regions():
    return count(
        [(h, d) for d in (2, 1, 3, 4, 5) for h in (3, 0, 1, 2, 4, 5, 8, 13)],
        "hd",
        lambda h, d: sum(comb(h, j) for j in range(d + 1)),
        "Count by hand first: three lines make 7, two make 4, one makes 2. What does one more "
        "hyperplane add, and in which dimension do you count that?",
        [
            (lambda h, d: 2**h, "Three lines in the plane make 7 regions. Can every pattern occur "
                                "when there are more units than inputs?"),
            (lambda h, d: h + 1, "That is the count on a line. Does a second input add nothing?"),
            (lambda h, d: 1 + h + comb(h, 2), "Right in the plane. What do three planes do to "
                                              "space?"),
            (lambda h, d: comb(h, d), "With no hyperplane at all there is still a region."),
            (lambda h, d: (h + 1) ** d, "That is a grid, whose lines are parallel in bundles. Can "
                                        "three lines in the plane make 16 regions?"),
            (lambda h, d: sum(comb(h, j) for j in range(d)), "One dimension is missing: does it "
                                                             "give 2 regions for one point on a "
                                                             "line?"),
            (lambda h, d: sum(comb(h, j) for j in range(1, d + 1)), "One region is missing: try "
                                                                    "h = 0."),
            (lambda h, d: h**d, "With no hyperplane at all there is still a region."),
            (lambda h, d: 2 * h, "So many there are if all lines meet in one point. Move one of "
                                 "them."),
        ],
    )  # fmt: skip


@part("2d bound", "a bound for the pieces of a deep network")
def most_pieces():
    return count(
        [(h, L) for h in (2, 1, 3, 5, 10) for L in (1, 2, 3, 4, 5)],
        "hL",
        lambda h, L: (h + 1) ** L,
        "Start with L = 1, which is part b. Then let a second layer work on each of these "
        "intervals by itself.",
        [
            (lambda h, L: L * h + 1, "So many pieces has one layer of all the units. The tents, "
                                     "with h = 2, soon have more."),
            (lambda h, L: h**L, "A layer of one unit can make a crease. How many intervals are "
                                "there after h cuts?"),
            (lambda h, L: 2 ** (h * L), "That counts patterns, as if each could occur. In an "
                                        "interval, how often can each unit change?"),
            (lambda h, L: L * (h + 1), "The cuts of the second layer: are they made once, or in "
                                       "every interval of the first?"),
            (lambda h, L: 2**L, "So many have the tents, with two units a layer. Where is h?"),
            (lambda h, L: (h + 1) ** (L - 1), "For one hidden layer this says one piece."),
        ],
    )  # fmt: skip


@part("2d units", "the units of one hidden layer")
def units_of_one_layer():
    return count(
        [(L,) for L in range(1, 12)],
        "L",
        lambda L: 2**L,
        "How many creases do the teeth have inside [0, 1]? How many can one unit make? And which "
        "slope does the function begin with?",
        [
            (lambda L: 2**L - 1, "Enough for the creases. Now try L = 1: can one ReLU go up and "
                                 "down again?"),
            (lambda L: 2 * L, "So many takes the deep network. In one layer each unit makes one "
                              "crease."),
            (lambda L: 2**L + 1, "One too many: a crease at 0 or at 1 cannot be seen on [0, 1]."),
            (lambda L: 2 ** (L + 1), "Two units a piece are not needed: neighbouring pieces share "
                                     "a crease."),
            (lambda L: 2 ** (L - 1), "That counts the teeth. Each has more than one side."),
            (lambda L: 3**L, "That is the bound for the deep network. What do the tents reach?"),
            (lambda L: L, "Count the teeth in the explorer when you add a layer: one more, or "
                          "twice as many?"),
        ],
    )  # fmt: skip


# e. Softmax, and regions ----------------------------------------------------------------------


def along(times, slopes, starts):
    """Return probabilities whose logits are affine in time."""
    logits = numpy.outer(times, slopes) + starts
    return numpy.exp(logits) / numpy.exp(logits).sum(axis=1, keepdims=True)


@part(
    "2e softmax",
    "piecewise linear again",
    "Your answer is straight along three lines through regions, up to creases.",
)
def piecewise_linear_again():
    lines = []
    for slopes, starts in (
        ((1.5, -1.0, 0.5), (0.3, -0.2, 0.1)),
        ((-1.0, 0.75, 0.25), (0.5, 0.0, -0.5)),
        ((0.5, 1.25, -1.5), (0.0, 1.0, -1.0)),
    ):
        P, fine = (along(numpy.linspace(-3, 3, count), slopes, starts) for count in (41, 401))
        faults = [(nine_digits(values), hint) for values, hint in faults_of_softmax(P)]
        lines.append({"P": P, "fine": fine, "faults": faults})
    hint = "Put P_j = exp(o_j) / sum into your formula. What is left besides the logits?"
    yield step("ask_along_lines", lines=lines, hint=hint)


def faults_of_softmax(P):
    """Known wrong answers in their first column."""
    odds = P / (1 - P)
    still = "That is softmax still. Its denominator is a sum of exponentials: how can it go?"
    log_still = "Of the logarithm of a quotient the logarithm of the denominator is left. It is "
    log_still += "the same for all classes."
    ratio = "The denominator is gone. What is left is an exponential."
    two = "That works for two classes. With three, 1 - P_j is a sum of two exponentials."
    difference = "A difference does not remove a common factor. What does?"
    found = [Fault(P[:, i] - P[:, j], difference) for i in range(3) for j in range(3) if i != j]
    for j in range(3):
        found += [
            Fault(P[:, j], still),
            Fault(numpy.log(P[:, j]), log_still),
            Fault(-numpy.log(P[:, j]), log_still),
            Fault(numpy.log(odds[:, j]), two),
            Fault(odds[:, j], two),
            *[Fault(P[:, j] / P[:, k], ratio) for k in range(3) if k != j],
        ]
    return found


@part("2e line", "regions that are no pieces")
def line_of_relus():
    x = numpy.array([0, 1, -1, 0.5, 0.25, 3, -3, 10, -10, 1e3, -1e3, 1e6, -1e6])
    yield step(
        "take_lists",
        names="wbv",
        seen="These are {count} things, not three.",
        hint="Pass w, b and v, each a list with one number a unit.",
        advice="Give each as a list with one number a unit.",
    )
    yield step("apply_units", x=x.tolist(), of="wbv")
    yield compare(
        2 * x - 1,
        x,
        "Write any number z with max(0, z) and max(0, -z). Then take for z what you are asked for.",
        [
            Fault(numpy.maximum(2 * x - 1, 0), "On the right it is right. One ReLU is silent on "
                                               "one side: who speaks there?"),
            Fault(abs(2 * x - 1), "Both sides go up. Where does the sign of the left one come "
                                  "from?"),
            Fault(x, "That is the line y = x. Make both units look at another argument."),
            Fault(2 * x, "The slope is right. Where does the line cross the axis, and where do "
                         "your units change?"),
            Fault(1 - 2 * x, "The line upside down."),
            Fault(0 * x, "The two cancel on both sides."),
        ],
    )  # fmt: skip
    yield step("count_regions", of="wb")
