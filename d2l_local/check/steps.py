"""The steps by which an answer is judged. Runs in the page, on MicroPython, too.

A step is a function of an answer on its way, and of what the part says of it: it asks, refuses or
compares. One that serves a single exercise stands beside that, as in ``exercise_2_steps.py``.
"""

import math

from d2l_local.check import asking
from d2l_local.check.asking import Values, Wrong, numbers
from d2l_local.check.comparing import ATOL, RTOL, agree, filled, hint_for, index_of, shows
from d2l_local.explorer.words import written

STEPS = {}
"""Every step by its name."""


def judging_step(function):
    """Register the decorated function as a step, under its name.

    It takes an :class:`Answered` and, by name, what the part says. What it returns, if anything, is
    what a right answer is told.
    """
    STEPS[function.__name__] = function
    return function


class Answered:
    """An answer on its way through the steps of its part.

    Attributes
    ----------
    answer : tuple
        What was handed to ``check``.
    prepare : callable
        Makes an array, as the answer gets it, of its numbers row by row and its shape.
    results : dict
        What the answer has given so far, by name; under '' what was asked for or computed last.
    """

    def __init__(self, answer, prepare):
        self.answer, self.prepare, self.results = answer, prepare, {}

    def given(self, argument):
        """Return an argument as the answer gets it, each time afresh."""
        if isinstance(argument, dict):
            return self.prepare(argument["values"], tuple(argument["shape"]))
        if isinstance(argument, list):
            return [self.given(one) for one in argument]
        return argument


# Asking ---------------------------------------------------------------------------------------


@judging_step
def ask(answered, arguments, shape=None, where="", hint=None, shape_hint=None):
    """Ask for one array.

    ``hint`` is told in place of any other if that fails, ``shape_hint`` if its shape is another.
    """
    (function,) = answered.answer
    given = answered.given(arguments)
    try:
        answered.results[""] = asking.array_from(
            function, *given, shape=shape, where=where, hint=shape_hint
        )
        return
    except Wrong as wrong:
        failed = wrong
    raise Wrong(failed.seen, hint or failed.hint, failed.may_hold_elsewhere)


@judging_step
def ask_many(answered, inputs, words):
    """Ask for one number on each of several inputs, each with its words."""
    flat = []
    for arguments, where in zip(inputs, words):
        ask(answered, arguments, [], f"for {where}")
        flat += answered.results[""].flat
    answered.results[""] = Values((len(flat),), flat)


@judging_step
def ask_each(answered, arguments, shapes, where=""):
    """Ask for several arrays, named in ``shapes``."""
    (function,) = answered.answer
    each = asking.arrays_from(function, *answered.given(arguments), shapes=shapes, where=where)
    for (name, _), values in zip(shapes, each):
        answered.results[name] = values


@judging_step
def take_number(answered, right, below, above, hint, faults):
    """Judge an answer that is one number, which may be so far below or above the right one.

    ``faults`` has pairs of a number and its hint.
    """
    (answer,) = answered.answer
    (value,) = numbers(answer, ()).flat
    allowed = below if value < right else above
    if abs(value - right) > allowed:
        known = [own for wrong, own in faults if abs(value - wrong) <= allowed]
        raise Wrong(f"It fails. Your number is {written(value)}.", (known or [hint])[0])


# Comparing ------------------------------------------------------------------------------------


@judging_step
def refuse(answered, signs, seen, hint, of="", expected=(), faults=()):
    """Say that the answer is wrong if its values show all of the signs."""
    values = answered.results[of]
    if shows(values, signs):
        raise Wrong(filled(seen, values), hint_for(values.flat, expected, hint, faults))


@judging_step
def compare(
    answered,
    expected,
    inputs,
    hint,
    faults=(),
    of="",
    name="x",
    rtol=RTOL,
    atol=ATOL,
    signs=(),
    seen="It fails. {input} your answer is {value}.",
    first=False,
):
    """Say that the answer is wrong unless its values agree with the expected ones.

    Parameters
    ----------
    expected : dict
        'shape' and 'values'.
    inputs : str, list of str or list of float
        Says where it failed: words for the whole, such as 'In W for d = 5', which the index of
        the entry follows; or words or a number for each entry.
    hint : str
        What is told when no known fault and no sign fits.
    faults : list of (list of float, str)
        Known wrong answers, each with its hint.
    of : str
        Whose values are meant.
    name : str
        What the numbers in ``inputs`` are.
    signs : list of dict
        Each with its 'signs', its 'hint' and perhaps whose values are meant ('of').
    seen : str
        What is told, with the fields of :func:`filled` and {input}.
    first : bool
        Tell of the first place where it fails, not of the worst.
    """
    values, right = answered.results[of], expected["values"]
    off = [
        -1 if agree(one, wanted, rtol, atol) else 1 if first else distance(one, wanted)
        for one, wanted in zip(values.flat, right)
    ]
    worst = max(off)
    if worst < 0:
        return
    # The first that is about as far off as the worst: the last digits do not choose.
    at = [one >= 0.9999 * worst for one in off].index(True)
    values = Values(expected["shape"], values.flat)
    if isinstance(inputs, str):
        index = list(index_of(at, values.shape))
        place = inputs + (f", at {index}," if index else "")
    else:
        one = inputs[at]
        place = one if isinstance(one, str) else f"At {name} = {written(one)}"
    told = hint
    for sign in reversed(signs):
        if shows(answered.results[sign.get("of", of)], sign["signs"], right):
            told = sign["hint"]
    told = hint_for(values.flat, right, told, faults, rtol, atol)
    raise Wrong(filled(seen, values, at, input=place), told, may_hold_elsewhere=told == hint)


def distance(one, wanted):
    """Return how far a number is from the wanted one; what is no number is infinitely far."""
    off = abs(one - wanted)
    return off if off < math.inf else math.inf


# The order of a proof -------------------------------------------------------------------------


@judging_step
def order(answered, needs, strays):
    """Judge the steps of a proof: each must come after those that it needs.

    Parameters
    ----------
    needs : list of (str, str, str)
        The letter of each step, the letters that it rests on, and the hint for one who puts it
        before them.
    strays : list of (str, str)
        The letters of steps that do not belong to the proof, each with its hint.
    """
    (answer,) = answered.answer
    if isinstance(answer, str):
        answer = [one for one in answer if one.isalpha() or one.isdigit()]
    if not isinstance(answer, (tuple, list)) or not all(isinstance(one, str) for one in answer):
        raise Wrong(
            f"This is {type(answer).__name__}, not a list of letters.",
            "Write the letters of the steps in a list, each in quotes, from first to last.",
        )
    strays = dict(strays)
    needs = {letter: (before, hint) for letter, before, hint in needs}
    letters = [one.strip().upper() for one in answer]
    for place, letter in enumerate(letters):
        if letter in strays:
            raise Wrong(f"Step {letter} is among yours.", strays[letter])
        if letter not in needs:
            raise Wrong(f"There is no step {letter!r}.", "Look at the letters in the list above.")
        if letter in letters[:place]:
            raise Wrong(f"Step {letter} stands there twice.", "Once a thing is shown, it stays so.")
        before, hint = needs[letter]
        if not set(before) <= set(letters[:place]):
            raise Wrong(
                f"At place {place + 1}, step {letter} uses what is not shown before it.", hint
            )
    if len(letters) < len(needs):
        raise Wrong(
            f"So far it holds, with {len(letters)} steps; the claim is not reached yet.",
            "Which step joins on to the last one of yours?"
            if letters
            else "Which rests on no other?",
        )
    return "Each of your steps rests on what stands before it."
