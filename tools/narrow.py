"""Watches how narrowly the asserts of a notebook hold and its printed numbers are rounded.

An assert with ``error < 1e-6`` that holds at 0.97e-6 here fails on another processor; 0.25000001 is
printed as 0.3 here and 0.24999999 as 0.2 there. :data:`WATCH` is code for the notebook's kernel: it
lets this module see the values that meet in comparisons inside asserts, and those that are put into
text with a format. Nothing else changes: each operand is passed through a function that returns it.

``tests/narrow.yml`` lists what is narrow and may be, each with its reason.
"""

import ast
import json
import math
import re
import sys
from pathlib import Path

import numpy

HERE = Path(__file__).resolve()
LIST = HERE.parent.parent / "tests" / "narrow.yml"
WATCH = f"exec(compile(open({str(HERE)!r}, encoding='utf-8').read(), {str(HERE)!r}, 'exec'), "
WATCH += f"{{'__name__': 'narrow', '__file__': {str(HERE)!r}}})"
REPORT = "get_ipython().narrow.report()"  # an expression for the kernel, after each cell

# Another machine moves a number by a few of its last bits, and a small error by several times
# itself. What is listed has more room than what fails, so that no other machine fails here.
LISTED = {"order": 1e-4, "format": 1e-5, "bound": 1 / 4}
FAILS = {"order": 1e-5, "format": 1e-6, "bound": 1 / 2}
WHAT_TO_DO = (
    "On another processor this may come out the other way. Give the assert more room, or print "
    "fewer or more digits; where it is right as it is, say why in tests/narrow.yml."
)
MEANING = {
    "order": "a change of {room:.0e} of these numbers turns it round",
    "format": "a change of {room:.0e} of this number writes it with another digit",
    "bound": "{room:.0%} of the bound is used",
    "equal": "it holds to the last bit",
}
ERROR = 0.01  # a bound up to this is one on an error, not on a quantity
ROUNDS = re.compile(r"\.\d|[efgn%]$", re.I)  # a format that leaves digits out
PIECES_OF_ONE = 1024  # a number that is so many pieces of one, or whole, is met exactly


def is_narrow(found, limits=FAILS):
    """Say whether what was found leaves less room than these limits."""
    if found["kind"] == "bound":  # the share of the bound that is used
        return found["room"] > limits["bound"]
    return found["room"] < limits.get(found["kind"], math.inf)


def reasons():
    """Return the stored list: the reason for each cell's id and expression."""
    import yaml

    pages = yaml.safe_load(LIST.read_text("utf-8")) or {}
    return {
        (page, cell, expression): reason
        for page, cells in pages.items()
        for cell, expressions in cells.items()
        for expression, reason in expressions.items()
    }


def reasons_of(page):
    """Return the reasons of a page by their expressions.

    A function may stand in a cell above the one that calls it and is told of: the list has the
    former.
    """
    return {one: reason for (of, _, one), reason in reasons().items() if of == page}


def not_listed(page, found):
    """Say of what was found in a cell what leaves too little room and is not in the page's list."""
    known = reasons_of(page)
    return [
        f"{one['expression']}: {MEANING[one['kind']].format(**one)}. {WHAT_TO_DO}"
        for one in found
        if is_narrow(one) and one["expression"] not in known
    ]


# In the kernel -----------------------------------------------------------------------------------

OPERATORS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def is_bound(node):
    """Say whether an expression is made of written numbers alone."""
    made_of = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
    return all(isinstance(inner, made_of) for inner in ast.walk(node))


def numbers(value):
    """Return a number or an array of any kind as a NumPy array; None for anything else."""
    if hasattr(value, "asnumpy"):
        value = value.asnumpy()
    if not isinstance(value, int | float | list | tuple | numpy.ndarray | numpy.generic):
        return None
    try:
        array = numpy.asarray(value)
    except ValueError:  # lists of several lengths
        return None
    return array if array.dtype.kind in "iuf" else None


def is_exact(values):
    """Say of each number whether it is a whole number of 1/1024: those are met exactly."""
    return (values * PIECES_OF_ONE % 1 == 0) & (numpy.abs(values) < 2**24)


def room_of_format(value, spec):
    """Return the smallest change, as a share of a number, that writes it otherwise; at most 1."""
    written = format(value, spec).strip().replace(",", "")
    if written[-1:] != "%" and float(written) == value:  # 0.5 as 0.5: nothing is left out
        return 1.0
    for exponent in numpy.arange(-8, 0, 0.25):
        share = 10.0**exponent
        if len({format(value * (1 + sign * share), spec) for sign in (-1, 0, 1)}) > 1:
            return share
    return 1.0


def unnoticed(see):
    """Give the value back whatever happens while it is looked at."""

    def seen(self, value, number, *settings):
        try:
            see(self, value, number, *settings)
        except Exception as error:
            print(f"narrow: {error!r} in {self.expressions[number][0]}", file=sys.__stderr__)
        return value

    return seen


class Watch(ast.NodeTransformer):
    """Passes what meets in an assert, and what is formatted, through ``see``.

    Attributes
    ----------
    found : dict
        For each expression its kind, and the least room that it had.
    """

    def __init__(self):
        self.found, self.met, self.expressions, self.in_assert = {}, {}, [], 0

    def report(self):
        """Return as JSON what was found since the last report."""
        found, self.found = self.found, {}
        return json.dumps(list(found.values()))

    # What of a cell is watched ---------------------------------------------------------------

    def visit_Module(self, node):
        return ast.fix_missing_locations(self.generic_visit(node))

    def visit_Assert(self, node):
        self.in_assert += 1
        node.test = self.visit(node.test)
        self.in_assert -= 1
        return node

    def visit_Compare(self, node):
        bounds = [is_bound(one) for one in (node.left, *node.comparators)]
        comparable = all(isinstance(op, OPERATORS) for op in node.ops)
        watched = self.in_assert and comparable and not all(bounds)
        number = self.register(ast.unparse(node), node.ops) if watched else None
        self.generic_visit(node)
        if watched:
            operands = [
                self.passed(operand, "see_operand", number, i, bounds[i])
                for i, operand in enumerate((node.left, *node.comparators))
            ]
            node.left, *node.comparators = operands
        return node

    def visit_Call(self, node):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        text = ast.unparse(node)
        self.generic_visit(node)
        if self.in_assert and name in ("allclose", "isclose") and len(node.args) >= 2:
            written = {key.arg: key.value for key in node.keywords if is_bound(key.value)}
            tolerance = {key: eval(ast.unparse(value)) for key, value in written.items()}
            number = self.register(text, {"rtol": 1e-5, "atol": 1e-8, **tolerance})
            node.args[:2] = [self.passed(node.args[i], "see_close", number, i) for i in (0, 1)]
        elif name == "round" and isinstance(node.func, ast.Name) and node.args:
            digits = node.args[1] if len(node.args) > 1 else ast.Constant(0)
            if isinstance(digits, ast.Constant):
                number = self.register(text)
                node.args[0] = self.passed(node.args[0], "see_written", number, f".{digits.value}f")
        return node

    def visit_FormattedValue(self, node):
        text = ast.unparse(ast.JoinedStr([node]))[2:-1]
        self.generic_visit(node)
        parts = node.format_spec.values if node.format_spec else []
        spec = "".join(str(getattr(part, "value", "")) for part in parts)
        if ROUNDS.search(spec) and all(isinstance(part, ast.Constant) for part in parts):
            number = self.register(text)
            node.value = self.passed(node.value, "see_written", number, spec)
        return node

    def register(self, text, needs=None):
        """Note an expression, and what is needed to judge it; return its number."""
        self.expressions.append((text, needs))
        return len(self.expressions) - 1

    def passed(self, operand, method, *settings):
        """Return the call that shows an operand to a method and gives it back."""
        path = "__import__('IPython').get_ipython().narrow." + method
        function = ast.parse(path, mode="eval").body
        call = ast.Call(function, [operand, *map(ast.Constant, settings)], [])
        return ast.copy_location(call, operand)

    # What is seen while it runs --------------------------------------------------------------

    @unnoticed
    def see_operand(self, value, number, place, bound):
        if place:
            operator = self.expressions[number][1][place - 1]
            self.compare(number, operator, *self.met[number], value, bound)
        self.met[number] = value, bound

    def compare(self, number, operator, left, left_is_bound, right, right_is_bound):
        left, right = numbers(left), numbers(right)
        if left is None or right is None or "f" not in left.dtype.kind + right.dtype.kind:
            return
        left, right = numpy.broadcast_arrays(left.astype("float64"), right.astype("float64"))
        finite = numpy.isfinite(left) & numpy.isfinite(right)
        left, right = left[finite], right[finite]
        distance = numpy.abs(left - right)
        size = numpy.maximum(numpy.abs(left), numpy.abs(right))
        if isinstance(operator, ast.Eq | ast.NotEq):
            if (~is_exact(left) & (distance == 0)).any():
                self.keep(number, "equal", 0.0)
            left, right = left[distance > 0], right[distance > 0]
            distance, size = numpy.abs(left - right), size[distance > 0]
        else:
            upwards = isinstance(operator, ast.Lt | ast.LtE)
            error, limit = (left, right) if upwards else (right, left)
            is_limit = right_is_bound if upwards else left_is_bound
            if is_limit and limit.size and 0 < limit.max() <= ERROR and (error >= 0).all():
                share = error / limit
                share = numpy.minimum(share, 1 / numpy.maximum(share, 1e-300))  # beyond it too
                self.keep(number, "bound", float(share.max()))
                return
            unlike = (distance > 0) | ~is_exact(left)  # 0 is met exactly, by 0 <= x too
            distance, size = distance[unlike], size[unlike]
        if distance.size:
            self.keep(number, "order", float((distance / numpy.maximum(size, 1e-300)).min()))

    @unnoticed
    def see_close(self, value, number, place):
        if place:
            one, other = numbers(self.met[number]), numbers(value)
            tolerance = self.expressions[number][1]
            allowed = tolerance["atol"] + tolerance["rtol"] * numpy.abs(other)
            self.keep(number, "bound", float((numpy.abs(one - other) / allowed).max()))
        self.met[number] = value

    @unnoticed
    def see_written(self, value, number, spec):
        seen = numbers(value)
        if seen is not None and seen.size == 1 and seen.dtype.kind == "f":
            self.keep(number, "format", room_of_format(float(seen.ravel()[0]), spec))

    def keep(self, number, kind, room):
        """Keep the least room of an expression."""
        text = self.expressions[number][0]
        known = self.found.get((text, kind))
        tighter = max if kind == "bound" else min
        room = room if known is None else tighter(room, known["room"])
        self.found[text, kind] = {"expression": text, "kind": kind, "room": room}


if __name__ == "narrow":
    shell = __import__("IPython").get_ipython()
    shell.narrow = Watch()
    shell.ast_transformers.append(shell.narrow)
