"""Attributes by their names: none leads out of the cell.

This runs in the page, on MicroPython.
"""

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language.methods import method_of
from d2l_local.page_python.language.writing import name_of

PUBLIC = ("__name__", "__doc__", "__len__", "__iter__", "__getitem__", "__call__", "__init__",
          "__float__", "__next__", "__repr__", "__str__", "__add__", "__eq__")  # fmt: skip


def checked(name):
    """Return the name of an attribute, unless it leads out of the cell."""
    if not isinstance(name, str):
        raise TypeError("attribute name must be string, not '" + name_of(type(name)) + "'")
    if (name[:2] == "__" and name not in PUBLIC) or name[:5] == "_page":
        raise Elsewhere(f"the attribute {name} is not for a page")
    return name


def get(value, name, *default):
    """Return ``getattr``."""
    try:
        return method_of(value, checked(name))
    except AttributeError:
        if default:
            return default[0]
        raise


def has(value, name):
    try:
        get(value, name)
    except AttributeError:
        return False
    return True


def set_to(value, name, new):
    setattr(value, checked(name), new)


def delete(value, name):
    delattr(value, checked(name))


def import_all(name, inside):
    """Bring all names of a module into the cell; ``inside`` is one of its functions."""
    module, scope = __import__(name, None, None, ("*",), 0), inside.__globals__
    for one in name.split(".")[1:]:
        module = getattr(module, one, module)
    for one in dir(module):
        if one[:1] != "_":
            scope[one] = getattr(module, one)


SEEN = {
    "getattr": get, "hasattr": has, "setattr": set_to, "delattr": delete,
    "_page_method": method_of, "_page_import_all": import_all,
}  # fmt: skip
