"""Shows a function and its derivative with sliders, alive with a kernel and without one.

Every curve is computed by :func:`d2l_local.curves.evaluate` in the cell the reader sees. The same
chart is then shown in two forms: in Jupyter as an ipywidget whose sliders are linked in the
browser; in Colab, or a page without a kernel, as self-contained HTML. ``explorer.js`` moves both.
"""

import inspect
import math

from d2l_local.curves import evaluate
from d2l_local.explorer.chart import Explorer

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
    check_words(function, label, xlabel)
    if len(parameters) > 2:
        raise ValueError(f"{len(parameters)} sliders ({', '.join(parameters)}): at most 2 fit")
    start = checked_start(start, ["x", *parameters])
    if beside is not None:
        name, fixed = checked_beside(beside)
    curves = evaluate(function, x, derivative, **parameters)
    if beside is not None:
        try:
            beside = name, evaluate(fixed, x, None).y
        except ValueError as error:
            raise ValueError(f"beside=({name!r}, ...): {error}") from error
    return Explorer(curves, derivative, label, xlabel, start, beside)


def check_words(function, label, xlabel):
    """Raise ValueError unless the names are words, and no slider has the name of an option."""
    options = {"derivative", "label", "xlabel", "start", "beside"}
    try:
        taken = options & set(list(inspect.signature(function).parameters)[1:])
    except (TypeError, ValueError):
        taken = set()  # a built-in does not tell its parameters
    for name in taken:
        raise ValueError(
            f"the function has a parameter {name}, which is an option of explore: call it otherwise"
        )
    for name, words in (("label", label), ("xlabel", xlabel)):
        if not isinstance(words, str):
            raise ValueError(f"{name}={words!r}: give words, as in {name}='tanh'")


def checked_start(start, names):
    """Return where sliders start, as a dict of numbers; raise ValueError unless it is one."""
    if not isinstance(start, (dict, type(None))):
        raise ValueError(f"start={start!r}: give numbers by name, as in start={{'x': 1}}")
    start = dict(start or {})
    unknown = set(start) - set(names)
    if unknown:
        listed = ", ".join(map(str, sorted(unknown, key=str)))
        raise ValueError(f"start has {listed}; the sliders are {', '.join(names)}")
    for name, value in start.items():
        try:
            finite = math.isfinite(value)
        except TypeError:
            finite = False
        if not finite:
            raise ValueError(f"start={{{name!r}: {value!r}}}: give a number, or leave {name} out")
    return start


def checked_beside(beside):
    """Return the name and the function of a line to compare with; raise ValueError without both."""
    try:
        name, function = beside
    except (TypeError, ValueError):
        name = function = None
    if not isinstance(name, str) or not callable(function):
        raise ValueError(
            f"beside={beside!r}: give a name and a function, as in beside=('sin(x)', np.sin)"
        )
    return name, function
