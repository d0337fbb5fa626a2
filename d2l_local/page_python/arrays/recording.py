"""Derivatives: what is recorded, and how gradients are sent back.

This runs in the page, on MicroPython, and on CPython.
"""

from array import array as _row

from d2l_local.page_python.arrays.entries import ndarray, spread
from d2l_local.page_python.arrays.making import as_array, ones_like, zeros_like

_state = {"recording": False, "training": False}


def refuse_changes(one):
    if _state["recording"] and (one.is_variable or one.steps is not None):
        raise ValueError(
            "Assigning to NDArrays that are already in a computational graph will cause undefined "
            "behavior when evaluating gradients"
        )


def is_traced(one):
    return one.is_variable or one.steps is not None


def made(values, shape, dtype, steps):
    """Return an array that knows, while steps are recorded, where its gradient is sent."""
    found = ndarray(values, shape, dtype)
    if _state["recording"]:
        traced = [(one, send) for one, send in steps if is_traced(one)]
        found.steps = traced or None
    return found


class Switch:
    """Sets how functions are recorded, between the first line of a ``with`` and its last."""

    def __init__(self, **settings):
        self.settings = settings

    def __enter__(self):
        self.before = dict(_state)
        _state.update(self.settings)

    def __exit__(self, *error):
        _state.update(self.before)


def record(train_mode=True):
    return Switch(recording=True, training=train_mode)


def pause(train_mode=False):
    return Switch(recording=False, training=train_mode)


def attach_grad(self, grad_req="write"):
    """Ask for the gradient of what is recorded next; it will stand in ``grad``."""
    self.steps = None
    self.is_variable = True
    self.grad = zeros_like(self)


def detach(self):
    return ndarray(self.values, self.shape, self.dtype)


def backward(self, out_grad=None, retain_graph=False, train_mode=True):
    """Send a gradient, of ones unless told, back to each array with ``attach_grad``."""
    if self.steps is None and not self.is_variable:
        raise ValueError(
            "Cannot differentiate node because it is not in a computational graph. Compute it "
            "inside  with autograd.record():"
        )
    order, seen = [], set()

    def visit(one):
        if id(one) not in seen:
            seen.add(id(one))
            for before, _ in one.steps or ():
                visit(before)
            order.append(one)

    visit(self)
    first = ones_like(self) if out_grad is None else as_array(out_grad)
    gradients = {id(self): list(spread(first.values, first.shape, self.shape))}
    for one in reversed(order):
        gradient = gradients.pop(id(one), None)
        if gradient is None:
            continue
        if one.is_variable:
            one.grad = ndarray(gradient, one.shape)
        for before, send in one.steps or ():
            sent = _row("f", send(gradient))
            have = gradients.get(id(before))
            gradients[id(before)] = sent if have is None else [a + b for a, b in zip(have, sent)]
