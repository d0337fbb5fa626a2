"""What runs in the page is written in MicroPython's dialect, which lacks some of Python.

It is read with Python's ast, so that a slip is named here, in a second, with its line and what to
write; whether MicroPython runs the modules alike, test_modules.py asks.
"""

import ast
import sys

import pytest

from tools.pages import ROOT

sys.path.append(str(ROOT / "_extensions"))
from page_python.modules import file_of, lean, modules_of_the_page

MODULES = modules_of_the_page()
# Of those modules that MicroPython has too; ubinascii is its own.
IN_BOTH = {
    "array", "binascii", "builtins", "gc", "html", "io", "itertools", "json", "math", "re",
    "struct", "sys", "time", "ubinascii", "zlib",
}  # fmt: skip
# What cells.py has something for in the page.
STOOD_IN_FOR = {"d2l_local.activations": {"collections.abc", "dataclasses", "mxnet", "numpy"}}
IMPORTS_LATE = {
    # It runs when the page's Python starts, and no reader's code yet.
    "d2l_local.page_python.importing": {"catalogue_of_activations"},
    # It is the reader's import.
    "d2l_local.page_python.language.attributes": {"import_all"},
}
NO_METHODS = {
    "removeprefix": "text[len(start):]", "removesuffix": "text[:-len(end)]",
    "ljust": "text + ' ' * n", "rjust": "' ' * n + text", "zfill": "'%03d' % n",
    "casefold": "lower()", "capitalize": "text[0].upper() + text[1:]",
    "title": "a loop over the words", "isalnum": "isalpha() or isdigit()", "isdecimal": "isdigit()",
    "isnumeric": "isdigit()", "isidentifier": "isalpha()", "isascii": "ord(letter) < 128",
    "translate": "replace()", "swapcase": "upper() or lower()", "expandtabs": "replace()",
    "bit_length": "a loop", "fromkeys": "a dict display", "is_integer": "x == int(x)",
}  # fmt: skip
NO_MATH = {
    "prod": "a loop", "comb": "a loop", "perm": "a loop", "hypot": "math.sqrt(a * a + b * b)",
    "dist": "math.sqrt", "fsum": "sum", "cbrt": "abs(x) ** (1 / 3)", "log1p": "math.log(1 + x)",
    "nextafter": "a loop", "ulp": "a constant", "isqrt": "int(math.sqrt(n))", "exp2": "2**x",
    "sumprod": "sum", "tau": "2 * math.pi",
}  # fmt: skip
NO_KEYWORDS = {"zip": "compare the lengths", "sum": "sum(values, start) without the name"}


def refusals(source):
    """Return what MicroPython lacks of a module, a line for each: its line, what, what to write."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for lacking, instead in refused_in(node):
            words = f"line {node.lineno}: MicroPython has no `{lacking}`: write {instead}"
            found.append(words)
    return found


def refused_in(node):
    """Return what MicroPython lacks of a node of a tree: pairs of it and of what to write."""
    # (a, *b) = … is no display: its elements are assigned to.
    is_display = isinstance(node, ast.Set) or (
        isinstance(node, ast.List | ast.Tuple) and isinstance(node.ctx, ast.Load)
    )
    if is_display and any(isinstance(one, ast.Starred) for one in node.elts):
        yield "[*a]", "list(a) + […]"
    if isinstance(node, ast.Dict) and None in node.keys:
        yield "{**d}", "dict(d), and update() it"
    if isinstance(node, ast.Match):
        yield "match", "if and elif"
    if isinstance(node, getattr(ast, "TryStar", ())):
        yield "except*", "except"
    if isinstance(node, getattr(ast, "TypeAlias", ())):
        yield "type X = …", "nothing"
    if isinstance(getattr(node, "args", None), ast.arguments) and node.args.posonlyargs:
        yield "def f(a, /)", "def f(a)"
    if isinstance(node, ast.Raise) and node.cause and ast.unparse(node.cause) != "None":
        yield "raise … from …", "raise alone"
    if isinstance(node, ast.Call):
        yield from refused_call(node)
    is_of_math = isinstance(node, ast.Attribute) and ast.unparse(node.value) == "math"
    if is_of_math and node.attr in NO_MATH:
        yield f"math.{node.attr}", NO_MATH[node.attr]


def refused_call(node):
    of, named = ast.unparse(node.func), [keyword.arg for keyword in node.keywords]
    if of in NO_KEYWORDS and named:
        yield f"{of}({named[0]}=)", NO_KEYWORDS[of]
    if of == "isinstance" and isinstance(node.args[1], ast.BinOp):
        yield "isinstance(x, A | B)", "isinstance(x, (A, B))"
    if of == "iter" and len(node.args) == 2:
        yield "iter(function, end)", "a loop with break"
    if of in ("vars", "slice"):
        yield f"{of}()", {"vars": "a dict of your own", "slice": "KEYS[a:b]"}[of]
    if isinstance(node.func, ast.Attribute) and node.func.attr in NO_METHODS:
        yield f".{node.func.attr}()", NO_METHODS[node.func.attr]


def imported(source):
    """Return what a module imports that is not the book's, by name, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module, node.lineno


def late_imports(source):
    """Return the functions of a module that import, by name, each with its line."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for one in ast.walk(node):
                is_called = isinstance(one, ast.Call) and ast.unparse(one.func) == "__import__"
                if is_called or isinstance(one, ast.Import | ast.ImportFrom):
                    found[getattr(node, "name", "lambda")] = one.lineno
    return found


@pytest.mark.parametrize("module", MODULES)
def test_it_imports_when_it_is_loaded_since_a_readers_code_imports_what_the_page_has(module):
    """While that runs, an import of the page's own modules is refused as the reader's is."""
    late = late_imports(file_of(module).read_text("utf-8"))
    assert set(late) <= IMPORTS_LATE.get(module, set()), f"{module}: import at the top: {late}"


def test_an_import_in_a_function_is_seen():
    source = "def f():\n    if a:\n        from b import c\ng = lambda: __import__('b')\nimport d"
    assert late_imports(source) == {"f": 3, "lambda": 4}


@pytest.mark.parametrize("module", MODULES)
def test_what_runs_in_the_page_is_written_for_micropython(module):
    source = file_of(module).read_text("utf-8")
    there = IN_BOTH | STOOD_IN_FOR.get(module, set())
    lines = refusals(source) + [
        f"line {line}: MicroPython has no module `{name}`: write it without, or in the notebook"
        for name, line in imported(source)
        if name not in there and name.split(".")[0] != "d2l_local"
    ]
    where = file_of(module).name
    assert not lines, f"{where} runs in the page, on MicroPython, too:\n" + "\n".join(lines)


def test_a_module_that_runs_in_the_page_says_so_in_its_first_lines():
    """Whoever opens it is told which dialect it is written in."""
    silent = [
        module
        for module in MODULES
        if "MicroPython" not in "".join(file_of(module).read_text("utf-8").splitlines(True)[:12])
    ]
    assert not silent, f"say in the docstring of {silent}: This runs in the page, on MicroPython."


LACKING = {
    "a = [1, *b]": "[*a]", "a = {1, *b}": "[*a]", "f((1, *b))": "[*a]", "a = {**b}": "{**d}",
    "match a:\n case 1: pass": "match", "def f(a, /): pass": "def f(a, /)",
    "raise A() from b": "raise … from …", "zip(a, b, strict=True)": "zip(strict=)",
    "sum(a, start=1)": "sum(start=)", "isinstance(a, int | float)": "isinstance(x, A | B)",
    "iter(f, 1)": "iter(function, end)", "vars(a)": "vars()",
    "a.removeprefix('b')": ".removeprefix()",
    "math.prod(a)": "math.prod",
}  # fmt: skip


@pytest.mark.parametrize("source", LACKING)
def test_what_micropython_lacks_is_named_with_what_to_write(source):
    assert [one.split("`")[1] for one in refusals(source)] == [LACKING[source]]
    assert refusals(source)[0].split(": write ")[1]


@pytest.mark.parametrize(
    "source",
    ["a, *b = c", "f(*a, *b)", "f(**a)", "a[1:2]", "raise A from None", "a = [b for b in c]",
     "sorted(a, key=f)", "min(a, default=1)", "f'{a:.2f}'", "if (b := a): pass"],
)  # fmt: skip
def test_what_micropython_has_is_not_refused(source):
    assert refusals(source) == []


def without_texts(source):
    """Return the statements of a source but for texts that stand alone, with their lines."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    lines = [node.lineno for node in ast.walk(tree) if hasattr(node, "lineno")]
    return ast.dump(tree), lines


@pytest.mark.parametrize("module", MODULES)
def test_what_a_page_is_given_are_the_same_statements_in_the_same_lines(module):
    source = file_of(module).read_text("utf-8")
    assert without_texts(lean(source)) == without_texts(source)
    assert len(lean(source)) < len(source)


def test_a_text_over_several_lines_is_kept_as_it_is():
    source = 'def f():\n    """Say."""\n    if a:  # why\n        return ["""b\n    c""",\n    d]\n'
    assert lean(source) == 'def f():\n ""\n if a:\n  return ["""b\n    c""",\nd]'
