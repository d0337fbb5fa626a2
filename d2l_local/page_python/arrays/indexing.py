"""Which entries an index chooses, and whether they are shown or copied.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import (
    BOOL,
    cast,
    common_shape,
    is_number,
    missing,
    ndarray,
    size_of,
    spread,
)
from d2l_local.page_python.arrays.making import array
from d2l_local.page_python.arrays.recording import _state, is_traced, made, refuse_changes


class Keys:
    """Gives an index back as it is: MicroPython makes slices inside of brackets alone."""

    def __getitem__(self, key):
        return key


KEYS = Keys()
ALL = KEYS[:]


def get_item(x, key):
    """Return the entries that an index chooses: those that lie side by side are shown, not copied.

    A change of what is shown changes the array, as in MXNet. Other entries are copied.
    """
    shape = x.shape
    if isinstance(key, int) and shape and not isinstance(key, bool):
        n, step = shape[0], len(x.values) // shape[0] if shape[0] else 0
        first = whole(key, n, 0) * step
        return shown(x, first, first + step, shape[1:])
    found, out, is_basic = chosen(shape, key)
    if is_basic and len(found) and found[-1] - found[0] == len(found) - 1 and goes_up(found):
        return shown(x, found[0], found[-1] + 1, out)
    return picked(x, found, out)


def goes_up(found):
    return len(found) == 1 or found[1] == found[0] + 1


def shown(x, first, last, shape):
    """Return a view of the entries from ``first`` to ``last``, the latter left out."""
    values = x.values if isinstance(x.values, memoryview) else memoryview(x.values)
    size = len(values)

    def send(g):
        back = [0.0] * size
        back[first:last] = list(g)
        return back

    return made(values[first:last], shape, x.dtype, ((x, send),))


def picked(x, found, shape):
    """Return the entries at these flat places, in this shape, as an array of their own."""
    values, size = x.values, len(x.values)

    def send(g):
        back = [0.0] * size
        for i, value in zip(found, g):
            back[i] += value
        return back

    return made([values[i] for i in found], tuple(shape), x.dtype, ((x, send),))


def set_item(x, key, value):
    """Change the entries that an index chooses."""
    if isinstance(key, list) and key and all(isinstance(one, bool) for one in key):
        missing("a list of truths as the place of a change, write np.array(…, dtype='bool'): which")
    found, shape, _ = chosen(x.shape, key)
    if not isinstance(value, ndarray):
        value = as_value(value)
    if whole_array_is_recorded(x, key, value):
        return
    refuse_changes(x, value)
    given = value.shape
    while len(given) > len(shape) and given[0] == 1:
        given = given[1:]
    entries = spread(value.values, given, shape)
    if value.dtype is not x.dtype:
        entries = cast(entries, x.dtype)
    values = x.values
    if entries is values or isinstance(entries, memoryview):
        entries = list(entries)
    for i, one in zip(found, entries):
        values[i] = one


def as_value(value):
    """Return what is assigned, a number or a list of numbers, as an array."""
    if is_number(value):
        return ndarray([value], ())
    if isinstance(value, (list, tuple)):
        return array(value)
    raise TypeError(f"an entry is a number, not {value!r}")


def whole_array_is_recorded(x, key, value):
    """Keep where the gradient of ``y[:] = …`` is sent, the one change that MXNet records."""
    is_all = isinstance(key, slice) and range(len(x))[key] == range(len(x))
    if not (_state["recording"] and is_all and is_traced(value) and not is_traced(x)):
        return False
    if value.shape != x.shape or value.dtype is not x.dtype:
        return False
    x.values[:] = value.values
    x.steps = [(value, lambda g: g)]
    return True


def chosen(shape, key):
    """Return the flat places that an index chooses, their shape, and whether it has no lists."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if not shape and keys:
        if any(isinstance(one, ndarray) and one.dtype is BOOL for one in keys):
            missing("a choice by truths from an array without axes")
        raise IndexError("scalar tensor can only accept `()` as index: write x.item()")
    keys = [as_index(one) for one in keys]
    axes = sum([axes_of(one) for one in keys])
    if axes > len(shape):
        raise IndexError(f"too many indices ({axes}) for array with {len(shape)} dimensions")
    rest = [ALL] * (len(shape) - axes)
    dots = [i for i, one in enumerate(keys) if one is Ellipsis]
    if len(dots) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    at = dots[0] if dots else len(keys)
    keys = keys[:at] + rest + keys[at + 1 :]
    lists = [one for one in keys if isinstance(one, ndarray)]
    if lists:
        return chosen_by_lists(shape, keys)
    found, out, axis = [0], [], 0
    for one in keys:
        if one is None:
            out.append(1)
            continue
        n, stride = shape[axis], size_of(shape[axis + 1 :])
        if isinstance(one, slice):
            some = range(n)[one]
            out.append(len(some))
        else:
            some = [whole(one, n, axis)]
        axis += 1
        found = [i + k * stride for i in found for k in some]
    return found, tuple(out), True


def as_index(one):
    """Return a part of an index: a whole number, a slice, None, dots, or an array."""
    if isinstance(one, bool):
        missing("an index of True or False alone")
    if one is None or one is Ellipsis or isinstance(one, (int, slice, ndarray)):
        return one
    if isinstance(one, (list, tuple, range)):
        flat = []

        def shape_of(part):
            if isinstance(part, (list, tuple, range)):
                inner = [shape_of(each) for each in part]
                if any(each != inner[0] for each in inner):
                    raise IndexError("the rows of an index must have one length")
                return (len(inner),) + (inner[0] if inner else ())
            flat.append(part.item() if isinstance(part, ndarray) else part)
            return ()

        shape = shape_of(one)
        if flat and all(isinstance(each, bool) for each in flat):
            return ndarray([int(each) for each in flat], shape, BOOL)
        if not all(is_number(each) for each in flat):
            raise IndexError(f"an index has whole numbers, not {one!r}")
        return ndarray([float(each) for each in flat], shape)
    raise ValueError(f"an index is a whole number, a slice or a list, not {one!r}")


def axes_of(one):
    """Return how many axes a part of an index takes."""
    if one is None or one is Ellipsis:
        return 0
    return len(one.shape) if isinstance(one, ndarray) and one.dtype is BOOL else 1


def chosen_by_lists(shape, keys):
    """Return the places that an index with arrays chooses: together they choose one by one."""
    parts, axis = [], 0  # each a name, the axis or the length, and what is chosen of it
    for one in keys:
        if one is None:
            parts.append(("new", None, None))
        elif isinstance(one, ndarray) and one.dtype is BOOL:
            for indices in places_of_truths(one, shape, axis):
                parts.append(("list", axis, indices))
                axis += 1
        elif isinstance(one, slice):
            parts.append(("slice", axis, one))
            axis += 1
        else:
            parts.append(("list", axis, one))
            axis += 1
    common, shapes = (), []
    for kind, _, one in parts:
        if kind == "list" and isinstance(one, ndarray):
            shapes.append(one.shape)
            common = fitted(common, one.shape)
    offsets = [0] * size_of(common)
    for kind, axis, one in parts:
        if kind == "list":
            n, stride = shape[axis], size_of(shape[axis + 1 :])
            if isinstance(one, ndarray):
                chosen_ = [whole(int(i), n, axis) for i in one.values]
                chosen_ = spread(chosen_, one.shape, common)
            else:
                chosen_ = [whole(one, n, axis)] * len(offsets)
            offsets = [a + k * stride for a, k in zip(offsets, chosen_)]
    return joined(shape, parts, common, offsets)


def joined(shape, parts, common, offsets):
    """Return the places of slices and of what lists choose; the latter stand where they begin."""
    kinds = [kind for kind, _, _ in parts]
    first = kinds.index("list")
    last = len(kinds) - 1 - list(reversed(kinds)).index("list")
    apart = any(kind != "list" for kind in kinds[first : last + 1])
    found, out, done = [0], (), False
    if apart:
        found, out, done = offsets, common, True
    for kind, axis, one in parts:
        if kind == "new":
            out += (1,)
        elif kind == "list":
            if not done:
                found = [i + k for i in found for k in offsets]
                out, done = out + common, True
        else:
            n, stride = shape[axis], size_of(shape[axis + 1 :])
            some = range(n)[one]
            found = [i + k * stride for i in found for k in some]
            out += (len(some),)
    return found, out, False


def fitted(one, other):
    """Return the shape to which the shapes of two indices are broadcast."""
    try:
        return common_shape(one, other)
    except ValueError:
        raise IndexError(f"indices of the shapes {one} and {other} do not fit") from None


def places_of_truths(truths, shape, axis):
    """Return where truths hold: for each of their axes an array of indices."""
    here = shape[axis : axis + len(truths.shape)]
    if here != truths.shape:
        raise IndexError(f"truths of the shape {truths.shape} for an array of the shape {here}")
    where = [i for i, holds in enumerate(truths.values) if holds]
    found = []
    for k, n in enumerate(here):
        stride = size_of(here[k + 1 :])
        indices = [i // stride % n for i in where]
        found.append(ndarray([float(i) for i in indices], (len(where),)))
    return found


def whole(one, n, axis):
    """Return an index of an axis with n entries as a number from 0 to n - 1."""
    if not -n <= one < n:
        raise IndexError(f"index {one} is out of bounds for axis {axis} with size {n}")
    return one % n


def axis_of(axis, dimensions):
    """Return an axis as a number from 0 on."""
    if isinstance(axis, bool) or not isinstance(axis, int):
        raise TypeError(f"an axis is a whole number, not {axis!r}")
    if not -dimensions <= axis < dimensions:
        raise ValueError(
            f"axis {axis} is out of bounds for an array of {dimensions} dimensions: write "
            "one that it has"
        )
    return axis % dimensions
