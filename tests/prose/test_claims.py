"""What the pages claim in words is true: each claim is computed, asserted or shown.

``claims/`` has a file for each page. A claim is the words as they stand on the page, once, and one
of these: ``computed``, an expression that must be true, of what NAMES has; ``asserted``, words of
an assertion in a cell of the page, which runs with the notebook; ``shown``, words of what a cell
has put out; or ``leads to``, the assertion that a task, a hint or a step of a proof leads to, which
itself can only be read. A word that is changed on the page is no longer the claim's, and fails.
"""

import ast
import functools
import math
import re

from d2l_local.activations import CATALOGUE
from d2l_local.curves import slope_at

import numpy
import pytest
import sympy
from mxnet import autograd, np, npx

from tests.prose import numerals
from tests.prose.reading import all_pages, copy_with, page
from tools.pages import ROOT
from tools.proofread import CLAIMS, claims_of, words_of

PAGES = [one for one in all_pages() if claims_of(one.name)]
TO_DO = (
    "If the page is right, mend the claim in tests/prose/claims/, and what makes it true with it."
)
x = numpy.arange(-1600, 1601) / 200
# What an expression may use: NumPy and MXNet, a grid from -8 to 8 with 0 in it, and each activation
# of the catalogue, computed in float64 from its definition, with the slope and the bend of it.
NAMES = {
    "ROOT": ROOT, "numpy": numpy, "math": math, "np": np, "npx": npx, "autograd": autograd,
    "CATALOGUE": CATALOGUE, "slope_at": slope_at, "x": x, "left": x[x < 0], "right": x[x > 0],
    "sup": lambda values: float(numpy.max(numpy.abs(values))),
    "rises": lambda values: bool((numpy.diff(values) > 0).all()),
    "falls": lambda values: bool((numpy.diff(values) < 0).all()),
}  # fmt: skip


def values_of(key):
    """Return an activation as a function of numbers in float64, from its definition."""
    activation = CATALOGUE[key]
    letters = ["x", *(parameter.name for parameter in activation.parameters)]
    symbols = {letter: sympy.Symbol(letter) for letter in letters}
    expression = sympy.sympify(activation.expression, locals=symbols)
    compute = sympy.lambdify(letters, expression, ["scipy", "numpy"])
    return lambda x, *shape: compute(x, *(shape or activation.defaults.values()))


def with_shape(activation, rule):
    names = [parameter.name for parameter in activation.parameters]
    return lambda x, *shape: rule(
        numpy.asarray(x, float), **(dict(zip(names, shape, strict=False)) or activation.defaults)
    )


@functools.cache
def names():
    """Return what an expression may use, activations by their keys: relu, slope_of_relu, ..."""
    found = NAMES | {"values_of": values_of}
    for key, activation in CATALOGUE.items():
        found[key] = values_of(key)
        found[f"slope_of_{key}"] = with_shape(activation, activation.derivative)
        found[f"bend_of_{key}"] = with_shape(activation, activation.second_derivative)
    return found


def squeezed(text):
    return " ".join(text.split())


@functools.cache
def text_of(one):
    """Return the words of a page as claims have them."""
    return "\n".join(squeezed(block.words) for block in one.blocks)


@functools.cache
def assertions(one):
    """Return the assertions of a page's cells, as they are written, without comments."""
    found = []
    for cell in one.cells:
        tree = numerals.tree_of(cell.source)
        found += [squeezed(ast.get_source_segment(cell.source, node) or "")
                  for node in ast.walk(tree) if isinstance(node, ast.Assert)]  # fmt: skip
    return found


@functools.cache
def put_out(one):
    return "\n".join(squeezed(text) for cell in one.cells for text in numerals.outputs(cell))


def fault(one, claim):
    """Return what is wrong with a claim of a page, or None."""
    for words in words_of(claim):
        times = text_of(one).count(words)
        if times != 1:
            return f"stands on the page {times} times"
    if "computed" in claim:
        with numpy.errstate(over="ignore"):
            return None if bool(eval(claim["computed"], dict(names()))) else "is false"
    if wanted := claim.get("asserted") or claim.get("leads to"):
        wanted = squeezed(wanted)
        return None if any(wanted in one for one in assertions(one)) else "is no longer asserted"
    return None if squeezed(claim["shown"]) in put_out(one) else "is no longer shown"


def complaints(one):
    return [
        f"{one.name}: «{words_of(claim)[0]}»\n   {wrong}. {TO_DO}"
        for claim in claims_of(one.name)
        if (wrong := fault(one, claim))
    ]


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_what_a_page_claims_is_true(one):
    said = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_claim_is_of_a_page_and_says_in_one_way_why_it_is_true():
    stems = {one.name.rpartition("/")[2] for one in all_pages()}
    assert {path.stem for path in CLAIMS.iterdir()} <= stems
    for one in PAGES:
        for claim in claims_of(one.name):
            (why,) = claim.keys() - {"says"}
            assert why in ("computed", "asserted", "shown", "leads to") and len(claim[why]) > 5, (
                claim
            )
            # What is made of numbers alone says nothing of any function.
            calls = why != "computed" or any(
                isinstance(node, ast.Call) for node in ast.walk(ast.parse(claim[why], mode="eval"))
            )
            assert calls or re.search("[a-z]{3}", claim[why]), claim


# Faults planted in copies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/index", "At `alpha` = 1 the corner", "At `alpha` = 0 the corner"),
        ("chapters/hidden_layers", "From about 12 units on", "From about 16 units on"),
        ("chapters/relu", "Left of the corner the unit", "Right of the corner the unit"),
        ("chapters/sigmoid", "On the left it lasts longer", "On the right it lasts longer"),
        ("chapters/tanh", "the sigmoid is the steeper", "tanh is the steeper"),
        ("chapters/summary", "the leaky ReLUs nowhere", "the leaky ReLUs on the left"),
        ("chapters/gallery", "halves the distance", "doubles the distance"),
        ("chapters/piecewise_linear", "Two is impossible.", "Three is impossible."),
        ("chapters/universal_approximation", "For the corner it falls to a half.",
         "For the corner it falls to a quarter."),
        ("chapters/workbench", "In `mine` it fades", "In `mine` it grows"),
        ("chapters/erratum", "negative below −3.03", "positive below −3.03"),
        ("exercises/exercise_1", "its slope grows, right of 0", "its slope falls, right of 0"),
        ("exercises/exercise_2", "Just left of $\\frac12$", "Just right of $\\frac12$"),
        ("exercises/exercise_3", "the other\n$-\\infty$", "the other\n$\\infty$"),
        ("exercises/exercise_4", "of the larger singular", "of the smaller singular"),
        ("exercises/exercise_5", "rise, fall and change", "fall, rise and change"),
        ("exercises/exercise_6", "becomes shallower", "becomes deeper"),
        ("reference/glossary", "affine,\nnot linear", "linear,\nnot affine"),
    ],
)  # fmt: skip
def test_a_false_word_is_noticed(name, right, wrong):
    before, after = page(name), copy_with(name, right, wrong)
    there = [w for claim in claims_of(name) for w in words_of(claim) if w in text_of(before)]
    (gone,) = [words for words in there if words not in text_of(after)]
    assert " ".join(right.split()) in gone


@pytest.mark.parametrize(
    ("why", "is_said"),
    [
        ({"computed": "sup(tanh(x)) > 1"}, "is false"),
        ({"asserted": "assert float(x.grad[80]) == 0.25"}, "is no longer asserted"),
        ({"shown": "at 0.9: value 0.617"}, "is no longer shown"),
        ({"shown": "at 0.9: value 0.716, slope 0.487"}, None),
    ],
)
def test_a_claim_whose_reason_fails_is_named(why, is_said):
    assert fault(page("chapters/tanh"), {"says": "it is an odd function"} | why) == is_said
