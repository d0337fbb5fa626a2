"""Building, checking, packing and serving: each command is seen to fail where it has to."""

import hashlib
import os
import re
import socket
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest

from tests.test_tools import script
from tools import build, check, colab, machines, notebooks, reference, release, serve


def test_a_build_that_fails_shows_its_words_and_fails(tmp_path, monkeypatch, capsys):
    fake = tmp_path / "jupyter-book"
    said = ["a long log", "\x1b[31mpage.md:3: WARNING: a dead link\x1b[39;49m", "ERROR: a reason"]
    lines = "; ".join(f"printf '%s\\n' '{line}'" for line in [*said, *said])
    script(fake, f"#!/bin/sh\n{lines}; exit 1\n")
    monkeypatch.setattr(build, "JUPYTER_BOOK", fake)
    with pytest.raises(SystemExit, match=r"The book was not built: .* (\S+build.log)") as stopped:
        build.build(tmp_path)
    assert capsys.readouterr().err == "page.md:3: WARNING: a dead link\nERROR: a reason\n"
    log = Path(str(stopped.value).split()[-1])
    assert log.read_text().count("a long log") == 2


def test_a_build_that_fails_without_a_known_reason_shows_the_end_of_its_log():
    assert build.reasons("\n".join(map(str, range(99)))) == [str(i) for i in range(79, 99)]
    traceback = "Traceback (most recent call last):\n  File 'x'\nKeyError: 'words'\n"
    assert build.reasons(traceback) == ["KeyError: 'words'"]


def test_a_build_that_succeeds_says_how_long_it_took_and_no_more(tmp_path, monkeypatch, capsys):
    script(tmp_path / "jupyter-book", "#!/bin/sh\necho much\n")
    monkeypatch.setattr(build, "JUPYTER_BOOK", tmp_path / "jupyter-book")
    build.main()
    assert re.fullmatch(r"Building the book\nBuilt in \d+ s\n", capsys.readouterr().out)


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """A book of one notebook and one helper, committed, the helper written later."""
    (tmp_path / "d2l_local").mkdir()
    page, helper = tmp_path / "page.ipynb", tmp_path / "d2l_local" / "curves.py"
    page.touch()
    helper.touch()
    os.utime(page, (1, 1))
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "notebooks", lambda: [page])
    return page, helper


def test_an_edit_of_a_helper_since_the_notebooks_ran_is_told_instead_of_built(committed, capsys):
    page, helper = committed
    build.main(["--where"])
    assert capsys.readouterr().out.startswith("The book is built. Open  _build/html/index.html")
    helper.write_text("edited")
    build.main(["--where"])
    said = capsys.readouterr().out
    assert "Edited since the notebooks ran: d2l_local/curves.py" in said
    assert "make notebooks" in said and "is built" not in said
    os.utime(page)
    build.main(["--where"])
    assert "is built" in capsys.readouterr().out


def test_a_port_in_use_is_told_with_how_to_name_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (tmp_path / "index.html").touch()
        with pytest.raises(SystemExit, match=rf"Port {port} cannot be used .*make read PORT="):
            serve.main(str(tmp_path), str(port))


def test_where_no_book_is_built_none_is_packed_or_served(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    (tmp_path / "_build").mkdir()
    for command in (release.main, partial(serve.main, str(tmp_path / "_build" / "html"))):
        with pytest.raises(SystemExit, match=r"There is no .*book.* Build it: {2}make book"):
            command()
    assert not list((tmp_path / "_build").iterdir())


def test_a_notebook_that_is_not_there_is_named_before_any_runs():
    with pytest.raises(SystemExit, match=r"^There is no chapters/rleu\.ipynb$"):
        notebooks.main(["chapters/relu.ipynb", "chapters/rleu.ipynb"])


@pytest.mark.parametrize("wrong", [[], ["other numbers"]])
def test_colab_fails_if_a_notebook_is_not_as_stored(monkeypatch, capsys, wrong):
    for name in ("write_notebooks", "serve", "archive"):
        monkeypatch.setattr(colab, name, lambda *_: None)
    monkeypatch.setattr(colab, "run_all", lambda *_: [("3.12 chapters/relu.ipynb", wrong)])
    with pytest.raises(SystemExit) as stopped:
        colab.main([])
    assert bool(stopped.value.code) == bool(wrong)
    assert ("other numbers" in capsys.readouterr().err) == bool(wrong)


@pytest.mark.parametrize("found", ["tell_effects", "tell_differences", "tell_narrow", ""])
def test_machines_fail_on_anything_that_is_outside(monkeypatch, capsys, found):
    for name in ("tell_effects", "tell_differences", "tell_narrow"):
        monkeypatch.setattr(machines, name, lambda *_, is_it=name == found: ["a cell"] * is_it)
    monkeypatch.setattr(machines, "run", lambda *_: None)
    with pytest.raises(SystemExit) as stopped:
        machines.main(["chapters/relu.ipynb"])
    assert bool(stopped.value.code) == bool(found)
    assert ("a cell" in capsys.readouterr().err) == bool(found)


def test_a_reference_that_cannot_be_made_leaves_the_stored_one(tmp_path, monkeypatch):
    stored = tmp_path / "stored.json"
    stored.write_text("{}")
    monkeypatch.setattr(reference, "REFERENCE", stored)
    monkeypatch.setattr(reference, "make_environment", lambda *_: "false")
    for python, words in ((None, "needs a Python 3.10"), ("false", "failed on NumPy 1.23.5")):
        monkeypatch.setattr(reference, "interpreter", lambda _, python=python: python)
        with pytest.raises(SystemExit, match=words):
            reference.main()
    assert stored.read_text() == "{}"


def test_a_warning_of_sphinx_is_an_error(tmp_path, capsys):
    """A book of two pages, built as this one is: right, then with a link that leads nowhere."""
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    (tmp_path / "_config.yml").write_text((build.ROOT / "_config.yml").read_text("utf-8"), "utf-8")
    for name in ("_extensions", "_static"):
        (tmp_path / name).symlink_to(build.ROOT / name)
    toc = "format: jb-book\nroot: chapters/index\nchapters:\n- file: chapters/other\n"
    (tmp_path / "_toc.yml").write_text(toc)
    (chapters / "other.md").write_text(
        "# Another\n\nA second page, which the first one leads to.\n"
    )
    page = chapters / "index.md"
    page.write_text("# A page\n\nA text of a page that is long enough to describe it.\n")
    assert (build.build(tmp_path) / "chapters" / "index.html").exists()
    page.write_text("# A page\n\nSee [nothing](nowhere.md), which leads nowhere at all.\n")
    with pytest.raises(SystemExit, match="The book was not built"):
        build.build(tmp_path)
    assert "nowhere.md" in capsys.readouterr().err


@pytest.mark.parametrize(("code", "passes"), [("assert 1", True), ("assert not 1", False)])
def test_a_check_is_as_red_as_the_test_that_it_runs(tmp_path, monkeypatch, capsys, code, passes):
    test = tmp_path / "test_one.py"
    test.write_text(f"def test_it():\n    {code}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]
    monkeypatch.setattr(check, "plan", lambda *_: ([("a test", command)], []))
    with pytest.raises(SystemExit) as stopped:
        check.main("HEAD")
    assert bool(stopped.value.code) is not passes
    assert ("FAILED" in capsys.readouterr().out) is not passes


def test_a_release_is_every_page_in_one_folder_with_its_checksum_and_the_same_again(
    tmp_path, monkeypatch
):
    pages = {"index.html": b"a", "chapters/relu.html": b"b", "_static/a.css": b"c"}
    for name, text in pages.items():
        place = tmp_path / "_build" / "html" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    release.main()
    archive = tmp_path / "_build" / "mlp-book.zip"
    first = archive.read_bytes()
    with zipfile.ZipFile(archive) as packed:
        assert {name: packed.read(f"mlp-book/{name}") for name in pages} == pages
        assert len(packed.namelist()) == len(pages)
    stated = archive.with_suffix(".zip.sha256").read_text()
    assert stated == f"{hashlib.sha256(first).hexdigest()}  mlp-book.zip\n"
    os.utime(tmp_path / "_build" / "html" / "index.html", (1, 1))
    release.main()
    assert archive.read_bytes() == first


# The tasks of the Makefile, with fakes of what they start ----------------------------------------

MAKEFILE = (build.ROOT / "Makefile").read_text("utf-8")
TASKS = [task for task in re.findall(r"^([a-z-]+):.*##", MAKEFILE, flags=re.M)
         if task not in ("help", "clean")]  # fmt: skip
STARTED = set(re.findall(r"\$\(BIN\)/([\w-]+)", MAKEFILE)) | {"python"}
# Says in a file that it was started; fails at the start of that number.
FAKE = """#!/bin/sh
echo "$0 $*" >>calls
test $(wc -l <calls) -ne "$FAILS"
"""


@pytest.fixture
def workshop(tmp_path):
    """A folder in which make starts fakes: returns what they are started with, if one fails."""
    for name in ("_config.yml", "_toc.yml", "Makefile"):
        (tmp_path / name).write_text((build.ROOT / name).read_text("utf-8"))
    for name in ("chapters", ".venv/bin", "fakes", "tests"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "chapters" / "relu.ipynb").touch()
    for name in STARTED:
        script(tmp_path / ".venv" / "bin" / name, FAKE)
    script(tmp_path / "fakes" / "git", FAKE)

    def make(task, fails=0):
        (tmp_path / "calls").write_text("")
        path = f"{tmp_path / 'fakes'}:{os.environ['PATH']}"
        given = ["P=chapters/relu", "N=7", "TITLE=A title", "SOURCE=a-file"]
        run = subprocess.run(
            ["make", "--no-print-directory", "-o", ".venv/ready", task, *given],
            cwd=tmp_path, env={**os.environ, "PATH": path, "FAILS": str(fails)},
            capture_output=True, text=True,
        )  # fmt: skip
        return run.returncode, (tmp_path / "calls").read_text().splitlines()

    return make


@pytest.mark.parametrize("task", TASKS)
def test_a_task_fails_whichever_of_its_steps_fails(workshop, task):
    status, steps = workshop(task)
    assert status == 0 and steps
    for number, step in enumerate(steps, 1):
        status, _ = workshop(task, fails=number)
        assert status != 0, f"make {task} is green though this fails: {step}"


def test_a_page_is_built_before_its_text_is_asked_and_though_a_rule_is_broken(workshop):
    _, steps = workshop("page")
    order = ("tools.notebooks", "tools.build", "tests/prose", "tests/test_book.py")
    place = {of: next(i for i, step in enumerate(steps) if of in step) for of in order}
    assert sorted(place, key=place.get) == [*order]
    _, steps = workshop("page", fails=1 + place["tools.notebooks"])
    assert "tools.build" in steps[-1]


def test_the_lock_is_compiled_with_hashes_and_names_no_index(workshop):
    for task in ("lock", "lock-colab"):
        _, (step,) = workshop(task)
        for option in ("--generate-hashes", "--universal", "--no-emit-index-url", "--override"):
            assert option in step, task
