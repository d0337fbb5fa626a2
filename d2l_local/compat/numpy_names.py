"""The names that NumPy has removed, and what each of them was.

One table for two uses: MXNet's modules always find these names in the NumPy that they are handed,
and the reader's own lines find them while Python is as in 2020.
"""

import ast
import inspect
import math
import sys
import types
import warnings

import numpy


def removed_names():
    """Return a dict of the names that NumPy 1.23 had or the years before, and this NumPy has not.

    A name that NumPy still has, or has again with another meaning (``numpy.bool``,
    ``numpy.long``), is not in it.
    """
    names = {**ALIASES, **limits(), **types_(), **functions(), **modules(), **exceptions()}
    return {name: value for name, value in names.items() if name not in vars(numpy)}


# Python's own types under NumPy's name, gone in NumPy 1.24.
ALIASES = {
    "bool": bool, "int": int, "float": float, "complex": complex, "object": object, "str": str,
    "long": int, "unicode": str,
}  # fmt: skip


def limits():
    """Return the other spellings of infinity, zero and what is not a number."""
    infinite = dict.fromkeys(("Inf", "Infinity", "infty", "PINF"), numpy.inf)
    return {
        **infinite, "NINF": -numpy.inf, "NaN": numpy.nan, "NAN": numpy.nan,
        "PZERO": 0.0, "NZERO": -0.0, "MAXDIMS": 32,
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
        "sctypes": {
            "int": [numpy.int8, numpy.int16, numpy.int32, numpy.int64],
            "uint": [numpy.uint8, numpy.uint16, numpy.uint32, numpy.uint64],
            "float": [numpy.float16, numpy.float32, numpy.float64, numpy.longdouble],
            "complex": [numpy.complex64, numpy.complex128, numpy.clongdouble],
            "others": [bool, object, bytes, str, numpy.void],
        },
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


def functions():
    """Return the functions that have another name today, or none."""
    return {
        "product": numpy.prod,
        "cumproduct": numpy.cumprod,
        "alltrue": numpy.all,
        "sometrue": numpy.any,
        "round_": numpy.round,
        "trapz": getattr(numpy, "trapezoid", None),
        "row_stack": numpy.vstack,
        "mat": numpy.asmatrix,
        "msort": lambda a: numpy.sort(a, axis=0),
        "in1d": lambda ar1, ar2, **options: numpy.isin(ar1, ar2, **options).ravel(),
        "asscalar": lambda a: a.item(),
        "asfarray": asfarray,
        "fastCopyAndTranspose": lambda a: numpy.array(a).T.copy(),
        "find_common_type": lambda arrays, scalars: numpy.result_type(*arrays, *scalars),
        "issctype": is_scalar_type,
        "issubclass_": lambda one, other: isinstance(one, type) and issubclass(one, other),
        "issubsctype": lambda one, other: issubclass(scalar_type(one), scalar_type(other)),
        "obj2sctype": lambda type_, default=None: scalar_type(type_),
        "sctype2char": lambda type_: numpy.dtype(type_).char,
        "safe_eval": ast.literal_eval,
        "disp": lambda message, device=None, linefeed=True: print(
            message, end="\n" if linefeed else "", file=device or sys.stdout
        ),
        "source": lambda object_, output=None: print(inspect.getsource(object_), file=output),
        **{name: financial(name) for name in ("mirr", "npv", "pmt", "ppmt", "pv", "rate")},
    }


def scalar_type(type_):
    """Return the array scalar of a type or of an array's elements."""
    return numpy.dtype(getattr(type_, "dtype", type_)).type


def is_scalar_type(type_):
    """Say whether arrays have a kind of element of this type."""
    return isinstance(type_, (type, numpy.dtype)) and scalar_type(type_) is not numpy.object_


def asfarray(a, dtype=numpy.float64):
    """Return the array with elements of a kind that has fractions."""
    return numpy.asarray(a, dtype if numpy.issubdtype(dtype, numpy.inexact) else numpy.float64)


def financial(name):
    """Return what stands for a financial function of NumPy's, gone since NumPy 1.20."""

    def gone(*_, **__):
        raise RuntimeError(f"np.{name} left NumPy in release 1.20: use the package numpy-financial")

    gone.__name__ = name
    return gone


def modules():
    """Return the modules of Python's that were to be had under NumPy's name."""
    return {
        "math": math,
        "warnings": warnings,
        "compat": types.SimpleNamespace(basestring=str, long=int, unicode=str),
    }


def exceptions():
    """Return the errors and warnings that moved into ``numpy.exceptions``."""
    moved = ("AxisError", "ComplexWarning", "RankWarning", "TooHardError",
             "VisibleDeprecationWarning", "ModuleDeprecationWarning")  # fmt: skip
    home = getattr(numpy, "exceptions", numpy)
    return {name: getattr(home, name) for name in moved if hasattr(home, name)}
