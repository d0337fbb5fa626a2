"""The list of planted faults is up to date, and planting them says what became of each."""

import re
import subprocess
import sys
from collections import Counter

import nbformat
import pytest
from fontTools.ttLib import TTFont

from tools import mutants
from tools.pages import ROOT

ALL = [one for part in mutants.parts() for one in mutants.mutants_of(part)]

# The list -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", dict.fromkeys(one.file for one in ALL))
def test_the_text_that_a_fault_replaces_stands_there_once_and_is_changed(file):
    path = ROOT / file
    here = [one for one in ALL if one.file == file]
    if path.suffix == ".ipynb":
        for one in here:
            notebook = nbformat.read(path, as_version=4)
            mutants.plant_in_cells(one, notebook)
            assert notebook != nbformat.read(path, as_version=4), one.fault
    elif path.suffix == ".woff2":
        for one in here:
            mutants.take_letter_out(one, TTFont(path))
    else:
        text = path.read_text("utf-8")
        assert all(mutants.replaced(one, text) != text for one in here)


def test_every_layer_has_a_fault_and_every_fault_a_layer_and_a_name_of_its_own():
    assert len(ALL) >= 40
    assert {one.layer for one in ALL} == set(mutants.LAYERS)
    assert Counter(one.fault for one in ALL).most_common(1)[0][1] == 1
    assert all(one.within in mutants.PARTS_OF_A_CELL for one in ALL)
    assert all(one.says and one.fault and one.replace for one in ALL)


VAGUE = re.compile(r"assert|Failed|Timeout|\w*Error|test_\w+\.py")


def test_what_a_fault_expects_is_said_by_its_own_failure_alone():
    """Any failure of the check would say such a word, for whatever reason."""
    assert [one.fault for one in ALL if VAGUE.fullmatch(one.says)] == []


@pytest.mark.workshop
def test_every_check_is_there():
    checks = dict.fromkeys(one.check for one in ALL if not one.check.startswith(mutants.MODULE))
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run([*command, *checks], cwd=ROOT, capture_output=True, text=True)
    missing = [line for line in run.stderr.splitlines() if "not found" in line]
    assert run.returncode == 0, missing or run.stdout[-2000:]


# Planting, in a book of a few lines ---------------------------------------------------------------

FAULTS = """
- fault: doubles too much
  layer: numbers
  file: double.py
  replace: 2 * x
  by: 3 * x
  check: test_double.py::test_double
  says: assert 6 == 4
"""
TEST = """
from double import double

def test_double():
    assert double(0) == 0
    assert double(2) == 4
"""
FILES = {"double.py": "def double(x):\n    return 2 * x  # twice\n", "test_double.py": TEST}


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of a module and its test; yields a function that plants faults in it."""
    folder = tmp_path / "book"
    (folder / mutants.FAULTS).mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    monkeypatch.setattr(mutants, "ROOT", folder)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # pytest alone starts at once

    def run(faults, *options):
        (folder / mutants.FAULTS / "a_part.yml").write_text(faults)
        before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        with pytest.raises(SystemExit) as stopped:
            mutants.main([*options])
        assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
        return bool(stopped.value.code)

    run.folder = folder
    return run


@pytest.mark.workshop
def test_a_fault_that_its_check_catches_is_told_with_its_check_and_the_time(book, capsys):
    assert not book(FAULTS)
    said = capsys.readouterr().out
    assert "caught" in said and "numbers: doubles too much" in said
    assert "test_double.py::test_double" in said and "a_part: 1 of 1 caught, in " in said
    assert "split it" not in said


@pytest.mark.workshop
def test_a_part_that_takes_long_is_told_so_and_does_not_fail(book, capsys, monkeypatch):
    monkeypatch.setattr(mutants, "LONG", 0)
    assert not book(FAULTS)
    assert "over 0 minutes: if two quiet cores take as long, split it" in capsys.readouterr().out


@pytest.mark.workshop
@pytest.mark.parametrize(
    ("right", "wrong", "verdict"),
    [
        ("3 * x", "x + x", "SURVIVED"),
        ("3 * x", "2 * x (", "BROKEN"),  # the check cannot even be collected
        ("assert 6", "assert 5", "BROKEN"),  # it fails for another reason
        ("assert 6 == 4", "assert double(0) == 0", "BROKEN"),  # and in another line
        ("replace: 2 * x", "replace: 4 * x", "STALE"),
        ("replace: 2 * x", "replace: x", "STALE"),  # it stands there twice
        ("test_double\n", "test_triple\n", "BROKEN"),
    ],
)
def test_a_fault_that_survives_or_says_nothing_fails(book, capsys, right, wrong, verdict):
    assert book(FAULTS.replace(right, wrong))
    assert f"{verdict} " in capsys.readouterr().out


@pytest.mark.workshop
def test_a_check_that_fails_without_the_fault_says_nothing(book, capsys):
    (book.folder / "test_double.py").write_text(FILES["test_double.py"].replace("== 4", "== 5"))
    assert book(FAULTS)
    assert "Without any fault these checks fail" in capsys.readouterr().out


@pytest.mark.workshop
def test_one_part_or_one_fault_can_be_asked_for(book, capsys):
    assert not book(FAULTS, "--fault", "halves")
    assert not book(FAULTS, "a_part", "--fault", "doubles")
    assert capsys.readouterr().out.count("1 of 1 caught") == 1
    with pytest.raises(SystemExit, match=r"There is no part 'another'\. There are: a_part"):
        mutants.main(["another"])


def test_a_part_of_a_cell_is_changed_and_nothing_else():
    cell = nbformat.v4.new_code_cell("x = 1", id="one", metadata={"tags": ["a"]})
    cell.outputs = [nbformat.v4.new_output("stream", text="x is 1\n")]
    other = nbformat.v4.new_code_cell("x = 2", id="two")

    def planted(replace, by, **places):
        notebook = nbformat.v4.new_notebook(cells=[cell.copy(), other.copy()])
        one = mutants.Mutant("p", "f", "tags", "a.ipynb", replace, by, "c", "s", **places)
        mutants.plant_in_cells(one, notebook)
        return notebook.cells

    assert planted("x = 1", "x = 3") == [{**cell, "source": "x = 3"}, other]
    assert planted('"a"', '"a", "b"', within="metadata")[0].metadata == {"tags": ["a", "b"]}
    assert planted("{}", '{"tags": []}', within="metadata", cell="two")[0] == cell
    assert planted("x is 1", "x is 2", within="outputs")[0].outputs[0].text == "x is 2\n"
    with pytest.raises(mutants.Stale, match=r"a.ipynb has 'x =' 2 times, not once"):
        planted("x =", "y =")
