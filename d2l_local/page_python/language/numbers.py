"""Whole numbers beside floats, and complex ones, to the last digit, as CPython has them.

This runs in the page, on MicroPython: it makes inf of a whole number that is too great for a
float, and nan of the quotient of two; it compares them as floats; and it divides complex numbers
otherwise.
"""

import math

from d2l_local.page_python.language.sets import NoOrder, hash_of
from d2l_local.page_python.language.writing import name_of, ratio

NUMBERS = (int, float, bool, complex)
EXACT = 2**53  # up to here each whole number is a float
TOO_LARGE = "int too large to convert to float"


def bits(value):
    return len(bin(value)) - 2


def nearest_float(above, below, words):
    """Return above / below, both positive and whole, as the float that is nearest."""
    shift = 64 - bits(above) + bits(below)
    whole, rest = divmod(above << max(shift, 0), below << max(-shift, 0))
    power = bits(whole) - 53
    if power - shift < -1074:  # less digits, as near 0
        power = shift - 1074
    half, kept = 1 << (power - 1), whole >> power
    left = whole - (kept << power)
    if left > half or (left == half and (rest or kept & 1)):
        kept += 1
    if bits(kept) + power - shift > 1024:
        raise OverflowError(words)
    return math.ldexp(float(kept), power - shift)


def float_of(value):
    """Return a whole number as a float, or raise OverflowError."""
    if -EXACT <= value <= EXACT:
        return float(value)
    found = nearest_float(abs(value), 1, TOO_LARGE)
    return found if value > 0 else -found


def alike(a, b):
    """Return two values for one operator: a whole number beside a float is a float."""
    kind, other = type(a), type(b)
    if kind is int and other is float:
        return float_of(a), b
    if kind is float and other is int:
        return a, float_of(b)
    return a, b


def wide(operate):
    """Return an operator that refuses a whole number too great for a float, beside one."""

    def call(a, b):
        if type(a) is not type(b):
            a, b = alike(a, b)
        return operate(a, b)

    return call


def divided(a, b):
    """Return ``a / b``."""
    kind, other = type(a), type(b)
    if kind is int and other is int:
        if -EXACT <= a <= EXACT and -EXACT <= b <= EXACT:
            return a / b
        if b:
            if not a:
                return 0.0
            words = "integer division result too large for a float"
            found = nearest_float(abs(a), abs(b), words)
            return found if (a < 0) == (b < 0) else -found
    if kind is complex or other is complex:
        return divided_complex(a, b)
    if kind is not other:
        a, b = alike(a, b)
    return a / b


def divided_complex(a, b):
    """Return a quotient of complex numbers, by the greater part of b, as CPython finds it."""
    if not b or not isinstance(a, NUMBERS) or not isinstance(b, NUMBERS):
        return a / b
    a, b = complex(a), complex(b)
    if abs(b.real) >= abs(b.imag):
        part = b.imag / b.real
        below = b.real + b.imag * part
        return complex((a.real + a.imag * part) / below, (a.imag - a.real * part) / below)
    part = b.real / b.imag
    below = b.real * part + b.imag
    return complex((a.real * part + a.imag) / below, (a.imag * part - a.real) / below)


def power_of_complex(a, b):
    """Return a power whose base, exponent or value is complex, as CPython finds it."""
    a, b = complex(a), complex(b)
    if not b:
        return 1 + 0j
    if not a:
        if b.imag or b.real < 0:
            raise ZeroDivisionError("0.0 to a negative or complex power")
        return 0j
    if not b.imag and b.real == math.floor(b.real) and abs(b.real) <= 100:
        return whole_power(a, int(b.real))
    size, angle = math.sqrt(a.real * a.real + a.imag * a.imag), math.atan2(a.imag, a.real)
    length, turn = math.pow(size, b.real), angle * b.real
    if b.imag:
        length *= math.exp(-angle * b.imag)
        turn += b.imag * math.log(size)
    return complex(length * math.cos(turn), length * math.sin(turn))


def whole_power(a, n):
    found, square, left = 1 + 0j, a, abs(n)
    while left:
        if left & 1:
            found = found * square
        left >>= 1
        square = square * square
    return found if n > 0 else divided_complex(1, found)


def same_number(whole, value):
    """Return whether a whole number and a float are one number."""
    if -EXACT < whole < EXACT or value - value != 0:
        return -EXACT < whole < EXACT and whole == value
    return value == math.floor(value) and int(value) == whole


def exactly(compare):
    """Return a comparison that is exact between a whole number and a float."""

    def call(a, b):
        if type(a) is int and type(b) is float:
            if b - b == 0:
                b, below = ratio(b)
                return compare(a * below, b)
            a = 0
        elif type(a) is float and type(b) is int:
            if a - a == 0:
                a, below = ratio(a)
                return compare(a, b * below)
            b = 0
        return compare(a, b)

    return call


def hashed(value):
    """Return ``hash``: CPython's of numbers and of tuples of them; of texts any will do."""
    kind = type(value)
    if kind is complex:
        found = (hash_of(value.real) + 1000003 * hash_of(value.imag)) & (2**64 - 1)
        found -= 2**64 * (found >= 2**63)
        return -2 if found == -1 else found
    if kind in (int, float, bool, tuple):
        try:
            found = hash_of(value)
            return found - 2**64 * (found >= 2**63)
        except NoOrder:
            pass
    if isinstance(value, (list, dict, set)) and not hasattr(value, "__hash__"):
        raise TypeError(f"unhashable type: '{name_of(kind)}'")
    return hash(value)
