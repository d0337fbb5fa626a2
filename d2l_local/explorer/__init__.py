"""Shows a function and its derivative with sliders, alive with a kernel and without one.

Every curve is computed by MXNet (:mod:`d2l_local.curves`) in the cell the reader sees. The same
chart is then shown in two forms: in Jupyter as an ipywidget whose sliders are linked in the
browser; in Colab, or a page without a kernel, as self-contained HTML. ``explorer.js`` moves both.
"""

from d2l_local.curves import mxnet_engine
from d2l_local.explorer.exploring import explored
from d2l_local.explorer.notebook import Explorer

__all__ = ["Explorer", "explore"]


def explore(
    function,
    x=(-8, 8, 0.1),
    *,
    derivative="x",
    label="f(x)",
    xlabel="x",
    start=None,
    beside=None,
    **parameters,
):
    """Plot a function and its autograd derivative, with a slider for each parameter and for x.

    ``explore(lambda x, k: npx.sigmoid(k * x), k=(1, 9, 0.5))`` gives sliders for k and for x.

    Parameters
    ----------
    function : callable
        ``function(x, **parameters)``; x is an MXNet array of shape (points,), each parameter a
        number. It returns an MXNet array of the same shape.
    x : (low, high, step)
        The grid, and the slider of the point on the curve.
    derivative : str or None
        Differentiate in "x", in a parameter, or not at all. What autograd returns is held against
        the curve; where it is not its derivative, the chart shows both and says so.
    label : str
        The function's name, for the legend and for the values in words.
    xlabel : str
        What x is, for the axis, its slider and the values in words.
    start : dict, optional
        Where sliders stand at first, by name; in the middle unless told.
    beside : (str, callable), optional
        A name and a function of x alone, drawn as a thin grey line to compare with.
    **parameters : (low, high, step)
        At most two sliders.

    Returns
    -------
    Explorer
        Displays itself.

    Raises
    ------
    ValueError
        As :func:`d2l_local.curves.evaluate`; also for more than two sliders, names that are no
        words, a start that is no slider's or no number, or a ``beside`` without its name.
    """
    sliders = parameters.items()
    options = derivative, label, xlabel, start, beside
    return explored(mxnet_engine, function, x, sliders, *options, kind=Explorer)
