"""An explorer as a notebook shows it: alive with a kernel and without one."""

import os

from d2l_local.curves import Curves
from d2l_local.explorer.assets import script_at_once, style
from d2l_local.explorer.chart import Chart
from d2l_local.explorer.page import chart_as_html
from d2l_local.explorer.plane import Plane

LIVE = "D2L_LOCAL_LIVE_FORM"  # "1" in the environment of kernels whose server drops widgets


class InNotebook:
    """What a notebook asks of each view."""

    def html(self):
        """Return the form without a kernel: picture, words, data, style and script."""
        return f"<style>{style()}</style>{chart_as_html(self)}<script>{script_at_once()}</script>"

    def widget(self):
        """Return the live form: ipywidgets sliders, linked in the browser to the chart."""
        from d2l_local.explorer.live import live_chart

        return live_chart(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {
            "text/html": self.html(),
            "image/svg+xml": self.svg(),
            "text/plain": self.description() + (f"\n\n{self.more['text']}" if self.more else ""),
        }
        if live_form_is_wanted():
            bundle["application/vnd.jupyter.widget-view+json"] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget().model_id,
            }
        return bundle


class Explorer(InNotebook, Chart):
    """A chart of curves with sliders. Made by :func:`d2l_local.explorer.explore`.

    Attributes
    ----------
    curves : d2l_local.curves.Curves
        The numbers of the function.
    """

    def __init__(self, rows, *words, **options):
        super().__init__(Curves.from_rows(rows), *words, **options)


class PlaneExplorer(InNotebook, Plane):
    """A plane with sliders. Made by :func:`d2l_local.explorer.plane`."""


def kernel_is_running():
    """Say whether a Jupyter kernel runs this, so that a live widget can be shown."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None


def live_form_is_wanted():
    """Say whether to show the widget beside the HTML form: in a kernel that `make lab` started.

    A notebook that is saved with a widget shows an error in its place when it is opened without
    its kernel. The server of `make lab` takes widgets out of what it saves (tools/lab.py), and says
    so in the environment of its kernels. Everywhere else the HTML form alone is shown, which is as
    alive and needs no kernel; ``explore(...).widget()`` gives the widget all the same.
    """
    if os.environ.get(LIVE) != "1" or not kernel_is_running():
        return False
    try:
        import d2l_local.explorer.live
    except ImportError:
        return False
    return True
