"""Asks an answer for values, and keeps its numbers. Runs in the page, on MicroPython, too.

Arrays are known by what they can do (``asnumpy``, ``shape``, ``tolist``), whosever they are.
"""

import math

from d2l_local.check.failing import OTHER, refer_elsewhere, said_of


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
    may_hold_elsewhere : bool
        Whether it might hold with NumPy, in float64 and with NumPy's own functions: it is none of
        the known faults.
    """

    def __init__(self, seen, hint, may_hold_elsewhere=False):
        super().__init__(seen)
        self.seen, self.hint, self.may_hold_elsewhere = seen, hint, may_hold_elsewhere


class Values:
    """Numbers with a shape.

    Attributes
    ----------
    shape : tuple of int
    flat : list of float
        The numbers, row by row.
    """

    def __init__(self, shape, flat):
        self.shape, self.flat = tuple(shape), flat

    def rows(self):
        """Return the rows of a matrix, each a list."""
        count, width = self.shape
        return [self.flat[i * width : (i + 1) * width] for i in range(count)]


def call(function, *arguments, where=""):
    """Return what the reader's function gives, as it is.

    Parameters
    ----------
    where : str
        The input in words, for what is told.

    Raises
    ------
    Unanswered
        It returned None.
    Wrong
        It is no function, or raises.
    """
    if not callable(function):
        raise Wrong(
            f"This is {type(function).__name__}, not a function.",
            "Pass the function itself, by its name and without parentheses.",
        )
    raised = result = None
    try:
        result = function(*arguments)
        for one in several(result) or [result]:
            if hasattr(one, "wait_to_read"):
                one.wait_to_read()  # MXNet computes later: its error is to come here
    except (Exception, SystemExit) as error:
        refer_elsewhere(error)
        raised = said_of(error)
    if raised:
        seen, hint = raised
        raise Wrong(f"{seen} {where}".strip(), hint, may_hold_elsewhere=hint == OTHER)
    if result is None or any(one is None for one in several(result)):
        raise Unanswered
    return result


def array_from(function, *arguments, shape=None, where="", hint=None):
    """Return what the reader's function gives, as finite :class:`Values`; see :func:`call`.

    ``shape`` is what the result must have, and ``hint`` is told if it has not; a number passes as
    shape ().
    """
    return numbers(call(function, *arguments, where=where), shape, where, hint)


def arrays_from(function, *arguments, shapes, where=""):
    """Return the several arrays that the reader's function gives, in a list.

    ``shapes`` has a pair for each: its name, and its shape or None.
    """
    results = call(function, *arguments, where=where)
    asked = ", ".join([name for name, _ in shapes])
    if not isinstance(results, (tuple, list)) or len(results) != len(shapes):
        many = isinstance(results, (tuple, list))
        count = f"{len(results)} results" if many else f"one {type(results).__name__}"
        raise Wrong(
            f"It gives {count} {where}; asked for are {len(shapes)}: {asked}.",
            f"Let the function end with return {asked}.",
        )
    hint = "Write down the shape of each factor: which axis meets which?"
    return [
        numbers(result, shape, f"for {name} {where}".strip(), hint)
        for result, (name, shape) in zip(results, shapes)
    ]


def several(result):
    """Return what a list, tuple or dict holds; of anything else, nothing."""
    if isinstance(result, dict):
        return list(result.values())
    return list(result) if isinstance(result, (tuple, list)) else []


ELEMENTWISE = "Work elementwise, or look at which axis you sum over."
ONE_NUMBER = (
    "Asked for is a number for each entry. Is there a sum too many, or a return inside a loop, "
    "which ends it at its first round?"
)
SHAPES = {
    (): "Asked for is one number. Over which axes is there still to sum, or which entry is it?",
    (2,): "Asked for are two numbers, as in  return one, other.",
}
"""What is told of a wrong shape, by the one that is asked for; of any other, ELEMENTWISE."""


def numbers(result, shape=None, where="", hint=None):
    """Return a result as finite :class:`Values`, or say what else it is.

    ``hint`` is told of another shape than the one that is asked for.
    """
    where = f" {where}" if where else ""
    values = None
    try:
        values = Values(*flattened(result))
    except (TypeError, ValueError):
        pass
    if values is None:
        raise Wrong(
            f"It gives {type(result).__name__}{where}, not numbers.",
            "That is a function. Call it: its value is asked for."
            if callable(result)
            else "Return a number or an array of numbers.",
        )
    if shape is not None:
        give_shape(values, shape, where, hint)
    for one in values.flat:
        if not math.isfinite(one):
            raise Wrong(
                f"It gives {one}{where}.",
                "Look for an overflow, a division by zero, or the difference of two large numbers. "
                "exp(-|x|) never overflows.",
                may_hold_elsewhere=True,
            )
    return values


def give_shape(values, shape, where="", hint=None):
    """Let a single number have the shape asked for; refuse any other shape."""
    if values.shape != tuple(shape):
        if len(values.flat) != 1 or any(length != 1 for length in shape):
            seen = f"It gives the shape {values.shape}{where}; asked for is {tuple(shape)}."
            other = ELEMENTWISE if values.shape else ONE_NUMBER
            raise Wrong(seen, hint or SHAPES.get(tuple(shape), other))
        values.shape = tuple(shape)


def flattened(result):
    """Return the shape of a number, an array or nested lists, and its numbers row by row."""
    if hasattr(result, "asnumpy"):
        result = result.asnumpy()
    shape = getattr(result, "shape", None)
    if hasattr(result, "tolist"):
        result = result.tolist()
    if isinstance(result, (tuple, list)):
        rows = [flattened(one) for one in result]
        inner = rows[0][0] if rows else ()
        if any(one != inner for one, _ in rows):
            raise ValueError("the rows differ in length")
        flat = [one for _, row in rows for one in row]
        return (len(rows),) + inner if shape is None else tuple(shape), flat
    if isinstance(result, (str, bytes)):
        raise TypeError("a text is no number")
    try:
        return (), [float(result)]
    except OverflowError:  # a whole number beyond float64
        return (), [math.inf]
