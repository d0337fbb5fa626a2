"""Exercise 2: a ReLU network is a continuous piecewise linear function."""

from itertools import pairwise
from math import comb

from d2l_local.check.verdict import (
    Fault,
    Wrong,
    agree,
    ask,
    ask_each,
    call,
    compare,
    hint_for,
    in_order,
    numbers,
    part,
    plain,
)

import numpy

# a. The proof ---------------------------------------------------------------------------------


@part("2a order", "the proof, in order")
def order_of_the_proof(answer):
    sets = "It speaks of sets that nobody has introduced yet."
    in_order(
        answer,
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
    return "Each step rests on earlier ones, and no step is missing."


# a. The local map -----------------------------------------------------------------------------


MAP = {"M": None, "c": None}
"""What is asked for. The shapes are judged in :func:`judge_map`, with a hint of their own."""


@part("2a map", "the affine map at a point")
def local_map(answer):
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
        where = f"for layers of sizes {'-'.join(map(str, sizes))} and a = {plain(a)}"
        M, c = ask_each(answer, x, Ws, bs, a, shapes=MAP, where=where)
        judge_map(M, c, x, Ws, bs, a, where)
    # All arguments of the first layer are 0: either factor will do, but not any output.
    x, Ws, bs = numpy.zeros((1, 2)), *net(random, (2, 4, 3))
    bs[0] *= 0
    where = "at a point where every unit's argument is exactly 0"
    M, c = ask_each(answer, x, Ws, bs, 0.25, shapes=MAP, where=where)
    output = forward(x, Ws, bs, 0.25)[0]
    if M.shape != (2, 3) or c.shape != (1, 3) or not agree(x @ M + c, output, atol=1e-4).all():
        raise Wrong(
            f"It fails {where}: x M + c is not the output of the network.",
            "On a crease you may count the point to either side, but to one of them.",
        )


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


def judge_map(M, c, x, Ws, bs, a, where):
    output, arguments = forward(x, Ws, bs, a)
    signs = [z > 0 for z in arguments]
    right_M, right_c = map_with([numpy.where(on, 1, a) for on in signs], Ws, bs)
    for name, values, right in (("M", M, right_M), ("c", c, right_c)):
        if values.shape != right.shape:
            raise Wrong(
                f"It gives {name} of shape {values.shape} {where}.",
                "In this book x stands on the left, x M + c. A transposed product has its factors "
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
    compare(
        M,
        right_M,
        f"In M {where}",
        "Write the arguments of the first layer, decide which units are on, and go on from there: "
        "the next layer sees what they hand on.",
        [Fault(wrong, hint) for wrong, _, hint in maps],
        atol=1e-4,
    )
    compare(
        c,
        right_c,
        f"In c {where}",
        "M is right. Each bias takes the same way to the output as the argument that it is added "
        "to.",
        [
            Fault(bs[-1], "M is right. The last bias is there; what became of the others?"),
            Fault(output, "M is right. This c is the output itself: M has its share in it."),
            Fault(0 * c, "M is right. What is the output at x = 0?"),
            *[Fault(wrong, "M is right. The biases pass through the same units as x does: which "
                           "of those are off?") for _, wrong, _ in maps],
        ],
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


@part("2b", "where the slope jumps, and by how much")
def creases(answer):
    for w, b, v, a in NETS:
        where = f"for w = {w}, b = {b}, v = {v}, a = {plain(a)}"
        judge_creases(jumps_given(answer, w, b, v, a, where), w, b, v, a, where)
    return f"Your answer holds for {len(NETS)} nets, two with units that cancel or share a place."


CONSTANT = (
    "One unit here has w = 0. Look at what it computes before you ask where its argument changes "
    "sign."
)


def jumps_given(answer, w, b, v, a, where):
    """Return the dict of the answer, from numbers to numbers, sorted by place."""
    try:
        result = call(answer, list(w), list(b), list(v), a, where=where)
    except Wrong as wrong:
        raise Wrong(wrong.seen, CONSTANT if 0 in w else wrong.hint) from None
    if not isinstance(result, dict):
        raise Wrong(
            f"It gives {type(result).__name__} {where}, not a dict.",
            "A dict holds pairs: jumps = {} and then jumps[place] = jump.",
        )
    jumps = {}
    for place, jump in result.items():
        try:
            place = float(numbers(place, (), f"as a place {where}"))
        except Wrong as wrong:
            raise Wrong(wrong.seen, CONSTANT if 0 in w else wrong.hint) from None
        if any(agree(place, other) for other in jumps):
            raise Wrong(
                f"It names {plain(place)} twice {where}.",
                "At a place there is one jump. What if several units change there?",
            )
        jumps[place] = float(numbers(jump, (), where))
    return dict(sorted(jumps.items()))


def judge_creases(given, w, b, v, a, where):
    units = [unit for unit in zip(w, b, v, strict=True) if unit[0] != 0]

    def jumps_at(t, jump=lambda w, v: (1 - a) * v * abs(w)):
        return [jump(w_i, v_i) for w_i, b_i, v_i in units if -b_i / w_i == t]

    kinks = sorted({-b_i / w_i for w_i, b_i, _ in units})
    places = [t for t in kinks if sum(jumps_at(t)) != 0]

    def among(place, others):
        return any(agree(place, other) for other in others)

    for place in given:
        if among(place, places):
            continue
        if among(place, kinks):
            hint = "A unit changes its slope there. Does the sum of all units?"
        elif all(among(p, [b_i / w_i for w_i, b_i, _ in units]) for p in given):
            hint = "Put that place into the argument w x + b of its unit: is it 0?"
        elif all(among(p, [-b_i for _, b_i, _ in units]) for p in given):
            hint = "That would be right for w = 1. Solve w x + b = 0."
        else:
            hint = "A unit changes its slope where its argument is 0, and nowhere else."
        raise Wrong(f"It names a jump at {plain(place)} {where}.", hint)
    if len(given) < len(places):
        raise Wrong(
            f"It names {len(given)} place{'' if len(given) == 1 else 's'} {where}.",
            "That is not all. Does every unit whose slope changes have its place?",
        )

    def sums(jump):
        return [sum(jumps_at(t, jump)) for t in places]

    if places:
        compare(
            numpy.array(list(given.values())),
            numpy.array([sum(jumps_at(t)) for t in places]),
            numpy.array([f"For the jump at {plain(t)} {where}" for t in places]),
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
        )  # fmt: skip


# c and d. Counting ----------------------------------------------------------------------------


def count(answer, inputs, names, right, hint, faults):
    """Judge a function of whole numbers that gives a whole number, on a list of inputs.

    ``right`` and the first of each pair in ``faults`` are functions of the same inputs.
    """
    words = [
        ", ".join(f"{name} = {value}" for name, value in zip(names, one, strict=True))
        for one in inputs
    ]
    values = numpy.array(
        [
            ask(answer, *one, shape=(), where=f"for {word}")
            for one, word in zip(inputs, words, strict=True)
        ]
    )
    compare(
        values,
        numpy.array([right(*one) for one in inputs], dtype="float64"),
        numpy.array([f"For {word}" for word in words]),
        hint,
        [Fault([wrong(*one) for one in inputs], told) for wrong, told in faults],
        rtol=1e-6,  # whole numbers: one more or one less is wrong
        atol=1e-6,
    )


@part("2c", "the largest number of regions")
def most_regions(answer):
    count(
        answer,
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
def most_pieces(answer):
    count(
        answer,
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
def units_of_one_layer(answer):
    count(
        answer,
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

TIMES = numpy.linspace(-3, 3, 41)
FINE = numpy.linspace(-3, 3, 401)


@part("2e softmax", "piecewise linear again")
def piecewise_linear_again(answer):
    moved = False
    for slopes, starts in (
        ((1.5, -1.0, 0.5), (0.3, -0.2, 0.1)),
        ((-1.0, 0.75, 0.25), (0.5, 0.0, -0.5)),
        ((0.5, 1.25, -1.5), (0.0, 1.0, -1.0)),
    ):
        P, values = on_a_segment(answer, TIMES, slopes, starts)
        fine = on_a_segment(answer, FINE, slopes, starts)[1]
        moved = moved or numpy.ptp(values) > 1e-3
        judge_segment(P, values, fine)
    if not moved:
        raise Wrong(
            "It gives the same for every input tried.",
            "A constant is piecewise linear, and tells nothing of the input.",
        )
    return "Your answer is straight along three lines through regions, up to creases."


def on_a_segment(answer, t, slopes, starts):
    """Return probabilities whose logits are affine in t, and what the answer makes of them."""
    logits = numpy.outer(t, slopes) + starts
    P = numpy.exp(logits) / numpy.exp(logits).sum(axis=1, keepdims=True)
    where = f"for probabilities of shape {P.shape}"
    values = ask(answer, P, where=where)
    alone = ask(answer, P[:1], where="for one example")
    if values.ndim == 0 or len(values) != len(P):
        raise Wrong(
            f"It gives the shape {values.shape} {where}.",
            "Each example stands in a row, and gets a result of its own. Look at the axis.",
        )
    if (
        alone.size * len(P) != values.size
        or not agree(alone.reshape(-1), values[0].reshape(-1), atol=1e-4).all()
    ):
        raise Wrong(
            "An example gets another result by itself than among others.",
            "The result of a row may depend on that row only. Look at the axis.",
        )
    return P, values.reshape(len(P), -1)


def judge_segment(P, values, fine):
    bent = abs(numpy.diff(values, 2, axis=0)) > 5e-6 * (1 + abs(values).max())
    if bent.sum(axis=0).max() > 10:  # a crease bends at one place or two, a curve at all
        raise Wrong(
            "While the logits move along a straight line, your result bends all the way.",
            hint_for(
                values[:, :1],
                numpy.zeros_like(values[:, :1]),
                "Put P_j = exp(o_j) / sum into your formula. What is left besides the logits?",
                faults_of_softmax(P, values.shape[1]),
            ),
        )
    step, fine_step = (abs(numpy.diff(one, axis=0)).max() for one in (values, fine))
    if step > 1e-3 and fine_step > 0.5 * step:
        raise Wrong(
            "While the logits move along a straight line, your result jumps.",
            "A decision jumps from class to class. Asked for is a continuous function: what does "
            "the decision compare?",
        )


def faults_of_softmax(P, columns):
    """Known wrong answers in their first column."""
    odds = P / (1 - P)
    still = "That is softmax still. Its denominator is a sum of exponentials: how can it go?"
    log_still = "Of the logarithm of a quotient the logarithm of the denominator is left. It is "
    log_still += "the same for all classes."
    ratio = "The denominator is gone. What is left is an exponential."
    two = "That works for two classes. With three, 1 - P_j is a sum of two exponentials."
    difference = "A difference does not remove a common factor. What does?"
    found = [
        Fault(difference_of, difference)
        for i in range(3)
        for j in range(3)
        if i != j
        for difference_of in [(P[:, i] - P[:, j])[:, None]]
    ]
    for j in range(3):
        found += [
            Fault(P[:, j, None], still),
            Fault(numpy.log(P[:, j, None]), log_still),
            Fault(-numpy.log(P[:, j, None]), log_still),
            Fault(numpy.log(odds[:, j, None]), two),
            Fault(odds[:, j, None], two),
            *[Fault(P[:, j, None] / P[:, k, None], ratio) for k in range(3) if k != j],
        ]
    return found


@part("2e line", "regions that are no pieces")
def line_of_relus(*answer):
    if len(answer) != 3:
        raise Wrong(
            f"These are {len(answer)} things, not three.",
            "Pass w, b and v, each a list with one number a unit.",
        )
    w, b, v = (numbers(one, where=f"as {name}") for one, name in zip(answer, "wbv", strict=True))
    if not w.ndim == b.ndim == v.ndim == 1 or not w.size == b.size == v.size > 0:
        raise Wrong(
            f"w, b and v have the shapes {w.shape}, {b.shape}, {v.shape}.",
            "Give each as a list with one number a unit.",
        )
    x = numpy.array([0, 1, -1, 0.5, 0.25, 3, -3, 10, -10, 1e3, -1e3, 1e6, -1e6])
    values = numpy.maximum(numpy.outer(x, w) + b, 0) @ v
    compare(
        values,
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
    regions = 1 + len({-b_i / w_i for w_i, b_i in zip(w, b, strict=True) if w_i != 0})
    return f"One piece, and {regions} regions of constant pattern."
