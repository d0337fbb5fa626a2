"""What went wrong in a cell, in one line: its place, and what to do.

This runs in the page, on MicroPython.
"""

import io
import sys

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language import words_of
from d2l_local.page_python.nearest import nearest
from d2l_local.page_python.standard import LIBRARIES

CELL = "the cell"  # what a traceback calls it
DEEP = "maximum recursion depth exceeded"
DEEPER = (
    "RecursionError: functions call each other more than about 150 deep, which this page's Python "
    "cannot. If it does not go on for ever, write it as a loop, or run it in the notebook"
)
MEMORY = (
    "MemoryError: the cell needs more memory than a page has. Take fewer points or smaller arrays"
)
VALUES = {"true": "True", "false": "False", "none": "None", "null": "None", "nil": "None"}
ENDED = {
    "SystemExit": "the cell ended itself (SystemExit); what it showed before stands",
    "KeyboardInterrupt": "the cell stopped itself (KeyboardInterrupt)",
    "GeneratorExit": "the cell stopped itself (GeneratorExit)",
}


def rows_of(failure):
    """Return the lines of a traceback that name a place, the outermost first."""
    text = io.StringIO()
    sys.print_exception(failure, text)
    return [row for row in text.getvalue().split("\n") if row.startswith("  File ")]


def line_in(row):
    return int(row.split(" line ")[1].split(",")[0])


def is_of(row, name=CELL):
    return row.startswith(f'  File "{name}", line ')


def place_of(failure, lines=None, name=CELL):
    """Return in which line of the cell it happened, and whether it was raised there itself.

    ``lines`` has the reader's line for each line of what was run. Where it happened outside of
    the cell, the line is 0.
    """
    rows = rows_of(failure)
    own = [row for row in rows if is_of(row, name)]
    number = line_in(own[-1]) if own else 0
    if lines and number:
        number = lines[min(number, len(lines)) - 1]
    return number, bool(own) and rows[-1] == own[-1]


def mistake_in_words(failure, lines=None, called=0, inner=None, names=(), elsewhere=None):
    """Return what went wrong: the ``line`` of the cell, or 0, and the ``message``.

    Parameters
    ----------
    failure : BaseException
    lines : list of int
        The reader's line for each line of what was run.
    called : int
        The line of the call that was computed when it happened, or 0.
    inner : BaseException or None
        What a function of the reader's raised, if ``failure`` tells of that.
    names : iterable of str
        Those that the cell might have meant.
    elsewhere : dict
        Where a name is defined that the cell does not see, in words.
    """
    number, is_own = place_of(failure, lines)
    if inner is not None:
        number = place_of(inner, lines)[0] or number
    message = worded(failure, is_own, names, elsewhere or {})
    if inner is not None:
        raw = f"{type(inner).__name__}: {inner}"
        message = message.replace(raw, worded(inner, True, names, elsewhere or {}))
    if called and number and number != called:
        message += f" (called from line {called})"
    return {"line": number or called, "message": message}


def worded(failure, is_own, names, elsewhere):
    """Return an error in one line. One that a cell raises itself is told with its kind."""
    kind = type(failure).__name__
    if isinstance(failure, MemoryError):
        return MEMORY
    if isinstance(failure, RuntimeError) and DEEP in str(failure):
        return DEEPER
    if kind in ENDED and not isinstance(failure, Exception):
        return ENDED[kind]
    words = " ".join(words_of(failure).split("\n"))
    if isinstance(failure, RuntimeError) and words == "generator raised StopIteration":
        return "StopIteration: next(…) found no more values; next(steps, None) gives None then"
    if isinstance(failure, AttributeError) and words.endswith("attribute '__exit__'"):
        return f"{kind}: {words}: is () missing, as in  with autograd.record():"
    if isinstance(failure, NameError):
        return unknown(words, names, elsewhere)
    # What the book itself refuses is worded there.
    if isinstance(failure, Elsewhere) or (isinstance(failure, ValueError) and not is_own):
        return words or kind
    return f"{kind}: {words}" if words else kind


def unknown(words, names, elsewhere):
    """Return what to say of a name that nothing defines."""
    name = (words.split("'") + [""])[1]
    if not name:
        return f"NameError: {words}"
    if name in elsewhere:
        return f"NameError: {elsewhere[name]}"
    if name in LIBRARIES:
        return f"NameError: name '{name}' is not defined: write  import {name}  above"
    near = VALUES.get(name.lower()) or nearest(name, names)
    advice = f": do you mean {near}?" if near else ""
    return f"NameError: name '{name}' is not defined{advice}"
