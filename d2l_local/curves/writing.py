"""Numbers rounded and written as decimals, the same on every Python.

CPython rounds what lies halfway between two decimals to the even one, MicroPython away from zero,
and only CPython's ``repr`` is always the shortest.
"""

import math

HAIR = 2.0**-52


def magnitude(value):
    """Return the power of ten in a number that is not 0: 2 for 100 to 999."""
    return math.floor(math.log10(abs(value)))


def off_halfway(value, decimals):
    """Return a number that lies halfway between two decimals a hair towards the even one.

    Any other number is returned as it is, and one of more than 15 digits up to there.
    ``decimals`` may be negative, as in ``round``.
    """
    if decimals < 0:
        halfway = abs(value) % 10.0**-decimals == 5 * 10.0 ** (-decimals - 1)
    else:
        halfway = value * 2.0 ** (decimals + 1) % 2 == 1
    units = abs(value) * 10.0**decimals
    if not halfway or units > 1e15:
        return value
    return value * (1 - HAIR if units % 2 < 1 else 1 + HAIR)


def fixed(value, decimals):
    """Write a number with so many decimals."""
    return f"{off_halfway(value, decimals):.{decimals}f}"


def to_digits(value, digits=6):
    """Write a number with at most so many significant digits, as the format ``g`` does."""
    if value and math.isfinite(value):
        value = off_halfway(value, digits - 1 - magnitude(value))
    return f"{value:.{digits}g}"


def rounded(value, decimals):
    """Return a number rounded to so many decimals, as ``round`` does."""
    digits = decimals + magnitude(value) + 1 if value else 0
    if digits > 16 or not value:
        return value
    if digits > 0:
        return float(f"{off_halfway(value, decimals):.{digits - 1}e}")
    away = 10.0**-decimals if abs(value) > 5 * 10.0 ** (-decimals - 1) else 0.0
    return math.copysign(away, value)


def shortest(value):
    """Return the fewest digits that tell a positive number from all others, and its magnitude.

    0.125 is ("125", -1): 1.25 times ten to the power of -1.
    """
    for decimals in (14, 15):
        text = f"{value:.{decimals}e}"
        if float(text) == value:
            break
    else:
        text = repr(value)
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or 0) + len(digits) - len(fraction) - 1
    return digits.rstrip("0"), power


def positional(value):
    """Write a number with the fewest digits that tell it from all others, and no exponent."""
    if not value:
        return "0"
    digits, power = shortest(abs(value))
    if power < 0:
        digits, power = "0" * -power + digits, 0
    digits += "0" * (power + 1 - len(digits))
    whole, fraction = digits[: power + 1], digits[power + 1 :]
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else sign + whole
