"""The chart of an explorer, drawn once; ``explorer.js`` moves what is in it."""

import html
import math

from d2l_local.explorer import svg
from d2l_local.explorer.encoding import encode
from d2l_local.explorer.scales import limits, ticks, ticks_across, width
from d2l_local.explorer.words import DIGITS, digits_apart, digits_of, written

# The chart in its own units; the page scales it to the width of the column.
WIDTH, LEFT, RIGHT = 420, 44, 10  # the margins are at least so wide; long numbers get more
TOP, GAP, BOTTOM = 24, 30, 38
HEIGHT_ABOVE, HEIGHT_BELOW = 150, 105
TANGENT = 70  # half its length
BETWEEN_DOTS = 4  # at least, so that a row of dots looks like one
BESIDE_AXIS = 6  # between a number and its axis


class Chart:
    """A chart of curves with sliders.

    Attributes
    ----------
    curves : d2l_local.curves.evaluation.Rows
        The numbers behind the chart.
    """

    def __init__(self, curves, derivative, label, xlabel, start, beside):
        self.beside = beside
        self.curves = curves
        self.label = label
        self.xlabel = xlabel
        self.derivative = derivative
        self.sliders = curves.sliders + (curves.grid,)
        self.starts = [
            slider.nearest(start[slider.name]) if slider.name in start else len(slider.values) // 2
            for slider in self.sliders
        ]
        self.row = curves.number(self.starts[:-1])  # that is shown at first
        self.digits = [digits_apart(slider.values) for slider in self.sliders]
        self.xlim = (curves.grid.values[0], curves.grid.values[-1])
        more = [] if beside is None else [beside[1]]
        self.panels = [Panel("above", TOP, HEIGHT_ABOVE, curves.y_rows, more)]
        if curves.slope_rows is not None:
            more = curves.quotient_rows or []
            top = TOP + HEIGHT_ABOVE + GAP
            self.panels.append(Panel("below", top, HEIGHT_BELOW, curves.slope_rows, more))
        self.lay_out()

    def lay_out(self):
        """Settle the margins and the ticks across, so that no number leaves the chart."""
        up = [label for panel in self.panels for label in panel.ticks.labels]
        self.left = max(LEFT, math.ceil(max(map(width, up), default=0)) + BESIDE_AXIS + 2)
        self.right = RIGHT
        self.across = ticks_across(self.xlim, self.width)
        last = width(self.across.labels[-1]) / 2 + 1
        beyond = last - (self.width - self.to_width(self.across.values[-1]))
        self.right = max(RIGHT, math.ceil(beyond))

    @property
    def width(self):
        """How wide the pictures are, between the margins."""
        return WIDTH - self.left - self.right

    @property
    def names(self):
        """The sliders' names as the reader sees them, that of x last."""
        return [slider.name for slider in self.curves.sliders] + [self.xlabel]

    @property
    def stride(self):
        """One dot for each point of the grid, or for each second, ... where they would touch."""
        return math.ceil(BETWEEN_DOTS * (len(self.curves.x_row) - 1) / self.width)

    @property
    def derivative_label(self):
        """What the lower picture shows."""
        return "slope" if self.derivative == "x" else f"derivative in {self.derivative}"

    # Words ------------------------------------------------------------------------------------

    def __repr__(self):
        return self.description()

    def labels(self, number):
        """Return how each position of a slider is written."""
        digits = self.digits[number]
        return [written(value, digits) for value in self.sliders[number].values]

    def label_of(self, number, position):
        """Return how one position of a slider is written."""
        return written(self.sliders[number].values[position], self.digits[number])

    def description(self):
        """Say in a sentence or two what the picture shows, with numbers from the data."""
        *positions, here = self.starts
        at = "".join(
            [
                f" at {slider.name} = {self.label_of(i, positions[i])}"
                for i, slider in enumerate(self.curves.sliders)
            ]
        )
        beside = f", beside {self.beside[0]}" if self.beside else ""
        name = self.label + beside + ("," if beside and at else "")
        ends = (self.label_of(-1, 0), self.label_of(-1, -1))
        text = f"{name}{at}, for {self.xlabel} from {ends[0]} to {ends[1]}: "
        parts = [f"values from {self.panels[0].span_of(self.row)}"]
        here_words = written(self.curves.y_rows[self.row][here], self.panels[0].digits)
        if self.curves.slope_rows is not None:
            panel = self.panels[1]
            parts.append(f"{self.derivative_label} from {panel.span_of(self.row)}")
            slope = written(self.curves.slope_rows[self.row][here], panel.digits)
            here_words += f", {self.derivative_label} {slope}"
        text += "; ".join(parts)
        text += f". At {self.xlabel} = {self.label_of(-1, here)}: {here_words}"
        return f"{text}{self.warning()}."

    def readout(self):
        """Say where the sliders stand at first, and what the chart says there."""
        *positions, here = self.starts
        settings = ", ".join(
            [
                f"{slider.name} = {self.label_of(i, positions[i])}"
                for i, slider in enumerate(self.curves.sliders)
            ]
        )
        text = f"{settings}. " if settings else ""
        y = written(self.curves.y_rows[self.row][here], self.panels[0].digits)
        text += f"At {self.xlabel} = {self.label_of(-1, here)}: {self.label} = {y}"
        if self.curves.slope_rows is not None:
            slope = written(self.curves.slope_rows[self.row][here], self.panels[1].digits)
            text += f", {self.derivative_label} = {slope}"
        return text + self.warning()

    def warning(self):
        """Say where, as the sliders stand, autograd does not give the derivative, or ""."""
        found = self.curves.disagreements.get(tuple(self.starts[:-1]))
        if found is None:
            return ""
        at = {key: self.label_of(-1, getattr(found, key)) for key in ("first", "last", "worst")}
        says, curve = (
            written(value, self.panels[1].digits) for value in (found.autograd, found.quotient)
        )
        return (
            f". From {self.xlabel} = {at['first']} to {at['last']}{found.elsewhere}, autograd does "
            f"not give the {self.derivative_label}: at {at['worst']} it says {says}, the curve "
            f"itself {curve}"
        )

    # The picture ------------------------------------------------------------------------------

    def svg(self):
        """Return the chart where the sliders stand at first, as SVG that stands alone."""
        return self.drawing(f' aria-label="{html.escape(self.description())}"')

    def drawing(self, words=""):
        """Return the chart as SVG, with or without its text alternative."""
        here = self.starts[-1]
        px = [self.to_width(x) for x in self.curves.x_row]
        bottom = self.panels[-1].top + self.panels[-1].height
        # Seen alone it needs a background; in a page it stands on that of the page.
        parts = [f'<rect class="paper" width="{WIDTH}" height="{bottom + BOTTOM}" fill="#ffffff"/>']
        for panel in self.panels:
            parts += self.frame(panel)
            py = panel.heights(panel.rows[self.row])
            inside = [
                svg.line("here", px[here], 0, px[here], panel.height, "parameter", dash="2 3")
            ]
            if panel.name == "above":
                if self.beside:
                    beside = svg.curve(px, panel.heights(self.beside[1]))
                    inside.append(svg.path("beside", beside, 1.2))
                inside.append(svg.path("function", svg.curve(px, py), 2.2))
                if self.derivative == "x":
                    inside.append(self.tangent(px[here], py[here]))
            else:
                if self.curves.quotient_rows is not None:
                    right = panel.heights(self.curves.quotient_rows[self.row])
                    inside.append(svg.path("quotient", svg.curve(px, right), 1.2))
                dots = svg.dots(px[:: self.stride], py[:: self.stride])
                inside.append(svg.path("derivative", dots, 2))
            size = f'width="{self.width}" height="{panel.height}"'
            # Lines end at the edge of the panel; the point is whole there too.
            parts.append(
                f'<svg class="{panel.name}" x="{self.left}" y="{panel.top}" {size} '
                f'overflow="visible"><svg {size}>{"".join(inside)}</svg>'
                f"{svg.point(px[here], py[here])}</svg>"
            )
        middle = self.left + self.width / 2
        parts.append(
            svg.text(middle, bottom + 32, self.xlabel, "middle", remark=self.across.remark)
        )
        return (
            f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img"{words} '
            f'viewBox="0 0 {WIDTH} {bottom + BOTTOM}" {svg.SHARED}>'
            f"{svg.SMALL}{''.join(parts)}</svg>"
        )

    def to_width(self, x):
        """Return where x stands, in units of the chart, from the left edge of a panel."""
        low, high = self.xlim
        return (x - low) / (high - low) * self.width

    def frame(self, panel):
        """Return the ticks, their numbers, the axes, the frame and the title of a panel."""
        is_last = panel is self.panels[-1]
        name = "function" if panel.name == "above" else "derivative"
        titles = {"function": self.label, "derivative": f"its {self.derivative_label}, by autograd"}
        thin = None  # a second line, and its name
        if name == "function" and self.beside:
            thin = "beside", self.beside[0]
        elif name == "derivative" and self.curves.quotient_rows is not None:
            thin = "quotient", "the curve"
            titles[name] = f"{self.derivative_label}: autograd"
        high, left, right = panel.top - 11, self.left, self.left + self.width
        sample = (
            svg.path(name, f"M{left},{high}h18", 2.2)
            if name == "function"
            else svg.path(name, "".join([f"M{left + i},{high}h0" for i in (2, 7, 12, 17)]), 2.2)
        )
        parts = [
            sample,
            svg.text(left + 24, panel.top - 7, titles[name], "start", name, panel.ticks.remark),
        ]
        if thin:
            parts.append(svg.path(thin[0], f"M{right - 18},{high}h18", 1.2))
            parts.append(svg.text(right - 24, panel.top - 7, thin[1], "end"))
        lines = {"tick": "", "axis": ""}  # an axis is the line at 0
        for value, label in zip(self.across.values, self.across.labels):
            x = left + self.to_width(value)
            lines["tick" if value else "axis"] += svg.across(x, panel.top, panel.height)
            if is_last:
                parts.append(svg.text(x, panel.top + panel.height + 16, label, "middle"))
        for value, label in zip(panel.ticks.values, panel.ticks.labels):
            y = panel.top + panel.to_height(value)
            lines["tick" if value else "axis"] += svg.along(left, y, self.width)
            parts.append(svg.text(left - BESIDE_AXIS, y + 4, label, "end"))
        return [svg.path(kind, lines[kind], 1) for kind in ("tick", "axis") if lines[kind]] + parts

    def tangent(self, px, py):
        """Return the tangent at the point, as long on the screen whatever its slope."""
        (x_low, x_high), (y_low, y_high) = self.xlim, self.panels[0].lim
        scale = (x_high - x_low) / (y_high - y_low) * HEIGHT_ABOVE / self.width
        rise = self.curves.slope_rows[self.row][self.starts[-1]] * scale
        reach = TANGENT / math.sqrt(1 + rise * rise)
        ends = (px - reach, py + reach * rise, px + reach, py - reach * rise)
        return svg.line("tangent", *ends, "parameter", stroke_width=1.8)

    # The data for the script ------------------------------------------------------------------

    def spec(self):
        """Return what the script needs to move the chart, ready for JSON."""
        found = {
            "label": self.label,
            "xlabel": self.xlabel,
            "derivative": self.derivative_label,
            "sliders": [
                {
                    "name": slider.name,
                    "low": slider.values[0],
                    "step": slider.step,
                    "decimals": slider.decimals,
                    "count": len(slider.values),
                    "digits": digits,
                    "start": start,
                }
                for slider, digits, start in zip(self.sliders, self.digits, self.starts)
            ],
            "stride": self.stride,
            "left": self.left,
            "width": self.width,
            "xlim": self.xlim,
            "panels": [
                {"height": panel.height, "lim": panel.lim, "digits": panel.digits}
                for panel in self.panels
            ],
            "x": encode([self.curves.x_row]),
            "y": encode(self.curves.y_rows),
        }
        if self.curves.slope_rows is not None:
            found["slope"] = encode(self.curves.slope_rows)
        if self.curves.quotient_rows is not None:
            found["quotient"] = encode(self.curves.quotient_rows)
            found["wrong"] = {
                self.curves.number(position): [one.first, one.last, one.worst, one.elsewhere]
                for position, one in self.curves.disagreements.items()
            }
        return found


class Panel:
    """One of the two pictures: where it stands, and the values its height spans.

    Attributes
    ----------
    name : str
        "above" or "below".
    top, height : int
        Where it stands, in units of the chart.
    rows : list of array
        The curve at each position of the sliders; ``more`` rows have room in it too.
    """

    def __init__(self, name, top, height, rows, more):
        self.name, self.top, self.height, self.rows = name, top, height, rows
        ends = [end for row in rows for end in (min(row), max(row))]
        ends += [value for row in more for value in row if not math.isnan(value)]
        low, high = min(ends), max(ends)
        self.lim = limits(low, high)
        self.digits = digits_of(low, high)
        self.ticks = ticks(self.lim, 5)

    def to_height(self, value):
        """Return where a value stands, in units of the chart, from the top of the panel."""
        low, high = self.lim
        return (high - value) / (high - low) * self.height

    def heights(self, values):
        """Return where each of the values stands."""
        return [self.to_height(value) for value in values]

    def span_of(self, row):
        """Say the least and the greatest value in a row."""
        ends = min(self.rows[row]), max(self.rows[row])
        return " to ".join([written(end, self.digits) for end in ends])
