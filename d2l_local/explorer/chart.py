"""The chart of an explorer, and the two forms in which it is shown."""

import html
import json
import math
import sys

from d2l_local import palette
from d2l_local.explorer.assets import script_at_once, style
from d2l_local.explorer.encoding import encode

import matplotlib.ticker
import numpy

# The chart in its own units; the page scales it to the width of the column.
WIDTH, LEFT, RIGHT = 420, 44, 10
TOP, GAP, BOTTOM = 24, 30, 38
HEIGHT_ABOVE, HEIGHT_BELOW = 150, 105
TANGENT = 70  # half its length
BETWEEN_DOTS = 4  # at least, so that a row of dots looks like one


class Explorer:
    """A chart of curves with sliders. Made by :func:`d2l_local.explorer.explore`.

    Attributes
    ----------
    curves : d2l_local.curves.Curves
        The numbers behind the chart.
    """

    width = WIDTH - LEFT - RIGHT

    def __init__(self, curves, derivative, label, xlabel, start, beside):
        self.beside = beside
        self.curves = curves
        self.label = label
        self.xlabel = xlabel
        self.derivative = derivative
        self.sliders = (*curves.sliders, curves.grid)
        self.starts = [
            slider.nearest(start[slider.name]) if slider.name in start else len(slider.values) // 2
            for slider in self.sliders
        ]
        self.xlim = (float(curves.grid.values[0]), float(curves.grid.values[-1]))
        shown = curves.y if beside is None else numpy.append(curves.y, beside[1])
        self.panels = [Panel("above", TOP, HEIGHT_ABOVE, curves.y, shown)]
        if curves.slope is not None:
            top = TOP + HEIGHT_ABOVE + GAP
            self.panels.append(Panel("below", top, HEIGHT_BELOW, curves.slope, curves.slope))

    @property
    def names(self):
        """The sliders' names as the reader sees them, that of x last."""
        return [*(slider.name for slider in self.curves.sliders), self.xlabel]

    @property
    def stride(self):
        """One dot for each point of the grid, or for each second, ... where they would touch."""
        return math.ceil(BETWEEN_DOTS * (len(self.curves.x) - 1) / self.width)

    @property
    def derivative_label(self):
        """What the lower picture shows."""
        return "slope" if self.derivative == "x" else f"derivative in {self.derivative}"

    def __repr__(self):
        return self.description()

    def description(self):
        """Say in one sentence what the picture shows, with numbers from the data."""
        *positions, here = self.starts
        row = tuple(positions)
        at = "".join(
            f" at {slider.name} = {slider.values[i]:g}"
            for slider, i in zip(self.sliders, positions, strict=False)
        )
        y = self.curves.y[row]
        name = f"{self.label}, beside {self.beside[0]}," if self.beside else self.label
        text = (
            f"{name}{at}, for {self.xlabel} from {self.xlim[0]:g} to {self.xlim[1]:g}: "
            f"values from {y.min():.4g} to {y.max():.4g}"
        )
        if self.curves.slope is not None:
            slope = self.curves.slope[row]
            text += f"; {self.derivative_label} from {slope.min():.4g} to {slope.max():.4g}"
        text += f". At {self.xlabel} = {self.curves.x[here]:.4g}: {y[here]:.4g}"
        if self.curves.slope is not None:
            text += f", {self.derivative_label} {slope[here]:.4g}"
        return text + "."

    # The picture ------------------------------------------------------------------------------

    def svg(self):
        """Return the chart where the sliders stand at first, as SVG that stands alone."""
        *positions, here = self.starts
        row = tuple(positions)
        px = self.to_width(self.curves.x)
        parts = []
        for panel in self.panels:
            parts += self.frame(panel)
            values = panel.values[row]
            py = panel.to_height(values)
            inside = [line("here", px[here], 0, px[here], panel.height, "parameter", dash="2 3")]
            if panel.name == "above":
                if self.beside:
                    inside.append(path("beside", curve(px, panel.to_height(self.beside[1])), 1.2))
                inside.append(path("function", curve(px, py), 2.2))
                if self.derivative == "x":
                    inside.append(self.tangent(px[here], py[here], row, here))
            else:
                some = zip(px[:: self.stride], py[:: self.stride], strict=True)
                inside.append(
                    path("derivative", "".join(f"M{a:.2f},{b:.2f}h0" for a, b in some), 2)
                )
            size = f'width="{self.width}" height="{panel.height}"'
            # Lines end at the edge of the panel; the point is whole there too.
            parts.append(
                f'<svg class="{panel.name}" x="{LEFT}" y="{panel.top}" {size} overflow="visible">'
                f"<svg {size}>{''.join(inside)}</svg>"
                f'<circle class="point" cx="{px[here]:.2f}" cy="{py[here]:.2f}" r="5" '
                f'fill="{palette.LIGHT["parameter"]}"/></svg>'
            )
        bottom = self.panels[-1].top + self.panels[-1].height
        parts.append(text(LEFT + self.width / 2, bottom + 32, self.xlabel, "middle"))
        return (
            f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" '
            f'aria-label="{html.escape(self.description())}" '
            f'viewBox="0 0 {WIDTH} {bottom + BOTTOM}">{"".join(parts)}</svg>'
        )

    def to_width(self, x):
        """Return where x stands, in units of the chart, from the left edge of a panel."""
        low, high = self.xlim
        return (x.astype("float64") - low) / (high - low) * self.width

    def frame(self, panel):
        """Return the ticks, their numbers, the axes, the frame and the title of a panel."""
        is_last = panel is self.panels[-1]
        name = "function" if panel.name == "above" else "derivative"
        title = self.label if name == "function" else f"its {self.derivative_label}, by autograd"
        sample = (
            path(name, f"M{LEFT},{panel.top - 11}h18", 2.2)
            if name == "function"
            else path(name, "".join(f"M{LEFT + i},{panel.top - 11}h0" for i in (2, 7, 12, 17)), 2.2)
        )
        parts = [sample, text(LEFT + 24, panel.top - 7, title, "start", name)]
        if self.beside and name == "function":
            right = LEFT + self.width
            parts.append(path("beside", f"M{right - 18},{panel.top - 11}h18", 1.2))
            parts.append(text(right - 24, panel.top - 7, self.beside[0], "end"))
        for value in ticks(self.xlim, 8):
            x = LEFT + self.to_width(numpy.array(value))
            style = "axis" if value == 0 else "tick"
            parts.append(line(style, x, panel.top, x, panel.top + panel.height))
            if is_last:
                parts.append(text(x, panel.top + panel.height + 16, number(value), "middle"))
        for value in ticks(panel.lim, 5):
            y = panel.top + panel.to_height(value)
            style = "axis" if value == 0 else "tick"
            parts.append(line(style, LEFT, y, LEFT + self.width, y))
            parts.append(text(LEFT - 6, y + 4, number(value), "end"))
        return parts

    def tangent(self, px, py, row, here):
        """Return the tangent at the point, as long on the screen whatever its slope."""
        (x_low, x_high), (y_low, y_high) = self.xlim, self.panels[0].lim
        scale = (x_high - x_low) / (y_high - y_low) * HEIGHT_ABOVE / self.width
        rise = float(self.curves.slope[row][here]) * scale
        reach = TANGENT / numpy.hypot(1, rise)
        ends = (px - reach, py + reach * rise, px + reach, py - reach * rise)
        return line("tangent", *ends, "parameter", stroke_width=1.8)

    # The two forms ----------------------------------------------------------------------------

    def spec(self):
        """Return what the script needs to move the chart, ready for JSON."""
        return {
            "label": self.label,
            "xlabel": self.xlabel,
            "derivative": self.derivative_label,
            "sliders": [
                {
                    "name": slider.name,
                    "low": float(slider.values[0]),
                    "step": slider.step,
                    "count": len(slider.values),
                }
                for slider in self.sliders
            ],
            "stride": self.stride,
            "left": LEFT,
            "width": self.width,
            "xlim": self.xlim,
            "panels": [{"height": panel.height, "lim": panel.lim} for panel in self.panels],
            "x": encode(self.curves.x),
            "y": encode(self.curves.y),
            "slope": None if self.curves.slope is None else encode(self.curves.slope),
        }

    def chart(self, controls=""):
        """Return the chart as HTML, with its data and these controls above it."""
        data = json.dumps(self.spec(), separators=(",", ":")).replace("<", r"\u003c")
        live = "" if controls else " data-live"
        return (
            f'<div class="explorer"{live} role="group" aria-label="{html.escape(self.label)}">'
            f"{controls}{self.svg()}"
            '<p class="readout" role="status"></p>'
            f'<script type="application/json" class="data">{data}</script></div>'
        )

    def html(self):
        """Return the form without a kernel: chart, data, style, script and native inputs."""
        inputs = "".join(
            f"<label><span>{html.escape(name)}</span>"
            f'<input type="range" min="{exact(slider.values[0])}" '
            f'max="{exact(slider.values[-1])}" step="{exact(slider.step)}" '
            f'value="{exact(slider.values[i])}">'
            f'<span class="value" aria-hidden="true"></span></label>'
            for name, slider, i in zip(self.names, self.sliders, self.starts, strict=True)
        )
        chart = self.chart(f'<div class="controls">{inputs}</div>')
        return f"<style>{style()}</style>{chart}<script>{script_at_once()}</script>"

    def widget(self):
        """Return the live form: ipywidgets sliders, linked in the browser to the chart."""
        from d2l_local.explorer.live import live_chart

        return live_chart(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {
            "text/html": self.html(),
            "image/svg+xml": self.svg(),
            "text/plain": self.description(),
        }
        if live_form_is_possible():
            bundle["application/vnd.jupyter.widget-view+json"] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget().model_id,
            }
        return bundle


class Panel:
    """One of the two pictures: where it stands, and the values its height spans."""

    def __init__(self, name, top, height, values, shown):
        self.name, self.top, self.height, self.values = name, top, height, values
        low, high = float(shown.min()), float(shown.max())
        margin = 0.06 * (high - low) or 0.5
        self.lim = (round(low - margin, 6), round(high + margin, 6))

    def to_height(self, value):
        """Return where a value stands, in units of the chart, from the top of the panel."""
        low, high = self.lim
        return (high - numpy.asarray(value, dtype="float64")) / (high - low) * self.height


def line(kind, x1, y1, x2, y2, colour=None, dash=None, stroke_width=1):
    """Return an SVG line; the style sheet recolours it by its kind."""
    stroke = palette.LIGHT[colour] if colour else "#888888"
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
    return f'<line class="{kind}" {ends} stroke="{stroke}" stroke-width="{stroke_width}"{dashes}/>'


def curve(px, py):
    """Return the path of a line through points."""
    return "M" + "L".join(f"{a:.2f},{b:.2f}" for a, b in zip(px, py, strict=True))


def path(kind, d, stroke_width):
    """Return an SVG path in the colour of its kind."""
    return (
        f'<path class="{kind}" d="{d}" fill="none" stroke="{palette.LIGHT.get(kind, "#888888")}" '
        f'stroke-width="{stroke_width}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def text(x, y, words, anchor, kind="label"):
    """Return an SVG text."""
    fill = palette.LIGHT.get(kind, "#444444")
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" '
        f'font-size="11" font-family="sans-serif">{html.escape(words)}</text>'
    )


def ticks(lim, count):
    """Return round numbers inside the limits, about ``count`` of them."""
    locator = matplotlib.ticker.MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10])
    low, high = lim
    values = [float(value) for value in locator.tick_values(low, high) if low <= value <= high]
    return [0.0 if abs(value) < 1e-9 * (high - low) else value for value in values]


def number(value):
    """Write a tick's number with a true minus sign."""
    return f"{value:g}".replace("-", "−")


def exact(value):
    """Write a number for a range input: every digit, and no exponent."""
    return numpy.format_float_positional(value, trim="-")


def kernel_is_running():
    """Say whether a Jupyter kernel runs this, so that a live widget can be shown."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None


def live_form_is_possible():
    """Say whether the widget can be shown: a kernel, anywidget, and not Colab.

    Colab shows no widget of others' making until a cell asks for it, and the HTML form needs none.
    """
    if "google.colab" in sys.modules or not kernel_is_running():
        return False
    try:
        import d2l_local.explorer.live
    except ImportError:
        return False
    return True
