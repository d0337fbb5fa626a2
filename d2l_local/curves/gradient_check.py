"""Holds a derivative against its curve, on the numbers that are there anyway.

Between two neighbouring points, a curve rises by the mean of its slopes. So the quotient of
differences must lie within the slopes at the points around it, give or take rounding. A single
interval may fail: a jump, or a kink between two points. Where three in a row or more do, what
autograd returned is not the slope of the curve.

This finds ``np.where`` with a plain number, MXNet's SELU and parts that are paused or detached. It
does not find a fault of less than 2 % of the largest slope.
"""

from dataclasses import dataclass

import numpy

ENOUGH = 3  # intervals in a row: a jump or a kink is one, or two
SHARE = 0.02  # of the largest slope, for a first complaint
VISIBLE = 0.005  # of it, beside a place that is complained of
EPS = 8 * float(numpy.finfo("float32").eps)


@dataclass(frozen=True)
class Disagreement:
    """Where the derivative by autograd is not that of the curve, at one position of the sliders.

    Attributes
    ----------
    first, last : int
        The places on the grid between which it is wrong; the longest such stretch.
    worst : int
        The place in it where the two differ most.
    autograd, quotient : float
        The derivative there, and what the curve itself rises by per unit.
    stretches : int
        How many such stretches there are.
    """

    first: int
    last: int
    worst: int
    autograd: float
    quotient: float
    stretches: int

    @property
    def elsewhere(self):
        """What to add where this is not the only stretch."""
        return " and elsewhere" if self.stretches > 1 else ""


def quotients(x, y):
    """Return how much y rises per unit of x from each point to the next, along the last axis.

    ``x`` has the shape (points,) or that of ``y``, which is (..., points); the result has one less.
    """
    return numpy.diff(numpy.asarray(y, "float64")) / numpy.diff(numpy.asarray(x, "float64"))


def beside_points(x, y):
    """Return the quotients to the left and to the right of each point, each of the shape of y."""
    between = quotients(x, y)
    left = numpy.concatenate([between[..., :1], between], axis=-1)
    right = numpy.concatenate([between, between[..., -1:]], axis=-1)
    return left, right


def at_points(x, y, slope, apart, wrong):
    """Say at which points a slope is not that of the curve, and give the curve's own.

    Parameters
    ----------
    x, y : numpy.ndarray
        Shape ((points - 1) * apart + 1,): the curve, as closely as it is known.
    slope : numpy.ndarray
        Shape (points,).
    wrong : numpy.ndarray
        Shape (points - 1,), of truths: the intervals that :func:`outside` complains of. What is
        wrong there by much is wrong by less on both sides, and counts as far as one can see it.

    Returns
    -------
    wrong : numpy.ndarray
        Shape (points,), of truths.
    quotient : numpy.ndarray
        Shape (points,), float64.
    """
    left, right = (one[::apart] for one in beside_points(x, y))
    slack = VISIBLE * numpy.abs(slope).max()
    slack += EPS * numpy.abs(y).max() / numpy.diff(x.astype("float64")).min()
    off = (slope < numpy.minimum(left, right) - slack) | (
        slope > numpy.maximum(left, right) + slack
    )
    sure = numpy.concatenate([wrong, [False]]) | numpy.concatenate([[False], wrong])
    found = numpy.zeros_like(sure)
    for first, end in stretches(off | sure):
        found[first:end] = sure[first:end].any()
    # At a jump or a kink each side has a quotient of its own; the one that speaks for autograd.
    nearer = numpy.where(numpy.abs(left - slope) < numpy.abs(right - slope), left, right)
    return found, numpy.where(numpy.abs(left - right) <= slack, (left + right) / 2, nearer)


def outside(x, y, slope):
    """Say for each interval whether its quotient is none that the slopes around it allow.

    Parameters
    ----------
    x, y, slope : numpy.ndarray
        Shape (..., points): ascending values, and what was computed there in float32.

    Returns
    -------
    numpy.ndarray
        Shape (..., points - 1), of truths.
    """
    slope = numpy.asarray(slope, "float64")
    ends = [(0, 0)] * (slope.ndim - 1) + [(1, 1)]
    padded = numpy.pad(slope, ends, mode="edge")
    around = numpy.stack([padded[..., i : i + slope.shape[-1] - 1] for i in range(4)])
    largest = numpy.abs(slope).max(axis=-1, keepdims=True)
    height = numpy.abs(numpy.asarray(y, "float64")).max(axis=-1, keepdims=True)
    slack = SHARE * largest + EPS * height / numpy.diff(numpy.asarray(x, "float64"))
    found = quotients(x, y)
    return (found < around.min(axis=0) - slack) | (found > around.max(axis=0) + slack)


def stretches(truths):
    """Return the stretches of neighbouring truths in a row, as (first, one past the last)."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[False], truths, [False]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def lasting(truths):
    """Keep the truths of which at least ``ENOUGH`` stand in a row."""
    kept = numpy.zeros_like(truths)
    for first, end in stretches(truths):
        kept[first:end] = end - first >= ENOUGH
    return kept


def lasting_rows(truths):
    """Say of each row of truths, shape (rows, intervals), whether ``ENOUGH`` stand in a row."""
    return numpy.array([lasting(row).any() for row in truths])


def disagreement(points, slope, quotient):
    """Return the longest stretch of points at which the two derivatives differ, or None.

    Parameters
    ----------
    points : numpy.ndarray
        Shape (points,), of truths: where they differ.
    slope, quotient : numpy.ndarray
        Shape (points,): by autograd, and of the curve.
    """
    found = stretches(points)
    if not found:
        return None
    first, end = max(found, key=lambda one: one[1] - one[0])
    gap = numpy.abs(slope[first:end].astype("float64") - quotient[first:end])
    worst = first + int(gap.argmax())
    here = float(slope[worst]), float(quotient[worst])
    return Disagreement(first, end - 1, worst, *here, len(found))
