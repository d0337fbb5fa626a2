"""The rooms of d2l_local: what each may import; and that no two modules need each other, in all."""

import ast
import importlib
from graphlib import TopologicalSorter

import pytest

from tools.pages import ROOT

# Each room, and the other rooms that it imports from; README says what lives in each.
MAY_IMPORT = {
    "": {"compat"},  # d2l_local itself: importing it lets MXNet run
    "compat": set(),
    "palette": set(),
    "activations": set(),
    "data": set(),
    "regions": set(),
    "elsewhere": set(),
    "curves": set(),
    "figures": {"palette"},
    "explorer": {"curves", "palette"},
    "workbench": {"curves", "explorer"},
    # A proof computes with what the page teaches.
    "quiz": {"palette", "curves", "activations", "workbench"},
    # An answer is judged in the notebook by the very code that judges it in the page.
    "check": {"palette", "activations", "explorer", "elsewhere"},
    # What runs in the page: tests/page_python/test_modules.py holds which modules those are.
    "page_python": {
        "check",
        "curves",
        "elsewhere",
        "explorer",
        "activations",
        "regions",
        "workbench",
    },
}
# The folders of the book's own modules, each with the folder in which Python looks for them.
FOLDERS = {"d2l_local": ROOT, "tools": ROOT, "tests": ROOT, "_extensions": ROOT / "_extensions"}


def name_of(path, start):
    """Return the name under which a module is imported, as in 'd2l_local.quiz.form'."""
    parts = path.relative_to(start).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {
    name_of(path, start): path
    for folder, start in FOLDERS.items()
    for path in sorted((ROOT / folder).rglob("*.py"))
}


def imports_of(name):
    """Return the book's own modules that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: write the name of the module that you import in full"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return (found & MODULES.keys()) - {name}


def room(name):
    """Return a module's room: '' for d2l_local itself, 'tools' for what lies in tools/."""
    return name.removeprefix("d2l_local").removeprefix(".").partition(".")[0]


IN_ROOMS = [name for name in MODULES if name.partition(".")[0] == "d2l_local"]


def rooms_beside(name):
    """Return the rooms of d2l_local from which a module imports, but for its own."""
    return {room(other) for other in imports_of(name)} - {room(name)}


@pytest.mark.parametrize("name", IN_ROOMS)
def test_a_module_imports_only_from_the_rooms_that_it_may(name):
    assert rooms_beside(name) <= MAY_IMPORT[room(name)], f"{name}: the house is in README"


@pytest.mark.parametrize("this", MAY_IMPORT)
def test_a_room_may_import_no_more_than_it_does(this):
    found = set().union(*(rooms_beside(name) for name in IN_ROOMS if room(name) == this))
    assert MAY_IMPORT[this] <= found, f"{this}: take out of MAY_IMPORT what it has no need of"


def test_no_two_modules_import_each_other_not_even_around_corners():
    TopologicalSorter({name: imports_of(name) for name in MODULES}).prepare()  # names the circle


def test_no_tool_imports_a_test():
    """What compares outputs is a tool, which tests use."""
    for name in MODULES:
        if name.partition(".")[0] in ("tools", "_extensions", "d2l_local"):
            others = {other for other in imports_of(name) if other.startswith("tests.")}
            assert not others or name.startswith("tools.templates."), name


MOST_LINES = 500
MADE = ("codemirror.js", "micropython.js")


def test_no_file_of_code_is_longer_than_one_can_read():
    endings = (".py", ".js", ".mjs", ".css", ".sh", ".lark")
    files = [
        path
        for folder in (*FOLDERS, "_static", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings and "node_modules" not in path.parts and path.name not in MADE
    ]
    assert len(files) > 200
    long = {path.relative_to(ROOT).as_posix() for path in files
            if path.read_text("utf-8").count("\n") > MOST_LINES}  # fmt: skip
    assert long == set(), "split it by what is looked for"


# The modules of check/ that serve every exercise.
ROOMS_OF_CHECK = {
    "asking", "comparing", "failing", "judging", "networks", "parts", "steps", "telling", "verdict",
}  # fmt: skip


def test_every_page_with_questions_or_checks_has_them_under_its_own_name():
    pages = {path.stem for folder in ("chapters", "exercises") for path in ROOT.glob(f"{folder}/*")}
    for folder in ("d2l_local/quiz/questions", "d2l_local/check", "tests/check_cases"):
        found = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__", *ROOMS_OF_CHECK}
        assert {name.removesuffix("_steps") for name in found} <= pages, folder


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in (ROOT / "tools").glob("*.py") if path.stem[0] != "_")
)
def test_every_tool_finds_what_it_imports(name):
    """Each is a command that no other test may happen to start."""
    if name == "jupyter_server_config":
        pytest.skip("JupyterLab reads it, and gives it a name of its own; test_jupyterlab does so")
    importlib.import_module(f"tools.{name}")
