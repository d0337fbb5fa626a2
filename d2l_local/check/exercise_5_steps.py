"""Steps for exercise 5 alone: batches, guesses, and which remedy mends what.

Runs in the page, on MicroPython, too.
"""

import math

from d2l_local.check.asking import Unanswered, Values, Wrong, numbers, several
from d2l_local.check.comparing import agree, sign
from d2l_local.check.steps import judging_step
from d2l_local.explorer.words import written


@judging_step
def normalise(answered, epsilon, keep):
    """Normalise the last result as a batch, of which the first number is left.

    The batch stays under the name ``keep``.
    """
    answered.results[keep] = answered.results[""]
    batch = answered.results[""].flat
    mean = sum(batch) / len(batch)
    variance = sum([(one - mean) * (one - mean) for one in batch]) / len(batch)
    answered.results[""] = Values((), [(batch[0] - mean) / math.sqrt(variance + epsilon)])


@sign("misses")
def misses(values, expected, at, wanted, atol):
    """Say whether the number at this place is not the wanted one."""
    return abs(values.flat[at] - wanted) > atol


@sign("is constant")
def is_constant(values, expected):
    return max(values.flat) == min(values.flat)


@sign("is narrow")
def is_narrow(values, expected):
    """Say whether all but the first lie closer together than they lie to it."""
    others = values.flat[1:]
    return max(others) - min(others) <= 1e-3 * abs(others[0] - values.flat[0])


@sign("goes beyond")
def goes_beyond(values, expected, limit):
    return max(map(abs, values.flat)) > limit


@sign("does not sum to")
def does_not_sum_to(values, expected, wanted):
    return not agree(sum(values.flat), wanted)


@judging_step
def take_list(answered, names):
    """Take an answer that is a list of numbers, and keep each under its name."""
    (answer,) = answered.answer
    if any(one is None for one in several(answer)):
        raise Unanswered
    for name, one in zip(names, numbers(answer, (len(names),)).flat):
        answered.results[name] = Values((), [one])


@judging_step
def take_guesses(answered, measured, near, exact):
    """Judge a dict of guesses at accuracies that were measured.

    Parameters
    ----------
    measured : list of (str, float, str)
        The name of each, what was measured, and a hint.
    near : float
        How far a guess may be from it.
    exact : str
        The name of the one that can be known without measuring.
    """
    (answer,) = answered.answer
    if any(one is None for one in several(answer)):
        raise Unanswered
    names = [name for name, _, _ in measured]
    if not isinstance(answer, dict) or set(answer) != set(names):
        raise Wrong(
            "This is not the dictionary with its five names.",
            "Keep the five names and replace each None by a number.",
        )
    guess = {name: numbers(answer[name], (), f"for {name!r}").flat[0] for name in names}
    off = {}
    for name, right, _ in measured:
        one = guess[name]
        if not 0 <= one <= 1:
            raise Wrong(f"{written(one)} for {name!r} is no accuracy.", "A share lies from 0 to 1.")
        off[name] = abs(one - right)
    for name, _, hint in measured:
        if name == exact and off[name] > 1e-4:
            seen = f"Not {written(guess[name])} for {name!r}. This one can be known exactly."
            raise Wrong(seen, hint)
    if max(off.values()) <= near + 1e-9:
        return f"Each is within {near} of what is measured below."
    high = min([guess[name] for name, right, _ in measured if right > 0.5])
    low = max([guess[name] for name, right, _ in measured if right <= 0.5])
    if high >= 2 * low:
        return "The right order: these two work and those three do not. The picture has the values."
    name, right, hint = max(measured, key=lambda one: off[one[0]])
    side = "low" if guess[name] < right else "high"
    raise Wrong(f"{written(guess[name])} for {name!r} is far too {side}.", hint)


@judging_step
def choose_letters(answered, choices, letters):
    """Judge a dict that gives some of the letters to each number.

    ``choices`` has the number, its right letters and a hint for each.
    """
    (answer,) = answered.answer
    if any(one is None for one in several(answer)):
        raise Unanswered
    if not isinstance(answer, dict) or set(answer) != {number for number, _, _ in choices}:
        raise Wrong(
            "This is not the dictionary with its numbers 1 to 4.",
            "Keep the numbers, and replace each None by letters from a to e, as in 'bd'.",
        )
    for number, right, hint in choices:
        if not isinstance(answer[number], (str, list, tuple, set)):
            raise Wrong(f"There is {answer[number]} for {number}, no text.", "As in 'bd'.")
        named = {str(one).strip().lower() for one in answer[number]} - {"", ","}
        if not named <= set(letters):
            raise Wrong(f"There is {sorted(named)} for {number}.", "The troubles are a to e.")
        if named - set(right):
            raise Wrong(f"For remedy {number} you name too much.", hint)
        if set(right) - named:
            raise Wrong(f"For remedy {number} you name too little.", hint)
    return "All four hold."
