"""A function and its autograd derivative on a grid, for every position of every slider.

Plain arrays, no display: :mod:`d2l_local.explorer` shows them. ``sliders`` are the rows of values,
``evaluation`` computes the curves with MXNet, and ``gradient_check`` holds each derivative against
the curve that it should belong to.
"""

from d2l_local.curves.evaluation import Curves, evaluate, slope_at
from d2l_local.curves.gradient_check import Disagreement
from d2l_local.curves.sliders import MAX_BYTES, Slider

__all__ = ["MAX_BYTES", "Curves", "Disagreement", "Slider", "evaluate", "slope_at"]
