"""Section 4.1 of Dive into Deep Learning (MXNet edition): its code runs letter for letter."""

import numpy
import pytest
from matplotlib import pyplot as plt

SECTION = {
    "relu": """
x = np.arange(-8.0, 8.0, 0.1)
x.attach_grad()
with autograd.record():
    y = npx.relu(x)
d2l.set_figsize((4, 2.5))
d2l.plot(x, y, 'x', 'relu(x)')
""",
    "sigmoid": """
with autograd.record():
    y = npx.sigmoid(x)
d2l.plot(x, y, 'x', 'sigmoid(x)')
""",
    "tanh": """
with autograd.record():
    y = np.tanh(x)
d2l.plot(x, y, 'x', 'tanh(x)')
""",
}
SECTION_OF_GRADIENT = """
y.backward()
d2l.plot(x, x.grad, 'x', 'grad of {name}')
"""
X = numpy.round(numpy.arange(-8.0, 8.0, 0.1), 1)  # x[80] is an exact zero
EXPECTED = {
    "relu": (numpy.maximum(X, 0), X > 0),
    "sigmoid": (1 / (1 + numpy.exp(-X)), numpy.exp(-X) / (1 + numpy.exp(-X)) ** 2),
    "tanh": (numpy.tanh(X), numpy.cosh(X) ** -2.0),
}


def drawn(ylabel):
    """Return the curve of the current figure after checking everything else that it shows."""
    axes = plt.gca()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("x", ylabel)
    assert list(plt.gcf().get_size_inches()) == [3.5, 2.5]  # the size that d2l.plot sets itself
    (curve,) = axes.lines
    numpy.testing.assert_allclose(numpy.asarray(curve.get_xdata(), "float64"), X, atol=1e-6)
    return numpy.asarray(curve.get_ydata(), "float64")


@pytest.fixture(scope="module")
def reader():
    """The reader's own names: the imports of the section, after the one line that the book adds."""
    names = {}
    with plt.rc_context():
        exec("import d2l_local", names)
        exec("from d2l import mxnet as d2l\nfrom mxnet import autograd, np, npx", names)
        exec("npx.set_np()", names)
        yield names
        plt.close("all")


@pytest.mark.parametrize("name", SECTION)
def test_the_code_of_the_section_draws_the_function_and_its_gradient(reader, name):
    if name != "relu":
        reader["x"] = reader["np"].arange(-8.0, 8.0, 0.1)
        reader["x"].attach_grad()
    y, slope = EXPECTED[name]
    exec(SECTION[name], reader)
    numpy.testing.assert_allclose(drawn(f"{name}(x)"), y, atol=1e-6)
    exec(SECTION_OF_GRADIENT.format(name=name), reader)
    numpy.testing.assert_allclose(drawn(f"grad of {name}"), slope, atol=1e-6)
