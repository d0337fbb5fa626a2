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
from tests.page_python.on_micropython import micropython
from tests.page_python.pieces import PIECES, REFUSED
from tools.pages import ROOT

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
