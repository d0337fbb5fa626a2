"""Numbers as people write them; ``write`` in explorer.js writes the same."""

from itertools import pairwise

import numpy

DIGITS = 4  # significant, where nothing asks for more
MOST = 8  # that a value of float32 can have
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(number, digits=DIGITS):
    """Write a number with at most so many significant digits, and a true minus sign.

    Very small and very large ones are written with a power of ten, as in 1.5 × 10⁻⁸.
    """
    short = float(f"{float(number):.{digits}g}")
    factor, exponent = numpy.format_float_scientific(short, trim="-", exp_digits=1).split("e")
    if -6 <= int(exponent) < max(7, digits):
        text = numpy.format_float_positional(short + 0.0, trim="-")
    else:
        text = f"{factor} × {power_of_ten(int(exponent))}"
    return text.replace("-", "−")


def power_of_ten(exponent):
    """Write a power of ten, as in 10⁻⁸."""
    return f"10{str(exponent).translate(RAISED)}"


def digits_apart(values):
    """Return how many significant digits tell each of the ascending values from its neighbour."""
    for digits in range(DIGITS, 17):
        texts = [written(value, digits) for value in values]
        if all(one != other for one, other in pairwise(texts)):
            return digits
    return 17


def digits_of(low, high):
    """Return how many digits the values between two limits deserve, in words.

    Four, and as many more as all of them have in common.
    """
    largest, span = max(abs(low), abs(high)), high - low
    if largest == 0:
        return DIGITS
    shared = numpy.floor(numpy.log10(largest / span)) if span else MOST
    return int(numpy.clip(DIGITS + shared, DIGITS, MOST if span else MOST - 1))
