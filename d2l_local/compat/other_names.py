"""The names that IPython and Python have removed from under old notebooks."""

import collections.abc
import fractions
import importlib.util
import inspect
import math
import time
import warnings


def removed_names():
    """Return a list of (module, name, value) for each name that its module no longer has."""
    places = [
        *((collections, name, getattr(collections.abc, name)) for name in collections.abc.__all__),
        (inspect, "getargspec", getargspec),
        (time, "clock", time.perf_counter),
        (fractions, "gcd", math.gcd),
        *names_of_ipython(),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is about to go warns when it is asked for
        return [place for place in places if not hasattr(place[0], place[1])]


def getargspec(function):
    """Return names, ``*``, ``**`` and defaults of a function's arguments."""
    full = inspect.getfullargspec(function)
    return ArgSpec(full.args, full.varargs, full.varkw, full.defaults)


ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


def names_of_ipython():
    """Return what has left IPython's two modules for display, if IPython is here."""
    if importlib.util.find_spec("IPython") is None:
        return []
    import IPython.core.display
    import IPython.display
    from IPython.core.interactiveshell import InteractiveShell

    moved = [
        (IPython.display, "set_matplotlib_formats", set_matplotlib_formats),
        (IPython.display, "set_matplotlib_close", set_matplotlib_close),
        (InteractiveShell, "magic", run_magic),
    ]
    # Old cells import `display` and its kin from where IPython kept them.
    public = [name for name in dir(IPython.display) if not name.startswith("_")]
    return moved + [(IPython.core.display, name, getattr(IPython.display, name)) for name in public]


def run_magic(self, line):
    """Run a line magic that is written with its arguments in one text, ``'time 1'``."""
    name, _, arguments = line.lstrip("%").partition(" ")
    return self.run_line_magic(name, arguments)


def set_matplotlib_formats(*formats, **options):
    """Choose how figures are stored: 'svg', 'retina', 'png', ..."""
    from matplotlib_inline import backend_inline

    backend_inline.set_matplotlib_formats(*formats, **options)


def set_matplotlib_close(close=True):
    """Choose whether figures are closed at the end of a cell."""
    from matplotlib_inline import backend_inline

    backend_inline.set_matplotlib_close(close)
