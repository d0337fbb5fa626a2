"""The names that NumPy has removed, and what each of them was.

One table for two uses: MXNet's modules always find these names in the NumPy that they are handed,
and the reader's own lines find them while Python is as in 2020.
"""

import math
import os
import sys
import types
import warnings

from d2l_local.compat.numpy_gone import functions, scalar_types

import numpy


def removed_names():
    """Return a dict of the names that NumPy 1.23 had or the years before, and this NumPy has not.

    A name that NumPy still has, or has again with another meaning (``numpy.bool``,
    ``numpy.long``), is not in it.
    """
    names = {**ALIASES, **limits(), **constants(), **types_(), **functions(), **modules(),
             **exceptions()}  # fmt: skip
    return {name: value for name, value in names.items() if name not in vars(numpy)}


# Python's own types under NumPy's name, gone in NumPy 1.24.
ALIASES = {
    "bool": bool, "int": int, "float": float, "complex": complex, "object": object, "str": str,
    "long": int, "unicode": str,
}  # fmt: skip


# What `from numpy import *` did not bring.
NOT_SHOWN = {*ALIASES, "warnings", "compat", "os", "sys", "numarray", "oldnumeric"}


def limits():
    """Return the other spellings of infinity, zero and what is not a number."""
    infinite = dict.fromkeys(("Inf", "Infinity", "infty", "PINF"), numpy.inf)
    return {
        **infinite, "NINF": -numpy.inf, "NaN": numpy.nan, "NAN": numpy.nan,
        "PZERO": 0.0, "NZERO": -0.0,
    }  # fmt: skip


def constants():
    """Return the numbers of NumPy's C code that it showed by name."""
    return {
        "MAXDIMS": 32, "BUFSIZE": 8192, "ALLOW_THREADS": 1, "FLOATING_POINT_SUPPORT": 1,
        "CLIP": 0, "WRAP": 1, "RAISE": 2, "MAY_SHARE_BOUNDS": 0, "MAY_SHARE_EXACT": -1,
        "ERR_IGNORE": 0, "ERR_WARN": 1, "ERR_RAISE": 2, "ERR_CALL": 3, "ERR_PRINT": 4, "ERR_LOG": 5,
        "ERR_DEFAULT": 521, "FPE_DIVIDEBYZERO": 1, "FPE_OVERFLOW": 2, "FPE_UNDERFLOW": 4,
        "FPE_INVALID": 8, "SHIFT_DIVIDEBYZERO": 0, "SHIFT_OVERFLOW": 3, "SHIFT_UNDERFLOW": 6,
        "SHIFT_INVALID": 9, "UFUNC_BUFSIZE_DEFAULT": 8192, "UFUNC_PYVALS_NAME": "UFUNC_PYVALS",
        "tracemalloc_domain": 389047, "numarray": "removed", "oldnumeric": "removed",
    }  # fmt: skip


def types_():
    """Return the other names of array scalars."""
    return {
        "bool8": numpy.bool_, "int0": numpy.intp, "uint0": numpy.uintp, "object0": numpy.object_,
        "str0": numpy.str_, "bytes0": numpy.bytes_, "void0": numpy.void,
        "float_": numpy.float64, "complex_": numpy.complex128, "cfloat": numpy.complex128,
        "singlecomplex": numpy.complex64, "longfloat": numpy.longdouble,
        "longcomplex": numpy.clongdouble, "clongfloat": numpy.clongdouble,
        "string_": numpy.bytes_, "unicode_": numpy.str_,
        "sctypes": scalar_types(),
        "typeDict": getattr(numpy, "sctypeDict", {}),
        "cast": ByType(lambda type_: lambda a: numpy.asarray(a, dtype=type_)),
        "nbytes": ByType(lambda type_: numpy.dtype(type_).itemsize),
    }  # fmt: skip


class ByType(dict):
    """A table by type that works out an entry when it is asked for."""

    def __init__(self, entry):
        super().__init__()
        self.entry = entry

    def __missing__(self, type_):
        return self.entry(type_)


def modules():
    """Return the modules of Python's that were to be had under NumPy's name."""
    return {
        "math": math,
        "os": os,
        "sys": sys,
        "warnings": warnings,
        "compat": types.SimpleNamespace(basestring=str, long=int, unicode=str),
    }


def exceptions():
    """Return the errors and warnings that moved into ``numpy.exceptions``."""
    moved = ("AxisError", "ComplexWarning", "RankWarning", "TooHardError",
             "VisibleDeprecationWarning", "ModuleDeprecationWarning")  # fmt: skip
    home = getattr(numpy, "exceptions", numpy)
    return {name: getattr(home, name) for name in moved if hasattr(home, name)}
