"""What the judge sees in answers to exercise 3 alone. Runs in the page, on MicroPython, too."""

from d2l_local.check.comparing import agree, all_agree, sign


@sign("meets")
def meets(values, expected, places, wanted):
    """Say whether the numbers at these places are the wanted ones."""
    return all_agree([values.flat[at] for at in places], wanted)


@sign("has the slope")
def has_slope(values, expected, left, right, run, slope):
    """Say whether the values rise from one place to another as a curve of this slope does."""
    return agree((values.flat[right] - values.flat[left]) / run, slope)


@sign("has another size than")
def has_another_size(values, expected, size):
    return len(values.flat) != size
