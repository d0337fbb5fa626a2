"""Curves as short text for the page, which the script reads."""

import base64
import zlib

import numpy


def encode(values):
    """Return the numbers as text for the page: float32, deflated, in base64.

    The four bytes of the numbers go apart first, all first bytes, then all second ones: neighbours
    on a curve differ in their last bytes alone, and the rest deflates to almost nothing.
    """
    planes = values.astype("<f4").reshape(-1, 1).view("uint8").T
    return base64.b64encode(zlib.compress(planes.tobytes(), 9)).decode()


def decode(text):
    """Return the numbers that :func:`encode` has written, in one row."""
    planes = numpy.frombuffer(zlib.decompress(base64.b64decode(text)), "uint8").reshape(4, -1)
    return numpy.ascontiguousarray(planes.T).view("<f4").ravel()
