"""Test what a change touches, in about a minute; `make test` tests everything.

    python -m tools.check [BASE]

The change is what differs from where this branch left BASE (default: main), with what is not
committed. Checked are the style of all modules, the spelling, the rules of all notebooks, each
notebook whose code is edited, of each edited module the tests that bear its name or import it, and
what the text says if a page is edited. What needs a browser, the workshop, or more than three
notebooks, is named and left to the command that does it.
"""

import ast
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.pages import ENDINGS, FOLDERS, ROOT, notebooks

sys.path.append(str(ROOT / "_extensions"))
from page_python.modules import ROOT as BOOK
from page_python.modules import file_of, modules_of_the_page

BIN = Path(sys.executable).parent
# Scripts that a tool makes.
MADE = {f"d2l_local/page_python/{name}.js" for name in ("codemirror", "micropython")}
MOST = 3  # notebooks that run in a minute


def git(*arguments):
    """Return the lines that git says; none where it fails, or is not there."""
    if shutil.which("git") is None:
        return []
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return run.stdout.splitlines() if run.returncode == 0 else []


def where_left(base):
    """Return the commit at which this branch left the base."""
    found = git("merge-base", "HEAD", base) or git("merge-base", "HEAD", f"origin/{base}")
    return (found or ["HEAD"])[0]


def changed(commit):
    """Return the files that differ from a commit, deleted ones left out."""
    names = git("diff", "--name-only", commit)
    names += git("ls-files", "--others", "--exclude-standard")
    return sorted({name for name in names if (ROOT / name).is_file()})


def code_is_edited(name, commit):
    """Say whether the code of a notebook is another than at a commit; its words need no run."""

    def code(text):
        cells = json.loads(text)["cells"]
        return [cell["source"] for cell in cells if cell["cell_type"] == "code"]

    before = "\n".join(git("show", f"{commit}:{name}"))
    return not before or code(before) != code((ROOT / name).read_text("utf-8"))


def imported_by(path):
    """Return the modules that a file imports, as 'tools.build', wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def is_script(name):
    """Say whether a file is JavaScript that Prettier formats, as the hook before a commit does."""
    return name.startswith("d2l_local/") and name.endswith(".js") and name not in MADE


def rooms_of(name):
    """Return the rooms that a file belongs to: each has tests under the same name.

    What stands on the pages is asked by those of the prose, the glossary and the questions.
    """
    path = Path(name)
    top, *inner = path.parts
    rooms = set()
    if top in ("d2l_local", "tests") and not path.name.startswith("test_"):
        rooms = {Path(inner[0]).stem.replace("check_cases", "check")}
        if "check" in rooms:
            rooms |= {"judging"}  # in the page too
    on_pages = top in FOLDERS and path.suffix in (*ENDINGS, ".yml")
    if on_pages or name in ("_toc.yml", "d2l_local/activations.py"):
        rooms |= {"prose", "glossary", "questions"}
    return rooms


def runs_in_the_page(names):
    """Say whether one of the files runs in the pages too, on MicroPython."""
    there = set(map(file_of, modules_of_the_page()))
    return any(BOOK / name in there for name in names)


def tests_of(names):
    """Return the tests of edited files: by the mirror of the rooms, or because they import them.

    d2l_local/data.py has tests/test_data.py; d2l_local/quiz/form.py has all in tests/quiz/, and so
    has tests/quiz/answering.py; a tool has the tests that import it; a test has itself; what runs
    in the pages has those that hold it to MicroPython.
    """
    rooms = set().union(*map(rooms_of, names))
    if runs_in_the_page(names):
        rooms |= {"dialect", "modules", "judging"}
    modules = {
        ".".join(Path(name).with_suffix("").parts).removesuffix(".__init__")
        for name in names
        if name.endswith(".py")
    }
    chosen = []
    for test in sorted((ROOT / "tests").rglob("test_*.py")):
        name = test.relative_to(ROOT).as_posix()
        mirrored = {test.stem.removeprefix("test_"), test.parent.name} & rooms
        if mirrored or name in names or imported_by(test) & modules:
            chosen.append(name)
    return chosen


def plan(names, commit="HEAD"):
    """Return the commands for edited files, each with its name, and what is left to others."""
    commands = [
        ("style", [BIN / "ruff", "check", "--quiet", "."]),
        ("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
        ("spelling", [BIN / "codespell"]),
        ("rules of the notebooks", [sys.executable, "-m", "tools.notebook_rules"]),
    ]
    if scripts := [name for name in names if is_script(name)]:
        commands.append(("format of JavaScript", ["sh", "tools/javascript/format.sh", *scripts]))
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadscope"]
    pages = {path.relative_to(ROOT).as_posix() for path in notebooks()}
    edited = [name for name in names if name in pages]
    again = [name for name in edited if code_is_edited(name, commit)]
    later = []
    if len(again) > MOST:
        later.append(f"the {len(again)} edited notebooks, run and compared:  make test-notebooks")
    elif again:
        commands.append((f"run and compared: {', '.join(again)}", [*pytest, *again]))
    if tests := tests_of(names):
        helpers = [*pytest, "-m", "not browser and not workshop", *tests]
        commands.append((", ".join(tests), helpers))
    if any(name.startswith(("_extensions/", "_static/", "_config.yml")) for name in names):
        later.append("the built pages:  make test-book")
    elif edited:
        first = Path(edited[0]).with_suffix("")
        later.append(f"the {len(edited)} edited pages in browsers:  make page P={first}")
    if any(name.startswith("d2l_local/") for name in names):
        later.append(
            "what the pages show of d2l_local:  make notebooks, and look at the difference"
        )
    if any(name.startswith("tools/") or name == ".pre-commit-config.yaml" for name in names):
        later.append("what a contributor works with:  make test-workshop")
    return commands, later


def main(base="main"):
    if not git("rev-parse", "--git-dir"):
        sys.exit("make check asks git what is changed, and this is no clone. Run  make test")
    commit = where_left(base)
    names = changed(commit)
    commands, later = plan(names, commit)
    print(f"{len(names)} files differ from {base}", flush=True)
    failed = False
    for what, command in commands:
        start = time.perf_counter()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        # pytest says 5 where all that it found needs a browser, or is of the workshop
        passed = run.returncode in ((0, 5) if "pytest" in command else (0,))
        print(f"{'ok    ' if passed else 'FAILED'} {time.perf_counter() - start:5.1f} s  {what}")
        if not passed:
            failed = True
            print(run.stdout[-6000:], run.stderr[-2000:], sep="", flush=True)
    for line in later:
        print(f"not here      {line}")
    sys.exit(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
