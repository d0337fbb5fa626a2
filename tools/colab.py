"""Run every notebook as Google Colab would: alone, in a runtime with Colab's own versions.

    python -m tools.colab [NOTEBOOK ...]

The working tree is served as a zip at an http address, as a forge does, and the notebooks are
those that would be published from there (``tools/published.py``): each runs in an empty folder.
Python 3.12 and 3.13, those of them that are here, each get an environment from tests/colab-
requirements.txt. The first notebook meets it untouched and its first cell installs; the next ones
stand for a runtime in which another notebook of the book was opened before, and their first cell
must do nothing. Prints a table of times; anything wrong is told and is the exit status.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools.pages import ROOT, config, notebooks
from tools.published import write_notebooks
from tools.pythons import HERE, interpreter, make_environment
from tools.rounding import same_but_for_rounding

VERSIONS = ("3.13", "3.12")
LOCK = ROOT / "tests" / "colab-requirements.txt"
NEW = {"mxnet", "d2l", "d2l_local"}  # what the first cell brings
SET_UP, NOTHING = 60, 2  # seconds that the first cell may take: to install, and to do nothing
PACKAGES = """
import importlib.metadata, json
print(json.dumps({d.name: d.version for d in importlib.metadata.distributions()}))
"""


def archive():
    """Return the working tree as the bytes of a zip with one folder, as a forge serves it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names.split("\0"):
            if name and (ROOT / name).is_file():
                packed.write(ROOT / name, f"book-main/{name}")
    return content.getvalue()


def serve(content):
    """Serve the zip on a port of its own; return the address of the book."""
    path = f"/reader/book/archive/{config()['repository']['branch']}.zip"

    class Forge(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == path
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(content if found else b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/reader/book"


def add_kernel(folder, version, python):
    """Write a kernel specification for an environment into a folder of Jupyter's data."""
    kernel = folder / "kernels" / f"colab-{version}"
    kernel.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    words = {"argv": argv, "display_name": f"Colab {version}", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(words))


def packages(python):
    """Return the packages of an environment: their names and versions."""
    run = subprocess.run([python, "-c", PACKAGES], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def is_explorer(output):
    return 'class="explorer"' in output.get("data", {}).get("text/html", "")


def alike(stored, computed):
    """Say whether an explorer shows the stored numbers."""
    pages = (output.data["text/html"] for output in (stored, computed))
    try:
        return same_but_for_rounding(*pages, "text/html")
    except (ValueError, zlib.error):  # stored in another form than it is made today
        return False


def seconds(cell):
    """Return how long a cell ran, by the times of its messages."""
    start, end = (
        time.mktime(time.strptime(cell.metadata.execution[key][:19], "%Y-%m-%dT%H:%M:%S"))
        + float(re.search(r"\.\d+", cell.metadata.execution[key])[0])
        for key in ("iopub.execute_input", "shell.execute_reply")
    )
    return end - start


def run(path, version, published):
    """Run the published notebook in an empty folder; return it with the cells that are stored."""
    copy = nbformat.read(published / path.relative_to(ROOT), as_version=4)
    first = next(cell for cell in copy.cells if cell.cell_type == "code")
    with tempfile.TemporaryDirectory() as empty:
        client = NotebookClient(
            copy,
            timeout=600,
            kernel_name=f"colab-{version}",
            store_widget_state=False,
            resources={"metadata": {"path": empty}},
        )
        client.execute(stderr=subprocess.DEVNULL)
    return copy, first, nbformat.read(path, as_version=4)


def faults(copy, first, stored, before, after, untouched):
    """Say what is wrong with a notebook that ran to its end."""
    found = []
    if first.outputs:
        found.append(f"its first cell is not quiet: {first.outputs}")
    limit = SET_UP if untouched else NOTHING
    if seconds(first) > limit:
        found.append(f"its first cell took {seconds(first):.0f} s, more than {limit}")
    expected = NEW if untouched else set()
    new = {name for name in after if name not in before}
    moved = {name for name in before if after.get(name) != before[name]}
    if new != expected or moved:
        found.append(f"packages: new {sorted(new)}, moved {sorted(moved)}")
    for cell, as_stored in zip(copy.cells, stored.cells, strict=True):
        outputs, expected = cell.get("outputs", []), as_stored.get("outputs", [])
        errors = [o for o in outputs if o.get("name") == "stderr" or o.output_type == "error"]
        found += [f"on stderr: {output}" for output in errors]
        shown, awaited = (list(filter(is_explorer, some)) for some in (outputs, expected))
        if len(shown) != len(awaited):
            found.append(f"{len(shown)} explorers for {len(awaited)}: {cell.source[:60]}")
        elif not all(map(alike, awaited, shown)):
            found.append(f"an explorer shows other numbers than the stored one: {cell.source[:60]}")
        if any("application/vnd.jupyter.widget-view+json" in output.data for output in shown):
            found.append("an explorer asks for a widget that Colab has not")
    return found


def run_all(version, published, data, paths):
    """Run the notebooks one after another on one Python; return the lines of the table."""
    found = interpreter(version)
    if found is None:
        return [(f"{version:<8}not on this machine", [])]
    python = make_environment(HERE / f"colab-{version}", found, LOCK)
    add_kernel(data, version, python)
    lines, before = [], packages(python)
    for number, path in enumerate(paths):
        name, start = str(path.relative_to(ROOT)), time.perf_counter()
        try:
            copy, first, stored = run(path, version, published)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            lines.append((f"{version:<8}{name:<34}failed", [str(error)[-3000:]]))
            continue
        after = packages(python)
        wrong = faults(copy, first, stored, before, after, untouched=number == 0)
        explorers = sum(is_explorer(o) for cell in copy.cells for o in cell.get("outputs", []))
        took = time.perf_counter() - start
        words = f"{seconds(first):>7.1f} s{took:>8.1f} s{explorers:>11}  "
        words += "wrong" if wrong else "as stored"
        lines.append((f"{version:<8}{name:<34}{words}", wrong))
        before = after
    return lines


def main(names):
    paths = [Path(name).resolve() for name in names] or notebooks()
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(2) as pool:
        published = Path(data) / "published"
        published.mkdir()
        write_notebooks(published, serve(archive()))
        os.environ["JUPYTER_PATH"] = data
        # Nothing of this folder is on the path of the kernels.
        os.environ.pop("PYTHONPATH", None)
        jobs = [pool.submit(run_all, v, published, Path(data), paths) for v in VERSIONS]
        lines = [line for job in jobs for line in job.result()]
    print(f"{'Python':<8}{'notebook':<34}{'set-up':>9}{'in all':>10}{'explorers':>11}")
    for line, _ in lines:
        print(line)
    for line, wrong in lines:
        for words in wrong:
            print(f"\n{line.split()[0]} {line.split()[1]}: {words}", file=sys.stderr)
    sys.exit(any(wrong for _, wrong in lines))


if __name__ == "__main__":
    main(sys.argv[1:])
