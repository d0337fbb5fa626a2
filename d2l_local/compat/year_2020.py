"""One line that gives a notebook of 2020 back what NumPy, IPython and Python took from under it.

    import d2l_local
    d2l_local.as_in_2020()

It is off unless it is called, because it changes the NumPy of the whole process. Turned on,

- the names that NumPy, IPython and Python removed are there again (``np.float``, ``np.Inf``,
  ``np.product``, ``IPython.display.set_matplotlib_formats``, ``collections.Iterable``, ...);
- NumPy's functions take again what they took (``interpolation=``, rows of different lengths, ...);
- ``x.asnumpy()`` of an MXNet array with one element converts to a number, whatever its shape;
- numbers of NumPy's print without their type: ``1.5``, not ``np.float32(1.5)``.

:func:`as_today` takes all of it back. What stays as it is today, on or off, is in the README.
"""

from d2l_local.compat import arrays, importing, numpy_names

import numpy

ABSENT = object()
replaced = []  # (where, name, what stood there, what stands there now), in the order it was done


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
        if not replaced:
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
    alone.
    """
    was_on = bool(replaced)
    if not was_on:
        turn_on()
    return Period(was_on)


def as_today():
    """Take back what :func:`as_in_2020` gave. Arrays that were made meanwhile still convert."""
    while replaced:
        where, name, before, ours = replaced.pop()
        if vars(where).get(name) is not ours:
            continue  # the reader has set it anew since
        if before is ABSENT:
            delattr(where, name)
        else:
            setattr(where, name, before)
    print_numbers(as_of=False, instead_of="1.25")


def is_on():
    """Say whether Python is as in 2020."""
    return bool(replaced)


def turn_on():
    """Put everything in place; leave nothing behind if that fails."""
    from d2l_local.compat import numpy_functions, other_names

    try:
        # MXNet's arrays first, and always: what is on is told by what was replaced.
        ndarray = importing.import_mxnet().ndarray.NDArray
        replace(ndarray, "asnumpy", arrays.converting_after(ndarray.asnumpy))
        for module, name, value in other_names.removed_names():
            replace(module, name, value)
        for name, function in numpy_functions.functions_of_2020().items():
            replace(numpy, name, function)
        for name, value in numpy_names.removed_names().items():
            replace(numpy, name, value)
        print_numbers(as_of="1.25", instead_of=False)
    except BaseException:
        as_today()
        raise


def replace(where, name, value):
    """Put a value under a name, and remember what stood there."""
    replaced.append((where, name, vars(where).get(name, ABSENT), value))
    setattr(where, name, value)


def print_numbers(as_of, instead_of):
    """Let NumPy print as an earlier release did (False: as today), unless the reader chose."""
    if numpy.lib.NumpyVersion(numpy.__version__) < "2.0.0":
        return  # prints so anyway
    if numpy.get_printoptions()["legacy"] == instead_of:
        numpy.set_printoptions(legacy=as_of)
