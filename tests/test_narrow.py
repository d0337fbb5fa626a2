"""What is within a hair of coming out otherwise is found, and what is listed is there."""

import ast
import json

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tools import narrow
from tools.pages import notebooks


@pytest.fixture(scope="module")
def shell():
    """A shell whose cells are watched, as those of a notebook's kernel are."""
    shell = InteractiveShell.instance()
    shell.narrow = narrow.Watch()
    shell.ast_transformers.append(shell.narrow)
    shell.run_cell("import numpy as onp; import d2l_local; from mxnet import np")
    yield shell
    InteractiveShell.clear_instance()


def found_in(shell, source):
    """Run a cell; return what was found, by expression."""
    shell.run_cell(source).raise_error()
    return {one["expression"]: one for one in json.loads(shell.narrow.report())}


NARROW = [
    ("error = 0.97e-6; assert error < 1e-6", "error < 1e-06", "bound"),
    ("error = 0.6e-6; assert 1e-6 >= error", "1e-06 >= error", "bound"),
    (
        "assert np.abs(np.array([0.0, 9e-5])).max() < 1e-4",
        "np.abs(np.array([0.0, 9e-05])).max() < 0.0001",
        "bound",
    ),
    (
        "assert onp.allclose([1.0], [1.0 + 8e-6])",
        "onp.allclose([1.0], [1.0 + 8e-06])",
        "bound",
    ),
    (
        "assert onp.allclose([0.0], [9e-7], atol=1e-6, rtol=0)",
        "onp.allclose([0.0], [9e-07], atol=1e-06, rtol=0)",
        "bound",
    ),
    ("a = 0.8000001; assert a > 0.8", "a > 0.8", "order"),
    ("a = [0.1, 0.4999999]; assert all(b < 0.5 for b in a)", "b < 0.5", "order"),
    (
        "a = np.array([1.0, 2.0]); assert (a < np.array([3.0, 2.000001])).all()",
        "a < np.array([3.0, 2.000001])",
        "order",
    ),
    ("a = 1 / 3; assert a == 1 - 2 / 3 or True", "a == 1 - 2 / 3", "order"),
    ("a = 1 / 3; assert a == 1 / 3", "a == 1 / 3", "equal"),
    ("a = 0.2499999999; s = f'{a:.1f}'", "{a:.1f}", "format"),
    ("a = 0.99499999999; print(f'{a:.0%}')", "{a:.0%}", "format"),
    ("a = onp.float32(0.12500003); print(f'{a:.2f}')", "{a:.2f}", "format"),
    ("a = 2.49999999; print(round(a))", "round(a)", "format"),
    ("a = 0.12499999; print(round(a, 2))", "round(a, 2)", "format"),
]


@pytest.mark.parametrize(("source", "expression", "kind"), NARROW, ids=[n[0] for n in NARROW])
def test_what_is_narrow_is_found(shell, source, expression, kind):
    found = found_in(shell, source)
    assert found[expression]["kind"] == kind
    assert narrow.is_narrow(found[expression]), found


@pytest.mark.parametrize(
    "source",
    [
        "error = 0.2e-6; assert error < 1e-6",
        "a = 0.81; assert a > 0.8",
        "assert np.array([0.5]) == 0.5",
        "assert 3 == 3 and 'a' < 'b' and [1, 2] == [1, 2] and 2 in (1, 2)",
        "assert (np.array([1.0, 2.0]) == np.array([1.0, 2.0])).all()",
        "a = 0.26; print(f'{a:.1f} {a} {a:.2f}', round(a, 1))",
        "n = 12; print(f'{n:,} {n:3}')",
        "assert (np.array([0.0, 1.0]) >= 0).all()",  # 0 is met exactly
        "assert (np.array([1e-5, 0.5]) < 1e-3).tolist() == [True, False]",
        "assert 0.25 ** 20 < 1e-12",
        "a = 0.1; print(f'{a:4} {a:g} {a:.1f}')",
        "a = 0.4999999\nif a < 0.5:\n    pass",  # no assert: what follows from it is compared
    ],
)
def test_what_has_room_is_not(shell, source):
    assert [one for one in found_in(shell, source).values() if narrow.is_narrow(one)] == []


def test_watching_changes_nothing(shell):
    """An assert that does not hold raises, only what is needed is evaluated, and once."""
    seen = []
    shell.push({"seen": seen})
    shell.run_cell("def say(x):\n    seen.append(x)\n    return x")
    for wrong in ("assert say(2.0) < say(1.0)", "assert say(1.0) > say(1.5) > say(0.5)"):
        del seen[:]
        result = shell.run_cell(wrong, silent=True)
        assert isinstance(result.error_in_exec, AssertionError)
        assert len(seen) == 2
    shell.run_cell("text = f'{say(0.25):>7.3f}|{1 / 3!r:.4}'").raise_error()
    assert shell.user_ns["text"] == "  0.250|0.33"


def test_what_is_listed_stands_in_its_cell_and_has_a_reason():
    cells = {
        (path.stem, cell.id): cell.source
        for path in notebooks()
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    }
    for (page, cell, expression), reason in narrow.reasons().items():
        assert len(reason) > 20, (page, cell, expression)
        assert (page, cell) in cells, f"tests/narrow.yml: no cell {cell} in {page}"
        watch = narrow.Watch()
        lines = cells[page, cell].splitlines()
        watch.visit(ast.parse("\n".join(line for line in lines if not line.startswith("%"))))
        assert expression in {text for text, _ in watch.expressions}, (
            f"tests/narrow.yml: {page}, {cell} has no {expression!r} any more: take it out"
        )
