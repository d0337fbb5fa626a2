"""Functions of Python that MicroPython has otherwise: max, sorted, round, slices and others.

This runs in the page, on MicroPython.
"""

import math

from d2l_local.page_python.language.operators import gt, lt
from d2l_local.page_python.language.writing import name_of, ratio, scaled


class Keys:
    """Gives back what stands in its brackets."""

    def __getitem__(self, key):
        return key


KEYS = Keys()


def extreme(name, is_better):
    """Return ``max`` or ``min``, which compare as CPython's do."""

    def call(*values, **options):
        key, missing = options.pop("key", None), object()
        default = options.pop("default", missing)
        if options:
            raise TypeError(f"{name}() got an unexpected keyword argument '{next(iter(options))}'")
        if not values:
            raise TypeError(f"{name} expected at least 1 argument, got 0")
        rows = iter(values[0] if len(values) == 1 else values)
        best = next(rows, missing)
        if best is missing:
            if default is missing:
                raise ValueError(f"{name}() arg is an empty sequence")
            return default
        top = best if key is None else key(best)
        for one in rows:
            value = one if key is None else key(one)
            if is_better(value, top):
                best, top = one, value
        return best

    return call


largest, smallest = extreme("max", gt), extreme("min", lt)


def in_order_of(values, key=None, reverse=False):
    """Return ``sorted``: equal ones keep their order, as MicroPython's do not."""
    values = list(values)
    keys = list(values) if key is None else [key(one) for one in values]
    kinds = set([type(one) for one in keys])
    if reverse:
        keys = list(reversed(keys))
        values.reverse()
    if kinds <= {int, float, bool} or kinds == {str}:
        if float in kinds and any([one != one for one in keys]):
            raise ValueError("nan has no place in an order: leave it out before you sort")
        places = sorted([(one, i) for i, one in enumerate(keys)])
        found = [values[i] for _, i in places]
    else:
        found = [values[i] for i in merged(list(range(len(keys))), keys)]
    if reverse:
        found.reverse()
    return found


def merged(places, keys):
    """Return places in the order of their keys, by halves."""
    if len(places) < 2:
        return places
    middle = len(places) // 2
    left, right = merged(places[:middle], keys), merged(places[middle:], keys)
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if lt(keys[right[j]], keys[left[i]]):
            found.append(right[j])
            j += 1
        else:
            found.append(left[i])
            i += 1
    return found + left[i:] + right[j:]


def total(values, start=0):
    if isinstance(start, str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    for one in values:
        start = start + one
    return start


def rounded(value, digits=None):
    """Return ``round``, exact to the last digit, a half to the even one."""
    if hasattr(value, "__round__"):
        return value.__round__() if digits is None else value.__round__(digits)
    if hasattr(value, "round"):
        return value.round(0 if digits is None else digits)
    if isinstance(value, (int, bool)):
        if digits is None or digits >= 0:
            return int(value)
        return scaled(value, 1, digits) * 10**-digits
    if not isinstance(value, float):
        raise TypeError(f"type {name_of(type(value))} doesn't define __round__ method")
    if digits is None:
        if value != value:
            raise ValueError("cannot convert float NaN to integer")
        if abs(value) == math.inf:
            raise OverflowError("cannot convert float infinity to integer")
        return round(value)
    if value - value != 0 or digits > 330:
        return value
    whole = scaled(*ratio(value), digits)
    found = float(f"{whole}e{-digits}")
    return -abs(found) if math.copysign(1, value) < 0 else found


def zipped(*rows, strict=False):
    if not strict:
        return zip(*rows)
    rows = [list(row) for row in rows]
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            longer = "longer" if len(row) > len(rows[0]) else "shorter"
            before = "argument 1" if i == 1 else f"arguments 1-{i}"
            raise ValueError(f"zip() argument {i + 1} is {longer} than {before}")
    return zip(*rows)


def iterated(value, *end):
    if not end:
        return iter(value)

    def until():
        while True:
            one = value()
            if one == end[0]:
                return
            yield one

    return until()


def turned(values):
    """Return ``reversed``, of an array too."""
    return iter(list(values)[::-1]) if hasattr(values, "item") else reversed(values)


def sliced(*bounds):
    start, stop, step = ((None, None, None) if not bounds else (None,) + bounds + (None,)
                         if len(bounds) == 1 else (bounds + (None,))[:3])  # fmt: skip
    return KEYS[start:stop:step]


def stepped(value, start, stop, step):
    """Return value[start:stop:step]; MicroPython has no steps in texts, tuples and ranges."""
    if isinstance(value, str):
        return "".join(list(value)[start:stop:step])
    if type(value) in (tuple, bytes):
        return type(value)(list(value)[start:stop:step])
    if isinstance(value, range):
        some = list(value)[start:stop:step]
        if not some:
            return range(0)
        step = (some[1] - some[0]) if len(some) > 1 else (step or 1)
        return range(some[0], some[-1] + (1 if step > 0 else -1), step)
    return value[start:stop:step]


def put(new, value, start, stop, step):
    """Assign to value[start:stop:step]."""
    if not isinstance(value, list) or step in (None, 1):
        value[start:stop:step] = new
        return
    places, new = list(range(len(value)))[start:stop:step], list(new)
    if len(new) != len(places):
        raise ValueError(
            f"attempt to assign sequence of size {len(new)} to extended slice of size {len(places)}"
        )
    for place, one in zip(places, new):
        value[place] = one


def cut(value, start, stop, step):
    """Delete value[start:stop:step]."""
    if not isinstance(value, list):
        del value[start:stop:step]
        return
    gone = set(list(range(len(value)))[start:stop:step])
    value[:] = [one for i, one in enumerate(value) if i not in gone]


SEEN = {
    "max": largest, "min": smallest, "sorted": in_order_of, "sum": total, "round": rounded,
    "zip": zipped, "iter": iterated, "reversed": turned, "slice": sliced,
    "_page_step": stepped, "_page_put": put,
    "_page_cut": cut,
}  # fmt: skip
