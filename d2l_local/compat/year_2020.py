"""One line that gives a notebook of 2020 back what NumPy, IPython and Python took from under it.

    import d2l_local
    d2l_local.as_in_2020()

It is off unless it is called, because it changes the NumPy of the whole process. Turned on,

- the names that NumPy, IPython and Python removed are there again (``np.float``, ``np.Inf``,
  ``np.product``, ``IPython.display.set_matplotlib_formats``, ``collections.Iterable``, ...), and
  modules (``numpy.lib.function_base``, ``distutils``, ``imp``);
- NumPy's functions take again what they took (``interpolation=``, rows of different lengths, ...);
- an array with one element converts to a number, whatever its shape, and arrays have the methods
  that they have lost (``a.tostring()``, ``a.itemset(...)``, ...);
- numbers of NumPy's print without their type: ``1.5``, not ``np.float32(1.5)``.

:func:`as_today` takes all of it back. What stays as it is today, on or off, is in the README.
"""

import copyreg
import pkgutil
import sys
import types
import warnings

from d2l_local.compat import numpy_names

import numpy

undoing = []  # while Python is as in 2020: what takes it back, in the order it was done


class Period:
    """What :func:`as_in_2020` returns: says what is on; in a ``with``, ends it after the block."""

    def __init__(self, was_on):
        self.was_on = was_on

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.was_on:
            as_today()

    def __repr__(self):
        if not is_on():
            return "As today. d2l_local.as_in_2020() goes back."
        return "As in 2020: NumPy, IPython and Python. d2l_local.as_today() ends it."


def as_in_2020():
    """Give the lines of an old notebook back what NumPy, IPython and Python have removed.

    Call it once, after ``import d2l_local`` and before the old lines. Calling it again changes
    nothing. As a context manager it lasts for the block::

        with d2l_local.as_in_2020():
            print("loss %.3f" % loss.asnumpy())

    It holds for the whole process, packages included. Where it would change an answer that a
    package gets today (rows of different lengths, ``np.unique``), it holds for your own lines
    alone. Names that you imported before from NumPy, such as ``from numpy import array``, stay as
    they were.
    """
    was_on = is_on()
    if not was_on:
        turn_on()
    return Period(was_on)


def as_today():
    """Take back all that :func:`as_in_2020` gave."""
    while undoing:
        undoing.pop()()


def is_on():
    """Say whether Python is as in 2020."""
    return bool(undoing)


def turn_on():
    """Put everything in place; leave nothing behind if that fails."""
    from d2l_local.compat import array_methods, numpy_functions, old_modules, other_names

    try:
        undoing.append(print_numbers_plainly())
        undoing.append(keep_pickling())
        modules = old_modules.modules_of_2020()
        for name, module in modules.items():
            undoing.append(put_in(sys.modules, name, module))
        for module, name, value in old_modules.names_of_2020(modules):
            undoing.append(put(module, name, value))
        for module, name, value in other_names.removed_names():
            undoing.append(put(module, name, value))
        for name, function in numpy_functions.functions_of_2020().items():
            undoing.append(put(numpy, name, function))
        removed = numpy_names.removed_names()
        for name, value in removed.items():
            undoing.append(put(numpy, name, value))
        shown = sorted(set(removed) - numpy_names.NOT_SHOWN)
        undoing.append(put(numpy, "__all__", [*numpy.__all__, *shown]))
        if array_methods.can_be_set():
            undoing.append(array_methods.set_methods(array_methods.methods_of_2020()))
        else:
            warnings.warn(
                "On this Python an array with one element stays no number: write a.item().",
                stacklevel=3,
            )
    except BaseException:
        as_today()
        raise


def put(module, name, value):
    """Put a value into a module; return a function that puts back what was there."""
    there, before = name in vars(module), vars(module).get(name)
    setattr(module, name, value)

    def put_back():
        if vars(module).get(name) is not value:
            return  # the reader has set it anew since
        if there:
            setattr(module, name, before)
        else:
            delattr(module, name)

    return put_back


def put_in(names, name, value):
    """Put a value into a dict under a new name; return a function that takes it out."""
    names[name] = value
    return lambda: names.pop(name) if names.get(name) is value else None


def print_numbers_plainly():
    """Let NumPy print numbers without their type, in every thread; return a function that ends it.

    What the reader has chosen by ``numpy.set_printoptions(legacy=...)``, before or since, stays.
    """
    before, plainly = numpy.get_printoptions()["legacy"], "1.25"
    prints_so = numpy.lib.NumpyVersion(numpy.__version__) < "2.0.0"
    if prints_so or before is not False:
        return lambda: None
    numpy.set_printoptions(legacy=plainly)
    # Where options are each thread's own, a new thread begins with these.
    of_threads = getattr(
        sys.modules.get("numpy._core.printoptions"), "default_format_options_dict", {}
    )
    of_threads.update(legacy=125)

    def print_as_before():
        of_threads.update(legacy=sys.maxsize)
        if numpy.get_printoptions()["legacy"] == plainly:
            numpy.set_printoptions(legacy=before)

    return print_as_before


def keep_pickling():
    """Let NumPy's own functions be pickled, though others stand in their place; return an end.

    Pickle writes a function by its name, and refuses where another one stands under it.
    """
    kind = type(numpy.sum)
    if kind is types.FunctionType or kind in copyreg.dispatch_table:
        return lambda: None

    def by_name(function):
        name = f"{function.__module__}:{function.__qualname__}"
        return pkgutil.resolve_name, (name,)

    copyreg.pickle(kind, by_name)
    return lambda: copyreg.dispatch_table.pop(kind)
