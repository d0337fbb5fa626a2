"""The live form of an explorer: ipywidgets sliders, linked in the browser to the chart.

Works with ipywidgets 7.7 and 8. Kept apart so that a page can be made where no widget library is.
"""

from d2l_local.curves import decimals
from d2l_local.explorer.assets import script, style

import anywidget
import ipywidgets
import traitlets


class Chart(anywidget.AnyWidget):
    """The chart, as a widget: ``value_0``, ``value_1``, ... are its sliders' values, x last."""

    _esm = script()
    _css = style()
    html = traitlets.Unicode().tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value_0 = traitlets.Float().tag(sync=True)
    value_1 = traitlets.Float().tag(sync=True)
    value_2 = traitlets.Float().tag(sync=True)


def live_chart(explorer):
    """Return a ``VBox`` of a ``FloatSlider`` for each slider of the explorer, and its chart."""
    starts = [
        float(slider.values[i]) for slider, i in zip(explorer.sliders, explorer.starts, strict=True)
    ]
    chart = Chart(
        html=explorer.chart(),
        names=explorer.names,
        **{f"value_{i}": value for i, value in enumerate(starts)},
    )
    sliders = []
    for i, (slider, value) in enumerate(zip(explorer.sliders, starts, strict=True)):
        control = ipywidgets.FloatSlider(
            value=value,
            min=float(slider.values[0]),
            max=float(slider.values[-1]),
            step=slider.step,
            description=explorer.names[i],
            layout=ipywidgets.Layout(width="100%"),
            readout_format=f".{decimals(slider.values[0], slider.step)}f",
        )
        ipywidgets.jslink((control, "value"), (chart, f"value_{i}"))
        sliders.append(control)
    return ipywidgets.VBox([*sliders, chart], layout=ipywidgets.Layout(max_width="40rem"))
