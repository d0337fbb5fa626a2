"""Run every notebook as other machines would, and hold what comes out against what is stored.

    python -m tools.machines [NOTEBOOK ...]

The libraries that compute here (the OpenBLAS of MXNet and of NumPy, oneDNN inside MXNet, NumPy's
own loops, the C library's exp and tanh) each have code for several processors, and environment
variables that choose older code than this processor's. First is shown that the variables do have an
effect: the last bits of some products and functions, machine by machine. Then each notebook runs on
each machine. Told is for each cell the largest difference from the stored outputs, as a share of
what the tests let through, and what leaves an assert or a rounding too little room
(tools/narrow.py). What is outside is the exit status.
"""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from tools import narrow
from tools.notebook_rules import WIDGET
from tools.pages import notebooks
from tools.rounding import differences

# The processors that a kernel is told it runs on, and its threads. Two differ in how many numbers
# they add at once; the last also multiplies and adds in one step. AVX-512 cannot be played on a
# processor without it: there the first line is another machine.
OLD_FUNCTIONS = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F",
}
MACHINES = {
    "this one": {},
    "Nehalem, one thread": {
        "OPENBLAS_CORETYPE": "Nehalem",
        "DNNL_MAX_CPU_ISA": "SSE41",
        "OMP_NUM_THREADS": "1",
        **OLD_FUNCTIONS,
    },
    "Sandy Bridge, two threads": {
        "OPENBLAS_CORETYPE": "Sandybridge",
        "DNNL_MAX_CPU_ISA": "AVX",
        "OMP_NUM_THREADS": "2",
        **OLD_FUNCTIONS,
    },
    "Haswell, one thread": {
        "OPENBLAS_CORETYPE": "Haswell",
        "DNNL_MAX_CPU_ISA": "AVX2",
        "OMP_NUM_THREADS": "1",
        "NPY_DISABLE_CPU_FEATURES": "X86_V4",
    },
}
CHANGES_ALL = "Nehalem, one thread"
PROBE = """
import hashlib, json, math
import d2l_local
import numpy
from mxnet import np, npx
npx.set_np()
draw = numpy.random.RandomState(0)
a, b = draw.randn(300, 256), draw.randn(256, 200)
f, g = a.astype("float32"), b.astype("float32")
seen = {
    "MXNet's OpenBLAS": np.dot(np.array(f), np.array(g)).asnumpy(),
    "MXNet's oneDNN": npx.fully_connected(
        np.array(f), np.array(g.T.copy()), no_bias=True, num_hidden=200).asnumpy(),
    "NumPy's OpenBLAS": a @ b,
    "NumPy's loops": numpy.tanh(a),
    "the C library": numpy.array([math.exp(value) for value in a.ravel()]),
}
print(json.dumps({k: hashlib.md5(v.tobytes()).hexdigest() for k, v in seen.items()}))
"""


@dataclass
class Cell:
    """What came out of one cell on one machine."""

    id: str
    expected: list  # of outputs
    outputs: list
    compared: bool
    found: list = field(default_factory=list)  # by tools/narrow.py

    def error(self):
        """Return the error that ended the cell, or None."""
        wrong = (o for o in self.outputs if o.output_type == "error")
        return next((f"{o.ename}: {o.evalue}".strip(" :") for o in wrong), None)

    def difference(self):
        """Return the largest difference from the stored outputs: in words, and in units."""
        if self.error():
            return self.error(), float("inf")
        if not self.compared:
            return "", 0.0
        here, there = texts(self.outputs), texts(self.expected)
        if [kind for kind, _ in here] != [kind for kind, _ in there]:
            return "other kinds of outputs", float("inf")
        found = [
            found
            for (kind, computed), (_, stored) in zip(here, there, strict=True)
            for found in differences(stored, computed, kind)
        ]
        if not found:
            return "", 0.0
        stored, computed, apart = max(found, key=lambda one: one[2])
        return f"{shortened(stored)} -> {shortened(computed)}", apart


def shortened(piece):
    """Return a piece in a few words."""
    words = getattr(piece, "written", getattr(piece, "words", None)) or repr(piece)
    return words if len(words) < 40 else f"{words[:36]} ..."


def texts(outputs):
    """Return what the outputs of a cell say, by kind."""
    found = []
    for output in outputs:
        if "text" in output:
            found.append(("text/plain", output.text))
        data = output.get("data", {})
        found += [(kind, data[kind]) for kind in sorted(data) if kind != WIDGET]
    return found


def run(path, machine):
    """Run a notebook on a machine; return its cells."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    stored = [list(cell.outputs) for cell in cells]
    notebook.cells = [nbformat.v4.new_code_cell(narrow.WATCH)]
    for cell in cells:
        notebook.cells += [cell, nbformat.v4.new_code_cell(f"print({narrow.REPORT})")]
    client = NotebookClient(
        notebook,
        timeout=240,
        kernel_name="python3",
        store_widget_state=False,
        coalesce_streams=True,
        allow_errors=True,
        resources={"metadata": {"path": path.parent}},
    )
    # Threads that wait do so asleep: several kernels share the cores.
    environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE", **MACHINES[machine]}
    client.execute(stderr=subprocess.DEVNULL, env=environment)
    reports = [json.loads(cell.outputs[0].text) for cell in notebook.cells[2::2]]
    return [
        Cell(
            cell.id,
            expected,
            cell.outputs,
            "nbval-ignore-output" not in cell.metadata.get("tags", []),
            found,
        )
        for cell, expected, found in zip(cells, stored, reports, strict=True)
    ]


def effects(machine):
    """Return the last bits of some results on a machine, by the library that computes them."""
    environment = {**os.environ, **MACHINES[machine]}
    command = [sys.executable, "-c", PROBE]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def tell_effects(pool):
    """Print which libraries compute otherwise on each machine; return what has no effect."""
    plain, *others = pool.map(effects, MACHINES)
    for name, seen in zip(list(MACHINES)[1:], others, strict=True):
        moved = [library for library in plain if seen[library] != plain[library]]
        print(f"{name}: other last bits from {', '.join(moved) or 'nothing'}", flush=True)
        if name == CHANGES_ALL:
            silent = [library for library in plain if library not in moved]
    # An old processor is no other machine.
    return [f"{CHANGES_ALL}: no effect on {library}" for library in silent]


def tell_differences(name, runs):
    """Print for each cell of a notebook its largest difference; return what is outside."""
    outside = []
    for cells in zip(*runs.values(), strict=True):
        worst = max(
            ((*cell.difference(), machine) for machine, cell in zip(runs, cells, strict=True)),
            key=lambda one: one[1],
        )
        words, apart, machine = worst
        if apart > 0:
            line = f"{name:<15}{cells[0].id:<34}{apart:>8.1%}  {machine:<27}{words}"
            print(line, flush=True)
            if apart > 1:
                outside.append(f"{name} {cells[0].id} on {machine}: {words}")
    return outside


def tell_narrow(name, runs):
    """Print what is near to coming out otherwise; return what is too near and not listed."""
    known, outside = narrow.reasons_of(name), []
    for cells in zip(*runs.values(), strict=True):
        rooms = {}
        for cell in cells:
            for one in cell.found:
                rooms.setdefault((one["expression"], one["kind"]), []).append(one["room"])
        for (expression, kind), seen in rooms.items():
            least = max(seen) if kind == "bound" else min(seen)
            one = {"expression": expression, "kind": kind, "room": least}
            moves = kind == "order" and least < 3 * (max(seen) - min(seen))
            if not (moves or narrow.is_narrow(one, narrow.LISTED)):
                continue
            reason = known.get(expression)
            words = narrow.MEANING[kind].format(**one)
            if moves:
                words += f", and machines differ by {max(seen) - min(seen):.0e}"
            listed = "listed" if reason else "not listed"
            print(f"{name:<15}{cells[0].id:<34}{listed:<11}{expression}: {words}", flush=True)
            if not reason:
                outside.append(f"{name} {cells[0].id}: {expression}: {words}")
    return outside


def main(names):
    start = time.perf_counter()
    paths = [Path(name).resolve() for name in names] or notebooks()
    jobs = [(path, machine) for path in paths for machine in MACHINES]
    with ThreadPoolExecutor(2) as pool:
        outside = tell_effects(pool)
        try:
            results = dict(zip(jobs, pool.map(run, *zip(*jobs, strict=True)), strict=True))
        except (CellTimeoutError, DeadKernelError) as error:
            sys.exit(f"a notebook did not come to its end: {error}")
    print(f"\n{'page':<15}{'cell':<34}{'of limit':>8}  {'machine':<27}largest difference")
    by_page = {
        path.stem: {machine: results[path, machine] for machine in MACHINES} for path in paths
    }
    for name, runs in by_page.items():
        outside += tell_differences(name, runs)
    print("\nNear to coming out otherwise:")
    for name, runs in by_page.items():
        outside += tell_narrow(name, runs)
    took = time.perf_counter() - start
    print(f"\n{len(paths)} notebooks on {len(MACHINES)} machines: {took:.0f} s, ", end="")
    print(f"{len(outside)} outside" if outside else "nothing is outside")
    if outside:
        print(narrow.WHAT_TO_DO, *outside, sep="\n", file=sys.stderr)
    sys.exit(bool(outside))


if __name__ == "__main__":
    main(sys.argv[1:])
