"""Every built page is valid HTML, by the Nu HTML checker of the W3C. Needs Java and npm."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.browser import tool_path
from tools.pages import ROOT

BOOK = ROOT / "_build" / "html"
CHECKER = Path(__file__).parent / "html_checker"
JAR = CHECKER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
pytestmark = pytest.mark.browser

# What the checker finds wrong and is right: MathML Core (section 2.1.6) lets every element have
# these two attributes; the checker knows the older MathML 3, where only mstyle has them.
RIGHT_ALL_THE_SAME = re.compile("Attribute “(displaystyle|scriptlevel)” not allowed on element “m")


@pytest.fixture(scope="module")
def checker():
    """Return the command that checks files. npm brings one version of it, with its hash."""
    java = tool_path("java", package="default-jre-headless")
    npm = tool_path("npm", package="npm")
    if not JAR.is_file():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run = subprocess.run(command, cwd=CHECKER, capture_output=True, text=True)
        if run.returncode:
            reason = f"npm could not bring the HTML checker: {run.stderr.strip()[-300:]}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return [java, "-jar", JAR, "--errors-only", "--format", "gnu"]


def complaints(checker, *pages):
    """Return what the checker finds wrong in pages, a line each."""
    said = subprocess.run([*checker, *pages], capture_output=True, text=True).stderr
    return [line for line in said.splitlines() if not RIGHT_ALL_THE_SAME.search(line)]


def test_every_page_is_valid_html(checker):
    static = BOOK / "_static"
    pages = [page for page in BOOK.rglob("*.html") if static not in page.parents]
    assert len(pages) >= 16
    assert complaints(checker, *pages) == []


def test_the_checker_finds_what_is_wrong(checker, tmp_path):
    page = tmp_path / "page.html"
    start = '<!DOCTYPE html><html lang="en"><title>A page</title>'
    page.write_text(f"{start}<p id=a><p id=a><math><mi displaystyle=true>x</mi></math>")
    (said,) = complaints(checker, page)
    assert "Duplicate ID" in said
