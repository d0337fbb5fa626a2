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
from d2l_local.page_python.arrays.entries import f32
from d2l_local.page_python.arrays.making import as_array
from d2l_local.page_python.arrays.pairs import each, pairwise
from d2l_local.page_python.arrays.reductions import max_, sum_


def softmax(x, axis=-1):
    shifted = x - max_(x, axis, True).detach()
    parts = exp(shifted)
    return parts / sum_(parts, axis, True)


def log_softmax(x, axis=-1):
    shifted = x - max_(x, axis, True).detach()
    return shifted - log(sum_(exp(shifted), axis, True))


def leaky_relu(x, gamma=None, act_type="leaky", slope=0.25):
    """Return one of MXNet's ReLUs with something on the left: leaky, prelu, elu, selu or gelu."""
    if act_type == "leaky":
        slope = f32(slope)
        kind = elementwise(
            lambda v: v if v > 0 else slope * v, times(lambda v, y: 1 if v > 0 else slope)
        )
    elif act_type == "elu":
        slope = f32(slope)
        kind = elementwise(
            lambda v: v if v > 0 else slope * math.expm1(v),
            times(lambda v, y: 1 if v > 0 else slope * math.exp(v)),
        )  # fmt: skip
    elif act_type == "prelu":
        kind = None
    elif act_type in ("selu", "gelu"):
        kind = selu if act_type == "selu" else gelu
    else:
        raise ValueError(f"act_type={act_type!r}: give leaky, prelu, elu, selu or gelu")
    return kind(x) if kind else prelu(x, as_array(gamma))


prelu = pairwise(
    each(lambda a, b: a if a > 0 else a * b),
    each(lambda g, a, b, y: g * (1 if a > 0 else b)),
    each(lambda g, a, b, y: g * (0 if a > 0 else a)), None,
)  # fmt: skip


def activation(x, act_type="relu"):
    """Return one of MXNet's activations by its name."""
    if act_type not in ACTIVATIONS:
        raise ValueError(f"act_type={act_type!r}: give {', '.join(sorted(ACTIVATIONS))}")
    return ACTIVATIONS[act_type](x)


ACTIVATIONS = {
    "relu": relu, "sigmoid": sigmoid, "softrelu": softrelu, "softsign": softsign, "tanh": tanh,
}  # fmt: skip
