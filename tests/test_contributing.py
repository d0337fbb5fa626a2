"""What a contributor calls: a new page that passes, and the check of what a change touches."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.browser import tool_path
from tools import check, new
from tools.mutants import copied
from tools.mutants import run_in as run_in_copy
from tools.notebook_rules import ALT_LENGTH, CODE_WIDTH, TO_WRITE
from tools.pages import ROOT, pages

# A new page ---------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path):
    """A copy of the book, which a new page is written into."""
    made = (".git", ".venv", ".home", ".pythons", ".*_cache", "_build", "node_modules")
    ignored = shutil.ignore_patterns(*made)
    return shutil.copytree(ROOT, tmp_path, ignore=ignored, dirs_exist_ok=True)


def run_in(book, *arguments):
    """Run Python in a copy of the book, which it and its kernels import."""
    compiled = {"PYTHONPYCACHEPREFIX": os.environ["PYTHONPYCACHEPREFIX"]}
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(book), "PYTHONPATH": str(book), **compiled}
    return subprocess.run(
        [sys.executable, *arguments], cwd=book, env=environment, capture_output=True, text=True
    )


COUNT = len(list((ROOT / "exercises").glob("*.ipynb")))
CHAPTER, EXERCISE = "chapters/softplus", f"exercises/exercise_{COUNT + 1}"
# A name before those of all pages in any list, too.
NEW = {CHAPTER: "Softplus", "chapters/a_name": "A name", EXERCISE: "a corner made smooth"}
# What asks the pages, their questions or their judges, each in full. (test_rounding.py only takes
# their outputs as examples.)
ASKING = (
    "tests/prose", "tests/test_glossary.py", "tests/test_notebooks.py", "tests/test_house.py",
    "tests/quiz/test_questions.py", "tests/test_check.py", "tests/test_narrow.py",
    "tests/page_python/test_cells.py", "tests/page_python/test_judging.py",
)  # fmt: skip


@pytest.mark.workshop
def test_a_new_page_runs_and_passes_every_test_of_its_kind(book):
    for page, title in NEW.items():
        run = run_in(book, "-m", "tools.new", page, title)
        assert run.returncode == 0, run.stdout + run.stderr
        assert f"make page P={page}" in run.stdout
        written = [line.split()[1] for line in run.stdout.splitlines() if "wrote" in line]
        text = "".join((book / path).read_text("utf-8") for path in written)
        assert title in text and "THE" not in text
    rules = run_in(book, "-m", "tools.notebook_rules")
    asked = [line.split(", cell ")[0] for line in rules.stdout.splitlines()]
    assert rules.returncode == 1 and set(asked) == {*NEW, "chapters/index"}, rules.stdout
    assert rules.stdout.count("still has words of the template") == len(asked)
    for path in book.glob("[ce]*/*.ipynb"):  # they are written over
        path.write_text(path.read_text("utf-8").replace(f"{TO_WRITE} ", ""), "utf-8")
    outlined = run_in(book, "-m", "tools.outline")
    assert outlined.returncode == 0, outlined.stderr
    run = run_in(
        book, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", "-o", "addopts=",
        "-n", "2", "-m", "not browser and not workshop", *ASKING,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:]
    again = run_in(book, "-m", "tools.new", CHAPTER)
    assert again.returncode == 1
    assert "chapters/softplus.ipynb is there already. Choose another name." in again.stderr


@pytest.mark.parametrize("page", ["", "softplus", "exercises/exercise_", "chapters/Soft plus"])
def test_a_name_that_is_none_for_a_page_is_told_with_two_that_are(page):
    with pytest.raises(SystemExit, match=r"make new-page P=chapters/softplus .* N=7"):
        new.make(page, "A title")


def test_a_new_page_stands_after_the_last_of_its_kind(tmp_path, monkeypatch):
    shutil.copy(ROOT / "_toc.yml", tmp_path)
    before = pages()
    monkeypatch.setattr("tools.pages.ROOT", tmp_path)
    monkeypatch.setattr(new, "ROOT", tmp_path)
    exercises = [page for page in before if page.startswith("exercises/")]
    for page, place in (
        (CHAPTER, exercises[0]),
        (EXERCISE, before[before.index(exercises[-1]) + 1]),
    ):
        new.list_page(page)
        before.insert(before.index(place), page)
        assert pages() == before


# The address --------------------------------------------------------------------------------------


@pytest.mark.workshop
def test_a_book_whose_address_is_set_passes_what_asks_about_it():
    """As README has it, but that the notebooks are mended and do not run."""
    heaviest = "weighs and (piecewise_linear or universal_approximation)"
    asked = f"first_cell or address or published or axe and index or {heaviest}"
    with copied() as book:
        settings = (book / "_config.yml").read_text("utf-8")
        address = "  url: https://github.com/Someone/the-book"
        settings = re.sub(r"^  url: .*", address, settings, flags=re.M)
        (book / "_config.yml").write_text(settings, "utf-8")
        for command in (
            ["tools.notebook_rules", "--mend"],
            ["tools.build"],
            ["pytest", "-q", "tests/test_tools.py", "tests/test_published.py",
             "tests/test_book.py", "-k", asked],
        ):  # fmt: skip
            status, said = run_in_copy(book, *command)
            assert status == 0, said[-3000:]


# The recipes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_task_and_every_place_that_is_named_is_there(name):
    text = (ROOT / name).read_text("utf-8")
    tasks = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    named = set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, flags=re.M))
    assert named and named <= tasks
    modules = re.findall(r"python -m (tools\.\w+)", text)
    assert all((ROOT / f"{module.replace('.', '/')}.py").is_file() for module in modules)
    of_recipes = r"softplus|exercise_[7N]|_build|\.venv|node_modules"
    places = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:py|yml|md))`", text)
    rooms = [ROOT, *(ROOT / one for one in ("tests", "reference", "d2l_local"))]
    rooms += (ROOT / "d2l_local").glob("*/")
    for place in places:
        if not re.search(of_recipes, place):
            assert any((room / place).exists() for room in rooms), place


def test_the_rules_are_told_with_the_numbers_that_are_asked():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"Code has at most {CODE_WIDTH} columns" in text
    assert f"an alternative text of more than {ALT_LENGTH} letters" in text


# What a change touches ----------------------------------------------------------------------------

PROSE = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/prose/test_*.py")}
OF_ACTIVATIONS = {"tests/test_activations.py", "tests/page_python/test_catalogue.py"}
OF_MICROPYTHON = {f"tests/page_python/test_{name}.py" for name in ("dialect", "modules", "judging")}
JUDGING = "tests/page_python/test_judging.py"
TEXT = {*PROSE, "tests/test_glossary.py", "tests/quiz/test_questions.py"}


@pytest.mark.parametrize(
    ("edited", "tests"),
    [
        ("d2l_local/data.py", {"tests/test_data.py"}),
        ("d2l_local/check/exercise_1.py", {"tests/test_check.py", JUDGING}),
        ("tests/check_cases/exercise_1.py", {"tests/test_check.py", JUDGING}),
        (
            "tools/build.py",
            {"tests/test_tools.py", "tests/test_building.py", "tests/test_published.py"},
        ),
        ("tests/test_palette.py", {"tests/test_palette.py"}),
        ("README.md", set()),
        ("chapters/relu.ipynb", TEXT),
        ("reference/glossary.md", TEXT),
        ("reference/links.yml", TEXT),
        ("_toc.yml", TEXT),
        ("d2l_local/activations.py", {*TEXT, *OF_ACTIVATIONS, *OF_MICROPYTHON}),
        ("d2l_local/regions.py", {"tests/test_regions.py", *OF_MICROPYTHON}),
        ("d2l_local/palette.py", {"tests/test_palette.py", *OF_MICROPYTHON}),
        ("tests/prose/meanings.py", PROSE),
        ("tests/prose/scenes/relu.py", PROSE),
        ("tests/prose/numbers.yml", PROSE),
        ("tests/mutants/quiz.yml", {"tests/test_mutants.py"}),
        ("tests/narrow.yml", {"tests/test_narrow.py"}),
    ],
)
def test_an_edited_file_has_the_tests_of_its_name_and_those_that_import_it(edited, tests):
    found = set(check.tests_of([edited]))
    assert tests <= found and (tests or not found)
    assert len(found) <= len(tests) + 3


def test_an_edited_page_has_the_tests_that_make_page_runs():
    (line,) = re.findall(r"^TEXT +:= (.*)$", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    by_make = {
        path.relative_to(ROOT).as_posix()
        for name in line.split()
        for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).glob("test_*.py"))
    }
    assert by_make == {*check.tests_of(["chapters/relu.ipynb"]), "tests/test_notebooks.py"}


def test_an_edited_script_is_held_against_its_format_and_the_made_one_is_not():
    made = ["d2l_local/page_python/micropython.js", "d2l_local/page_python/codemirror.js"]
    scripts = ["d2l_local/quiz/quiz.js", *made]
    commands = dict(check.plan(scripts)[0])
    assert commands["format of JavaScript"][2:] == scripts[:1]
    assert "format of JavaScript" not in dict(check.plan(scripts[1:])[0])


@pytest.fixture
def edits(tmp_path, monkeypatch):
    """A committed copy of two notebooks, in which a test edits."""
    tool_path("git", package="git")
    for name in ("chapters/relu.ipynb", "chapters/tanh.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(check, "notebooks", lambda: sorted(tmp_path.glob("chapters/*.ipynb")))
    return tmp_path


def edit(path, kind):
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.cell_type == kind).source += "\n# more"
    nbformat.write(notebook, path)


def test_only_a_notebook_whose_code_is_edited_runs_again(edits):
    assert check.changed("HEAD") == []
    edit(edits / "chapters" / "relu.ipynb", "markdown")
    edit(edits / "chapters" / "tanh.ipynb", "code")
    (edits / "new.py").touch()
    names = check.changed("HEAD")
    assert names == ["chapters/relu.ipynb", "chapters/tanh.ipynb", "new.py"]
    commands, later = check.plan(names)
    assert [what for what, _ in commands][4:] == ["run and compared: chapters/tanh.ipynb"]
    assert later == ["the 2 edited pages in browsers:  make page P=chapters/relu"]


def test_without_a_clone_the_check_says_what_to_run_instead(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SystemExit, match=r"this is no clone\. Run {2}make test"):
        check.main()


def test_a_check_that_fails_says_so_and_shows_why(edits, monkeypatch, capsys):
    fails = ("a step", [sys.executable, "-c", "print('the reason'); raise SystemExit(1)"])
    passes = ("another", [sys.executable, "-c", ""])
    monkeypatch.setattr(check, "plan", lambda *_: ([fails, passes], ["the rest:  make test"]))
    with pytest.raises(SystemExit) as stopped:
        check.main("HEAD")
    said = capsys.readouterr().out
    assert stopped.value.code == 1
    assert (
        "FAILED" in said and "the reason" in said and "not here      the rest:  make test" in said
    )
    assert said.index("FAILED") < said.index("the reason") < said.index("ok ")


# The hooks before a commit ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A small committed copy of the book with its hooks set up."""
    folder = tmp_path_factory.mktemp("clone")
    for name in git_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "First")
    return folder


def git_files():
    tool_path("git", package="git")
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        pytest.skip("this is no clone")
    large = ("tests/mxnet_reference.json", "_static/")
    return [name for name in run.stdout.splitlines() if not name.startswith(large)]


def git(folder, *arguments):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True)


def hooks_that_complain(clone, name, text):
    """Run the hooks on a file with this text; return those that fail, what is said, the file."""
    path = clone / name
    before = path.read_bytes() if path.exists() else None
    path.write_text(text, "utf-8")
    git(clone, "add", name)
    run = subprocess.run(
        [Path(sys.executable).with_name("pre-commit"), "run", "--files", name],
        cwd=clone, capture_output=True, text=True,
    )  # fmt: skip
    after = path.read_text("utf-8")
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    git(clone, "reset", "-q")
    failed = re.findall(r"Failed\n- hook id: (\w+)", run.stdout)
    assert (run.returncode != 0) == bool(failed), run.stdout + run.stderr
    return failed, run.stdout, after


@pytest.mark.workshop
def test_hooks_let_a_good_file_pass_and_name_what_is_wrong_with_another(clone):
    assert hooks_that_complain(clone, "tools/good.py", '"""A module."""\n')[0] == []
    failed, _, after = hooks_that_complain(clone, "tools/bad.py", "import os\nx = [ 1 ]\n")
    assert failed == ["style", "format"] and after == "x = [1]\n"
    failed, said, _ = hooks_that_complain(clone, "notes.md", "It is " + "recie" + "ved.\n")
    assert failed == ["spelling"] and "received" in said


@pytest.mark.workshop
def test_a_notebook_saved_by_hand_is_committed_in_its_normal_form(clone):
    name = "chapters/relu.ipynb"
    text = (clone / name).read_text("utf-8")
    assert hooks_that_complain(clone, name, text)[0] == []
    saved = text.replace('"display_name": "Python 3"', '"display_name": "Mine"')
    failed, _, after = hooks_that_complain(clone, name, saved)
    assert failed == ["notebooks"] and after == text
    failed, said, _ = hooks_that_complain(clone, name, text.replace("it cost?", "it cost."))
    assert failed == ["notebooks"] and "asks no question" in said


@pytest.mark.workshop
def test_a_script_is_formatted_as_prettier_writes_it(clone):
    tool_path("npm", package="npm")
    script = clone / "d2l_local" / "quiz" / "quiz.js"
    good = script.read_text("utf-8")
    name = script.relative_to(clone).as_posix()
    assert hooks_that_complain(clone, name, good)[0] == []
    failed, said, after = hooks_that_complain(clone, name, good.replace(";\n", " ;\n", 1))
    assert failed == ["javascript"] and after == good and "make notebooks" in said


@pytest.mark.workshop
def test_a_difference_of_notebooks_reads_by_cell(clone):
    """As `make hooks` sets it up."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for key, value in re.findall(r'git config (\S+) "(.*)"', makefile):
        git(clone, "config", key, value)
    name = "chapters/relu.ipynb"
    before = (clone / name).read_text("utf-8")
    (clone / name).write_text(before.replace("sounds too plain", "looks too plain"), "utf-8")
    said = git(clone, "diff", name).stdout
    (clone / name).write_text(before, "utf-8")
    assert "that lets positive numbers through" in re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert "modified" in said and len(said.splitlines()) < 40 and '\\n"' not in said
