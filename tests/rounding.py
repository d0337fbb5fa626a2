"""Compare an output of a cell with the stored one, as it may come out on another processor.

Another processor computes another last bit, and a last bit can move far: into the last digit of any
number of a picture, into the names inside it (matplotlib makes them from the coordinates), into the
blanks between the numbers of an array, into which points of a line are drawn at all. So outputs are
not compared as text. Each is taken apart into pieces (words, printed numbers, coordinates, lines,
colours, curves), and each kind of piece says for itself how far two of it are apart, in units of
what is let through. Words and whole numbers of text must be the same; a curve that is 1 % off is
far outside.
"""

import base64
import io
import json
import math
import re
import urllib.parse
import zlib
from dataclasses import dataclass
from html.parser import HTMLParser

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


def same_but_for_rounding(stored, computed, kind="text/plain"):
    """Say whether two outputs of one cell agree up to the rounding of another processor.

    Parameters
    ----------
    stored, computed : str
    kind : str
        The MIME type of the output.
    """
    return all(apart <= 1 for *_, apart in differences(stored, computed, kind))


def differences(stored, computed, kind="text/plain"):
    """Return where two outputs differ: pairs of pieces, and how far apart these are.

    Returns
    -------
    list of (piece, piece, float)
        The distance is in units of what is let through: up to 1 is rounding. It is infinite for
        what may not differ at all.
    """
    if stored == computed:
        return []
    one, other = pieces(stored, kind), pieces(computed, kind)
    if len(one) != len(other):
        here = next(
            (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if far(a, b) == math.inf),
            min(len(one), len(other)) - 1,
        )
        return [(one[here] if one else None, other[here] if other else None, math.inf)]
    pairs = [(a, b, far(a, b)) for a, b in zip(one, other, strict=True)]
    return [pair for pair in pairs if pair[2] > 0]


def far(one, other):
    """Return how far two pieces are apart, in units of what is let through."""
    if type(one) is not type(other):
        return math.inf
    if one == other:
        return 0.0
    # A hair more than 1 is let through: 0.3 and 0.4 are 0.10000000000000003 apart.
    return one.apart(other) * (1 - 1e-6)


# The pieces --------------------------------------------------------------------------------------


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


# Taking outputs apart ----------------------------------------------------------------------------


def pieces(text, kind):
    """Return what an output consists of, as a list of pieces."""
    if kind in ("image/svg+xml", "text/html"):
        page = Page()
        page.feed(text)
        page.close()
        return page.pieces
    if kind.startswith("text/"):
        return of_text(text)
    return [Words(text)]


def words(text):
    """Return words as pieces: none for blanks alone, and each run of blanks as one."""
    text = " ".join(text.split())
    return [Words(text)] if text else []


def of_text(text):
    """Return the words and the numbers of text that people read."""
    found, end = [], 0
    for number in NUMBER.finditer(text):
        if number["number"]:
            found += [*words(text[end : number.start()]), Printed(number["number"])]
            end = number.end()
    return [*found, *words(text[end:])]


def of_numbers(text, make):
    """Return the words of a value of an attribute, and its numbers as ``make`` makes them."""
    found, end = [], 0
    for number in PLAIN_NUMBER.finditer(text):
        found += [*words(text[end : number.start()].strip(" ,")), make(float(number[0]))]
        end = number.end()
    return [*found, *words(text[end:].strip(" ,"))]


def setting(value):
    return Setting(value, abs(value), 2e-6)  # matplotlib writes six decimals


def of_json(value, key=None, row=None):
    """Return the pieces of decoded JSON; curves are found by their keys."""
    if isinstance(value, dict):
        curve = decoded(value.get("x")) if "x" in value else None
        row = row if curve is None else len(curve)
        found = [Words("{")]
        for name, inner in value.items():
            found += [Words(name), *of_json(inner, name, row)]
        return [*found, Words("}")]
    if key in CURVES and (curve := decoded(value)) is not None:
        return [Curve(key, curve, row)]
    if key in PATHS and isinstance(value, str):
        return [*map(outline, re.findall(r'"([^"]*)"', inflated(value)))]
    if isinstance(value, list):
        if value and all(isinstance(one, int | float) for one in value):
            scale = max(abs(one) for one in value)
            return [Words("["), *(Setting(float(one), scale) for one in value), Words("]")]
        return [
            Words("["),
            *(piece for one in value for piece in of_json(one, row=row)),
            Words("]"),
        ]
    if isinstance(value, str):
        return content(value)
    if isinstance(value, float):
        return [Setting(value, abs(value))]
    return [Words(json.dumps(value))]


def outline(d):
    """Return the ``d`` of a path as a piece."""
    numbers = tuple(map(float, PLAIN_NUMBER.findall(d)))
    return Outline(re.sub(r"[\s,]", "", PLAIN_NUMBER.sub("", d)), numbers)


def inflated(value):
    """Return text that an explorer's data hold deflated, in base64."""
    return zlib.decompress(base64.b64decode(value)).decode()


def decoded(value):
    """Return the numbers of a curve, encoded or as a list; None for anything else."""
    if isinstance(value, list):
        numbers = value and all(isinstance(one, int | float) for one in value)
        return numpy.array(value, dtype="float64") if numbers else None
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9+/]{8,}={0,2}", value):
        return None
    from d2l_local.explorer.encoding import decode  # imports MXNet: only when needed

    try:
        return numpy.array(decode(value))
    except (ValueError, zlib.error):
        return None


def content(text):
    """Return the pieces of text that may be JSON or an address with a picture in it."""
    text = text.strip()
    if text.startswith("data:image/svg+xml"):
        return pieces(picture_of(text), "image/svg+xml")
    if text.startswith("data:image/png;base64,"):
        return [Pixels(text)]
    if text[:1] in ("{", "["):
        try:
            return of_json(json.loads(text))
        except ValueError:
            pass
    return of_text(text)


def picture_of(url):
    """Return the SVG of a ``data:`` address, in base64 or percent-encoded."""
    head, _, body = url.partition(",")
    body = urllib.parse.unquote(body)
    if head.endswith(";base64"):
        return base64.b64decode(re.sub(r"\s", "", body)).decode()
    return body


class Page(HTMLParser):
    """Takes HTML or SVG apart. Names inside pictures are replaced by the order they come in."""

    def __init__(self):
        super().__init__()
        self.pieces, self.names, self.depth, self.open = [], {}, 0, []
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.flush()
        self.open.append((tag, dict(attributes)))
        self.depth += tag == "svg"
        self.pieces.append(Words(f"<{tag}"))
        for name, value in attributes:
            self.pieces.append(Words(name))
            if value is not None:
                self.pieces += self.of_attribute(tag, name, value)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        self.flush()
        self.depth -= tag == "svg"
        self.open = self.open[:-1] if self.open and self.open[-1][0] == tag else []
        self.pieces.append(Words(f"</{tag}"))

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.pieces += words(data)

    def handle_decl(self, decl):
        self.pieces += words(decl)

    handle_pi = unknown_decl = handle_decl

    def close(self):
        super().close()
        self.flush()

    def flush(self):
        """Add the text since the last tag."""
        text, self.text = "".join(self.text), []
        tag, attributes = self.open[-1] if self.open else ("", {})
        is_code = tag == "style" or (
            tag == "script" and "json" not in (attributes.get("type") or "")
        )
        self.pieces += words(text) if is_code else content(text)

    def of_attribute(self, tag, name, value):
        """Return the pieces of the value of an attribute."""
        if name in SPOKEN:
            return of_text(value)
        if name == "style":
            return self.of_style(value)
        if value.lstrip()[:5] == "data:" or value.lstrip()[:1] in ("{", "["):
            return content(value)
        if not self.depth:
            return of_numbers(value, setting)
        if name == "id":
            return [self.name(value)]
        if REFERENCE.search(value):
            return self.of_value(value, setting)
        if name in ("d", "points"):
            return [outline(value)]
        moves = name == "transform" and not re.search(r"scale|matrix|skew", value)
        return self.of_value(value, Drawn if moves or name in PLACED else setting)

    def of_style(self, value):
        """Return the pieces of a style attribute: names, and values by what they are."""
        found = []
        for rule in filter(None, map(str.strip, value.split(";"))):
            name, _, value = rule.partition(":")
            # The width of a figure is written in whole pixels.
            pixels = name.strip() in ("max-width", "width", "height") and value.endswith("px")
            make = (lambda number: Drawn(number, 1.0)) if pixels else setting
            found += [Words(name.strip()), *self.of_value(value.strip(), make)]
        return found

    def of_value(self, value, make):
        """Return the pieces of a value: names, colours, and numbers as ``make`` makes them."""
        if REFERENCE.search(value):
            return [self.name(name) for name in REFERENCE.findall(value)]
        found, end = [], 0
        for colour in COLOUR.finditer(value):
            found += [*of_numbers(value[end : colour.start()], make), Colour(colour[0])]
            end = colour.end()
        return found + of_numbers(value[end:], make)

    def name(self, name):
        """Return the place of a name among those of this output, whatever it is made from."""
        place = self.names.setdefault(name.removeprefix("#"), len(self.names))
        return Words(f"name {place}")
