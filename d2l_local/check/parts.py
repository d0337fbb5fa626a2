"""The parts of the exercises: their names, and the data by which an answer is judged.

A part is a function that yields steps, made with NumPy when they are first needed. The steps are
data, numbers and words alone, so that the page judges with the very same ones as the notebook; what
each does stands in ``steps.py``, in ``networks.py``, or beside its exercise, under the same name.
"""

import functools
import itertools
import types
from dataclasses import dataclass
from typing import NamedTuple

from d2l_local.check.telling import progress
from d2l_local.explorer.words import written

import numpy

PARTS = {}
"""Every part by its name."""


@dataclass(frozen=True)
class Part:
    """One part of an exercise.

    Attributes
    ----------
    name, title : str
        '1a', and what it asks for.
    function : callable
        Gives the steps.
    holds : str or None
        What is told when an answer holds.
    """

    name: str
    title: str
    function: object
    holds: str | None = None

    @property
    def exercise(self):
        """The number of its exercise, as text."""
        return "".join(itertools.takewhile(str.isdigit, self.name))

    @functools.cached_property
    def data(self):
        """What :func:`d2l_local.check.judging.judge_part` needs, ready for JSON."""
        steps = {"steps": list(self.function())}
        return steps if self.holds is None else {"holds": self.holds, **steps}


def part(name, title, holds=None):
    """Register the decorated function as a part; see :class:`Part`."""

    def register(function):
        PARTS[name] = Part(name, title, function, holds)
        return function

    return register


def parts_of(exercise):
    """Return the parts of an exercise, in order."""
    return [one for one in PARTS.values() if one.exercise == str(exercise)]


def progress_of(exercise):
    """Return the sentence for which of its parts are done; see ``telling.progress``."""
    return progress(exercise, len(parts_of(exercise)))


def page_data(exercise):
    """Return all parts of an exercise for its page, ready for JSON.

    Parameters
    ----------
    exercise : int or str

    Returns
    -------
    dict
        By name, in order, the 'title' of each, the 'data' that judges it, and the sentence for the
        'progress' in the exercise.
    """
    parts = parts_of(exercise)
    if not parts:
        raise ValueError(f"there is no exercise {exercise!r}")
    told = {"progress": progress_of(exercise)}
    return {one.name: {"title": one.title, "data": one.data, **told} for one in parts}


# Steps ----------------------------------------------------------------------------------------


class Fault(NamedTuple):
    """A known wrong answer: the values it gives on the inputs of the check, and its hint."""

    values: object
    hint: str


def step(do, **options):
    """Return a step as data: arrays become numbers with a shape, and what is empty is left out."""
    options = {name: as_data(value) for name, value in options.items() if value is not None}
    return {"do": do, **options}


def as_data(value):
    """Return a value as JSON knows it, exactly."""
    if isinstance(value, numpy.ndarray):
        return {"shape": list(value.shape), "values": value.astype("float64").ravel().tolist()}
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, dict):
        return {name: as_data(one) for name, one in value.items()}
    if isinstance(value, list | tuple | types.GeneratorType):
        return [as_data(one) for one in value]
    return value


def nine_digits(array):
    """Return an array's numbers in a list, as exact as float32: whole ones are kept as they are."""
    numbers = numpy.asarray(array, dtype="float64").ravel().tolist()
    return [one if one.is_integer() else float(f"{one:.9g}") for one in numbers]


def ask(*arguments, shape=None, where=None, **hints):
    """Ask for one array; ``hint`` and ``shape_hint`` as in the step of this name."""
    return step("ask", arguments=arguments, shape=shape, where=where, **hints)


def ask_each(*arguments, shapes, where):
    """Ask for several arrays; ``shapes`` is a dict."""
    return step("ask_each", arguments=arguments, shapes=list(shapes.items()), where=where)


def compare(expected, inputs, hint, faults=(), **options):
    """Compare with what is expected; ``inputs`` are words or an array of words or numbers."""
    expected = numpy.asarray(expected, dtype="float64")
    known = ((numpy.asarray(fault.values, dtype="float64"), fault.hint) for fault in faults)
    if isinstance(inputs, numpy.ndarray):
        inputs = inputs.ravel().tolist()
    return step(
        "compare",
        expected={"shape": expected.shape, "values": nine_digits(expected)},
        inputs=inputs,
        hint=hint,
        faults=[
            (nine_digits(numpy.broadcast_to(values, expected.shape)), own)
            for values, own in known
            if numpy.isfinite(values).all()
        ],
        **options,
    )


def order(needs, strays):
    """Ask for the steps of a proof in order; both are dicts by letter."""
    needs = [(letter, *one) for letter, one in needs.items()]
    return step("order", needs=needs, strays=list(strays.items()))


# Networks -------------------------------------------------------------------------------------

WEIGHTS = ("W1", "b1", "W2", "b2")


def compare_networks(old, new, activation, weights, X, where, hint, faults, *more, atol):
    """Return the steps that ask for a network which computes the same as a given one.

    What counts is what the networks with one hidden layer compute, so any weights will do that
    compute the same on X, and any number of hidden units.

    Parameters
    ----------
    old, new : callable
        The activations before and after.
    activation : dict
        The new one as the steps know it: its name ('activation') and perhaps its 'slope'.
    weights : list of numpy.ndarray
        Of the given network: (d, h), (h,) or (1, h), (h, q), (q,) or (1, q).
    X : numpy.ndarray
        The inputs to compare on, of shape (n, d).
    where : str
        The network in words.
    hint : str
        What is told when no known fault fits.
    faults : sequence of (callable, str)
        Known wrong conversions, which take W1, b1, W2, b2 and what ``more`` holds, as the answer
        does, each with its hint.
    """
    (d, h), q = weights[0].shape, weights[2].shape[1]
    where = f"for d = {d}, h = {h}, q = {q}{where}"
    rows = [f"at x = ({', '.join(map(written, row))})" for row in X]
    return [
        ask_each(*weights, *more, shapes=dict.fromkeys(WEIGHTS), where=where),
        step(
            "apply_network",
            X=X,
            of=WEIGHTS,
            **activation,
            seen=f"Your arrays have the shapes {{shapes}} {where}: they make no network of {d} "
            f"input(s) and {q} output(s).",
            hint="With h units W1 is (d, h), b1 (h,), W2 (h, q) and b2 (q,). If you sum: over "
            "which axis?",
        ),
        compare(
            outputs_of(old, X, *weights),
            [row for row in rows for _ in range(q)],
            hint,
            [Fault(outputs_of(new, X, *wrong(*weights, *more)), told) for wrong, told in faults],
            atol=atol,
            signs=[
                {
                    "signs": [("is shifted", atol)],
                    "hint": "The error is the same for every input. It sits in the last bias.",
                }
            ],
            seen=f"It fails {where}: {{input}} your network computes {{value}}, and the given one "
            "something else.",
        ),
    ]


def outputs_of(activation, X, W1, b1, W2, b2):
    """Return the outputs of a network with one hidden layer, of shape (n, q)."""
    return activation(X @ W1 + b1) @ W2 + b2
