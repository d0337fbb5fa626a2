"""``collections``. This runs in the page, on MicroPython, which has a part of it."""

from d2l_local.page_python.language import Dict, shown


class OrderedDict(Dict):
    def __repr__(self):
        pairs = ", ".join([shown(one) for one in self.items()])
        return f"OrderedDict([{pairs}])" if pairs else "OrderedDict()"

    def move_to_end(self, key, last=True):
        value = self.pop(key)
        pairs = list(self.items())
        pairs = pairs + [(key, value)] if last else [(key, value)] + pairs
        self.clear()
        for one, other in pairs:
            self[one] = other


class Missing(Dict):
    """A dict that gives something for a key that it has not."""

    def __getitem__(self, key):
        if key in self:
            return super().__getitem__(key)
        return self.__missing__(key)


class defaultdict(Missing):
    def __init__(self, default_factory=None, *values, **options):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        Missing.__init__(self, *values, **options)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = found = self.default_factory()
        return found

    def __repr__(self):
        return f"defaultdict({shown(self.default_factory)}, {Dict.__repr__(self)})"


class Counter(Missing):
    def __init__(self, values=None, **counts):
        Missing.__init__(self)
        self.update(values, **counts)

    def __missing__(self, key):
        return 0

    def add(self, values, counts, sign):
        if isinstance(values, dict):
            for one, count in values.items():
                self[one] = self[one] + sign * count
        elif values is not None:
            for one in values:
                self[one] = self[one] + sign
        for one, count in counts.items():
            self[one] = self[one] + sign * count

    def update(self, values=None, **counts):
        self.add(values, counts, 1)

    def subtract(self, values=None, **counts):
        self.add(values, counts, -1)

    def most_common(self, n=None):
        pairs = list(self.items())
        order = sorted([(-count, place) for place, (_, count) in enumerate(pairs)])
        found = [pairs[place] for _, place in order]
        return found if n is None else found[: max(n, 0)]

    def elements(self):
        return iter([one for one, count in self.items() for _ in range(count)])

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def joined(self, other, rule):
        """Return a counter of what the rule makes of the two counts, where that is positive."""
        found = Counter()
        for one in list(self.keys()) + [one for one in other if one not in self]:
            count = rule(self[one], other[one])
            if count > 0:
                found[one] = count
        return found

    def __add__(self, other):
        return self.joined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self.joined(other, lambda a, b: a - b)

    def __and__(self, other):
        return self.joined(other, min)

    def __or__(self, other):
        return self.joined(other, max)

    def __repr__(self):
        pairs = ", ".join([f"{shown(one)}: {shown(count)}" for one, count in self.most_common()])
        return f"Counter({{{pairs}}})" if pairs else "Counter()"


class deque:
    """A queue with two ends; ``maxlen`` is how many it holds."""

    def __init__(self, values=(), maxlen=None):
        self.maxlen, self.row = maxlen, []
        self.extend(values)

    def append(self, one):
        self.row.append(one)
        if self.maxlen is not None and len(self.row) > self.maxlen:
            self.row.pop(0)

    def appendleft(self, one):
        self.row.insert(0, one)
        if self.maxlen is not None and len(self.row) > self.maxlen:
            self.row.pop()

    def extend(self, values):
        for one in list(values):
            self.append(one)

    def extendleft(self, values):
        for one in list(values):
            self.appendleft(one)

    def pop(self):
        if not self.row:
            raise IndexError("pop from an empty deque")
        return self.row.pop()

    def popleft(self):
        if not self.row:
            raise IndexError("pop from an empty deque")
        return self.row.pop(0)

    def rotate(self, n=1):
        if self.row:
            n %= len(self.row)
            self.row = self.row[-n:] + self.row[:-n] if n else self.row

    def clear(self):
        self.row = []

    def copy(self):
        return deque(self.row, self.maxlen)

    def count(self, one):
        return self.row.count(one)

    def index(self, one, *limits):
        return self.row.index(one, *limits)

    def insert(self, at, one):
        if self.maxlen is not None and len(self.row) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        self.row.insert(at, one)

    def remove(self, one):
        self.row.remove(one)

    def reverse(self):
        self.row.reverse()

    def __len__(self):
        return len(self.row)

    def __bool__(self):
        return bool(self.row)

    def __iter__(self):
        return iter(self.row)

    def __reversed__(self):
        return iter(self.row[::-1])

    def __contains__(self, one):
        return one in self.row

    def __getitem__(self, at):
        if isinstance(at, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        return self.row[at]

    def __setitem__(self, at, one):
        self.row[at] = one

    def __delitem__(self, at):
        del self.row[at]

    def __eq__(self, other):
        return isinstance(other, deque) and self.row == other.row

    def __add__(self, other):
        return deque(self.row + other.row, self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return deque(self.row * n, self.maxlen)

    def __repr__(self):
        limit = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"deque({shown(self.row)}{limit})"


def entry(place):
    return property(lambda self: self[place])


def namedtuple(typename, field_names, *, rename=False, defaults=None):
    """Return a kind of tuple whose entries have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    for name in [typename] + names:
        if not name.replace("_", "a").isalpha() and not name[:1].isalpha():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
    for name in names:
        if name[:1] == "_":
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if names.count(name) > 1:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
    usual = list(defaults or ())
    if len(usual) > len(names):
        raise TypeError("Got more default values than field names")
    by_name = dict(zip(names[len(names) - len(usual) :], usual))

    def filled(values, options):
        values = list(values)
        for name in names[len(values) :]:
            if name in options:
                values.append(options.pop(name))
            elif name in by_name:
                values.append(by_name[name])
            else:
                raise TypeError(f"{typename}() missing a required argument: '{name}'")
        if options or len(values) > len(names):
            raise TypeError(f"{typename}() takes {', '.join(names)}")
        return values

    class Named(tuple):
        _fields = tuple(names)

        def __init__(self, *values, **options):
            super().__init__(filled(values, options))  # MicroPython makes the tuple here

        def _asdict(self):
            return Dict(list(zip(names, self)))

        def _replace(self, **options):
            return Named(*[options.get(name, one) for name, one in zip(names, self)])

        def __repr__(self):
            pairs = [f"{name}={shown(one)}" for name, one in zip(names, self)]
            return f"{typename}({', '.join(pairs)})"

    for place, name in enumerate(names):
        setattr(Named, name, entry(place))
    return Named


def names():
    """Return what a cell finds in ``collections``."""
    return {
        "Counter": Counter, "OrderedDict": OrderedDict, "defaultdict": defaultdict, "deque": deque,
        "namedtuple": namedtuple,
    }  # fmt: skip


ELSEWHERE = ("ChainMap", "UserDict", "UserList", "UserString", "abc")
