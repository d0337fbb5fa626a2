"""Curves as short text for the page, which the script reads."""

import json
import sys
import zlib
from array import array
from binascii import a2b_base64

try:
    from ubinascii import b2a_base64  # MicroPython's in C: its binascii takes seconds
except ImportError:
    from binascii import b2a_base64

RAW = "="  # before numbers that are not deflated; no base64 begins with it


def encode(rows):
    """Return rows of numbers as text for the page: float32, deflated, in base64.

    The four bytes of the numbers go apart first, all first bytes, then all second ones: neighbours
    on a curve differ in their last bytes alone, and the rest deflates to almost nothing.

    On MicroPython, which deflates for seconds and whose text is never stored, it is ``RAW`` and
    the numbers as they are, in base64.
    """
    data = b"".join([bytes(array("f", row)) for row in rows])
    if sys.implementation.name == "micropython":
        return RAW + b2a_base64(data).decode().strip()
    planes = b"".join([data[i::4] for i in range(4)])
    return b2a_base64(zlib.compress(planes, 9)).decode().strip()


def encode_text(value):
    """Return texts in lists as one short text for the page: as JSON, deflated, in base64.

    On MicroPython they are returned as they are.
    """
    if sys.implementation.name == "micropython":
        return value
    data = json.dumps(value, separators=(",", ":")).encode("ascii")
    return b2a_base64(zlib.compress(data, 9)).decode().strip()


def decode(text):
    """Return the numbers that :func:`encode` has deflated, in one row."""
    planes = zlib.decompress(a2b_base64(text))
    count = len(planes) // 4
    data = bytearray(len(planes))
    for i in range(4):
        data[i::4] = planes[i * count : (i + 1) * count]
    return array("f", bytes(data))
