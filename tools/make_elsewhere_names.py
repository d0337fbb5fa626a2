"""Write down what MXNet's np, npx, autograd and arrays, and NumPy, have and the page has not.

    python -m tools.make_elsewhere_names

By d2l_local/page_python/arrays/elsewhere_names.py a reader of np.kron is told the truth: that the
cell runs in the notebook, or that MXNet has no such name. A test holds the file to this.
"""

import textwrap
import types

import d2l_local  # makes MXNet importable
from d2l_local.page_python.arrays import names
from d2l_local.page_python.arrays.methods import METHODS

import mxnet
import numpy

from tools.pages import ROOT

FILE = ROOT / "d2l_local" / "page_python" / "arrays" / "elsewhere_names.py"


def of(module, there):
    """Return the names of a module of MXNet that work and that the page has not, in one text."""
    found = []
    for name in dir(module):
        value = getattr(module, name, None)
        inner = isinstance(value, types.ModuleType) and not value.__name__.startswith("mxnet.numpy")
        if name[0] != "_" and name not in there and not inner and ours(value):
            found.append(name)
    return " ".join(found)


def ours(value):
    """Say whether a value is what a reader asks for: no class of Python, nothing of ctypes."""
    return getattr(value, "__module__", None) not in ("ctypes", "_ctypes", "typing", "threading")


def methods():
    """Return the methods and attributes of MXNet's arrays that work and that the page has not."""
    mxnet.npx.set_np()
    x = mxnet.np.ones(1)
    there, found = {*METHODS, *names.ATTRIBUTES}, []
    for name in dir(x):
        if name[0] == "_" or name in there:
            continue
        try:
            value = getattr(x, name)
            if callable(value):
                value()
        except (AttributeError, NotImplementedError):
            continue  # MXNet names it and refuses it
        except Exception:
            pass
        found.append(name)
    return " ".join(found)


def of_numpy():
    """Return the names of NumPy itself that the page has not, in one text."""
    there = {*names.NP, "linalg", "random"}
    return " ".join(name for name in dir(numpy) if name[0] != "_" and name not in there)


def methods_of_numpy():
    """Return what NumPy's arrays can do, and neither MXNet's nor the page's, in one text."""
    there = {*METHODS, *names.ATTRIBUTES, *methods().split()}
    return " ".join(name for name in dir(numpy.ndarray) if name[0] != "_" and name not in there)


def text():
    lists = {
        "NP_ELSEWHERE": of(mxnet.np, {*names.NP, "linalg", "random"}),
        "NPX_ELSEWHERE": of(mxnet.npx, {*names.NPX, "random"}),
        "LINALG_ELSEWHERE": of(mxnet.np.linalg, {"norm"}),
        "RANDOM_ELSEWHERE": of(mxnet.np.random, {"normal", "uniform"}),
        "AUTOGRAD_ELSEWHERE": of(mxnet.autograd, set(names.autograd.its_names)),
        "METHODS_ELSEWHERE": methods(),
        "NUMPY_ELSEWHERE": of_numpy(),
        "NUMPY_METHODS": methods_of_numpy(),
    }
    head = (
        '"""What MXNet and NumPy have more. This runs in the page, on MicroPython.\n\n'
        "tools/make_elsewhere_names.py writes it.\n"
        '"""\n'
    )
    four = {"initial_indent": "    ", "subsequent_indent": "    "}
    parts = [
        f'\n{key} = """\n{textwrap.fill(value, 96, **four)}\n"""\n' for key, value in lists.items()
    ]
    return head + "".join(parts)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
