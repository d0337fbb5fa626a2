"""MXNet as what computes the curves, and the curves as NumPy arrays.

``signature``, ``takes``, ``call``, ``call_plane``, ``tell`` and ``explained`` are what an engine is
asked for.
"""

import inspect
import sys
from array import array
from functools import cached_property

from d2l_local.curves import evaluation
from d2l_local.curves.failures import check_returned, explained
from d2l_local.curves.sliders import USUAL_X

import numpy
from mxnet import autograd, np

__all__ = [
    "Curves",
    "call",
    "call_plane",
    "evaluate",
    "explained",
    "signature",
    "slope_at",
    "takes",
    "tell",
]


class Curves(evaluation.Rows):
    """A function and its derivative, computed by MXNet in float32.

    Attributes
    ----------
    grid, sliders, disagreements
        As in :class:`d2l_local.curves.evaluation.Rows`, which also says what its rows are.
    """

    @classmethod
    def from_rows(cls, rows):
        """Return rows as these curves."""
        parts = rows.y_rows, rows.slope_rows, rows.quotient_rows
        return cls(rows.grid, rows.sliders, *parts, rows.disagreements)

    @cached_property
    def x(self):
        """The values of x as MXNet saw them, shape (points,), float32."""
        return numpy.array(self.x_row, "float32")

    @cached_property
    def y(self):
        """The values, shape (positions of the first slider, of the second, ..., points)."""
        return self.table(self.y_rows)

    @cached_property
    def slope(self):
        """The derivative by autograd, of the shape of y; None when none was asked for."""
        return self.table(self.slope_rows)

    @cached_property
    def quotient(self):
        """What the curve itself rises by per unit where autograd says something else, or None.

        Of the shape of y, NaN where autograd is right; None where it always is.
        """
        return self.table(self.quotient_rows)

    def table(self, rows):
        """Return rows as one array, float32."""
        if rows is None:
            return None
        shape = [len(slider.values) for slider in (*self.sliders, self.grid)]
        return numpy.array(rows, "float32").reshape(shape)


def evaluate(function, x=USUAL_X, derivative="x", **parameters):
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
    derivative : str, (str, callable) or None
        The variable of the derivative: "x", the name of a parameter, or None for no derivative. Or
        its name and a function that gives it, which is called as ``function`` is.
        A parameter that is differentiated reaches the function as an MXNet array of shape
        (points,), a copy for each point, so that the derivative is one number a point.
    **parameters : (low, high, step) or list of str
        The sliders; a function gets one of the names of a list.

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
    engine = sys.modules[__name__]
    rows = evaluation.evaluate(engine, function, x, derivative, parameters.items())
    return Curves.from_rows(rows)


def signature(function):
    """Return the parameters of a function, or None: a built-in does not tell them."""
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def takes(function, at, *values):
    """Return those of the names in ``at`` that a function has as parameters."""
    known = signature(function)
    return [name for name in at if known is not None and name in known.parameters]


def tell(function, at):
    """Return what a function says of the values of the sliders, by name."""
    return function(**at)


def call(function, x, derivative, at):
    """Return the values and the slopes (or None) of a function, each an array of float32.

    Parameters
    ----------
    function : callable
    x : list of float
    derivative : str or None
        "x", or the name of a parameter.
    at : dict
        The value of each parameter, by name.
    """
    x, at, variable = np.array(x, dtype="float32"), dict(at), None
    if derivative is not None:
        if derivative == "x":
            variable = x
        else:
            variable = at[derivative] = np.full(x.shape, at[derivative], dtype="float32")
        variable.attach_grad()
    with autograd.record():
        y = function(x, **at)
    check_returned(y, np.ndarray, x.shape)
    if variable is None:
        return floats(y), None
    # A layer that has another gradient in training is refused (FunctionAtPosition.check_repeats).
    y.backward(train_mode=False)
    return floats(y), floats(variable.grad)


def call_plane(function, points, at):
    """Return what a function gives at points of a plane.

    Parameters
    ----------
    function : callable
    points : list of (float, float)
    at : dict
        The value of each parameter, by name.

    Returns
    -------
    columns : list of array
        Of float32, a number for each point.
    shape : tuple of int
        That of the returned array.
    """
    y = function(np.array(points, dtype="float32"), **at)
    if not isinstance(y, np.ndarray):
        check_returned(y, np.ndarray, None)
    values = y.asnumpy().astype("float32").reshape(y.shape[0] if y.shape else 1, -1)
    return [array("f", column.tobytes()) for column in values.T.copy()], y.shape


def floats(values):
    """Return an MXNet array of shape (points,) as Python's own array of float32."""
    return array("f", values.asnumpy().astype("float32").tobytes())


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
