"""The live form of an explorer: ipywidgets sliders, linked in the browser to the chart.

Works with ipywidgets 7.7 and 8. Kept apart so that a page can be made where no widget library is.
"""

from d2l_local.curves.sliders import Choice
from d2l_local.explorer.assets import script, style
from d2l_local.explorer.page import chart_as_html

import anywidget
import ipywidgets
import traitlets


class Chart(anywidget.AnyWidget):
    """A picture, as a widget: ``position_0``, ... say where its sliders stand."""

    _esm = script()
    _css = style()
    html = traitlets.Unicode().tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    position_0 = traitlets.Int().tag(sync=True)
    position_1 = traitlets.Int().tag(sync=True)
    position_2 = traitlets.Int().tag(sync=True)
    position_3 = traitlets.Int().tag(sync=True)


def live_chart(explorer):
    """Return a ``VBox`` of a slider, or a menu, of the labels of each slider, and the chart."""
    moved = Chart(
        html=chart_as_html(explorer, live=True),
        names=explorer.names,
        **{f"position_{i}": position for i, position in enumerate(explorer.starts)},
    )
    sliders = []
    for i, (name, position) in enumerate(zip(explorer.names, explorer.starts, strict=True)):
        is_choice = isinstance(explorer.sliders[i], Choice)
        control = (ipywidgets.Dropdown if is_choice else ipywidgets.SelectionSlider)(
            options=explorer.labels(i),
            index=position,
            description=name,
            layout=ipywidgets.Layout(width="100%"),
        )
        ipywidgets.jslink((control, "index"), (moved, f"position_{i}"))
        sliders.append(control)
    return ipywidgets.VBox([*sliders, moved], layout=ipywidgets.Layout(max_width="40rem"))
