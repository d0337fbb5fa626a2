"""The rooms of d2l_local: what each may import, so that no two modules need each other."""

import ast
import importlib

import pytest

from tools.pages import ROOT

PACKAGE = ROOT / "d2l_local"
# Each room, and the other rooms that it may import from; README says what lives in each.
MAY_IMPORT = {
    "": {"compat"},  # d2l_local itself: importing it lets MXNet run
    "compat": set(),
    "palette": set(),
    "activations": set(),
    "data": set(),
    "regions": set(),
    "curves": set(),
    "figures": {"palette"},
    "explorer": {"curves", "palette"},
    "workbench": {"curves"},
    # A proof computes with what the page teaches.
    "quiz": {"palette", "curves", "activations", "workbench"},
    "check": {"palette", "curves", "activations", "data", "page_python"},
    # What runs in the page: tests/page_python/test_modules.py holds which modules those are.
    "page_python": {"curves", "explorer", "activations", "regions", "workbench"},
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def name_of(path):
    """Return a module's name without the package's, as in 'quiz.form'."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


NAMES = {name_of(path): path for path in MODULES}


def imports_of(path):
    """Return the modules of the package that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("d2l_local"):
            base = node.module.removeprefix("d2l_local").removeprefix(".")
            inner = {f"{base}.{alias.name}".removeprefix(".") for alias in node.names}
            found |= {name for name in inner if name in NAMES} or {base}
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("d2l_local.")]
            found |= {name.removeprefix("d2l_local.") for name in names}
    return found - {name_of(path)}


def room(name):
    return name.partition(".")[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_from_the_rooms_that_it_may(name):
    elsewhere = {room(other) for other in imports_of(NAMES[name])} - {room(name)}
    assert elsewhere <= MAY_IMPORT[room(name)], f"d2l_local/{name}: the house is in README"


def test_no_two_modules_import_each_other_not_even_around_corners():
    graph = {name: imports_of(path) for name, path in NAMES.items()}
    while graph:
        free = [name for name, needs in graph.items() if not needs & graph.keys()]
        assert free, f"these import each other: {sorted(graph)}"
        for name in free:
            del graph[name]


def test_every_page_with_questions_or_checks_has_them_under_its_own_name():
    pages = {path.stem for folder in ("chapters", "exercises") for path in ROOT.glob(f"{folder}/*")}
    for folder in ("d2l_local/quiz/questions", "d2l_local/check", "tests/check_cases"):
        named = {path.stem for path in (ROOT / folder).glob("*.py")} - {
            "__init__",
            "parts",
            "verdict",
        }
        assert named <= pages, folder


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in (ROOT / "tools").glob("*.py") if path.stem[0] != "_")
)
def test_every_tool_finds_what_it_imports(name):
    """Each is a command that no other test may happen to start."""
    if name == "jupyter_server_config":
        pytest.skip("JupyterLab reads it, and gives it a name of its own; test_jupyterlab does so")
    importlib.import_module(f"tools.{name}")
