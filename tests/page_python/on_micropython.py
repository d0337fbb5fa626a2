"""MicroPython in Node.js, as the pages run it in a worker."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.browser import tool_path
from tools.make_micropython import package
from tools.pages import ROOT

sys.path.append(str(ROOT / "_extensions"))
from page_python import parts_of
from page_python.modules import modules, worlds  # noqa: F401
from page_python.statements import shown_cells, statements_of

RUNNER = Path(__file__).with_name("micropython.mjs")


def micropython():
    """Return the folder of MicroPython's package; skip the test where npm cannot bring it."""
    tool_path("node", package="nodejs")
    tool_path("npm", package="npm")
    try:
        return package()
    except subprocess.CalledProcessError as error:
        reason = f"npm could not bring MicroPython: {error}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def printed(files, code):
    """Return what code prints on MicroPython, with files by their path."""
    given = json.dumps({"files": files, "code": code})
    command = ["node", RUNNER, micropython()]
    run = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stdout


def shown_by(cells):
    """Return what each cell shows in a page, a dict.

    Parameters
    ----------
    cells : list of dict
        As cells.run takes them: ``source``, and perhaps ``statements`` and ``parts``.
    """
    lines = [json.dumps(one) for one in [worlds(ROOT), *cells]]
    room = ROOT / "d2l_local" / "page_python"
    tool_path("node", package="nodejs")
    command = [
        "node",
        ROOT / "tools" / "judging" / "cells.mjs",
        room / "micropython.js",
        room / "worker.js",
    ]
    given = "\n".join([*lines, ""])
    run = subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


def page_cells(notebook):
    """Return the cells of a page with their ids, and what each runs with: pairs of id and dict."""
    cells = nbformat.read(notebook, as_version=4).cells
    statements, parts = statements_of(cells), parts_of(notebook.stem)
    return [
        (cell, {"source": cell.source, "parts": parts,
                "statements": [one for one in statements if one["cell"] < number]})
        for number, cell in enumerate(shown_cells(cells))
    ]  # fmt: skip
