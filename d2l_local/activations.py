"""The catalogue of activation functions.

This runs in the page too, on MicroPython.

One entry holds everything the book knows about an activation; tables, the checks in the chapters
and the tests all read it from here. To add an activation, add one entry to ``CATALOGUE``: the tests
then hold its autograd derivative against the exact one, against a central difference and against
SymPy's derivative of ``expression``, and its second derivative against SymPy's.

In an entry, ``function`` computes with MXNet arrays of any float type and any shape but ``()``
(on which MXNet's own ``leaky_relu`` fails), ``derivative`` and ``second_derivative`` with NumPy in
float64; all three are elementwise and keep the shape. They run in the pages of the book too, on the
arrays of the pages.

``IN_THE_SECTION`` names those that the pages of section 4.1 treat, which its summary shows.
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
    second_derivative: Callable
    """``second_derivative(x, **parameters)``, as ``derivative``. Where there is none, it is one of
    those of both sides, or lies between them."""
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
    """A work that introduced it, or brought it into use, and when."""
    parameters: tuple[Parameter, ...] = ()
    kinks: tuple[float, ...] = ()
    """Where it is continuous but not differentiable, for some value of the parameters."""
    jumps: tuple[float, ...] = ()
    """Where it is not continuous. The slope that autograd returns there is none of the curve."""
    bends: tuple[float, ...] = ()
    """Where its derivative is continuous but not differentiable: the second derivative leaps."""
    fault: str = ""
    """What MXNet gets wrong about it, if anything; the tests show that it does."""

    @property
    def defaults(self):
        """The parameters at their default values, by name."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def saturates(self):
        """Say on which sides its slope dies out: 'both sides', 'left', 'right' or 'no'."""
        # So far out that softsign, whose slope falls as 1 / x^2, is below the bound too.
        left, right = abs(self.derivative(numpy.array([-1e4, 1e4]), **self.defaults)) < 1e-6
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


def bell_slope(x):
    """Return sigmoid''(x) = -sigmoid'(x) tanh(x / 2)."""
    return -bell(x) * numpy.tanh(x / 2)


def numpy_normal_cdf(x):
    """Return the standard normal distribution function of a NumPy array, elementwise."""
    values = [math.erfc(-value / math.sqrt(2)) / 2 for value in x.reshape(-1).tolist()]
    return numpy.array(values).reshape(x.shape)


def numpy_normal_density(x):
    """Return the density of the standard normal distribution of a NumPy array."""
    return numpy.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


def flat(x, **parameters):
    """Return 0 for each x: the second derivative of what is made of straight lines."""
    return numpy.zeros_like(x)


def step(x):
    """Return 1 for x > 0 and 0 otherwise, the threshold unit.

    MXNet's ``np.heaviside`` fails where autograd records it; this has a gradient, which is 0.
    """
    return np.where(x > 0, np.ones_like(x), np.zeros_like(x))


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


def elu_second_derivative(x, alpha):
    """Return ELU's second derivative; at 0 the left one, alpha."""
    return numpy.where(x > 0, 0.0, alpha * numpy.exp(numpy.minimum(x, 0)))


def selu_second_derivative(x):
    """Return SELU's second derivative; at 0 the left one, lambda alpha."""
    return SELU_SCALE * elu_second_derivative(x, SELU_ALPHA)


def gelu_derivative(x):
    """Return the derivative of x Phi(x), Phi(x) + x phi(x)."""
    return numpy_normal_cdf(x) + x * numpy_normal_density(x)


def gelu_second_derivative(x):
    """Return the second derivative of x Phi(x): 2 phi(x) + x phi'(x), and phi'(x) = -x phi(x)."""
    return numpy_normal_density(x) * (2 - x**2)


GELU_SCALE = math.sqrt(2 / math.pi)  # with 0.044715, of Hendrycks and Gimpel (2016), section 2
GELU_CUBE = 0.044715


def gelu_tanh(x):
    """Return GELU with tanh in the place of the normal distribution function.

    Beyond 10 on either side tanh is -1 or 1 in every float type; there the cube is kept from
    overflowing, which would make the gradient NaN.
    """
    z = np.clip(x, -10, 10)
    return x / 2 * (1 + np.tanh(GELU_SCALE * (z + GELU_CUBE * z * z * z)))


def gelu_tanh_derivative(x):
    """Return the derivative of x sigmoid(z); (1 + tanh(u)) / 2 is sigmoid(z) with z = 2 u."""
    z = 2 * GELU_SCALE * (x + GELU_CUBE * x**3)
    slope = 2 * GELU_SCALE * (1 + 3 * GELU_CUBE * x**2)
    return numpy_sigmoid(z) + x * slope * bell(z)


def gelu_tanh_second_derivative(x):
    """Return the second derivative of x sigmoid(z): (2 z' + x z'') sigmoid' + x z'^2 sigmoid''."""
    z = 2 * GELU_SCALE * (x + GELU_CUBE * x**3)
    slope = 2 * GELU_SCALE * (1 + 3 * GELU_CUBE * x**2)
    change = 12 * GELU_SCALE * GELU_CUBE * x
    return (2 * slope + x * change) * bell(z) + x * slope**2 * bell_slope(z)


def swish_derivative(x, beta):
    """Return the derivative of x sigmoid(beta x) in x."""
    return numpy_sigmoid(beta * x) + beta * x * bell(beta * x)


def swish_second_derivative(x, beta):
    """Return the second derivative of x sigmoid(beta x): 2 beta sigmoid' + x beta^2 sigmoid''."""
    return beta * (2 * bell(beta * x) + beta * x * bell_slope(beta * x))


def mish(x):
    """Return x tanh(log(1 + e^x)) made of two sigmoids.

    With r = sigmoid(-x), e^(log(1 + e^x)) is 1 / r, so the tanh is (1/r - r) / (1/r + r), which is
    (1 - r)(1 + r) / (1 + r^2), and 1 - r is sigmoid(x). MXNet's own softplus is off by about
    EPS |x| and comes out negative at -20 on some processors; the tail of Mish would turn positive.
    """
    s, r = npx.sigmoid(x), npx.sigmoid(-x)
    return x * s * (1 + r) / (1 + r * r)


def mish_derivative(x):
    """Return Mish's derivative, w + x w', with w = tanh(log(1 + e^x)).

    w' is (1 - w^2) sigmoid(x); with r = sigmoid(-x), 1 - w^2 = 4 r^2 / (1 + r^2)^2.
    """
    s, r = numpy_sigmoid(x), numpy_sigmoid(-x)
    return s * (1 + r) / (1 + r * r) + 4 * x * s * r * r / (1 + r * r) ** 2


def mish_second_derivative(x):
    """Return Mish's second derivative, 2 w' + x w'', with w'' = w' (r - 2 w sigmoid(x))."""
    s, r = numpy_sigmoid(x), numpy_sigmoid(-x)
    w = s * (1 + r) / (1 + r * r)
    return 4 * s * r * r / (1 + r * r) ** 2 * (2 + x * (r - 2 * w * s))


def hard_sigmoid(x):
    """Return 0.2 x + 0.5, cut off below 0 and above 1.

    The old interface has it as ``mx.nd.hard_sigmoid``, whose slope at both corners is 0; that of
    ``clip`` is 0.2 there.
    """
    return np.clip(0.2 * x + 0.5, 0, 1)


CATALOGUE = {
    "step": Activation(
        name="step",
        function=step,
        derivative=flat,
        second_derivative=flat,
        expression="Piecewise((1, x > 0), (0, True))",
        formula=r"1 \text{ if } x > 0,\ 0 \text{ otherwise}",
        derivative_formula=r"0 \text{ if } x \ne 0",
        range=r"\{0, 1\}",
        use="threshold units; no gradient comes through, so nothing below it learns",
        source="McCulloch and Pitts, 1943 (the threshold)",
        jumps=(0.0,),
    ),
    "identity": Activation(
        name="identity",
        function=lambda x: x,
        derivative=lambda x: numpy.ones_like(x),
        second_derivative=flat,
        expression="x",
        formula="x",
        derivative_formula="1",
        range=r"\mathbb{R}",
        use="outputs of a regression; between two layers it makes them one",
        source="Widrow and Hoff, 1960, in the Adaline",
    ),
    "relu": Activation(
        name="ReLU",
        function=lambda x: npx.relu(x),
        derivative=lambda x: numpy.where(x > 0, 1.0, 0.0),
        second_derivative=flat,
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
        second_derivative=flat,
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
        second_derivative=flat,
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
        second_derivative=elu_second_derivative,
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
        second_derivative=selu_second_derivative,
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
        second_derivative=selu_second_derivative,
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
        derivative=gelu_derivative,
        second_derivative=gelu_second_derivative,
        expression="x * (1 + erf(x / sqrt(2))) / 2",
        formula=r"x\,\Phi(x)",
        derivative_formula=r"\Phi(x) + x\,\varphi(x)",
        range=r"[-0.169\ldots, \infty)",
        use="transformers",
        source="Hendrycks and Gimpel, 2016",
    ),
    "gelu_tanh": Activation(
        name="GELU by tanh",
        function=gelu_tanh,
        derivative=gelu_tanh_derivative,
        second_derivative=gelu_tanh_second_derivative,
        expression="x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))",
        formula=r"\frac{x}{2} (1 + \tanh u),\ u = \sqrt{2/\pi}\,(x + 0.044715\,x^3)",
        derivative_formula=(
            r"\frac{1 + \tanh u}{2}"
            r" + \frac{x}{2} (1 - \tanh^2 u) \sqrt{2/\pi}\,(1 + 0.134145\,x^2)"
        ),
        range=r"[-0.170\ldots, \infty)",
        use="transformers, where the normal distribution function is too slow",
        source="Hendrycks and Gimpel, 2016",
    ),
    "swish": Activation(
        name="Swish",
        function=lambda x, beta: x * npx.sigmoid(beta * x),
        derivative=swish_derivative,
        second_derivative=swish_second_derivative,
        expression="x / (1 + exp(-beta * x))",
        formula=r"x\,\sigma(\beta x)",
        derivative_formula=r"\sigma(\beta x) + \beta x\,\sigma(\beta x)(1 - \sigma(\beta x))",
        range=r"[-0.278\ldots / \beta, \infty)",
        use="hidden layers of image models",
        source="Ramachandran, Zoph and Le, 2017; at beta = 1 Hendrycks and Gimpel's SiLU, 2016",
        parameters=(Parameter(name="beta", low=0.1, high=4.0, step=0.1, default=1.0),),
    ),
    "mish": Activation(
        name="Mish",
        function=mish,
        derivative=mish_derivative,
        second_derivative=mish_second_derivative,
        expression="x * tanh(log(1 + exp(x)))",
        formula=r"x \tanh(\log(1 + e^x))",
        derivative_formula=(r"\tanh(\log(1 + e^x)) + x\,\sigma(x)(1 - \tanh^2(\log(1 + e^x)))"),
        range=r"[-0.308\ldots, \infty)",
        use="hidden layers of image models",
        source="Misra, 2019",
    ),
    "softplus": Activation(
        name="softplus",
        function=lambda x: npx.activation(x, act_type="softrelu"),
        derivative=numpy_sigmoid,
        second_derivative=bell,
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
        second_derivative=bell_slope,
        expression="1 / (1 + exp(-x))",
        formula=r"\frac{1}{1 + e^{-x}}",
        derivative_formula=r"\sigma(x)(1 - \sigma(x))",
        range=r"(0, 1)",
        use="probabilities, and the gates of recurrent networks",
        source="Verhulst, 1838, as a curve of growth",
    ),
    "hard_sigmoid": Activation(
        name="hard sigmoid",
        function=hard_sigmoid,
        derivative=lambda x: numpy.where(numpy.abs(x) <= 2.5, 0.2, 0.0),
        second_derivative=flat,
        expression="Max(0, Min(1, x / 5 + 1 / 2))",
        formula=r"\max(0, \min(1, 0.2 x + 0.5))",
        derivative_formula=(
            r"0.2 \text{ if } \lvert x \rvert < 2.5,\ 0 \text{ if } \lvert x \rvert > 2.5"
        ),
        range=r"[0, 1]",
        use="gates where an exponential is too slow",
        source="Courbariaux, Bengio and David, 2015, with slope 0.5; MXNet has 0.2",
        kinks=(-2.5, 2.5),
    ),
    "tanh": Activation(
        name="tanh",
        function=lambda x: np.tanh(x),
        derivative=lambda x: 4 * bell(2 * x),
        second_derivative=lambda x: 8 * bell_slope(2 * x),
        expression="tanh(x)",
        formula=r"\frac{1 - e^{-2x}}{1 + e^{-2x}}",
        derivative_formula=r"1 - \tanh^2(x)",
        range=r"(-1, 1)",
        use="states of recurrent networks, outputs between −1 and 1",
        source="LeCun and others, 1998, for training",
    ),
    "hard_tanh": Activation(
        name="hard tanh",
        function=lambda x: np.clip(x, -1, 1),
        derivative=lambda x: numpy.where(numpy.abs(x) <= 1, 1.0, 0.0),
        second_derivative=flat,
        expression="Max(-1, Min(1, x))",
        formula=r"\max(-1, \min(1, x))",
        derivative_formula=(
            r"1 \text{ if } \lvert x \rvert < 1,\ 0 \text{ if } \lvert x \rvert > 1"
        ),
        range=r"[-1, 1]",
        use="states and outputs between −1 and 1 where tanh is too slow",
        source="Chua and Yang, 1988, in cellular neural networks",
        kinks=(-1.0, 1.0),
    ),
    "softsign": Activation(
        name="softsign",
        function=lambda x: npx.activation(x, act_type="softsign"),
        derivative=lambda x: 1 / (1 + numpy.abs(x)) ** 2,
        second_derivative=lambda x: -2 * numpy.sign(x) / (1 + numpy.abs(x)) ** 3,
        expression="x / (1 + Abs(x))",
        formula=r"\frac{x}{1 + \lvert x \rvert}",
        derivative_formula=r"\frac{1}{(1 + \lvert x \rvert)^2}",
        range=r"(-1, 1)",
        use="in the place of tanh, with a slope that fades slowly",
        source="Elliott, 1993",
        bends=(0.0,),
    ),
}

IN_THE_SECTION = (
    "step", "relu", "leaky_relu", "prelu", "elu", "selu", "gelu", "swish", "sigmoid", "tanh",
)  # fmt: skip
