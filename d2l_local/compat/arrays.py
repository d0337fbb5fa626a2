"""What ``x.asnumpy()`` returns while Python is as in 2020: an array that converts to a number.

Up to NumPy 2.3 an array with one element was as good as a number: ``float(a)``, ``int(a)``,
``'%.3f' % a``, ``math.exp(a)`` and ``b[0] = a`` took it, whatever its shape. Since NumPy 2.4 only
an array of shape () is. Old training loops are full of it: a loss of MXNet's has shape (1,).

NumPy's own class cannot be changed, so MXNet hands out a subclass. It differs in nothing else: it
is computed with, printed, pickled and recognised as an array of NumPy's, and what is computed from
it converts too, so that ``float(x.asnumpy() / n)`` works.
"""

import functools

import numpy


class Array(numpy.ndarray):
    """An array of NumPy's that converts to a number if it has one element, whatever its shape."""

    _baseclass = numpy.ndarray  # what numpy.ma calls it

    def __float__(self):
        return float(number_in(self))

    def __int__(self):
        return int(number_in(self))

    def __complex__(self):
        return complex(number_in(self))

    def __repr__(self):
        return repr(plain(self))

    def __str__(self):
        return str(plain(self))

    def __format__(self, specification):
        return format(plain(self), specification)

    def __reduce__(self):
        return plain(self).__reduce__()

    def __reduce_ex__(self, protocol):
        return plain(self).__reduce_ex__(protocol)  # a file of it opens where there is no d2l_local

    def __array_ufunc__(self, ufunc, method, *inputs, out=(), **options):
        if any(one is not None for one in out):
            options["out"] = out
        result = getattr(ufunc, method)(*plain(inputs), **plain(options))
        return given_or_converting(out, result)

    def __array_function__(self, function, types, arguments, options):
        result = function(*plain(arguments), **plain(options))
        return given_or_converting((options.get("out"),), result)

    # NumPy's own two methods do not ask a subclass for an array of shape () where they need one.

    def std(self, *arguments, **options):
        return numpy.std(self, *arguments, **options)

    def var(self, *arguments, **options):
        return numpy.var(self, *arguments, **options)

    # Methods that left NumPy's arrays since, or refuse what they took.

    def tostring(self, order="C"):
        return self.tobytes(order)

    def itemset(self, *position_and_value):
        *position, value = position_and_value
        self[tuple(position) if position else 0] = value

    def ptp(self, axis=None, out=None, keepdims=False):
        return numpy.ptp(self, axis=axis, out=out, keepdims=keepdims)

    def newbyteorder(self, new_order="S"):
        return self.view(self.dtype.newbyteorder(new_order))

    def nonzero(self):
        return converting(numpy.atleast_1d(plain(self)).nonzero())


# What a cell shows of it, `type(x.asnumpy())` too, is what it showed then.
Array.__name__ = Array.__qualname__ = "ndarray"
Array.__module__ = "numpy"


def number_in(array):
    """Return the one element; an array with more or fewer is left to NumPy, which says so."""
    return array.item() if array.size == 1 else plain(array)


def plain(value):
    """Return the value with every converting array in it as NumPy's own, sharing its numbers."""
    if isinstance(value, Array):
        return value.view(numpy.ndarray)
    if type(value) in (tuple, list):
        return rebuilt(value, map(plain, value))
    if type(value) is dict:
        return {key: plain(one) for key, one in value.items()}
    return value


def converting(value):
    """Return the value with every array of NumPy's own in it as one that converts."""
    if type(value) is numpy.ndarray:
        return value.view(Array)
    if isinstance(value, (tuple, list)):
        return rebuilt(value, map(converting, value))
    return value


def given_or_converting(out, result):
    """Return the arrays that a function was given to write into, and convert what it made."""
    if isinstance(result, tuple):
        given = (*out, *[None] * (len(result) - len(out)))
        return rebuilt(result, map(given_or_converting, zip(given, strict=False), result))
    return out[0] if out and isinstance(out[0], numpy.ndarray) else converting(result)


def rebuilt(kind, values):
    """Return the values as a list, tuple or named tuple, as the one that held them was."""
    return kind._make(values) if hasattr(kind, "_make") else type(kind)(values)


def converting_after(asnumpy):
    """Return MXNet's method ``asnumpy``, returning an array that converts."""

    @functools.wraps(asnumpy)
    def method(self):
        return converting(asnumpy(self))

    return method
