"""Every displayed formula is read, and holds for the numbers that its letters stand for.

The numbers come from the catalogue, from NumPy and from MXNet's autograd: see meanings.py. What
cannot be read or has no numbers is listed in formulas.yml, with its reason.
"""

import functools
import math
import re
from dataclasses import replace

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import mpmath
import numpy
import pytest
import sympy
from mxnet import np
from sympy.core.function import AppliedUndef

from tests.prose import latex, meanings
from tests.prose.reading import all_pages, copy_with, listed, page

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
    "Correct it, or give its letters their numbers in tests/prose/meanings.py. What cannot be read "
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


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_displayed_formula_holds(one):
    said, _ = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


@pytest.mark.parametrize("one", all_pages(), ids=lambda one: one.name)
def test_what_a_line_defines_or_differentiates_holds(one):
    said, _ = inline_complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_listed_formula_is_there_once_and_cannot_be_held():
    used = [id(entry) for one in all_pages() for find in (complaints, inline_complaints)
            for entry in find(one)[1]]  # fmt: skip
    stale = [
        f"{name}: {entry['formula']}"
        for name, entries in EXCEPTIONS.items()
        for entry in entries
        if used.count(id(entry)) != 1
    ]
    assert not stale, f"not there once, or held by now; take them out of formulas.yml: {stale}"


def test_what_is_said_under_a_condition_is_there_and_false_without_it():
    for one in all_pages():
        lines = (p.text for b in one.blocks for p in b.pieces if p.kind == "math")
        there = {*map(squeezed, displayed(one)), *map(squeezed, lines)}
        scenes = meanings.scenes(one.name)
        for statement in (said for scene in scenes for said in scene.only):
            assert squeezed(statement) in there, f"{one.name} no longer says {statement}"
            assert fault_among(scenes, statement), f"{one.name}: {statement} holds everywhere"


def test_most_formulas_are_held():
    shown = [statement for one in PAGES for statement in displayed(one)]
    lines = [(one.name, s) for one in all_pages() for _, s, _ in inline_statements(one)]
    held = [line for line in lines if not isinstance(outcome_of(*line, None), Exception)]
    assert len(shown) > 150 and len(held) > 100
    assert sum(map(len, EXCEPTIONS.values())) < len(shown) / 4
    assert len(held) > 0.7 * len(lines)


# What the letters mean --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "letter"),
    [("relu", "x"), ("sigmoid", "x"), ("tanh", "x"), ("prelu", "x"), ("prelu", "alpha"),
     ("swish", "x"), ("swish", "beta")],
)  # fmt: skip
def test_the_functions_of_the_formulas_are_those_of_mxnet(key, letter):
    activation = CATALOGUE[key]
    for x in meanings.POINTS:
        for shape in (0.25, 1.4) if activation.parameters else (None,):
            numbers = [x] if shape is None else [x, shape]
            arrays = [np.array([number], dtype="float64") for number in numbers]
            for array in arrays:
                array.attach_grad()
            with meanings.autograd.record():
                y = activation.function(*arrays)
            y.backward()
            slope = arrays[0 if letter == "x" else 1].grad.item()
            assert meanings.exact(key)(*numbers) == pytest.approx(y.item(), abs=1e-6)
            assert meanings.exact(key, letter)(*numbers) == pytest.approx(slope, abs=1e-6)


# The catalogue ----------------------------------------------------------------------------------

SHAPES = (0.25, 0.8, 1.0, 1.7)  # of alpha and beta


def piecewise(formula):
    r"""Return a formula of the catalogue, 'A \text{ if } x > 0, B \text{ otherwise}', as cases."""
    rows = []
    for part in formula.split(r",\ "):
        if r"\text{ if }" in part:
            rows.append(tuple(part.split(r"\text{ if }")))
        elif r"\text{ otherwise}" in part:
            rows.append((part.replace(r"\text{ otherwise}", ""), rows[-1][1].replace(">", r"\le")))
        elif r"\text{ learned}" not in part and not definition(part):
            return part
    return r"\begin{cases}" + r"\\".join(f"{a} & {b}" for a, b in rows) + r"\end{cases}"


def definition(part):
    r"""Return the letter that a part of a formula defines, as in 'u = 2 x', and what it is."""
    found = re.fullmatch(r"([a-z]) = (.*)", part)
    return found and found.groups()


def worth(formula, case):
    """Return what a formula of the catalogue is worth in a case."""
    (side,), _ = latex.parse(piecewise(formula), (*FUNCTIONS, r"\Phi"))
    return value(side, case)


def normal(case):
    cdf = lambda x: (1 + math.erf(x / math.sqrt(2))) / 2  # noqa: E731
    density = lambda x: math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    return meanings.common() | {"Phi": cdf, "varphi": density} | case


def catalogue_fault(key, activation):
    """Return what is wrong with the LaTeX of an entry of the catalogue, or None."""
    own = [p.name for p in activation.parameters]
    names = {"x": sympy.Symbol("x"), **{name: sympy.Symbol(name) for name in own}}
    expression = sympy.sympify(activation.expression, locals=names)
    compute = sympy.lambdify(list(names.values()), expression, modules=["scipy", "numpy"])
    for x in meanings.POINTS:
        for shape in SHAPES if own else (None,):
            numbers = [x] if shape is None else [x, shape]
            case = normal(dict(zip(names, numbers, strict=True)))
            case |= {"lambda_": SELU_SCALE} | ({} if own else {"alpha": SELU_ALPHA})
            for letter, says in filter(None, map(definition, activation.formula.split(r",\ "))):
                case |= {letter: worth(says, case)}  # known in the derivative's formula too
            there = float(compute(*numbers))
            exact = activation.derivative(numpy.array([x]), *numbers[1:])[0]
            for what, formula, right in (
                ("formula", activation.formula, there),
                ("derivative_formula", activation.derivative_formula, exact),
            ):
                says = worth(formula, case)
                if not abs(says - right) <= 1e-9:  # NaN, where two cases hold, is wrong
                    return f"{key}: {what} gives {says:.6g} at {numbers}, and it is {right:.6g}"
    return None


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_latex_of_the_catalogue_says_what_its_expression_computes(key):
    assert catalogue_fault(key, CATALOGUE[key]) is None


def interval(text, case):
    """Return the ends of an interval in LaTeX, and whether each belongs to it."""
    if text.startswith(r"\mathbb{R}"):
        return -math.inf, False, math.inf, False
    text = re.sub(r"\\\{(.*)\\\}", r"[\1]", text)  # of a set of two numbers, its ends
    opening, low, high, closing = re.fullmatch(r"([\[(])(.*), (.*)([\])])", text).groups()
    ends = []
    for end in (low, high):
        if end.strip() == r"\infty":
            ends.append(math.inf)
        else:
            (side,), _ = latex.parse(end.replace(r"\ldots", ""), FUNCTIONS)
            ends.append(float(value(side, case)))
    return ends[0], opening == "[", ends[1], closing == "]"


def range_fault(key, activation):
    """Return what is wrong with the range of an entry: values outside, or ends never neared."""
    own = [p.name for p in activation.parameters]
    names = {"x": sympy.Symbol("x"), **{name: sympy.Symbol(name) for name in own}}
    compute = sympy.lambdify(
        list(names.values()), sympy.sympify(activation.expression, locals=names), "mpmath"
    )
    # Around 0, then further out (softsign nears its ends slowly), in so many digits that the nearer
    # ones are not rounded to an end.
    grid = [k / 25 for k in range(-200, 201)] + [-1e4, -20, -10, 10, 20, 1e4]
    rounded_end = r"\ldots" in activation.range
    with mpmath.workdps(60):
        for shape in (0.25, 0.8) if own else (None,):
            shapes = [] if shape is None else [shape]
            case = dict(zip(own, shapes, strict=True)) | {"lambda_": SELU_SCALE}
            case |= {} if own else {"alpha": SELU_ALPHA}
            low, has_low, high, has_high = interval(activation.range, case)
            values = {x: compute(mpmath.mpf(x), *shapes) for x in grid}
            slack = (1e-3 if rounded_end else 1e-12) / (shape or 1)
            for end, has, pick, sign in ((low, has_low, min, 1), (high, has_high, max, -1)):
                nearest = pick(values.values())
                if math.isinf(end):
                    if abs(nearest) < 4:
                        return f"{key}: an end is infinite, but the values end at {float(nearest)}"
                    continue
                beyond = sign * (nearest - end)
                if beyond < -slack or beyond > 2e-3 / (shape or 1):
                    return f"{key}: an end is {end}, but the values come to {float(nearest)}"
                # An end that is reached is reached before the farthest point.
                if has != (pick(values[x] for x in grid if abs(x) < 20) == nearest):
                    return f"{key}: does {end} belong to the values? Its bracket is wrong"
    return None


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_range_of_the_catalogue_is_where_the_values_lie(key):
    assert range_fault(key, CATALOGUE[key]) is None


# Faults planted in copies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/relu", r"{\partial \alpha} &= \min(0, x)", r"{\partial \alpha} &= \max(0, x)"),
        ("chapters/relu", r"\alpha & x < 0", r"1 & x < 0"),
        ("chapters/tanh", r"1 - \tanh^2(x)", r"1 + \tanh^2(x)"),
        ("chapters/tanh", r"\frac{4u}{(1 + u)^2}", r"\frac{2u}{(1 + u)^2}"),
        ("chapters/tanh", r"u = e^{-2|x|}", r"u = e^{-2x}"),
        ("chapters/tanh", r"2\,\sigma(2x) - 1", r"2\,\sigma(x) - 1"),
        ("chapters/sigmoid", r"\frac{1}{1 + \exp(-x)}", r"\frac{1}{1 + \exp(x)}"),
        ("chapters/sigmoid", r"\sigma(a - b)", r"\sigma(b - a)"),
        ("chapters/sigmoid", r"\frac{|x|^3}{48}", r"\frac{|x|^3}{480}"),
        ("chapters/hidden_layers", r"- 2 \max(0, s - 1)", r"- \max(0, s - 1)"),
        ("exercises/exercise_1", r"= \min(0, x).", r"= \max(0, x)."),
        ("exercises/exercise_2", r"\binom{h}{j}.", r"\binom{d}{j}."),
        ("exercises/exercise_2", r"(h + 1)^L", r"(h + L)^2"),
        ("exercises/exercise_3", r"-\frac{\eta}{4}\,", r"-\frac{\eta}{2}\,"),
        ("exercises/exercise_3", r"\bigl(1 + \tfrac{h}{4}\bigr)", r"\bigl(1 + \tfrac{h}{2}\bigr)"),
        ("exercises/exercise_4", r"= h (2d - h) =", r"= h (2d + h) ="),
        ("exercises/exercise_5", r"- \frac{1}{n} - \frac", r"- \frac{1}{n} + \frac"),
        ("exercises/exercise_5", r"\frac{3 (n - 1)}{n + 1}", r"\frac{3 (n - 1)}{n + 2}"),
        ("exercises/exercise_6", r"= x^2\,\sigma(\beta x)", r"= x\,\sigma(\beta x)"),
        ("exercises/exercise_6", r"\beta x\,\sigma(\beta x)", r"x\,\sigma(\beta x)"),
        ("exercises/exercise_6", r"2h + (L - 1)(h^2 + h) + h + 1", r"2h + L(h^2 + h) + h + 1"),
        ("exercises/exercise_6", r"3 h^L + 1", r"2 h^L + 1"),
        ("exercises/exercise_6", r"\mathbf{H}^\top \mathbf{dO}", r"\mathbf{X}^\top \mathbf{dO}"),
        # True in one scene of those that know its letters.
        ("chapters/piecewise_linear", r"- 4 \operatorname{ReLU}", r"- 5 \operatorname{ReLU}"),
        ("exercises/exercise_1", r"(x + h) - a (x - h)}{2h}", r"(x + h) - a (x - h)}{h}"),
        # The value of another statement without a relation.
        ("exercises/exercise_1", r"(1 - u)\,u'}{(1 + u)^2}.", r"(1 + u)\,u'}{(1 + u)^2}."),
        ("exercises/exercise_3", r"4 \mathbf{G}_V,", r"4 \mathbf{G}_a,"),
        ("exercises/exercise_3", "$$2\\mathbf{W}_1,", "$$2\\mathbf{W}_2,"),
        ("exercises/exercise_6", "$$3 h^L + 1.$$", "$$2h + (L - 1)(h^2 + h) + h + 1.$$"),
        # Beside what cannot be read, or a mean.
        ("exercises/exercise_2", r"\ne 0\}| \le h + 1", r"\ne 0\}| \le h"),
        ("exercises/exercise_3", r"-13 \ln 2 = -9.01", r"-13 \ln 2 = -9.10"),
        ("exercises/exercise_4", r"&= \lVert \mathbf{M}", r"&= 2 \lVert \mathbf{M}"),
        ("exercises/exercise_4", r"\rVert^2 \ge d - h.$$", r"\rVert^2 \ge d + h.$$"),
        ("exercises/exercise_6", "(0, -1, -2)", "(0, -1, -3)"),
        ("exercises/exercise_6", r"= v \sum_i h_i^2", r"= 2 v \sum_i h_i^2"),
        # A count.
        ("exercises/exercise_4", r"d^2 + \tfrac{3}{2} d", r"d^2 + \tfrac{1}{2} d"),
        ("exercises/exercise_4", "n_1 &= d^2 + d", "n_1 &= d^2 + 2 d"),
    ],
)  # fmt: skip
def test_a_wrong_formula_is_noticed(name, right, wrong):
    said, _ = complaints(copy_with(name, right, wrong))
    assert len(said) >= 1 and not complaints(page(name))[0]
    assert any("is false" in one for one in said), said


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/sigmoid", r"\frac{|x|^3}{48}", r"\frac{|x|^3}{24}"),
        ("chapters/universal_approximation", r"\frac{\delta^2}{8} M", r"\frac{\delta^2}{4} M"),
        ("exercises/exercise_2", "R(h - 1, d) + R(h - 1, d - 1)", "R(h - 1, d) + R(h - 1, d)"),
        ("exercises/exercise_5", r"< \sqrt{n - 1}\; s", r"< \sqrt{n}\; s"),
        ("exercises/exercise_6", r"\frac{|w|}{4} \right)^L", r"\frac{|w|}{2} \right)^L"),
        ("exercises/exercise_6", r"$$L > \frac{\ln(\text{limit})}{\ln(|w|/4)}",
         r"$$L > \frac{\ln(\text{limit})}{\ln(|w|/8)}"),
    ],
)  # fmt: skip
def test_a_bound_that_is_too_wide_is_noticed(name, right, wrong):
    (said,), _ = complaints(copy_with(name, right, wrong))
    assert "should nearly be equal" in said


def test_a_bound_that_no_case_comes_near_is_refused(monkeypatch):
    cases = [{"x": x} for x in (0.5, 2.0)]
    monkeypatch.setattr(meanings, "scenes", lambda name: [meanings.Scene(cases)])
    assert "no case is tight" in find_fault("a page", r"x \le x^2 + 9", None)
    assert find_fault("a page", r"x > 0", None) is None


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/gallery", r"\Phi(x) + \Phi(-x) = 1", r"\Phi(x) - \Phi(-x) = 1"),
        ("exercises/exercise_1", r"$\tanh'(x) = 1 - \tanh^2(x)$", r"$\tanh'(x) = 1 + \tanh^2(x)$"),
        ("exercises/exercise_2", r"(x) - 4 \operatorname{ReLU}(x - \frac12)",
         r"(x) - 5 \operatorname{ReLU}(x - \frac12)"),
        ("exercises/exercise_2", r"$T(x) = 2x$", r"$T(x) = 3x$"),
        ("exercises/exercise_3", r"$\mathbf{c} = \mathbf{b}_2 -", r"$\mathbf{c} = \mathbf{b}_2 +"),
        ("exercises/exercise_5", r"$v = t^2 (n - 1)/n^2$", r"$v = t^2 (n - 1)/n$"),
        ("exercises/exercise_6", r"(z - 1)^+ - 1$", r"(z - 1)^+ + 1$"),
        ("exercises/exercise_6", r"\mathbf{v} = (1, -2, 2)", r"\mathbf{v} = (1, -2, 3)"),
        ("chapters/piecewise_linear", r"(x) + v \operatorname", r"(x) - v \operatorname"),
    ],
)  # fmt: skip
def test_a_wrong_formula_inside_a_line_is_noticed(name, right, wrong):
    said, _ = inline_complaints(copy_with(name, right, wrong))
    assert len(said) == 1 and ("is false" in said[0] or "cannot be held" in said[0])


@pytest.mark.parametrize(
    ("key", "field", "right", "wrong"),
    [
        ("prelu", "formula", r"\min(0, x)", r"\max(0, x)"),
        ("tanh", "derivative_formula", "1 - ", "1 + "),
        ("elu", "derivative_formula", r"\alpha e^x", "e^x"),
        ("swish", "derivative_formula", r"\beta x\,", r"x\,"),
        ("gelu", "derivative_formula", r"x\,\varphi(x)", r"\varphi(x)"),
        ("selu", "formula", r"\lambda x", "x"),
        ("sigmoid", "formula", "e^{-x}", "e^{x}"),
        ("step", "formula", "1 ", "2 "),
        ("gelu_tanh", "formula", "0.044715", "0.054715"),
        ("gelu_tanh", "derivative_formula", "0.134145", "0.044715"),
        ("hard_tanh", "derivative_formula", r"\rvert < 1", r"\rvert < 2"),
    ],
)
def test_a_wrong_formula_of_the_catalogue_is_noticed(key, field, right, wrong):
    entry = CATALOGUE[key]
    text = getattr(entry, field)
    assert right in text
    assert catalogue_fault(key, replace(entry, **{field: text.replace(right, wrong, 1)}))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("relu", r"(0, \infty)"), ("sigmoid", "[0, 1)"), ("tanh", "(0, 1)"), ("elu", r"(-1, \infty)"),
     ("gelu", r"[-0.278\ldots, \infty)"), ("softplus", r"\mathbb{R}"), ("tanh", "(-1, 2)"),
     ("softsign", "[-1, 1)"), ("step", r"\{0, 2\}"), ("hard_sigmoid", "(0, 1)")],
)  # fmt: skip
def test_a_wrong_range_of_the_catalogue_is_noticed(key, wrong):
    assert range_fault(key, replace(CATALOGUE[key], range=wrong))


@pytest.mark.parametrize(
    "unknown", [r"\frob(x) = 1", "x = = 2", r"\sum_{i:\ t_i = t} v_i", "{", r"x \mapsto x^2"]
)
def test_what_the_grammar_does_not_know_is_refused_never_guessed(unknown):
    with pytest.raises(latex.Unread):
        latex.parse(unknown)
