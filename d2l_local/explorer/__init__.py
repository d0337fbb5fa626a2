"""Shows functions with sliders, alive with a kernel and without one.

Every number is computed by MXNet (:mod:`d2l_local.curves`) in the cell the reader sees. There are
two views: :mod:`d2l_local.explorer.chart` draws curves over x with their derivatives,
:mod:`d2l_local.explorer.plane` a value for each point of a plane. A new one belongs in a module of
its own beside them: a picture that sliders move (:mod:`d2l_local.explorer.positions`), drawn by
Python where they stand at first, and moved by a function of ``explorer.js``.

The same picture is shown in two forms: in Jupyter as an ipywidget whose sliders are linked in the
browser; in Colab, or a page without a kernel, as self-contained HTML. ``explorer.js`` moves both.
"""

from d2l_local.curves import mxnet_engine
from d2l_local.curves.evaluation import finished
from d2l_local.curves.sliders import USUAL_PLANE, USUAL_X
from d2l_local.explorer.exploring import explore_with, plane_steps
from d2l_local.explorer.notebook import Explorer, PlaneExplorer

__all__ = ["Explorer", "PlaneExplorer", "explore", "plane"]


def explore(
    function,
    x=USUAL_X,
    *,
    derivative="x",
    label="f(x)",
    xlabel="x",
    start=None,
    beside=None,
    note=None,
    logarithmic=False,
    **parameters,
):
    """Plot a function and its autograd derivative, with a slider for each parameter and for x.

    ``explore(lambda x, k: npx.sigmoid(k * x), k=(1, 9, 0.5))`` gives sliders for k and for x.

    Parameters
    ----------
    function : callable
        ``function(x, **parameters)``; x is an MXNet array of shape (points,), each parameter a
        number or a name. It returns an MXNet array of the same shape.
    x : (low, high, step)
        The grid, and the slider of the point on the curve.
    derivative : str, (str, callable) or None
        Differentiate in "x", in a parameter, or not at all; or the name of a derivative and a
        function that gives it. It is held against the curve; where it is not the derivative, the
        chart shows both and says so.
    label : str
        The function's name, for the legend and for the values in words. In it, and in the names of
        what stands beside, {slider} is replaced by where that slider stands: label='{name}'.
    xlabel : str
        What x is, for the axis, its slider and the values in words.
    start : dict, optional
        Where sliders stand at first, by name; in the middle unless told.
    beside : (str, callable) or list of them, optional
        Names and functions to compare with, three at most, drawn as thin grey lines, their
        derivatives too. Each takes x and any of the sliders. Where the derivative is given, give a
        third: that of this function; there or elsewhere, None leaves it out.
    note : callable, optional
        A function of any of the sliders that returns a text, shown with the values.
    logarithmic : bool
        Show the values on a logarithmic axis; all must be positive, and ``derivative`` None.
    **parameters : (low, high, step) or list of str
        At most two sliders. One over a list is a menu: the function gets one of the names. A
        function that does not take a slider is drawn alike at all its positions.

    Returns
    -------
    Explorer
        Displays itself.

    Raises
    ------
    ValueError
        As :func:`d2l_local.curves.evaluate`; also for more than two sliders, names that are no
        words, a start that is no slider's or no number, a ``beside`` without its name, a note that
        is no text, or a value without a logarithm.
    """
    return explore_with(
        mxnet_engine, function, x, parameters.items(), kind=Explorer, derivative=derivative,
        label=label, xlabel=xlabel, start=start, beside=beside, note=note, logarithmic=logarithmic,
    )  # fmt: skip


def plane(
    function,
    x1=USUAL_PLANE,
    x2=USUAL_PLANE,
    *,
    label="f(x₁, x₂)",
    creases=None,
    classes=None,
    start=None,
    note=None,
    **parameters,
):
    """Draw a value, or a class, for each point of a plane, with a slider for each parameter.

    ``plane(lambda x, k: npx.sigmoid(k * (x[:, 0] + x[:, 1])), k=(1, 9, 2))`` is a smooth step.

    Parameters
    ----------
    function : callable
        ``function(x, **parameters)``; x is an MXNet array of shape (points, 2), each parameter a
        number or a name. It returns an MXNet array of shape (points,).
    x1, x2 : (low, high, step)
        The grid, and the sliders of the point in the plane.
    label : str
        The function's name, for the legend and for the value in words.
    creases : callable, optional
        Takes what the function takes, returns the shape (points, lines). A line is drawn along
        which a column crosses 0: with the inputs of ReLUs, where they bend.
    classes : list of str, optional
        What the values 0, 1, ... mean.
    start : dict, optional
        Where sliders stand at first, by name; in the middle unless told.
    note : callable, optional
        A function of any of the sliders that returns a text, shown with the values.
    **parameters : (low, high, step) or list of str
        At most two sliders, as those of :func:`explore`.

    Returns
    -------
    PlaneExplorer
        Displays itself.

    Raises
    ------
    ValueError
        A bad range, more numbers than fit into a page, a function that raises, that returns
        something else than finite numbers of the right shape, or that differs from call to call;
        or a bad option, as of :func:`explore`.
    """
    steps = plane_steps(
        mxnet_engine, function, parameters.items(), x1, x2, label, creases, classes, start, note,
        kind=PlaneExplorer,
    )  # fmt: skip
    return finished(steps)
