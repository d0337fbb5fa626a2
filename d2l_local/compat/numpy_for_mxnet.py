"""Where MXNet 1.9.1 meets another NumPy than it knew, each mended at the place where they meet."""

import functools
import inspect
import sys

import numpy


def wrapping(function):
    """Return ``numpy.array`` or ``numpy.asarray`` that wraps a whole number into its type.

    Up to NumPy 1.23, ``numpy.array([300], dtype='uint8')`` was 44. What did not fit into 64 bits
    was refused then, and is.
    """

    @functools.wraps(function)
    def wrapped(*arguments, **options):
        try:
            return function(*arguments, **options)
        except OverflowError:
            values, dtype = described(arguments, options)
            if dtype is None or not fits_64_bits(values, dtype):
                raise
        numbers = numpy.array(values, dtype=object)
        exact = [int(one) % 2**64 for one in numbers.flat]
        made = numpy.array(exact, dtype="uint64").astype(dtype).reshape(numbers.shape)
        return function(made, *arguments[1:], **{n: v for n, v in options.items() if n != "object"})

    return wrapped


def described(arguments, options):
    """Return the values and the type that ``numpy.array`` was given, or None."""
    values = arguments[0] if arguments else options.get("object")
    dtype = arguments[1] if len(arguments) > 1 else options.get("dtype")
    return values, None if dtype is None else numpy.dtype(dtype)


def fits_64_bits(values, dtype):
    """Say whether whole numbers fit the C type in which NumPy took them for this type of array."""
    highest = 2**64 if dtype in (numpy.uint32, numpy.uint64) else 2**63
    numbers = numpy.array(values, dtype=object).flat
    return dtype.kind in "iu" and all(-(2**63) <= one < highest for one in numbers)


def let_numpy_read_arrays(mxnet):
    """Let NumPy's functions read an array of MXNet's at once, and its type.

    Up to NumPy 2.3 they read it as a sequence of sequences, and refuse that today; or worse,
    ``numpy.array_equal`` of two equal ones says False.
    """

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("NumPy has an array of MXNet as a copy alone: x.asnumpy()")
        values = self.asnumpy()
        return values if dtype is None else values.astype(dtype)

    mxnet.nd.NDArray.__array__ = __array__
    mxnet.nd.NDArray.__numpy_dtype__ = property(lambda self: numpy.dtype(self.dtype))


# Modules of functions that ask ``size == ()``, which has no truth today for a number of NumPy's.
DRAWING = tuple(
    f"mxnet.{kind}.{name}.random"
    for kind in ("ndarray", "symbol")
    for name in ("numpy", "numpy_extension")
)


def let_sizes_be_numpys():
    """Let random numbers be drawn in a number that is NumPy's, such as ``numpy.prod(shape)``."""
    for module in (sys.modules[name] for name in DRAWING):
        for name in module.__all__:
            function = getattr(module, name)
            taken = {"size", "batch_shape"} & set(inspect.signature(function).parameters)
            if taken:
                setattr(module, name, taking_numbers(function, *taken))


def taking_numbers(function, name):
    """Return a function that takes NumPy's whole numbers for an argument of this name."""
    place = list(inspect.signature(function).parameters).index(name)

    @functools.wraps(function)
    def wrapped(*arguments, **options):
        if isinstance(options.get(name), numpy.integer):
            options[name] = int(options[name])
        elif len(arguments) > place and isinstance(arguments[place], numpy.integer):
            arguments = (*arguments[:place], int(arguments[place]), *arguments[place + 1 :])
        return function(*arguments, **options)

    return wrapped


def let_tuples_have_names():
    """Let MXNet turn a tuple with names of NumPy 2 (``QRResult``) into its own arrays."""
    module = sys.modules["mxnet.numpy.multiarray"]
    for name in ("_as_mx_np_array", "_as_onp_array"):
        setattr(module, name, of_plain_tuples(getattr(module, name)))


def of_plain_tuples(convert):
    @functools.wraps(convert)
    def converted(object, *arguments, **options):
        if isinstance(object, tuple) and hasattr(object, "_fields"):
            object = tuple(object)
        return convert(object, *arguments, **options)

    return converted
