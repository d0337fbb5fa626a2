"""What is said of a wrong answer: each declared hint is reached, and none gives the answer away."""

import contextlib
import functools
import io
import json
import re

from d2l_local.check import PARTS, check
from d2l_local.check.asking import Unanswered, Wrong
from d2l_local.check.comparing import ATOL, RTOL, all_agree, hint_for
from d2l_local.check.steps import STEPS, Answered
from d2l_local.check.verdict import as_mxnet
from d2l_local.explorer.words import written

import numpy
import pytest

from tests.page_python.test_typed_answers import ANSWERS, answer_of, questions
from tests.test_check import CASES, as_arguments


def comparisons(part):
    """Yield the steps of a part that compare."""
    return (one for one in part.data["steps"] if one["do"] == "compare")


@pytest.mark.parametrize("name", PARTS)
def test_a_known_fault_has_its_own_hint_on_some_input(name):
    """Another fault before it, with the same values on each input, would have the word."""
    declared, reached = set(), set()
    for step in comparisons(PARTS[name]):
        tolerance = step.get("rtol", RTOL), step.get("atol", ATOL)
        right, faults = step["expected"]["values"], step["faults"]
        for values, hint in faults:
            declared.add(hint)
            is_wrong = not all_agree(values, right, *tolerance)
            if is_wrong and hint_for(values, right, None, faults, *tolerance) == hint:
                reached.add(hint)
    assert declared == reached


def wrong_answers(name):
    """Return the wrong answers to a part: those of the cases, and those that were typed."""
    cases = [as_arguments(answer) for answer, _ in CASES[name].wrong]
    typed = [answer_of(*one) for one in ANSWERS if one[:2] == (name, "wrong")]
    return cases + typed


@functools.cache
def hints_reached():
    with contextlib.redirect_stdout(io.StringIO()):
        return {
            without_numbers(check(name, *answer).hint)
            for name in PARTS
            for answer in wrong_answers(name)
        }


def without_numbers(hint):
    return re.sub(r"−?\d+(\.\d+)?( × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", "N", hint)


def hints_in(data):
    """Yield the hints of a part that belong to no fault of a comparison."""
    if isinstance(data, list):
        for one in data:
            yield from hints_in(one)
    elif isinstance(data, dict):
        for key, one in data.items():
            if key in ("hint", "other", "shape_hint"):
                yield one
            elif key in ("strays", "choices", "needs", "elsewhere", "measured") or (
                key == "faults" and data.get("do") != "compare"
            ):
                yield from (hint for *_, hint in one if isinstance(hint, str) and hint)
            else:
                yield from hints_in(one)


@pytest.mark.parametrize("name", PARTS)
def test_every_other_hint_is_told_of_some_wrong_answer(name):
    assert {without_numbers(hint) for hint in hints_in(PARTS[name].data)} <= hints_reached()


@pytest.mark.parametrize("name", [one for one in PARTS if any(comparisons(PARTS[one]))])
def test_a_number_is_told_of_by_the_name_that_the_part_gives_it(name):
    asked = questions()[name][1]["source"]
    for step in comparisons(PARTS[name]):
        if not isinstance(step["inputs"], str) and not isinstance(step["inputs"][0], str):
            last = step.get("name", "x").split()[-1]
            assert re.search(rf"\b{last}\b", asked), step.get("name", "x")


# What is expected is told to nobody ----------------------------------------------------------

NUMBER = re.compile(r"\d+(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def failure(part, answer):
    """Return the step at which an answer fails, what is told, and what it has given until then."""
    answered = Answered(answer, lambda values, shape: as_mxnet(numpy.array(values).reshape(shape)))
    for step in part.data["steps"]:
        options = {key: value for key, value in step.items() if key != "do"}
        try:
            STEPS[step["do"]](answered, **options)
        except Wrong as wrong:
            return step, wrong, answered.results
        except Unanswered:
            break
    return None


def known_numbers(step, part, answer, results):
    """Return the numbers that a verdict may hold: of the question, and of the answer's own."""
    open_to_all = {key: one for key, one in step.items() if key not in ("expected", "right")}
    open_to_all["faults"] = [hint for *_, hint in step.get("faults", ())]
    texts = [json.dumps(open_to_all, ensure_ascii=False), *hints_in(part.data)]
    if isinstance(step.get("inputs"), list):
        texts += [written(one) for one in step["inputs"] if not isinstance(one, str)]
    texts += [repr(one) for one in answer if not callable(one)]
    for values in results.values():
        texts += [str(values.shape), str(len(values.flat)), written(sum(values.flat))]
        texts += [written(one) for one in values.flat]
        texts += map(str, range(max(values.shape, default=1)))  # indices
        if "{share}" in step.get("seen", "") and len(values.shape) == 2:
            parts = numpy.exp(numpy.array(values.rows()))
            texts += map(written, (parts / parts.sum(axis=1, keepdims=True)).ravel())
    return {number for text in texts for number in NUMBER.findall(text)}


@pytest.mark.parametrize("name", [one for one in PARTS if any(comparisons(PARTS[one]))])
def test_no_verdict_holds_a_number_that_is_neither_the_questions_nor_the_answers(name):
    with contextlib.redirect_stdout(io.StringIO()):
        for answer in wrong_answers(name):
            failed = failure(PARTS[name], answer)
            if failed and failed[0]["do"] in ("compare", "refuse"):
                step, wrong, results = failed
                told = {*NUMBER.findall(wrong.seen), *NUMBER.findall(wrong.hint)}
                assert told <= known_numbers(step, PARTS[name], answer, results), wrong.seen


@pytest.mark.parametrize("name", ["5e", "5f remedies", "6c classes"])
def test_no_verdict_on_a_choice_holds_the_right_one(name):
    for answer in wrong_answers(name):
        (step,) = PARTS[name].data["steps"]
        verdict = check(name, *answer)
        for key, right, hint in step.get("choices") or step["measured"]:
            if hint == verdict.hint:
                told = verdict.seen.replace(str(key), "")
                assert not re.search(rf"\b{re.escape(str(right))}\b", told), verdict.seen
