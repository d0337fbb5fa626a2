"""Modules of NumPy and of Python that old lines import, and that are gone or have another place."""

import importlib.util
import os
import shutil
import sys
import types

import numpy

# Modules of NumPy that are private today, and where what they had is now.
PRIVATE = {
    **{
        f"numpy.lib.{name}": f"numpy.lib._{name}_impl"
        for name in (
            "arraypad", "arraysetops", "arrayterator", "function_base", "histograms",
            "index_tricks", "nanfunctions", "polynomial", "shape_base", "twodim_base",
            "type_check", "ufunclike", "utils",
        )
    },
    "numpy.linalg.linalg": "numpy.linalg._linalg",
    "numpy.fft.helper": "numpy.fft._helper",
    "numpy.testing.utils": "numpy.testing",
    "numpy.dual": "numpy.linalg",
}  # fmt: skip
# Modules that showed most of NumPy's names as well as their own.
SHOWED_ALL = ("numpy.lib", "numpy.core")


class OldModule(types.ModuleType):
    """Looks what it is asked for up in a module of today, then in NumPy."""

    def __init__(self, name, today):
        super().__init__(name, f"What numpy had under the name {name}.")
        self.__path__ = []
        self.__dict__["today"] = today

    def __getattr__(self, name):
        for module in (self.today, numpy):
            if not name.startswith("__") and name in vars(module):
                return getattr(module, name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def modules_of_2020():
    """Return a dict of the modules that cannot be imported today, by name."""
    made = {
        name: OldModule(name, importlib.import_module(today))
        for name, today in PRIVATE.items()
        if is_gone(name) and not is_gone(today)
    }
    for module in (*numpys_for_python_2(), *distutils_of_setuptools(), imp()):
        if is_gone(module.__name__):
            made[module.__name__] = module
    return made


def is_gone(name):
    """Say whether a module cannot be imported."""
    try:
        return name not in sys.modules and spec_of(name) is None
    except (ImportError, ValueError):
        return True


def spec_of(name):
    """Return how a module would be imported, or None, and import no package that it is in.

    (NumPy 2.2 still has ``numpy.compat``, and warns of it.)
    """
    package = name.rpartition(".")[0]
    if not package or package in sys.modules:
        return importlib.util.find_spec(name)
    above = spec_of(package)
    places = above and above.submodule_search_locations
    return places and importlib.machinery.PathFinder.find_spec(name, places)


def names_of_2020(made):
    """Return a list of (module, name, value): what modules showed, the old modules among it."""
    inside = [
        (sys.modules[parent], name, module)
        for full, module in made.items()
        for parent, _, name in [full.rpartition(".")]
        if parent in sys.modules and parent not in made
    ]
    shown = [
        (module, "__getattr__", falling_back(module))
        for module in (importlib.import_module(name) for name in SHOWED_ALL if not is_gone(name))
    ]
    return inside + shown


def falling_back(module):
    """Return a module's ``__getattr__`` that looks what is not there up in NumPy."""
    today = vars(module).get("__getattr__")

    def __getattr__(name):
        if not name.startswith("__") and name in vars(numpy):
            return vars(numpy)[name]
        if today is None:
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        return today(name)

    return __getattr__


def numpys_for_python_2():
    """Return ``numpy.compat``, which named what Python 2 and 3 name differently."""
    module = types.ModuleType("numpy.compat")
    module.__path__ = []
    inner = types.ModuleType("numpy.compat.py3k")
    for one in (module, inner):
        one.basestring, one.long, one.unicode, one.integer_types = str, int, str, (int,)
        one.asbytes = lambda s: s if isinstance(s, bytes) else str(s).encode("latin1")
        one.asstr = lambda s: s.decode("latin1") if isinstance(s, bytes) else str(s)
        one.asunicode, one.os_fspath = one.asstr, os.fspath
    module.py3k = inner
    return module, inner


def distutils_of_setuptools():
    """Return ``distutils``, gone in Python 3.12, unless setuptools brings it: what is most used."""
    if is_gone("distutils") and not is_gone("setuptools"):
        import setuptools  # noqa: F401  it gives the name back, unless the reader forbids it

    if not is_gone("distutils"):
        return ()
    from d2l_local.compat.importing import version_module

    package = types.ModuleType("distutils")
    package.__path__ = []
    package.version = version_module()
    package.util, package.spawn, package.dir_util, package.file_util = (
        types.ModuleType(f"distutils.{name}") for name in ("util", "spawn", "dir_util", "file_util")
    )
    package.util.strtobool = strtobool
    package.spawn.find_executable = shutil.which
    package.dir_util.mkpath = lambda name, mode=0o777: os.makedirs(name, mode, exist_ok=True)
    package.dir_util.remove_tree = shutil.rmtree
    package.dir_util.copy_tree = lambda one, other: shutil.copytree(one, other, dirs_exist_ok=True)
    package.file_util.copy_file = shutil.copy2
    parts = package.version, package.util, package.spawn, package.dir_util, package.file_util
    return package, *parts


def strtobool(value):
    """Return 1 for a text that means yes, and 0 for one that means no."""
    for number, words in enumerate((("n", "no", "f", "false", "off", "0"),
                                    ("y", "yes", "t", "true", "on", "1"))):  # fmt: skip
        if value.lower() in words:
            return number
    raise ValueError(f"invalid truth value {value!r}")


def imp():
    """Return the module ``imp``, gone in Python 3.12."""
    module = types.ModuleType("imp")
    module.reload, module.new_module = importlib.reload, types.ModuleType
    module.load_source = load_source
    module.find_module = find_module
    return module


def load_source(name, pathname, file=None):
    """Load a module from a file of source, whatever the file's name is."""
    loader = importlib.machinery.SourceFileLoader(name, pathname)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def find_module(name, path=None):
    """Say where a module is: None, its path, and what kind it is; raise if it is nowhere."""
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None and name not in sys.builtin_module_names:
        raise ImportError(f"No module named {name!r}", name=name)
    return None, spec and spec.origin, ("", "", 1)
