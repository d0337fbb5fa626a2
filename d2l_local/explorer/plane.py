"""A view: a value, or a class, for each point of a plane, with the creases in it.

This runs in the page too, on MicroPython.

Bands of equal value are drawn; where the function is affine they are straight and evenly wide. A
crease is a line along which one of several numbers crosses 0, such as the input of a ReLU.
"""

import html
import math

from d2l_local.explorer import svg
from d2l_local.explorer.contours import PARTS, Nodes, drawn
from d2l_local.explorer.encoding import encode, encode_text
from d2l_local.explorer.positions import Positions
from d2l_local.explorer.scales import limits, ticks, ticks_across, width
from d2l_local.explorer.words import digits_of, written

# In units, as the other view's.
WIDTH, LEFT, TOP, BOTTOM = 420, 44, 24, 38
SIDE = 280  # of the picture, at most; the scale of its values stands to the right of it
SCALE_APART, SCALE_WIDE = 20, 14
LONGEST = 110  # of what stands beside the scale
DARKEST = 0.8  # how much of the paper the highest band covers
# Of the largest value: so much above a level a band begins. What is at the level but for rounding,
# such as 0 where all units are off, is below it on every processor.
HAIR = 1e-5


class Plane(Positions):
    """A picture of a plane with sliders; a point in it is moved by two of them.

    Attributes
    ----------
    values : d2l_local.curves.plane_values.PlaneRows
        One column.
    creases : d2l_local.curves.plane_values.PlaneRows or None
        Each column crosses 0 along a crease.
    classes : list of str or None
        What the values 0, 1, ... mean.
    """

    more = None

    def __init__(self, values, creases, classes, label, start, *, sliders, note=None):
        names = [slider.name for slider in sliders] + ["x₁", "x₂"]
        super().__init__(label, tuple(sliders) + tuple(values.grids), names, start, note)
        self.values = values
        self.creases = creases
        self.classes = classes
        rows = [columns[0] for columns in values.rows]
        low, high = min([min(row) for row in rows]), max([max(row) for row in rows])
        if classes:
            check_classes(rows, classes)
            self.lim = (-0.5, len(classes) - 0.5)
            self.levels = [number + 0.5 for number in range(len(classes) - 1)]
        else:
            self.lim = limits(low, high)
            self.ticks = ticks(self.lim, 8)
            # What only comes near to the lowest value for ever has no edge there.
            self.levels = [value for value in self.ticks.values if value > low + self.hair]
        self.value_digits = digits_of(low, high)
        widest = math.ceil(max([width(label) for _, label in self.scale_labels()]))
        if widest > LONGEST:
            raise ValueError(f"classes={classes!r}: a name is too long to stand beside the picture")
        room = WIDTH - LEFT - SCALE_APART - SCALE_WIDE - svg.BESIDE_AXIS - widest
        self.side = min(SIDE, room)
        self.spans = [(grid.values[0], grid.values[-1]) for grid in values.grids]

    # Words ------------------------------------------------------------------------------------

    def __repr__(self):
        return self.description()

    def value_words(self, value):
        """Write a value, or say its class."""
        return self.classes[round(value)] if self.classes else written(value, self.value_digits)

    def columns(self, rows):
        """Return the columns that are shown at first."""
        return rows.rows[self.row(rows.sliders)]

    def here(self):
        """Return where the point stands at first, as an index into a column."""
        *_, i, j = self.starts
        return i * len(self.sliders[-1].values) + j

    def place_words(self):
        """Say where the point stands at first."""
        at = [f"{self.names[k]} = {self.label_of(k, self.starts[k])}" for k in (-2, -1)]
        return f"At {', '.join(at)}: "

    def description(self):
        """Say in a sentence or two what the picture shows, with numbers from the data."""
        count = len(self.sliders) - 2
        at = self.at(count)
        ends = [
            f"{self.names[k]} from {self.label_of(k, 0)} to {self.label_of(k, -1)}"
            for k in (-2, -1)
        ]
        column = self.columns(self.values)[0]
        if self.classes:
            there = sorted({round(value) for value in column})
            parts = [f"classes {', '.join([self.classes[one] for one in there])}"]
        else:
            least, most = (self.value_words(value) for value in (min(column), max(column)))
            parts = [f"values from {least} to {most}"]
        if self.creases:
            crossing = sum([min(one) < 0 <= max(one) for one in self.columns(self.creases)])
            parts.append(f"{crossing} {'crease' if crossing == 1 else 'creases'}")
        at += f" ({self.noted()})" if self.note else ""
        text = f"{self.label}{at}, for {ends[0]} and {ends[1]}: {'; '.join(parts)}. "
        return f"{text}{self.place_words()}{self.value_words(column[self.here()])}."

    def readout(self):
        """Say where the sliders stand at first, and what the value is there."""
        value = self.value_words(self.columns(self.values)[0][self.here()])
        settings = self.settings(len(self.sliders) - 2)
        return f"{settings}{self.place_words()}{self.label} = {value}"

    # The picture ------------------------------------------------------------------------------

    def svg(self):
        """Return the picture where the sliders stand at first, as SVG that stands alone."""
        return self.drawing(f' aria-label="{html.escape(self.description())}"')

    def place(self, axis, value):
        """Return where a value of x1 (axis 0) or x2 (axis 1) stands inside the picture."""
        low, high = self.spans[axis]
        share = (value - low) / (high - low)
        return self.side * (1 - share if axis else share)

    def nodes(self, column):
        """Return a column of numbers as nodes on the picture."""
        px, py = (
            [round(PARTS * self.place(axis, value)) for value in grid.values]
            for axis, grid in enumerate(self.values.grids)
        )
        return Nodes(px, py, column)

    def bands(self, columns):
        """Return the path of each band: where the value is at its level or above it."""
        nodes = self.nodes(columns[0])
        return [drawn(nodes.region(level + self.hair), closed=True) for level in self.levels]

    def crease_path(self, columns):
        """Return the path of all creases."""
        lines = []
        for column in columns:
            lines += self.nodes(column).crossing(HAIR * max([abs(value) for value in column]))
        return drawn(lines)

    @property
    def hair(self):
        """So much above its level a band begins."""
        return HAIR * max(abs(self.lim[0]), abs(self.lim[1]))

    @property
    def opacity(self):
        """How much one band covers of those below it."""
        return 1 - (1 - DARKEST) ** (1 / max(1, len(self.levels)))

    def drawing(self, words=""):
        """Return the picture as SVG, with or without its text alternative."""
        height = TOP + self.side + BOTTOM
        parts = [f'<rect class="paper" width="{WIDTH}" height="{height}" fill="#ffffff"/>']
        parts.append(svg.text(LEFT, TOP - 7, self.label, "start", "function", self.remark))
        inside = [svg.band(d, self.opacity) for d in self.bands(self.columns(self.values))]
        if self.creases:
            inside.append(svg.path("crease", self.crease_path(self.columns(self.creases)), 1.6))
        px, py = (
            self.place(axis, grid.values[self.starts[axis - 2]])
            for axis, grid in enumerate(self.values.grids)
        )
        size = f'width="{self.side}" height="{self.side}"'
        parts.append(
            f'<svg class="plane" x="{LEFT}" y="{TOP}" {size} overflow="visible">'
            f"<svg {size}>{''.join(inside)}</svg>{svg.point(px, py, ringed=True)}</svg>"
        )
        parts += self.frame() + self.scale()
        return (
            f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img"{words} '
            f'viewBox="0 0 {WIDTH} {height}" {svg.SHARED}>{svg.SMALL}{"".join(parts)}</svg>'
        )

    def frame(self):
        """Return the ticks of both axes, their numbers and names, and the lines at 0."""
        across, up = ticks_across(self.spans[0], self.side, 6), ticks(self.spans[1], 5)
        lines, numbers = svg.frame(
            LEFT, TOP, self.side, self.side,
            across, lambda value: self.place(0, value), up, lambda value: self.place(1, value),
        )  # fmt: skip
        names = [
            svg.text(LEFT + self.side / 2, TOP + self.side + 32, "x₁", "middle"),
            svg.text(2, TOP + self.side / 2 + 14, "x₂", "start"),
        ]
        return lines + numbers + names

    def scale(self):
        """Return the bar that says which value each band has."""
        low, high = self.lim
        left = LEFT + self.side + SCALE_APART

        def height(value):
            return TOP + self.side * (1 - (value - low) / (high - low))

        top = TOP
        bar = svg.across(left, top, self.side) + svg.along(left, top, SCALE_WIDE)
        bar += svg.across(left + SCALE_WIDE, top, self.side)
        bar += svg.along(left, top + self.side, SCALE_WIDE)
        parts = []
        for level in self.levels:
            y = svg.units(height(level))
            right, depth = f"h{SCALE_WIDE}", svg.units(height(level) - top)
            parts.append(svg.band(f"M{left},{y}{right}v-{depth}h-{SCALE_WIDE}z", self.opacity))
        for value, label in self.scale_labels():
            x = left + SCALE_WIDE + svg.BESIDE_AXIS
            parts.append(svg.text(x, height(value) + 4, label, "start"))
        return parts + [svg.path("tick", bar, 1)]

    @property
    def remark(self):
        """What has to be done to the labels of the scale, in words, or ""."""
        return "" if self.classes else self.ticks.remark

    def scale_labels(self):
        """Return the values that the bar names, and their names."""
        if self.classes:
            return list(enumerate(self.classes))
        return list(zip(self.ticks.values, self.ticks.labels))

    # The data for the script ------------------------------------------------------------------

    def spec(self):
        """Return what the script needs to move the picture, ready for JSON."""
        found = {
            "label": self.label,
            "left": LEFT,
            "top": TOP,
            "side": self.side,
            "digits": self.value_digits,
            "uses": self.used(self.values.sliders),
            "values": encode([columns[0] for columns in self.values.rows]),
            "bands": encode_text([self.bands(columns) for columns in self.values.rows]),
        }
        if self.classes:
            found["classes"] = self.classes
        if self.creases:
            found["creases"] = {
                "uses": self.used(self.creases.sliders),
                "paths": encode_text([self.crease_path(one) for one in self.creases.rows]),
            }
        found.update(self.sliders_spec())
        return found


def check_classes(rows, classes):
    """Raise ValueError unless every value is the number of a class."""
    for row in rows:
        for value in row:
            if value not in range(len(classes)):
                raise ValueError(
                    f"the function returned {value:g}: with classes, return 0 to "
                    f"{len(classes) - 1}, the place of a name in {', '.join(classes)}"
                )
