"""The questions of chapters/piecewise_linear, and the numbers that prove them."""

import itertools

from d2l_local.quiz.question import Option, Question, only

import numpy


def fewest_units_of_a_bump():
    def can_vanish_outside(h):
        """Say whether h units, each looking left or right, can be 0 on both sides and not inside.

        To the right of all joints the units that look right add up to v w (x - t), to the left
        those that look left. Both sums have to be 0 for each x: slope and value.
        """
        joints = numpy.arange(1.0, h + 1)
        for looks in itertools.product((1, -1), repeat=h):
            rows = []
            for side in (1, -1):
                on = numpy.array([look == side for look in looks])
                rows += [on * 1.0, on * joints]
            _, sizes, directions = numpy.linalg.svd(numpy.array(rows))
            rank = int((sizes > 1e-9).sum())
            for v in directions[rank:]:
                x = numpy.linspace(0, h + 1, 101)[:, None]
                f = numpy.maximum(0, numpy.array(looks) * (x - joints)) @ v
                if numpy.abs(f).max() > 1e-6:
                    return True
        return False

    return only(h == min(n for n in (1, 2, 3, 4) if can_vanish_outside(n)) for h in (1, 2, 3, 4))


def parallel_and_concurrent():
    # Lines 0 and 1 are parallel; 2, 3 and 4 meet in (0.3, -0.2); the others lie anyhow.
    draw = numpy.random.default_rng(4)
    W = draw.normal(size=(8, 2))
    b = draw.normal(size=8)
    W[1] = W[0]
    b[2:5] = -W[2:5] @ [0.3, -0.2]
    angles = 0.01 + numpy.arange(4000) * numpy.pi / 2000
    ring = numpy.stack([numpy.cos(angles), numpy.sin(angles)], axis=1)
    points = []
    for i, j in itertools.combinations(range(8), 2):
        if (i, j) != (0, 1):
            points.append(numpy.linalg.solve(W[[i, j]], -b[[i, j]]) + 1e-5 * ring)
    patterns = numpy.unique(numpy.concatenate(points) @ W.T + b > 0, axis=0)
    return only(len(patterns) == count for count in (37, 36, 35, 34))


def solutions_of_the_folded():
    x = numpy.linspace(0, 1, 100_001)
    y = x
    for _ in range(5):
        y = numpy.maximum(0, 2 * y) - numpy.maximum(0, 4 * y - 2)
    hits = int((numpy.diff(numpy.sign(y - 0.3)) != 0).sum())
    return only(hits == count for count in (2, 10, 16, 32))


def pieces_of_random(width, depth, seed):
    """Count the changes of slope of a random network on a fine grid."""
    draw = numpy.random.default_rng(seed)
    x = numpy.tan(numpy.linspace(-1.57, 1.57, 20_001))[:, None]
    slope, on = numpy.ones_like(x), x
    rows = 1
    for _ in range(depth):
        W, b = draw.normal(size=(rows, width)) * (2 / rows) ** 0.5, draw.normal(size=width)
        active = on @ W + b > 0
        on, slope, rows = (on @ W + b) * active, (slope @ W) * active, width
    out = (slope @ draw.normal(size=(width, 1)))[:, 0]
    return 1 + int((numpy.abs(numpy.diff(out)) > 1e-9).sum())


def twice_as_deep():
    shallow, deep = (
        numpy.mean([pieces_of_random(10, depth, seed) for seed in range(10)]) for depth in (3, 6)
    )
    return only(
        0.75 * guess < deep < 1.25 * guess
        for guess in (shallow, 2 * shallow, shallow**2, 11**3 * shallow)
    )


QUESTIONS = (
    Question(
        "fewest-units-of-a-bump",
        "One input, one hidden layer of ReLUs, no bias at the output. How many units does it take "
        "at least to be 0 outside an interval and not 0 everywhere inside?",
        (
            Option("1", "One unit grows without end on the side to which it looks."),
            Option(
                "2",
                "Beyond both joints nothing may be left. If both look to the same side, their "
                "slopes cancel, but their values don't; if they look to different sides, each "
                "stands alone on its own.",
            ),
            Option(
                "3",
                "The hat. To the right of its joints three units that look right have to add up "
                "to the slope 0 and to the value 0: two equations, and three output weights to "
                "choose.",
                right=True,
            ),
            Option(
                "4",
                "Four joints make a trapezium, whose roof is flat. Can the two upper corners be "
                "one?",
            ),
        ),
        proof=fewest_units_of_a_bump,
    ),
    Question(
        "parallel-and-concurrent",
        "Eight units read two inputs. Two of their lines are parallel, three others pass through "
        "one point; else they lie anyhow. How many regions are there?",
        (
            Option(
                "37",
                "This is the most that eight lines can make, when each two cross and no three do "
                "so in one point.",
            ),
            Option(
                "36",
                "You have taken one of the two into account. The parallels lack a crossing, and "
                "three crossings that fall together are one region fewer as well.",
            ),
            Option(
                "35",
                "One region fewer for the crossing that the parallels lack; one fewer for the "
                "triangle that shrinks to a point where three lines meet.",
                right=True,
            ),
            Option(
                "34",
                "Three lines in general position have three crossings, in one point they have one. "
                "But the last line still runs through it from one old region into the next one: "
                "it misses one region, not two.",
            ),
        ),
        proof=parallel_and_concurrent,
    ),
    Question(
        "solutions-of-the-folded",
        "The tent map is applied five times, with ten ReLUs. How many x between 0 and 1 are sent "
        "to 0.3?",
        (
            Option("2", "So many has one tent. The next one doubles the number."),
            Option(
                "10",
                "As many as units: so it would be if all of them stood in one layer and looked to "
                "the right.",
            ),
            Option("16", "So many teeth there are, and each tooth passes 0.3 twice: up and down."),
            Option(
                "32",
                "There are 2⁵ strokes, and each runs through all values from 0 to 1 once.",
                right=True,
            ),
        ),
        proof=solutions_of_the_folded,
    ),
    Question(
        "twice-as-deep",
        "A network of random weights and random biases has three layers of 10 ReLUs and one input. "
        "You give it six such layers. What happens to the number of its pieces, on average?",
        (
            Option(
                "It stays, because a random layer adds nothing.",
                "Each unit of a new layer still makes a joint where its argument crosses 0, and "
                "that happens about once.",
            ),
            Option(
                "It doubles.",
                "A unit makes about one joint, in whichever layer it stands, and there are twice "
                "as many units.",
                right=True,
            ),
            Option(
                "It is squared, because the new layers work on every old piece.",
                "They would have to cross 0 in every old piece. The argument of a random unit "
                "stays on one side of 0 in most of them.",
            ),
            Option(
                "It is multiplied by 11³.",
                "So is the bound. Random networks are nowhere near it.",
            ),
        ),
        proof=twice_as_deep,
    ),
)
