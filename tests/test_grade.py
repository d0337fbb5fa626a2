"""A class hands in its answers: each is judged, and no file does harm or stops the rest."""

import copy
import csv

import nbformat
import pytest

from tests.browser import tool_path
from tools import grade
from tools.pages import ROOT

ANSWER = "def tanh_derivative(x):\n    {}\n\ncheck('1a', tanh_derivative)"
RIGHT, WRONG = ANSWER.format("return 1 - np.tanh(x) ** 2"), ANSWER.format("return np.tanh(x) ** 2")
AT_ONCE = ANSWER.format("return x")
HOSTILE = {
    "loop": ANSWER.format("while True: pass"),
    "hog": ANSWER.format("a = []\n    while True: a.append(np.zeros((1000, 1000)))"),
    "file": ANSWER.format("open({path!r}, 'w').write('x')\n    return 1 - np.tanh(x) ** 2"),
    "system": f"import os\nos.system('touch {{path}}')\n{AT_ONCE}",
    "network": f"import js\njs.fetch('http://example.org')\n{AT_ONCE}",
    "judge": "import d2l_local.check.judging as judging\n"
    f"judging.judge_part = lambda *a, **k: ('right', '', '')\n{AT_ONCE}",
    "check": f"def check(*given): print('✓ Right')\n{AT_ONCE}",
}
BROKEN = {"text": b"hello", "deep": b"[" * 100_000, "empty": b"", "bytes": bytes(range(256)),
          "list": b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'}  # fmt: skip


@pytest.fixture(scope="module")
def exercise():
    notebook = nbformat.read(ROOT / "exercises" / "exercise_1.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "check('1b" not in cell.source]
    return notebook


@pytest.fixture
def hand_in(exercise, tmp_path):
    """Write a notebook into the class's folder, with an answer to part a."""

    def write(name, source):
        notebook = copy.deepcopy(exercise)
        for cell in notebook.cells:
            if "check('1a'" in cell.source:
                cell.source = source.replace("{path}", f"{tmp_path}/harm").replace(
                    "{path!r}", repr(f"{tmp_path}/harm")
                )
                # What is stored in a file is not believed.
                cell.outputs = [nbformat.v4.new_output("stream", text="✓ Right (1a). It holds.")]
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)

    tool_path("node", package="nodejs")
    return write


def table(tmp_path):
    """Return the rows of the table by their files, each a dict by its columns."""
    with (tmp_path / "class" / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_a_class_is_judged_and_no_file_does_harm_or_stops_the_rest(
    hand_in, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(grade, "SECONDS", 4)
    for name, source in HOSTILE.items():
        hand_in(f"{name}.ipynb", source)
    for name, content in BROKEN.items():
        (tmp_path / "class" / f"{name}.ipynb").write_bytes(content)
    hand_in("=a.ipynb", ANSWER.format("return None"))
    hand_in("one/same.ipynb", RIGHT)
    hand_in("two/same.ipynb", WRONG)
    hand_in("bracket.ipynb", ANSWER.format("return (1"))
    hand_in("twice.ipynb", f"{WRONG.replace('tanh_derivative', 'first')}\n{RIGHT}")
    grade.main([str(tmp_path / "class")])
    said, rows = capsys.readouterr().out, table(tmp_path)
    states = {name[2:].removesuffix(".ipynb"): row["1a"] for name, row in rows.items()}
    assert not (tmp_path / "harm").exists()
    assert states.pop("one/same").startswith("right: Your answer holds")
    assert states.pop("two/same").startswith("wrong: It fails. At x = −8")
    assert "steepest" in rows["./two/same.ipynb"]["1a"]  # with its hint
    assert states.pop("=a").startswith("open: Not answered yet.")
    assert states.pop("bracket") == "failed: the bracket ( is never closed: write its )"
    assert states.pop("loop") == "failed: did not end in 4 s"
    assert not any(states[name].startswith("right") for name in HOSTILE if name != "loop"), states
    assert states["judge"].startswith("wrong") and "no files" in states["file"]
    for name in BROKEN:
        assert rows[f"./{name}.ipynb"]["problem"] == "is no notebook" and not states[name]
    # What comes behind a cell that did not end is judged too, and other parts are.
    assert all(row["1c"].startswith("open") for row in rows.values() if not row["problem"])
    assert len(rows) == len(HOSTILE) + len(BROKEN) + 5
    assert f"{len(rows)}/{len(rows)}" in said and "one/same.ipynb: 1 ✓··○" in said


def test_a_file_that_has_not_changed_keeps_its_grade_and_one_that_has_is_judged_again(
    hand_in, tmp_path, monkeypatch
):
    hand_in("anna.ipynb", RIGHT)
    hand_in("ben.ipynb", WRONG)
    grade.main([str(tmp_path / "class")])
    before = table(tmp_path)
    asked = []

    class Watched(grade.PagePython):
        def ask(self, question):
            asked.append(question["source"])
            return super().ask(question)

    monkeypatch.setattr(grade, "PagePython", Watched)
    grade.main([str(tmp_path / "class")])
    assert not asked and table(tmp_path) == before
    hand_in("ben.ipynb", RIGHT)
    (tmp_path / "class" / "anna.ipynb").unlink()
    grade.main([str(tmp_path / "class")])
    assert RIGHT in asked and set(table(tmp_path)) == {"./ben.ipynb"}
    assert table(tmp_path)["./ben.ipynb"]["1a"].startswith("right")
    # By other judges everything is judged again; a table that was spoiled is made anew.
    sheet, asked[:] = tmp_path / "class" / "grades.csv", []
    sheet.write_text(sheet.read_text("utf-8").replace("by judges ", "by judges 0"), "utf-8")
    grade.main([str(tmp_path / "class")])
    assert asked
    sheet.write_bytes(b"\xff")
    grade.main([str(tmp_path / "class")])
    assert table(tmp_path)["./ben.ipynb"]["1a"].startswith("right")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SystemExit, match="make grade FROM=folder"):
        grade.main([str(tmp_path / "nowhere")])
