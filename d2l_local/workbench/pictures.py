"""Draws what is found of an activation: the curve with its marks, and its twenty layers.

Both are charts (:mod:`d2l_local.explorer.chart`), so that a slider moves a point along them, in a
notebook and in a built page alike.

This runs in the page too, on MicroPython.
"""

import math
from array import array

from d2l_local.curves.evaluation import FunctionAtPosition, Rows
from d2l_local.curves.failures import with_cause
from d2l_local.curves.sliders import Slider
from d2l_local.explorer import svg
from d2l_local.explorer.chart import Chart
from d2l_local.explorer.exploring import chart_steps, checked_beside
from d2l_local.explorer.positions import Note
from d2l_local.explorer.words import power_of_ten, written
from d2l_local.workbench.examination import (
    APART,
    FLAT,
    KEPT,
    LAYERS,
    LOUD,
    MOST,
    NEAR,
    NOTHING,
    Findings,
    examination,
    place,
    through_layers,
)

STEP = 0.1  # of the grid across
FARTHEST = 12  # that a picture shows; what dies farther out is told in words
THICK = 8  # units: the line along a dead part
RING = 9  # units: the radius of what goes round a corner
SHADE = 0.12  # how much of the paper the band covers in which a mean square is kept
TITLES = {"report": "The report in words", "challenge": "The six wishes"}


class MarkedCurve(Chart):
    """An activation and its slope; dead parts, corners and jumps are marked.

    Attributes
    ----------
    found : d2l_local.workbench.examination.Findings
    """

    def __init__(self, found, *some, **options):
        self.found = found
        super().__init__(*some, **options)

    def dead(self):
        """Return the ends of those parts of the picture in which the slope has died."""
        low, high = self.xlim
        left, right = self.found.left.dies, self.found.right.dies
        parts = []
        if left is not None and left > low:
            parts.append((low, min(high, left)))
        if right is not None and right < high and (max(low, right), high) not in parts:
            parts.append((max(low, right), high))
        return parts

    def marks(self, panel, px, py):
        """Return the marks of a panel; in the upper one the first of each kind has its name."""
        parts, places = [], []
        slopes = self.curves.slope_rows[0]
        for low, high in self.dead():
            reach = low - APART, high + APART  # where it dies is known so far
            inside = [i for i, x in enumerate(self.curves.x_row) if reach[0] <= x <= reach[1]]
            if panel.name == "below":  # at a corner the slope may be that of the other side
                inside = [i for i in inside if abs(slopes[i]) < FLAT]
            line = svg.curve([px[i] for i in inside], [py[i] for i in inside])
            parts.append(svg.path("dead", line, THICK))
            middle = inside[len(inside) // 2]
            places.append(("dead", px[middle], py[middle]))
        for kind, leaps in (("corner", self.found.kinks), ("jump", self.found.jumps)):
            for one in leaps:
                x, y = self.to_width(one.x), py[self.curves.grid.nearest(one.x)]
                if panel.name == "above" and kind == "corner":
                    parts.append(svg.ring("corner", x, y, RING, 1.6))
                elif (panel.name == "above") == (kind == "jump"):  # what leaps here
                    ends = panel.heights((one.before, one.after))
                    line = svg.across(x, min(ends), max(ends) - min(ends))
                    parts.append(svg.path("corner", line, 2.4, "2 4"))
                places.append((kind, x, y))
        if panel.name == "above":
            words = [word for word, _, _ in places]
            for number, (word, x, y) in enumerate(places):
                if word not in words[:number]:
                    parts.append(self.name(panel, word, x, y))
        return parts

    def name(self, panel, word, x, y):
        """Return a word beside a place, inside the panel."""
        side, anchor = (12, "start") if x < 0.8 * self.width else (-12, "end")
        return svg.text(x + side, y + 20 if y + 26 < panel.height else y - 14, word, anchor)

    def description(self):
        """Say also what is marked."""
        parts = [f"from x = {written(low, 3)} to {written(high, 3)}" for low, high in self.dead()]
        words = [f"dead {' and '.join(parts)}"] if parts else []
        for kind, leaps in (("corner", self.found.kinks), ("jump", self.found.jumps)):
            if leaps:
                listed = ", ".join([written(float(place(one.x)), 3) for one in leaps])
                words.append(f"{kind}{'s' if len(leaps) > 1 else ''} at x = {listed}")
        return f"{super().description()} Marked: {'; '.join(words) or 'nothing'}."


class Layers(Chart):
    """The mean squares of a signal and of its gradient, layer by layer."""

    MOST_ACROSS, DOT = 4, 4  # there are whole layers alone, and few

    @property
    def derivative_label(self):
        """What the lower picture shows."""
        return "gradient"

    def legend(self, panel):
        """Return the titles; the lower one is no derivative of the upper."""
        title, thin = super().legend(panel)
        return ("gradient, sent back" if panel == "below" else title), thin

    def kept(self, panel):
        """Return the ends of what counts as kept."""
        middle = LOUD if panel == "above" else 1.0
        return [middle / KEPT, middle * KEPT]

    def bounds(self, panel):
        """Show the whole band of what counts as kept."""
        return [self.kept(panel)]

    def marks(self, panel, px, py):
        """Return the band in which a mean square is kept."""
        low, high = (panel.to_height(end) for end in self.kept(panel.name))
        w = svg.units(self.width)
        d = f"M0,{svg.units(high)}h{w}v{svg.units(low - high)}h-{w}z"
        # At its first layer the signal stands in the middle of the band, at its last the gradient.
        x, anchor = (6, "start") if panel.name == "above" else (self.width - 6, "end")
        y = high + 16 if low - high > 40 else high - 5
        return [svg.band(d, SHADE), svg.text(x, y, "kept", anchor)]


KINDS = (MarkedCurve, Layers)


def pictures_steps(engine, function, what, label="f(x)", beside=None, kinds=KINDS):
    """Examine an activation and draw it, step by step: a generator that returns two charts.

    Errors are those of :func:`d2l_local.workbench.report`.

    Parameters
    ----------
    engine
        What computes (:mod:`d2l_local.curves.evaluation`).
    function : callable
    what : str
        "report" or "challenge": which words stand below.
    label : str
        The name of the function.
    beside : (str, callable) or list of them, optional
        Names and activations to compare with, as :func:`d2l_local.explorer.explore` takes them.
    kinds : (type, type)
        What is made: :class:`MarkedCurve` and :class:`Layers`, or kinds of them.
    """
    others = [] if beside is None else checked_beside(beside, "x")
    found = yield from examination(engine, function)
    signals, compared = [], []
    for name, other, _ in others:
        compared.append((yield from layers_of(engine, name, other)))
        signals.append((name, rows_of(compared[-1])))
    reach = NEAR
    for side in (found.left, found.right):
        if side.dies is not None and reach - 1 < abs(side.dies) <= FARTHEST - 1:
            reach = math.ceil(abs(side.dies)) + 1
    curve = yield from chart_steps(
        engine, function, (-reach, reach, STEP), [], label=label, beside=beside,
        kind=lambda *some, **options: kinds[0](found, *some, **options),
    )  # fmt: skip
    layers = kinds[1](
        rows_of(found), "gradient", "signal", "layer", {"layer": 1}, signals, logarithmic=True,
        note=note_on([found] + compared),
    )  # fmt: skip
    words = getattr(found, what)()
    layers.more = {"title": TITLES[what], "text": words, "open": what == "challenge"}
    return [curve, layers]


def layers_of(engine, name, function):
    """Return what twenty layers of an activation keep, a Findings of that alone; a generator."""
    found = Findings()
    try:
        yield from through_layers(FunctionAtPosition(engine, function, "x", {}), found)
    except ValueError as error:
        raise with_cause(ValueError(f"beside=({name!r}, ...): {error}"), error)  # noqa: B904
    return found


def squares(found):
    """Return the mean squares of the signal in each layer, and of the gradient."""
    return found.signal, [found.gradient(layer) for layer in range(1, LAYERS + 1)]


def rows_of(found):
    """Return them as rows over the layers, each where it has a place on a logarithmic axis."""
    rows = [[min(max(one, NOTHING), MOST) for one in some] for some in squares(found)]
    signal, gradient = [array("f", row) for row in rows]
    grid = Slider.from_range("layer", (1, LAYERS, 1))
    return Rows(grid, (), [signal], [gradient], None, {})


def note_on(some):
    """Return what is said of mean squares that have no place on the axis, or None."""
    every = [one for found in some for row in squares(found) for one in row]
    words = []
    if min(every) < NOTHING:
        words.append(f"what is below {power_of_ten(-30)} is drawn there")
    if max(every) > MOST:
        words.append(f"what is above {power_of_ten(30)} is drawn there")
    return Note([], [", and ".join(words)]) if words else None
