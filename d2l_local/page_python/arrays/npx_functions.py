"""The functions of ``npx``: activations by name, softmax.

This runs in the page, on MicroPython, and on CPython.
"""

import math

from d2l_local.page_python.arrays.elementwise import (
    elementwise,
    exp,
    gelu,
    log,
    relu,
    selu,
    sigmoid,
    softrelu,
    softsign,
    tanh,
    times,
)
from d2l_local.page_python.arrays.entries import f32, is_number, missing
from d2l_local.page_python.arrays.indexing import axis_of
from d2l_local.page_python.arrays.making import an_array
from d2l_local.page_python.arrays.methods import detach
from d2l_local.page_python.arrays.pairs import SAME, divide, pairwise, subtract
from d2l_local.page_python.arrays.reductions import max_, sum_


def shifted(name, data, axis, temperature, dtype, use_length):
    """Return an array less its greatest entry along an axis, and that axis."""
    data = an_array(data, name)
    if not data.dtype.is_float:
        raise TypeError(f"{name} takes floats, not {data.dtype}: write x.astype('float32')")
    if dtype is not None or use_length:
        missing(f"dtype= and use_length= of {name}")
    if not data.shape:
        missing(f"{name} of an array without axes")
    axis = axis_of(axis, data.ndim)
    if temperature is not None:
        data = divide(data, temperature)
    return subtract(data, detach(max_(data, axis, True))), axis


def softmax(data, length=None, axis=-1, temperature=None, dtype=None, use_length=False):
    if length is not None:
        raise TypeError("npx.softmax takes lengths second: write axis= for the axis")
    apart, axis = shifted("npx.softmax", data, axis, temperature, dtype, use_length)
    parts = exp(apart)
    return divide(parts, sum_(parts, axis, None, True))


def log_softmax(data, axis=-1, temperature=None, dtype=None, use_length=False):
    apart, axis = shifted("npx.log_softmax", data, axis, temperature, dtype, use_length)
    return subtract(apart, log(sum_(exp(apart), axis, None, True)))


def leaky_relu(
    data, gamma=None, act_type="leaky", slope=0.25, lower_bound=None, upper_bound=None, out=None
):
    """Return one of MXNet's ReLUs with something on the left: leaky, prelu, elu, selu or gelu."""
    data = an_array(data, "npx.leaky_relu")
    if not data.shape:
        raise ValueError("npx.leaky_relu takes arrays with axes: write x.reshape(1)")
    if not data.dtype.is_float:
        missing("npx.leaky_relu of whole numbers")
    if gamma is not None and is_number(gamma):
        raise TypeError(f"npx.leaky_relu takes its slope by name: write slope={gamma}")
    if gamma is not None and act_type != "prelu":
        raise ValueError(f"act_type={act_type!r} takes no gamma: write slope=, or 'prelu'")
    if act_type == "rrelu" or lower_bound is not None or upper_bound is not None:
        missing("the random slope of npx.leaky_relu")
    if act_type == "leaky":
        slope = f32(slope)
        kind = elementwise(
            "npx.leaky_relu", lambda v: v if v > 0 else slope * v,
            times(lambda v, y: 1 if v > 0 else slope),
        )  # fmt: skip
    elif act_type == "elu":
        slope = f32(slope)
        kind = elementwise(
            "npx.leaky_relu", lambda v: v if v > 0 else slope * math.expm1(v),
            times(lambda v, y: 1 if v > 0 else slope * math.exp(v)),
        )  # fmt: skip
    elif act_type == "prelu":
        gamma = an_array(gamma, "npx.leaky_relu with act_type='prelu'")
        if len(gamma.values) != 1:
            missing("npx.leaky_relu with several slopes")
        return prelu(data, gamma, out)
    elif act_type in ("selu", "gelu"):
        kind = selu if act_type == "selu" else gelu
        if data.dtype.name != "float32":
            missing(f"npx.leaky_relu of {data.dtype}")
    else:
        raise ValueError(f"act_type={act_type!r}: give leaky, prelu, elu, selu or gelu")
    return kind(data, out)


prelu = pairwise(
    "npx.leaky_relu", lambda l, r: [l[i] if l[i] > 0 else l[i] * r[i] for i in range(len(l))],
    lambda g, l, r, y: [g[i] * (1 if l[i] > 0 else r[i]) for i in range(len(g))],
    lambda g, l, r, y: [g[i] * (0 if l[i] > 0 else l[i]) for i in range(len(g))], None, SAME,
)  # fmt: skip


def activation(data, act_type, out=None):
    """Return one of MXNet's activations by its name."""
    data = an_array(data, "npx.activation")
    if act_type not in ACTIVATIONS:
        raise ValueError(f"act_type={act_type!r}: give {', '.join(sorted(ACTIVATIONS))}")
    if not data.dtype.is_float:
        missing("npx.activation of whole numbers")
    return ACTIVATIONS[act_type](data, out)


ACTIVATIONS = {
    "relu": relu, "sigmoid": sigmoid, "softrelu": softrelu, "softsign": softsign, "tanh": tanh,
}  # fmt: skip
