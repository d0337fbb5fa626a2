"""Operators that MicroPython has not, or has otherwise: reading.js calls them in their place.

This runs in the page, on MicroPython.
"""

from d2l_local.page_python.language.formatting import percent
from d2l_local.page_python.language.numbers import (
    NUMBERS,
    alike,
    divided,
    exactly,
    float_of,
    hashed,
    power_of_complex,
    wide,
)
from d2l_local.page_python.language.ordered import Dict
from d2l_local.page_python.language.writing import COMPARISONS, name_of

INF = float("inf")
PLAIN = {int: True, float: True, bool: True, str: True}


def reflected(name, other, plain):
    """Return a comparison that asks the value on the right where that on the left has no answer."""
    name, other = f"__{name}__", f"__{other}__"

    def compare(a, b):
        if type(b) not in PLAIN and not hasattr(a, name) and hasattr(b, other):
            return getattr(b, other)(a)
        try:
            return plain(a, b)
        except TypeError as error:
            if str(error).startswith("unsupported types") and not hasattr(a, name):
                kinds = f"'{name_of(type(a))}' and '{name_of(type(b))}'"
                sign = COMPARISONS[name.strip("_")]
                raise TypeError(f"'{sign}' not supported between instances of {kinds}") from None
            raise

    return compare


less = reflected("lt", "gt", lambda a, b: a < b)
less_equal = reflected("le", "ge", lambda a, b: a <= b)
greater = reflected("gt", "lt", lambda a, b: a > b)
greater_equal = reflected("ge", "le", lambda a, b: a >= b)


# These are called in loops: where MicroPython's own operator has an answer, it is the right one.


def lt(a, b):
    try:
        return a < b
    except TypeError:
        return less(a, b)


def le(a, b):
    try:
        return a <= b
    except TypeError:
        return less_equal(a, b)


def gt(a, b):
    try:
        return a > b
    except TypeError:
        return greater(a, b)


def ge(a, b):
    try:
        return a >= b
    except TypeError:
        return greater_equal(a, b)


def power(a, b, modulus=None):
    """Return ``a ** b``, which for numbers never overflows in silence."""
    if modulus is not None:
        return pow(a, b, modulus)
    if type(b) is int and 0 <= b < 1000:  # in loops: a short way to the same
        kind = type(a)
        if kind is int:
            return a**b
        if kind is float:
            found = a**b
            if -INF < found < INF:
                return found
    if type(a) is not type(b):
        a, b = alike(a, b)
    if type(a) is complex or type(b) is complex:
        return power_of_complex(a, b) if isinstance(a, NUMBERS) and isinstance(b, NUMBERS) else a**b
    if type(a) is int and type(b) is int and b < 0 and a:
        a, b = float_of(a), float_of(b)
    try:
        found = a**b
    except ZeroDivisionError:
        raise ZeroDivisionError("0.0 cannot be raised to a negative power") from None
    try:
        if -INF < found < INF:
            return found
    except TypeError:  # it is no number
        return power_of_complex(a, b) if type(found) is complex else found
    if type(found) is float and found == found and abs(a) < INF and abs(b) < INF:
        raise OverflowError("(34, 'Numerical result out of range')")
    return found


def mod(a, b):
    try:
        value = +a  # noqa: F841  what is no number has none: faster than to ask for its type
    except TypeError:
        if type(a) is str:
            return percent(a, b)
    return a % b


def and_(a, b):
    return bool(a & b) if type(a) is bool and type(b) is bool else a & b


def or_(a, b):
    if type(a) is bool and type(b) is bool:
        return bool(a | b)
    if isinstance(a, type) or (isinstance(a, tuple) and isinstance(b, type)):  # int | float
        return (a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return Dict(a, b)
    return a | b


def xor(a, b):
    return bool(a ^ b) if type(a) is bool and type(b) is bool else a ^ b


def in_place(name, plain):
    """Return what a statement such as ``a *= b`` assigns: MicroPython asks no ``__imul__``."""

    def change(a, b):
        if type(a) not in PLAIN:
            if isinstance(a, set) and name in SET_METHODS and isinstance(b, (set, frozenset)):
                getattr(a, SET_METHODS[name])(b)
                return a
            method = getattr(a, name, None)
            if method:
                found = method(b)
                if found is not NotImplemented:
                    return found
            elif isinstance(a, list) and name == "__imul__":
                a[:] = a * b
                return a
            elif isinstance(a, dict) and name == "__ior__":
                a.update(b)
                return a
        return plain(a, b)

    return change


SET_METHODS = {
    "__iand__": "intersection_update", "__ior__": "update",
    "__ixor__": "symmetric_difference_update",
}  # fmt: skip
# Of these a whole number that is too great for the float beside it is refused.
WIDE = {
    "add": wide(lambda a, b: a + b), "sub": wide(lambda a, b: a - b),
    "mul": wide(lambda a, b: a * b), "floordiv": wide(lambda a, b: a // b),
    "lt": exactly(lt), "le": exactly(le), "gt": exactly(gt), "ge": exactly(ge),
}  # fmt: skip
IN_PLACE = {
    "mul": WIDE["mul"], "truediv": divided, "floordiv": WIDE["floordiv"],
    "mod": mod, "pow": power, "matmul": lambda a, b: a @ b, "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b, "and": and_, "or": or_, "xor": xor,
}  # fmt: skip

SEEN = {
    "pow": power, "hash": hashed, "_page_lt": lt, "_page_le": le, "_page_gt": gt, "_page_ge": ge,
    "_page_div": divided, "_page_pow": power, "_page_mod": mod, "_page_percent": percent,
    "_page_and": and_, "_page_or": or_, "_page_xor": xor,
}  # fmt: skip
for _name, _operate in WIDE.items():
    SEEN["_page_wide_" + _name] = _operate
for _name, _plain in IN_PLACE.items():
    SEEN["_page_i" + _name] = in_place(f"__i{_name}__", _plain)
