"""The page judges as the notebook does: by JSON and judging.py alone, and in MicroPython too."""

import ast
import json
import re

from d2l_local.check import PARTS, check, page_data, verdict
from d2l_local.check.parts import ONLY_IN_THE_NOTEBOOK
from d2l_local.check.verdict import as_mxnet, copied
from d2l_local.page_python import judging

import numpy
import pytest

from tests.page_python.on_micropython import printed
from tests.test_check import CASES, as_arguments
from tools.pages import ROOT

EXERCISES = sorted({part.exercise for part in PARTS.values()})
PAGE = {
    part["name"]: part
    for exercise in EXERCISES
    for part in json.loads(json.dumps(page_data(exercise), allow_nan=False))["parts"]
}
IN_DATA = [name for name in PARTS if PAGE[name]["kind"] != "notebook"]
SOURCE = ROOT / "d2l_local" / "page_python" / "judging.py"


def answers(name):
    """Return every answer among the cases of a part, right and wrong, each as a tuple."""
    cases = CASES[name]
    return [as_arguments(one) for one in [*cases.right, *(wrong for wrong, _ in cases.wrong)]]


def from_data(prepare):
    """Return what makes an array for an answer, as MXNet or as NumPy has it."""
    return lambda values, shape: prepare(numpy.array(values, dtype="float64").reshape(shape))


def test_the_page_tells_a_verdict_in_the_notebooks_words():
    """Its sign, its word and its colour stand in the page's script too."""
    script = (SOURCE.parent / "showing.js").read_text("utf-8")
    shown = re.findall(r'^    (\w+): (\[".", ".*?"\]),$', script, flags=re.M)
    assert {state: tuple(json.loads(look)) for state, look in shown} == verdict.LOOK


def test_each_part_is_data_or_says_why_not():
    assert len(IN_DATA) >= 47
    assert list(PAGE) == list(PARTS)
    assert {name for name in PARTS if name not in IN_DATA} == set(ONLY_IN_THE_NOTEBOOK)
    for name, part in PAGE.items():
        assert part["title"] == PARTS[name].title
        if name in ONLY_IN_THE_NOTEBOOK:
            assert part["needs"].endswith("Run it in the notebook."), name
    assert {PAGE[name]["kind"] for name in IN_DATA} == {
        "function",
        "number",
        "numbers",
        "order",
        "choice",
    }
    with pytest.raises(ValueError, match="there is no exercise 99"):
        page_data(99)


@pytest.mark.parametrize("name", IN_DATA)
def test_json_and_judging_alone_give_the_same_verdict_as_the_notebook(name):
    for answer in answers(name):
        whole = check(name, *answer)
        verdicts = [
            judging.judge_part(PAGE[name]["data"], *answer, prepare=from_data(prepare))
            for prepare in (as_mxnet, copied)
        ]
        # Written for either kind of array, it fails on the other one with an error.
        assert (whole.state, whole.seen, whole.hint) in verdicts


def test_of_two_wrong_choices_the_first_of_the_list_is_told():
    """The reader's dict has no order in MicroPython. Here and by the alphabet others are first."""
    answer = dict.fromkeys(["tanh", "hard tanh", "maxout"], "like none")
    answer |= dict.fromkeys(["absolute value", "two layers of ReLU", "leaky ReLU"], "larger")
    data = PAGE["6c classes"]["data"]
    _, seen, _ = judging.judge_part(data, answer, prepare=None)
    assert seen == "For maxout you say 'like none'."


def test_it_is_written_so_that_micropython_reads_it():
    tree = ast.parse(SOURCE.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["import math"]
    for node in ast.walk(tree):
        line = f"line {getattr(node, 'lineno', '?')}"
        assert not isinstance(node, ast.Match), f"{line}: match"
        if isinstance(node, ast.FormattedValue):
            assert node.format_spec is None, f"{line}: write numbers with plain()"
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            assert not any(isinstance(one, ast.Starred) for one in node.elts), f"{line}: [*a]"
        if isinstance(node, ast.Call):
            of = ast.unparse(node.func)
            named = {keyword.arg for keyword in node.keywords}
            assert not (of == "zip" and named), f"{line}: zip(strict=)"
            lacking = ("capitalize", "isalnum", "casefold", "removeprefix", "removesuffix")
            assert of.rpartition(".")[2] not in lacking, f"{line}: {of}"
            if of == "isinstance":
                assert not isinstance(node.args[1], ast.BinOp), f"{line}: isinstance(x, A | B)"
        if isinstance(node, ast.Raise):
            assert node.cause is None, f"{line}: raise from"


# In MicroPython itself, answers are replayed: what each gave here, call by call, is given there.

REPLAY = '''
import json
import judging


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
        answer = [replayed(x[1]) if x[0] == "calls" else unpacked(x) for x in one]
        verdict = judging.judge_part(data, *answer, prepare=lambda values, shape: values)
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
    for name in IN_DATA:
        data, answered = PAGE[name]["data"], []
        for answer in answers(name):
            kept = [("calls", []) if callable(one) else packed(one) for one in answer]
            recording = [
                recorded(one, calls) if callable(one) else one
                for one, (_, calls) in zip(answer, kept, strict=True)
            ]
            verdict = judging.judge_part(data, *recording, prepare=from_data(as_mxnet))
            answered.append(kept)
            expected.append([name, *verdict])
        lines.append(json.dumps([data, answered]) + "\n")
    files = {"/judging.py": SOURCE.read_text("utf-8"), "/cases.json": "".join(lines)}
    said = printed(files, REPLAY)
    verdicts = [json.loads(line) for line in said.splitlines()]
    assert [[name, *one] for (name, *_), one in zip(expected, verdicts, strict=True)] == expected


NUMBERS = [
    *(sign * digits * 10.0**power for sign in (1, -1) for power in range(-12, 13, 3)
      for digits in (1, 1.5, 9.9994, 9.9996, 1 / 3, 2 / 3, numpy.pi, 0.12345, 123.45)),
    0.0, -0.0, 0.0078125, 1e200, 1e-200, 5e-324, 999949.9, 999950.1, 1234.5, 0.00012345,
]  # fmt: skip


def test_a_number_is_written_with_four_digits():
    for number in NUMBERS:
        assert judging.plain(number) == f"{number + 0.0:.4g}".replace("-", "−")
    assert judging.plain(-0.0) == "0" and judging.plain(-1e-7) == "−1e−07"


def test_numbers_are_written_alike_everywhere():
    code = (
        "import json, judging\n"
        "print(json.dumps([judging.plain(one) for one in json.load(open('numbers.json'))]))"
    )
    files = {"/judging.py": SOURCE.read_text("utf-8"), "/numbers.json": json.dumps(NUMBERS)}
    assert json.loads(printed(files, code)) == [judging.plain(one) for one in NUMBERS]
