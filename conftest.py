"""Lets nbval compare the notebooks' outputs up to the rounding of another processor.

It also lets a cell fail that comes out the other way on another processor: see tools/narrow.py.
"""

import ast
import json
from pathlib import Path

from nbval.plugin import IPyNbCell, IPyNbFile

from tools import narrow
from tools.rounding import same_but_for_rounding

STORED_AS_RUN = (
    "Outputs are stored as `make notebooks` writes them. Was the notebook saved by hand, or its "
    "outputs cleared, or is the change meant? Then run `make notebooks` and look at the difference."
)
compare_exactly = IPyNbCell.compare_outputs
run_cell = IPyNbCell.runtest
start_kernel = IPyNbFile.setup
say_failure = IPyNbCell.repr_failure


def compare_outputs(cell, test, ref, skip_compare=None):
    """Take over from the stored outputs what differs by rounding alone; nbval judges the rest."""
    for computed, stored in zip(test, ref, strict=False):
        if isinstance(computed.get("text"), str) and isinstance(stored.get("text"), str):
            adopt(computed, stored, "text", "text/plain")
        for kind in set(computed.get("data", {})) & set(stored.get("data", {})):
            adopt(computed["data"], stored["data"], kind, kind)
    return compare_exactly(cell, test, ref, skip_compare)


def adopt(computed, stored, key, kind):
    """Set the computed text to the stored one if only rounding parts them."""
    pair = stored[key], computed[key]
    if all(isinstance(text, str) for text in pair) and same_but_for_rounding(*pair, kind):
        computed[key] = stored[key]


def setup(notebook):
    """Start the kernel, and watch how narrowly asserts hold."""
    start_kernel(notebook)
    in_kernel(notebook.kernel, narrow.WATCH)


def runtest(cell):
    """Run a cell as nbval does; it must be stored as run, and leave its asserts some room."""
    run_cell(cell)
    if cell.cell.execution_count is None:
        cell.raise_cell_error("The cell is stored as not run, so that nothing compares it")
    page = Path(cell.fspath).stem
    found = json.loads(in_kernel(cell.parent.kernel, "", narrow.REPORT))
    tight = narrow.not_listed(page, found)
    if tight:
        cell.raise_cell_error("A result is within a hair of another one", "\n".join(tight))


def repr_failure(cell, excinfo):
    """Say also what to do."""
    words = say_failure(cell, excinfo)
    by_hand = ("Cell outputs differ", "Unrun reference cell", "The cell is stored as not run")
    return f"{words}\n{STORED_AS_RUN}\n" if str(excinfo.value).startswith(by_hand) else words


def in_kernel(kernel, code, expression="None"):
    """Run code in a kernel beside the cells; return the string that an expression gives."""
    message = kernel.kc.execute(
        code, silent=True, store_history=False, user_expressions={"it": expression}
    )
    while (reply := kernel.get_message("shell", timeout=30))["parent_header"]["msg_id"] != message:
        pass
    found = reply["content"]["user_expressions"]["it"]
    return ast.literal_eval(found["data"]["text/plain"])


IPyNbCell.compare_outputs = compare_outputs
IPyNbCell.runtest = runtest
IPyNbCell.repr_failure = repr_failure
IPyNbFile.setup = setup
