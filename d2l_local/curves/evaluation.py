"""A function and its derivative for every position of every slider, whatever computes them.

This runs in the page too, on MicroPython.

What computes is an *engine*: MXNet in a notebook (``mxnet_engine``), the page's own Python in a
page. It is an object, or a module, with these functions:

``signature(function)``
    What ``inspect.signature`` returns, or None where the parameters are not known.
``takes(function, at, *values)``
    Which of the names in ``at`` a function takes; ``values`` are what it takes besides.
``call(function, x, derivative, at)``
    The values and the slopes (or None) at these x, each an array of float32.
``tell(function, at)``
    What a function of these parameters alone returns.
``explained(error, derivative, shape)``
    What went wrong inside the function, in words (:func:`d2l_local.curves.failures.explained`).
"""

import math
from array import array

from d2l_local.curves import gradient_check
from d2l_local.curves.failures import with_cause
from d2l_local.curves.sliders import (
    MAX_BYTES,
    Choice,
    Slider,
    nearest,
    row_number,
    slider_of,
)
from d2l_local.curves.writing import positional, to_digits

REFINED = 8  # times finer is the grid on which a doubtful derivative is looked at again
LOOKED_AT = 8  # positions of the sliders, at most, at which a function is asked a second time
SAME = 1e-5  # of the largest value: two computations of one number may differ by their rounding


class Rows:
    """A function and its derivative in float32, a row for each position of the sliders.

    Attributes
    ----------
    grid : Slider
        The values of x.
    sliders : tuple of Slider or Choice
        One for each parameter; empty for a function of x alone.
    y_rows, slope_rows, quotient_rows : list of array
        Each row has a number for each x; the rows of the last slider stand side by side.
        ``slope_rows`` is None when no derivative was asked for. ``quotient_rows`` have what the
        curve itself rises by per unit where autograd says something else, and NaN elsewhere;
        None where there is no such place.
    disagreements : dict
        Where it does not: a :class:`d2l_local.curves.Disagreement` by the position of the sliders,
        a tuple of indices.
    """

    def __init__(self, grid, sliders, y_rows, slope_rows, quotient_rows, disagreements):
        self.grid = grid
        self.sliders = sliders
        self.y_rows = y_rows
        self.slope_rows = slope_rows
        self.quotient_rows = quotient_rows
        self.disagreements = disagreements
        self.x_row = array("f", grid.values)  # as the function saw them

    def number(self, position):
        """Return which of the rows is that of a position of the sliders."""
        return row_number(self.sliders, position)


def evaluate(engine, function, x, derivative, parameters):
    """Evaluate a function and its derivative for every position of every slider.

    Parameters and errors are those of :func:`d2l_local.curves.evaluate`, but that the sliders come
    as pairs of a name and a range, in their order (MicroPython forgets that of a dict); a range may
    be a list of names, or a slider that is there.

    Returns
    -------
    Rows
    """
    return finished(evaluation_steps(engine, function, x, derivative, parameters))


def finished(steps):
    """Go through the steps of a generator; return what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def evaluation_steps(engine, function, x, derivative, parameters):
    """Evaluate as :func:`evaluate` does, step by step: a generator that returns the rows.

    Before each position of the sliders it yields how many are done, and how many there are.
    MicroPython frees memory between the calls of a page alone, so a page calls for one at a time.
    """
    if not callable(function):
        raise ValueError(f"{function!r} is no function: give one, as in explore(npx.relu)")
    grid = slider_of("x", x)
    sliders = tuple([slider_of(name, spec) for name, spec in parameters])
    check_names(engine.signature(function), derivative, sliders)
    check_size(grid, sliders, derivative)
    for slider in (grid,) + sliders:
        if slider.name in ("x", derivative):
            slider.check_float32()

    positions = all_positions(sliders)
    nothing = array("f", [math.nan] * len(grid.values))
    y_rows, slope_rows, quotient_rows, found = [], [], [], {}
    every = -(-len(positions) // LOOKED_AT)
    for number, position in enumerate(positions):
        yield number, len(positions)
        at = values_at(sliders, position)
        one = FunctionAtPosition(engine, function, derivative, at)
        values, slopes = one.at_points(grid.values)
        y_rows.append(values)
        if number % every == 0:
            one.check_repeats(grid.values, values)
        if derivative is None:
            continue
        slope_rows.append(slopes)
        if number % every == 0:
            one.check_elementwise(grid.values, values)
        if derivative == "x" or isinstance(derivative, tuple):
            wrong, quotient = one.held_against_curve(grid.values, values, slopes)
        else:
            (slider,) = (slider for slider in sliders if slider.name == derivative)
            wrong, quotient = one.held_against_neighbours(grid.values, slider)
        if any(wrong):
            quotient = array("f", quotient)
            found[position] = gradient_check.disagreement(wrong, slopes, quotient)
            quotient = array("f", [q if w else math.nan for q, w in zip(quotient, wrong)])
            quotient_rows.append(quotient)
        else:
            quotient_rows.append(nothing)
    slope_rows = None if derivative is None else slope_rows
    return Rows(grid, sliders, y_rows, slope_rows, quotient_rows if found else None, found)


def all_positions(sliders):
    """Return every position of the sliders, tuples of indices, the last slider moving fastest."""
    found = [()]
    for slider in sliders:
        found = [position + (i,) for position in found for i in range(len(slider.values))]
    return found


def values_at(sliders, position):
    """Return the value of each slider at a position, by name."""
    return {slider.name: slider.values[index] for slider, index in zip(sliders, position)}


def place_of(at):
    """Say where sliders stand, as in "at alpha = 0.4", or "" where there are none."""
    values = [
        f"{name} = {value if isinstance(value, str) else positional(value)}"
        for name, value in at.items()
    ]
    return f"at {', '.join(values)}" if values else ""


class FunctionAtPosition:
    """A function at one position of its sliders.

    Attributes
    ----------
    engine
        What computes it.
    function : callable
    derivative : str, (str, callable) or None
        The variable that it is differentiated in, or the name and the function of a derivative.
    at : dict
        The value of each parameter, by name.
    """

    def __init__(self, engine, function, derivative, at):
        self.engine = engine
        self.function = function
        self.derivative = derivative
        self.at = at

    @property
    def where(self):
        """The position in words, as in "at alpha = 0.4"."""
        return place_of(self.at) or "on the grid"

    def at_points(self, x):
        """Return the values and the slopes (or None) at these x, a number for each."""
        given = isinstance(self.derivative, tuple)
        try:
            variable = None if given else self.derivative
            values, slopes = self.engine.call(self.function, x, variable, self.at)
            if given:
                slopes = self.engine.call(self.derivative[1], x, None, self.at)[0]
        except Exception as error:
            reason = self.engine.explained(error, self.derivative, (len(x),))
            failure = ValueError(f"the function failed {self.where}: {reason}")
            raise with_cause(failure, error)  # noqa: B904
        check_finite(values, x, f"the function is {{}} {self.where}")
        if slopes is not None:
            name = self.derivative[0] if given else f"its derivative in {self.derivative}"
            check_finite(slopes, x, f"{name} is {{}} {self.where}")
        return values, slopes

    def check_repeats(self, x, values):
        """Raise if a second call gives other values."""
        if not same(self.at_points(x)[0], values):
            raise ValueError(
                f"the function differs from call to call {self.where}: it draws random numbers or "
                "remembers what it saw. Draw them once, before explore; of a layer that draws in "
                "training (nn.Dropout), show  with autograd.predict_mode(): return layer(x)"
            )

    def check_elementwise(self, x, values):
        """Raise if the value at some x depends on which others are computed beside it."""
        largest = gradient_check.size(values)
        for some in (range(1, len(x), 2), range(len(x) // 2, -1, -1)):  # half, turned round
            try:
                alone = self.at_points([x[i] for i in some])[0]
            except ValueError:
                alone = None  # it worked on the whole grid, so it counts on its size
            if alone is None or not same(alone, [values[i] for i in some], largest):
                raise ValueError(
                    f"the function is no function of one number {self.where}: its value at an x "
                    "changes with the other x beside it, as for softmax, cumsum or batch "
                    "normalisation, so its derivative is the gradient of a sum and no slope. Give "
                    "a function that treats each x by itself, or pass derivative=None"
                )

    def held_against_curve(self, x, values, slopes):
        """Say where the slopes in x are not those of the curve.

        Returns
        -------
        wrong : list of bool
            One for each point.
        quotient : list of float or None
            What the curve rises by per unit at each; None where nothing is wrong.
        """
        seen, apart = array("f", x), 1
        wrong = gradient_check.lasting(gradient_check.outside(seen, values, slopes))
        if not any(wrong):
            return wrong, None
        # The grid may be too coarse for the function: look again, more closely.
        closer = [
            x[i] + (x[i + 1] - x[i]) * (step / REFINED)
            for i in range(len(x) - 1)
            for step in range(REFINED)
        ]
        closer.append(x[-1])
        close = array("f", closer)
        if ascending(close):
            seen, apart = close, REFINED
            values, near = self.at_points(closer)
            again = gradient_check.lasting(gradient_check.outside(seen, values, near))
            wrong = [
                one and any(again[i * REFINED : (i + 1) * REFINED]) for i, one in enumerate(wrong)
            ]
        return gradient_check.at_points(seen, values, slopes, apart, wrong)

    def held_against_neighbours(self, x, slider):
        """Say where the slopes in a parameter are not those of the function around its value.

        Returns as :meth:`held_against_curve`.
        """
        here, low, high = self.at[slider.name], slider.values[0], slider.values[-1]
        step = (slider.values[1] - low) / 4
        first = min(max(here - 2 * step, low), high - 4 * step)
        places = array("f", [first + step * i for i in range(5)])
        if not ascending(places):
            return [False] * len(x), None
        rows = []
        for place in places:
            at = dict(self.at)
            at[slider.name] = place
            rows.append(
                FunctionAtPosition(self.engine, self.function, self.derivative, at).at_points(x)
            )
        middle = nearest(places, here)
        wrong, quotient = [], []
        for i in range(len(x)):
            values, slopes = [row[i] for row, _ in rows], [row[i] for _, row in rows]
            wrong.append(
                any(gradient_check.lasting(gradient_check.outside(places, values, slopes)))
            )
            left, right = gradient_check.beside_points(places, values)
            quotient.append((left[middle] + right[middle]) / 2)
        return wrong, quotient


def ascending(values):
    """Say whether each value is greater than the one before it."""
    return all(one < other for one, other in zip(values, values[1:]))


def same(found, expected, largest=None):
    """Say whether two rows of numbers differ by rounding alone."""
    if len(found) != len(expected):
        return False
    most = SAME * (gradient_check.size(expected) if largest is None else largest)
    return all(abs(one - other) <= most for one, other in zip(found, expected))


def check_finite(values, grid, message, name="x"):
    """Raise unless every value is a finite number; name the first x where one is not."""
    for value, x in zip(values, grid):
        if not math.isfinite(value):
            place = to_digits(x) if name == "x" else f"({to_digits(x[0])}, {to_digits(x[1])})"
            raise ValueError(f"{message.format(value)}, {name} = {place}")


def check_names(signature, derivative, sliders):
    """Raise unless the sliders are the function's own parameters, and all that it needs."""
    names = [slider.name for slider in sliders]
    for slider in sliders:
        if slider.name == derivative and isinstance(slider, Choice):
            raise ValueError(f"derivative={derivative!r}: one of several names has no derivative")
    if isinstance(derivative, tuple):
        if (
            len(derivative) != 2
            or not isinstance(derivative[0], str)
            or not callable(derivative[1])
        ):
            raise ValueError(
                f"derivative={derivative!r}: give its name and a function, as in "
                "derivative=('cos(x)', np.cos)"
            )
    elif derivative not in (None, "x") and derivative not in names:
        allowed = ", ".join([repr(name) for name in ["x"] + names])
        raise ValueError(f"derivative={derivative!r}: give one of {allowed}, or None")
    if signature is None:
        return  # a built-in does not tell its parameters
    try:
        signature.bind(None, **{name: None for name in names})
    except TypeError as error:
        raise ValueError(
            f"the sliders ({', '.join(names) or 'none'}) do not fit the function, which "
            f"takes {signature}: {error}"
        ) from None


def check_size(grid, sliders, derivative):
    """Raise when the curves would weigh more in the page than MAX_BYTES."""
    rows = 1
    for slider in sliders:
        rows *= len(slider.values)
    kinds = 1 if derivative is None else 2
    size = (rows * kinds + 1) * len(grid.values) * 4 * 4 // 3
    if size > MAX_BYTES:
        counts = " x ".join([f"{len(one.values)} ({one.name})" for one in sliders + (grid,)])
        raise ValueError(
            f"too much for one page: {counts} x {kinds} numbers, and x itself, weigh "
            f"{size / 1e6:.2f} MB, and at most {MAX_BYTES / 1e6:.0f} MB fit. Take larger steps or "
            "shorter ranges"
        )
