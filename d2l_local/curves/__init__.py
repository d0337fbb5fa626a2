"""A function and its autograd derivative on a grid, for every position of every slider.

Plain arrays, no display: :mod:`d2l_local.explorer` shows them. ``sliders`` are the rows of values,
``evaluation`` has the curves computed and checked, ``mxnet_engine`` computes them, and
``gradient_check`` holds each derivative against the curve that it should belong to. All but
``mxnet_engine`` runs in the built pages too (:mod:`d2l_local.page_python`).
"""

from d2l_local.curves.gradient_check import Disagreement
from d2l_local.curves.mxnet_engine import Curves, evaluate, slope_at
from d2l_local.curves.sliders import MAX_BYTES, Slider

__all__ = ["MAX_BYTES", "Curves", "Disagreement", "Slider", "evaluate", "slope_at"]
