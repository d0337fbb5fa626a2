"""The limits of a picture, and round numbers along its axes, for values of any size.

This runs in the page too, on MicroPython.
"""

import math

from d2l_local.curves.writing import magnitude, positional, rounded, to_digits
from d2l_local.explorer.words import power_of_ten

FONT = 15  # the letters of a chart at their largest, on a phone, in the chart's units
# How wide letters are, in parts of their size: those of DejaVu Sans, the widest face in use.
WIDTHS = {"−": 0.84, ".": 0.32}
DIGIT = 0.64
LONGEST = 60  # units; what is longer is written with a common factor or offset
# What may lie from tick to tick, times a power of ten.
STEPS = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20)
WORTH_A_FACTOR = 3  # from a thousand on, and from a thousandth on


def limits(low, high):
    """Return limits that leave a margin around the values, rounded to a millionth of their range.

    Where all values are the same, they stand in the middle of a range of their own size.
    """
    own_size = 10.0 ** magnitude(float(to_digits(low, 5))) if low else 1.0  # 9.9999999 counts as 10
    margin = 0.06 * (high - low) or 0.5 * own_size
    decimals = 6 - magnitude(high - low + 2 * margin)
    return rounded(low - margin, decimals), rounded(high + margin, decimals)


class Ticks:
    """Round numbers along an axis, and how they are written.

    Attributes
    ----------
    values : list of float
    labels : list of str
        What stands beside each; no two are the same.
    factor : int
        Each label is to be multiplied by ten to this power,
    offset : float
        and this is to be added to it.
    """

    def __init__(self, values, labels, factor=0, offset=0.0):
        self.values = values
        self.labels = labels
        self.factor = factor
        self.offset = offset

    @property
    def remark(self):
        """What has to be done to the labels, in words, or ""."""
        words = f"× {power_of_ten(self.factor)}" if self.factor else ""
        if self.offset:
            sign = "−" if self.offset < 0 else "+"
            words += f" {sign} {positional(float(to_digits(abs(self.offset), 10)))}"
        return words.strip()


def ticks(lim, most):
    """Return round numbers inside the limits, about ``most`` of them, with short labels."""
    low, high = lim
    values = round_numbers(low, high, most)
    values = [0.0 if abs(value) < 1e-9 * (high - low) else value for value in values]
    step = (high - low) / most
    labels = [plain(value, step) for value in values]
    if max(map(width, labels), default=0) <= LONGEST:
        return Ticks(values, labels)
    factor, offset = factor_and_offset(values)
    labels = [plain((value - offset) / 10.0**factor, step / 10.0**factor) for value in values]
    return Ticks(values, labels, factor, offset)


def powers_of_ten(lim, most):
    """Return the ticks of a logarithmic axis: powers of ten, or every second, third, ... of them.

    Parameters
    ----------
    lim : (float, float)
        The powers of ten at its ends.
    most : int
        How many steps there may be.
    """
    first, last = math.ceil(lim[0]), math.floor(lim[1])
    step = max(1, math.ceil((last - first) / most))
    powers = [power for power in range(first, last + 1) if power % step == 0]
    return Ticks([10.0**power for power in powers], [power_of_ten(power) for power in powers])


def ticks_across(lim, room, most=8):
    """Return as many ticks as stand side by side on an axis of this many units."""
    low, high = lim
    for count in range(most, 0, -1):
        found = ticks(lim, count)
        places = [(value - low) / (high - low) * room for value in found.values]
        widths = [width(label) for label in found.labels]
        gaps = (
            right - left - (one + other) / 2
            for left, right, one, other in zip(places, places[1:], widths, widths[1:])
        )
        if all(gap >= FONT / 2 for gap in gaps):
            break
    return found


def round_numbers(low, high, most):
    """Return round numbers between two limits, as ``MaxNLocator`` of Matplotlib finds them.

    Two at least, and as many as fit into ``most`` steps. Where the limits are near to each other
    and far from 0, the numbers are round counted from a power of ten.
    """
    middle, span = (low + high) / 2, high - low
    offset = 0.0
    if abs(middle) / span >= 100:
        offset = math.copysign(10.0 ** magnitude(middle), middle)
    bottom, top = low - offset, high - offset
    scale = 10.0 ** magnitude(span / most)
    steps = [step * scale for step in STEPS]
    shorter = [step for step in steps if step < (top - bottom) / most]
    for step in reversed(steps[: len(shorter) + 1]):
        slop = 1e-10  # of a step; more where the offset leaves fewer digits
        if offset:
            slop = min(0.4999, max(slop, 10.0 ** (math.log10(abs(offset) / step) - 12)))
        start = bottom // step * step
        first, rest = divmod(bottom - start, step)
        first += abs(rest / step - 1) < slop
        last, rest = divmod(top - start, step)
        last += abs(rest / step) >= slop
        numbers = [(first + i) * step + start for i in range(int(last - first) + 1)]
        if sum([bottom <= number <= top for number in numbers]) >= 2:
            break
    return [number + offset for number in numbers if low <= number + offset <= high]


def shared(values):
    """Return what long labels have in common, as ``ScalarFormatter`` of Matplotlib finds it.

    0 unless it spares three digits or more.
    """
    least, most = sorted([abs(values[0]), abs(values[-1])])
    if least == most or values[0] <= 0 <= values[-1]:
        return 0.0
    # Down to which power of ten are the two the same?
    power = math.ceil(math.log10(most))
    highest = power
    while least // 10.0**power == most // 10.0**power:
        power -= 1
    if (most - least) / 10.0 ** (power + 1) <= 1e-2:
        # They lie on two sides of a very round number: where are they one apart at most?
        power = highest
        while most // 10.0**power - least // 10.0**power <= 1:
            power -= 1
    unit = 10.0 ** (power + 1)
    return math.copysign(most // unit * unit, values[0]) if most // unit >= 100 else 0.0


def factor_and_offset(values):
    """Return the power of ten and the number that make labels short."""
    offset = shared(values)
    factor = magnitude(max([abs(value - offset) for value in values]) * 1.000001)
    return factor if abs(factor) >= WORTH_A_FACTOR else 0, offset


def plain(value, step):
    """Write a number with the decimals that tell it from one a step away, and no exponent."""
    decimals = max(0, 2 - magnitude(step))
    return positional(rounded(value, decimals)).replace("-", "−")


def width(label):
    """Return how wide a label may be, in the chart's units, where its letters are largest."""
    # Rounded: Python's sum has other last bits from 3.12 on, and a margin is the next whole unit.
    return round(FONT * sum([WIDTHS.get(letter, DIGIT) for letter in label]), 6)
