"""Judges an answer in the notebook, with arrays of MXNet and of NumPy, and tells the verdict."""

import html
from dataclasses import dataclass

from d2l_local import palette
from d2l_local.check.parts import PARTS, Part
from d2l_local.page_python.judging import RAISED, judge_part, verdict_of

import numpy
from mxnet import np

_done = set()
"""The parts answered rightly since the kernel started."""


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
    if part.in_code:
        return Verdict(part, *verdict_of(part.function, [prepared(one, prepare) for one in answer]))

    def from_data(values, shape):
        return prepare(numpy.array(values, dtype="float64").reshape(shape))

    return Verdict(part, *judge_part(part.data, *answer, prepare=from_data))


def prepared(answer, prepare):
    """Return an answer that is a function so that it gets its arguments as ``prepare`` makes them.

    An answer of another kind is returned as it is.
    """
    if not callable(answer):
        return answer
    return lambda *arguments: answer(*map(prepare, arguments))


def as_mxnet(argument):
    """Return a fresh MXNet array in float32 for a NumPy array, and anything else as it is."""
    return np.array(argument, dtype="float32") if isinstance(argument, numpy.ndarray) else argument


def copied(argument):
    """Return a copy, so that an answer that writes into its input harms nothing."""
    if isinstance(argument, numpy.ndarray):
        return argument.copy()
    return argument


def as_numpy(values):
    """Return an answer's values as a NumPy array of float64, for a part that is judged in code."""
    return numpy.array(values.flat, dtype="float64").reshape(values.shape)


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

    exercise = PARTS[name].exercise
    parts = [one.name for one in PARTS.values() if one.exercise == exercise]
    done = [one for one in parts if one in _done]
    which = f": {', '.join(done)}" if done else ""
    return f"Exercise {exercise}: {len(done)} of {len(parts)} parts done{which}."
