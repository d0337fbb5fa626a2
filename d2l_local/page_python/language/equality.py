"""What is equal, and what a list or tuple holds, as CPython has it.

This runs in the page, on MicroPython, for which two ranges are never equal, a whole number and a
float are where their first digits agree, and an element is not itself where it is no number: in
CPython ``[nan] == [nan]`` holds for one and the same ``nan``, and ``[x] == [x]`` for an array.
"""

from d2l_local.page_python.language.numbers import same_number
from d2l_local.page_python.language.ordered import Dict, View
from d2l_local.page_python.language.writing import shown

SIMPLE = (int, str, bool, type(None))  # MicroPython finds these in a list as CPython does
HOLD_NOTHING = (int, float, bool, complex, type(None))


def same(a, b):
    """Return ``a == b``."""
    kind, other = type(a), type(b)
    if kind is not other:
        if kind is int and other is float:
            return same_number(a, b)
        if kind is float and other is int:
            return same_number(b, a)
    elif kind in ALIKE:
        return ALIKE[kind](a, b)
    return a == b


def not_same(a, b):
    """Return ``a != b``."""
    kind, other = type(a), type(b)
    if kind in ALIKE or (kind is int and other is float) or (kind is float and other is int):
        return not same(a, b)
    return a != b


def same_range(a, b):
    if len(a) != len(b) or not len(a):
        return len(a) == len(b)
    return a[0] == b[0] and a[-1] == b[-1]


def same_lists(a, b):
    return len(a) == len(b) and same_tuples(a, b)


def same_tuples(a, b):
    for i in range(min(len(a), len(b))):
        if not is_or_equals(a[i], b[i]):
            return False
    return len(a) == len(b)


def same_dicts(a, b):
    return len(a) == len(b) and all(key in b and is_or_equals(a[key], b[key]) for key in a)


def is_or_equals(one, other):
    """Return whether an element is taken for another: itself is, whatever it equals."""
    return one is other or bool(same(one, other))


ALIKE = {range: same_range, list: same_lists, tuple: same_tuples, Dict: same_dicts}


def among(one, values):
    """Return ``one in values``."""
    kind = type(values)
    if kind is View:
        return among(one, list(values))
    if (kind is list or kind is tuple) and type(one) not in SIMPLE:
        return place(values, one) is not None
    if kind in HOLD_NOTHING:
        raise TypeError(f"argument of type '{kind.__name__}' is not iterable")
    return one in values


def not_among(one, values):
    """Return ``one not in values``."""
    return not among(one, values)


def place(values, one):
    """Return where ``one`` stands first, or None; nothing behind it is asked."""
    for i in range(len(values)):
        if is_or_equals(values[i], one):
            return i


def index(values, one, *bounds):
    """Return ``values.index(one)``."""
    found = None
    if type(one) in SIMPLE or bounds:
        try:
            found = values.index(one, *bounds)
        except ValueError:
            pass
    else:
        found = place(values, one)
    if found is None:
        raise ValueError(f"{shown(one)} is not in list")
    return found


def count(values, one):
    """Return ``values.count(one)``."""
    if type(one) in SIMPLE:
        return values.count(one)
    return sum([is_or_equals(value, one) for value in values])


def remove(values, one):
    """Do ``values.remove(one)``."""
    if type(one) in SIMPLE:
        values.remove(one)
        return
    found = place(values, one)
    if found is None:
        raise ValueError("list.remove(x): x not in list")
    del values[found]


SEEN = {"_page_eq": same, "_page_ne": not_same, "_page_in": among, "_page_not_in": not_among}
