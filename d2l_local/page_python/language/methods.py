"""Methods and attributes of texts, numbers and lists that MicroPython lacks, or has otherwise.

This runs in the page, on MicroPython.
"""

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language.equality import count, index, remove
from d2l_local.page_python.language.formatting import format_text
from d2l_local.page_python.language.functions import in_order_of
from d2l_local.page_python.language.kinds import native
from d2l_local.page_python.language.parameters import own_name
from d2l_local.page_python.language.writing import name_of, ratio, shown


def ascii_alone(name):
    """Return a method of texts that MicroPython has right for the letters of ASCII alone."""

    def call(text):
        if any([ord(one) > 127 for one in text]):
            raise Elsewhere(f"this page's Python knows {name} of the letters a to z alone")
        return OF_ASCII[name](text)

    return call


def title(text):
    found, before = [], ""
    for one in text:
        found.append(one.lower() if before.isalpha() else one.upper())
        before = one
    return "".join(found)


def swap_case(text):
    return "".join([one.lower() if one.isupper() else one.upper() for one in text])


def is_title(text):
    return text == title(text) and any([one.isalpha() for one in text])


OF_ASCII = {
    "upper": lambda text: text.upper(), "lower": lambda text: text.lower(),
    "casefold": lambda text: text.lower(), "title": title, "istitle": is_title,
    "capitalize": lambda text: text[:1].upper() + text[1:].lower(),
    "swapcase": swap_case,
    "isalpha": lambda text: text.isalpha(), "isdigit": lambda text: text.isdigit(),
    "isdecimal": lambda text: text.isdigit(), "isnumeric": lambda text: text.isdigit(),
    "isupper": lambda text: text.isupper(), "islower": lambda text: text.islower(),
    "isspace": lambda text: text.isspace(),
    "isalnum": lambda text: bool(text) and all([one.isalpha() or one.isdigit() for one in text]),
    "isidentifier": lambda text: bool(text) and not text[0].isdigit()
    and all([one == "_" or one.isalpha() or one.isdigit() for one in text]),
    "isprintable": lambda text: all([32 <= ord(one) < 127 for one in text]),
}  # fmt: skip


def expand_tabs(text, tabsize=8):
    found, column = [], 0
    for one in text:
        if one == "\t":
            one = " " * (tabsize - column % tabsize if tabsize else 0)
        found.append(one)
        column = 0 if one in "\n\r" else column + len(one)
    return "".join(found)


def zero_filled(text, width):
    sign = text[:1] if text[:1] in ("+", "-") and text else ""
    return sign + "0" * (width - len(text)) + text[len(sign) :]


def centred(text, width, fill=" "):
    missing = max(0, width - len(text))
    left = missing // 2 + (missing & width & 1)
    return fill * left + text + fill * (missing - left)


def make_table(given, to=None, gone=""):
    if to is None:
        return {ord(key) if isinstance(key, str) else key: value for key, value in given.items()}
    table = {ord(one): ord(other) for one, other in zip(given, to)}
    table.update({ord(one): None for one in gone})
    return table


def translate(text, table):
    found = []
    for one in text:
        new = table.get(ord(one), one) if hasattr(table, "get") else one
        found.append("" if new is None else chr(new) if isinstance(new, int) else new)
    return "".join(found)


OF_TEXT = {
    "zfill": zero_filled, "expandtabs": expand_tabs, "translate": translate,
    "center": centred,
    "ljust": lambda text, width, fill=" ": text + fill * (width - len(text)),
    "rjust": lambda text, width, fill=" ": fill * (width - len(text)) + text,
    "removeprefix": lambda text, one: text[len(one) :] if text.startswith(one) else text,
    "removesuffix": lambda text, one: text[: -len(one)] if one and text.endswith(one) else text,
    "isascii": lambda text: all([ord(one) < 128 for one in text]),
    "format_map": lambda text, named: format_text(text, (), named, method_of),
    "format": lambda text, *values, **named: format_text(text, values, named, method_of),
}  # fmt: skip
for _name in OF_ASCII:
    OF_TEXT[_name] = ascii_alone(_name)


def bit_length(value):
    return len(bin(abs(value))) - 2 if value else 0


OF_INT = {
    "bit_length": bit_length, "bit_count": lambda value: bin(abs(value)).count("1"),
    "conjugate": int, "as_integer_ratio": lambda value: (int(value), 1),
    "is_integer": None,
}  # fmt: skip
INT_PARTS = {"real": int, "imag": lambda value: 0, "numerator": int, "denominator": lambda value: 1}


def as_ratio(value):
    above, below = ratio(value)
    while below > 1 and above % 2 == 0:
        above, below = above // 2, below // 2
    return above, below


OF_FLOAT = {
    "is_integer": lambda value: value - value == 0 and value == int(value),
    "as_integer_ratio": as_ratio, "conjugate": float,
}  # fmt: skip
FLOAT_PARTS = {"real": float, "imag": lambda value: 0.0}


def sort(values, **options):
    values[:] = in_order_of(values, **options)


OF_LIST = {"sort": sort, "index": index, "count": count, "remove": remove}
OF_COMPLEX = {"conjugate": lambda value: complex(value.real, -value.imag)}
METHODS = {
    str: OF_TEXT, int: OF_INT, bool: OF_INT, float: OF_FLOAT, complex: OF_COMPLEX, list: OF_LIST,
}  # fmt: skip
PARTS = {int: INT_PARTS, bool: INT_PARTS, float: FLOAT_PARTS}


def method_of(value, name):
    """Return an attribute of a value, which may be one that MicroPython lacks."""
    kind = type(value)
    if kind is type:
        return attribute_of_type(value, name)
    for base in (kind, list, str):
        if (base is kind or isinstance(value, base)) and base in METHODS:
            if name in METHODS[base] and METHODS[base][name]:
                return bound(METHODS[base][name], value)
            if name in PARTS.get(base, ()):
                return PARTS[base][name](value)
    return (name in ("__name__", "__qualname__") and own_name(value)) or getattr(value, name)


def bound(function, value):
    return lambda *values, **options: function(value, *values, **options)


def attribute_of_type(kind, name):
    """Return an attribute of a class."""
    if name in ("__name__", "__qualname__"):
        return name_of(kind)
    own = native(kind)
    if own is str and name == "maketrans":
        return make_table
    if own is float and name == "fromhex":
        raise Elsewhere("float.fromhex is not in the page's Python")
    if METHODS.get(own, {}).get(name):
        return METHODS[own][name]
    return getattr(kind, name)
