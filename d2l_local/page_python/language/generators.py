"""Generators whose ``finally`` waits: CPython runs it when nothing holds them any more.

This runs in the page, on MicroPython, which runs it when the generator ends, or is closed. So one
that is left before its end is told of.
"""

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language.writing import TYPE_NAMES

LEFT = (
    "a generator with a finally, or a with, was left before its end: in the notebook that runs as "
    "soon as nothing holds the generator, in the page only when it is closed. Write "
    "steps = …, and steps.close() after the loop, or run the cell in the notebook"
)
_open = []


class Watched:
    """A generator that is known to be open from its first step to its end."""

    def __init__(self, steps):
        self._steps = steps

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)

    def send(self, value):
        return self.moved(self._steps.send, value)

    def throw(self, *error):
        return self.moved(self._steps.throw, *error)

    def close(self):
        try:
            self._steps.close()
        finally:
            self.ended()

    def moved(self, move, *values):
        """Make one step; the generator is open only after one that did not end it."""
        if self not in _open:
            _open.append(self)
        is_open = False
        try:
            found = move(*values)
            is_open = True
            return found
        finally:
            if not is_open:
                self.ended()

    def ended(self):
        if self in _open:
            _open.remove(self)


TYPE_NAMES[Watched] = "generator"


def watched(function):
    """Return a generator function whose generators are known while they are open."""
    return lambda *values, **options: Watched(function(*values, **options))


def left():
    """Raise, at the end of a cell, for a generator that was left before its end."""
    if _open:
        _open.clear()
        raise Elsewhere(LEFT)


SEEN = {"_page_watched": watched, "_page_left": left}
