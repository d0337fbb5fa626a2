"""`make proofread` prints what nothing holds, and what is new in it."""

import subprocess
import sys

import pytest

from tools import proofread
from tools.pages import ROOT

TEXT = """\
# Left and right

The slope falls on the left. It never rises again. Does it end?
A sum of $x + 1$ is held.

$$x = 1$$

| where | what |
|---|---|
| far out | it fades |
"""
CLAIMS = [{"says": ["The slope falls on the left.", "A sum of $x + 1$ is held."], "computed": ""}]


def test_what_a_claim_holds_is_marked_and_a_sentence_wholly_held_is_left_out():
    found = dict(proofread.unheld(TEXT, CLAIMS))
    assert list(found) == ["It never rises again.", "Does it end?", "where | what",
                           "far out | it fades"]  # fmt: skip
    some = dict(proofread.unheld(TEXT, [{"says": "slope falls"}]))
    assert some["The slope falls on the left."] == "The ‹slope falls› on the left."
    assert "A sum of $x + 1$ is held." in some


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("It is 0.5 at 1. So it falls.", ["It is 0.5 at 1.", "So it falls."]),
        ("(It falls.) Then it rises.", ["(It falls.)", "Then it rises."]),
        ("F. H. Clarke wrote it. $x$ is not.", ["F. H. Clarke wrote it.", "$x$ is not."]),
    ],
)
def test_a_paragraph_is_taken_apart_into_its_sentences(paragraph, expected):
    assert [sentence for _, sentence in proofread.sentences(paragraph)] == expected


def test_a_sentence_that_was_not_there_before_has_a_plus(monkeypatch, capsys):
    monkeypatch.setattr(proofread, "pages", lambda: ["reference/glossary"])
    old = (ROOT / "reference" / "glossary.md").read_text("utf-8")
    there = old.replace("Training by small steps", "Training by large steps")
    answers = {"describe": "v1\n", "rev-parse": "0123\n", "show": there}
    monkeypatch.setattr(proofread, "git", lambda what, *_: answers[what])
    monkeypatch.setattr(proofread, "claims_of", lambda page: [])
    proofread.main()
    said = capsys.readouterr().out
    assert "What is new since v1 has a plus." in said and said.endswith(", 1 of them new\n")
    (line,) = [line for line in said.splitlines() if line.startswith("+")]
    assert line.startswith("+ Training by small steps")


def test_an_unknown_commit_is_named():
    run = subprocess.run([sys.executable, "-m", "tools.proofread", "no-such-tag"], cwd=ROOT,
                         capture_output=True, text=True)  # fmt: skip
    assert run.returncode != 0 and "git knows no no-such-tag" in run.stderr
