"""The limits of a picture, and round numbers along its axes, for values of any size."""

import math
from dataclasses import dataclass

from d2l_local.explorer.words import power_of_ten

import matplotlib
import matplotlib.ticker
import numpy

FONT = 15  # the letters of a chart at their largest, on a phone, in the chart's units
# How wide letters are, in parts of their size: those of DejaVu Sans, the widest face in use.
WIDTHS = {"−": 0.84, ".": 0.32}
DIGIT = 0.64
LONGEST = 60  # units; what is longer is written with a common factor or offset
WORTH_A_FACTOR = 3  # from a thousand on, and from a thousandth on


def limits(low, high):
    """Return limits that leave a margin around the values, rounded to a millionth of their range.

    Where all values are the same, they stand in the middle of a range of their own size.
    """
    own_size = 10.0 ** magnitude(float(f"{low:.5g}")) if low else 1.0  # 9.9999999 counts as 10
    margin = 0.06 * (high - low) or 0.5 * own_size
    decimals = 6 - magnitude(high - low + 2 * margin)
    return round(low - margin, decimals), round(high + margin, decimals)


def magnitude(value):
    """Return the power of ten in a number that is not 0: 2 for 100 to 999."""
    return math.floor(math.log10(abs(value)))


@dataclass(frozen=True)
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

    values: list
    labels: list
    factor: int = 0
    offset: float = 0.0

    @property
    def remark(self):
        """What has to be done to the labels, in words, or ""."""
        words = f"× {power_of_ten(self.factor)}" if self.factor else ""
        if self.offset:
            sign = "−" if self.offset < 0 else "+"
            shortest = float(f"{abs(self.offset):.10g}")
            words += f" {sign} {numpy.format_float_positional(shortest, trim='-')}"
        return words.strip()


def ticks(lim, most):
    """Return round numbers inside the limits, about ``most`` of them, with short labels."""
    low, high = lim
    locator = matplotlib.ticker.MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    values = [float(value) for value in locator.tick_values(low, high) if low <= value <= high]
    values = [0.0 if abs(value) < 1e-9 * (high - low) else value for value in values]
    step = (high - low) / most
    labels = [plain(value, step) for value in values]
    if max(map(width, labels), default=0) <= LONGEST:
        return Ticks(values, labels)
    factor, offset = factor_and_offset(values, lim)
    labels = [plain((value - offset) / 10.0**factor, step / 10.0**factor) for value in values]
    return Ticks(values, labels, factor, offset)


def ticks_across(lim, room, most=8):
    """Return as many ticks as stand side by side on an axis of this many units."""
    low, high = lim
    for count in range(most, 0, -1):
        found = ticks(lim, count)
        places = [(value - low) / (high - low) * room for value in found.values]
        widths = [width(label) for label in found.labels]
        gaps = (
            right - left - (one + other) / 2
            for left, right, one, other in zip(places, places[1:], widths, widths[1:], strict=False)
        )
        if all(gap >= FONT / 2 for gap in gaps):
            break
    return found


def factor_and_offset(values, lim):
    """Return the power of ten and the number that make labels short, as Matplotlib has them."""
    formatter = matplotlib.ticker.ScalarFormatter(useOffset=True, useLocale=False)
    formatter.set_powerlimits((0, 0))
    formatter.create_dummy_axis()
    formatter.axis.set_view_interval(*lim)
    formatter.axis.set_data_interval(*lim)
    with matplotlib.rc_context({"axes.formatter.offset_threshold": 3}):
        formatter.set_locs(values)
    offset = float(formatter.offset)
    factor = magnitude(max(abs(value - offset) for value in values) * 1.000001)
    return factor if abs(factor) >= WORTH_A_FACTOR else 0, offset


def plain(value, step):
    """Write a number with the decimals that tell it from one a step away, and no exponent."""
    decimals = max(0, 2 - magnitude(step))
    return numpy.format_float_positional(round(value, decimals) + 0.0, trim="-").replace("-", "−")


def width(label):
    """Return how wide a label may be, in the chart's units, where its letters are largest."""
    return FONT * sum(WIDTHS.get(letter, DIGIT) for letter in label)
