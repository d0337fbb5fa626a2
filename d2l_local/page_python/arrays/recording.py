"""Derivatives: what is recorded, and how gradients are sent back.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import _row, missing, ndarray

_state = {"recording": False, "training": False}
IN_A_GRAPH = (
    "Assigning to NDArrays that are already in a computational graph will cause undefined behavior "
    "when evaluating gradients. Do it after autograd.record(), or write y = y + …"
)
NO_GRAPH = (
    "Cannot differentiate node because it is not in a computational graph. Compute it inside  with "
    "autograd.record(); to differentiate twice, write backward(retain_graph=True)"
)


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


def is_traced(one):
    return one.is_variable or one.steps is not None


def made(values, shape, dtype, steps):
    """Return an array that knows, while steps are recorded, where its gradient is sent."""
    found = ndarray(values, shape, dtype)
    if _state["recording"]:
        traced = [(one, send) for one, send in steps if is_traced(one)]
        found.steps = traced or None
    return found


def refuse_changes(one, value=None):
    """Raise where a change of an array would be lost on the way back, as MXNet does."""
    if _state["recording"]:
        if is_traced(one):
            raise ValueError(IN_A_GRAPH)
        if isinstance(value, ndarray) and is_traced(value):
            raise ValueError(
                "Inplace operations (+=, -=, x[:]=, etc) are not supported when recording with "
                "autograd. Write y = y + … or stack the parts with np.stack"
            )


def refuse_recording(name):
    """Raise where MXNet has a function from NumPy, which has no gradient."""
    if _state["recording"]:
        raise ValueError(
            f"{name} has no gradient in MXNet: it is refused inside  with autograd.record()"
        )


def attach_grad(self, grad_req="write"):
    """Ask for the gradient of what is recorded next; it will stand in ``grad``."""
    if grad_req not in ("write", "add", "null"):
        raise KeyError(grad_req)
    if not self.dtype.is_float:
        missing(f"the gradient of {self.dtype} numbers")
    self.steps = None
    self.is_variable = grad_req != "null"
    self.adds = grad_req == "add"
    self.grad = ndarray(_row(self.dtype.code, [0.0] * len(self.values)), self.shape, self.dtype)


def backward(self, out_grad=None, retain_graph=False, train_mode=True):
    """Send a gradient, of ones unless told, back to each array with ``attach_grad``."""
    send_back([self], [out_grad], retain_graph)


def backward_of(heads, head_grads=None, retain_graph=False, train_mode=True):
    """Send gradients back from several arrays, as ``autograd.backward`` does."""
    if isinstance(heads, ndarray):
        heads, head_grads = [heads], [head_grads]
    send_back(list(heads), list(head_grads or [None] * len(heads)), retain_graph)


def in_order(heads):
    """Return all that heads were made of, each after what it was made of; without recursion."""
    order, seen, waiting = [], set(), [(one, False) for one in reversed(heads)]
    while waiting:
        one, is_done = waiting.pop()
        if is_done:
            order.append(one)
        elif id(one) not in seen:
            seen.add(id(one))
            waiting.append((one, True))
            for before, _ in one.steps or ():
                if id(before) not in seen:
                    waiting.append((before, False))
    return order


def first_gradient(head, given):
    """Return the gradient with which a head begins."""
    if not is_traced(head):
        raise ValueError(NO_GRAPH)
    if given is None:
        return [1.0] * len(head.values)
    if not isinstance(given, ndarray):
        raise TypeError(f"backward takes an array of the shape {head.shape}, not {given!r}")
    if given.shape != head.shape:
        raise ValueError(
            f"the gradient has the shape {given.shape}, what it is of {head.shape}: write "
            f"backward(np.full({head.shape}, …))"
        )
    return list(given.values)


NOTHING = ()  # stands for a gradient of zeros: MXNet sends none on, not even to where it was NaN


def send_back(heads, given, retain_graph):
    """Send gradients back: a function that has none sends None, and nothing comes of it."""
    gradients = {}
    for head, one in zip(heads, given):
        first, have = first_gradient(head, one), gradients.get(id(head))
        gradients[id(head)] = first if have is None else [a + b for a, b in zip(have, first)]
    order = in_order(heads)
    for one in reversed(order):
        gradient = gradients.pop(id(one), None)
        if gradient is None:
            continue
        if one.is_variable:
            keep_gradient(one, gradient)
        for before, send in one.steps or ():
            sent = None if gradient is NOTHING else send(gradient)
            have = gradients.get(id(before), NOTHING)
            if sent is None:
                gradients[id(before)] = have
                continue
            sent = _row(before.dtype.code if before.dtype.is_float else "f", sent)
            if have is not NOTHING:
                sent = [have[i] + sent[i] for i in range(len(sent))]
            gradients[id(before)] = sent
    if not retain_graph:
        for one in order:
            one.steps = None


def keep_gradient(one, gradient):
    """Write a gradient where its reader finds it, or add it to what is there."""
    old = one.grad.values
    if gradient is NOTHING:
        gradient = [0.0] * len(old)
    if one.adds:
        gradient = [a + b for a, b in zip(old, gradient)]
    old[:] = _row(one.grad.dtype.code, gradient)
