"""What ``explore`` does in a notebook and in a page, whatever computes the curves."""

import math

from d2l_local.curves.evaluation import evaluate, evaluation, finished
from d2l_local.curves.failures import caused

OPTIONS = ("derivative", "label", "xlabel", "start", "beside")


def explored(
    engine,
    function,
    x,
    parameters,
    derivative="x",
    label="f(x)",
    xlabel="x",
    start=None,
    beside=None,
    *,
    kind,
):
    """Return the chart of a function, computed by an engine and checked.

    Arguments and errors are those of :func:`d2l_local.explorer.explore`, but for these.

    Parameters
    ----------
    engine
        What computes the curves (:mod:`d2l_local.curves.evaluation`).
    parameters : list of (str, (low, high, step))
        The sliders, in their order.
    kind : type
        What is made of it: :class:`d2l_local.explorer.chart.Chart`, or a kind of it.
    """
    words = derivative, label, xlabel, start, beside
    return finished(exploration(engine, function, x, parameters, *words, kind=kind))


def exploration(
    engine, function, x, parameters, derivative="x", label="f(x)", xlabel="x", start=None,
    beside=None, *, kind,
):  # fmt: skip
    """Compute and draw as :func:`explored` does, step by step: a generator that returns the chart.

    It yields as :func:`d2l_local.curves.evaluation.evaluation` does.
    """
    parameters = list(parameters)
    names = [name for name, _ in parameters]
    check_words(engine.signature(function), label, xlabel)
    if len(names) > 2:
        raise ValueError(f"{len(names)} sliders ({', '.join(names)}): at most 2 fit")
    start = checked_start(start, ["x"] + names)
    if beside is not None:
        name, fixed = checked_beside(beside)
    curves = yield from evaluation(engine, function, x, derivative, parameters)
    if beside is not None:
        try:
            beside = name, evaluate(engine, fixed, x, None, ()).y_rows[0]
        except ValueError as error:
            raise caused(ValueError(f"beside=({name!r}, ...): {error}"), error)  # noqa: B904
    return kind(curves, derivative, label, xlabel, start, beside)


def check_words(signature, label, xlabel):
    """Raise ValueError unless the names are words, and no slider has the name of an option."""
    # A built-in does not tell its parameters.
    for name in [] if signature is None else list(signature.parameters)[1:]:
        if name in OPTIONS:
            raise ValueError(
                f"the function has a parameter {name}, which is an option of explore: call it "
                "otherwise"
            )
    for name, words in (("label", label), ("xlabel", xlabel)):
        if not isinstance(words, str):
            raise ValueError(f"{name}={words!r}: give words, as in {name}='tanh'")


def checked_start(start, names):
    """Return where sliders start, as a dict of numbers; raise ValueError unless it is one."""
    if start is None:
        start = {}
    if not isinstance(start, dict):
        raise ValueError(f"start={start!r}: give numbers by name, as in start={{'x': 1}}")
    unknown = set(start) - set(names)
    if unknown:
        listed = ", ".join(sorted([str(name) for name in unknown]))
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
