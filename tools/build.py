"""Build the book with Jupyter Book, every warning an error; show its words only if it fails."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.pages import ROOT

JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
# Sphinx compares the size and time of what it has seen: --all builds every page anew.
OPTIONS = ("--warningiserror", "--keep-going", "--all")
PAGES = ("chapters", "exercises", "reference", "_toc.yml")
SOURCES = (*PAGES, "_config.yml", "_extensions", "_static")


def copy_sources(folder, names=SOURCES):
    """Copy what the pages are made of into another folder."""
    for name in names:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)


def build(folder, options=OPTIONS):
    """Build the book whose sources stand in a folder; return where the pages are.

    Raises
    ------
    SystemExit
        The build failed; what it said stands on stderr.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPHINX_COLORS": "0"}
    command = [JUPYTER_BOOK, "build", ".", *options]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if run.returncode:
        print(run.stdout + run.stderr, file=sys.stderr)
        sys.exit("The book was not built: the reason stands above, marked WARNING or ERROR.")
    return folder / "_build" / "html"


def main():
    start = time.perf_counter()
    print("Building the book", flush=True)
    build(ROOT)
    print(f"Built in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
