"""What the judge sees in answers to exercise 1 alone. Runs in the page, on MicroPython, too."""

from d2l_local.check.comparing import all_agree, sign


@sign("is even")
def is_even(values, expected):
    return all_agree(values.flat, values.flat[::-1])


@sign("is never negative")
def is_never_negative(values, expected):
    return min(values.flat) >= 0


@sign("is largest at")
def is_largest_at(values, expected, at):
    return values.flat.index(max(values.flat)) == at


@sign("falls")
def falls(values, expected):
    return values.flat[0] > values.flat[-1]
