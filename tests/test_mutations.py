"""Plants faults in copies of a notebook, and sees that the tests catch each one."""

import subprocess
import sys

import nbformat
import pytest

from tools.compare import same_but_for_rounding
from tools.pages import ROOT

NOTEBOOK = ROOT / "chapters" / "tanh.ipynb"


def run_nbval(folder, notebook):
    """Run nbval as `make test-notebooks` does; return whether it passed, and what it said."""
    path = folder / "copy.ipynb"
    nbformat.write(notebook, path)
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
         "-c", ROOT / "pyproject.toml", f"--rootdir={folder}", path],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return run.returncode == 0, run.stdout


def code(notebook, start):
    """Return the code cell whose source holds a text."""
    return next(c for c in notebook.cells if c.cell_type == "code" and start in c.source)


def small_notebook(*cells):
    """Return a notebook of the imports of the chapter and some of its cells, as stored."""
    chapter = nbformat.read(NOTEBOOK, as_version=4)
    chapter.cells = [code(chapter, "%matplotlib inline"), *(code(chapter, cell) for cell in cells)]
    return chapter


def test_the_copy_without_a_fault_passes(tmp_path):
    passed, said = run_nbval(
        tmp_path, small_notebook("y = np.tanh(x)\nd2l.plot", "explore(np.tanh")
    )
    assert passed, said


@pytest.mark.parametrize(
    ("cell", "right", "wrong"),
    [
        ("y = np.tanh(x)\nd2l.plot", "np.tanh(x)", "1.01 * np.tanh(x)"),  # a plotted curve
        ("explore(np.tanh", "explore(np.tanh", "explore(lambda x: 1.01 * np.tanh(x)"),
        ("explore(np.tanh", "explore(np.tanh", "explore(lambda x: np.log(x)"),  # raises
    ],
    ids=["a plot 1 % off", "an explorer 1 % off", "a broken slider function"],
)
def test_a_fault_in_a_cell_is_caught(tmp_path, cell, right, wrong):
    notebook = small_notebook(cell)
    target = code(notebook, cell)
    target.source = target.source.replace(right, wrong, 1)
    passed, said = run_nbval(tmp_path, notebook)
    assert not passed
    assert "1 failed" in said


def output(notebook, cell, kind):
    return code(notebook, cell).outputs[0].data[kind]


def test_rounding_alone_is_let_through_and_words_and_whole_numbers_are_not():
    assert same_but_for_rounding("error 1.2345e-07", "error 1.2346e-07")
    assert not same_but_for_rounding("error 1.2345e-07", "error 1.3345e-07")
    assert not same_but_for_rounding("1000 points", "1001 points")
    assert not same_but_for_rounding("agree at 1.0", "differ at 1.0")
    assert not same_but_for_rounding("0.0", "0.00001")


def test_a_drawing_may_move_by_a_twentieth_of_a_unit_and_no_more():
    chapter = nbformat.read(NOTEBOOK, as_version=4)
    page = output(chapter, "explore(np.tanh", "text/html")
    kind = "text/html"
    assert same_but_for_rounding(page, page.replace('cx="228', 'cx="228', 1), kind)
    assert same_but_for_rounding("M1.00,2.00", "M1.04,2.00", "image/svg+xml")
    assert not same_but_for_rounding("M1.00,2.00", "M1.60,2.00", "image/svg+xml")
