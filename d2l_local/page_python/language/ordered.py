"""Dicts and keywords that keep their order, which MicroPython's do not.

This runs in the page, on MicroPython.
"""

from d2l_local.page_python.language.sets import Set
from d2l_local.page_python.language.writing import name_of, of_dict, shown


class View:
    """The keys, values or items of a dict, as they are at each moment."""

    def __init__(self, kind, rows):
        self.kind, self.rows = kind, rows

    def __iter__(self):
        return iter(self.rows())

    def __len__(self):
        return len(self.rows())

    def __contains__(self, one):
        return one in self.rows()

    def __eq__(self, other):
        if self.kind == "values":
            return self is other
        return len(self) == len(other) and all([one in other for one in self])

    def __and__(self, other):
        return Set([one for one in self if one in other])

    def __or__(self, other):
        return Set(list(self) + list(other))

    def __sub__(self, other):
        return Set([one for one in self if one not in other])

    def __reversed__(self):
        return iter(self.rows()[::-1])

    def __repr__(self):
        return f"dict_{self.kind}([{', '.join([shown(one) for one in self.rows()])}])"


class Dict(dict):
    """A dict that keeps the order in which its keys came."""

    def __init__(self, *given, **named):
        super().__init__()
        self._order, self._set = [], super().__setitem__
        for one in given:
            self.update(one)
        for key, value in in_order(named).items() if len(named) > 1 else named.items():
            self[key] = value

    @staticmethod
    def of(*parts):
        """Return a dict of pairs and of other dicts, in this order."""
        found = Dict()
        for one in parts:
            if isinstance(one, tuple):
                found[one[0]] = one[1]
            else:
                found.update(mapping(one))
        return found

    def __setitem__(self, key, value):
        if key not in self:
            self._order.append(key)
        self._set(key, value)

    def __delitem__(self, key):
        super().__delitem__(key)
        self._order.remove(key)

    def __iter__(self):
        return Following(self._order)

    def __reversed__(self):
        return iter(self._order[::-1])

    def keys(self):
        return View("keys", lambda: self._order)

    def values(self):
        return View("values", lambda: [self[key] for key in self._order])

    def items(self):
        return View("items", lambda: [(key, self[key]) for key in self._order])

    def update(self, *given, **named):
        for one in given:
            if isinstance(one, dict) or hasattr(one, "keys"):
                for key in list(one.keys()):
                    self[key] = one[key]
            else:
                for key, value in one:
                    self[key] = value
        for key, value in in_order(named).items() if len(named) > 1 else named.items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        if key not in self:
            if default:
                return default[0]
            raise KeyError(key)
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        if not self._order:
            raise KeyError("popitem(): dictionary is empty")
        key = self._order[-1]
        return key, self.pop(key)

    def clear(self):
        super().clear()
        self._order.clear()

    def copy(self):
        return Dict(self)

    @staticmethod
    def fromkeys(keys, value=None):
        return Dict([(key, value) for key in keys])

    def __or__(self, other):
        return Dict(self, other)

    def __repr__(self):
        return of_dict(self)


class Following:
    """Goes through the keys of a dict; says so when the dict changes on the way."""

    def __init__(self, keys):
        self.keys, self.size, self.at = keys, len(keys), 0

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.keys) != self.size:
            raise RuntimeError("dictionary changed size during iteration")
        if self.at >= self.size:
            raise StopIteration
        self.at += 1
        return self.keys[self.at - 1]


def mapping(one):
    if not isinstance(one, dict) and not hasattr(one, "keys"):
        raise TypeError(f"'{name_of(type(one))}' object is not a mapping")
    return one


# Keywords -----------------------------------------------------------------------------------------

_called = {"order": ()}


def keep_order(*names):
    """Keep the order of the keywords of the call that comes next; stands last in it, as **{}."""
    _called["order"] = names
    return {}


def keywords(*parts):
    """Return the keywords of a call, from pairs and mappings; keep their order."""
    found = {}
    order = []
    for name, value in pairs(*parts):
        order.append(name)
        found[name] = value
    _called["order"] = order
    return found


def pairs(*parts):
    """Return the keywords of a call as pairs in their order."""
    found = []
    for one in parts:
        if isinstance(one, tuple):
            found.append(one)
        else:
            for key in list(mapping(one).keys()):
                if not isinstance(key, str):
                    raise TypeError("keywords must be strings")
                found.append((key, one[key]))
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise TypeError(f"got multiple values for keyword argument '{name}'")
    return found


def in_order(named):
    """Return what a function got as **named, in the order of its call."""
    found = Dict()
    if len(named) > 1:
        for name in _called["order"]:
            if name in named:
                found[name] = named[name]
    for name, value in named.items():
        if name not in found:
            found[name] = value
    return found
