"""MicroPython in Node.js, as the pages run it in a worker."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser import tool_path
from tools.make_micropython import package

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
