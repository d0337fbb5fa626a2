"""Compares numbers with what is expected, and says what can be seen of wrong ones.

Runs in the page, on MicroPython, too.
"""

import math

from d2l_local.explorer.words import written

RTOL, ATOL = 2e-3, 1e-5
"""How far an answer may be off: what float32 loses and no more; 1 % off is off."""


def agree(value, expected, rtol=RTOL, atol=ATOL):
    """Say whether a number agrees with the expected one within float32."""
    return abs(value - expected) <= atol + rtol * abs(expected)


def all_agree(values, expected, rtol=RTOL, atol=ATOL):
    """Say whether each number of a list agrees with the expected one."""
    return all(agree(*pair, rtol, atol) for pair in zip(values, expected))


def hint_for(values, expected, hint, faults, rtol=RTOL, atol=ATOL):
    """Return the hint of the first known fault that gives these values, else the general one.

    ``faults`` has pairs of such a list of numbers and its hint. One that is right here is passed
    over.
    """
    for wrong, own in faults:
        if not all_agree(wrong, expected, rtol, atol) and all_agree(
            values, wrong, 2 * rtol, 2 * atol
        ):
            return own
    return hint


def filled(seen, values, at=0, **words):
    """Return a sentence with what it speaks of put in.

    Its fields: {0}, {1}, ... are single values, {value} the one told of, {at} its index, {column}
    the last number of that, {share} its share in the softmax of its row, {shape} the shape, {row}
    the shape as one row, {sum} the sum.
    """
    flat = values.flat
    index = index_of(at, values.shape)
    for number, one in enumerate(flat[:4]):
        seen = seen.replace("{" + str(number) + "}", written(one))
    words["shape"], words["row"], words["at"] = values.shape, (1, len(flat)), index
    words["sum"] = written(sum(flat))
    if flat:
        words["value"] = written(flat[at])
    if index:
        words["column"] = index[-1]
    if "{share}" in seen:
        row = values.rows()[index[0]]
        top = max(row)
        total = sum([math.exp(one - top) for one in row])
        words["share"] = written(math.exp(flat[at] - top) / total)
    for name, word in words.items():
        seen = seen.replace("{" + name + "}", str(word))
    return seen


def index_of(at, shape):
    """Return the index, as a tuple, of the number at this place of an array row by row."""
    index = ()
    for length in reversed(shape):
        index = (at % length,) + index
        at //= length
    return index


# Signs ----------------------------------------------------------------------------------------

SIGNS = {}
"""What can be seen of wrong values without knowing them, by name."""


def sign(name):
    """Register the decorated function as a sign.

    It takes the values, the expected ones or None, and arguments of its own.
    """

    def register(function):
        SIGNS[name] = function
        return function

    return register


def shows(values, signs, expected=None):
    """Say whether values show all of these signs, each a list of its name and arguments."""
    return all(SIGNS[one[0]](values, expected, *one[1:]) for one in signs)


@sign("has another shape than")
def has_another_shape(values, expected, shape):
    return values.shape != tuple(shape)


@sign("is positive")
def is_positive(values, expected):
    return min(values.flat) > 0


@sign("is")
def has_values(values, expected, wanted):
    """Say whether these are the wanted values, shape and all."""
    return values.shape == tuple(wanted["shape"]) and all_agree(values.flat, wanted["values"])
