"""Measure the built book beside a default Jupyter Book build of the same pages, in one run.

    python -m tools.bench [PAGE]          (default: chapters/relu; needs Chromium; `make bench`)

Prints medians and ratios: machines are noisy, ratios less so. With Node.js and a network also
Lighthouse's scores on its mobile setting.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.build import JUPYTER_BOOK
from tools.pages import ROOT
from tools.serve import Handler

LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 5


def build(folder, config=None):
    """Build the notebooks of the book in a copy; return where the pages are and the seconds."""
    for name in ("chapters", "exercises", "reference", "_toc.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    if config is None:
        for name in ("_extensions", "_static"):
            shutil.copytree(ROOT / name, folder / name)
        config = (ROOT / "_config.yml").read_text("utf-8")
    (folder / "_config.yml").write_text(config)
    seconds = []
    for _ in ("cold", "warm"):
        start = time.perf_counter()
        subprocess.run([JUPYTER_BOOK, "build", "."], cwd=folder, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return folder / "_build" / "html", seconds


def serve(folder):
    """Serve a folder on a port of its own; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def load(browser, address):
    """Load a page cold; return its weight in KiB, its requests, and seconds to load and explore."""
    page = browser.new_context().new_page()
    sizes = []
    page.on("response", lambda one: sizes.append(len(one.body())) if one.status == 200 else None)
    start = time.perf_counter()
    page.goto(address)
    loaded = time.perf_counter() - start
    page.locator(".explorer svg.chart").first.wait_for()
    seen = time.perf_counter() - start
    page.wait_for_timeout(500)
    page.context.close()
    return sum(sizes) / 1024, len(sizes), loaded, seen


MOVES = """async () => {
  const input = document.querySelector(".explorer .controls input");
  const times = [];
  for (let i = 0; i < 100; i++) {
    input.value = i % 2 ? input.min : input.max;
    const start = performance.now();
    input.dispatchEvent(new Event("input"));
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times.sort((a, b) => a - b);
}"""


def lighthouse(address):
    """Return Lighthouse's scores on its mobile setting, or why there are none."""
    if shutil.which("npx") is None:
        return "no Node.js here"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        flags = "--headless --no-sandbox --disable-gpu --disable-background-networking"
        run = subprocess.run(
            ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
             f"--output-path={out}", "--only-categories=performance,accessibility",
             f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
            capture_output=True, text=True,
        )  # fmt: skip
        if run.returncode:
            return (run.stderr.strip().splitlines() or ["Lighthouse failed"])[-1]
        categories = json.loads(out.read_text())["categories"]
    return ", ".join(f"{name} {one['score']:.2f}" for name, one in categories.items())


def main(page="chapters/relu"):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        ours, our_seconds = build(Path(one))
        default = "title: default\nexecute:\n  execute_notebooks: 'off'\n"
        theirs, their_seconds = build(Path(other), default)
        addresses = [f"{serve(folder)}/{page}.html" for folder in (ours, theirs)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            runs = [[load(browser, address) for address in addresses] for _ in range(RUNS)]
            view = browser.new_page()
            view.goto(addresses[0])
            view.wait_for_selector(".explorer[data-alive]")
            moves = view.evaluate(MOVES)
            browser.close()
        names = ("weight, KiB", "requests", "load, s", "first explorer, s")
        print(f"{page}, median of {RUNS}{'':14}book   default     ratio")
        for i, name in enumerate(names):
            book, default = (statistics.median(run[j][i] for run in runs) for j in (0, 1))
            print(f"{name:34}{book:8.2f}  {default:8.2f}  {book / default:8.2f}")
        for name, book, default in zip(("cold", "warm"), our_seconds, their_seconds, strict=True):
            print(f"{name + ' build, s':34}{book:8.2f}  {default:8.2f}  {book / default:8.2f}")
        print(f"a slider's move, ms of script: p50 {moves[50]:.2f}, p95 {moves[95]:.2f}")
        for name, address in zip(("book", "default"), addresses, strict=True):
            print(f"Lighthouse, {name}: {lighthouse(address)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
