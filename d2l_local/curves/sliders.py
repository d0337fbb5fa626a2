"""The rows of evenly spaced values that a reader steps through."""

import math
from dataclasses import dataclass

import numpy

MAX_BYTES = 1_000_000
"""The most that the curves of one explorer may weigh as base64 text, before compression."""
MOST_DECIMALS = 100  # that the script of the page can round to


@dataclass(frozen=True)
class Slider:
    """A row of evenly spaced values that a reader steps through.

    Attributes
    ----------
    name : str
        The keyword that the function takes.
    values : numpy.ndarray
        Shape (positions,), float64, ascending.
    step : float
        The distance between two positions.
    decimals : int
        To which the values are rounded, so that 0.15 is 0.15 and zero is zero.
    """

    name: str
    values: numpy.ndarray
    step: float
    decimals: int

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
        values = low + step * numpy.arange(count)
        if places <= MOST_DECIMALS:
            values = numpy.array([float(f"{value:.{places}f}") for value in values]) + 0.0
        return cls(name, values, step, places)

    def check_float32(self):
        """Raise ValueError unless MXNet, which computes in float32, sees each value as another."""
        if not (numpy.diff(self.values.astype("float32")) > 0).all():
            first, last = self.values[0], self.values[-1]
            room = 2 * float(numpy.spacing(numpy.abs([first, last]).max().astype("float32")))
            raise ValueError(
                f"{self.name} from {first:g} to {last:g}: MXNet computes in float32, which cannot "
                f"tell values so near to each other apart: take steps of {room:.0g} or more"
            )

    def nearest(self, value):
        """Return the position (an index) whose value is nearest to ``value``."""
        return int(numpy.argmin(numpy.abs(self.values - value)))


def decimals(*numbers):
    """Return how many decimals the shortest way of writing the numbers needs."""
    texts = (numpy.format_float_positional(number, trim="-") for number in numbers)
    return max(len(text.partition(".")[2]) for text in texts)
