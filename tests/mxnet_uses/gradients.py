"""Gradients."""

import mxnet as mx
from mxnet import autograd, np, npx

from tests.mxnet_uses.registry import use


@use
def gradients():
    x = np.array([1.0, 2.0, -3.0])
    x.attach_grad()
    found = []
    for function in (lambda: (x**3).sum(), lambda: npx.relu(x), lambda: np.dot(x, x) * x.detach()):
        with autograd.record():
            y = function()
        y.backward()
        found.append(x.grad.copy())
    with autograd.record():
        y = x * 2
        with autograd.pause():
            z = y * 3
    y.backward(np.array([1.0, 0, 10]))
    return [*found, x.grad, z, autograd.is_recording(), autograd.is_training()]


@use
def gradients_of_higher_order():
    npx.reset_np()
    x = mx.nd.array([0.3, 0.7])
    x.attach_grad()
    found = []
    for function in (mx.nd.sin, mx.nd.log, mx.nd.sigmoid):
        with autograd.record():
            y = function(x)
            first = autograd.grad(y, x, create_graph=True, retain_graph=True)[0]
            second = autograd.grad(first, x, create_graph=True, retain_graph=True)[0]
        second.backward()
        found += [first, second, x.grad.copy()]
    return found


@use
def gradients_added_up():
    x = np.array([1.0, 2.0])
    x.attach_grad(grad_req="add")
    for _ in range(3):
        with autograd.record():
            y = x * x
        y.backward()
    return x.grad


@use
def a_function_with_its_own_gradient():
    class Cube(autograd.Function):
        def forward(self, x):
            self.save_for_backward(x)
            return x * x * x

        def backward(self, dy):
            (x,) = self.saved_tensors
            return 3 * x * x * dy

    npx.reset_np()
    x = mx.nd.array([1.0, -2.0])
    x.attach_grad()
    with autograd.record():
        y = Cube()(x)
    y.backward()
    return [y, x.grad]
