"""Which entries an index chooses.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import BOOL, is_number, ndarray, size_of, spread
from d2l_local.page_python.arrays.making import as_array
from d2l_local.page_python.arrays.recording import made, refuse_changes


class Keys:
    """Gives an index back as it is: MicroPython makes slices inside of brackets alone."""

    def __getitem__(self, key):
        return key


KEYS = Keys()


def picked(x, found, shape):
    """Return the entries at these flat places, in this shape."""

    def send(g):
        back = [0.0] * len(x.values)
        for i, value in zip(found, g):
            back[i] += value
        return back

    return made([x.values[i] for i in found], tuple(shape), x.dtype, ((x, send),))


def chosen(shape, key):
    """Return the flat places that an index chooses, and the shape of what it gives."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if len(keys) == 1 and isinstance(keys[0], ndarray) and keys[0].dtype == BOOL:
        if keys[0].shape != shape:
            raise IndexError(f"truths of the shape {keys[0].shape} for an array of {shape}")
        found = [i for i, holds in enumerate(keys[0].values) if holds]
        return found, (len(found),)
    axes = sum(1 for one in keys if one is not None and one is not Ellipsis)
    if axes > len(shape):
        raise IndexError(f"too many indices: {axes} for an array of the shape {shape}")
    rest = [KEYS[:]] * (len(shape) - axes)
    if any(one is Ellipsis for one in keys):
        at = [one is Ellipsis for one in keys].index(True)
        keys = keys[:at] + rest + keys[at + 1 :]
    else:
        keys += rest
    found, out, axis = [0], [], 0
    for one in keys:
        if one is None:
            out.append(1)
            continue
        n, stride = shape[axis], size_of(shape[axis + 1 :])
        axis += 1
        if isinstance(one, slice):
            some = range(n)[one]
            out.append(len(some))
        elif is_number(one) or (isinstance(one, ndarray) and one.shape == ()):
            some = [whole(one, n)]
        elif isinstance(one, (list, ndarray)):
            some = [whole(i, n) for i in one]
            out.append(len(some))
        else:
            raise TypeError(f"an index is a whole number, a slice or a list, not {one!r}")
        found = [i + k * stride for i in found for k in some]
    return found, tuple(out)


def whole(one, n):
    """Return an index of an axis with n entries as a number from 0 to n - 1."""
    at = int(one)
    if at != float(one) or not -n <= at < n:
        raise IndexError(f"index {float(one):g} is out of bounds for an axis of {n} entries")
    return at % n


def axis_of(axis, dimensions):
    """Return an axis as a number from 0 on."""
    if not -dimensions <= axis < dimensions:
        raise ValueError(f"axis {axis} is out of bounds for an array of {dimensions} dimensions")
    return axis % dimensions


def get_item(x, key):
    return picked(x, *chosen(x.shape, key))


def set_item(x, key, value):
    refuse_changes(x)
    found, shape = chosen(x.shape, key)
    value = as_array(value)
    for i, one in zip(found, spread(value.values, value.shape, shape)):
        x.values[i] = one
