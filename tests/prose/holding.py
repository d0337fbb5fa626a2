"""Holds a formula of a page against the numbers that its letters stand for, or says what is wrong.

The numbers are those of meanings.py. What cannot be read or has no numbers is listed in
formulas.yml, with its reason.
"""

import functools
import math
import re

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import sympy
from sympy.core.function import AppliedUndef

from tests.prose import latex, meanings
from tests.prose.reading import all_pages, listed

PAGES = [
    one for one in all_pages() if any(p.kind == "display" for b in one.blocks for p in b.pieces)
]
EXCEPTIONS = listed("formulas.yml")
FUNCTIONS = (
    "p", "s", "f", "g", "r", "R", "T", r"\sigma", r"\varphi", r"\phi", r"\Phi", r"\ell",
    r"\operatorname{ReLU}", r"\operatorname{pReLU}", r"\operatorname{tr}", r"\operatorname{ht}",
    "h_L",
)  # fmt: skip
INEQUALITIES = {"<", ">", r"\le", r"\ge"}
TO_DO = (
    "Correct it, or give its letters their numbers in tests/prose/scenes/. What cannot be read "
    "goes into tests/prose/formulas.yml, with its reason."
)


@functools.cache
def compiled(side):
    """Return a side as a function of its letters and arrays, their names, and its functions.

    The functions are those of the case that stands in the dictionary when it is called.
    """
    bases = {base.label for base in side.atoms(sympy.IndexedBase)}
    letters = [s for s in side.free_symbols if not isinstance(s, sympy.Indexed)]
    letters = sorted((s for s in letters if s not in bases), key=str)
    names = {function.func.__name__ for function in side.atoms(AppliedUndef)}
    now = {}
    called = {name: lambda *values, name=name: now[name](*values) for name in names}
    arrays = sorted(side.atoms(sympy.IndexedBase), key=str)
    modules = [called | {"binomial": math.comb}, "math"]
    return sympy.lambdify([*letters, *arrays], side, modules), [*letters, *arrays], names, now


def value(side, case):
    """Return what a side is worth in a case.

    Raises
    ------
    KeyError
        The case does not know a letter.
    """
    if isinstance(side, sympy.MatrixBase):
        return meanings.Matrix([[value(entry, case) for entry in row] for row in side.tolist()])
    if side.has(sympy.Product):  # which cannot be compiled: written out
        side = side.subs({s: case[str(s)] for s in side.free_symbols if str(s) in "L"}).doit()
    compute, letters, names, now = compiled(side)
    for letter in letters:
        if callable(case[str(letter)]):
            raise KeyError(f"{letter} is a function there, and no number")
    for name in names:  # a name may be that of a letter too
        now[name] = case[name] if callable(case.get(name)) else case[name + "_of"]
    return compute(*(case[str(letter)] for letter in letters))


def holds(left, relation, right, decimals):
    """Say whether a relation holds between two values, up to rounding."""
    left, right = (numpy.asarray(getattr(v, "values", v), dtype=float) for v in (left, right))
    if left.shape != right.shape and left.size > 1 and right.size > 1:
        return False
    tolerance = (5e-4 if decimals else 1e-7) * max(1e-3, numpy.abs(left).max())
    if relation == "=":
        return bool((numpy.abs(left - right) <= tolerance).all())
    if relation == r"\approx":
        return bool((numpy.abs(left - right) <= 0.05 * numpy.abs(left)).all())
    if relation == r"\ne":
        return bool((left != right).all())
    low, high = (left, right) if relation in ("<", r"\le") else (right, left)
    return bool((low <= high + tolerance).all())


class Unknown(ValueError):
    """No scene of the page knows all letters of a statement."""


def fault(name, statement, place=None):
    """Return what is wrong with a statement of a page, or None; found once for each statement.

    ``place`` is how many statements without a relation the page has before it.

    Raises
    ------
    latex.Unread, Unknown
        Nothing can be said of it.
    """
    outcome = outcome_of(name, statement, place)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@functools.cache
def outcome_of(name, statement, place):
    try:
        return find_fault(name, statement, place)
    except (latex.Unread, Unknown) as error:
        return error


@functools.cache
def parsed(statement, arrays=()):
    return latex.parse(statement, FUNCTIONS, arrays)


def without_relation(statement):
    """Say whether a statement is a value by itself, and no letter alone, which says nothing."""
    sides, relations = parsed(statement)
    return not relations and not isinstance(sides[0], sympy.Symbol)


def find_fault(name, statement, place):
    """Return what is wrong with a statement of a page, or None.

    It must hold in every scene that knows its letters; if some scenes name it as theirs, in those.

    Raises
    ------
    latex.Unread, Unknown
        Nothing can be said of it.
    """
    scenes = meanings.scenes(name)
    if parsed(statement)[1]:
        theirs = [scene for scene in scenes if squeezed(statement) in map(squeezed, scene.only)]
        return fault_among(theirs or scenes, statement)
    if not without_relation(statement):
        return None
    for index, scene in meanings.alone(name)[place : place + 1]:
        return fault_among([scene], statement, index)
    raise Unknown(statement)


def fault_among(scenes, statement, index=None):
    """Return what is wrong with a statement in one of the scenes that know its letters, or None.

    ``index`` is that of the value which a statement without a relation must have.
    """
    sides, relations = parsed(statement)
    decimals = re.search(r"\d\.\d", statement)
    known, tight = False, not INEQUALITIES & {*relations} or any(side.is_number for side in sides)
    for scene in scenes:
        sides, _ = parsed(statement, scene.arrays)
        try:
            for case in scene:
                try:
                    values = [value(side, case) for side in sides]
                    values += [] if index is None else [case["alone"][index]]
                    wrong = fault_in(values, relations or ["="], case, decimals)
                except ValueError as error:  # matrices whose shapes do not fit, a root of -1
                    wrong = str(error)
                if wrong:
                    return f"{wrong} where {given(case, sides)}"
                known, tight = True, tight or "tight" in case
        except KeyError:
            continue
    if not known:
        raise Unknown(statement)
    return None if tight else "no case is tight: do its sides ever come near each other?"


def fault_in(values, relations, case, decimals):
    """Return what is wrong with the values of a statement's sides, or None."""
    for left, relation, right in zip(values, relations, values[1:], strict=False):
        if not holds(left, relation, right, decimals):
            return f"{brief(left)} {relation} {brief(right)} is false"
        if (
            "tight" in case
            and relation in INEQUALITIES
            and not math.isclose(left, right, rel_tol=0.01)
        ):
            return f"{brief(left)} {relation} {brief(right)}, and they should nearly be equal"
    return None


def brief(number):
    number = getattr(number, "values", number)
    return numpy.array2string(numpy.asarray(number), precision=5, threshold=6).replace("\n", "")


def given(case, sides):
    names = sorted({str(s) for side in sides for s in side.free_symbols} & case.keys())
    return (
        ", ".join(f"{n} = {brief(case[n])}" for n in names if not n.endswith("_")) or "all is given"
    )


def complaints(one):
    """Return a message for each statement of a page's displays that fails, and the used entries."""
    said, used, place = [], [], 0
    entries = EXCEPTIONS.get(one.name, [])
    for statement in displayed(one):
        try:
            wrong = fault(one.name, statement, place)
            place += without_relation(statement)
        except latex.Unread as error:
            wrong = f"cannot be read: {error}"
        except Unknown:
            wrong = "has no numbers"
        entry = listed_entry(entries, statement) if wrong else None
        used.append(entry)
        if wrong and not entry:
            said.append(f"{one.name}: $${statement}$$\n   {wrong}. {TO_DO}")
    values = len(meanings.alone(one.name))
    if place < values:
        said.append(f"{one.name}: {place} formulas without a relation, {values} values. {TO_DO}")
    return said, used


def displayed(one):
    """Yield the statements of a page's displays; of one that cannot be read, what can, too."""
    for block in one.blocks:
        for piece in block.pieces:
            for statement in latex.statements(piece.text) if piece.kind == "display" else ():
                yield statement
                try:
                    parsed(statement)
                except latex.Unread:
                    part = latex.readable_part(statement, FUNCTIONS)
                    yield from [part] if part else []


def listed_entry(entries, statement):
    """Return the entry of the exceptions that is a statement, or None."""
    return next((e for e in entries if squeezed(e["formula"]) == squeezed(statement)), None)


def squeezed(text):
    return "".join(str(text).split())


def inline_statements(one):
    """Yield the statements inside lines that define: their sentence, the statement, and how.

    True: with a call or a prime before the '=', as f(x) = or u' =. False: a letter by others, as
    u = e^{-x}, which may be the first that the page says of it.
    """
    for block in one.blocks:
        for piece in block.pieces:
            if piece.kind == "math" and "=" in piece.text:
                function = bool(re.match(r"[^=<>]*('|\w\([^=]*\)|\))[^=<>\d]*=", piece.text))
                if function or defines_a_letter(piece.text):
                    yield block.sentence(piece.start), piece.text, function


def defines_a_letter(statement):
    """Say whether a statement gives a letter by others, and not by a number, as x = 0 does."""
    try:
        (letter, *others), relations = parsed(statement)
    except latex.Unread:
        return False
    return (
        letter.is_Symbol
        and set(relations) == {"="}
        and all(
            isinstance(other, sympy.MatrixBase) or (other.free_symbols and not other.is_Symbol)
            for other in others
        )
    )


def inline_complaints(one):
    """Return a message for each statement inside lines that fails, and the used entries."""
    said, used = [], []
    entries = EXCEPTIONS.get(f"{one.name}, inside lines", [])
    for sentence, statement, function in inline_statements(one):
        try:
            wrong = fault(one.name, statement)
        except (latex.Unread, Unknown) as error:
            wrong = f"cannot be held: {error}" if function else None
        if wrong:
            entry = listed_entry(entries, statement)
            used.append(entry)
            if entry is None:
                said.append(f"{one.name}: «{sentence}»\n   ${statement}$: {wrong}. {TO_DO}")
    return said, used
