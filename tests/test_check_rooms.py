"""The rooms of the judge, each by itself: what no whole answer shows."""

from d2l_local.check import asking, judging
from d2l_local.check.asking import Wrong
from d2l_local.check.comparing import RTOL, hint_for
from d2l_local.check.exercise_5 import MEASURED, NEAR
from d2l_local.check.judging import judge_part
from d2l_local.check.parts import PARTS
from d2l_local.check.steps import STEPS, Answered
from d2l_local.check.verdict import as_mxnet
from d2l_local.elsewhere import MET

import numpy
import pytest


def judged(data, answer, **options):
    MET.clear()
    return judge_part(data, answer, prepare=lambda values, shape: values, **options)


def test_a_fault_that_is_right_here_is_passed_over():
    """Values that are a little off lie within twice the bounds of what is expected."""
    expected, off = [1.0, 0.0], [1 + 1.5 * RTOL, 0.0]
    faults = [([1.0, 0.0], "of a fault that shows elsewhere"), ([1.0, 3.0], "of another")]
    assert hint_for(off, expected, "the general one", faults) == "the general one"
    assert hint_for([1.0, 3.0], expected, "the general one", faults) == "of another"


def test_an_answer_with_numpy_that_may_hold_in_float64_is_for_the_notebook():
    data = PARTS["1a"].data

    def infinite(x):
        return x * 0 + numpy.inf

    def fails(x):
        raise ValueError("of a kind that nobody knows")

    for answer, reason in ((infinite, judging.IN_FLOAT64), (fails, judging.OF_NUMPY)):
        MET.clear()
        given = {"prepare": lambda values, shape: numpy.array(values).reshape(shape)}
        state, seen, hint = judge_part(data, answer, needs_float64=True, **given)
        assert (state, seen, hint) == ("notebook", reason, "")
        assert judge_part(data, answer, **given)[0] == "wrong"
    assert "float64" in judging.IN_FLOAT64 and "functions" in judging.OF_NUMPY


def test_what_the_notebook_judges_is_said_once_with_what_to_do():
    for words in (judging.MIXED, judging.IN_FLOAT64, judging.OF_NUMPY):
        assert words.count("otebook") == 1 and words.endswith("Run the cell in the notebook.")


def test_an_argument_without_axes_reaches_the_answer_so():
    made = []
    answered = Answered((None,), lambda values, shape: made.append((values, shape)) or "made")
    assert answered.given({"values": [3.0], "shape": []}) == "made"
    assert answered.given([1, {"values": [1.0, 2.0], "shape": [2]}]) == [1, "made"]
    assert made == [([3.0], ()), ([1.0, 2.0], (2,))]


def test_jumps_that_could_hold_with_numpy_are_known():
    """An error of no known kind in a dict of jumps may be one that NumPy does not raise."""

    def fails(*arguments):
        raise ValueError("of a kind that nobody knows")

    def misspelt(*arguments):
        return missing_name  # noqa: F821

    for answer, may_hold in ((fails, True), (misspelt, False)):
        with pytest.raises(Wrong) as raised:
            STEPS["ask_pairs"](
                Answered((answer,), as_mxnet), [1.0], "for w", [0.0], [], "no", "a hint"
            )
        assert raised.value.may_hold_elsewhere is may_hold and raised.value.hint == "a hint"


def test_a_function_in_place_of_a_value_is_told_to_be_called():
    with pytest.raises(Wrong) as raised:
        asking.numbers(lambda x: x)
    assert raised.value.hint == "That is a function. Call it: its value is asked for."
    with pytest.raises(Wrong) as raised:
        asking.numbers("3")
    assert raised.value.hint == "Return a number or an array of numbers."


def guesses(**changed):
    """Return the measured accuracies, with some changed by their place in the list."""
    found = dict(MEASURED)
    for place, value in changed.items():
        found[list(found)[int(place[1:])]] = value
    return found


def test_a_guess_may_be_as_far_off_as_is_said_and_no_farther():
    works = [i for i, value in enumerate(MEASURED.values()) if value > 0.5]
    place = works[0]
    low = max(value for value in MEASURED.values() if value <= 0.5)
    right = list(MEASURED.values())[place]
    state, seen, _ = judged(PARTS["5e"].data, guesses(**{f"p{place}": right - 0.9 * NEAR}))
    assert state == "right" and "Each is within 0.15" in seen
    far = {f"p{i}": list(MEASURED.values())[i] - 1.8 * NEAR for i in works}
    state, seen, _ = judged(PARTS["5e"].data, guesses(**far))
    assert min(far.values()) >= 2 * low and state == "right" and "The right order" in seen
    between = {**far, f"p{lifted(low)}": low + 1.8 * NEAR}
    state, _, _ = judged(PARTS["5e"].data, guesses(**between))
    assert state == "wrong"


def lifted(low):
    """Return the place of the highest accuracy of those that do not work."""
    return list(MEASURED.values()).index(low)
