"""NumPy's functions that refuse today what they took in 2020, made to take it again.

Each of them is called as it is first, so that nothing changes where today's NumPy has an answer;
what it refuses is then put in today's words. Two kinds would change an answer, or an error that a
package may be waiting for: those do so for the reader's own lines alone, never for an installed
package.
"""

import functools
import sys
import sysconfig
import types

import numpy


def functions_of_2020():
    """Return a dict of the functions to put in place of NumPy's, by name."""
    made = {
        **{name: renaming(name, interpolation="method") for name in QUANTILES},
        "reshape": renaming("reshape", newshape="shape"),
        "histogram": renaming("histogram", normed="density"),
        **{name: taking_generators(name) for name in STACKING},
        "sum": summing_generators(),
        "nonzero": nonzero_of_a_number(),
        "fromstring": fromstring_of_bytes(),
        "unique": unique_with_flat_inverse(),
        "array": making_arrays("array"),
        "asarray": making_arrays("asarray"),
    }
    return made


QUANTILES = ("percentile", "quantile", "nanpercentile", "nanquantile")
STACKING = ("stack", "vstack", "hstack", "dstack", "column_stack")


def renaming(name, **old_and_new):
    """Return NumPy's function with an argument's old name as well."""
    ((old, new),) = old_and_new.items()
    today = getattr(numpy, name)

    @functools.wraps(today)
    def function(*arguments, **options):
        try:
            return today(*arguments, **options)
        except TypeError as error:
            if old not in options or f"argument '{old}'" not in str(error):
                raise
        options[new] = options.pop(old)
        return today(*arguments, **options)

    return function


def taking_generators(name):
    """Return NumPy's function that also takes the arrays from a generator."""
    today = getattr(numpy, name)

    @functools.wraps(today)
    def function(arrays, *arguments, **options):
        if isinstance(arrays, types.GeneratorType):
            arrays = list(arrays)
        return today(arrays, *arguments, **options)

    return function


def summing_generators():
    """Return ``numpy.sum`` that also sums what a generator yields."""
    today = numpy.sum

    @functools.wraps(today)
    def function(a, *arguments, **options):
        if isinstance(a, types.GeneratorType):
            return sum(a)
        return today(a, *arguments, **options)

    return function


def nonzero_of_a_number():
    """Return ``numpy.nonzero`` that takes a number as an array with one element."""
    today = numpy.nonzero

    @functools.wraps(today)
    def function(a):
        return today(numpy.atleast_1d(a) if numpy.ndim(a) == 0 else a)

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
    today = numpy.unique

    @functools.wraps(today)
    def function(ar, return_index=False, return_inverse=False, *arguments, **options):
        found = today(ar, return_index, return_inverse, *arguments, **options)
        if not return_inverse or not called_by_the_reader():
            return found
        values = list(found)
        place = 2 if return_index else 1
        values[place] = values[place].reshape(-1)
        return tuple(values)

    return function


def making_arrays(name):
    """Return ``numpy.array`` that also makes what it made then, for the reader's own lines.

    Rows of different lengths become an array of objects, a number that does not fit its type is
    wrapped, and ``copy=False`` copies where it has to.
    """
    today = getattr(numpy, name)

    @functools.wraps(today)
    def function(*arguments, **options):
        try:
            return today(*arguments, **options)
        except (ValueError, OverflowError) as error:
            if not arguments or not called_by_the_reader():
                raise
            refused = error
        if isinstance(refused, OverflowError):
            values, *rest = arguments
            dtype = rest[0] if rest else options.get("dtype")
            return today(values).astype(dtype)
        if "inhomogeneous" in str(refused):
            return today(*arguments, **{**options, "dtype": object})
        if options.get("copy") is False and "copy" in str(refused):
            return today(*arguments, **{**options, "copy": None})
        raise refused

    return function


def called_by_the_reader():
    """Say whether the function that asks was called from a cell or a script, not a package."""
    return not is_installed(sys._getframe(2).f_code.co_filename)


INSTALLED = tuple({sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")})


def is_installed(file):
    """Say whether a file of Python code belongs to Python or to an installed package."""
    return file.startswith(INSTALLED) or "site-packages" in file or "dist-packages" in file
