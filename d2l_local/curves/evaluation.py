"""A function and its autograd derivative, computed by MXNet for every position of every slider."""

import inspect
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from d2l_local.curves import gradient_check
from d2l_local.curves.failures import explained
from d2l_local.curves.sliders import MAX_BYTES, Slider

import numpy
from mxnet import autograd, np

REFINED = 8  # times finer is the grid on which a doubtful derivative is looked at again
LOOKED_AT = 8  # positions of the sliders, at most, at which a function is asked a second time
SAME = 1e-5  # of the largest value: two computations of one number may differ by their rounding


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
    quotient : numpy.ndarray or None
        Of the shape of ``slope``: what the curve itself rises by per unit where autograd says
        something else, and NaN elsewhere. None where there is no such place.
    disagreements : dict
        Where it does not: a :class:`d2l_local.curves.Disagreement` by the position of the sliders,
        a tuple of indices.
    """

    grid: Slider
    sliders: tuple[Slider, ...]
    y: numpy.ndarray
    slope: numpy.ndarray | None
    quotient: numpy.ndarray | None = None
    disagreements: dict = field(default_factory=dict)

    @property
    def x(self):
        """The values of x as MXNet saw them, shape (points,), float32."""
        return self.grid.values.astype("float32")


def evaluate(function, x=(-8, 8, 0.1), derivative="x", **parameters):
    """Evaluate a function and its autograd derivative for every position of every slider.

    Each derivative is held against the curve (:mod:`d2l_local.curves.gradient_check`): what does
    not fit is kept in ``disagreements``, and the curve's own derivative in ``quotient``.

    Parameters
    ----------
    function : callable
        ``function(x, **parameters)``: takes an MXNet array of shape (points,) and a number for
        each parameter, and returns an MXNet array of the same shape. With a derivative, each value
        must depend on its own x alone.
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
        A bad range, more than MAX_BYTES of curves, or a function that raises, that returns
        something else than finite numbers of the shape of x, that differs from call to call, or,
        with a derivative, is no function of one number. The message names the position of the
        sliders.
    """
    if not callable(function):
        raise ValueError(f"{function!r} is no function: give one, as in explore(npx.relu)")
    grid = Slider.from_range("x", x)
    sliders = tuple(Slider.from_range(name, spec) for name, spec in parameters.items())
    check_names(function, derivative, parameters)
    check_size(grid, sliders, derivative)
    for slider in (grid, *sliders):
        if slider.name in ("x", derivative):
            slider.check_float32()

    shape = tuple(len(slider.values) for slider in sliders)
    y = numpy.empty(shape + grid.values.shape, dtype="float32")
    slope = None if derivative is None else numpy.empty_like(y)
    quotient = None if derivative is None else numpy.empty_like(y)
    found = {}
    every = -(-math.prod(shape) // LOOKED_AT)
    for number, position in enumerate(itertools.product(*map(range, shape))):
        at = {s.name: float(s.values[i]) for s, i in zip(sliders, position, strict=True)}
        one = Evaluation(function, derivative, at)
        y[position], slopes = one(grid.values)
        if number % every == 0:
            one.check_repeats(grid.values, y[position])
        if derivative is None:
            continue
        slope[position] = slopes
        if number % every == 0:
            one.check_elementwise(grid.values, y[position])
        if derivative == "x":
            wrong, quotient[position] = one.held_against_curve(grid.values, y[position], slopes)
        else:
            (slider,) = (slider for slider in sliders if slider.name == derivative)
            wrong, quotient[position] = one.held_against_neighbours(grid.values, slider)
        if wrong.any():
            found[position] = gradient_check.disagreement(wrong, slopes, quotient[position])
        quotient[position][~wrong] = numpy.nan
    return Curves(grid, sliders, y, slope, quotient if found else None, found)


@dataclass(frozen=True)
class Evaluation:
    """A function at one position of its sliders.

    Attributes
    ----------
    function : callable
    derivative : str or None
    at : dict
        The value of each parameter, by name.
    """

    function: Callable
    derivative: str | None
    at: dict

    @property
    def where(self):
        """The position in words, as in "at alpha = 0.4"."""
        values = (
            f"{name} = {numpy.format_float_positional(value, trim='-')}"
            for name, value in self.at.items()
        )
        return f"at {', '.join(values)}" if self.at else "on the grid"

    def __call__(self, x):
        """Return the values and the slopes (or None) at these x, each of shape (points,)."""
        arguments = {"x": np.array(x, dtype="float32"), **self.at}
        variable = None
        if self.derivative is not None:
            variable = arguments[self.derivative]
            if self.derivative != "x":
                variable = np.full(x.shape, variable, dtype="float32")
                arguments[self.derivative] = variable
            variable.attach_grad()
        try:
            with autograd.record():
                y = self.function(arguments.pop("x"), **arguments)
            if not isinstance(y, np.ndarray):
                kind = f"{type(y).__module__}.{type(y).__name__}".removeprefix("builtins.")
                raise TypeError(f"it returned {kind}, not an MXNet array (mxnet.np)")
            if y.shape != x.shape:
                raise ValueError(f"it returned the shape {y.shape}; x has the shape {x.shape}")
            values, slopes = y.asnumpy(), None
            if variable is not None:
                # A layer that has another gradient in training is refused there (check_repeats).
                y.backward(train_mode=False)
                slopes = variable.grad.asnumpy()
        except Exception as error:
            reason = explained(error, self.derivative, x.shape)
            raise ValueError(f"the function failed {self.where}: {reason}") from error
        check_finite(values, x, f"the function is {{}} {self.where}")
        if slopes is not None:
            check_finite(slopes, x, f"its derivative in {self.derivative} is {{}} {self.where}")
        return values, slopes

    def check_repeats(self, x, values):
        """Raise if a second call gives other values."""
        if not same(self(x)[0], values):
            raise ValueError(
                f"the function differs from call to call {self.where}: it draws random numbers or "
                "remembers what it saw. Draw them once, before explore; of a layer that draws in "
                "training (nn.Dropout), show  with autograd.predict_mode(): return layer(x)"
            )

    def check_elementwise(self, x, values):
        """Raise if the value at some x depends on which others are computed beside it."""
        for some in (slice(1, None, 2), slice(len(x) // 2, None, -1)):  # half, turned round
            try:
                alone = self(x[some])[0]
            except ValueError:
                alone = None  # it worked on the whole grid, so it counts on its size
            if alone is None or not same(alone, values[some], numpy.abs(values).max()):
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
        wrong : numpy.ndarray
            Shape (points,), of truths.
        quotient : numpy.ndarray
            Shape (points,): what the curve rises by per unit.
        """
        seen, apart = x.astype("float32"), 1
        wrong = gradient_check.lasting(gradient_check.outside(seen, values, slopes))
        if wrong.any():
            # The grid may be too coarse for the function: look again, more closely.
            steps = numpy.arange(REFINED) / REFINED
            closer = numpy.append((x[:-1, None] + numpy.diff(x)[:, None] * steps).ravel(), x[-1])
            if (numpy.diff(closer.astype("float32")) > 0).all():
                seen, apart = closer.astype("float32"), REFINED
                values, near = self(closer)
                again = gradient_check.lasting(gradient_check.outside(seen, values, near))
                wrong &= again.reshape(-1, REFINED).any(axis=1)
        return gradient_check.at_points(seen, values, slopes, apart, wrong)

    def held_against_neighbours(self, x, slider):
        """Say where the slopes in a parameter are not those of the function around its value.

        Returns as :meth:`held_against_curve`.
        """
        here, low, high = self.at[slider.name], slider.values[0], slider.values[-1]
        step = (slider.values[1] - low) / 4
        first = min(max(here - 2 * step, low), high - 4 * step)
        places = (first + step * numpy.arange(5)).astype("float32")
        if not (numpy.diff(places) > 0).all():
            return numpy.zeros(x.shape, bool), numpy.full(x.shape, numpy.nan)
        moved = [
            Evaluation(self.function, self.derivative, {**self.at, slider.name: float(place)})(x)
            for place in places
        ]
        values, slopes = (numpy.stack(rows, axis=-1) for rows in zip(*moved, strict=True))
        wrong = gradient_check.lasting_rows(gradient_check.outside(places, values, slopes))
        left, right = gradient_check.beside_points(places, values)
        return wrong, ((left + right) / 2)[:, numpy.abs(places - here).argmin()]


def same(found, expected, largest=None):
    """Say whether two rows of numbers differ by rounding alone."""
    if found.shape != expected.shape:
        return False
    largest = numpy.abs(expected).max(initial=0) if largest is None else largest
    return bool((numpy.abs(found.astype("float64") - expected) <= SAME * largest).all())


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
    size = (rows * kinds + 1) * len(grid.values) * 4 * 4 // 3
    if size > MAX_BYTES:
        counts = " x ".join(f"{len(slider.values)} ({slider.name})" for slider in (*sliders, grid))
        raise ValueError(
            f"too much for one page: {counts} x {kinds} numbers, and x itself, weigh "
            f"{size / 1e6:.2f} MB, and at most {MAX_BYTES / 1e6:.0f} MB fit. Take larger steps or "
            "shorter ranges"
        )
