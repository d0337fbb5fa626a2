"""What every part of an exercise shares: asking an answer for values, comparing, and telling."""

import html
import itertools
from dataclasses import dataclass

from d2l_local import palette

import numpy
from mxnet import np

PARTS = {}
"""Every part by its name."""

RAISED = "It raised"

_done = set()
"""The parts answered rightly since the kernel started."""


class Unanswered(Exception):
    """The reader has not answered yet."""


class Wrong(Exception):
    """The answer does not hold: what was seen, and a hint that leads on.

    Parameters
    ----------
    seen : str
        What the answer did, and on which input. Never what it should have done.
    hint : str
        Where to look next.
    """

    def __init__(self, seen, hint):
        super().__init__(seen)
        self.seen, self.hint = seen, hint


@dataclass(frozen=True)
class Part:
    """One part of an exercise: its name ('1a'), what it asks for, and who judges it."""

    name: str
    title: str
    judge: object


def part(name, title):
    """Register the decorated function as the judge of a part.

    It takes the reader's answer and raises :class:`Wrong` or :class:`Unanswered`; if it returns,
    the answer holds. What it returns, if anything, is told to the reader: what was tried.
    """

    def register(function):
        PARTS[name] = Part(name, title, function)
        return function

    return register


@dataclass(frozen=True)
class Fault:
    """A known wrong answer: the values it gives on the inputs of the check, and its hint."""

    values: object
    hint: str


def judge(part, answer):
    """Return the verdict on an answer; never raises for what the answer does.

    The answer is asked with MXNet arrays first and, if it fails on those, with NumPy arrays, so
    that it may be written with either.
    """
    verdict = judge_with(part, answer, as_mxnet)
    if verdict.state == "wrong":
        second = judge_with(part, answer, copied)
        if second.state == "right" or not second.seen.startswith(RAISED):
            verdict = second
    if verdict.state == "right":
        _done.add(part.name)
    else:
        _done.discard(part.name)
    return verdict


def judge_with(part, answer, prepare):
    """Return the verdict when arrays reach the answer as ``prepare`` makes them."""
    try:
        if any(one is None for one in answer) or not answer:
            raise Unanswered
        tried = part.judge(*(prepared(one, prepare) if callable(one) else one for one in answer))
    except Unanswered:
        return Verdict(part, "open", "Not answered yet.", "Replace None, then run the cell again.")
    except Wrong as wrong:
        return Verdict(part, "wrong", wrong.seen, wrong.hint)
    except Exception as error:  # an answer of a kind that nobody thought of
        return Verdict(part, "wrong", told(error), "Run your answer by itself on one input first.")
    return Verdict(part, "right", tried or "Your answer holds on every input tried.", "")


def forget_progress():
    """Forget which parts are done."""
    _done.clear()


def told(error):
    """Return an error in one line, without its traceback."""
    lines = [line for line in str(error).strip().splitlines() if line.strip()]
    return f"{RAISED} {type(error).__name__}" + (f": {lines[-1].strip()}" if lines else ".")


# Asking an answer for values ------------------------------------------------------------------


def ask(function, *arguments, shape=None, where=""):
    """Return what the reader's function gives, as a NumPy array of float64.

    Arrays among the arguments reach it as MXNet arrays in float32; see :func:`judge`.

    Parameters
    ----------
    function : callable
    *arguments
        NumPy arrays, numbers, or lists of arrays.
    shape : tuple, optional
        What the result must have; a number passes as shape ().
    where : str
        The input in words, for what is told.

    Raises
    ------
    Unanswered
        It returned None.
    Wrong
        It is no function, raises, or returns no finite numbers of that shape.
    """
    return numbers(call(function, *arguments, where=where), shape, where)


def ask_each(function, *arguments, shapes, where=""):
    """Return the several arrays that the reader's function gives, in a list; see :func:`ask`.

    Parameters
    ----------
    shapes : dict
        The shape of each by its name, in their order.
    """
    results = call(function, *arguments, where=where)
    asked = ", ".join(shapes)
    if not isinstance(results, tuple | list) or len(results) != len(shapes):
        raise Wrong(
            f"It gives {count(results)} {where}; asked for are {len(shapes)}: {asked}.",
            f"Let the function end with return {asked}.",
        )
    return [
        numbers(
            result,
            shape,
            f"for {name} {where}".strip(),
            "Write down the shape of each factor: which axis meets which?",
        )
        for result, (name, shape) in zip(results, shapes.items(), strict=True)
    ]


def count(results):
    """Say in words how many results these are."""
    many = isinstance(results, tuple | list)
    return f"{len(results)} results" if many else f"one {type(results).__name__}"


def call(function, *arguments, where=""):
    """Return what the reader's function gives, as it is; see :func:`ask`."""
    if not callable(function):
        raise Wrong(
            f"This is {type(function).__name__}, not a function.",
            "Pass the function itself, by its name and without parentheses.",
        )
    try:
        result = function(*arguments)
        wait(result)
    except Exception as error:
        raise Wrong(
            f"{told(error)}{' ' + where if where else ''}",
            "Try your function by itself on that input. Arrays of MXNet and of NumPy do not mix: "
            "use one of the two throughout.",
        ) from error
    if result is None or (isinstance(result, tuple | list) and any(r is None for r in result)):
        raise Unanswered
    return result


def as_mxnet(argument):
    """Return a fresh MXNet array in float32 for a NumPy array; lists are converted inside."""
    if isinstance(argument, numpy.ndarray):
        return np.array(argument, dtype="float32")
    if isinstance(argument, list):
        return [as_mxnet(one) for one in argument]
    return argument


def copied(argument):
    """Return a copy, so that an answer that writes into its input harms nothing."""
    if isinstance(argument, numpy.ndarray):
        return argument.copy()
    if isinstance(argument, list):
        return [copied(one) for one in argument]
    return argument


def prepared(function, prepare):
    """Return a function that hands its arguments on as ``prepare`` makes them."""

    def hand_on(*arguments):
        return function(*(prepare(one) for one in arguments))

    return hand_on


def wait(result):
    """Make MXNet compute now, so that its error comes here."""
    for one in result if isinstance(result, tuple | list) else (result,):
        if isinstance(one, np.ndarray):
            one.wait_to_read()


ELEMENTWISE = "Work elementwise, or look at which axis you sum over."


def numbers(result, shape=None, where="", hint=ELEMENTWISE):
    """Return a result as finite float64 numbers, or say what else it is."""
    where = f" {where}" if where else ""
    try:
        values = numpy.asarray(unpacked(result), dtype="float64")
    except (TypeError, ValueError):
        raise Wrong(
            f"It gives {type(result).__name__}{where}, not numbers.",
            "Return a number or an array of numbers.",
        ) from None
    if shape is not None and values.shape != tuple(shape):
        if values.size == 1 and numpy.prod(shape, dtype=int) == 1:
            values = values.reshape(shape)
        else:
            raise Wrong(
                f"It gives the shape {values.shape}{where}; asked for is {tuple(shape)}.",
                hint,
            )
    if not numpy.isfinite(values).all():
        raise Wrong(
            f"It gives {values[~numpy.isfinite(values)][0]}{where}.",
            "Look for an overflow, a division by zero, or the difference of two large numbers. "
            "exp(-|x|) never overflows.",
        )
    return values


def unpacked(result):
    """Return a result with its MXNet arrays as NumPy arrays, inside lists and tuples too."""
    if isinstance(result, np.ndarray):
        return result.asnumpy()
    if isinstance(result, list | tuple):
        return [unpacked(one) for one in result]
    if isinstance(result, str):
        raise TypeError("a text is no number")
    return result


# Comparing ------------------------------------------------------------------------------------


def agree(values, expected, rtol=2e-3, atol=1e-5):
    """Say elementwise whether values agree within float32 and no more: 1 % off is off."""
    return numpy.abs(values - expected) <= atol + rtol * numpy.abs(expected)


def compare(values, expected, inputs, hint, faults=(), name="x", rtol=2e-3, atol=1e-5):
    """Raise :class:`Wrong` unless the values agree with the expected ones.

    Parameters
    ----------
    values, expected : numpy.ndarray
        One shape.
    inputs : numpy.ndarray or str
        Of the same shape, says in the message where it failed; or words such as 'In W for d = 5',
        which the index of the entry follows.
    hint : str
        What is told when no known fault fits.
    faults : sequence of Fault
        Known wrong answers; the first whose values agree with the given ones gives the hint.
    """
    good = agree(values, expected, rtol, atol)
    if good.all():
        return
    worst = numpy.unravel_index(
        numpy.argmax(numpy.where(good, -1, numpy.abs(values - expected))), good.shape
    )
    if isinstance(inputs, str):
        place = inputs + (f", at {[int(one) for one in worst]}," if worst else "")
    else:
        place = f"At {name} = {plain(inputs[worst])}"
    seen = f"{place} your answer is {plain(values[worst])}."
    raise Wrong(f"It fails. {seen}", hint_for(values, expected, hint, faults, rtol, atol))


def hint_for(values, expected, hint, faults, rtol=2e-3, atol=1e-5):
    """Return the hint of the first fault that gives these values, else the general one."""
    for fault in faults:
        wrong = numpy.broadcast_to(numpy.asarray(fault.values, dtype="float64"), values.shape)
        apart = ~agree(wrong, expected, rtol, atol)
        if apart.any() and agree(values, wrong, 2 * rtol, 2 * atol).all():
            return fault.hint
    return hint


def plain(value):
    """Write a number for a reader: four digits, no -0, no np.float64(...)."""
    return f"{float(value) + 0.0:.4g}".replace("-", "−")


# A proof in pieces ----------------------------------------------------------------------------


def in_order(answer, needs, strays=()):
    """Raise :class:`Wrong` unless the steps of a proof stand in an order that proves; praise it.

    Any order passes in which each step comes after those that it needs.

    Parameters
    ----------
    answer : list of str, or str
        The letters of the steps, in the reader's order.
    needs : dict
        By the letter of each step, the letters that it rests on and the hint for one who puts it
        before them.
    strays : dict
        The letters of steps that do not belong to the proof, each with its hint.
    """
    strays = dict(strays)
    if isinstance(answer, str):
        answer = [one for one in answer if one.isalnum()]
    if not isinstance(answer, tuple | list) or not all(isinstance(one, str) for one in answer):
        raise Wrong(
            f"This is {type(answer).__name__}, not a list of letters.",
            "Write the letters of the steps in a list, each in quotes, from first to last.",
        )
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


# Telling --------------------------------------------------------------------------------------

LOOK = {
    "open": ("○", "Open", "parameter"),
    "wrong": ("✗", "Not yet", "derivative"),
    "right": ("✓", "Right", "function"),
}

STYLE = """
.book-verdict{border-left:4px solid;padding:.4em .9em;margin:.5em 0;line-height:1.5}
.book-verdict p{margin:.2em 0}
"""


@dataclass(frozen=True)
class Verdict:
    """What a check says of an answer. Displays itself.

    Attributes
    ----------
    part : Part
    state : str
        'open', 'wrong' or 'right'.
    seen, hint : str
        What was seen, and where to look next ('' when right).
    """

    part: Part
    state: str
    seen: str
    hint: str

    def lines(self):
        """Return the verdict as lines of text."""
        sign, word, _ = LOOK[self.state]
        first = f"{sign} {word} ({self.part.name}, {self.part.title}). {self.seen}"
        hint = [f"Hint: {self.hint}"] if self.state == "wrong" else [self.hint]
        return [first, *(line for line in hint if line), progress(self.part.name)]

    def __repr__(self):
        return "\n".join(self.lines())

    def _repr_mimebundle_(self, include=None, exclude=None):
        colour = f"var(--book-{LOOK[self.state][2]})"
        body = "".join(f"<p>{html.escape(line)}</p>" for line in self.lines())
        style = f"<style>{palette.css()}{STYLE}</style>"
        return {
            "text/html": f'{style}<div class="book-verdict" role="status" '
            f'style="border-color:{colour}">{body}</div>',
            "text/plain": repr(self),
        }


def progress(name):
    """Say which parts of the exercise are done, in one line."""

    def exercise(one):
        return "".join(itertools.takewhile(str.isdigit, one))

    parts = [one for one in PARTS if exercise(one) == exercise(name)]
    done = [one for one in parts if one in _done]
    which = f": {', '.join(done)}" if done else ""
    return f"Exercise {exercise(name)}: {len(done)} of {len(parts)} parts done{which}."
