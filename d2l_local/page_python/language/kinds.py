"""Types as a cell sees them: they make MicroPython's own, and are asked for by isinstance.

This runs in the page, on MicroPython.
"""

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language.numbers import float_of
from d2l_local.page_python.language.ordered import Dict
from d2l_local.page_python.language.sets import FrozenSet, Set
from d2l_local.page_python.language.writing import TYPE_NAMES, name_of, shown, text_of


class Float(float):
    """``float`` as a cell sees it; it makes MicroPython's own."""

    def __new__(cls, value=0.0):
        if isinstance(value, str):
            return float_of_text(value)
        if hasattr(value, "item"):
            return float(one_of(value))
        if hasattr(value, "__float__"):
            return value.__float__()
        if type(value) is int:
            return float_of(value)
        if not isinstance(value, (int, float, bool)):
            words = (
                f"float() argument must be a string or a real number, not '{name_of(type(value))}'"
            )
            raise TypeError(words)
        return float(value)


class Int(int):
    """``int`` as a cell sees it."""

    def __new__(cls, value=0, base=None):
        if isinstance(value, (str, bytes)):
            return int_of_text(value, 10 if base is None else base)
        if hasattr(value, "item"):
            return int(one_of(value))
        for name in ("__int__", "__index__", "__trunc__"):
            if hasattr(value, name):
                return getattr(value, name)()
        if not isinstance(value, (int, float, bool)):
            raise TypeError(
                "int() argument must be a string, a bytes-like object or a real number, not "
                f"'{name_of(type(value))}'"
            )
        return int(value)


class Str(str):
    """``str`` as a cell sees it."""

    def __new__(cls, *values):
        if len(values) > 1:
            return str(*values)
        return text_of(values[0]) if values else ""


class Bool:
    """``bool`` as a cell sees it."""

    def __new__(cls, value=False):
        return bool(value)


def one_of(value):
    """Return the number of an array that has one."""
    if getattr(value, "size", 1) != 1:
        raise TypeError("only size-1 arrays can be converted to Python scalars")
    return value.item()


def float_of_text(text):
    try:
        return float(text.strip().replace("_", "") if "_" not in (text[:1], text[-1:]) else "?")
    except ValueError:
        raise ValueError(f"could not convert string to float: {shown(text)}") from None


def int_of_text(text, base):
    try:
        return int(text, base)
    except ValueError:
        words = f"invalid literal for int() with base {base}: {shown(text)}"
        raise ValueError(words) from None


OURS = {float: Float, int: Int, str: Str, bool: Bool, dict: Dict, set: Set, frozenset: FrozenSet}
NATIVE = {Float: float, Int: int, Str: str, Bool: bool, Dict: dict, Set: set, FrozenSet: frozenset}
for _kind, _name in (
    (Float, "float"), (Int, "int"), (Str, "str"), (Bool, "bool"), (Dict, "dict"), (Set, "set"),
    (FrozenSet, "frozenset"),
):  # fmt: skip
    TYPE_NAMES[_kind] = _name


def native(kind):
    """Return MicroPython's own type for one that a cell sees; anything else as it is."""
    try:
        return NATIVE.get(kind, kind)
    except TypeError:
        return kind


def type_of(value, *more):
    if more:
        raise Elsewhere("this page's Python makes no classes with type(): write class")
    kind = type(value)
    return OURS.get(kind, kind)


def kinds_of(kinds):
    """Return MicroPython's types for what isinstance is given."""
    if not isinstance(kinds, tuple):
        kinds = (kinds,)
    found = []
    for kind in kinds:
        if isinstance(kind, tuple):
            found += kinds_of(kind)
        else:
            if not isinstance(kind, type):
                raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
            found.append(native(kind))
            if kind is Int:
                found.append(bool)
    return tuple(found)


def is_instance(value, kinds):
    return isinstance(value, kinds_of(kinds))


def is_subclass(kind, kinds):
    return issubclass(native(kind), kinds_of(kinds))


SEEN = {
    "float": Float, "int": Int, "str": Str, "bool": Bool, "dict": Dict, "set": Set,
    "frozenset": FrozenSet,
    "type": type_of, "isinstance": is_instance, "issubclass": is_subclass, "_page_type": type_of,
    "_page_set": Set.of, "_page_set_of": Set, "_page_set_of_constants": Set.of_constants,
    "_page_dict": Dict.of,
    "_page_dict_of": Dict, "_page_list": lambda *some: list(some),
    "_page_tuple": lambda *some: some,
}  # fmt: skip
