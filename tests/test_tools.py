import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import nbformat
import pytest

from tools import build, first_cell, notebook_rules, notebooks, pages

ROOT = Path(__file__).resolve().parent.parent

# environment.sh, in a scratch copy, with fake interpreters ---------------------------------------

PYTHON = """#!/bin/sh
case "$*" in
  --version) echo "Python {version}" ;;
  *"version_info < (3, 10)"*) exit {too_old} ;;
  *platform.machine*) echo "{machine}" ;;
  *"import venv"*) exit {no_venv} ;;
  *version_info*) echo {short} ;;
  "-m venv .venv") {make_venv} ;;
  *) echo "unexpected: $*" >&2; exit 99 ;;
esac
"""
# What -m venv makes: an interpreter whose pip brings a uv that installs, or says why not.
VENV_PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) echo {short} ;;
  *"pip install"*) cp uv-of-the-test .venv/bin/uv || {{ echo "no route to host" >&2; exit 1; }} ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >>calls
case "$*" in *{fails}*) echo "a reason" >&2; exit 1 ;; esac
"""


def script(path, text):
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def scratch(tmp_path):
    """A copy of what environment.sh needs, and a folder of programs to find on PATH."""
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    (tmp_path / "tools").mkdir()
    for name in ("environment.sh", "locked_uv.sh"):
        shutil.copy(ROOT / "tools" / name, tmp_path / "tools")
    tmp_path.joinpath("fakes").mkdir()
    return tmp_path


def fake_python(
    scratch,
    name="python3",
    version="3.12.1",
    machine="Linux x86_64",
    no_venv=0,
    make_venv="",
    fails="never",
):
    short = ".".join(version.split(".")[:2])
    too_old = int(int(version.split(".")[1]) < 10)
    scratch.joinpath("venv-python").write_text(VENV_PYTHON.format(short=short))
    script(scratch / "uv-of-the-test", UV.format(fails=fails))
    make_venv = make_venv or (
        "mkdir -p .venv/bin; cp venv-python .venv/bin/python; chmod +x .venv/bin/python"
    )
    script(
        scratch / "fakes" / name,
        PYTHON.format(
            version=version,
            too_old=too_old,
            machine=machine,
            no_venv=no_venv,
            short=short,
            make_venv=make_venv,
        ),
    )


def set_up(scratch, python=None, alone=False):
    """Run environment.sh; ``alone``: with nothing but the fakes on PATH."""
    path = str(scratch / "fakes") + ("" if alone else ":/usr/bin:/bin")
    environment = {"PATH": path, "TMPDIR": str(scratch), **({"PYTHON": python} if python else {})}
    return subprocess.run(
        ["/bin/sh", "tools/environment.sh"],
        cwd=scratch,
        env=environment,
        capture_output=True,
        text=True,
    )


def assert_stopped(scratch, run, words):
    assert run.returncode == 1
    (line,) = run.stderr.strip().splitlines()
    assert line.startswith("Set-up stopped: ")
    assert words in line
    assert not (scratch / ".venv" / "ready").exists()


@pytest.mark.parametrize("python", [None, "python3.99"])
def test_without_python_the_set_up_says_which_one_and_how_to_name_another(scratch, python):
    run = set_up(scratch, python, alone=True)
    assert_stopped(scratch, run, f"no '{python or 'python3'}' here. Install Python 3.10 or newer")
    assert "make book PYTHON=" in run.stderr


def test_an_old_python_is_told_with_its_version(scratch):
    fake_python(scratch, version="3.9.18")
    run = set_up(scratch, alone=True)
    assert_stopped(scratch, run, "'python3' is Python 3.9.18; the book needs 3.10 or newer")


def test_python_is_new_enough_from_310_on():
    check = re.search(
        r"-c '(import sys; sys.exit\(.*?)'", (ROOT / "tools/environment.sh").read_text()
    )
    for version, status in (((3, 9, 18), 1), ((3, 10, 0), 0), ((3, 13, 1), 0), ((4, 0, 0), 0)):
        with pytest.raises(SystemExit) as stopped:
            exec(check[1].replace("sys.version_info", str(version)), {})
        assert stopped.value.code == status


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        ("Darwin arm64", "no package for Apple silicon"),
        ("Windows AMD64", "no package for Windows"),
        ("Linux aarch64", "On Arm, MXNet needs the Arm Performance Libraries"),
    ],
)
def test_a_machine_without_mxnet_is_told_with_the_three_ways_that_work(scratch, machine, words):
    fake_python(scratch, machine=machine)
    run = set_up(scratch)
    assert_stopped(scratch, run, words)
    assert all(way in run.stderr for way in ("Colab", "--platform linux/amd64", "WSL2"))


@pytest.mark.parametrize("machine", ["Linux x86_64", "Darwin x86_64"])
def test_a_machine_with_mxnet_is_set_up(scratch, machine):
    fake_python(scratch, machine=machine)
    assert set_up(scratch).returncode == 0


def test_without_the_venv_module_the_set_up_says_what_to_install(scratch):
    fake_python(scratch, no_venv=1)
    run = set_up(scratch, alone=True)
    assert_stopped(scratch, run, "'python3' has no venv module. On Debian or Ubuntu:")
    assert "apt-get install python3-venv" in run.stderr


def test_a_venv_that_cannot_be_made_is_told_with_where_the_details_are(scratch):
    fake_python(scratch, make_venv="echo 'disk full' >&2; exit 1")
    run = set_up(scratch)
    assert_stopped(scratch, run, "could not make .venv with 'python3'. Details: ")
    assert "disk full" in Path(run.stderr.split("Details: ")[1].strip()).read_text()


@pytest.mark.parametrize(
    ("fails", "words", "details"),
    [
        ("uv", "could not download uv. Is there a network?", "no route to host"),
        ("sync", "could not install requirements.txt. Is there a network?", "a reason"),
        ("editable", "could not install d2l_local.", "a reason"),
    ],
)
def test_an_installation_that_fails_says_which_step_and_why(scratch, fails, words, details):
    fake_python(scratch, fails=fails)
    if fails == "uv":
        scratch.joinpath("uv-of-the-test").unlink()
    run = set_up(scratch)
    assert_stopped(scratch, run, words)
    assert details in Path(run.stderr.split("Details: ")[1].strip()).read_text()


def test_a_good_python_gives_an_environment_of_the_lock_with_its_hashes(scratch):
    fake_python(scratch, name="python3.12")
    run = set_up(scratch, python="python3.12")
    assert (run.returncode, run.stderr) == (0, "")
    assert (scratch / ".venv" / "ready").exists()
    sync, install = scratch.joinpath("calls").read_text().splitlines()
    assert "pip sync" in sync and "--require-hashes" in sync and "requirements.txt" in sync
    assert "--editable ." in install and "--no-deps" in install
    uv, *hashes = scratch.joinpath(".venv/uv-requirement.txt").read_text().splitlines()
    assert uv.startswith("uv==") and hashes
    assert all(
        re.match(r"    --hash=sha256:[0-9a-f]{64}", line) for line in hashes if "#" not in line
    )


@pytest.mark.parametrize(("present", "kept"), [("3.12", True), ("3.11", False)])
def test_an_environment_of_the_same_python_is_kept_and_another_made_anew(scratch, present, kept):
    fake_python(scratch)
    (scratch / ".venv" / "bin").mkdir(parents=True)
    script(scratch / ".venv" / "bin" / "python", VENV_PYTHON.format(short=present))
    (scratch / ".venv" / "mine").touch()
    assert set_up(scratch).returncode == 0
    assert (scratch / ".venv" / "mine").exists() == kept


def test_what_make_starts_is_isolated_from_the_callers_python_and_has_a_home(tmp_path):
    """A foreign PYTHONPATH, an ASCII locale and a home that cannot be written stop nothing."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    foreign = {"PYTHONPATH": "/elsewhere", "HOME": "/proc/none", "LC_ALL": "POSIX"}

    def environment_with(**more):
        run = subprocess.run(
            ["make", "--no-print-directory", "--eval", "show: ; @env", "show"],
            cwd=tmp_path, env={**os.environ, **foreign, **more}, capture_output=True, text=True,
        )  # fmt: skip
        return dict(line.split("=", 1) for line in run.stdout.splitlines() if "=" in line)

    seen = environment_with()
    assert "PYTHONPATH" not in seen
    assert (seen["PYTHONUTF8"], seen["LC_ALL"]) == ("1", "C.UTF-8")
    assert Path(seen["HOME"]) == tmp_path / ".home" and (tmp_path / ".home").is_dir()
    assert environment_with(HOME=str(tmp_path))["HOME"] == str(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_that_cannot_be_written_is_named(scratch):
    fake_python(scratch)
    scratch.chmod(0o555)
    run = set_up(scratch)
    scratch.chmod(0o755)
    assert "this folder cannot be written: " + str(scratch) in run.stderr


# The list of pages -------------------------------------------------------------------------------


def test_the_pages_come_in_reading_order(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    tmp_path.joinpath("_toc.yml").write_text(
        "root: z\nparts:\n- chapters: [{file: b}, {file: a}]\n- chapters: [{file: c/d}]\n"
    )
    assert pages.pages() == ["z", "b", "a", "c/d"]
    for name in ("a.ipynb", "z.ipynb", "b.md", "not_listed.ipynb"):
        tmp_path.joinpath(name).touch()
    assert pages.notebooks() == [tmp_path / "z.ipynb", tmp_path / "a.ipynb"]


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """A book of a page that is there and one that is not, and a notebook that is not listed."""
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    for name in ("chapters/a.ipynb", "reference/b.md", "exercises/c.ipynb"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    chapters = "[{file: reference/b}, {file: chapters/gone}]"
    (tmp_path / "_toc.yml").write_text(f"root: chapters/a\nparts:\n- chapters: {chapters}\n")
    (tmp_path / "_config.yml").write_text("repository: {url: git@example.org}")


def test_a_page_that_is_not_there_and_one_not_listed_are_named_with_the_list(listed):
    gone, unlisted = pages.complaints_about_list()
    assert gone.startswith("_toc.yml names chapters/gone, which is not there. Mend the line")
    assert unlisted.startswith("exercises/c is not in _toc.yml")
    assert unlisted.endswith("- file: exercises/c")


@pytest.mark.parametrize("command", [notebooks, build])
def test_making_notebooks_and_building_name_the_list_and_the_address_and_fail(
    listed, command, monkeypatch, capsys
):
    monkeypatch.setattr(notebooks, "run_one", lambda path: (str(path), False))
    with pytest.raises(SystemExit) as stopped:
        command.main([])
    said = capsys.readouterr().out + str(stopped.value.code)
    assert stopped.value.code != 0
    assert "_toc.yml names chapters/gone" in said and "exercises/c is not in _toc.yml" in said
    assert "_config.yml says  repository: url: git@example.org  Write it as  https:" in said


# The first cell ----------------------------------------------------------------------------------


@pytest.fixture
def setting(monkeypatch):
    """Say where the book lives on the web."""

    def set_address(url, branch="main"):
        setting = {"repository": {"url": url, "branch": branch}}
        monkeypatch.setattr(pages, "config", lambda: setting)
        monkeypatch.setattr(first_cell, "config", lambda: setting)

    return set_address


@pytest.fixture
def installs(monkeypatch):
    """Where d2l and d2l_local are missing: what the first cell installs, without doing it."""
    calls, result = [], subprocess.CompletedProcess([], 0, "", "")

    def run(command, **options):
        calls.append((command, options["input"].splitlines()))
        return result

    find = importlib.util.find_spec
    absent = {"d2l", "d2l_local"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda n: None if n in absent else find(n))
    monkeypatch.setattr(subprocess, "run", run)
    return types.SimpleNamespace(calls=calls, result=result, absent=absent)


@pytest.mark.parametrize("url", ["", None, "https://github.com/Me/a-book", "http://a:1/me/book/"])
def test_an_address_of_the_right_form_is_none_to_complain_of(setting, url):
    setting(url)
    assert pages.complaints_about_address() == []


@pytest.mark.parametrize("end", ["Me/book.git", "book", "Me/book/tree/main", "Me/a book"])
def test_an_address_of_another_form_is_told_with_the_right_one(setting, end):
    setting(f"https://github.com/{end}")
    (said,) = pages.complaints_about_address()
    assert f"url: https://github.com/{end} " in said and said.endswith("OWNER/REPOSITORY")


def run_first_cell():
    exec(first_cell.first_cell_source(), {})


def test_the_first_cell_does_nothing_where_everything_is_installed(installs):
    installs.absent.clear()
    run_first_cell()
    assert installs.calls == []


def test_the_first_cell_installs_only_what_is_missing_at_the_locked_version(installs, setting):
    setting("https://example.org/me/book/", "try")
    run_first_cell()
    ((command, _),) = installs.calls
    version = first_cell.locked_version("d2l")
    assert command[:5] == [sys.executable, "-m", "pip", "install", "--quiet"]
    assert "--no-deps" in command
    assert command[-2:] == [f"d2l=={version}", "https://example.org/me/book/archive/try.zip"]


def test_the_first_cell_brings_usual_packages_with_what_they_need_and_moves_none(installs):
    installs.absent.clear()
    installs.absent.add("pandas")
    run_first_cell()
    ((command, stay),) = installs.calls
    assert "--no-deps" not in command and command[-1] == "pandas"
    assert command[command.index("--constraint") + 1] == "/dev/stdin"
    assert f"numpy==={importlib.metadata.version('numpy')}" in stay
    assert len(stay) > 50


@pytest.mark.parametrize("url", ["", None])
def test_the_first_cell_of_a_book_without_an_address_says_so(installs, setting, url):
    setting(url)
    with pytest.raises(RuntimeError, match=r"does not know where it lives.*_config.yml"):
        run_first_cell()
    assert installs.calls == []


@pytest.mark.parametrize("machine", [("Windows", "AMD64"), ("Darwin", "arm64")])
def test_the_first_cell_says_where_mxnet_has_no_package_and_what_works(
    installs, setting, monkeypatch, machine
):
    setting("https://example.org/me/book")
    installs.absent.add("mxnet")
    monkeypatch.setattr("platform.system", lambda: machine[0])
    monkeypatch.setattr("platform.machine", lambda: machine[1])
    with pytest.raises(RuntimeError, match=f"no package for {' '.join(machine)}.*Colab") as raised:
        run_first_cell()
    assert all(way in str(raised.value) for way in ("Docker with --platform linux/amd64", "WSL2"))
    assert installs.calls == []


def test_the_first_cell_tells_what_could_not_be_installed_and_why(installs, setting):
    setting("https://example.org/me/book")
    installs.result.returncode, installs.result.stderr = 1, "x\n" * 9999 + "ERROR: 404"
    with pytest.raises(RuntimeError, match=r"d2l_local.*example.org/me/book right.*404") as raised:
        run_first_cell()
    assert len(str(raised.value)) < 500 and "\n" not in str(raised.value)


@pytest.mark.parametrize("package", ["mxnet", "d2l"])
def test_the_first_cell_names_the_version_that_is_installed_here(package):
    from importlib.metadata import version

    assert first_cell.locked_version(package) == version(package)
    assert f"'{package}=={version(package)}'" in first_cell.first_cell_source()


def test_a_package_that_the_lock_does_not_pin_is_told():
    with pytest.raises(LookupError, match="does not pin no-such-package: run  make lock"):
        first_cell.locked_version("no-such-package")


# Running notebooks -------------------------------------------------------------------------------


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(s, id=f"cell-{i}") for i, s in enumerate(sources)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T", id="t"), *cells])


def test_a_notebook_that_runs_is_written_back_and_one_that_fails_is_left(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(notebooks, "ROOT", tmp_path)
    monkeypatch.setattr(notebook_rules, "ROOT", tmp_path)
    monkeypatch.setattr(notebooks, "TIMEOUT", 20)
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    nbformat.write(notebook("6 * 7"), good)
    nbformat.write(notebook("6 * 7", "1 / 0"), bad)
    before = bad.read_bytes()
    with pytest.raises(SystemExit) as stopped:
        notebooks.main([str(good), str(bad)])
    assert stopped.value.code == 1
    assert bad.read_bytes() == before
    said = capsys.readouterr().out
    failed = said[said.index("bad.ipynb: failed, and is left as it was") :].splitlines()
    assert failed[1] == "ZeroDivisionError: division by zero"
    assert "1 / 0" in failed[2:6] and "\x1b" not in said
    assert re.search(r"^good.ipynb: \d+\.\d s$", said, re.M)
    stored = nbformat.read(good, as_version=4)
    assert stored.cells[2].outputs[0].data["text/plain"] == "42"
    assert [cell.execution_count for cell in stored.cells[1:]] == [1, 2]
    assert notebook_rules.stored_form(notebook_rules.mend(stored)) == good.read_text()
    assert re.search(r"^good, cell 0 \(t\): asks no question. Below the title, ask", said, re.M)


def test_a_notebook_that_takes_too_long_is_told_and_left(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "ROOT", tmp_path)

    def too_long(path):
        raise notebooks.CellTimeoutError("a cell took longer than 120 s")

    monkeypatch.setattr(notebooks, "execute", too_long)
    words, failed = notebooks.run_one(tmp_path / "slow.ipynb")
    assert failed and "slow.ipynb: failed, and is left as it was\nA cell took longer" in words
    assert "If the machine was busy, run this notebook again" in words


def test_what_no_test_compares_is_printed_anew_only_when_its_cell_is_edited(tmp_path, monkeypatch):
    """Times differ from run to run; the notebook is the same bytes twice."""
    monkeypatch.setattr(notebooks, "ROOT", tmp_path)
    monkeypatch.setattr(notebook_rules, "ROOT", tmp_path)
    path, clock = tmp_path / "page.ipynb", iter("abcd")

    def execute(path):
        ran, time = nbformat.read(path, as_version=4), next(clock)
        for cell in ran.cells[-2:]:
            cell.outputs = [nbformat.v4.new_output("stream", text=time)]
        return ran

    def printed():
        notebooks.run_one(path)
        cells = nbformat.read(path, as_version=4).cells
        return [cell.outputs[0].text for cell in cells[-2:]]

    def commit():
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "As it is"]):
            subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)

    monkeypatch.setattr(notebooks, "execute", execute)
    timed = notebook("print(seconds())", "print(seconds())")
    timed.cells[-2].metadata.tags = ["nbval-ignore-output"]
    nbformat.write(timed, path)
    assert printed() == ["a", "a"]
    commit()
    assert printed() == ["a", "b"]
    edited = nbformat.read(path, as_version=4)
    edited.cells[-2].source += "  # of all"
    nbformat.write(edited, path)
    assert printed() == ["c", "c"]
    commit()
    assert printed() == ["c", "d"]
