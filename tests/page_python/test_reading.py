"""What a reader writes does in the page what it does in Python, or is refused in words.

Each piece of Python is run on CPython, and, read by reading.js, on MicroPython in Node.js.
"""

import contextlib
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.page_python.mistakes import FINE, MISTAKES
from tests.page_python.more_pieces import MORE
from tests.page_python.on_micropython import micropython
from tests.page_python.pieces import PIECES as SOME
from tests.page_python.pieces_of_numbers import NUMBERS
from tests.page_python.refused import REFUSED
from tools.pages import ROOT

PIECES = [*SOME, *MORE, *NUMBERS]
RUNNER = Path(__file__).with_name("reading.mjs")
LANGUAGE = sorted((ROOT / "d2l_local" / "page_python" / "language").glob("*.py"))


def modules():
    """Return the text of each module that rewritten code calls, by its path in the page."""
    paths = [*LANGUAGE, ROOT / "d2l_local" / "elsewhere.py"]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    return {"d2l_local/__init__.py": "", "d2l_local/page_python/__init__.py": "", **texts}


def in_the_page(sources):
    """Return what reading and running each source gives, a dict."""
    lines = [json.dumps(one) for one in [modules(), *sources]]
    run = subprocess.run(
        ["node", RUNNER, micropython()], input="\n".join([*lines, ""]),
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


def in_python(source):
    """Return what a source prints on CPython, and its error in a line, or None."""
    printed, error = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "the cell", "exec"), {"__name__": "__main__"})
        except BaseException as failure:
            error = f"{type(failure).__name__}: {failure}"
    return printed.getvalue(), error


@pytest.fixture(scope="module")
def shown():
    return dict(zip(PIECES, in_the_page(PIECES), strict=True))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("source", PIECES)
def test_it_prints_and_raises_what_it_does_in_python(shown, source):
    printed, error = in_python(source)
    given = shown[source]
    assert given["problem"] is None
    assert (given["printed"], given["error"]) == (printed, error)


@pytest.fixture(scope="module")
def read():
    some = [*MISTAKES, *FINE, *REFUSED]
    return dict(zip(some, in_the_page(some), strict=True))


@pytest.mark.parametrize("source", REFUSED)
def test_what_the_page_lacks_is_refused_in_a_line_that_says_what_to_write(read, source):
    line, words = REFUSED[source]
    assert read[source]["problem"]["line"] == line
    assert words in read[source]["problem"]["message"]


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_with_what_to_write(read, source):
    with pytest.raises(SyntaxError):
        compile(source, "the cell", "exec")
    line, words = MISTAKES[source]
    assert read[source]["problem"] == {"line": line, "message": words}


@pytest.mark.parametrize("source", FINE)
def test_what_looks_like_a_mistake_and_is_none_is_read(read, source):
    compile(source, "the cell", "exec")
    assert read[source]["problem"] is None


# What a cell uses of the cells above, and what it defines: sources with both.
SCOPES = {
    "y = np.exp(x)": ("np x", "y"),
    "n = n + 1": ("n", "n"),
    "n += 1": ("n", "n"),
    "n = 1\nm = n": ("", "m n"),
    "if c:\n    f = 1\nprint(f)": ("c f print", "f"),
    "for i in range(3): s = i": ("range", "i s"),
    "def f(x, k=a): return x * k + b": ("a b", "f"),
    "def f():\n    g()\ndef g(): return f": ("", "f g"),
    "f = lambda x, *r, k=z, **o: x + r + k + o + w": ("w z", "f"),
    "[x for x in x if y]": ("x y", ""),
    "{k: v for k, v in d.items()}": ("d", ""),
    "f'{a!r:>{w}} {b=}'": ("a b w", ""),
    "x[0] = 1\ny.z = 2": ("x y", ""),
    "def f():\n    global t\n    t = 1": ("", "f t"),
    "class A(B):\n    c = 1\n    def m(self): return c, d": ("B c d", "A"),
    "import a.b as c, d.e\nfrom f import g as h, i": ("", "c d h i"),
    "with a as b: pass": ("a", "b"),
    "try: pass\nexcept E as e: pass": ("E", "e"),
    "print(y := 3)": ("print", "y"),
    "f(x=y)": ("f y", ""),
    "(a, *b), c = d": ("d", "a b c"),
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = y\n    return g": (
        "y",
        "f",
    ),
    "explore(f, k=(1, 2))": ("explore f", ""),
    "x: T = 3": ("", "x"),
}


@pytest.mark.parametrize("source", SCOPES)
def test_what_a_cell_uses_and_defines_is_read_from_its_scopes(source):
    (given,) = in_the_page([source])
    assert given["problem"] is None
    assert (" ".join(sorted(given["uses"])), " ".join(sorted(given["defines"]))) == SCOPES[source]


def test_what_is_asked_of_the_page_is_asked_at_its_call_with_its_words_in_order():
    source = """
def f(x): return x
for a in (0, .5):
    report(lambda x: a * x)
explore(f, b=(0, 1), a=(2, 3), *[1], **{'z': 1, 'y': 2})
if True: check('1a', f)
[plane(one) for one in []]
"""
    (given,) = in_the_page([source])
    assert given["asked"] == [
        ["report", 1, [], 4], ["report", 1, [], 4],
        ["explore", 2, ["b", "a", "z", "y"], 5], ["check", 2, [], 6],
    ]  # fmt: skip
    assert sorted(given["asks"]) == ["check", "explore", "plane", "report"]


def test_each_line_of_what_runs_has_the_line_of_the_reader():
    source = (
        "x = 1\n\nfor i in range(2):  # twice\n    x = (x +\n         1)\n\ns = '''a\nb'''\n1 / 0\n"
    )
    (given,) = in_the_page([source])
    text = given["text"].split("\n")
    assert len(text) == len(given["lines"])
    at = text.index(" _page_last((1 / 0))")
    assert given["lines"][at] == 9 and given["lines"][text.index(" x = 1")] == 1
    assert given["lines"][text.index("b'''")] == 8


def test_a_name_that_the_cell_defines_is_not_the_page_s():
    source = "def report(f): print('mine', f)\nreport(3)"
    (given,) = in_the_page([source])
    assert given["asked"] == [] and given["asks"] == [] and given["printed"] == "mine 3\n"


def test_functions_of_every_kind_know_their_parameters():
    source = """
def f(x: float, k: float = 1.0): return k * x
first = f
def f(a, /, b, *rest, c=2, **options): pass
def outer():
    def f(x, w): pass
    return f
class A:
    def __call__(self, x, n=1): pass
    def m(self, x): pass
show = tell
for one in (first, f, outer(), lambda x, k=(1, 2): x, A(), A.m, print): show(one)
"""
    (given,) = in_the_page([source])
    assert given["printed"].splitlines() == [
        "['x', 'k=1.0']", "['a', 'b', '*rest', 'c=2', '**options']", "['x', 'w']",
        "['x', 'k=(1, 2)']", "['x', 'n=1']", "['self', 'x']", "None",
    ]  # fmt: skip


def test_a_loop_pauses_now_and_then_and_no_function_does():
    loop, function = in_the_page([
        "for i in range(160): pass", "def f():\n    for i in range(160): pass\nf()",
    ])  # fmt: skip
    assert (loop["pauses"], function["pauses"]) == (11, 1)


LEFT = [  # generators whose finally runs in the notebook when nothing holds them any more
    "for a in g(): break", "next(g())", "it = g()\nnext(it)\nit = None",
    "def f():\n    for a in g(): return a\nf()",
    "def g():\n    with C():\n        yield 1\nclass C:\n    def __enter__(self): pass\n"
    "    def __exit__(self, *e): pass\nnext(g())",
]  # fmt: skip


@pytest.mark.parametrize("source", LEFT)
def test_a_generator_that_is_left_is_told_of(source):
    before = "def g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        pass\n"
    given = in_the_page([before + source])[0]
    assert given["error"].startswith("Elsewhere: a generator with a finally, or a with, was left")


def test_no_attribute_by_its_name_leads_out():
    for name in ("__globals__", "__class__", "__dict__", "_page_lt"):
        given = in_the_page([f"def f(): pass\ngetattr(f, {name!r})"])[0]
        assert given["error"] == f"Elsewhere: the attribute {name} is not for a page"
