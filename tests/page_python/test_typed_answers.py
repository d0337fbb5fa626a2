"""What readers type is judged in the page as in the notebook, or the page says that it cannot.

tests/check_cases/typed/ has answers as text, a file for each exercise. Each is run here twice: by
CPython with MXNet, and as the page runs a cell. The verdicts have one state and one hint, or the
page's is "judged in the notebook".
"""

import functools
import re

from d2l_local.check import PARTS, check

import nbformat
import pytest

from tests.page_python.on_micropython import page_cells, shown_by
from tools.pages import ROOT

TYPED = ROOT / "tests" / "check_cases" / "typed"
ASKED = re.compile(r"^check\('([^']+)', .*\)$", flags=re.M)


def typed_answers():
    """Return the answers: triples of the part, the state that is meant, and the text."""
    found = []
    for path in sorted(TYPED.glob("*.txt")):
        for block in path.read_text("utf-8").split("## ")[1:]:
            head, _, text = block.partition("\n")
            name, _, state = head.rpartition(" ")
            found.append((name, state, text.strip()))
    return found


ANSWERS = typed_answers()
NUMBERS = range(len(ANSWERS))
IDS = [f"{name} {state} {i}" for i, (name, state, _) in enumerate(ANSWERS)]


@functools.cache
def questions():
    """Return for each part the line that asks it, and what its cell runs with in the page."""
    found = {}
    for path in sorted(ROOT.glob("exercises/*.ipynb")):
        for cell, given in page_cells(path):
            asked = ASKED.search(cell.source)
            if asked:
                name = asked[1]
                found[name] = asked[0], {**given, "parts": {name: given["parts"][name]}}
    return found


@functools.cache
def imports_of(exercise):
    """Return the lines of an exercise that import what its cells use."""
    cells = nbformat.read(ROOT / f"exercises/exercise_{exercise}.ipynb", as_version=4).cells
    shown = next(cell.source for cell in cells if "import d2l_local\n" in cell.source)
    return "\n".join(line for line in shown.split("\n") if re.match("(import|from) ", line))


def answer_of(name, _, text):
    """Return what a typed answer hands to ``check``, a tuple."""
    scope = {}
    exec(imports_of(PARTS[name].exercise), scope)
    exec(text, scope)
    return eval(questions()[name][0], {**scope, "check": lambda _, *answer: answer})


def in_the_notebook(answer):
    """Return the verdict of the notebook on a typed answer."""
    return check(answer[0], *answer_of(*answer))


@functools.cache
def in_the_page():
    """Return what each typed answer shows in its page; all run in one process."""
    cells = []
    for name, _, text in ANSWERS:
        line, given = questions()[name]
        cells.append({**given, "source": f"{text}\n\n{line}"})
    return shown_by(cells)


@pytest.mark.parametrize("i", NUMBERS, ids=IDS)
def test_the_notebook_judges_a_typed_answer_as_it_is_meant(i, capsys):
    verdict = in_the_notebook(ANSWERS[i])
    assert verdict.state == ANSWERS[i][1], verdict


@pytest.mark.parametrize("i", NUMBERS, ids=IDS)
def test_the_page_gives_the_notebooks_verdict_or_none(i, capsys):
    shown = in_the_page()[i]
    assert "error" not in shown, shown["error"]
    (here,) = shown["verdicts"]
    there = in_the_notebook(ANSWERS[i])
    if here["state"] != "notebook":
        assert (here["state"], here["hint"]) == (there.state, there.hint), (here["seen"], there)


# What is not in the page, with words of the reason for which the notebook judges.
ABSENT = {
    "from fractions import Fraction\none = float(Fraction(1))\n": "fractions is not in the page's",
    "import sympy as sp\nt = sp.Symbol('t')\none = 1\n": "sympy is not in the page's Python",
    "from dataclasses import dataclass\n@dataclass\nclass K:\n    k: float = 1.0\none = 1\n":
        "dataclasses is not in the page's Python",
    "one = 1 + 0 * onp.finfo(onp.float32).eps\n": "NumPy's finfo is not in the page's Python",
    "one = float(onp.vectorize(abs)(1))\n": "NumPy's vectorize is not in the page's Python",
    "from scipy.special import expit\none = float(expit(0)) * 2\n": "scipy is not in the page's",
    "def deep(n): return n and 1 + deep(n - 1)\none = 1\n":
        "a function calls itself more often than the page's Python can",
}  # fmt: skip


def test_what_the_page_lacks_is_named_in_the_verdict_and_never_an_error():
    line, given = questions()["1a"]
    answer = "def tanh_derivative(x):\n    return one - np.tanh(x) ** 2\n"
    deep = answer.replace("one -", "deep(500) * 0 + one -")
    cells = [
        {**given, "source": f"{before}{deep if 'deep' in before else answer}{line}"}
        for before in ABSENT
    ]
    for shown, words in zip(shown_by(cells), ABSENT.values(), strict=True):
        assert "error" not in shown, shown
        (verdict,) = shown["verdicts"]
        assert verdict["state"] == "notebook" and words in verdict["seen"]
        (first,) = verdict["lines"]
        assert first.startswith("↗ Judged in the notebook (1a, ")
        assert {"judged": "1a"} in shown["shown"]


def test_few_right_answers_are_left_to_the_notebook():
    right = [i for i in NUMBERS if ANSWERS[i][1] == "right"]
    shown = [in_the_page()[i]["verdicts"] for i in right]
    states = [one[0]["state"] if one else "notebook" for one in shown]
    assert len(ANSWERS) >= 370 and len(right) >= 170
    assert {name for name, _, _ in ANSWERS} == set(PARTS)
    assert states.count("notebook") <= 17
