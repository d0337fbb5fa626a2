"""Every displayed formula is read, and holds for the numbers that its letters stand for.

The numbers come from the catalogue, from NumPy and from MXNet's autograd: see meanings.py. What
cannot be read or has no numbers is listed in formulas.yml, with its reason.
"""

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import pytest
from mxnet import np

from tests.prose import latex, meanings
from tests.prose.holding import (
    EXCEPTIONS,
    PAGES,
    complaints,
    displayed,
    fault_among,
    find_fault,
    inline_complaints,
    inline_statements,
    outcome_of,
    squeezed,
)
from tests.prose.reading import all_pages, copy_with, page


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
    "unknown", [r"\frob(x) = 1", "x = = 2", r"\sum_{i:\ t_i = t} v_i", "{", r"x \mapsto x^2"]
)
def test_what_the_grammar_does_not_know_is_refused_never_guessed(unknown):
    with pytest.raises(latex.Unread):
        latex.parse(unknown)
