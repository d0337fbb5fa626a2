"""Pieces of SVG, written short; the style sheet recolours each by its class.

This runs in the page too, on MicroPython.
"""

import html
import math

from d2l_local import palette
from d2l_local.curves.writing import fixed

GREY, FAINT, INK = "#888888", "#dddddd", "#444444"
# What all pieces of a chart share; and, where the picture stands alone and small, larger letters.
SHARED = (
    'font-size="11" font-family="sans-serif" stroke-linecap="round" stroke-linejoin="round" '
    f'fill="{INK}"'
)
SMALL = "<style>@media (max-width: 450px) {text {font-size: 15px}}</style>"
BESIDE_AXIS = 6  # between a number and its axis


def units(value):
    """Write a coordinate to a hundredth of a unit."""
    text = fixed(value, 2).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def line(kind, x1, y1, x2, y2, colour, dash=None, stroke_width=1):
    """Return an SVG line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{units(x1)}" y1="{units(y1)}" x2="{units(x2)}" y2="{units(y2)}"'
    stroke = f'stroke="{palette.LIGHT[colour]}" stroke-width="{stroke_width}"'
    return f'<line class="{kind}" {ends} {stroke}{dashes}/>'


def path(kind, d, stroke_width, dash=None):
    """Return an SVG path in the colour of its kind."""
    slope = palette.LIGHT["derivative"]
    kinds = {"tick": FAINT, "crease": slope, "corner": slope}
    colour = palette.LIGHT.get(kind, kinds.get(kind, GREY))
    stroke = f'stroke="{colour}" stroke-width="{stroke_width}"'
    stroke += f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path class="{kind}" d="{d}" fill="none" {stroke}/>'


def ring(kind, px, py, radius, stroke_width):
    """Return a circle that is not filled."""
    x, y, r = units(px - radius), units(py), units(radius)
    round_ = f"a{r},{r} 0 1 0 {units(2 * radius)},0a{r},{r} 0 1 0 -{units(2 * radius)},0"
    return path(kind, f"M{x},{y}{round_}", stroke_width)


def across(x, top, length):
    """Return the path of an upright line."""
    return f"M{units(x)},{units(top)}v{units(length)}"


def along(left, y, length):
    """Return the path of a level line."""
    return f"M{units(left)},{units(y)}h{units(length)}"


def curve(px, py):
    """Return the path of a line through points, broken where a point is no number."""
    drawn, pen = [], "M"
    for a, b in zip(px, py):
        if math.isnan(b):
            pen = "M"
        else:
            drawn.append(f"{pen}{units(a)},{units(b)}")
            pen = "L"
    return "".join(drawn)


def dots(px, py):
    """Return the path of a dot at each point."""
    return "".join([f"M{units(a)},{units(b)}h0" for a, b in zip(px, py)])


def point(px, py, ringed=False):
    """Return the point that a reader moves; with a ring it stands out from a coloured ground."""
    place = f'cx="{units(px)}" cy="{units(py)}"'
    kind, ring = ("point ringed", ' stroke="#ffffff" stroke-width="2"') if ringed else ("point", "")
    return f'<circle class="{kind}" {place} r="5" fill="{palette.LIGHT["parameter"]}"{ring}/>'


def band(d, opacity):
    """Return an area that lies on those below it, each as thin as it."""
    colour = palette.LIGHT["function"]
    return f'<path class="band" d="{d}" fill="{colour}" fill-opacity="{fixed(opacity, 3)}"/>'


def text(x, y, words, anchor, kind="label", remark="", mark=""):
    """Return an SVG text, with a remark behind it in the colour of labels.

    ``mark`` is an attribute by which the script finds it.
    """
    fill = f' fill="{palette.LIGHT[kind]}"' if kind in palette.LIGHT else ""
    more = f'<tspan fill="{INK}"> ({html.escape(remark)})</tspan>' if remark else ""
    return (
        f'<text class="{kind}" x="{units(x)}" y="{units(y)}" text-anchor="{anchor}"{fill}{mark}>'
        f"{html.escape(words)}{more}</text>"
    )


def frame(left, top, width, height, ticks_across, to_width, ticks_up, to_height, below=True):
    """Return the lines of a picture at its ticks, and the numbers at them.

    ``to_width`` and ``to_height`` say where inside the picture a value stands; ``below`` says
    whether there are numbers below it.
    """
    lines = {"tick": "", "axis": ""}  # an axis is the line at 0
    numbers = []
    for value, label in zip(ticks_across.values, ticks_across.labels):
        x = left + to_width(value)
        lines["tick" if value else "axis"] += across(x, top, height)
        if below:
            numbers.append(text(x, top + height + 16, label, "middle"))
    for value, label in zip(ticks_up.values, ticks_up.labels):
        y = top + to_height(value)
        lines["tick" if value else "axis"] += along(left, y, width)
        numbers.append(text(left - BESIDE_AXIS, y + 4, label, "end"))
    return [path(kind, lines[kind], 1) for kind in ("tick", "axis") if lines[kind]], numbers
