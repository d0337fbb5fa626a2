"""What a cell may reach and leave behind: nothing of another run, of the judge, of JavaScript."""

import json

import pytest

from tests.page_python.on_micropython import parts_of, shown_by

# What a run changes, and what the next one prints all the same.
LEFT_BEHIND = {
    "a function of np": ("np.tanh = npx.relu", "print(np.tanh(np.array([0.5])))", "[0.46211717]"),
    "a constant": ("import math\nmath.pi = 3", "import math\nprint(math.pi)", "3.141592653589793"),
    "the catalogue": (
        "from d2l_local.activations import CATALOGUE\nCATALOGUE.clear()",
        "from d2l_local.activations import CATALOGUE\nprint(len(CATALOGUE) > 5)", "True",
    ),
    "the seed of np": (
        "npx.random.seed(3)\nnp.random.normal(size=9)",
        "npx.random.seed(1)\na = np.random.normal(size=2)\nnpx.random.seed(1)\n"
        "print((a == np.random.normal(size=2)).all())", "True",
    ),
    "the seed of random": (
        "import random\nrandom.seed(3)\nrandom.random()",
        "import random\nrandom.seed(5)\nprint(random.random())", "0.6229016948897019",
    ),
    "recording": (
        "autograd.record().__enter__()",
        "print(autograd.is_recording(), autograd.is_training())", "False False",
    ),
    "a name": ("secret = 1", "try:\n    print(secret)\nexcept NameError:\n    print('gone')",
               "gone"),
    "a function's name": ("def sum(*x): return 0\nlen = max = sum", "print(sum([1, 2]), len('ab'))",
                          "3 2"),
    "a module of Python": (
        "import itertools\nitertools.count = None",
        "import itertools\nprint(next(itertools.count(4)))", "4",
    ),
    "the class of arrays": (
        "np.ndarray.sum = lambda self: 7", "print(float(np.ones(3).sum()))", "3.0",
    ),
    "what is left when memory ends": ("a = [0] * 10 ** 9", "print(1)", "1"),
    "explore itself": (
        "import d2l_local.explorer\nd2l_local.explorer.explore = None\nexplore = 3",
        "from d2l_local.explorer import explore\nprint(callable(explore))", "True",
    ),
}  # fmt: skip
IMPORTS = "from mxnet import autograd, np, npx\n"


def test_each_run_starts_from_what_the_page_defines():
    cells = [
        {"source": IMPORTS + source}
        for first, then, _ in LEFT_BEHIND.values()
        for source in (first, then)
    ]
    printed = [one["printed"] for one in shown_by(cells)][1::2]
    found = dict(zip(LEFT_BEHIND, printed, strict=True))
    assert found == {name: f"{expected}\n" for name, (*_, expected) in LEFT_BEHIND.items()}


# Ways to the judge, to what is expected, to verdicts, to JavaScript. Each prints or returns what it
# has got hold of; it must not be there.
ATTACKS = [
    "print(explore.__globals__)",
    "print(check.__globals__)",
    "print(check.__self__.parts)",
    "print(check.__self__.outputs)",
    "print(getattr(check, '__globals__'))",
    "print(getattr(check, '__' + 'globals' + '__'))",
    "import operator\nprint(operator.attrgetter('__globals__')(check))",
    "import operator\nprint(operator.methodcaller('__getattribute__', 'x')(check))",
    "print(vars(check))",
    "print(globals()['shown'])",
    "print(__import__('d2l_local.check.judging'))",
    "import d2l_local.check.judging as judging\nprint(judging.judge_part)",
    "from d2l_local.page_python import judge\nprint(judge.judge_json)",
    "from d2l_local.page_python import cells\nprint(cells.shown)",
    "import answers\nprint(answers.ask)",
    "import js\nprint(js.fetch)",
    "import jsffi\nprint(jsffi.JsProxy)",
    "import sys\nprint(sys.modules)",
    "import uctypes\nprint(uctypes.bytes_at(0, 99))",
    "import gc\nprint(gc.mem_alloc())",
    "import micropython\nprint(micropython.mem_info())",
    "import builtins\nprint(builtins.print)",
    "print(open('/book/d2l_local/page_python/cells.py').read())",
    "exec('import js')",
    "print(eval('check.__globals__'))",
    "print('{0.__globals__}'.format(check))",
    "print(f'{check.__globals__}')",
    "try:\n    1 / 0\nexcept Exception as error:\n    print(error.__traceback__.tb_frame)",
    "def f():\n    yield 1\nprint(f().gi_frame.f_globals)",
    "print((lambda: 0).__globals__)",
    "print(type(check).__call__)",
    "print(object.__subclasses__())",
    "class A:\n    def __getattr__(self, name):\n        return check.__globals__\nprint(A().x)",
    "_page_text = print\nprint(_page_named)",
]


@pytest.fixture(scope="module")
def attacked():
    parts = parts_of("exercise_1")
    cells = [{"source": IMPORTS + one, "parts": parts} for one in ATTACKS]
    return dict(zip(ATTACKS, shown_by(cells), strict=True))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_cell_reaches_leads_out_of_it(attacked, attack):
    assert attacked[attack]["error"]["line"] and not attacked[attack]["printed"]


SPY = """
seen = []
def spy(x):
    seen.append(x)
    return 1 - np.tanh(x) ** 2 if len(seen) > 99 else 0 * x
check('1a', spy)
for one in seen:
    print([name for name in ('expected', 'compare', 'answer') if hasattr(one, name)])
    print(type(one).__name__)
"""
REPLACED = [
    "def check(*unused): print('Right')\ncheck('1a', lambda x: x)",
    "class Always:\n    def __eq__(self, other): return True\n    def __abs__(self): return 0\n"
    "    def __sub__(self, other): return 0\ncheck('1a', lambda x: Always())",
    "np.ndarray.tolist = lambda self: [0.0] * self.size\ncheck('1a', lambda x: x)",
    "import math\nmath.isfinite = lambda v: True\nmath.isnan = math.isfinite\n"
    "check('1a', lambda x: x)",
    "class number(float):\n    def __float__(self): return 0.0\ncheck('1a', lambda x: number(1))",
    "abs = lambda v: 0\nmax = lambda *v: -1\ncheck('1a', lambda x: x)",
]


@pytest.mark.parametrize("source", REPLACED)
def test_no_answer_makes_its_own_verdict(source):
    (shown,) = shown_by([{"source": IMPORTS + source, "parts": parts_of("exercise_1")}])
    assert [one["state"] for one in shown["verdicts"] if one["state"] == "right"] == []


def test_what_an_answer_is_given_tells_nothing_of_what_is_expected():
    parts = parts_of("exercise_1")
    (shown,) = shown_by([{"source": IMPORTS + SPY, "parts": parts}])
    assert set(shown["printed"].split("\n")) <= {"[]", "ndarray", "float", ""}
    expected = {
        repr(value)
        for step in parts["1a"]["data"]["steps"]
        for value in step.get("expected", {}).get("values", ())
        if value not in (0, 1)
    }
    words = json.dumps(shown)
    assert expected and not any(one in words for one in expected)
