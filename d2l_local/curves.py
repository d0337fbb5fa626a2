"""A function and its autograd derivative on a grid, for every position of every slider.

Plain arrays, no display: :mod:`d2l_local.explorer` shows them.
"""

import inspect
import itertools
import math
from dataclasses import dataclass

import numpy
from mxnet import autograd, np

MAX_BYTES = 1_000_000
"""The most that the curves of one explorer may weigh as base64 text, before compression."""


@dataclass(frozen=True)
class Slider:
    """A row of evenly spaced values that a reader steps through.

    Attributes
    ----------
    name : str
        The keyword that the function takes.
    values : numpy.ndarray
        Shape (positions,), float64, ascending.
    """

    name: str
    values: numpy.ndarray

    @classmethod
    def from_range(cls, name, spec):
        """Make a slider from ``(low, high, step)``, both ends included.

        Raises
        ------
        ValueError
            Not three finite numbers, an empty range, or a step that is not positive.
        """
        try:
            low, high, step = (float(number) for number in spec)
        except (TypeError, ValueError):
            raise ValueError(f"{name}={spec!r}: give (low, high, step), three numbers") from None
        if not all(map(math.isfinite, (low, high, step))):
            raise ValueError(f"{name}={spec!r}: low, high and step must be finite")
        if step <= 0:
            raise ValueError(f"{name}={spec!r}: the step must be positive")
        if high <= low:
            raise ValueError(f"{name}={spec!r}: high must be greater than low")
        if (high - low) / step > MAX_BYTES:
            raise ValueError(f"{name}={spec!r}: too many steps for one page, take larger ones")
        count = math.floor((high - low) / step + 1e-9) + 1
        if count < 2:
            raise ValueError(f"{name}={spec!r}: the step is longer than the range")
        # Rounded to the digits of its ends and step, so that 0.15 is 0.15 and zero is zero.
        values = numpy.round(low + step * numpy.arange(count), decimals(low, step)) + 0.0
        return cls(name, values)

    @property
    def step(self):
        """The distance between two positions."""
        first, second = self.values[:2]
        return float(numpy.round(second - first, decimals(first, second)))

    def nearest(self, value):
        """Return the position (an index) whose value is nearest to ``value``."""
        return int(numpy.argmin(numpy.abs(self.values - value)))


def decimals(*numbers):
    """Return how many decimals the shortest way of writing the numbers needs."""
    texts = (numpy.format_float_positional(number, trim="-") for number in numbers)
    return max(len(text.partition(".")[2]) for text in texts)


@dataclass(frozen=True)
class Curves:
    """A function and its derivative, computed by MXNet in float32.

    Attributes
    ----------
    grid : Slider
        The values of x.
    sliders : tuple of Slider
        One for each parameter; empty for a function of x alone.
    y, slope : numpy.ndarray
        Shape (positions of the first slider, positions of the second, ..., points).
        ``slope`` is None when no derivative was asked for.
    """

    grid: Slider
    sliders: tuple[Slider, ...]
    y: numpy.ndarray
    slope: numpy.ndarray | None

    @property
    def x(self):
        """The values of x as MXNet saw them, shape (points,), float32."""
        return self.grid.values.astype("float32")


def evaluate(function, x=(-8, 8, 0.1), derivative="x", **parameters):
    """Evaluate a function and its autograd derivative for every position of every slider.

    Parameters
    ----------
    function : callable
        ``function(x, **parameters)``: takes an MXNet array of shape (points,) and a number for
        each parameter, and returns an MXNet array of the same shape.
    x : (low, high, step)
        The grid.
    derivative : str or None
        The variable of the derivative: "x", the name of a parameter, or None for no derivative.
        A parameter that is differentiated reaches the function as an MXNet array of shape
        (points,), a copy for each point, so that the derivative is one number a point.
    **parameters : (low, high, step)
        The sliders.

    Returns
    -------
    Curves

    Raises
    ------
    ValueError
        A bad range, more than MAX_BYTES of curves, or a function that raises, or returns
        something else than finite numbers of the shape of x. The message names the position of
        the sliders.
    """
    grid = Slider.from_range("x", x)
    sliders = tuple(Slider.from_range(name, spec) for name, spec in parameters.items())
    check_names(function, derivative, parameters)
    check_size(grid, sliders, derivative)

    shape = tuple(len(slider.values) for slider in sliders) + grid.values.shape
    y = numpy.empty(shape, dtype="float32")
    slope = None if derivative is None else numpy.empty(shape, dtype="float32")
    for position in itertools.product(*(range(len(slider.values)) for slider in sliders)):
        at = {s.name: float(s.values[i]) for s, i in zip(sliders, position, strict=True)}
        values, slopes = evaluate_once(function, grid.values, derivative, at)
        y[position] = values
        if slope is not None:
            slope[position] = slopes
    return Curves(grid, sliders, y, slope)


def slope_at(function, x):
    """Return the derivative that autograd gives at one number, as a float.

    Parameters
    ----------
    function : callable
        Takes and returns an MXNet array of shape (1,).
    x : float
        Where; rounded to float32.
    """
    point = np.array([x], dtype="float32")
    point.attach_grad()
    with autograd.record():
        y = function(point)
    y.backward()
    return float(point.grad[0])


def evaluate_once(function, grid, derivative, at):
    """Return the values and the slopes (or None) of the function at one slider position."""
    arguments = {"x": np.array(grid, dtype="float32"), **at}
    if derivative is not None:
        variable = arguments[derivative]
        if derivative != "x":
            variable = arguments[derivative] = np.full(grid.shape, variable, dtype="float32")
        variable.attach_grad()
    where = "".join(f", {name} = {value:g}" for name, value in at.items())
    where = f"at {where[2:]}" if where else "on the grid"
    try:
        with autograd.record():
            y = function(arguments.pop("x"), **arguments)
        if not isinstance(y, np.ndarray):
            raise TypeError(f"it returned {type(y).__name__}, not an MXNet array (mxnet.np)")
        if y.shape != grid.shape:
            raise ValueError(f"it returned the shape {y.shape}; x has the shape {grid.shape}")
        values = y.asnumpy()
        if derivative is not None:
            y.backward()
            slopes = variable.grad.asnumpy()
    except Exception as error:
        hint = ""
        if "computational graph" in str(error):
            hint = f" (autograd records no step from {derivative} to the result: "
            hint += "pass derivative=None)"
        lines = str(error).strip().splitlines() or [""]
        # MXNet's own errors begin with a trace of its C++ core and end with the reason.
        reason = lines[-1] if lines[0].startswith("Traceback") else lines[0]
        raise ValueError(
            f"the function failed {where}: {type(error).__name__}: {reason}{hint}"
        ) from error
    check_finite(values, grid, f"the function is {{}} {where}")
    if derivative is None:
        return values, None
    check_finite(slopes, grid, f"its derivative in {derivative} is {{}} {where}")
    return values, slopes


def check_finite(values, grid, message):
    """Raise unless every value is a finite number; name the first x where one is not."""
    bad = numpy.flatnonzero(~numpy.isfinite(values))
    if len(bad):
        raise ValueError(f"{message.format(values[bad[0]])}, x = {grid[bad[0]]:g}")


def check_names(function, derivative, parameters):
    """Raise unless the sliders are the function's own parameters, and all that it needs."""
    if derivative not in (None, "x", *parameters):
        allowed = ", ".join(repr(name) for name in ("x", *parameters))
        raise ValueError(f"derivative={derivative!r}: give one of {allowed}, or None")
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return  # a built-in does not tell its parameters
    try:
        signature.bind(None, **parameters)
    except TypeError as error:
        raise ValueError(
            f"the sliders ({', '.join(parameters) or 'none'}) do not fit the function, which "
            f"takes {signature}: {error}"
        ) from None


def check_size(grid, sliders, derivative):
    """Raise when the curves would weigh more in the page than MAX_BYTES."""
    rows = math.prod(len(slider.values) for slider in sliders)
    kinds = 1 if derivative is None else 2
    size = rows * len(grid.values) * kinds * 4 * 4 // 3
    if size > MAX_BYTES:
        counts = " x ".join(f"{len(slider.values)} ({slider.name})" for slider in (*sliders, grid))
        raise ValueError(
            f"too much for one page: {counts} x {kinds} numbers weigh {size / 1e6:.1f} MB, and "
            f"at most {MAX_BYTES / 1e6:.0f} MB fit. Take larger steps or shorter ranges"
        )
