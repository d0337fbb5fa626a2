"""Build the book with Jupyter Book, every warning an error; show its words only if it fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.pages import ROOT

JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
OPTIONS = ["--warningiserror", "--keep-going", "--all"]


def main():
    start = time.perf_counter()
    print("Building the book", flush=True)
    # Sphinx compares the size and time of what it has seen: --all builds every page anew.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPHINX_COLORS": "0"}
    command = [JUPYTER_BOOK, "build", ".", *OPTIONS]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if run.returncode:
        print(run.stdout + run.stderr, file=sys.stderr)
        sys.exit("The book was not built: the reason stands above, marked WARNING or ERROR.")
    print(f"Built in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
