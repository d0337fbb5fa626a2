"""What the book is made of and run by: locked, hashed, pinned, audited."""

import json
import re
import sys
import types

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tools import audit, colab, pythons
from tools.pages import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = ["requirements.txt", "tests/colab-requirements.txt", "tests/numpy-requirements.txt"]

# Locks and workflows ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_is_pinned_and_hashed_and_no_index_is_named(name):
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"^(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.M), flags=re.M)
    entries = [entry for entry in entries if entry.strip()]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.\-\[\]]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in text and "--index" not in text and "--find-links" not in text


@pytest.mark.parametrize("name", ["requirements", "tests/colab-requirements"])
def test_a_lock_is_of_what_was_chosen(name):
    """Each requirement is locked, at a version that it admits; and nothing else is called one."""
    chosen = {}
    for line in (ROOT / f"{name}.in").read_text("utf-8").splitlines():
        if words := line.partition("#")[0].strip():
            requirement = Requirement(words)
            chosen[canonicalize_name(requirement.name)] = requirement.specifier
    text, own = (ROOT / f"{name}.txt").read_text("utf-8"), set()
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.M):
        found = re.match(r"([a-z0-9-]+)==([^\s;]+)", entry)
        if found and re.search(rf"-r {re.escape(name)}\.in$", entry, flags=re.M):
            own.add(found[1])
            assert found[2] in chosen.get(found[1], SpecifierSet()), f"{found[0]}: run  make lock"
    assert own == chosen.keys(), "run  make lock"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_may_do_no_more_than_they_need(path):
    text = path.read_text("utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert uses and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in uses)
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = {key for key, value in job["permissions"].items() if value == "write"}
        own = {"publish": {"pages", "id-token"}, "notebooks": {"contents"}}
        assert writes == own.get(name, set())
        assert job["timeout-minutes"] <= 60
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


# What a step may run that decides whether the book stands: these words, and nothing beside them.
DECIDING = {
    "bash .ci/run",
    "bash .ci/run 2>&1 | tee run.log",
    "make audit",
    "make published",
    "make lock",
}
# What lets a failure pass.
SWALLOWING = re.compile(
    r"\|\|\s*(true|:|exit 0|/bin/true)\b|\bset \+e|;\s*(true|exit 0)\b|\bexit 0\b"
)


def steps_of(path):
    """Return the steps of a workflow that run something."""
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_starts_on_what_it_may_and_a_failing_step_fails_it(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    # YAML reads the key `on` as a truth.
    assert set(workflow[True]) <= {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert "continue-on-error" not in path.read_text("utf-8")
    for job in workflow["jobs"].values():
        assert job["runs-on"] == "ubuntu-24.04"
    assert steps_of(path)
    for step in steps_of(path):
        run = step["run"]
        assert not SWALLOWING.search(run), run
        if "make " in run or ".ci/run" in run:
            assert run.strip() in DECIDING, run
            # Without a name for it, GitHub's bash does not know of a failure before a pipe.
            assert "|" not in run or step.get("shell") == "bash", run
            assert "if" not in step or step["if"] == "always()", run


def test_what_every_push_runs_is_there():
    ran = {path.stem: {step["run"].strip() for step in steps_of(path)} for path in WORKFLOWS}
    assert {"bash .ci/run", "make audit", "make published"} <= ran["book"]
    assert {"make lock", "bash .ci/run 2>&1 | tee run.log", "make audit"} <= ran["weekly"]
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in lines if line.startswith("make ")]
    assert commands == ["make test", "make test-workshop", "make colab", "make test-pythons"]
    assert "set -euo pipefail" in lines and not SWALLOWING.search("\n".join(lines))


def test_only_what_was_tested_is_published_and_from_main_alone():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "book.yml").read_text("utf-8"))
    publish = workflow["jobs"]["publish"]
    assert publish["needs"] == "test" and not publish.get("continue-on-error")
    assert publish["if"] == "github.ref == 'refs/heads/main' && github.event_name == 'push'"
    # The one job that may write to the repository comes after, and runs nothing that was installed.
    notebooks = workflow["jobs"]["notebooks"]
    assert notebooks["needs"] == "publish" and "if" not in notebooks
    runs = [step["run"] for step in notebooks["steps"] if "run" in step]
    address = '"$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git"'
    assert runs == [f"bash .ci/push-notebooks notebooks {address}"]
    assert not any("setup-" in step.get("uses", "") for step in notebooks["steps"])


def test_binder_and_the_dev_container_use_the_lock_on_a_supported_machine():
    assert (ROOT / ".binder" / "runtime.txt").read_text() == "python-3.12\n"
    post_build = ROOT / ".binder" / "postBuild"
    assert post_build.stat().st_mode & 0o100
    assert "--require-hashes --requirement requirements.txt" in post_build.read_text()
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")
    container = json.loads(re.sub(r"^\s*//.*\n", "", text, flags=re.M))
    assert container["runArgs"] == ["--platform=linux/amd64"]
    created = container["onCreateCommand"]
    assert "make .venv/ready" in created
    # What README says that the tests of the pages need.
    needed = re.search(r"`apt-get install (chromium .*?)`", (ROOT / "README.md").read_text("utf-8"))
    assert set(needed[1].split()) <= set(created.split())


def test_every_place_that_lists_the_pythons_lists_the_same():
    def matrix(name, job):
        text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        return yaml.safe_load(text)["jobs"][job]["strategy"]["matrix"]["python"]

    first, last = pythons.VERSIONS[0], pythons.VERSIONS[-1]
    assert matrix("book.yml", "test") == list(pythons.VERSIONS)
    assert matrix("weekly.yml", "latest") == [first, last]
    assert f'requires-python = ">={first}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"from {first} to {last}" in (ROOT / "Makefile").read_text("utf-8")
    oldest = f"sys.version_info < ({first.replace('.', ', ')})"
    assert oldest in (ROOT / "tools" / "environment.sh").read_text("utf-8")


def test_what_a_hook_runs_is_of_a_lock():
    """The hooks before a commit use .venv and a lock of npm; they bring no version of their own."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    (local,) = config["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        assert hook["language"] == "system" and "additional_dependencies" not in hook
        assert hook["entry"].startswith((".venv/bin/", "sh tools/javascript/format.sh"))


@pytest.mark.parametrize(
    "folder", ["tests/html_checker", "tools/micropython", "tools/codemirror", "tools/javascript"]
)
def test_every_package_of_npm_is_pinned_and_hashed_and_no_address_is_named(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    own = lock["packages"].pop("")
    assert lock["packages"] and own["devDependencies"]
    for name, package in lock["packages"].items():
        assert package["integrity"].startswith("sha512-") and "resolved" not in package, name
        assert own["devDependencies"].get(name.removeprefix("node_modules/")) == package["version"]


# The audit ----------------------------------------------------------------------------------------

FAULT = {"id": "X-1", "aliases": ["CVE-1"], "fix_versions": ["2"], "description": "It leaks."}


def package(*faults, name="one"):
    return {"name": name, "version": "1", "vulns": list(faults)}


def test_a_finding_fails_the_audit_unless_it_is_explained_under_any_of_its_names():
    assert audit.judge([package()], {}) == (["1 of 1 packages looked up"], True)
    said, well = audit.judge([package(FAULT)], {})
    assert not well and said[0] == "one 1: X-1, mended in 2. It leaks."
    for name in ("X-1", "CVE-1"):
        said, well = audit.judge([package(FAULT)], {name: "only locally"})
        assert well and said[0] == "one 1: X-1, let pass: only locally"


def test_an_explanation_without_a_finding_and_a_package_not_looked_up_fail_too():
    assert not audit.judge([package()], {"X-1": "why"})[1]
    assert not audit.judge([package(), {"name": "two", "skip_reason": "no answer"}], {})[1]


def test_an_audit_that_reached_no_data_does_not_say_that_all_is_well():
    said, well = audit.judge([{"name": "one", "skip_reason": "no answer"}], {})
    assert not well and "nothing was audited" in said[0]


def test_explanations_are_read_by_their_identifier():
    assert audit.explanations("# words words\n\nX-1  a reason\n") == {"X-1": "a reason"}


# Running as Colab does ----------------------------------------------------------------------------

EXPLORER = {"text/html": '<div class="explorer">0.5</div>'}


def ran(outputs=(), first_outputs=(), took=1.0):
    """Return a copy that ran, its first cell and what is stored: two cells, one an explorer."""
    first, cell = nbformat.v4.new_code_cell("set-up"), nbformat.v4.new_code_cell("explore()")
    first.outputs, cell.outputs = list(first_outputs), list(outputs)
    first.metadata.execution = {
        "iopub.execute_input": "2026-01-01T00:00:00.000000Z",
        "shell.execute_reply": f"2026-01-01T00:{int(took // 60):02d}:{took % 60:09.6f}Z",
    }
    stored = nbformat.from_dict({"cells": [nbformat.v4.new_code_cell("set-up"), cell.copy()]})
    stored.cells[1].outputs = [nbformat.v4.new_output("display_data", EXPLORER)]
    return nbformat.from_dict({"cells": [first, cell]}), first, stored


def shown(data):
    return nbformat.v4.new_output("display_data", data)


BEFORE = {"numpy": "2.1.3"}
AFTER = {**BEFORE, "mxnet": "1", "d2l": "1", "d2l_local": "1"}


def test_a_notebook_that_runs_in_colab_as_stored_has_no_fault():
    assert colab.faults(*ran([shown(EXPLORER)]), BEFORE, AFTER, untouched=True) == []
    assert colab.faults(*ran([shown(EXPLORER)]), AFTER, AFTER, untouched=False) == []


@pytest.mark.parametrize(
    ("notebook", "after", "words"),
    [
        (ran([shown({"text/html": '<div class="explorer">0.8</div>'})]), AFTER, "other numbers"),
        (ran([]), AFTER, "0 explorers for 1"),
        (ran([shown(EXPLORER)], took=75), AFTER, "took 75 s"),
        (ran([shown(EXPLORER)]), {**AFTER, "numpy": "1.26"}, "moved ['numpy']"),
        (ran([shown(EXPLORER)]), {**AFTER, "pandas": "2"}, "'pandas'"),
        (ran([shown(EXPLORER)], [nbformat.v4.new_output("stream", text="w")]), AFTER, "not quiet"),
        (
            ran([shown(EXPLORER), nbformat.v4.new_output("stream", name="stderr", text="w")]),
            AFTER,
            "on stderr",
        ),
    ],
    ids=["numbers", "no explorer", "slow", "a package moved", "one more", "words", "stderr"],
)
def test_what_goes_wrong_in_colab_is_told(notebook, after, words):
    (fault,) = colab.faults(*notebook, BEFORE, after, untouched=True)
    assert words in fault


def test_a_python_is_found_by_its_version_and_none_is_none():
    assert pythons.interpreter(".".join(map(str, sys.version_info[:2])))
    assert pythons.interpreter("3.99") is None


def test_the_table_of_pythons_says_what_failed_and_what_is_absent(monkeypatch, capsys):
    monkeypatch.setattr(pythons, "interpreter", lambda version: None if version == "3.13" else "p")
    monkeypatch.setattr(pythons, "make_environment", lambda *_: "p")
    monkeypatch.setattr(pythons, "test_on", lambda python: ("2.5", "1 failed", False))
    monkeypatch.setattr(pythons, "ThreadPoolExecutor", InTurn)
    with pytest.raises(SystemExit) as stopped:
        pythons.main([])
    assert stopped.value.code == 1
    said = capsys.readouterr().out
    assert re.search(r"^3.13 +not on this machine$", said, re.M)
    assert len(re.findall(r"^3.10 +2.5 +1 failed;", said, re.M)) == 2  # one with NumPy 1.23.5


class InTurn(types.SimpleNamespace):
    """A pool that works in turn."""

    def __init__(self, _):
        super().__init__(map=map)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass
