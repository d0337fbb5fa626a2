"""A view: curves over x, and their derivatives below. Drawn once; ``explorer.js`` moves it.

This runs in the page too, on MicroPython.

A view has its numbers, draws where its sliders stand at first, says in words what it draws, and
hands its numbers to the script (``spec``). The other one is :mod:`d2l_local.explorer.plane`; both
are pictures that sliders move (:mod:`d2l_local.explorer.positions`).
"""

import html
import math

from d2l_local.explorer import svg
from d2l_local.explorer.encoding import encode
from d2l_local.explorer.positions import Positions
from d2l_local.explorer.scales import limits, powers_of_ten, ticks, ticks_across, width
from d2l_local.explorer.words import digits_of, written

# The chart in its own units; the page scales it to the width of the column.
WIDTH, LEFT, RIGHT = 420, 44, 10  # the margins are at least so wide; long numbers get more
TOP, GAP, BOTTOM = 24, 30, 38
HEIGHT_ABOVE, HEIGHT_BELOW = 150, 105
SAMPLES = 60  # how much of a line of names the samples and the room between them take
LINE = 16  # that a further name takes above a panel
DASHES = (None, "6 4", "2 4")  # of the lines beside the function
QUOTIENT = "8 3 1 3"  # that of the curve's own slope, where autograd says another
THE_CURVE = "the curve"  # what that is called
TANGENT = 70  # half its length
BETWEEN_DOTS = 4  # at least, so that a row of dots looks like one


class Curve:
    """One of several curves on the same axes.

    Attributes
    ----------
    name : str
    rows : d2l_local.curves.evaluation.Rows
        Its numbers.
    dash : str or None
        How its line is broken; the first of those beside is whole.
    """

    def __init__(self, name, rows, dash=None):
        self.name = name
        self.rows = rows
        self.dash = dash


class Chart(Positions):
    """A chart of curves with sliders.

    Attributes
    ----------
    curves : d2l_local.curves.evaluation.Rows
        The numbers of the function.
    all : list of Curve
        The function, then what stands beside it.
    derivative : str, (str, callable) or None
        As :func:`d2l_local.explorer.explore` takes it.
    more : dict or None
        What stands below the chart, folded: a ``title``, a ``text``, and whether it is ``open``.
    """

    more = None
    MOST_ACROSS = 8  # steps from tick to tick
    DOT = 2  # units: how thick the dots of the lower curve are

    def __init__(
        self, curves, derivative, label, xlabel, start, beside=(), *, sliders=None, note=None,
        logarithmic=False,
    ):  # fmt: skip
        sliders = curves.sliders if sliders is None else tuple(sliders)
        names = [slider.name for slider in sliders] + [xlabel]
        super().__init__(label, sliders + (curves.grid,), names, start, note)
        self.curves = curves
        self.xlabel = xlabel
        self.derivative = derivative
        self.all = [Curve(label, curves)]
        self.all += [Curve(name, rows, dash) for (name, rows), dash in zip(beside, DASHES)]
        self.xlim = (curves.grid.values[0], curves.grid.values[-1])
        rows = [row for curve in self.all for row in curve.rows.y_rows] + self.bounds("above")
        top = TOP + LINE * self.lines_above(*self.legend("above"))
        self.panels = [Panel("above", top, HEIGHT_ABOVE, rows, logarithmic)]
        if curves.slope_rows is not None:
            below = [curve for curve in self.all if curve.rows.slope_rows is not None]
            rows = [row for curve in below for row in curve.rows.slope_rows]
            rows += (curves.quotient_rows or []) + self.bounds("below")
            top += HEIGHT_ABOVE + GAP + LINE * self.lines_above(*self.legend("below"))
            self.panels.append(Panel("below", top, HEIGHT_BELOW, rows, logarithmic))
        self.lay_out()

    def bounds(self, panel):
        """Return rows of values that a panel shows whatever its curves do; a view's own."""
        return []

    def marks(self, panel, px, py):
        """Return what is drawn below the curve of a panel, at these places; a view's own."""
        return []

    def lay_out(self):
        """Settle the margins and the ticks across, so that no number leaves the chart."""
        up = [label for panel in self.panels for label in panel.ticks.labels]
        self.left = max(LEFT, math.ceil(max(map(width, up), default=0)) + svg.BESIDE_AXIS + 2)
        self.right = RIGHT
        self.across = ticks_across(self.xlim, self.width, self.MOST_ACROSS)
        last = width(self.across.labels[-1]) / 2 + 1
        beyond = last - (self.width - self.to_width(self.across.values[-1]))
        self.right = max(RIGHT, math.ceil(beyond))

    @property
    def width(self):
        """How wide the pictures are, between the margins."""
        return WIDTH - self.left - self.right

    @property
    def stride(self):
        """One dot for each point of the grid, or for each second, ... where they would touch."""
        return math.ceil(BETWEEN_DOTS * (len(self.curves.x_row) - 1) / self.width)

    @property
    def derivative_label(self):
        """What the lower picture shows."""
        if self.is_given:
            return self.derivative[0]
        return "slope" if self.derivative == "x" else f"derivative in {self.derivative}"

    @property
    def is_given(self):
        """Whether a function gives the derivative, and not autograd."""
        return isinstance(self.derivative, tuple)

    @property
    def has_slope(self):
        """Whether the lower picture shows the derivative in x."""
        return self.derivative == "x" or self.is_given

    @property
    def source(self):
        """What gives the derivative: autograd, or a function of the reader's with this name."""
        return self.derivative[0] if self.is_given else "autograd"

    # Words ------------------------------------------------------------------------------------

    def __repr__(self):
        return self.description()

    def description(self):
        """Say in a sentence or two what the picture shows, with numbers from the data."""
        at = self.at(len(self.sliders) - 1)
        names = [self.named(curve.name) for curve in self.all[1:]]
        listed = ", ".join(names[:-1]) + " and " * (len(names) > 1) + "".join(names[-1:])
        beside = f", beside {listed}" if names else ""
        name = self.named(self.label) + beside + ("," if beside and at else "")
        at += f" ({self.noted()})" if self.note else ""
        ends = (self.label_of(-1, 0), self.label_of(-1, -1))
        row = self.row(self.curves.sliders)
        text = f"{name}{at}, for {self.xlabel} from {ends[0]} to {ends[1]}: "
        parts = [f"values from {self.span_of(self.curves.y_rows[row], 0)}"]
        if self.curves.slope_rows is not None:
            span = self.span_of(self.curves.slope_rows[row], 1)
            parts.append(f"{self.derivative_label} from {span}")
        text += "; ".join(parts)
        here = [self.values_here(curve, "", " ") for curve in self.all]
        here[1:] = [f"{name}: {words}" for name, words in zip(names, here[1:])]
        text += f". At {self.xlabel} = {self.label_of(-1, self.starts[-1])}: {'; '.join(here)}"
        return f"{text}{self.warning()}."

    def span_of(self, values, panel):
        """Say the least and the greatest of the values that a panel shows."""
        digits = self.panels[panel].digits
        return " to ".join([written(end, digits) for end in (min(values), max(values))])

    def values_here(self, curve, name, between):
        """Say the value of a curve, and its slope, where the sliders stand at first."""
        here, row = self.starts[-1], self.row(curve.rows.sliders)
        words = name + written(curve.rows.y_rows[row][here], self.panels[0].digits)
        if curve.rows.slope_rows is not None:
            slope = written(curve.rows.slope_rows[row][here], self.panels[1].digits)
            words += f", {self.derivative_label}{between}{slope}"
        return words

    def readout(self):
        """Say where the sliders stand at first, and what the chart says there."""
        values = [
            self.values_here(curve, f"{self.named(curve.name)} = ", " = ") for curve in self.all
        ]
        at = f"At {self.xlabel} = {self.label_of(-1, self.starts[-1])}: "
        return self.settings(len(self.sliders) - 1) + at + "; ".join(values) + self.warning()

    def warning(self):
        """Say where, as the sliders stand, autograd does not give a derivative, or ""."""
        text = ""
        for number, curve in enumerate(self.all):
            row = self.row(curve.rows.sliders)
            for position, found in curve.rows.disagreements.items():
                if curve.rows.number(position) == row:
                    of = f" of {self.named(curve.name)}" if number else ""
                    text += self.complaint(found, of)
        return text

    def complaint(self, found, of):
        """Say where a derivative is not that of the curve, and by how much."""
        at = {key: self.label_of(-1, getattr(found, key)) for key in ("first", "last", "worst")}
        says, curve = (
            written(value, self.panels[1].digits) for value in (found.autograd, found.quotient)
        )
        name = "slope" if self.is_given else self.derivative_label
        return (
            f". From {self.xlabel} = {at['first']} to {at['last']}{found.elsewhere}, {self.source} "
            f"does not give the {name}{of}: at {at['worst']} it says {says}, the curve itself "
            f"{curve}"
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
            rows = self.curves.y_rows if panel.name == "above" else self.curves.slope_rows
            py = panel.heights(rows[self.row(self.curves.sliders)])
            inside = self.marks(panel, px, py) + [
                svg.line("here", px[here], 0, px[here], panel.height, "parameter", dash="2 3")
            ]
            for curve in self.all[1:]:
                rows = curve.rows.y_rows if panel.name == "above" else curve.rows.slope_rows
                if rows is not None:
                    line = svg.curve(px, panel.heights(rows[self.row(curve.rows.sliders)]))
                    inside.append(svg.path("beside", line, 1.2, curve.dash))
            if panel.name == "above":
                inside.append(svg.path("function", svg.curve(px, py), 2.2))
                if self.has_slope:
                    inside.append(self.tangent(px[here], py[here]))
            else:
                if self.curves.quotient_rows is not None:
                    right = self.curves.quotient_rows[self.row(self.curves.sliders)]
                    line = svg.curve(px, panel.heights(right))
                    inside.append(svg.path("quotient", line, 1.2, QUOTIENT))
                dots = svg.dots(px[:: self.stride], py[:: self.stride])
                inside.append(svg.path("derivative", dots, self.DOT))
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

    def legend(self, panel):
        """Return the title of a panel, and of each thin line in it the kind, number and dash.

        The number is that of its curve; the curve's own slope, as a line, has none.
        """
        title, thin = self.label, []
        if panel == "below":
            title = self.derivative_label
            if self.curves.quotient_rows is not None:
                thin.append(("quotient", None, QUOTIENT))
                title += "" if self.is_given else ": autograd"
            elif not self.is_given:
                title = f"its {title}, by autograd"
        for number, curve in enumerate(self.all):
            if number and (panel == "above" or curve.rows.slope_rows is not None):
                thin.append(("beside", number, curve.dash))
        return title, thin

    def mark(self, number):
        """Return what tells the script which curve's name a text is, where sliders change it."""
        return f' data-curve="{number}"' if "{" in self.all[number].name else ""

    def lines_above(self, title, thin):
        """Return how many names of thin lines need a line of their own above that of the title."""
        if not thin:
            return 0
        last = thin[-1][1]
        last = THE_CURVE if last is None else self.longest(self.all[last].name)
        both = SAMPLES + width(self.longest(title)) + width(last)
        return len(thin) - (both <= WIDTH - LEFT - RIGHT)

    def frame(self, panel):
        """Return the ticks, their numbers, the axes, the frame and the title of a panel."""
        name = "function" if panel.name == "above" else "derivative"
        title, thin = self.legend(panel.name)
        high, left, right = panel.top - 11, self.left, self.left + self.width
        sample = (
            svg.path(name, f"M{left},{high}h18", 2.2)
            if name == "function"
            else svg.path(name, "".join([f"M{left + i},{high}h0" for i in (2, 7, 12, 17)]), 2.2)
        )
        mark = self.mark(0) if panel.name == "above" else ""
        named = self.named(title)
        parts = [
            sample,
            svg.text(left + 24, panel.top - 7, named, "start", name, panel.ticks.remark, mark),
        ]
        above = self.lines_above(title, thin)
        for line, (kind, number, dash) in enumerate(thin):
            up = LINE * (above - line)
            mark = "" if number is None else self.mark(number)
            words = THE_CURVE if number is None else self.named(self.all[number].name)
            shown = svg.path(kind, f"M{right - 18},{high - up}h18", 1.2, dash)
            shown += svg.text(right - 24, panel.top - 7 - up, words, "end", mark=mark)
            if number is None:  # told only where it is drawn
                row = self.row(self.curves.sliders)
                wrong = [self.curves.number(at) for at in self.curves.disagreements]
                seen = "visible" if row in wrong else "hidden"
                shown = f'<g class="told" visibility="{seen}">{shown}</g>'
            parts.append(shown)
        lines, numbers = svg.frame(
            left, panel.top, self.width, panel.height,
            self.across, self.to_width, panel.ticks, panel.to_height,
            below=panel is self.panels[-1],
        )  # fmt: skip
        return lines + parts + numbers

    def tangent(self, px, py):
        """Return the tangent at the point, as long on the screen whatever its slope."""
        (x_low, x_high), (y_low, y_high) = self.xlim, self.panels[0].lim
        scale = (x_high - x_low) / (y_high - y_low) * HEIGHT_ABOVE / self.width
        slopes = self.curves.slope_rows[self.row(self.curves.sliders)]
        rise = slopes[self.starts[-1]] * scale
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
            "stride": self.stride,
            "left": self.left,
            "width": self.width,
            "xlim": self.xlim,
            "panels": [panel.spec() for panel in self.panels],
            "x": encode([self.curves.x_row]),
            "curves": [self.curve_spec(curve) for curve in self.all],
        }
        if self.is_given:
            found["source"] = self.source
        found.update(self.sliders_spec())
        return found

    def curve_spec(self, curve):
        """Return what the script needs to know of one curve."""
        rows = curve.rows
        found = {"name": curve.name, "uses": self.used(rows.sliders), "y": encode(rows.y_rows)}
        if rows.slope_rows is not None:
            found["slope"] = encode(rows.slope_rows)
        if rows.quotient_rows is not None:
            found["quotient"] = encode(rows.quotient_rows)
            found["wrong"] = {
                rows.number(position): [one.first, one.last, one.worst, one.elsewhere]
                for position, one in rows.disagreements.items()
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
    lim : (float, float)
        The values at its lower and upper edge; of a logarithmic one, their powers of ten.
    """

    def __init__(self, name, top, height, rows, logarithmic=False):
        self.name, self.top, self.height, self.logarithmic = name, top, height, logarithmic
        ends = [end for row in rows for end in ends_of(row)]
        low, high = min(ends), max(ends)
        self.digits = digits_of(low, high)
        if logarithmic:
            self.lim = limits(math.log10(low), math.log10(high))
            self.ticks = powers_of_ten(self.lim, 5)
        else:
            self.lim = limits(low, high)
            self.ticks = ticks(self.lim, 5)

    def to_height(self, value):
        """Return where a value stands, in units of the chart, from the top of the panel."""
        low, high = self.lim
        value = math.log10(value) if self.logarithmic else value
        return (high - value) / (high - low) * self.height

    def heights(self, values):
        """Return where each of the values stands."""
        return [self.to_height(value) for value in values]

    def spec(self):
        """Return what the script needs to know of the panel, ready for JSON."""
        found = {"height": self.height, "lim": self.lim, "digits": self.digits}
        if self.logarithmic:
            found["logarithmic"] = True
        return found


def ends_of(row):
    """Return the least and the greatest of those values of a row that are numbers, if any are."""
    if any(math.isnan(value) for value in row):
        row = [value for value in row if not math.isnan(value)]
    return (min(row), max(row)) if len(row) else ()
