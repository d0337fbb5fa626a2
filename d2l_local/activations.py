"""The catalogue of activation functions.

One entry holds everything the book knows about an activation; the summary table, the checks in
the chapters and the tests all read it from here. To add an activation, add one entry to
``CATALOGUE``: it then stands in the table, and the tests hold its autograd derivative against the
exact one, against a central difference and against SymPy's derivative of ``expression``.

In an entry, ``function`` computes with MXNet arrays of any float type and any shape but ``()``
(on which MXNet's own ``leaky_relu`` fails), and ``derivative`` with NumPy in float64; both are
elementwise and keep the shape.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy
from mxnet import np, npx

SELU_SCALE = 1.0507009873554805  # lambda and alpha of Klambauer et al. (2017), equation 14
SELU_ALPHA = 1.6732632423543772


@dataclass(frozen=True)
class Parameter:
    """A number that shapes an activation: where a slider starts, ends and steps."""

    name: str
    low: float
    high: float
    step: float
    default: float


@dataclass(frozen=True)
class Activation:
    """What the book knows about one activation function."""

    name: str
    """Its name in prose, as in 'leaky ReLU'."""
    function: Callable
    """``function(x, **parameters)`` on an MXNet array."""
    derivative: Callable
    """``derivative(x, **parameters)`` on a NumPy array in float64; stable for all x of float32."""
    expression: str
    """The definition as SymPy reads it, in x and the parameters."""
    formula: str
    """The definition in LaTeX."""
    derivative_formula: str
    """The derivative in LaTeX."""
    range: str
    """The set of values, over the real numbers, in LaTeX."""
    use: str
    """Where one meets it."""
    source: str
    """Who introduced it, and when."""
    parameters: tuple[Parameter, ...] = ()
    kinks: tuple[float, ...] = ()
    """Where it is continuous but not differentiable, for some value of the parameters."""
    fault: str = ""
    """What MXNet gets wrong about it, if anything; the tests show that it does."""

    @property
    def defaults(self):
        """The parameters at their default values, by name."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def saturates(self):
        """Say on which sides its slope dies out: 'both sides', 'left', 'right' or 'no'."""
        left, right = abs(self.derivative(numpy.array([-100.0, 100.0]), **self.defaults)) < 1e-6
        return {(True, True): "both sides", (True, False): "left", (False, True): "right"}.get(
            (bool(left), bool(right)), "no"
        )


def numpy_sigmoid(x):
    """Return 1 / (1 + exp(-x)) of a NumPy array without overflow on either side."""
    u = numpy.exp(-numpy.abs(x))
    return numpy.where(x >= 0, 1, u) / (1 + u)


def bell(x):
    """Return sigmoid'(x) = u / (1 + u)^2 with u = exp(-|x|): no cancellation far from 0."""
    u = numpy.exp(-numpy.abs(x))
    return u / (1 + u) ** 2


def numpy_normal_cdf(x):
    """Return the standard normal distribution function of a NumPy array, elementwise."""
    return numpy.vectorize(lambda value: math.erfc(-value / math.sqrt(2)) / 2, otypes=[float])(x)


def prelu(x, alpha):
    """Return max(0, x) + alpha min(0, x), with one learnable ``alpha`` for the whole array."""
    gamma = alpha if isinstance(alpha, np.ndarray) else np.array([alpha], dtype=x.dtype)
    return npx.leaky_relu(x, gamma=gamma, act_type="prelu")


def selu(x):
    """Return SELU built from primitives, whose gradients MXNet gets right."""
    negative = SELU_ALPHA * np.expm1(np.minimum(x, 0))
    return SELU_SCALE * np.where(x > 0, x, negative)


def selu_derivative(x):
    """Return SELU's derivative; at 0 the left one, lambda alpha."""
    return SELU_SCALE * numpy.where(x > 0, 1, SELU_ALPHA * numpy.exp(numpy.minimum(x, 0)))


def leak_derivative(x, alpha):
    """Return the derivative of leaky ReLU and pReLU in x; at 0 the left one, alpha."""
    return numpy.where(x > 0, 1.0, alpha)


def swish_derivative(x, beta):
    """Return the derivative of x sigmoid(beta x) in x."""
    return numpy_sigmoid(beta * x) + beta * x * bell(beta * x)


CATALOGUE = {
    "relu": Activation(
        name="ReLU",
        function=lambda x: npx.relu(x),
        derivative=lambda x: numpy.where(x > 0, 1.0, 0.0),
        expression="Max(0, x)",
        formula=r"\max(0, x)",
        derivative_formula=r"0 \text{ if } x < 0,\ 1 \text{ if } x > 0",
        range=r"[0, \infty)",
        use="the default for hidden layers",
        source="Nair and Hinton, 2010",
        kinks=(0.0,),
    ),
    "leaky_relu": Activation(
        name="leaky ReLU",
        function=lambda x, alpha: npx.leaky_relu(x, act_type="leaky", slope=alpha),
        derivative=leak_derivative,
        expression="Max(0, x) + alpha * Min(0, x)",
        formula=r"\max(0, x) + \alpha \min(0, x)",
        derivative_formula=r"\alpha \text{ if } x < 0,\ 1 \text{ if } x > 0",
        range=r"\mathbb{R} \text{ for } \alpha > 0",
        use="hidden layers whose units must not die",
        source="Maas, Hannun and Ng, 2013",
        parameters=(Parameter(name="alpha", low=0.0, high=1.0, step=0.05, default=0.1),),
        kinks=(0.0,),
    ),
    "prelu": Activation(
        name="pReLU",
        function=prelu,
        derivative=leak_derivative,
        expression="Max(0, x) + alpha * Min(0, x)",
        formula=r"\max(0, x) + \alpha \min(0, x),\ \alpha \text{ learned}",
        derivative_formula=r"\alpha \text{ if } x < 0,\ 1 \text{ if } x > 0",
        range=r"\mathbb{R} \text{ for } \alpha > 0",
        use="hidden layers that learn their own slope",
        source="He, Zhang, Ren and Sun, 2015",
        parameters=(Parameter(name="alpha", low=-0.5, high=1.5, step=0.05, default=0.25),),
        kinks=(0.0,),
    ),
    "elu": Activation(
        name="ELU",
        function=lambda x, alpha: npx.leaky_relu(x, act_type="elu", slope=alpha),
        derivative=lambda x, alpha: numpy.where(x > 0, 1, alpha * numpy.exp(numpy.minimum(x, 0))),
        expression="Piecewise((x, x > 0), (alpha * (exp(x) - 1), True))",
        formula=r"x \text{ if } x > 0,\ \alpha (e^x - 1) \text{ otherwise}",
        derivative_formula=r"1 \text{ if } x > 0,\ \alpha e^x \text{ if } x < 0",
        range=r"(-\alpha, \infty)",
        use="hidden layers, with activations closer to zero mean",
        source="Clevert, Unterthiner and Hochreiter, 2015",
        parameters=(Parameter(name="alpha", low=0.1, high=2.0, step=0.1, default=1.0),),
        kinks=(0.0,),
    ),
    "selu": Activation(
        name="SELU",
        function=selu,
        derivative=selu_derivative,
        expression=f"{SELU_SCALE} * Piecewise((x, x > 0), ({SELU_ALPHA} * (exp(x) - 1), True))",
        formula=r"\lambda x \text{ if } x > 0,\ \lambda \alpha (e^x - 1) \text{ otherwise}",
        derivative_formula=r"\lambda \text{ if } x > 0,\ \lambda \alpha e^x \text{ if } x < 0",
        range=r"(-\lambda \alpha, \infty)",
        use="deep plain networks that normalise themselves",
        source="Klambauer, Unterthiner, Mayr and Hochreiter, 2017",
        kinks=(0.0,),
    ),
    "selu_builtin": Activation(
        name="SELU, MXNet's own",
        function=lambda x: npx.leaky_relu(x, act_type="selu"),
        derivative=selu_derivative,
        expression=f"{SELU_SCALE} * Piecewise((x, x > 0), ({SELU_ALPHA} * (exp(x) - 1), True))",
        formula=r"\lambda x \text{ if } x > 0,\ \lambda \alpha (e^x - 1) \text{ otherwise}",
        derivative_formula=r"\lambda \text{ if } x > 0,\ \lambda \alpha e^x \text{ if } x < 0",
        range=r"(-\lambda \alpha, \infty)",
        use="nowhere: its gradient is wrong for x < 0, use the one above",
        source="MXNet 1.9.1",
        kinks=(0.0,),
        fault="for x < 0 its gradient is lambda (alpha + y) instead of y + lambda alpha",
    ),
    "gelu": Activation(
        name="GELU",
        function=lambda x: npx.leaky_relu(x, act_type="gelu"),
        derivative=lambda x: (
            numpy_normal_cdf(x) + x * numpy.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
        ),
        expression="x * (1 + erf(x / sqrt(2))) / 2",
        formula=r"x\,\Phi(x)",
        derivative_formula=r"\Phi(x) + x\,\varphi(x)",
        range=r"[-0.169\ldots, \infty)",
        use="transformers",
        source="Hendrycks and Gimpel, 2016",
    ),
    "swish": Activation(
        name="Swish",
        function=lambda x, beta: x * npx.sigmoid(beta * x),
        derivative=swish_derivative,
        expression="x / (1 + exp(-beta * x))",
        formula=r"x\,\sigma(\beta x)",
        derivative_formula=r"\sigma(\beta x) + \beta x\,\sigma(\beta x)(1 - \sigma(\beta x))",
        range=r"[-0.278\ldots / \beta, \infty)",
        use="hidden layers of image models",
        source="Ramachandran, Zoph and Le, 2017; at beta = 1 Hendrycks and Gimpel's SiLU, 2016",
        parameters=(Parameter(name="beta", low=0.1, high=4.0, step=0.1, default=1.0),),
    ),
    "softplus": Activation(
        name="softplus",
        function=lambda x: npx.activation(x, act_type="softrelu"),
        derivative=numpy_sigmoid,
        expression="log(1 + exp(x))",
        formula=r"\log(1 + e^x)",
        derivative_formula=r"\sigma(x)",
        range=r"(0, \infty)",
        use="outputs that must be positive",
        source="Dugas and others, 2000",
    ),
    "sigmoid": Activation(
        name="sigmoid",
        function=lambda x: npx.sigmoid(x),
        derivative=bell,
        expression="1 / (1 + exp(-x))",
        formula=r"\frac{1}{1 + e^{-x}}",
        derivative_formula=r"\sigma(x)(1 - \sigma(x))",
        range=r"(0, 1)",
        use="probabilities, and the gates of recurrent networks",
        source="Verhulst, 1838, as a curve of growth",
    ),
    "tanh": Activation(
        name="tanh",
        function=lambda x: np.tanh(x),
        derivative=lambda x: 4 * bell(2 * x),
        expression="tanh(x)",
        formula=r"\frac{1 - e^{-2x}}{1 + e^{-2x}}",
        derivative_formula=r"1 - \tanh^2(x)",
        range=r"(-1, 1)",
        use="states of recurrent networks, outputs between -1 and 1",
        source="LeCun and others, 1998, for training",
    ),
}
