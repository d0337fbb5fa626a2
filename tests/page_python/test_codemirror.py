"""The stored bundle of CodeMirror is what the packages of the lock give, and needs no document."""

import hashlib
import json
import os
import subprocess

import pytest

from tests.browser import tool_path
from tools.make_codemirror import LICENCE, TARGET, bundled, licences, packages, script, versions

PARSE = """
require("vm").runInThisContext(require("fs").readFileSync(process.argv[1], "utf8"));
const { pythonParser } = globalThis.codeMirror;
console.log(JSON.stringify([typeof document, pythonParser.parse("0 < x").toString()]));
"""


@pytest.fixture(scope="module")
def folder():
    """The folder of the packages; the test is skipped where npm cannot bring them."""
    tool_path("node", package="nodejs")
    tool_path("npm", package="npm")
    try:
        return packages()
    except subprocess.CalledProcessError as error:
        reason = f"npm could not bring CodeMirror: {error}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def test_the_stored_script_is_made_from_the_packages_of_the_lock(folder):
    assert TARGET.read_text("utf-8") == script(bundled(folder))
    assert LICENCE.read_text("utf-8") == licences(folder)


def test_its_first_lines_name_the_versions_the_licence_and_the_hash_of_the_rest():
    *head, digest, bundle = TARGET.read_text("utf-8").split("\n", 3)
    assert LICENCE.name in head[0]
    assert all(f"{name} {version}" in head[1] for name, version in versions().items())
    assert digest.endswith(hashlib.sha256(bundle.encode()).hexdigest())


def test_each_package_in_it_has_its_licence_beside_it():
    text = LICENCE.read_text("utf-8")
    assert all(f"{name} {version}" in text for name, version in versions().items())
    assert text.count("Permission is hereby granted") == text.count("Copyright (C)") > 1


def test_it_is_small_and_names_no_address_but_that_of_drawings():
    text = TARGET.read_text("utf-8")
    assert len(text) < 360_000 and text.isascii()
    assert text.count("://") == text.count("http://www.w3.org/2000/svg")


def test_without_a_document_it_parses_python():
    node = tool_path("node", package="nodejs")
    run = subprocess.run([node, "-e", PARSE, TARGET], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    tree = "Script(ExpressionStatement(BinaryExpression(Number,CompareOp,VariableName)))"
    assert json.loads(run.stdout) == ["undefined", tree]
