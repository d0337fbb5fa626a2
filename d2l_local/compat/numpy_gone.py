"""The functions that NumPy has removed, or has under another name today."""

import ast
import functools
import inspect
import sys
import warnings

import numpy


def functions():
    """Return a dict of the functions, each as NumPy 1.23 had it or the years before."""
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
        "in1d": in1d,
        "asscalar": lambda a: a.item(),
        "asfarray": asfarray,
        "fastCopyAndTranspose": lambda a: numpy.array(a).T.copy(),
        "byte_bounds": byte_bounds,
        "compare_chararrays": numpy.char.compare_chararrays,
        "format_parser": numpy.rec.format_parser,
        "DataSource": numpy.lib.npyio.DataSource,
        "recfromtxt": recfromtxt,
        "recfromcsv": recfromcsv,
        "find_common_type": find_common_type,
        "issctype": is_scalar_type,
        "issubclass_": lambda one, other: isinstance(one, type) and issubclass(one, other),
        "issubsctype": lambda one, other: issubclass(scalar_type(one), scalar_type(other)),
        "obj2sctype": scalar_type_or,
        "maximum_sctype": largest_type,
        "sctype2char": lambda type_: numpy.dtype(type_).char,
        "safe_eval": ast.literal_eval,
        "disp": lambda message, device=None, linefeed=True: print(
            message, end="\n" if linefeed else "", file=device or sys.stdout
        ),
        "source": lambda object_, output=None: print(inspect.getsource(object_), file=output),
        "who": who,
        "deprecate": deprecate,
        "deprecate_with_doc": lambda message: functools.partial(deprecate, message=message),
        "get_array_wrap": array_wrap,
        "set_string_function": set_string_function,
        **{name: financial(name) for name in ("mirr", "npv", "pmt", "ppmt", "pv", "rate")},
    }


# Types --------------------------------------------------------------------------------------------


def scalar_types():
    """Return NumPy's types by their kind, each kind from the smallest to the largest."""
    return {
        "int": [numpy.int8, numpy.int16, numpy.int32, numpy.int64],
        "uint": [numpy.uint8, numpy.uint16, numpy.uint32, numpy.uint64],
        "float": [numpy.float16, numpy.float32, numpy.float64, numpy.longdouble],
        "complex": [numpy.complex64, numpy.complex128, numpy.clongdouble],
        "others": [bool, object, bytes, str, numpy.void],
    }


def scalar_type(type_):
    """Return the array scalar of a type or of an array's elements."""
    return numpy.dtype(getattr(type_, "dtype", type_)).type


def scalar_type_or(type_, default=None):
    """Return the array scalar of a type, or the default where it is none."""
    try:
        return scalar_type(type_)
    except TypeError:
        return default


def is_scalar_type(type_):
    """Say whether arrays have a kind of element of this type."""
    return isinstance(type_, (type, numpy.dtype)) and scalar_type(type_) is not numpy.object_


def largest_type(type_):
    """Return the largest type of the same kind."""
    kinds = {"i": "int", "u": "uint", "f": "float", "c": "complex"}
    found = scalar_type_or(type_, type_)
    return scalar_types()[kinds[numpy.dtype(found).kind]][-1] if found in NUMBERS else found


NUMBERS = {one for kind in ("int", "uint", "float", "complex") for one in scalar_types()[kind]}
KINDS = "buifcSUVOMm"  # each can hold those before it


def find_common_type(array_types, scalar_types):
    """Return the type that arrays and scalars give; scalars count by their kind alone."""
    arrays, scalars = ([numpy.dtype(one) for one in some] for some in (array_types, scalar_types))
    if not arrays or not scalars:
        return numpy.result_type(*arrays, *scalars) if arrays or scalars else None
    of_arrays, of_scalars = numpy.result_type(*arrays), numpy.result_type(*scalars)
    if KINDS.index(of_scalars.kind) > KINDS.index(of_arrays.kind):
        return numpy.promote_types(of_arrays, of_scalars)
    return of_arrays


def asfarray(a, dtype=numpy.float64):
    """Return the array with elements of a kind that has fractions."""
    return numpy.asarray(a, dtype if numpy.issubdtype(dtype, numpy.inexact) else numpy.float64)


# Arrays -------------------------------------------------------------------------------------------


def in1d(ar1, ar2, assume_unique=False, invert=False, **options):
    """Say of each element of the first array, in a row, whether it is in the second."""
    found = numpy.isin(ar1, ar2, assume_unique=assume_unique, invert=invert, **options)
    return found.reshape(-1)


def byte_bounds(a):
    """Return the addresses of the first byte of an array and of the byte after its last."""
    from numpy.lib import array_utils

    return array_utils.byte_bounds(a)


def recfromtxt(fname, **options):
    """Read a table of text into an array of records."""
    table = numpy.genfromtxt(fname, **{"dtype": None, **options})
    if options.get("usemask"):
        from numpy.ma.mrecords import MaskedRecords

        return table.view(MaskedRecords)
    return table.view(numpy.recarray)


def recfromcsv(fname, **options):
    """Read a table with commas, and names in its first line, into an array of records."""
    usual = {"case_sensitive": "lower", "names": True, "delimiter": ","}
    return recfromtxt(fname, **{**usual, **options})


def array_wrap(*arrays):
    """Return the ``__array_wrap__`` of the array with the highest priority, or None."""
    having = [one for one in arrays if hasattr(one, "__array_wrap__")]
    priority = max(having, key=lambda one: getattr(one, "__array_priority__", 0), default=None)
    return getattr(priority, "__array_wrap__", None)


# Saying -------------------------------------------------------------------------------------------


def who(vardict=None):
    """Print the arrays among variables: name, shape, bytes and type."""
    variables = sys._getframe(1).f_globals if vardict is None else vardict
    arrays = {name: one for name, one in variables.items() if isinstance(one, numpy.ndarray)}
    row = "{:<15} {:<15} {:<15} {}".format
    print(row("Name", "Shape", "Bytes", "Type") + "\n" + "=" * 60 + "\n")
    for name, one in arrays.items():
        print(row(name, " x ".join(map(str, one.shape)), one.nbytes, one.dtype.name))
    print(f"\nUpper bound on total bytes  = {sum(one.nbytes for one in arrays.values()):>8}")


def deprecate(function=None, old_name=None, new_name=None, message=None):
    """Return the function so that it warns when it is called; also a decorator with options."""
    if function is None:
        return functools.partial(deprecate, old_name=old_name, new_name=new_name, message=message)
    words = f"`{old_name or function.__name__}` is deprecated"
    words += f", use `{new_name}` instead!" if new_name else "!"
    words += f"\n{message}" if message else ""

    @functools.wraps(function)
    def warning(*arguments, **options):
        warnings.warn(words, DeprecationWarning, stacklevel=2)
        return function(*arguments, **options)

    return warning


def set_string_function(f, repr=True):
    """Let a function write arrays, or with None let NumPy write them again."""
    if not repr:
        raise NotImplementedError("NumPy lets no function write str(a) any more, only repr(a)")
    numpy.set_printoptions(override_repr=f)


def financial(name):
    """Return what stands for a financial function of NumPy's, gone since NumPy 1.20."""

    def gone(*_, **__):
        raise RuntimeError(f"np.{name} left NumPy in release 1.20: use the package numpy-financial")

    gone.__name__ = name
    return gone
