"""Run notebooks, mend what can be mended, write them back, and name what breaks a rule.

    python -m tools.notebooks [NOTEBOOK ...]

Nothing that a machine or a person adds is stored: no widget state, no kernel of another name, no
times. A cell that fails is told, and its notebook is left as it was; so nothing else of it is lost.
The rules stand in :mod:`tools.notebook_rules`.
"""

import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools.notebook_rules import code_cells, complaints, mend, put_first_cell
from tools.pages import ROOT, complaints_about_address, complaints_about_list, notebooks

TIMEOUT = 120  # seconds a cell
UNCOMPARED = "nbval-ignore-output"  # the tag of a cell whose output no test compares


def execute(path):
    """Return the notebook, executed in a kernel of its own."""
    notebook = nbformat.read(path, as_version=4)
    put_first_cell(notebook)
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


def run_one(path):
    """Run one notebook and write it back; return what to say of it, and whether it failed."""
    start = time.perf_counter()
    name = path.relative_to(ROOT)
    try:
        notebook = mend(kept(execute(path), committed(path)))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return f"{name}: failed, and is left as it was\n{words_of(error)}", True
    nbformat.write(notebook, path)
    said = [f"{name}: {time.perf_counter() - start:.1f} s", *complaints(path, notebook)]
    return "\n".join(said), len(said) > 1


def committed(path):
    """Return a notebook as git has it, or None where it has none."""
    if shutil.which("git") is None:
        return None
    command = ["git", "show", f"HEAD:./{path.name}"]
    run = subprocess.run(command, cwd=path.parent, capture_output=True)
    return None if run.returncode else nbformat.reads(run.stdout.decode("utf-8"), as_version=4)


def kept(notebook, stored):
    """Return a notebook that ran, with what is stored where a new output says nothing new.

    What a cell prints and no test compares, as times are, differs from run to run: it is kept as
    long as the cell is as it was stored. Who wants it anew edits the cell.
    """
    before = {cell.id: cell for cell in stored.cells} if stored else {}
    for cell in code_cells(notebook):
        old = before.get(cell.id)
        if old and old.source == cell.source and UNCOMPARED in cell.metadata.get("tags", []):
            outputs = [*old.outputs, *cell.outputs]
            if old.outputs and all(one.output_type == "stream" for one in outputs):
                cell.outputs = old.outputs
    return notebook


def words_of(error):
    """Return what a failed run says: the last line first, then the cell and the way there."""
    last = f"{error.ename}: {error.evalue}\n" if isinstance(error, CellExecutionError) else ""
    if isinstance(error, CellTimeoutError):
        last = (
            f"A cell took longer than {TIMEOUT} s. If the machine was busy, run this notebook "
            "again by itself; else the cell below does too much.\n"
        )
    return re.sub(r"\x1b\[[\d;]*m", "", f"{last}{error}")  # without the colours of a terminal


def main(names):
    if missing := [name for name in names if not Path(name).is_file()]:
        sys.exit(f"There is no {', no '.join(missing)}")
    paths = [Path(name).resolve() for name in names] or notebooks()
    said = [*complaints_about_list(), *complaints_about_address()]
    with ThreadPoolExecutor(2) as pool:
        results = [bool(said)]
        for words, failed in pool.map(run_one, paths):
            print(words, flush=True)
            results.append(failed)
    print(*said, sep="\n", end="\n" if said else "")
    sys.exit(any(results))


if __name__ == "__main__":
    main(sys.argv[1:])
