"""What ``explore`` and ``plane`` do in a notebook and in a page, whatever computes the numbers.

This runs in the page too, on MicroPython.
"""

import math

from d2l_local.curves.evaluation import evaluation_steps, finished, values_at
from d2l_local.curves.failures import with_cause
from d2l_local.curves.plane_values import plane_evaluation_steps
from d2l_local.curves.sliders import USUAL_PLANE, Choice, slider_of
from d2l_local.explorer.positions import Note

OPTIONS = ("derivative", "label", "xlabel", "start", "beside", "note", "logarithmic")
PLANE_OPTIONS = ("x1", "x2", "label", "creases", "classes", "start", "note")
MOST_SLIDERS, MOST_BESIDE = 2, 3


def explore_with(engine, function, x, parameters, *, kind, **options):
    """Return the chart of a function, computed by an engine and checked.

    Options and errors are those of :func:`d2l_local.explorer.explore`.

    Parameters
    ----------
    engine
        What computes the curves (:mod:`d2l_local.curves.evaluation`).
    function : callable
    x : (low, high, step)
    parameters : list of (str, (low, high, step) or list of str)
        The sliders, in their order.
    kind : type
        What is made of it: :class:`d2l_local.explorer.chart.Chart`, or a kind of it.
    """
    return finished(chart_steps(engine, function, x, parameters, kind=kind, **options))


def chart_steps(
    engine, function, x, parameters, derivative="x", label="f(x)", xlabel="x", start=None,
    beside=None, note=None, logarithmic=False, *, kind,
):  # fmt: skip
    """Compute and draw as :func:`explore_with`, step by step: a generator that returns the chart.

    It yields as :func:`d2l_local.curves.evaluation.evaluation_steps` does.
    """
    check_words(engine.signature(function), OPTIONS, label=label, xlabel=xlabel)
    sliders, start = checked_sliders(parameters, [("x", x)], start)
    besides = [] if beside is None else checked_beside(beside, derivative)
    if logarithmic and derivative is not None:
        raise ValueError("logarithmic=True shows values alone: pass derivative=None")
    noted = Note.sliders_of(engine, note, sliders)
    taken = sliders_of_each(engine, sliders, function, [one[1] for one in besides], noted, [0.0])
    curves = yield from evaluation_steps(engine, function, x, derivative, taken[0])
    shown = []
    for (name, fixed, slope), theirs in zip(besides, taken[1:]):
        try:
            rows = yield from evaluation_steps(engine, fixed, x, slope, theirs)
        except ValueError as error:
            raise with_cause(ValueError(f"beside=({name!r}, ...): {error}"), error)  # noqa: B904
        shown.append((name, rows))
    if logarithmic:
        check_positive([curves] + [rows for _, rows in shown])
    note = Note.of_function(engine, note, noted)  # last: a page shows its first picture before
    return kind(
        curves, derivative, label, xlabel, start, shown, sliders=sliders, note=note,
        logarithmic=logarithmic,
    )  # fmt: skip


def plane_steps(
    engine, function, parameters, x1=USUAL_PLANE, x2=USUAL_PLANE, label="f(x₁, x₂)",
    creases=None, classes=None, start=None, note=None, *, kind,
):  # fmt: skip
    """Compute and draw as :func:`d2l_local.explorer.plane`: a generator that returns the picture.

    It yields as :func:`d2l_local.curves.evaluation.evaluation_steps` does.
    """
    check_words(engine.signature(function), PLANE_OPTIONS, label=label)
    axes = [("x1", x1), ("x2", x2)]
    sliders, start = checked_sliders(parameters, axes, start)
    noted = Note.sliders_of(engine, note, sliders)
    classes = classes if classes is None else checked_classes(classes)
    more = [] if creases is None else [creases]
    taken = sliders_of_each(engine, sliders, function, more, noted, [0.0, 0.0])
    grids = [slider_of(name, spec) for name, spec in axes]
    values = yield from plane_evaluation_steps(engine, function, grids, taken[0], 1)
    lines = None
    if creases is not None:
        try:
            lines = yield from plane_evaluation_steps(engine, creases, grids, taken[1], None)
        except ValueError as error:
            raise with_cause(ValueError(f"creases: {error}"), error)  # noqa: B904
    note = Note.of_function(engine, note, noted)
    return kind(values, lines, classes, label, start, sliders=sliders, note=note)


def checked_sliders(parameters, axes, start):
    """Return the sliders of the parameters, and where they start.

    Parameters
    ----------
    parameters, axes : list of (str, (low, high, step) or list of str)
        Of the parameters, and of the point.
    start : dict or None
        By name.
    """
    parameters = list(parameters)
    names = [name for name, _ in parameters]
    if len(names) > MOST_SLIDERS:
        raise ValueError(f"{len(names)} sliders ({', '.join(names)}): at most {MOST_SLIDERS} fit")
    start = checked_start(start, [name for name, _ in axes] + names)
    sliders = tuple([slider_of(name, spec) for name, spec in parameters])
    choices = {slider.name: slider.values for slider in sliders if isinstance(slider, Choice)}
    for name, value in start.items():
        if name not in choices:
            check_number(name, value)
        elif value not in choices[name]:
            listed = ", ".join(choices[name])
            raise ValueError(f"start={{{name!r}: {value!r}}}: give one of {listed}")
    return sliders, start


def sliders_of_each(engine, sliders, function, others, noted, point):
    """Return which sliders each function takes; the first also those that none of the others takes.

    Parameters
    ----------
    engine
    sliders : tuple of Slider or Choice
    function : callable
    others : list of callable
    noted : list of (Slider or Choice)
        Those that the note takes.
    point : list of float
        An x, or the two of a plane, to call a function with whose parameters are not known.

    Returns
    -------
    list of list of (str, Slider or Choice)
        Of the function, then of each of the others.
    """
    first = values_at(sliders, [0] * len(sliders))
    names = [engine.takes(one, first, point) for one in [function] + others]
    elsewhere = [name for one in names[1:] for name in one]
    elsewhere += [slider.name for slider in noted]
    names[0] = list(names[0]) + [name for name in first if name not in elsewhere]
    return [[(slider.name, slider) for slider in sliders if slider.name in one] for one in names]


def check_words(signature, options, **words):
    """Raise ValueError unless the names are words, and no slider has the name of an option."""
    # A built-in does not tell its parameters.
    for name in [] if signature is None else list(signature.parameters)[1:]:
        if name in options:
            raise ValueError(
                f"the function has a parameter {name}, which is an option of explore: call it "
                "otherwise"
            )
    for name, word in words.items():
        if not isinstance(word, str):
            raise ValueError(f"{name}={word!r}: give words, as in {name}='tanh'")


def checked_start(start, names):
    """Return where sliders start, as a dict by name; raise ValueError unless it is one."""
    if start is None:
        start = {}
    if not isinstance(start, dict):
        raise ValueError(f"start={start!r}: give numbers by name, as in start={{'x': 1}}")
    unknown = set(start) - set(names)
    if unknown:
        listed = ", ".join(sorted([str(name) for name in unknown]))
        raise ValueError(f"start has {listed}; the sliders are {', '.join(names)}")
    return start


def check_number(name, value):
    """Raise ValueError unless a slider starts at a finite number."""
    try:
        finite = math.isfinite(value)
    except TypeError:
        finite = False
    if not finite:
        raise ValueError(f"start={{{name!r}: {value!r}}}: give a number, or leave {name} out")


def checked_beside(beside, derivative):
    """Return what is to stand beside a function: of each its name, itself and its derivative.

    That is None where the lower picture does not show it.
    """
    is_one = isinstance(beside, tuple) and beside and isinstance(beside[0], str)
    some = beside if isinstance(beside, list) else [beside]
    if is_one or not isinstance(beside, (list, tuple)):
        some = [beside]
    found = []
    for one in some:
        try:
            name, function, *more = one
        except (TypeError, ValueError):
            name, function, more = None, None, ()
        if not isinstance(name, str) or not callable(function) or len(more) > 1:
            raise ValueError(
                f"beside={one!r}: give a name and a function, as in beside=('sin(x)', np.sin), or "
                "a list of such pairs"
            )
        slope = derivative if derivative == "x" else None
        if more:
            given = derivative[0] if isinstance(derivative, tuple) else "its derivative"
            slope = more[0] if more[0] is None else (given, more[0])
        found.append((name, function, slope))
    if len(found) > MOST_BESIDE:
        raise ValueError(
            f"beside has {len(found)} functions: at most {MOST_BESIDE} can be told apart"
        )
    return found


def checked_classes(classes):
    """Return the names of the classes as a list; raise ValueError unless there are some."""
    names = list(classes) if isinstance(classes, (list, tuple)) else []
    if len(names) < 2 or not all(isinstance(name, str) for name in names):
        raise ValueError(
            f"classes={classes!r}: give the names of 0, 1, ..., as in classes=('no', 'yes')"
        )
    return names


def check_positive(curves):
    """Raise ValueError unless each value has a logarithm."""
    for rows in curves:
        for row in rows.y_rows:
            for value, x in zip(row, rows.grid.values):
                if value <= 0:
                    raise ValueError(
                        f"logarithmic=True: the value at x = {x:g} is {value:g}, and has no "
                        "logarithm. Let the function return the larger of it and a small number"
                    )
