"""Judges an answer in the notebook, with arrays of MXNet and of NumPy, and tells the verdict."""

import html
from dataclasses import dataclass

from d2l_local import palette
from d2l_local.check.failing import RAISED
from d2l_local.check.judging import judge_part
from d2l_local.check.parts import Part, parts_of, progress_of
from d2l_local.check.telling import LOOK, lines, with_done

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
        second = judge_with(part, answer, numpy.copy)
        if second.state == "right" or not second.seen.startswith(RAISED):
            verdict = second
    if verdict.state == "right":
        _done.add(part.name)
    elif verdict.state == "wrong":
        _done.discard(part.name)
    return verdict


def judge_with(part, answer, prepare):
    """Return the verdict when arrays reach the answer as ``prepare`` makes them."""

    def from_data(values, shape):
        return prepare(numpy.array(values, dtype="float64").reshape(shape))

    return Verdict(part, *judge_part(part.data, *answer, prepare=from_data))


def as_mxnet(argument):
    """Return an MXNet array in float32 for a NumPy array."""
    return np.array(argument, dtype="float32")


# Telling --------------------------------------------------------------------------------------

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
        'open', 'wrong', 'notebook' or 'right'.
    seen, hint : str
        What was seen, and where to look next ('' when right).
    """

    part: Part
    state: str
    seen: str
    hint: str

    def lines(self):
        """Return the verdict as lines of text, the last of them the progress in the exercise."""
        told = lines(self.state, self.part.name, self.part.title, self.seen, self.hint)
        return [*told, with_done(progress_of(self.part.exercise), self.done())]

    def done(self):
        """Return the names of the parts of the exercise that are done."""
        return [one.name for one in parts_of(self.part.exercise) if one.name in _done]

    def __repr__(self):
        return "\n".join(self.lines())

    def _repr_mimebundle_(self, include=None, exclude=None):
        colour = f"var(--book-{LOOK[self.state][2]})"
        *told, done = (html.escape(line) for line in self.lines())
        body = "".join(f"<p>{line}</p>" for line in told)
        # Where the page's script puts in what its reader has done.
        body += f'<p data-progress="{progress_of(self.part.exercise)}">{done}</p>'
        style = f"<style>{palette.css()}{STYLE}</style>"
        return {
            "text/html": f'{style}<div class="book-verdict" role="status" '
            f'style="border-color:{colour}">{body}</div>',
            "text/plain": repr(self),
        }
