"""Plants faults in copies of a notebook, and sees that the tests catch each one."""

import subprocess
import sys

import nbformat
import pytest

from tools.pages import ROOT

NOTEBOOK = ROOT / "chapters" / "tanh.ipynb"
pytestmark = pytest.mark.workshop


def run_nbval(folder, notebook):
    """Run nbval as `make test-notebooks` does; return whether it passed, and what it said.

    Each failure is said once: the summary at the end, which pytest shortens but in CI, is left out.
    """
    path = folder / "copy.ipynb"
    nbformat.write(notebook, path)
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rN",
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


PLOT, EXPLORER = "y = np.tanh(x)\nd2l.plot", "explore(np.tanh"


def test_the_copy_without_a_fault_passes(tmp_path):
    passed, said = run_nbval(tmp_path, small_notebook(PLOT, EXPLORER))
    assert passed, said


def test_each_fault_in_a_cell_is_caught(tmp_path):
    """A plot 1 % off, an explorer 1 % off, a slider function that raises; the rest passes."""
    notebook = small_notebook(PLOT, EXPLORER)
    explorer = code(notebook, EXPLORER)
    notebook.cells.append(explorer.copy())
    plot, explorer, broken = notebook.cells[1:]
    broken.id = "broken"
    plot.source = plot.source.replace("np.tanh(x)", "1.01 * np.tanh(x)", 1)
    explorer.source = explorer.source.replace(EXPLORER, "explore(lambda x: 1.01 * np.tanh(x)", 1)
    broken.source = broken.source.replace(EXPLORER, "explore(lambda x: np.log(x)", 1)
    passed, said = run_nbval(tmp_path, notebook)
    assert not passed and "3 failed, 1 passed" in said
    failures = said.split("Notebook cell execution failed")[1:]
    why = ("Cell outputs differ", "Cell outputs differ", "ValueError")
    for number, (words, expected) in enumerate(zip(failures, why, strict=True), 1):
        assert f"Cell {number}: " in words and expected in words


def test_each_failure_of_a_stored_notebook_says_what_to_do(tmp_path):
    def cell(source, printed=None, count=1):
        outputs = [nbformat.v4.new_output("stream", text=printed)] if printed else []
        return nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=count)

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        cell("print('fresh')", "stale\n"),
        cell("print('not run')", count=None),
        cell("print('cleared', 1)"),
        cell("error = 0.97e-6\nassert error < 1e-6"),
        cell("mean = 0.24999999\nprint(f'{mean:.1f}')", "0.2\n"),
        cell("print(0.1 + 0.2, 1.0000001)", "0.3 1.0\n"),  # passes
    ]
    passed, said = run_nbval(tmp_path, notebook)
    assert not passed and "5 failed, 1 passed" in said
    for fault, number in (("Cell outputs differ", 0), ("stored as not run", 1), ("differ", 2)):
        about = said.split(f"Cell {number}: ")[1].split("Notebook cell execution failed")[0]
        assert fault in about and "make notebooks" in about
    assert "error < 1e-06: 97% of the bound is used" in said
    assert "writes it with another digit" in said and "tests/narrow.yml" in said
