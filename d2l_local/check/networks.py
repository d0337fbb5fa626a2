"""What networks compute, for the parts that ask for weights.

Runs in the page, on MicroPython, too.
"""

import math

from d2l_local.check.asking import Values, Wrong
from d2l_local.check.comparing import sign
from d2l_local.check.steps import judging_step


def sigmoid(z):
    """Return the sigmoid without overflow."""
    return (1 + math.tanh(z / 2)) / 2


ACTIVATIONS = {
    "identity": lambda z, slope: z,
    "tanh": lambda z, slope: math.tanh(z),
    "sigmoid": lambda z, slope: sigmoid(z),
    "leaky": lambda z, slope: max(z, 0) + slope * min(z, 0),  # slope 0 is ReLU
}


def affine(X, W, b=None):
    """Return X W + b; b has a number a column, or one for all; without it, it is 0.

    Raises
    ------
    ValueError
        The shapes do not meet.
    """
    b = b or Values((), [0.0])
    if len(X.shape) != 2 or len(W.shape) != 2 or X.shape[1] != W.shape[0]:
        raise ValueError("the shapes do not meet")
    width = W.shape[1]
    bias = b.flat * width if len(b.flat) == 1 else b.flat
    if len(bias) != width or (len(b.shape) > 1 and b.shape[-1] != len(b.flat)):
        raise ValueError("the shapes do not meet")
    columns = [W.flat[j::width] for j in range(width)]
    flat = [
        sum([one * weight for one, weight in zip(row, columns[j])]) + bias[j]
        for row in X.rows()
        for j in range(width)
    ]
    return Values((X.shape[0], width), flat)


@judging_step
def apply_network(answered, X, of, activation, seen="", hint="", slope=0):
    """Compute a network with one hidden layer from results; without a name, b2 is 0.

    ``seen`` and ``hint`` are told if they make no network; {shapes} are theirs.
    """
    weights = [answered.results[name] for name in of]
    try:
        hidden = affine(Values(X["shape"], X["values"]), weights[0], weights[1])
        hidden.flat = [ACTIVATIONS[activation](z, slope) for z in hidden.flat]
        answered.results[""] = affine(hidden, *weights[2:])
        return
    except ValueError:
        shapes = ", ".join([str(one.shape) for one in weights])
    raise Wrong(seen.replace("{shapes}", shapes), hint)


@sign("is shifted")
def is_shifted(values, expected, atol):
    """Say whether all rows of a matrix are off by the same."""
    shifts = [one - right for one, right in zip(values.flat, expected)]
    columns = [shifts[i :: values.shape[1]] for i in range(values.shape[1])]
    return all(max(one) - min(one) < atol for one in columns)
