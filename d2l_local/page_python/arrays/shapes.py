"""Entries in another order or shape, joined and repeated.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import FLOAT, is_number, places, size_of
from d2l_local.page_python.arrays.indexing import KEYS, axis_of, picked
from d2l_local.page_python.arrays.making import as_array, eye
from d2l_local.page_python.arrays.recording import made


def reshape(x, shape):
    x = as_array(x)
    shape = [shape] if is_number(shape) else list(shape)
    if -1 in shape:
        rest = size_of([n for n in shape if n != -1])
        shape[shape.index(-1)] = len(x.values) // rest if rest else 0
    if size_of(shape) != len(x.values):
        raise ValueError(f"cannot reshape {x.shape} into {tuple(shape)}")
    return made(x.values, tuple(shape), x.dtype, ((x, lambda g: g),))


def transpose(x, axes=None):
    x = as_array(x)
    axes = list(axes) if axes else list(reversed(range(x.ndim)))
    found = [0]
    for axis in axes:
        stride = size_of(x.shape[axis + 1 :])
        found = [i + k * stride for i in found for k in range(x.shape[axis])]
    return picked(x, found, [x.shape[axis] for axis in axes])


def swapaxes(x, one, other):
    axes = list(range(as_array(x).ndim))
    axes[one], axes[other] = axes[other], axes[one]
    return transpose(x, axes)


def expand_dims(x, axis):
    x = as_array(x)
    shape = list(x.shape)
    shape.insert(axis_of(axis, x.ndim + 1), 1)
    return reshape(x, shape)


def squeeze(x, axis=None):
    x = as_array(x)
    gone = None if axis is None else axis_of(axis, x.ndim)
    return reshape(x, [n for i, n in enumerate(x.shape) if n != 1 or gone not in (None, i)])


def broadcast_to(x, shape):
    x = as_array(x)
    return picked(x, places(x.shape, tuple(shape)), shape)


def concatenate(arrays, axis=0):
    arrays = [as_array(one) for one in arrays]
    axis = axis_of(axis, arrays[0].ndim)
    rest = [(one.shape[:axis], one.shape[axis + 1 :]) for one in arrays]
    if any(one != rest[0] for one in rest):
        shapes = ", ".join(str(one.shape) for one in arrays)
        raise ValueError(f"arrays of the shapes {shapes} do not fit along axis {axis}")
    lengths = [size_of(one.shape[axis:]) for one in arrays]
    values, sources = [], [[] for _ in arrays]
    for block in range(size_of(arrays[0].shape[:axis])):
        for one, length, source in zip(arrays, lengths, sources):
            source.extend(range(len(values), len(values) + length))
            values.extend(one.values[block * length : (block + 1) * length])
    shape = rest[0][0] + (sum(one.shape[axis] for one in arrays),) + rest[0][1]

    def sends(source):
        return lambda g: [g[i] for i in source]

    steps = [(one, sends(source)) for one, source in zip(arrays, sources)]
    return made(values, shape, FLOAT, steps)


def stack(arrays, axis=0):
    arrays = [as_array(one) for one in arrays]
    if any(one.shape != arrays[0].shape for one in arrays):
        shapes = ", ".join(str(one.shape) for one in arrays)
        raise ValueError(f"all arrays of a stack have one shape, and these have {shapes}")
    return concatenate([expand_dims(one, axis) for one in arrays], axis)


def hstack(arrays):
    arrays = [as_array(one) for one in arrays]
    return concatenate(arrays, min(1, arrays[0].ndim - 1))


def vstack(arrays):
    return concatenate([reshape(one, (-1, as_array(one).shape[-1])) for one in arrays])


def append(x, more):
    return concatenate([reshape(x, -1), reshape(more, -1)])


def repeat(x, repeats, axis=None):
    x = reshape(x, -1) if axis is None else as_array(x)
    axis = axis_of(axis or 0, x.ndim)
    key = [KEYS[:]] * axis + [[i for i in range(x.shape[axis]) for _ in range(repeats)]]
    return x[tuple(key)]


def tile(x, reps):
    x = as_array(x)
    reps = (reps,) if is_number(reps) else tuple(reps)
    x = reshape(x, (1,) * (len(reps) - x.ndim) + x.shape)
    for axis, times_ in enumerate((1,) * (x.ndim - len(reps)) + reps):
        x = concatenate([x] * times_, axis)
    return x


def flip(x, axis=None):
    x = as_array(x)
    for one in range(x.ndim) if axis is None else [axis_of(axis, x.ndim)]:
        x = x[tuple([KEYS[:]] * one + [list(range(x.shape[one] - 1, -1, -1))])]
    return x


def roll(x, shift):
    x = as_array(x)
    n = len(x.values)
    return picked(x, [(i - shift) % n for i in range(n)], x.shape)


def diff(x, n=1, axis=-1):
    x = as_array(x)
    for _ in range(n):
        before = (KEYS[:],) * axis_of(axis, x.ndim)
        x = x[before + (KEYS[1:],)] - x[before + (KEYS[0:-1],)]
    return x


def meshgrid(x, y):
    x, y = reshape(x, (1, -1)), reshape(y, (-1, 1))
    shape = y.shape[0], x.shape[1]
    return [broadcast_to(x, shape), broadcast_to(y, shape)]


def diag(x, k=0):
    x = as_array(x)
    if x.ndim == 1:
        return eye(len(x)) * x
    return picked(x, [i * (x.shape[1] + 1) for i in range(min(x.shape))], (min(x.shape),))
