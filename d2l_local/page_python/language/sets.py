"""Sets whose elements come in the order of CPython's, where that is one.

This runs in the page, on MicroPython. In CPython the order of a set of numbers, or of tuples of
numbers, follows from their hashes and from how the set was made, so :class:`Table` is filled as its
is (Objects/setobject.c); that of texts is another each time that Python starts, and any will do.
"""

from d2l_local.page_python.language.writing import name_of, of_set, ratio

MODULUS, WORD = 2**61 - 1, 2**64 - 1
LINEAR = 9  # places that are tried side by side
GONE = object()


class NoOrder(Exception):
    """The hash of an element is not the same in each Python."""


def hash_of(value):
    """Return CPython's hash of a number, or of a tuple of numbers."""
    kind = type(value)
    if kind is tuple:
        return hash_of_tuple(value)
    if kind not in (int, bool, float) or value != value:
        raise NoOrder
    if kind is float and value - value != 0:
        return 314159 if value > 0 else -314159
    above, below = ratio(value) if kind is float else (int(value), 1)
    found = abs(above) % MODULUS * pow(below, MODULUS - 2, MODULUS) % MODULUS
    found = -found if above < 0 else found
    return -2 if found == -1 else found


def hash_of_tuple(values):
    total = 2870177450012600261
    for one in values:
        total = (total + (hash_of(one) & WORD) * 14029467366897019727) & WORD
        total = ((total << 31) | (total >> 33)) & WORD
        total = total * 11400714785074694791 & WORD
    total = (total + (len(values) ^ (2870177450012600261 ^ 3527539))) & WORD
    return 1546275796 if total == WORD else total


class Table:
    """The table of a set: in each place nothing, an element with its hash, or one that is gone."""

    def __init__(self):
        self.places, self.filled, self.used = [None] * 8, 0, 0

    def find(self, value, number, is_new=False):
        """Return where an element is, or is to be put."""
        mask = len(self.places) - 1
        perturb, at = number & WORD, number & mask
        while True:
            for i in range(at, at + (LINEAR if at + LINEAR <= mask else 0) + 1):
                one = self.places[i]
                if one is None:
                    return i
                if not is_new and one is not GONE and one[0] == number and one[1] == value:
                    return i
            perturb >>= 5
            at = (at * 5 + 1 + perturb) & mask

    def add(self, value):
        number = hash_of(value)
        at = self.find(value, number)
        if self.places[at] is None:
            self.places[at] = (number, value)
            self.filled += 1
            self.used += 1
            if self.filled * 5 >= (len(self.places) - 1) * 3:
                self.resize(self.used * (2 if self.used > 50000 else 4))

    def discard(self, value):
        at = self.find(value, hash_of(value))
        if self.places[at] is not None:
            self.places[at] = GONE
            self.used -= 1

    def resize(self, least):
        size = 8
        while size <= least:
            size *= 2
        before, self.places = self.elements(), [None] * size
        self.filled = self.used = len(before)
        for one in before:
            self.places[self.find(one[1], one[0], True)] = one

    def merge(self, other):
        """Add all of another table, as CPython adds a set to a set."""
        if (self.filled + other.used) * 5 >= (len(self.places) - 1) * 3:
            self.resize((self.used + other.used) * 2)
        if not self.filled:
            self.filled = self.used = other.used
            if len(self.places) == len(other.places) and other.filled == other.used:
                self.places = list(other.places)
            else:
                for one in other.elements():
                    self.places[self.find(one[1], one[0], True)] = one
        else:
            for _, value in other.elements():
                self.add(value)

    def elements(self):
        return [one for one in self.places if one is not None and one is not GONE]


class Set(set):
    """A set as a cell sees it. What is done to it is kept, until its order is asked for."""

    def __init__(self, values=()):
        super().__init__()
        self._table, self._steps, self._came = Table(), [], {}
        self.update(values)

    @staticmethod
    def of(*values):
        return Set(values)

    @staticmethod
    def of_constants(*values):
        """Return the set of a display of constants.

        CPython makes a frozenset of them, makes that anew from its elements, and copies it.
        """
        return Set(Set(list(Set(values))))

    def table(self):
        """Return the table of the set, or None where its order is none."""
        if self._table:
            try:
                for name, value in self._steps:
                    getattr(self._table, name)(value)
            except NoOrder:
                self._table = None
            self._steps = []
        return self._table

    def step(self, name, value):
        if self._table:
            self._steps.append((name, value))

    def __iter__(self):
        table = self.table()
        if table:
            return iter([value for _, value in table.elements()])
        return iter(sorted(self._came, key=lambda one: self._came[one]))

    def add(self, value):
        if value not in self:
            super().add(value)
            self._came[value] = len(self._came) and max(self._came.values()) + 1
            self.step("add", value)

    def discard(self, value):
        if value in self:
            super().discard(value)
            del self._came[value]
            self.step("discard", value)

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for one in self:
            self.discard(one)
            return one
        raise KeyError("pop from an empty set")

    def clear(self):
        super().clear()
        self._table, self._steps, self._came = Table(), [], {}

    def update(self, *others):
        for other in others:
            if isinstance(other, Set):
                table = other.table()
                for one in list(other):
                    if one not in self:
                        super().add(one)
                        self._came[one] = len(self._came)
                if table:
                    self.step("merge", table)
                else:
                    self._table = None
            else:
                for one in other:
                    self.add(one)

    def copy(self):
        return Set(self)

    def union(self, *others):
        found = Set(self)
        found.update(*others)
        return found

    def intersection(self, *others):
        found = self
        for other in others:
            one, two = found, as_set(other)
            if isinstance(other, (set, frozenset)) and len(two) > len(one):
                one, two = two, one
            found = Set([value for value in two if value in one])
        return found if others else Set(self)

    def difference(self, *others):
        found = self
        for other in others:
            other = as_set(other)
            if len(found) // 4 > len(other):
                found = Set(found)
                found.difference_update(other)
            else:
                found = Set([value for value in found if value not in other])
        return found if others else Set(self)

    def symmetric_difference(self, other):
        found = Set(other)
        found.symmetric_difference_update(self)
        return found

    def difference_update(self, *others):
        for other in others:
            for one in list(other):
                self.discard(one)

    def intersection_update(self, *others):
        found = self.intersection(*others)
        self.clear()
        self.update(found)

    def symmetric_difference_update(self, other):
        for one in list(as_set(other)):
            if one in self:
                self.discard(one)
            else:
                self.add(one)

    def issubset(self, other):
        other = as_set(other)
        return len(self) <= len(other) and all([one in other for one in self])

    def issuperset(self, other):
        return all([one in self for one in other])

    def isdisjoint(self, other):
        return not any([one in self for one in other])

    def __or__(self, other):
        return self.union(checked("|", other))

    def __and__(self, other):
        return self.intersection(checked("&", other))

    def __sub__(self, other):
        return self.difference(checked("-", other))

    def __xor__(self, other):
        return self.symmetric_difference(checked("^", other))

    def __isub__(self, other):
        self.difference_update(checked("-=", other))
        return self

    def __eq__(self, other):
        return isinstance(other, (set, frozenset)) and len(self) == len(other) and self <= other

    def __le__(self, other):
        return self.issubset(checked("<=", other))

    def __lt__(self, other):
        return len(self) < len(checked("<", other)) and self.issubset(other)

    def __ge__(self, other):
        return (checked(">=", other) and self.issuperset(other)) or not other

    def __gt__(self, other):
        return len(self) > len(checked(">", other)) and self.issuperset(other)

    def __repr__(self):
        return of_set(self)


class FrozenSet(frozenset):
    """A frozenset as a cell sees it; its elements come in the order of a set's."""

    def __init__(self, values=()):
        self._set = Set(values)
        super().__init__(self._set)

    def __iter__(self):
        return iter(self._set)

    def __or__(self, other):
        return FrozenSet(self._set | checked("|", other))

    def __and__(self, other):
        return FrozenSet(self._set & checked("&", other))

    def __sub__(self, other):
        return FrozenSet(self._set - checked("-", other))

    def __xor__(self, other):
        return FrozenSet(self._set ^ checked("^", other))

    def union(self, *others):
        return FrozenSet(self._set.union(*others))

    def intersection(self, *others):
        return FrozenSet(self._set.intersection(*others))

    def difference(self, *others):
        return FrozenSet(self._set.difference(*others))

    def symmetric_difference(self, other):
        return FrozenSet(self._set.symmetric_difference(other))

    def copy(self):
        return self

    def __repr__(self):
        return f"frozenset({of_set(self._set) if len(self) else ''})"


def as_set(values):
    return values if isinstance(values, (set, frozenset)) else Set(values)


def checked(operator, other):
    """Return the set on the right of an operator, or raise as CPython does."""
    if not isinstance(other, (set, frozenset)):
        words = f"unsupported operand type(s) for {operator}: 'set' and '{name_of(type(other))}'"
        raise TypeError(words)
    return other
