"""What is done to the page's arrays, in place and on the way back, ends as it ends in MXNet.

Each of these programs was told apart from a wrong one by no other test.
"""

import math

import d2l_local  # makes MXNet importable
from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python import arrays

import numpy
import pytest

from tests.page_python.test_arrays import MXNET, PAGE, hexed


def sent_back(autograd, x, function, then=None):
    """Return the gradient of what a function makes of x; ``then`` is done before it is sent."""
    x.attach_grad()
    with autograd.record():
        y = function(x)
    if then:
        then()
    y.backward()
    return [x.grad]


def beside_changed(np, npx, autograd):
    x, w = np.array([1.0, 2.0]), np.array([3.0, 4.0])

    def change():
        w[:] = 9.0

    return sent_back(autograd, x, lambda x: x * w, change)


def product_changed(np, npx, autograd):
    x = np.array([1.0, 2.0, 4.0])

    def change():
        x[0] = 3.0

    return sent_back(autograd, x, np.prod, change)


def without_a_gradient(np, npx, autograd):
    x = np.array([1.0, -2.0])
    first = sent_back(autograd, x, lambda x: 2 * x)[0].copy()
    with autograd.record():
        y = np.sign(x)
    y.backward()  # writes zeros over the gradient of before
    return [first, x.grad]


def own_rows(np, npx, autograd):
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    x[0] = np.array([[7.0, 8.0, 9.0]])
    x[:, 1] = x[:, 0]
    x[1] = x[0]
    y = np.arange(6)
    y[1:] = y[:-1]
    return [x, y]


def filled_with(np, npx, autograd):
    found = sent_back(autograd, np.array([1.0, 2.0]), lambda x: (3 * np.full((2, 2), x)).sum())
    return found + sent_back(autograd, np.array([1.0, 2.0]), np.zeros_like)


def stacked(np, npx, autograd):
    x, y = np.array([1.0, 2.0, 3.0]), np.arange(24).reshape(2, 3, 4)
    return [np.vstack([x, 2 * x]), np.hstack([y, y]), np.hstack([x, x]), np.vstack([y, y])]


def diagonals(np, npx, autograd):
    x = np.arange(12).reshape(3, 4)
    return [np.diag(x, k) for k in (-2, -1, 0, 1, 3)] + [np.diag(x[0], k) for k in (-1, 0, 2)]


def tempered(np, npx, autograd):
    x = np.array([[1.0, -2.0, 0.5]])
    found = [npx.softmax(x, temperature=2.0), npx.log_softmax(x, temperature=0.5)]
    return found + sent_back(autograd, x, lambda x: npx.softmax(x, temperature=2.0)[0, 1])


def of_nan(np, npx, autograd):
    x = np.array([[1.0, math.nan, 3.0], [2.0, 5.0, -1.0]])
    return [np.argmax(x, axis=1), np.argmin(x, axis=1), np.max(x), np.min(x, axis=0)]


def added_up(np, npx, autograd):
    x = np.array([1.0, 2.0])
    x.attach_grad(grad_req="add")
    for factor in (2, 3):
        with autograd.record():
            y = factor * x * x + np.sign(x)
        y.backward()
    return [x.grad]


def in_place(np, npx, autograd):
    W, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5], [-1.0]])
    first = W
    for _ in range(3):
        sent_back(autograd, W, lambda W: np.square(np.dot(W, x)).sum())
        W -= 0.1 * W.grad
        W *= 0.9
    W[0] += 1
    return [W, first, W.grad]


def without_entries(np, npx, autograd):
    return [(np.zeros((4, 0)) + np.zeros((0,))).sum(axis=1), np.zeros((0, 3)) * np.ones(3)]


SAME_AS = [
    beside_changed, product_changed, without_a_gradient, own_rows, filled_with, stacked, diagonals,
    tempered, of_nan, added_up, in_place, without_entries,
]  # fmt: skip


@pytest.mark.parametrize("case", SAME_AS, ids=lambda one: one.__name__)
def test_what_is_done_to_arrays_ends_as_in_mxnet(case):
    for ours, one in zip(case(*PAGE), case(*MXNET), strict=True):
        assert ours.shape == one.shape
        values = numpy.array(ours.tolist()).reshape(ours.shape)
        assert numpy.allclose(values, one.asnumpy(), 1e-6, 0, equal_nan=True), (ours, one)


def test_a_gradient_is_rounded_at_each_step_on_its_way_back():
    found = []
    for np, _, autograd in (PAGE, MXNET):
        x = np.arange(1, 40) / 7
        (gradient,) = sent_back(autograd, x, lambda x: ((x * 0.1) * x / 3 * 0.7) / 7 + x / 9)
        found.append(hexed(gradient.tolist()))
    assert found[0] == found[1]


def test_a_gradient_through_whole_numbers_is_one_for_the_notebook():
    x = arrays.np.array([1.5, 2.5])
    with pytest.raises(Elsewhere, match="a gradient through astype"):
        sent_back(arrays.autograd, x, lambda x: x.astype("int32").astype("float32"))
