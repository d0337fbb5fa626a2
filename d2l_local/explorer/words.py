"""Numbers as people write them; ``write`` in explorer.js writes the same.

This runs in the page too, on MicroPython.
"""

import math

from d2l_local.curves.writing import positional, shortest, to_digits

DIGITS = 4  # significant, where nothing asks for more
MOST = 8  # that a value of float32 can have
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def written(number, digits=DIGITS):
    """Write a number with at most so many significant digits, and a true minus sign.

    Very small and very large ones are written with a power of ten, as in 1.5 × 10⁻⁸.
    """
    short = float(number)
    if digits < 17:  # which tell every number from all others
        short = float(to_digits(short, digits))
    figures, power = shortest(abs(short)) if short else ("0", 0)
    if -6 <= power < max(7, digits):
        text = positional(short)
    else:
        factor = f"{figures[0]}.{figures[1:]}".rstrip(".")
        text = f"{'-' if short < 0 else ''}{factor} × {power_of_ten(power)}"
    return text.replace("-", "−")


def power_of_ten(exponent):
    """Write a power of ten, as in 10⁻⁸."""
    sign = "⁻" if exponent < 0 else ""
    return f"10{sign}" + "".join([RAISED[int(digit)] for digit in str(abs(exponent))])


def digits_apart(values):
    """Return how many significant digits tell each of the ascending values from its neighbour."""
    for digits in range(DIGITS, 17):
        texts = [written(value, digits) for value in values]
        if all(one != other for one, other in zip(texts, texts[1:])):
            return digits
    return 17


def digits_of(low, high):
    """Return how many digits the values between two limits deserve, in words.

    Four, and as many more as all of them have in common.
    """
    largest, span = max(abs(low), abs(high)), high - low
    if largest == 0:
        return DIGITS
    if not span:
        return MOST - 1
    return min(max(DIGITS, DIGITS + math.floor(math.log10(largest / span))), MOST)
