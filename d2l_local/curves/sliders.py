"""The rows of evenly spaced values, or of names, that a reader steps through.

This runs in the page too, on MicroPython.
"""

import math
from array import array

from d2l_local.curves.writing import positional, rounded, to_digits

MAX_BYTES = 1_000_000
"""The most that the curves of one explorer may weigh as base64 text, before compression."""
USUAL_X = (-8, 8, 0.1)
USUAL_PLANE = (-2, 2, 0.1)
"""The ranges where none is given: of the argument, and of each argument of a plane."""
MOST_DECIMALS = 100  # that the script of the page can round to


class Slider:
    """A row of evenly spaced values that a reader steps through.

    Attributes
    ----------
    name : str
        The keyword that the function takes.
    values : list of float
        Ascending, one for each position.
    step : float
        The distance between two positions.
    decimals : int
        To which the values are rounded, so that 0.15 is 0.15 and zero is zero.
    """

    def __init__(self, name, values, step, decimals):
        self.name = name
        self.values = values
        self.step = step
        self.decimals = decimals

    @classmethod
    def from_range(cls, name, spec):
        """Make a slider from ``(low, high, step)``, both ends included.

        Raises
        ------
        ValueError
            Not three finite numbers, an empty range, or a step that is not positive.
        """
        try:
            low, high, step = (float(number) for number in spec)
        except (TypeError, ValueError):
            raise ValueError(f"{name}={spec!r}: give (low, high, step), three numbers") from None
        if not all(map(math.isfinite, (low, high, step))):
            raise ValueError(f"{name}={spec!r}: low, high and step must be finite")
        if step <= 0:
            raise ValueError(f"{name}={spec!r}: the step must be positive")
        if high <= low:
            raise ValueError(f"{name}={spec!r}: high must be greater than low")
        if (high - low) / step > MAX_BYTES:
            raise ValueError(f"{name}={spec!r}: too many steps for one page, take larger ones")
        count = math.floor((high - low) / step + 1e-9) + 1
        if count < 2:
            raise ValueError(f"{name}={spec!r}: the step is longer than the range")
        places = decimals(low, step)
        values = [low + step * i for i in range(count)]
        if places <= MOST_DECIMALS:
            values = [rounded(value, places) + 0.0 for value in values]
        return cls(name, values, step, places)

    def check_float32(self):
        """Raise ValueError unless MXNet, which computes in float32, sees each value as another."""
        seen = array("f", self.values)
        if not all(one < other for one, other in zip(seen, seen[1:])):
            first, last = self.values[0], self.values[-1]
            _, exponent = math.frexp(max(abs(seen[0]), abs(seen[-1])))
            room = 2 * 2.0 ** max(exponent - 24, -149)  # from one number of float32 to the next
            raise ValueError(
                f"{self.name} from {to_digits(first)} to {to_digits(last)}: MXNet computes in "
                "float32, which cannot tell values so near to each other apart: take steps of "
                f"{to_digits(room, 1)} or more"
            )

    def nearest(self, value):
        """Return the position (an index) whose value is nearest to ``value``."""
        return nearest(self.values, value)


class Choice:
    """A row of names that a reader steps through, as of a menu.

    Attributes
    ----------
    name : str
        The keyword that the function takes.
    values : list of str
        The names, one for each position; the function gets one of them.
    """

    def __init__(self, name, values):
        self.name = name
        self.values = values

    @classmethod
    def from_names(cls, name, names):
        """Make a choice from a list of names.

        Raises
        ------
        ValueError
            Fewer than two names, or one twice.
        """
        names = list(names)
        if len(names) < 2 or any(names.count(one) > 1 for one in names):
            raise ValueError(f"{name}={names!r}: give two names or more, no two the same")
        return cls(name, names)

    def nearest(self, value):
        """Return the position (an index) of a name; raise ValueError unless it is there."""
        return self.values.index(value)


def slider_of(name, spec):
    """Return a slider over a range, ``(low, high, step)``, or over a list of names.

    What is a slider already stays as it is. Errors are those of ``from_range`` and ``from_names``.
    """
    if isinstance(spec, (Slider, Choice)):
        return spec
    if isinstance(spec, (list, tuple)) and spec and all(isinstance(one, str) for one in spec):
        return Choice.from_names(name, spec)
    return Slider.from_range(name, spec)


def row_number(sliders, position):
    """Return which row is that of a position of the sliders, the last of them moving fastest."""
    number = 0
    for slider, index in zip(sliders, position):
        number = number * len(slider.values) + index
    return number


def nearest(values, value):
    """Return the index of the first of the values that are nearest to ``value``."""
    distances = [abs(one - value) for one in values]
    return distances.index(min(distances))


def decimals(*numbers):
    """Return how many decimals the shortest way of writing the numbers needs."""
    return max(len(positional(number).partition(".")[2]) for number in numbers)
