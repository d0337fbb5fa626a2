"""The pieces of a cell's output, and how far each kind may be off on another processor.

:mod:`tools.rounding` takes outputs apart into them.
"""

import base64
import io
import math
import re
from dataclasses import dataclass

import numpy

PRINTED = 1e-3  # share of a printed number, where its last digit is finer
SETTING = 1e-4  # share of a number that is set, not measured: a slider's end, a line's width
CURVE = 1e-4  # share of the largest value of a curve
FLOAT32 = 1e-6  # share of the largest value of all curves of an explorer: their rounding
DRAWN = 0.1  # units of a drawing: a hundredth of the height of a letter
SIMPLIFIED = 0.25  # the same, where matplotlib has left out other points of a line: up to 1/9 each
SHADE = 3  # of the 255 of a colour: a step or two of a colour map

SIGN = "+\\-\N{MINUS SIGN}"
NUMBER = re.compile(
    rf"\d+(?:\.\d+){{2,}}|"  # a version is no number
    rf"(?P<number>(?:(?<![\w.)\]])[{SIGN}])?(?<![\w#])"
    r"(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d*)?(?:[eE][+-]?\d+)?)"
)
PLAIN_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
REFERENCE = re.compile(r"(?<=url\(#)[^)]+|^#(?![0-9a-fA-F]{6}$).+")  # a name, and no colour
SPOKEN = {"aria-label", "aria-valuetext", "aria-description", "alt", "title", "placeholder"}
PLACED = {
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"),
    *("width", "height", "viewbox"),
}
# The keys of an explorer's data under which curves stand, and paths.
CURVES = {"x", "y", "slope", "quotient", "values"}
PATHS = {"bands", "paths"}


@dataclass(frozen=True)
class Words:
    """What must be the same to the letter, blanks apart."""

    words: str

    def apart(self, other):
        return math.inf


@dataclass(frozen=True)
class Printed:
    """A number as it is written: whole, or rounded to the digits that are seen."""

    written: str

    def apart(self, other):
        one, another = self.value, other.value
        if one == another:  # -0.0 and 0.0 too
            return 0.0
        if self.whole and other.whole:
            return math.inf
        # The last digit may be another one. Of 1 and 0.9999 the second has the digits of its format
        # that are seen; but 0 and 1e-05 are no neighbours in any format.
        unit = min(self.unit, other.unit)
        if 0 in (one, another) and self.unit != other.unit:
            unit = 0.0
        allowed = max(unit, PRINTED * max(abs(one), abs(another)) * (0 not in (one, another)))
        return abs(one - another) / allowed if allowed else math.inf

    @property
    def value(self):
        return float(self.written.replace(",", "").replace("\N{MINUS SIGN}", "-"))

    @property
    def whole(self):
        return "e" not in self.written.lower() and not self.written.partition(".")[2]

    @property
    def unit(self):
        """What the last digit counts; a whole number beside a rounded one has no last digit."""
        if self.whole:
            return math.inf
        digits, _, exponent = self.written.lower().partition("e")
        return 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))


@dataclass(frozen=True)
class Setting:
    """A number that is set: the end of a slider, the width of a line. Its last digits are free."""

    value: float
    scale: float  # the largest of the numbers that it stands among
    slack: float = 0.0

    def apart(self, other):
        if not math.isfinite(self.value) or not math.isfinite(other.value):
            return 0.0 if str(self.value) == str(other.value) else math.inf
        allowed = max(SETTING * max(self.scale, other.scale), self.slack)
        distance = abs(self.value - other.value)
        return distance / allowed if allowed else (math.inf if distance else 0.0)


@dataclass(frozen=True)
class Drawn:
    """A coordinate or a length in a drawing."""

    value: float
    slack: float = DRAWN

    def apart(self, other):
        return abs(self.value - other.value) / self.slack


@dataclass(frozen=True)
class Outline:
    """The ``d`` of a path, or the points of a polygon: letters and coordinates."""

    letters: str
    numbers: tuple

    def apart(self, other):
        apart = math.inf
        if self.letters == other.letters and len(self.numbers) == len(other.numbers):
            pairs = zip(self.numbers, other.numbers, strict=True)
            apart = max((abs(a - b) for a, b in pairs), default=0) / DRAWN
        # matplotlib leaves out points that lie on the line between their neighbours; a last bit can
        # decide which. The line is the same if each point of one lies on the other.
        if apart <= 1 or not (self.lines and other.lines):
            return apart
        # So do contours (d2l_local/explorer/contours.py), which may also begin elsewhere.
        if len(self.lines) == len(other.lines) == 1 and "z" not in self.letters + other.letters:
            (one,), (another,) = self.lines, other.lines
            ends = numpy.abs(one[[0, -1]] - another[[0, -1]]).max() / DRAWN
        else:
            ends = 0.0
        return max(ends, off_lines(self.lines, other.lines), off_lines(other.lines, self.lines))

    @property
    def lines(self):
        """Where its straight lines lead, an array of points each; none if there is more in it."""
        if not re.fullmatch(r"(ML*z?)+", self.letters):
            return []
        points = iter(numpy.array(self.numbers).reshape(-1, 2))
        found = []
        for letters in re.findall(r"ML*z?", self.letters):
            line = [next(points) for letter in letters if letter != "z"]
            found.append(numpy.array(line + line[:1] if letters[-1] == "z" else line))
        return found


def off_lines(some, lines):
    """Return how far lines lie from other lines of straight pieces, in units of ``SIMPLIFIED``."""
    start = numpy.concatenate([line[:-1] if len(line) > 1 else line for line in lines])
    along = numpy.concatenate(
        [numpy.diff(line, axis=0) if len(line) > 1 else numpy.zeros((1, 2)) for line in lines]
    )
    points = numpy.concatenate(some)
    length = numpy.maximum((along**2).sum(axis=1), 1e-30)
    worst = 0.0
    for point in points:
        share = (((point - start) * along).sum(axis=1) / length).clip(0, 1)
        worst = max(worst, numpy.hypot(*(point - start - share[:, None] * along).T).min())
    return float(worst) / SIMPLIFIED


@dataclass(frozen=True)
class Colour:
    """A colour as #rrggbb. One from a colour map may be a step beside the stored one."""

    written: str

    def apart(self, other):
        one, another = (bytes.fromhex(colour.written[1:]) for colour in (self, other))
        return max(abs(a - b) for a, b in zip(one, another, strict=True)) / SHADE


class Curve:
    """The numbers of one key of an explorer: a row of them for each position of its sliders."""

    def __init__(self, key, values, row):
        self.key, self.values = key, numpy.asarray(values, dtype="float64").ravel()
        self.row = row if row and self.values.size % row == 0 else self.values.size

    def __eq__(self, other):
        same = self.values.shape == other.values.shape and (
            (self.values == other.values) | (numpy.isnan(self.values) & numpy.isnan(other.values))
        )
        return self.key == other.key and bool(numpy.all(same))

    __hash__ = None

    def __repr__(self):
        return f"curves under {self.key!r}, {self.values.size} numbers"

    def apart(self, other):
        if self.key != other.key or self.values.shape != other.values.shape or self.row == 0:
            return math.inf
        one, another = self.values.reshape(-1, self.row), other.values.reshape(-1, self.row)
        finite = numpy.isfinite(one)
        same = numpy.array_equal(finite, numpy.isfinite(another))
        if not same or not numpy.array_equal(one[~finite], another[~finite], equal_nan=True):
            return math.inf
        one, another = numpy.where(finite, one, 0.0), numpy.where(finite, another, 0.0)
        size = numpy.abs(one).max(axis=1, keepdims=True)
        allowed = numpy.maximum(CURVE * size + FLOAT32 * size.max(), 1e-300)
        return float((numpy.abs(one - another) / allowed).max())


class Pixels:
    """A picture of pixels, such as matplotlib puts into its SVG."""

    def __init__(self, url):
        from PIL import Image

        content = base64.b64decode(re.sub(r"\s", "", url.partition(",")[2]))
        self.values = numpy.asarray(Image.open(io.BytesIO(content)).convert("RGBA"), dtype=int)

    def __eq__(self, other):
        return numpy.array_equal(self.values, other.values)

    __hash__ = None

    def __repr__(self):
        return f"{self.values.shape[1]} x {self.values.shape[0]} pixels"

    def apart(self, other):
        if self.values.shape != other.values.shape:
            return math.inf
        return float(numpy.abs(self.values - other.values).max()) / SHADE
