"""Build the book with Jupyter Book, every warning an error; say the reason first if it fails.

    python -m tools.build [--where]

`make book` calls it when something has changed, and with ``--where`` to say where the pages are.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.notebook_rules import outputs_are_there, outputs_carry_their_assets
from tools.pages import ROOT, complaints_about_address, complaints_about_list, notebooks

JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
# Sphinx compares the size and time of what it has seen: --all builds every page anew.
OPTIONS = ("--warningiserror", "--keep-going", "--all")
PAGES = ("chapters", "exercises", "reference", "_toc.yml")
SOURCES = (*PAGES, "_config.yml", "_extensions", "_static")
REASON = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b|^\w*(Error|Exception):|^Extension error")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


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
        The build failed; the reasons, and where the whole log is, stand on stderr.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [JUPYTER_BOOK, "build", ".", *options]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if run.returncode:
        log = folder / "_build" / "build.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(COLOUR.sub("", run.stdout + run.stderr), "utf-8")
        print(*reasons(log.read_text("utf-8")), sep="\n", file=sys.stderr)
        sys.exit(f"The book was not built: the reasons stand above. All that was said: {log}")
    return folder / "_build" / "html"


def reasons(log):
    """Return the lines of a build's log that say why it failed, each once; else its end."""
    lines = log.strip().splitlines()
    found = dict.fromkeys(line.strip() for line in lines if REASON.search(line))
    return list(found) or lines[-20:]


def edited_since_the_notebooks_ran():
    """Return the files of d2l_local that are edited, not committed, and newer than a stored page.

    The pages show what the notebooks stored; an edited helper reaches them when they run again. In
    a fresh checkout the times say nothing, so only what git calls edited is asked.
    """
    if shutil.which("git") is None:
        return []
    run = subprocess.run(
        ["git", "status", "--porcelain", "-z", "--untracked-files=all", "--", "d2l_local"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    paths = [ROOT / entry[3:] for entry in run.stdout.split("\0") if len(entry) > 3]
    oldest = min(path.stat().st_mtime for path in notebooks())
    edited = [path for path in paths if path.is_file() and path.stat().st_mtime > oldest]
    return sorted(path.relative_to(ROOT).as_posix() for path in edited if path.suffix != ".pyc")


def say_where():
    """Say where the built book is, and whether its pages lack an edit."""
    if edited := edited_since_the_notebooks_ran():
        print(
            f"Edited since the notebooks ran: {', '.join(edited)}. The pages in _build/html show\n"
            "what the notebooks stored before. To see the edit in them:  make notebooks book"
        )
    else:
        print("The book is built. Open  _build/html/index.html  in a browser, or run  make read")


def main(arguments=()):
    if "--where" in arguments:
        return say_where()
    complaints = [*complaints_about_list(), *complaints_about_address()]
    complaints = complaints or [*outputs_are_there(), *outputs_carry_their_assets()]
    if complaints:
        sys.exit("\n".join([*complaints, "The book was not built."]))
    start = time.perf_counter()
    print("Building the book", flush=True)
    build(ROOT)
    print(f"Built in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
