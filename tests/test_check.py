"""The self-checks are judged themselves: right answers pass, known wrong ones get their hint."""

import importlib
import pkgutil

from d2l_local.check import PARTS, check
from d2l_local.check.asking import Values, Wrong
from d2l_local.check.steps import STEPS, Answered
from d2l_local.check.verdict import as_mxnet, judge_with

import numpy
import pytest
from mxnet import np

import tests.check_cases

CASES = {}
for module in pkgutil.iter_modules(tests.check_cases.__path__):
    CASES |= importlib.import_module(f"tests.check_cases.{module.name}").CASES
RIGHT = [(name, i) for name, cases in CASES.items() for i in range(len(cases.right))]
WRONG = [(name, i) for name, cases in CASES.items() for i in range(len(cases.wrong))]


def as_arguments(answer):
    return answer if isinstance(answer, tuple) else (answer,)


def test_every_part_has_cases():
    with pytest.raises(ValueError, match="1a"):
        check("no such part", 1)
    assert set(CASES) == set(PARTS)
    for name, cases in CASES.items():
        assert len(cases.right) >= 2 and len(cases.wrong) >= 4, name
        assert all(hint for _, hint in cases.wrong), f'{name}: "" stands in every hint'


@pytest.mark.parametrize(("name", "i"), RIGHT)
def test_a_right_answer_passes_in_every_form(name, i):
    verdict = check(name, *as_arguments(CASES[name].right[i]))
    assert verdict.state == "right", verdict


@pytest.mark.parametrize(("name", "i"), WRONG)
def test_a_wrong_answer_gets_the_hint_meant_for_it(name, i):
    answer, hint = CASES[name].wrong[i]
    verdict = check(name, *as_arguments(answer))
    assert verdict.state == "wrong", verdict
    assert hint in verdict.hint, verdict


def one_percent_off(answer):
    """Return the answer with each number it gives 1 % too large."""
    if callable(answer):
        return lambda *arguments: one_percent_off(answer(*arguments))
    if isinstance(answer, tuple | list):
        return type(answer)(one_percent_off(one) for one in answer)
    if isinstance(answer, dict):
        return {key: one_percent_off(value) for key, value in answer.items()}
    if isinstance(answer, np.ndarray | numpy.ndarray) and answer.dtype == bool:
        answer = answer.astype("float32")
    return 1.01 * answer


@pytest.mark.parametrize("name", [name for name, cases in CASES.items() if cases.scaled])
def test_an_answer_one_percent_off_fails(name):
    wrong = [one_percent_off(one) for one in as_arguments(CASES[name].right[0])]
    assert check(name, *wrong).state == "wrong"


def raises(*_):
    raise ZeroDivisionError("of the reader's own")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "answer",
    [
        raises,
        lambda *_: "text",
        lambda *_: float("nan"),
        lambda: 1,
        lambda *_: object(),
        "text",
        float("nan"),
        numpy.ones((7, 3)),
        object(),
        [],
    ],
    ids=["raises", "text", "nan", "no argument", "object", "a string", "a nan", "array", "o", "[]"],
)
def test_nonsense_gets_a_clear_line_and_no_traceback(name, answer):
    verdict = check(name, answer)
    assert verdict.state == "wrong"
    assert verdict.seen and verdict.hint and "Traceback" not in repr(verdict)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("answer", [None, lambda *_: None], ids=["None", "returns None"])
def test_an_unanswered_cell_is_told_so_kindly(name, answer):
    if callable(answer) and not callable(as_arguments(CASES[name].right[0])[0]):
        pytest.skip("this part asks for no function")
    assert check(name, answer).state == "open"


def test_progress_says_which_parts_are_done(monkeypatch):
    monkeypatch.setattr("d2l_local.check.verdict._done", set())
    right, wrong = CASES["1a"].right[0], CASES["1a"].wrong[1][0]
    parts = sum(part.exercise == PARTS["1a"].exercise for part in PARTS.values())
    assert f"1 of {parts} parts done: 1a." in repr(check("1a", right))
    assert f"2 of {parts} parts done: 1a, 1c." in repr(check("1c", CASES["1c"].right[0]))
    for open_one in (None, lambda x: None):  # takes nothing back
        assert f"2 of {parts} parts done: 1a, 1c." in repr(check("1a", open_one))
    assert f"1 of {parts} parts done: 1c." in repr(check("1a", wrong))


@pytest.mark.parametrize("prepare", [as_mxnet, numpy.copy])
def test_an_answer_that_writes_into_its_input_harms_nothing(prepare):
    def careless(x, G):
        derivative = float((G * x * (x < 0)).sum())
        x[:], G[:] = 0, 0
        return derivative

    for _ in range(2):
        assert judge_with(PARTS["1c"], [careless], prepare).state == "right"


def test_where_a_network_gives_no_number_it_is_wrong_though_it_is_right_elsewhere():
    answered = Answered((), prepare=None)
    answered.results[""] = Values((2,), [1.0, float("nan")])
    expected = {"shape": [2], "values": [1.0, 2.0]}
    with pytest.raises(Wrong, match="At x = 4 your answer is nan"):
        STEPS["compare"](answered, expected=expected, inputs=[3.0, 4.0], hint="")
