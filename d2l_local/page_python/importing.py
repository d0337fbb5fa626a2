"""What a cell may import: the page's arrays, the book's own, and some of Python's.

This runs in the page, on MicroPython.
"""

import builtins

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python import arrays
from d2l_local.page_python.arrays.names import OfNumPy
from d2l_local.page_python.language.writing import TYPE_NAMES
from d2l_local.page_python.nearest import nearest
from d2l_local.page_python.standard import LAZY, LIBRARIES, library
from d2l_local.regions import most_regions, regions

OF_THE_NOTEBOOK = (
    "matplotlib", "scipy", "sympy", "pandas", "IPython", "ipywidgets", "nbformat",
    # Python's own, each in every notebook
    "abc", "ast", "bisect", "cmath", "contextlib", "copy", "csv", "dataclasses", "datetime",
    "decimal", "enum", "fractions", "gc", "glob", "heapq", "inspect", "io", "json", "logging",
    "numbers", "os", "pathlib", "pickle", "pprint", "re", "struct", "subprocess", "sys", "textwrap",
    "threading", "timeit", "traceback", "unittest", "urllib", "warnings",
)  # fmt: skip
INSTEAD = {  # what does without it, in some words
    "re": "Write it with a text's own methods (split, replace, find, startswith, isdigit)",
    "cmath": "The page has no complex numbers: write the real and the imaginary part as two",
    "fractions": "Write a fraction as two whole numbers, with math.gcd",
    "copy": "Write x.copy() of an array, list(x) of a list, dict(x) of a dict",
    "timeit": "Write time.perf_counter() before and after",
}


class Absent:
    """Stands for what the page's Python has not; says so where it is used."""

    def __init__(self, message):
        self._page_message = message

    def fail(self, *unused, **options):
        raise Elsewhere(self._page_message)

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    __call__ = __getitem__ = __iter__ = __len__ = __repr__ = __str__ = fail
    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __truediv__ = __matmul__ = fail


def absent(name):
    return Absent(f"{name} is not in the page's Python. {arrays.ELSEWHERE}")


class Package(arrays.Names):
    """A module of which the page has a part: the rest can be imported, and says so when used."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return absent(f"{self.name}.{name}")


TYPE_NAMES[arrays.Names] = TYPE_NAMES[Package] = "module"

OF_NUMPY = (
    "NumPy itself is not in the page's Python, whose numbers are MXNet's. Write np.NAME, or run "
    "the cell in the notebook"
)


TYPES = ("bool_", "float32", "float64", "int32", "int64", "ndarray", "newaxis")


class NumPy:
    """NumPy itself, of whose numbers the page has none: float64, and whole ones of 64 bits.

    Its constants and types are there. Its functions are in an answer alone, which may be written
    with either and is judged within float32; elsewhere the page would print other digits.
    """

    def __getattr__(self, name):
        found = getattr(arrays.np, name)
        if isinstance(found, (float, type)) or name in TYPES or name not in arrays.NP:
            return found
        return Absent(OF_NUMPY.replace("NAME", name))


def nothing_to_do(*unused, **options):
    return None


def modules_for(shown, is_judged):
    """Return what a cell may import of the book and of MXNet, by name.

    ``is_judged`` says whether the cell answers a part of an exercise.
    """
    np, npx, autograd = arrays.np, arrays.npx, arrays.autograd
    mxnet = Package("mxnet", np=np, npx=npx, autograd=autograd)
    explorer = Package("d2l_local.explorer", explore=shown.explore, plane=shown.plane)
    check = Package("d2l_local.check", check=shown.check)
    workbench = Package("d2l_local.workbench", report=shown.report, challenge=shown.challenge)
    counting = Package("d2l_local.regions", regions=regions, most_regions=most_regions)
    d2l_local = Package(
        "d2l_local", explorer=explorer, check=check, activations=catalogue, workbench=workbench,
        regions=counting, as_in_2020=nothing_to_do, as_today=nothing_to_do,
    )  # fmt: skip
    return {
        "mxnet": mxnet, "mxnet.np": np, "mxnet.npx": npx, "mxnet.autograd": autograd,
        "numpy": OfNumPy() if is_judged else NumPy(),
        "d2l_local": d2l_local, "d2l_local.explorer": explorer, "d2l_local.check": check,
        "d2l_local.activations": catalogue, "d2l_local.workbench": workbench,
        "d2l_local.regions": counting,
    }  # fmt: skip


class Importing:
    """While a reader's code runs: what it imports is the page's.

    Attributes
    ----------
    modules : dict
        What was imported, by name.
    strict : bool
        Whether what is not there is refused at once, or when it is used: a cell above may import
        what the edited one does not use.
    is_judged : bool
        Whether the cell answers a part of an exercise: what the notebook has is refused when it is
        used.
    """

    def __init__(self, modules, is_judged=False):
        self.modules, self.is_judged = modules, is_judged
        self.strict = False

    def __enter__(self):
        self.python = builtins.__import__
        builtins.__import__ = self.bring

    def __exit__(self, *error):
        builtins.__import__ = self.python

    def bring(self, name, scope=None, local=None, fromlist=(), level=0):
        first = name.split(".")[0]
        if name in LIBRARIES and name not in self.modules:
            self.modules[name] = library(name)
        if name in self.modules:
            return asked_of(self.modules[name if fromlist else first], fromlist or ())
        if not self.strict or first in LAZY or first in self.modules:
            return absent(name)
        if self.is_judged and first in OF_THE_NOTEBOOK:  # the answer may not need it
            return Absent(self.refusal(first))
        raise Elsewhere(self.refusal(first))

    def refusal(self, name):
        """Return what to say of a module that is not here, or raise for one that is misspelt."""
        there = sorted(LIBRARIES) + ["mxnet", "numpy", "d2l_local"]
        if name in INSTEAD:
            return f"{name} is not in the page's Python. {INSTEAD[name]}. {arrays.ELSEWHERE}"
        near = nearest(name, there)
        if near and name not in OF_THE_NOTEBOOK:
            raise ImportError(f"No module named {name!r}: do you mean {near}?")
        where = (
            arrays.ELSEWHERE if name in OF_THE_NOTEBOOK
            else "Run the cell in the notebook, which has all of Python, and what you install there"
        )  # fmt: skip
        return (
            f"{name} is not in the page's Python, which has np, npx and autograd of mxnet, and of "
            f"Python {', '.join(sorted(LIBRARIES))}. {where}"
        )


class Bare:
    """A module all of whose names are imported; MicroPython asks it for each name it knows."""


def asked_of(module, names):
    """Return what names are imported from."""
    if "*" in names:
        bare = Bare()
        for name, value in members_of(module):
            setattr(bare, name, value)
        return bare
    for name in names:
        try:
            getattr(module, name)
        except AttributeError as error:
            advice = str(error).partition(": ")[2]
            words = f"cannot import name '{name}' from '{name_of(module)}'"
            raise ImportError(f"{words}: {advice}" if advice else words) from None
    return module


def members_of(module):
    names = getattr(module, "_page_names", None) or getattr(module, "names", ())
    return [(name, getattr(module, name)) for name in names]


def name_of(module):
    own = getattr(module, "_page_name", None)
    return own or getattr(module, "name", "d2l_local.activations")


def record(*unused, **options):
    """Stand for dataclasses.dataclass: a class is made from its fields by their names."""

    def with_fields(kind):
        def init(self, **fields):
            for name, value in fields.items():
                setattr(self, name, value)

        kind.__init__ = init
        return kind

    return with_fields


def catalogue_of_activations():
    """Return the module of the catalogue, its functions made of the page's."""
    stand_ins = Importing({
        "mxnet": arrays.Names("mxnet", np=arrays.np, npx=arrays.npx), "numpy": arrays.np,
        "dataclasses": arrays.Names("dataclasses", dataclass=record),
        "collections.abc": arrays.Names("collections.abc", Callable=object),
    })  # fmt: skip
    python = builtins.__import__
    stand_ins.bring = lambda name, *more: stand_ins.modules.get(name) or python(name, *more)
    with stand_ins:
        from d2l_local import activations
    return activations


catalogue = catalogue_of_activations()
