"""The uses by their names, and what they share."""

import mxnet as mx
import numpy
from mxnet import autograd, init, np, npx

USES = {}


def use(function):
    """Register a use under its name."""
    USES[function.__name__] = function
    return function


def plain(value):
    """Return a value as lists and numbers, ready for JSON."""
    if isinstance(value, (mx.nd.NDArray, np.ndarray)):
        value = value.asnumpy()
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def run(name):
    """Run one use from a fixed state of the random numbers; return what it computed."""
    npx.set_np()
    npx.random.seed(7)
    numpy.random.seed(7)
    return plain(USES[name]())


def table(rows=3, columns=4):
    """Return a small array with no two values alike."""
    return np.sin(np.arange(rows * columns) * 1.7).reshape(rows, columns)


def built(net, *inputs):
    """Initialise a layer and return what it computes, and the sum of each gradient."""
    net.initialize(init.Xavier())
    inputs[0].attach_grad()
    with autograd.record():
        result = net(*inputs)
        total = (result * result).sum()
    total.backward()
    grads = [p.grad().sum() for p in net.collect_params().values() if p.grad_req != "null"]
    return [result, inputs[0].grad.sum(), *grads]
