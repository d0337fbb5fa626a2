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
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.build import PAGES, build, copy_sources
from tools.notebooks import execute
from tools.pages import notebooks
from tools.serve import serving

LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DEFAULT = "title: default\nexecute:\n  execute_notebooks: 'off'\n"


def seconds(action, *arguments):
    """Return how long a call takes, and what it returns."""
    start = time.perf_counter()
    result = action(*arguments)
    return time.perf_counter() - start, result


def built_twice(folder):
    """Build cold, then again with nothing changed; return both times and where the pages are."""
    cold, pages = seconds(build, folder, ())
    warm, _ = seconds(build, folder, ())
    return (cold, warm), pages


def load(browser, address):
    """Load a page cold; return its weight in KiB, its requests, and seconds to load and explore."""
    page = browser.new_context().new_page()
    sizes = []
    page.on("response", lambda one: sizes.append(len(one.body())) if one.status == 200 else None)
    start = time.perf_counter()
    page.goto(address)
    loaded = time.perf_counter() - start
    page.locator(".explorer[data-alive] svg.chart").first.wait_for()
    alive = time.perf_counter() - start
    page.wait_for_timeout(500)
    page.context.close()
    return sum(sizes) / 1024, len(sizes), loaded, alive


MOVES = """async () => {
  const input = document.querySelector(".explorer .controls input");
  const times = [];
  for (let i = 0; i < 200; i++) {
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
        run = subprocess.run(
            ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json",
             f"--output-path={out}", "--only-categories=performance,accessibility",
             f"--chrome-flags=--headless {' '.join(FLAGS)}"],
            env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
            capture_output=True, text=True,
        )  # fmt: skip
        if run.returncode:
            return (run.stderr.strip().splitlines() or ["Lighthouse failed"])[-1]
        categories = json.loads(out.read_text())["categories"]
    return ", ".join(f"{name} {one['score']:.2f}" for name, one in categories.items())


def row(name, book, default):
    print(f"{name:34}{book:9.2f} {default:9.2f} {book / default:9.2f}", flush=True)


def measured_in_browser(addresses):
    """Return, for each address, the loads; and the times of moves on the first page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        loads = [[load(browser, address) for address in addresses] for _ in range(RUNS)]
        page = browser.new_page()
        page.goto(addresses[0])
        page.wait_for_selector(".explorer[data-alive]")
        moves = page.evaluate(MOVES)
        browser.close()
    return loads, moves


# Presses Edit, then Run, in the first cell that can be edited; resolves to the milliseconds
# until Python is ready, and from then until the new explorer moves.
EDITED = """async () => {
  const until = async (found) => {
    while (!found()) await new Promise(requestAnimationFrame);
  };
  const bar = document.querySelector(".page-python");
  const cell = bar.closest(".cell");
  const begun = performance.now();
  bar.querySelector("button").click();
  await until(() => bar.textContent.includes("Python is ready"));
  const ready = performance.now();
  const before = cell.querySelector(".explorer");
  [...bar.querySelectorAll("button")].find((one) => one.textContent === "Run").click();
  await until(() => {
    const now = cell.querySelector(".explorer[data-alive]");
    return now && now !== before;
  });
  return [ready - begun, performance.now() - ready];
}"""


def edited(pages, page):
    """Return the median times of :data:`EDITED`, cold and from the folder; and what is loaded."""
    times, sizes = [], {}
    with sync_playwright() as playwright:
        for _ in range(RUNS):
            path = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            tab = browser.new_page()
            tab.goto((pages / f"{page}.html").as_uri())
            tab.wait_for_selector(".explorer[data-alive]")
            times.append(tab.evaluate(EDITED))
            browser.close()
    for name in ("edit_button.js", "editor.js", "micropython.js", "modules.js", f"pages/{page}.js"):
        sizes[name] = (pages / "_static" / "page_python" / name).stat().st_size / 1024
    return [statistics.median(one) for one in zip(*times, strict=True)], sizes


def main(page="chapters/relu"):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        ours, theirs = Path(one), Path(other)
        copy_sources(ours)
        copy_sources(theirs, PAGES)
        (theirs / "_config.yml").write_text(DEFAULT)
        our_times, our_pages = built_twice(ours)
        their_times, their_pages = built_twice(theirs)
        with serving(our_pages) as our_address, serving(their_pages) as their_address:
            addresses = [f"{address}/{page}.html" for address in (our_address, their_address)]
            loads, moves = measured_in_browser(addresses)
            scores = [lighthouse(address) for address in addresses]
        (ready, redrawn), sizes = edited(our_pages, page)
    run_time = sum(seconds(execute, path)[0] for path in notebooks())

    print(f"{f'{page}, median of {RUNS}':34}{'book':>9} {'default':>9} {'ratio':>9}")
    names = ("weight, KiB", "requests", "load, s", "explorers alive, s")
    for i, name in enumerate(names):
        row(name, *(statistics.median(loads[run][j][i] for run in range(RUNS)) for j in (0, 1)))
    row("cold build, s", our_times[0], their_times[0])
    row("build with nothing changed, s", our_times[1], their_times[1])
    print(f"running all notebooks, one by one: {run_time:.0f} s;  cold build / this: "
          f"{our_times[0] / run_time:.2f}")  # fmt: skip
    print(f"a slider's move, ms of script: p50 {moves[100]:.2f}, p95 {moves[190]:.2f}")
    print(f"Edit, cold, from the folder: Python is ready after {ready:.0f} ms; the first explorer, "
          f"run again, moves {redrawn:.0f} ms later")  # fmt: skip
    print("before a click, KiB: " + f"edit_button.js {sizes.pop('edit_button.js'):.1f}; after it: "
          + ", ".join(f"{name} {size:.1f}" for name, size in sizes.items()))  # fmt: skip
    for name, score in zip(("book", "default"), scores, strict=True):
        print(f"Lighthouse, {name}: {score}")


if __name__ == "__main__":
    main(*sys.argv[1:])
