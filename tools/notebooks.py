"""Run every notebook top to bottom and write it back in its normal form.

    python -m tools.notebooks [NOTEBOOK ...]

Without names: every notebook of _toc.yml. The normal form is the same on every machine: the one
first cell, outputs as they came, no widget state, no personal metadata. A notebook that fails is
left as it was.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools import first_cell
from tools.pages import ROOT, notebooks

TIMEOUT = 120  # seconds a cell
WIDGET = "application/vnd.jupyter.widget-view+json"
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"tags", "jupyter", "cellView", "mystnb", "editable", "collapsed"}


def with_first_cell(notebook):
    """Put the one first cell in its place: the first code cell, after the title."""
    cell = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if cell is None or cell.id != "set-up":
        cell = nbformat.v4.new_code_cell(id="set-up")
        notebook.cells.insert(1, cell)
    cell.source = first_cell.first_cell_source()
    cell.metadata = nbformat.from_dict(first_cell.METADATA)


def execute(path):
    """Return the notebook, executed in a kernel of its own."""
    notebook = nbformat.read(path, as_version=4)
    with_first_cell(notebook)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": path.parent}},
    )
    # A kernel warns on its stderr about its own transport; what a cell prints comes as messages.
    return client.execute(stderr=subprocess.DEVNULL)


def normalise(notebook):
    """Bring a notebook into the form in which it is stored, in place."""
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    for cell in notebook.cells:
        for key in set(cell.metadata) - CELL_METADATA:
            del cell.metadata[key]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
            if "metadata" in output:
                output.metadata = nbformat.NotebookNode()
    nbformat.validate(notebook)
    return notebook


def run_one(path):
    """Run one notebook and write it back; return what to say of it, and whether it failed."""
    start = time.perf_counter()
    try:
        notebook = normalise(execute(path))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return f"{path.relative_to(ROOT)}: failed, and is left as it was\n{error}", True
    nbformat.write(notebook, path)
    return f"{path.relative_to(ROOT)}: {time.perf_counter() - start:.1f} s", False


def main(names):
    paths = [Path(name).resolve() for name in names] or notebooks()
    with ThreadPoolExecutor(2) as pool:
        results = []
        for words, failed in pool.map(run_one, paths):
            print(words, flush=True)
            results.append(failed)
    sys.exit(any(results))


if __name__ == "__main__":
    main(sys.argv[1:])
