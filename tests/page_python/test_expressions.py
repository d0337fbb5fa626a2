"""The page's arrays come to what MXNet comes to, or refuse it in words: a thousand programs.

The programs are drawn from a list of every name of ``np`` and ``npx`` and every method with each of
its parameters (expressions.py), and from a grammar (grammar.py). Each runs with MXNet, and, read as
the page reads a cell, with the page's arrays on MicroPython, all in one process of Node.js. Values,
types, shapes, gradients and printed texts are the same, or the page says what to write or where it
runs. Other programs are drawn by another number:

    EXPRESSIONS=7 .venv/bin/python -m pytest -n 0 tests/page_python/test_expressions.py
"""

import inspect
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import d2l_local  # makes MXNet importable
from d2l_local.page_python import arrays

import mxnet
import numpy
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.page_python.comparing_outcomes import verdict
from tests.page_python.expressions import enumerated, functions, methods, some
from tests.page_python.grammar import program
from tests.page_python.on_micropython import micropython, modules
from tests.page_python.outcomes import outcome
from tools.make_elsewhere_names import FILE, text
from tools.pages import ROOT

DRAWN = int(os.environ.get("EXPRESSIONS", "0"))  # which programs
SHARES = 16  # of the list one share is run at a time
FROM_GRAMMAR = 400
OUTCOMES = Path(__file__).with_name("outcomes.py")
RUNNER = Path(__file__).with_name("expressions.mjs")


def from_grammar():
    """Return programs from the grammar, the same for the same number."""
    found = []

    @seed(DRAWN)
    @settings(
        max_examples=FROM_GRAMMAR, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(program())
    def draw(one):
        found.append(one)

    draw()
    return found


def by_mxnet(programs):
    """Return the outcome of each program with MXNet, whose errors may come late."""
    mxnet.npx.set_np()
    names = {"np": mxnet.np, "npx": mxnet.npx, "autograd": mxnet.autograd}
    found = []
    with numpy.errstate(all="ignore"):
        for one in programs:
            mxnet.autograd.set_recording(False)
            mxnet.autograd.set_training(False)
            shown = outcome(one, names, mxnet.np.ndarray)
            try:
                mxnet.nd.waitall()
            except Exception as error:  # of MXNet, or IndexError
                shown[1] = shown[1] or [type(error).__name__, str(error)]
            found.append(shown)
    return found


def by_the_page(programs):
    """Return the outcome of each program in the page's Python."""
    files = {**modules(ROOT), **modules(ROOT, "d2l_local.page_python.language")}
    files["outcomes.py"] = OUTCOMES.read_text("utf-8")
    run = subprocess.run(
        ["node", RUNNER, micropython()], capture_output=True, text=True, encoding="utf-8",
        input="".join(json.dumps(one) + "\n" for one in [files, *programs]),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def verdicts():
    """Return the programs, each with its verdict and why."""
    listed = [*some(DRAWN % SHARES, SHARES), *COMMON, *DELICATE]
    programs = list(dict.fromkeys([*listed, *from_grammar()]))
    pairs = zip(by_mxnet(programs), by_the_page(programs), strict=True)
    return [(one, *verdict(*both)) for one, both in zip(programs, pairs, strict=True)]


def test_no_program_comes_silently_to_something_else(verdicts):
    wrong = [f"{one}\n{why}" for one, kind, why in verdicts if kind == "different"]
    assert not wrong, f"{len(wrong)} of {len(verdicts)}:\n" + "\n\n".join(wrong[:5])


def test_enough_programs_give_the_same_and_few_are_refused(verdicts):
    count = Counter(kind for _, kind, _ in verdicts)
    assert len(verdicts) > 1000 and count["same"] > 0.4 * len(verdicts)
    assert count["refused"] < 0.06 * len(verdicts), count


@pytest.mark.parametrize("number", range(13))
def test_what_is_common_is_not_refused(verdicts, number):
    """Those of COMMON whose number leaves this remainder."""
    said = {one: (kind, why) for one, kind, why in verdicts}
    for one in list(COMMON)[number::13]:
        assert said[one][0] == "same", (one, said[one])


def test_every_parameter_of_every_name_is_in_a_program():
    programs = enumerated()
    for name, function in {**functions(), **{f"x.{k}": f for k, f in methods().items()}}.items():
        calls = " ".join(one for key in programs if key[0] == name for one in programs[key])
        for parameter in list(inspect.signature(function).parameters)[1:]:
            by_name = (name, parameter) in programs or parameter in ("options", "shape", "axes")
            assert by_name or calls.count(",") > 0, (name, parameter)
    callables = {one for one, value in arrays.NP.items() if callable(value)} - {"ndarray"}
    types = {one for one, value in arrays.NP.items() if isinstance(value, arrays.Type)}
    assert {*functions()} >= {f"np.{one}" for one in callables - types}


def test_the_names_that_run_elsewhere_are_those_of_mxnet():
    assert FILE.read_text("utf-8") == text(), "run  python -m tools.make_elsewhere_names"


def given_arrays(lines):
    return "x = np.array([-1.0, 0.5, 2.0])\ny = np.array([2.0, 1.0, -3.0])\n" + lines


def traced(expression, more=""):
    """Return a program that shows a gradient as the book's cells ask for it."""
    return given_arrays(
        f"x.attach_grad()\ny.attach_grad()\nwith autograd.record():\n    z = {expression}\n"
        f"z.backward()\nshow(z, x.grad, y.grad)\n{more}"
    )


# What students write: none of these may be refused.
COMMON = [
    *(given_arrays(f"show({one})") for one in (
        "np.max(x), np.min(x), x.max(), x.min(), np.mean(x), x.sum()", "np.where(x > 0, x, 0)",
        "np.where(0 < x, x, 0.1 * x)", "x[x > 0]", "x[np.argsort(x)]", "x[[0, 2]]", "x[::-1]",
        "np.clip(x, a_min=0, a_max=1)", "np.clip(x, 0, 1)", "np.sum(x > 0)", "(x > 0).sum()",
        "(x > 0) & (x < 1)", "~(x > 0)", "x * (x > 0)", "(x > 0) * 1", "np.isnan(x)",
        "x.astype('int32')",
        "x.astype('float64')", "x.astype(float)", "np.float32(3)", "np.ones_like(x)", "np.zeros(3)",
        "np.arange(4)", "np.arange(4, dtype='int32')", "np.linspace(0, 1, 5)", "np.array([1, 2])",
        "np.array([[1, 2], [3, 4]])", "np.dot(x, y)", "x @ y", "np.outer(x, y)", "np.stack([x, y])",
        "np.concatenate([x, y])", "np.argmax(x)", "x.argmin()", "np.any(x > 1)", "np.all(x > -2)",
        "np.roll(x, 1)", "np.roll(x, 1, axis=0)", "np.flip(x)", "np.cumsum(x)", "np.diff(x)",
        "np.sort(x)",
        "np.sign(x)", "np.abs(x)", "abs(x)", "x ** 2", "2 ** x", "x % 1", "1 - x",
        "1 / (1 + np.exp(-x))",
        "npx.softmax(x)", "npx.softmax(np.stack([x, y]), axis=0)", "npx.softmax(np.stack([x, y]))",
        "npx.leaky_relu(x, slope=0.1)", "npx.leaky_relu(x, act_type='elu', slope=1.0)",
        "npx.relu(x)",
        "npx.activation(x, act_type='tanh')", "npx.sigmoid(x)", "np.tanh(x)", "x.reshape(3, 1)",
        "x.reshape(-1, 1)", "x.T", "np.eye(3)", "np.full((2, 2), 0.5)", "x.mean(axis=0)", "len(x)",
        "x.std()", "x.var()", "np.maximum(0, x)", "np.maximum(x, y)", "np.minimum(x, 1)", "x > 0",
        "x == y", "x.tolist()", "x.item(0)", "float(x[0])", "int(x[2])", "bool(x[0] > 0)",
        "x[0].item()",
        "max(x), min(x)", "sum(x)", "sorted(x)", "[v for v in x]", "round(x[1], 1)",
        "x.shape, str(x.dtype)",
        "str(x)", "repr(x)", "f'{x}'", "f'{x[0]:.2f}'", "'%.2f' % x.sum()", "'{:.1f}'.format(x[1])",
        "str(x.mean())", "str(x * 10)", "str([x, y])", "np.exp(1.0), np.sqrt(2)",
        "float(np.exp(x[0]))",
        "np.linalg.norm(x)", "np.meshgrid(x, y)", "np.squeeze(x.reshape(1, 3))",
        "x.copy(), x.detach()",
        "np.where(x > 0, 1.0, 0.0)", "np.repeat(x, 2)", "np.tile(x, 2)", "np.expand_dims(x, 0)",
        "np.prod(x)", "np.trace(np.outer(x, y))", "np.unique(x)",
        "np.array_equal(x, y), np.allclose(x, x)",
    )),
    *map(traced, (
        "np.maximum(x, 0)", "x * x", "(x * y).sum()", "np.where(x > 0, x, y)", "npx.relu(x) @ y",
        "x.sum()",
        "np.exp(x) / (1 + np.exp(x))", "npx.softmax(x) * y", "x.mean() * y",
        "np.stack([x, y]).max(axis=0)",
        "x[1:] * y[:2]", "x[0] * y[1]", "np.dot(x.reshape(1, 3), y.reshape(3, 1))",
        "np.abs(x) + y ** 2",
        "np.clip(x, 0, 1) * y", "x.reshape(3, 1) * y", "np.log(np.abs(x)) - np.tanh(y)", "x[x > 0]",
        "np.concatenate([x, y])", "np.sqrt(x * x + y * y)", "np.ones_like(x)", "x * y.detach()",
        "(x > 0) * x", "x / y", "x - y", "y ** 3 + 2 ** x", "np.sum(x, axis=0) * np.mean(y)",
    )),
    traced("x * y", "G = np.array([1.0, 10.0, 100.0])\nwith autograd.record():\n    z = x * y\n"
           "z.backward(G)\nshow(x.grad)"),
    given_arrays("x.attach_grad(grad_req='add')\nfor _ in range(3):\n    with autograd.record():\n"
                 "        z = x * x\n    z.backward()\nshow(x.grad)"),
    given_arrays("x.attach_grad()\nfor _ in range(5):\n    with autograd.record():\n"
                 "        loss = (x * x).sum()\n    loss.backward()\n    x -= 0.1 * x.grad\n"
                 "show(x, loss)"),
    given_arrays("x.attach_grad()\nwith autograd.record():\n    z = x\n    for _ in range(2000):\n"
                 "        z = z + 0.01\nz.backward()\nshow(x.grad, z)"),
    *map(given_arrays, (
        "z = x\nz *= 2\nshow(x)", "z = x[1:]\nz[:] = 9\nshow(x)", "x[x < 0] = 0\nshow(x)",
        "x[0] = 5\nshow(x)",
        "x[1:] = y[:2]\nshow(x)",
        "A = np.zeros((2, 3))\nA[0] = x\nA[:, 1] = 7\nrow = A[1]\nrow += 1\nshow(A)",
        "z = x + 0\nz += y\nz -= 1\nz /= 2\nz *= x\nshow(z, x)",
        "s = 0\nfor v in x:\n    s += v\nshow(s)",
        "z = x.reshape(3, 1)\nz[:] = 0\nshow(x)", "x[:] = x - 0.1 * y\nshow(x)",
        "npx.random.seed(1)\nshow(np.random.normal(size=(2, 2)), np.random.uniform(0, 1, (3,)))",
    )),
]  # fmt: skip


def while_recording(lines):
    return given_arrays(
        f"x.attach_grad()\nwith autograd.record():\n    z = x * 2\n    {lines}\nshow(z)"
    )


# Where a fault was once planted and no drawn program noticed it; MXNet refuses some of them.
DELICATE = [
    *map(given_arrays, (
        "show(str(np.array([1.2345679, 0.3, 1e-8, 1e5, 0.1, 2e-5])), str(x * 1e-9))",
        "show(str(np.array([1000.5, -1e-8])), np.clip(3, 0, 1), np.clip(3, 0.5, 5))",
        "show(npx.log_softmax(np.stack([x, y])))", "show(np.max(np.array([1.0, float('nan')])))",
        "show(np.min(np.array([float('nan'), 1.0, 0.0])))", "show(str(np.array(1234567.0)))",
        "show(str(np.array(1e6)), str(np.array(999999.0)), str(np.array(1e-5)))",
        "show(str(np.array([1e16, 1.0])), repr(np.arange(1001)), str(np.arange(40)))",
        "z = x.detach()\nz[:] = 0\nshow(x)", "z = x.copy()\nz[:] = 0\nshow(x)",
        "z = x.astype('float32', copy=False)\nz[:] = 0\nshow(x)",
        "A = np.arange(12).reshape(2, 3, 2)\nshow(A[[0, 1], :, [0, 1]], A[:, [0, 1], [1, 0]])",
        "show(np.array_equal(x, x[:2]), np.array_equal(x, x.reshape(3, 1)))",
        "x.attach_grad()\nwith autograd.record():\n    z = x * x\nz.backward()\nz.backward()",
        "x.attach_grad()\nwith autograd.record():\n    z = x * x\nz.backward(retain_graph=True)\n"
        "z.backward()\nshow(x.grad)",
        "x.attach_grad()\nwith autograd.record():\n    z = x * x\n"
        "x += 1\nz.backward()\nshow(x.grad)",
        "x.attach_grad()\ng = x.grad\nwith autograd.record():\n    z = x * x\n"
        "z.backward()\nshow(g)",
    )),
    *map(while_recording, ("z += 1", "z[0] = 1", "x += 1", "z[:] = x", "u = np.zeros(3); u += x")),
    *map(traced, (
        "np.maximum(x, x * 1) * y", "np.minimum(x * 1, x)", "np.where(x > 0, x, 0)",
        "np.where(x > 0, 0, x)", "np.dot(x.reshape(1, 3), np.stack([y, x], axis=1))", "x.var() * y",
        "np.dot(np.stack([x, y]), np.stack([y, x]).T)", "npx.log_softmax(np.stack([x, y]))[0]",
        "npx.leaky_relu(x, act_type='selu')", "np.std(x) + y", "np.arctan2(1.0, x)",
    )),
]  # fmt: skip
