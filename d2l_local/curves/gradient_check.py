"""Holds a derivative against its curve, on the numbers that are there anyway.

This runs in the page too, on MicroPython.

Between two neighbouring points, a curve rises by the mean of its slopes. So the quotient of
differences must lie within the slopes at the points around it, give or take rounding. A single
interval may fail: a jump, or a kink between two points. Where three in a row or more do, what
autograd returned is not the slope of the curve.

This finds ``np.where`` with a plain number, MXNet's SELU and parts that are paused or detached. It
does not find a fault of less than 2 % of the largest slope.

Rows of numbers are lists or arrays of floats, rows of truths are lists.
"""

ENOUGH = 3  # intervals in a row: a jump or a kink is one, or two
SHARE = 0.02  # of the largest slope, for a first complaint
VISIBLE = 0.005  # of it, beside a place that is complained of
EPS = 8 * 2.0**-23  # what float32 may be off by, of the largest value


class Disagreement:
    """Where the derivative by autograd is not that of the curve, at one position of the sliders.

    Attributes
    ----------
    first, last : int
        The places on the grid between which it is wrong; the longest such stretch.
    worst : int
        The place in it where the two differ most.
    autograd, quotient : float
        The derivative there, and what the curve itself rises by per unit.
    stretches : int
        How many such stretches there are.
    """

    def __init__(self, first, last, worst, autograd, quotient, stretches):
        self.first = first
        self.last = last
        self.worst = worst
        self.autograd = autograd
        self.quotient = quotient
        self.stretches = stretches

    @property
    def elsewhere(self):
        """What to add where this is not the only stretch."""
        return " and elsewhere" if self.stretches > 1 else ""


def size(numbers):
    """Return the largest of the numbers without their signs."""
    return max(map(abs, numbers))


def quotients(x, y):
    """Return how much y rises per unit of x from each point to the next, one less than points."""
    return [(y[i + 1] - y[i]) / (x[i + 1] - x[i]) for i in range(len(x) - 1)]


def beside_points(x, y):
    """Return the quotients to the left and to the right of each point, each as long as y."""
    between = quotients(x, y)
    return between[:1] + between, between + between[-1:]


def at_points(x, y, slope, apart, wrong):
    """Say at which points a slope is not that of the curve, and give the curve's own.

    Parameters
    ----------
    x, y : (points - 1) * apart + 1 floats
        The curve, as closely as it is known.
    slope : a float for each point
    wrong : a truth for each interval between points
        Those that :func:`outside` complains of. What is wrong there by much is wrong by less on
        both sides, and counts as far as one can see it.

    Returns
    -------
    wrong : a truth for each point
    quotient : a float for each point
    """
    left, right = (one[::apart] for one in beside_points(x, y))
    slack = VISIBLE * size(slope)
    slack += EPS * size(y) / min(x[i + 1] - x[i] for i in range(len(x) - 1))
    sure = [a or b for a, b in zip(wrong + [False], [False] + wrong)]
    doubtful = [
        s or here < min(one, other) - slack or here > max(one, other) + slack
        for s, here, one, other in zip(sure, slope, left, right)
    ]
    found = [False] * len(sure)
    for first, end in stretches(doubtful):
        found[first:end] = [any(sure[first:end])] * (end - first)
    quotient = []
    for here, one, other in zip(slope, left, right):
        if abs(one - other) <= slack:
            quotient.append((one + other) / 2)
        else:
            # At a jump or a kink each side has a quotient of its own: the one that speaks for
            # autograd.
            quotient.append(one if abs(one - here) < abs(other - here) else other)
    return found, quotient


def outside(x, y, slope):
    """Say for each interval whether its quotient is none that the slopes around it allow.

    Parameters
    ----------
    x, y, slope : a float for each point
        Ascending values, and what was computed there in float32.
    """
    off_slope, off_height = SHARE * size(slope), EPS * size(y)
    found = []
    for i, rise in enumerate(quotients(x, y)):
        slack = off_slope + off_height / (x[i + 1] - x[i])
        inside = slope[i] - slack <= rise <= slope[i] + slack
        if not inside:
            around = slope[max(i - 1, 0) : i + 3]
            inside = min(around) - slack <= rise <= max(around) + slack
        found.append(not inside)
    return found


def stretches(truths):
    """Return the stretches of neighbouring truths in a row, as (first, one past the last)."""
    found, first = [], None
    for i, truth in enumerate(truths + [False]):
        if truth and first is None:
            first = i
        elif not truth and first is not None:
            found.append((first, i))
            first = None
    return found


def lasting(truths):
    """Keep the truths of which at least ``ENOUGH`` stand in a row."""
    kept = [False] * len(truths)
    for first, end in stretches(truths):
        if end - first >= ENOUGH:
            kept[first:end] = [True] * (end - first)
    return kept


def disagreement(points, slope, quotient):
    """Return the longest stretch of points at which the two derivatives differ, or None.

    Parameters
    ----------
    points : a truth for each point
        Where they differ.
    slope, quotient : a float for each point
        By autograd, and of the curve.
    """
    found = stretches(points)
    if not found:
        return None
    first, end = max(found, key=lambda one: one[1] - one[0])
    gaps = [abs(slope[i] - quotient[i]) for i in range(first, end)]
    worst = first + gaps.index(max(gaps))
    return Disagreement(first, end - 1, worst, slope[worst], quotient[worst], len(found))
