"""Entries in another order or shape, joined and repeated.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import (
    BOOL,
    cast,
    is_number,
    missing,
    ndarray,
    places,
    size_of,
)
from d2l_local.page_python.arrays.indexing import ALL, KEYS, axis_of, get_item, picked
from d2l_local.page_python.arrays.making import an_array, shape_of_size
from d2l_local.page_python.arrays.pairs import subtract
from d2l_local.page_python.arrays.recording import made


def reshape(a, newshape, order="C"):
    """Return a copy of the entries in another shape; one length may be -1, what is left."""
    a = an_array(a, "np.reshape")
    if order != "C":
        missing("order= of np.reshape")
    if isinstance(newshape, list):
        raise TypeError(f"a shape is a tuple: write {tuple(newshape)}")
    shape = [newshape] if is_number(newshape) else list(newshape)
    for n in shape:
        if not isinstance(n, int) or n < -1:
            raise ValueError(f"a shape has whole numbers, or -1 for what is left, not {n!r}")
    if shape.count(-1) > 1:
        raise ValueError(f"a shape has one -1 at most, and {tuple(shape)} has more")
    if -1 in shape:
        rest = size_of([n for n in shape if n != -1])
        shape[shape.index(-1)] = len(a.values) // rest if rest else 0
    if size_of(shape) != len(a.values):
        raise ValueError(f"cannot reshape {a.shape} into {tuple(shape)}")
    return reshaped(a, tuple(shape))


def reshaped(a, shape):
    values = cast(a.values, a.dtype)
    return made(values, shape, a.dtype, ((a, lambda g: g),))


def ravel(x, order="C"):
    return reshape(an_array(x, "np.ravel"), -1, order)


def transpose(a, axes=None):
    a = no_truths(a, "np.transpose")
    axes = list(reversed(range(a.ndim))) if axes is None else [axis_of(i, a.ndim) for i in axes]
    if sorted(axes) != list(range(a.ndim)):
        raise ValueError(f"axes={axes}: each of the {a.ndim} axes once")
    found = [0]
    for axis in axes:
        stride = size_of(a.shape[axis + 1 :])
        found = [i + k * stride for i in found for k in range(a.shape[axis])]
    return picked(a, found, [a.shape[axis] for axis in axes])


def no_truths(a, name):
    """Return an array that is none of truths, which MXNet refuses here."""
    a = an_array(a, name)
    if a.dtype is BOOL:
        raise TypeError(f"{name} takes numbers, not truths: write x.astype('float32')")
    return a


def swapaxes(a, axis1, axis2):
    a = an_array(a, "np.swapaxes")
    axes = list(range(a.ndim))
    one, other = axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)
    axes[one], axes[other] = axes[other], axes[one]
    return transpose(a, axes)


def expand_dims(a, axis):
    a = an_array(a, "np.expand_dims")
    shape = list(a.shape)
    shape.insert(axis_of(axis, a.ndim + 1), 1)
    return reshaped(a, tuple(shape))


def squeeze(a, axis=None):
    a = an_array(a, "np.squeeze")
    if axis is None:
        gone = [i for i, n in enumerate(a.shape) if n == 1]
    else:
        gone = [axis_of(i, a.ndim) for i in ([axis] if is_number(axis) else axis)]
        for i in gone:
            if a.shape[i] != 1:
                raise ValueError(f"axis {i} of the shape {a.shape} has more than one entry")
    return reshaped(a, tuple([n for i, n in enumerate(a.shape) if i not in gone]))


def broadcast_to(array, shape):
    shape = shape_of_size(shape)
    if is_number(array):
        missing("np.broadcast_to of a number")
    array = an_array(array, "np.broadcast_to")
    return picked(array, places(array.shape, shape), shape)


def all_arrays(arrays, name):
    """Return a list of arrays of one type, or say what is none."""
    arrays = [an_array(one, name) for one in arrays]
    if not arrays:
        raise ValueError(f"{name} takes at least one array")
    for one in arrays:
        if one.dtype is not arrays[0].dtype:
            raise TypeError(
                f"{name} of {arrays[0].dtype} and {one.dtype}: write .astype('{arrays[0].dtype}')"
            )
    return arrays


def concatenate(seq, axis=0):
    arrays = all_arrays(seq, "np.concatenate")
    if axis is None:
        arrays, axis = [reshape(one, -1) for one in arrays], 0
    if any(not one.shape for one in arrays):
        raise ValueError("np.concatenate takes arrays with axes; of numbers np.stack makes one")
    axis = axis_of(axis, arrays[0].ndim)
    rest = [(one.shape[:axis], one.shape[axis + 1 :]) for one in arrays]
    if any(one != rest[0] for one in rest):
        shapes = ", ".join([str(one.shape) for one in arrays])
        raise ValueError(f"arrays of the shapes {shapes} do not fit along axis {axis}")
    lengths = [size_of(one.shape[axis:]) for one in arrays]
    values, sources = [], [[] for _ in arrays]
    for block in range(size_of(arrays[0].shape[:axis])):
        for one, length, source in zip(arrays, lengths, sources):
            source.extend(range(len(values), len(values) + length))
            values.extend(one.values[block * length : (block + 1) * length])
    shape = rest[0][0] + (sum([one.shape[axis] for one in arrays]),) + rest[0][1]

    def sends(source):
        return lambda g: [g[i] for i in source]

    steps = [(one, sends(source)) for one, source in zip(arrays, sources)]
    return made(values, shape, arrays[0].dtype, steps)


def stack(arrays, axis=0):
    arrays = all_arrays(arrays, "np.stack")
    if any(one.shape != arrays[0].shape for one in arrays):
        shapes = ", ".join([str(one.shape) for one in arrays])
        raise ValueError(f"a stack has arrays of one shape, write np.concatenate of {shapes}")
    return concatenate(
        [expand_dims(one, axis) for one in arrays], axis_of(axis, arrays[0].ndim + 1)
    )


def with_axes(arrays, name):
    return [reshape(one, 1) if not one.shape else one for one in all_arrays(arrays, name)]


def hstack(arrays):
    arrays = [no_truths(one, "np.hstack") for one in with_axes(arrays, "np.hstack")]
    return concatenate(arrays, min(1, arrays[0].ndim - 1))


def vstack(arrays):
    arrays = [no_truths(one, "np.vstack") for one in with_axes(arrays, "np.vstack")]
    return concatenate([reshape(one, (1, -1)) if one.ndim == 1 else one for one in arrays])


def append(arr, values, axis=None):
    return concatenate([an_array(arr, "np.append"), an_array(values, "np.append")], axis)


def repeat(a, repeats, axis=None):
    a = an_array(a, "np.repeat")
    if not isinstance(repeats, int):
        raise TypeError(f"np.repeat takes a whole number of repeats, not {repeats!r}")
    a = reshape(a, -1) if axis is None else a
    axis = axis_of(axis or 0, a.ndim)
    key = [ALL] * axis + [[i for i in range(a.shape[axis]) for _ in range(repeats)]]
    if not key[-1]:
        missing("np.repeat of no entries")
    return get_item(a, tuple(key))


def tile(A, reps):
    A = an_array(A, "np.tile")
    reps = (reps,) if is_number(reps) else tuple(reps)
    if min(reps) < 1:
        missing("np.tile of no entries")
    A = reshaped(A, (1,) * (len(reps) - A.ndim) + A.shape)
    for axis, times_ in enumerate((1,) * (A.ndim - len(reps)) + reps):
        A = concatenate([A] * times_, axis) if A.ndim else A
    return A


def flip(m, axis=None):
    m = no_truths(m, "np.flip")
    axes = range(m.ndim) if axis is None else [axis] if is_number(axis) else axis
    for one in axes:
        if axis_of(one, m.ndim) != one:
            raise ValueError(f"axis={one}: np.flip counts axes from 0, write {one % m.ndim}")
        m = get_item(m, tuple([ALL] * one + [list(range(m.shape[one] - 1, -1, -1))]))
    return m


def roll(a, shift, axis=None):
    a = no_truths(a, "np.roll")
    if not isinstance(shift, int):
        missing("np.roll by several numbers")
    if axis is None:
        n = len(a.values)
        return picked(a, [(i - shift) % n for i in range(n)], a.shape)
    if not isinstance(axis, int):
        missing("np.roll along several axes")
    axis = axis_of(axis, a.ndim)
    n = a.shape[axis]
    return get_item(a, tuple([ALL] * axis + [[(i - shift) % n for i in range(n)]]))


def diff(a, n=1, axis=-1, prepend=None, append=None):
    a = an_array(a, "np.diff")
    if prepend is not None or append is not None:
        missing("prepend= and append= of np.diff, which MXNet passes over,")
    axis_of(axis, a.ndim)
    for _ in range(n):
        before = (ALL,) * axis_of(axis, a.ndim)
        a = subtract(get_item(a, before + (KEYS[1:],)), get_item(a, before + (KEYS[0:-1],)))
    return a


def meshgrid(*xi, **options):
    indexing = options.pop("indexing", "xy")
    if options or len(xi) != 2 or indexing not in ("xy", "ij"):
        missing("np.meshgrid of other than two arrays")
    x, y = [an_array(one, "np.meshgrid") for one in xi]
    across, down = (1, -1), (-1, 1)
    if indexing == "ij":
        across, down = down, across
    x, y = reshape(x, across), reshape(y, down)
    shape = max(x.shape[0], y.shape[0]), max(x.shape[1], y.shape[1])
    return [broadcast_to(x, shape), broadcast_to(y, shape)]


def diag(array, k=0):
    """Return the diagonal of a matrix, or the matrix whose diagonal is given."""
    array = no_truths(array, "np.diag")
    if array.ndim == 1:
        n = len(array.values) + abs(k)
        padded = concatenate([array, ndarray(cast([0], array.dtype), (1,), array.dtype)])
        last, row = len(array.values), max(-k, 0)
        entries = [
            i - row if j == i + k and 0 <= i - row < last else last
            for i in range(n)
            for j in range(n)
        ]
        return picked(padded, entries, (n, n))
    if array.ndim != 2:
        raise ValueError(f"np.diag takes one or two axes, and here are {array.ndim}")
    rows, columns = array.shape
    found = [i * columns + i + k for i in range(rows) if 0 <= i + k < columns]
    return picked(array, found, (len(found),))
