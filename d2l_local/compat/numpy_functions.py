"""NumPy's functions that refuse today what they took in 2020, made to take it again.

Each of them is called as it is first, so that nothing changes where today's NumPy has an answer;
what it refuses is then put in today's words. Some would change an answer, or an error that a
package may be waiting for: those do so for the reader's own lines alone, never for an installed
package.

Arrays of another package, MXNet's among them, have functions of their own, which NumPy finds by
``__array_function__``. They get the call as it was written, and while they run NumPy's own function
is in its place: some ask ``function is numpy.sum``.
"""

import contextlib
import functools
import sys
import sysconfig
import types

from d2l_local.compat.numpy_for_mxnet import wrapping

import numpy


def functions_of_2020():
    """Return a dict of the functions to put in place of NumPy's, by name."""
    return {
        **{name: renaming(name, interpolation="method") for name in QUANTILES},
        "reshape": renaming("reshape", newshape="shape"),
        **{name: renaming(name, normed="density") for name in HISTOGRAMS},
        **{name: changed(name, take_iterator) for name in STACKING},
        "sum": summing_generators(),
        "nonzero": changed("nonzero", take_number),
        "where": where_of_a_number(),
        "fromstring": fromstring_of_bytes(),
        "unique": unique_with_flat_inverse(),
        **{name: giving_a_list(name) for name in LISTS},
        **{name: making_arrays(name) for name in ("array", "asarray")},
        "full": filling(),
    }


QUANTILES = ("percentile", "quantile", "nanpercentile", "nanquantile")
HISTOGRAMS = ("histogram", "histogram2d", "histogramdd")
STACKING = ("stack", "vstack", "hstack", "dstack", "column_stack")
LISTS = ("meshgrid", "atleast_1d", "atleast_2d", "atleast_3d", "broadcast_arrays")


def calling(name):
    """Return NumPy's function of today; arrays of other packages get the call as it is."""
    today = getattr(numpy, name)

    @functools.wraps(today)
    def call(*arguments, **options):
        owner = owner_of([*arguments, *options.values()])
        if owner is None:
            return today(*arguments, **options)
        with in_place(name, today):
            given = type(owner).__array_function__(owner, today, (type(owner),), arguments, options)
        return today(*arguments, **options) if given is NotImplemented else given

    return call


def owner_of(values):
    """Return the first array among values, or in a list of them, that is another package's."""
    for value in values:
        if isinstance(value, list | tuple):
            value = next((one for one in value if is_foreign(one)), None)
        if is_foreign(value):
            return value
    return None


def is_foreign(value):
    protocol = getattr(type(value), "__array_function__", None)
    return protocol not in (None, numpy.ndarray.__array_function__)


@contextlib.contextmanager
def in_place(name, function):
    """While the block runs, NumPy has this function under the name."""
    before = getattr(numpy, name)
    setattr(numpy, name, function)
    try:
        yield
    finally:
        setattr(numpy, name, before)


def renaming(name, **old_and_new):
    """Return NumPy's function with an argument's old name as well."""
    ((old, new),) = old_and_new.items()
    call = calling(name)

    @functools.wraps(call)
    def function(*arguments, **options):
        try:
            return call(*arguments, **options)
        except TypeError as error:
            if old not in options or f"argument '{old}'" not in str(error):
                raise
        options[new] = options.pop(old)
        return call(*arguments, **options)

    return function


def changed(name, change):
    """Return NumPy's function, whose first argument is changed before it is called."""
    call = calling(name)

    @functools.wraps(call)
    def function(first, *arguments, **options):
        return call(change(first), *arguments, **options)

    return function


def take_iterator(arrays):
    """Return arrays that come from a generator, ``map``, ``zip`` or ``dict.values()`` in a list."""
    is_sequence = hasattr(arrays, "__getitem__") or not hasattr(arrays, "__iter__")
    return arrays if is_sequence else list(arrays)


def take_number(a):
    """Return a number as an array with one element."""
    return numpy.atleast_1d(a) if numpy.ndim(a) == 0 else a


def summing_generators():
    """Return ``numpy.sum`` that also sums what a generator yields."""
    call = calling("sum")

    @functools.wraps(call)
    def function(a, *arguments, **options):
        if isinstance(a, types.GeneratorType):
            return sum(a)
        return call(a, *arguments, **options)

    return function


def where_of_a_number():
    """Return ``numpy.where`` that takes a number alone as an array with one element."""
    call = calling("where")

    @functools.wraps(call)
    def function(condition, *choices):
        return call(condition if choices else take_number(condition), *choices)

    return function


def fromstring_of_bytes():
    """Return ``numpy.fromstring`` that also reads the bytes of an array, as a copy."""
    today = numpy.fromstring

    @functools.wraps(today)
    def function(string, dtype=float, count=-1, *, sep="", **options):
        if sep == "" and not isinstance(string, str):
            return numpy.frombuffer(string, dtype=dtype, count=count).copy()
        return today(string, dtype, count, sep=sep, **options)

    return function


def unique_with_flat_inverse():
    """Return ``numpy.unique`` whose inverse has one axis, for the reader's own lines."""
    call = calling("unique")

    @functools.wraps(call)
    def function(ar, return_index=False, return_inverse=False, *arguments, **options):
        found = call(ar, return_index, return_inverse, *arguments, **options)
        if not return_inverse or not called_by_the_reader():
            return found
        values = list(found)
        place = 2 if return_index else 1
        values[place] = values[place].reshape(-1)
        return tuple(values)

    return function


def giving_a_list(name):
    """Return NumPy's function that gives several arrays in a list, for the reader's own lines."""
    call = calling(name)

    @functools.wraps(call)
    def function(*arguments, **options):
        found = call(*arguments, **options)
        return list(found) if type(found) is tuple and called_by_the_reader() else found

    return function


def making_arrays(name):
    """Return ``numpy.array`` that also makes what it made then, for the reader's own lines.

    Rows of different lengths become an array of objects; where a type is given, arrays with one
    element become numbers. A number that does not fit its type is wrapped, and ``copy=False``
    copies where it has to.
    """
    today = getattr(numpy, name)
    wrapped = wrapping(today)

    @functools.wraps(today)
    def function(*arguments, **options):
        try:
            return today(*arguments, **options)
        except (ValueError, OverflowError) as error:
            if not arguments or not called_by_the_reader():
                raise
            refused = error
        if isinstance(refused, OverflowError):
            return wrapped(*arguments, **options)
        if "inhomogeneous" in str(refused):
            if len(arguments) > 1 or options.get("dtype") is not None:
                return today(with_numbers(arguments[0]), *arguments[1:], **options)
            return today(*arguments, **{**options, "dtype": object})
        if options.get("copy") is False and "copy" in str(refused):
            return today(*arguments, **{**options, "copy": None})
        raise refused

    return function


def with_numbers(values):
    """Return lists in which numbers stand for the arrays with one element."""
    if isinstance(values, list | tuple):
        return [with_numbers(one) for one in values]
    return values.item() if isinstance(values, numpy.ndarray) and values.size == 1 else values


def filling():
    """Return ``numpy.full`` that wraps a number that does not fit, for the reader's own lines."""
    call = calling("full")

    @functools.wraps(call)
    def function(shape, fill_value, dtype=None, *arguments, **options):
        try:
            return call(shape, fill_value, dtype, *arguments, **options)
        except OverflowError:
            if not called_by_the_reader():
                raise
        value = wrapping(numpy.array)(fill_value, dtype)
        return call(shape, value, dtype, *arguments, **options)

    return function


def called_by_the_reader():
    """Say whether the function that asks was called from a cell or a script, not a package."""
    return not is_installed(sys._getframe(2).f_code.co_filename)


INSTALLED = tuple({sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")})


def is_installed(file):
    """Say whether a file of Python code belongs to Python or to an installed package."""
    return file.startswith(INSTALLED) or "site-packages" in file or "dist-packages" in file
