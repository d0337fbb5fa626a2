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
import json
import math
import re
import urllib.parse
import zlib
from html.parser import HTMLParser

import numpy

from tools.output_pieces import (
    COLOUR,
    CURVES,
    NUMBER,
    PATHS,
    PLACED,
    PLAIN_NUMBER,
    REFERENCE,
    SPOKEN,
    Colour,
    Curve,
    Drawn,
    Outline,
    Pixels,
    Printed,
    Setting,
    Words,
)


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
