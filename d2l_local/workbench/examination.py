"""Examines an activation: where its slope dies, where it has corners, what twenty layers keep.

This runs in the page too, on MicroPython.

Runs in a notebook and in a built page; an *engine* computes the function and its derivative by
autograd, as :mod:`d2l_local.curves.evaluation` says. All the rest is Python's own numbers.
"""

import math

from d2l_local.curves import gradient_check
from d2l_local.curves.evaluation import FunctionAtPosition
from d2l_local.curves.writing import fixed, to_digits

FAR = 100  # how far out the slope is followed
NEAR = 8  # how far out corners are looked for
STEPS = 16  # of the near grid, to each unit
FLAT = 1e-3  # a slope below this has died
SHARE = 0.01  # of the largest slope (or rise): what is looked at more closely
NOTHING = 1e-30  # counts as 0: far below, float32 ends, and not everywhere at the same number
STAYS = 0.6  # of a leap must be left in an eighth of the interval, else it is only steep
CLOSER = 8  # times, and so often:
LEVELS = 5  # 1/16 to the fifth time an eighth is 2e-6, what float32 still resolves at 8
APART = 1e-3  # places nearer than this are one
BESIDE = 2e-5  # so far from a leap its two sides are told
SHOWN = (-4, -2, -1, 0, 1, 2, 4)  # where values and slopes are told
LAYERS = 20
TOLD = (1, 5, 10, 20)  # the layers that are told
LOUD = 4.0  # the mean square of an input twice as strong as planned
KEPT = 10.0  # the factor by which what is kept may change in all the layers together
BEND = 2.0  # the largest slope is at least so many times the smallest


class Leap:
    """A place where the slope leaps (a corner), or the value (a jump).

    Attributes
    ----------
    x : float
    before, after : float
        The slope, or the value, just left and just right of it.
    """

    def __init__(self, x, before, after):
        self.x = x
        self.before = before
        self.after = after


class Side:
    """How an activation behaves far out on one side.

    Attributes
    ----------
    sign : int
        -1 on the left, 1 on the right.
    value, slope : float
        At 100 on that side.
    dies : float or None
        From which x on, outwards, the slope is below 0.001; None where it is not, up to 100. At 100
        on the other side it is so everywhere.
    is_cut : bool
        Whether it is 0 from there on, and does not fade.
    """

    def __init__(self, sign, value, slope, dies, is_cut):
        self.sign = sign
        self.value = value
        self.slope = slope
        self.dies = dies
        self.is_cut = is_cut

    def in_words(self):
        """Say it in a sentence."""
        name = "left: " if self.sign < 0 else "right:"
        if self.dies is None:
            at = to_digits(self.sign * FAR)
            return f"{name} does not saturate; at x = {at} its slope is {number(self.slope)}"
        words = "is 0" if self.is_cut else f"is below {FLAT:g}"
        where = "everywhere" if self.dies == -self.sign * FAR else f"from x = {place(self.dies)} on"
        words = f"saturates: its slope {words} {where}"
        return f"{name} {words}, its value nears {number(self.value)}"


class Findings:
    """What is found of an activation.

    Attributes
    ----------
    values, slopes : list of float
        At each x of ``SHOWN``.
    left, right : Side
    kinks, jumps : list of Leap
        Between -8 and 8, from left to right.
    disagreement : gradient_check.Disagreement or None
        Where autograd's slope is not that of the curve.
    where : float or None
        The x at which the two differ most.
    one_sign : bool
        Whether the slope has one sign from -100 to 100, and is nowhere below 0.001.
    smallest, largest : float
        The slope's size, from -100 to 100.
    variance : float
        That of the weights, times the width: it keeps the mean square of a planned input.
    factor : float
        By which each layer then multiplies the mean square of a gradient.
    signal : list of float
        The mean squares in layers 1 to 20 of an input twice as strong as planned.
    """

    def gradient(self, layer):
        """Return the mean square of the gradient at a layer; it is sent back from the last as 1."""
        return power(self.factor, LAYERS - layer)

    def keeps_gradient(self):
        return 1 / KEPT <= self.gradient(1) <= KEPT

    def keeps_signal(self):
        return LOUD / KEPT <= self.signal[-1] <= LOUD * KEPT

    def report(self):
        """Return the report, sentences with numbers, as lines."""
        rows = [["x", "f(x)", "slope"]]
        for x, value, slope in zip(SHOWN, self.values, self.slopes):
            rows.append([to_digits(x), number(value), number(slope)])
        lines = table(rows) + ["", self.left.in_words(), self.right.in_words()]
        for one in self.kinks:
            words = f"from {number(one.before)} to {number(one.after)}"
            lines.append(f"corner at x = {place(one.x)}: the slope leaps {words}")
        for one in self.jumps:
            words = f"from {number(one.before)} to {number(one.after)}"
            lines.append(f"jump at x = {place(one.x)}: the value leaps {words}")
        if not self.kinks and not self.jumps:
            lines.append(f"smooth: no corner and no jump between -{NEAR} and {NEAR}")
        if self.disagreement:
            one = self.disagreement
            lines.append(
                f"autograd is wrong: at x = {to_digits(self.where, 3)} it says "
                f"{number(one.autograd)}, the curve {number(one.quotient)}"
            )
        else:
            lines.append(f"autograd and the curve agree between -{NEAR} and {NEAR}")
        rows = [["layer", "signal", "gradient"]]
        for layer in TOLD:
            rows.append([str(layer), number(self.signal[layer - 1]), number(self.gradient(layer))])
        lines += ["", f"twenty wide layers, weights of variance {number(self.variance)} / width;"]
        lines.append(
            "mean squares of a signal twice as strong (4, not 1), of a gradient sent back:"
        )
        lines += table(rows)
        lines.append(f"signal: {kept(self.signal[-1] / LOUD)}")
        lines.append(f"gradient: {kept(self.gradient(1))}")
        return "\n".join(lines)

    def challenge(self):
        """Return which wishes are met, a line for each, and how many."""
        leaps_ = f"corners: {len(self.kinks)}, jumps: {len(self.jumps)}"
        slopes = f"{number(self.smallest)} and {number(self.largest)}"
        back, ends = number(self.gradient(1)), number(self.signal[-1])
        bends = self.largest >= BEND * self.smallest
        wishes = [
            (self.one_sign, f"the slope never dies or changes sign, -{FAR} to {FAR}", slopes),
            (not self.kinks and not self.jumps, f"no corner, no jump, -{NEAR} to {NEAR}", leaps_),
            (not self.disagreement, "autograd gives the slope of the curve", ""),
            (bends, "the largest slope is twice the smallest or more", slopes),
            (
                self.keeps_gradient(),
                "twenty layers keep the gradient within 10 times",
                f"1 to {back}",
            ),
            (self.keeps_signal(), "and a signal twice as strong too", f"{number(LOUD)} to {ends}"),
        ]
        lines = [
            f"{'✓' if met else '✗'} {wish}" + (found and f" ({found})")
            for met, wish, found in wishes
        ]
        count = sum(1 for met, _, _ in wishes if met)
        return "\n".join(lines + [f"{count} of {len(wishes)} wishes met"])


# Words ------------------------------------------------------------------------------------------


def number(value):
    """Write a number with three digits, as the report has them."""
    return to_digits(0.0 if abs(value) < NOTHING else value, 3)


def place(x):
    """Write a place on the x-axis with two decimals, or fewer."""
    text = fixed(x, 2).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def table(rows):
    """Return rows of texts as lines, the columns ending below each other."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(" " * (width - len(text)) + text for text, width in zip(row, widths))
        for row in rows
    ]


def kept(ratio):
    """Say whether what has changed by this ratio stays within a factor of ten."""
    if ratio < 1 / KEPT:
        return "falls below a tenth"
    return "stays within a factor of 10" if ratio <= KEPT else "grows more than tenfold"


def power(base, exponent):
    """Return a power; infinity where it is too large for a number."""
    try:
        return base**exponent
    except OverflowError:
        return math.inf


# Looking ----------------------------------------------------------------------------------------


def examination(engine, function):
    """Examine an activation step by step: a generator that returns its :class:`Findings`.

    MicroPython frees memory between the steps alone. Parameters and errors are those of
    :func:`d2l_local.workbench.examine`, with the engine that computes.
    """
    if not callable(function):
        raise ValueError(f"{function!r} is no function: give one, as in report(npx.relu)")
    curve = FunctionAtPosition(engine, function, "x", {})
    found = Findings()
    near = [i / STEPS for i in range(-NEAR * STEPS, NEAR * STEPS + 1)]
    y, slopes = [list(one) for one in curve.at_points(near)]
    yield
    curve.check_repeats(near[::4], y[::4])
    curve.check_elementwise(near[::4], y[::4])
    yield
    middle = NEAR * STEPS
    found.values = [y[middle + x * STEPS] for x in SHOWN]
    found.slopes = [slopes[middle + x * STEPS] for x in SHOWN]
    wrong, quotient = curve.held_against_curve(near, y, slopes)
    found.disagreement = found.where = None
    if any(wrong):
        found.disagreement = gradient_check.disagreement(wrong, slopes, quotient)
        found.where = near[found.disagreement.worst]
    yield
    found.jumps = yield from leaps(curve, near, y, 0)
    kinks = yield from leaps(curve, near, slopes, 1)
    found.kinks = [one for one in kinks if all(abs(one.x - jump.x) > APART for jump in found.jumps)]
    outside = [NEAR + i for i in range(1, FAR - NEAR + 1)]
    outer = [-x for x in reversed(outside)], outside
    (left_y, left_slopes), (right_y, right_slopes) = [curve.at_points(x) for x in outer]
    yield
    x = outer[0] + near + outer[1]
    y = list(left_y) + y + list(right_y)
    slopes = list(left_slopes) + slopes + list(right_slopes)
    found.left = yield from side(curve, x[::-1], y[::-1], slopes[::-1])
    found.right = yield from side(curve, x, y, slopes)
    sizes = [abs(slope) for slope in slopes]
    found.smallest, found.largest = min(sizes), max(sizes)
    found.one_sign = found.smallest >= FLAT and (min(slopes) > 0 or max(slopes) < 0)
    yield from through_layers(curve, found)
    return found


def leaps(curve, x, numbers, which):
    """Find where the values (``which`` 0) or the slopes (1) leap; a generator, returns Leaps.

    An interval between neighbours with a large difference is cut into eight, and the part with the
    largest difference looked at again. In a smooth place, be it steep, the difference shrinks
    with the interval; where there is a leap, it stays.
    """
    least = SHARE * max(gradient_check.size(numbers), 1e-30)
    if which == 0:
        least = SHARE * max(max(numbers) - min(numbers), 1e-30)
    open_ = [
        (x[i], x[i + 1], numbers[i], numbers[i + 1])
        for i in range(len(x) - 1)
        if abs(numbers[i + 1] - numbers[i]) > least
    ]
    for _ in range(LEVELS):
        if not open_:
            break
        inside = []
        for low, high, _, _ in open_:
            inside += [low + (high - low) * i / CLOSER for i in range(1, CLOSER)]
        new = curve.at_points(inside)[which]
        yield
        kept_ = []
        for i, (low, high, first, last) in enumerate(open_):
            begin = i * (CLOSER - 1)
            places = [low] + inside[begin : begin + CLOSER - 1] + [high]
            row = [first] + list(new[begin : begin + CLOSER - 1]) + [last]
            steps = [abs(row[j + 1] - row[j]) for j in range(CLOSER)]
            j = steps.index(max(steps))
            if steps[j] > STAYS * abs(last - first) and steps[j] > least / 2:
                kept_.append((places[j], places[j + 1], row[j], row[j + 1]))
        open_ = kept_
    found = []
    for low, high, _, _ in open_:
        middle = (low + high) / 2
        if not found or middle - found[-1] > APART:
            found.append(middle)
    if not found:
        return []
    around = [one + offset for one in found for offset in (-BESIDE, BESIDE)]
    beside = curve.at_points(around)[which]
    yield
    return [Leap(one, beside[2 * i], beside[2 * i + 1]) for i, one in enumerate(found)]


def side(curve, x, y, slopes):
    """Find from where on the slope is below 0.001; a generator, returns a Side.

    ``x`` goes outwards from 100 on the other side to 100 on this one.
    """
    sign = 1 if x[-1] > 0 else -1
    first = len(x)
    while first and abs(slopes[first - 1]) < FLAT:
        first -= 1
    dies = None if first == len(x) else x[first]
    if 0 < first < len(x):
        dies = yield from begins(curve, x[first - 1], x[first])
    is_cut = False
    if dies is not None:
        (beside,) = curve.at_points([dies + sign * APART])[1]
        is_cut = all(slope == 0 for slope in [beside] + slopes[first + 1 :])
    return Side(sign, y[-1], slopes[-1], dies, is_cut)


def begins(curve, inner, outer):
    """Return where between two x the slope has died; a generator."""
    for _ in range(4):  # a unit or less, cut into eight each time
        inside = [inner + (outer - inner) * i / CLOSER for i in range(1, CLOSER)]
        near = curve.at_points(inside)[1]
        yield
        places = [inner] + inside + [outer]
        i = CLOSER
        while i > 1 and abs(near[i - 2]) < FLAT:
            i -= 1
        inner, outer = places[i - 1], places[i]
    return outer


# Twenty layers ----------------------------------------------------------------------------------

MOST = 1e30  # a mean square beyond this is not followed
WIDEST = 5  # standard deviations
FINE, COARSE = 64, 8  # points to a standard deviation


def normal_points(steps):
    """Return points of the standard normal distribution, and the weights of a mean over them.

    They lie beside 0 and not on it, where many activations have a corner.
    """
    z = [(i + 0.5) / steps for i in range(-WIDEST * steps, WIDEST * steps)]
    weights = [math.exp(-one * one / 2) for one in z]
    total = sum(weights)
    return z, [one / total for one in weights]


def mean_square(numbers, weights):
    return sum(weight * one * one for one, weight in zip(numbers, weights))


def through_layers(curve, found):
    """Follow mean squares through twenty wide layers, forwards and back; a generator.

    What a unit gets is a sum of many random terms, nearly normally distributed, with mean 0; of it
    we need the mean square q alone. The weights have the variance v / width. Then

        q of the next layer = v E[f(sqrt(q) z)^2],  z standard normal,

    and v = 1 / E[f(z)^2] keeps q = 1, the planned input (for ReLU this is He's 2 / width). The mean
    square of a gradient changes on the way back by v E[f'(z)^2] a layer (Poole and others, 2016;
    Schoenholz and others, 2017).
    """
    z, weights = normal_points(FINE)
    y, slopes = curve.at_points(z)
    yield
    square = mean_square(y, weights)
    if square == 0:
        raise ValueError("the function is 0 wherever a signal comes: no weights can keep it")
    found.variance = 1 / square
    found.factor = mean_square(slopes, weights) / square
    z, weights = normal_points(COARSE)
    signal = LOUD
    found.signal = [signal]
    values = FunctionAtPosition(curve.engine, curve.function, None, {})
    for _ in range(LAYERS - 1):
        if 0 < signal < MOST:
            try:
                y, _ = values.at_points([math.sqrt(signal) * one for one in z])
                signal = found.variance * mean_square(y, weights)
            except ValueError:  # it has overflowed
                signal = math.inf
            yield
        found.signal.append(signal)
