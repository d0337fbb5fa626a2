"""The page judges as the notebook does: by JSON and the same steps, and in MicroPython too."""

import json

from d2l_local.check import PARTS, check, page_data
from d2l_local.check.judging import judge_part
from d2l_local.check.verdict import as_mxnet

import numpy
import pytest

from tests.page_python.on_micropython import printed, worlds
from tests.test_check import CASES, as_arguments
from tools.pages import ROOT

EXERCISES = sorted({part.exercise for part in PARTS.values()})
PAGE = {}
for exercise in EXERCISES:
    PAGE |= json.loads(json.dumps(page_data(exercise), allow_nan=False))


def answers(name):
    """Return every answer among the cases of a part, right and wrong, each as a tuple."""
    cases = CASES[name]
    return [as_arguments(one) for one in [*cases.right, *(wrong for wrong, _ in cases.wrong)]]


def from_data(prepare):
    """Return what makes an array for an answer, as MXNet or as NumPy has it."""
    return lambda values, shape: prepare(numpy.array(values, dtype="float64").reshape(shape))


def test_each_part_is_data():
    assert list(PAGE) == list(PARTS)
    for name, part in PAGE.items():
        count = len(page_data(PARTS[name].exercise))
        assert part["title"] == PARTS[name].title
        assert part["progress"].startswith(f"Exercise {PARTS[name].exercise}: {{done}} of {count}")
    with pytest.raises(ValueError, match="there is no exercise 99"):
        page_data(99)


@pytest.mark.parametrize("name", PARTS)
def test_json_and_judging_alone_give_the_same_verdict_as_the_notebook(name):
    for answer in answers(name):
        whole = check(name, *answer)
        verdicts = [
            judge_part(PAGE[name]["data"], *answer, prepare=from_data(prepare))
            for prepare in (as_mxnet, numpy.copy)
        ]
        # Written for either kind of array, it fails on the other one with an error.
        assert (whole.state, whole.seen, whole.hint) in verdicts


def test_of_two_wrong_choices_the_first_of_the_list_is_told():
    """The reader's dict has no order in MicroPython. Here and by the alphabet others are first."""
    answer = dict.fromkeys(["tanh", "hard tanh", "maxout"], "like none")
    answer |= dict.fromkeys(["absolute value", "two layers of ReLU", "leaky ReLU"], "larger")
    data = PAGE["6c classes"]["data"]
    _, seen, _ = judge_part(data, answer, prepare=None)
    assert seen == "For maxout you say 'like none'."


# In MicroPython itself, answers are replayed: what each gave here, call by call, is given there.

REPLAY = '''
import json
from d2l_local.check.judging import judge_part
from d2l_local.elsewhere import MET


class ndarray:
    def __init__(self, values, shape):
        self.values, self.shape = [float(one) for one in values], tuple(shape)

    def tolist(self):
        nested = self.values
        for length in reversed(self.shape[1:]):
            count = len(nested) // length if length else 0
            nested = [nested[i * length : (i + 1) * length] for i in range(count)]
        return nested if self.shape else nested[0]


def unpacked(one):
    """Return what an answer gave, from the pair of its kind and its content."""
    kind, content = one
    if kind == "array":
        return ndarray(*content)
    if kind == "list":
        return [unpacked(inner) for inner in content]
    if kind == "tuple":
        return tuple([unpacked(inner) for inner in content])
    if kind == "set":
        return set(content)
    if kind == "dict":
        return {unpacked(key): unpacked(inner) for key, inner in content}
    if kind == "float":
        return float(content)
    return content


def replayed(calls):
    left = list(calls)

    def answer(*arguments):
        kind, content = left.pop(0)
        if kind == "raises":
            raise type(content[0], (Exception,), {})(content[1])
        return unpacked((kind, content))

    return answer


for part in open("cases.json"):  # a line for each part
    data, answers = json.loads(part)
    for one in answers:
        MET.clear()
        answer = [replayed(x[1]) if x[0] == "calls" else unpacked(x) for x in one]
        verdict = judge_part(data, *answer, prepare=lambda values, shape: values)
        print(json.dumps(list(verdict)))
'''


def packed(one):
    """Return what an answer gave as a pair that JSON knows: its kind and its content."""
    if hasattr(one, "asnumpy"):
        one = one.asnumpy()
    if isinstance(one, numpy.ndarray):
        return "array", [[*map(repr, one.astype("float64").ravel().tolist())], list(one.shape)]
    if isinstance(one, dict):
        return "dict", [[packed(key), packed(inner)] for key, inner in one.items()]
    if isinstance(one, list | tuple):
        return type(one).__name__, [packed(inner) for inner in one]
    if isinstance(one, set):
        return "set", sorted(one)
    if isinstance(one, str | int | bool) or one is None:
        return "plain", one
    return "float", repr(float(one))


def recorded(answer, calls):
    """Return the answer so that it writes down what it gives, or the error that it raises."""

    def recording(*arguments):
        try:
            given = answer(*arguments)
            calls.append(packed(given))
        except Exception as error:
            calls.append(("raises", [type(error).__name__, str(error)]))
            raise
        return given

    return recording


def test_micropython_gives_the_same_verdict_and_the_same_words():
    lines, expected = [], []
    for name in PARTS:
        data, answered = PAGE[name]["data"], []
        for answer in answers(name):
            kept = [("calls", []) if callable(one) else packed(one) for one in answer]
            recording = [
                recorded(one, calls) if callable(one) else one
                for one, (_, calls) in zip(answer, kept, strict=True)
            ]
            verdict = judge_part(data, *recording, prepare=from_data(as_mxnet))
            answered.append(kept)
            expected.append([name, *verdict])
        lines.append(json.dumps([data, answered]) + "\n")
    files = {f"/{path}": text for path, text in worlds(ROOT)["judge"].items()}
    files["/cases.json"] = "".join(lines)
    said = printed(files, REPLAY)
    verdicts = [json.loads(line) for line in said.splitlines()]
    for (name, state, seen, hint), one in zip(expected, verdicts, strict=True):
        if one[0] == "notebook":  # an error that the page may raise where the notebook does not
            assert seen.startswith("It raised "), name
        else:
            assert [name, *one] == [name, state, seen, hint]
    assert sum([one[0] == "notebook" for one in verdicts]) < 5
