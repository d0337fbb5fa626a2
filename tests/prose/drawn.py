"""Reads back from a plot, stored as SVG, the numbers that it draws."""

import itertools
import re
from fractions import Fraction
from xml.etree import ElementTree

from tests.prose import numerals

NAMESPACE = "{http://www.w3.org/2000/svg}"


def read_number(text):
    """Return a tick's label as a number, or None."""
    try:
        return float(text.strip().replace("−", "-").replace(",", ""))
    except ValueError:
        return None


def ticks(root):
    """Return for each direction the places of its ticks on the picture, and what they say."""
    found = {"x": {}, "y": {}}
    for group in root.iter(f"{NAMESPACE}g"):
        marks = list(group.iter(f"{NAMESPACE}use"))
        labels = list(group.iter(f"{NAMESPACE}text"))
        if len(marks) != 1 or len(labels) != 1:
            continue
        number = read_number("".join(labels[0].itertext()))
        if number is None:
            continue
        look = labels[0].get("style", "")
        direction = "y" if re.search(r"text-anchor:\s*end", look) else "x"
        found[direction][float(marks[0].get(direction))] = number
    return found


def scale(places):
    """Return the function from a place on the picture to the number there, or None if not even."""
    if len(places) < 2:
        return None
    (first, low), *_, (last, high) = sorted(places.items())
    per_unit = (high - low) / (last - first)
    if any(abs(low + (at - first) * per_unit - says) > 1e-3 * abs(high - low)
           for at, says in places.items()):  # fmt: skip
        return None  # logarithmic, or the ticks of several plots
    return lambda at: low + (at - first) * per_unit


def curves(root):
    """Return the drawn lines of at least three points, each as its points on the picture."""
    for path in root.iter(f"{NAMESPACE}path"):
        shape = path.get("d", "")
        if "clip-path" not in path.attrib or re.search(r"[zZcCqQ]", shape):
            continue
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", shape)]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        points = points[:1] + [b for a, b in itertools.pairwise(points) if a != b]
        if len(points) >= 3:
            yield points


def numbers(svg):
    """Return what a plot draws: the numbers of its words and what its lines do.

    Those are where a line begins, ends, turns and crosses zero, and how steep its ends are. Each
    comes with half a unit of what can be read off: a thousandth of the axis.
    """
    root = ElementTree.fromstring(svg[svg.index("<svg") :])
    places = ticks(root)
    # Of the labels along an axis only the outermost are something that a plot says.
    found = {(Fraction(str(end(places[way].values()))), Fraction(0))
             for way in places if places[way] for end in (min, max)}  # fmt: skip
    for text in root.iter(f"{NAMESPACE}text"):
        words = "".join(text.itertext())
        if read_number(words) is None:
            found |= {(n.value, Fraction(0)) for n in numerals.numbers(words)}
    to_x, to_y = scale(places["x"]), scale(places["y"])
    if to_x is None or to_y is None:
        return found
    for points in curves(root):
        xs, ys = [to_x(x) for x, _ in points], [to_y(y) for _, y in points]
        low, high = ys.index(min(ys)), ys.index(max(ys))
        turns = [0, -1, low, high]
        for values, span in ((xs, xs), (ys, ys)):
            half = Fraction((max(span) - min(span)) / 1000)
            found |= {(Fraction(values[k]), half) for k in turns}
        for (x0, y0), (x1, y1) in itertools.pairwise(zip(xs, ys, strict=True)):
            if y0 * y1 < 0:
                at = x0 - y0 * (x1 - x0) / (y1 - y0)
                found.add((Fraction(at), Fraction((max(xs) - min(xs)) / 1000)))
        steep = [(y1 - y0) / (x1 - x0) for x0, x1, y0, y1 in
                 ((xs[k], xs[k + 1], ys[k], ys[k + 1]) for k in (0, len(xs) - 2))
                 if abs(x1 - x0) > (max(xs) - min(xs)) / 20]  # fmt: skip
        found |= {(Fraction(slope), Fraction(1, 100)) for slope in steep}
    return found
