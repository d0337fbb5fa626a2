"""What the letters of the formulas mean, page by page, in numbers.

A scene is a list of cases; a case gives every letter a value, every function a callable, and every
array its entries. The values are computed here without the book's formulas: from the catalogue,
from NumPy, from counting, or by MXNet's autograd. A statement of the page must hold in all cases of
every scene that knows all its letters. One that the page says under a condition, as $T(x) = 2x$ on
the left, is named by the scenes that fulfil it, and must hold in those.

``alone`` in a case are the values of the formulas that stand without a relation, in the order of
the page: those of the first scene that has any come first. In a case that is ``tight`` the two
sides of an inequality agree to 1 %. Each inequality has such a case: a bound that is too wide holds
in all the others.

A name is spelled as in ``latex.spelled``: s' is s_prime, a bold W_1 is bW_1.
"""

import functools
import itertools
import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import scipy.integrate
import scipy.optimize
import scipy.stats
import sympy
from mxnet import autograd, np, npx

POINTS = (-3.1, -1.2, -0.4, 0.3, 0.9, 2.7)  # on both sides of 0, of 1/2 and of 1


class Matrix:
    """A matrix of numbers whose product is that of matrices, also with a row or a column."""

    def __init__(self, values):
        self.values = numpy.atleast_2d(numpy.asarray(values, dtype=float))

    def _with(self, other, operation):
        return Matrix(operation(self.values, getattr(other, "values", other)))

    def __add__(self, other):
        return self._with(other, numpy.add)

    def __mul__(self, other):
        return self._with(other, numpy.matmul if isinstance(other, Matrix) else numpy.multiply)

    def __sub__(self, other):
        return self._with(other, numpy.subtract)

    def __neg__(self):
        return Matrix(-self.values)

    def __pow__(self, power):
        return Matrix(numpy.linalg.matrix_power(self.values, power))

    def __truediv__(self, other):
        return Matrix(self.values / other)

    __radd__ = __add__

    def __rmul__(self, other):
        return self * other

    def __getitem__(self, index):
        return Matrix(self.values[index - 1])


class FromOne:
    """An array whose indices begin at 1, as in formulas."""

    def __init__(self, values):
        self.values = numpy.asarray(values, dtype=float)

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        assert all(1 <= i <= n for i, n in zip(index, self.values.shape, strict=True)), index
        return float(self.values[tuple(i - 1 for i in index)])


class Scene(list):
    """Cases, and the statements that the page says under a condition that they fulfil."""

    def __init__(self, cases, *only):
        super().__init__(cases)
        self.only = only
        self.arrays = tuple(sorted(key[:-1] for key in self[0] if key.endswith("_")))


def both(function):
    """Let a function of numbers work on matrices too, entry by entry."""

    def on_either(*values):
        arrays = [getattr(value, "values", value) for value in values]
        result = numpy.vectorize(function, otypes=[float])(*arrays)
        return Matrix(result) if any(isinstance(v, Matrix) for v in values) else float(result)

    return on_either


@functools.cache
def exact(key, by=None, order=1):
    """Return an activation of the catalogue, or a derivative by a letter, from its expression."""
    activation = CATALOGUE[key]
    letters = [sympy.Symbol("x"), *(sympy.Symbol(p.name) for p in activation.parameters)]
    names = {str(letter): letter for letter in letters}
    expression = sympy.sympify(activation.expression, locals=names)
    if by:
        expression = sympy.diff(expression, names[by], order)
    heaviside = {"Heaviside": lambda x, *_: float(x > 0)}
    return both(sympy.lambdify(letters, expression, modules=[heaviside, "scipy", "numpy"]))


def slope(function, x, step=1e-6):
    """Return a central difference, good to nine digits for smooth functions of size 1."""
    return (function(x + step) - function(x - step)) / (2 * step)


def gradients(loss, *arrays):
    """Return MXNet's gradients of a loss in each array, computed in float64."""
    arrays = [np.array(array, dtype="float64") for array in arrays]
    for array in arrays:
        array.attach_grad()
    with autograd.record():
        value = loss(*arrays)
    value.backward()
    return [array.grad.asnumpy() for array in arrays]


def common():
    """Return what means the same on all pages."""
    return {
        "sigma": exact("sigmoid"),
        "sigma_prime_of": exact("sigmoid", "x"),
        "ReLU": exact("relu"),
        "ReLU_prime": exact("relu", "x"),
        "pReLU": exact("prelu"),
        "tanh_prime": exact("tanh", "x"),
        "tanh_prime_prime": exact("tanh", "x", 2),
        "transposed": lambda matrix: Matrix(matrix.values.T),
        "max_of": both(max),
        "norm": lambda matrix: float(numpy.sqrt((matrix.values**2).sum())),
        "tr": lambda matrix: float(numpy.trace(matrix.values)),
        "binomial": math.comb,
    }


def random(seed=0):
    return numpy.random.default_rng(seed)


def layers(n=3, d=4, h=2, q=3, seed=0):
    """Return X and the weights of a network with one hidden layer, as matrices."""
    draw = random(seed).normal
    shapes = {"bX": (n, d), "bW_1": (d, h), "bb_1": (1, h), "bW_2": (h, q), "bb_2": (1, q)}
    return {name: Matrix(draw(size=shape)) for name, shape in shapes.items()}


def network(case, activation, x=None):
    """Return what a network with one hidden layer computes, in NumPy."""
    w1, b1, w2, b2 = (case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2"))
    x = case["bX"].values if x is None else getattr(x, "values", x)
    return Matrix(activation(x @ w1 + b1) @ w2 + b2)


# The pages ------------------------------------------------------------------------------------


def index():
    leaky = lambda x: exact("prelu")(x, 0.25)  # noqa: E731
    right, left = (
        [{"x": sign * x, "f": leaky, "alpha": 0.25} for x in (0.3, 1.2, 2.7)] for sign in (1, -1)
    )
    return [Scene(right, "f(x) = x"), Scene(left, r"f(x) = \alpha x")]


def hidden_layers():
    xor = []
    for x in itertools.product((0.0, 1.0), repeat=2):
        answer = float(x[0] != x[1])
        w1, b1, v = [[1, 1], [1, 1]], [[0, -1]], [[1], [-2]]
        hidden = numpy.maximum(0, numpy.array([x]) @ w1 + b1)
        xor.append({"bx": Matrix(x), "bW_1": Matrix(w1), "bb_1": Matrix(b1), "bv": Matrix(v),
                    "bh": Matrix(hidden), "o": answer, "s": sum(x), "x_1": x[0], "x_2": x[1],
                    })  # fmt: skip
    xor = Scene(
        xor,
        r"\mathbf{W}_1 = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}",
        r"\mathbf{b}_1 = \begin{pmatrix} 0 & -1 \end{pmatrix}",
    )
    affine = [{"w_1": 0.7, "w_2": -1.3, "b": 0.4, "f": lambda x, y: 0.7 * x - 1.3 * y + 0.4}]
    bent = layers()
    bent["bH"] = Matrix(1 / (1 + numpy.exp(-(bent["bX"].values @ bent["bW_1"].values
                                             + bent["bb_1"].values))))  # fmt: skip
    bent["bO"] = network(bent, lambda z: 1 / (1 + numpy.exp(-z)))
    straight = layers()
    straight["bO"] = network(straight, lambda z: z)
    straight["bb"] = network(straight, lambda z: z, numpy.zeros((1, 4)))
    straight["bW"] = Matrix(network(straight, lambda z: z, numpy.eye(4)).values
                            - straight["bb"].values)  # fmt: skip
    collapsed = (
        r"\mathbf{O} = (\mathbf{X}\mathbf{W}_1 + \mathbf{b}_1)\mathbf{W}_2 + \mathbf{b}_2 = "
        r"\mathbf{X}\underbrace{\mathbf{W}_1\mathbf{W}_2}_{\mathbf{W}} + "
        r"\underbrace{\mathbf{b}_1\mathbf{W}_2 + \mathbf{b}_2}_{\mathbf{b}}"
    )
    return [xor, affine, [bent], Scene([straight], collapsed)]


def relu():
    xs = numpy.array(POINTS)
    (of_sum,) = gradients(lambda x: npx.relu(x).sum(), xs)
    entries = [
        {"x_": FromOne(xs), "j": j, "d_sum_d_x_": FromOne(of_sum),
         "d_y_d_x_": FromOne(numpy.diag([exact("relu", "x")(x) for x in xs]))}
        for j in (1, 4, 6)
    ]  # fmt: skip
    scaled = [{"x": x, "c": c} for x in POINTS for c in (0.4, 3.0)]
    return [entries, scaled, [
        {"x": x, "alpha": alpha, "d_pReLU_d_x": exact("prelu", "x")(x, alpha),
         "d_pReLU_d_alpha": exact("prelu", "alpha")(x, alpha)}
        for x in POINTS for alpha in (-0.5, 0.25, 1.4)
    ]]  # fmt: skip


def sigmoid():
    of, prime = exact("sigmoid"), exact("sigmoid", "x")
    points = [
        {"x": x, "s": 1 / of(x), "s_prime": slope(lambda x: 1 / of(x), x), "sigma_prime": prime(x),
         "u": math.exp(-abs(x)), **({"tight": True} if abs(x) < 0.35 else {}),
         "r": lambda x: of(x) - of(0.0) - prime(0.0) * x, "p": of(x),
         "r_prime": lambda x: slope(lambda x: of(x) - of(0.0) - prime(0.0) * x, x)}
        for x in POINTS
    ]  # fmt: skip
    softmax = [
        {"a": a, "b": b, "sigma": of,
         "first": float(npx.softmax(np.array([a, b], dtype="float64"))[0])}
        for a, b in ((0.3, -1.1), (-2.0, 0.7), (1.5, 2.5))
    ]  # fmt: skip
    for case in softmax:
        assert abs(case["first"] - case["sigma"](case["a"] - case["b"])) < 1e-9
    return [points, softmax]


def tanh():
    return [[{"x": x, "u": math.exp(-2 * abs(x))} for x in POINTS]]


def gallery():
    odd_parts = [
        {"x": x, "f": exact(key), "f_prime_of": exact(key, "x"), "Phi": scipy.stats.norm.cdf}
        for key in ("gelu", "softplus", "relu") for x in POINTS
    ]  # fmt: skip
    swish = {order: exact("swish", "x" if order else None, order) for order in (0, 1, 2)}
    zoom = [
        {"x": x, "beta": beta}
        | {letter + prime: lambda x, order=order, at=at: swish[order](x, at)
           for letter, at in (("f", 1), ("g", beta))
           for order, prime in ((0, ""), (1, "_prime_of"), (2, "_prime_prime_of"))}
        for x in POINTS for beta in (0.5, 1, 3)
    ]  # fmt: skip
    selu, selu_slope = exact("selu"), exact("selu", "x")
    left = [
        {"x": x, "y": selu(x), "alpha": SELU_ALPHA, "lambda": SELU_SCALE, "lambda_": SELU_SCALE,
         "f_prime_of": selu_slope}
        for x in POINTS if x < 0
    ]  # fmt: skip
    sums_to_1 = r"f'(x) + f'(-x) = 1"
    bend = [{"x": x, "varphi": scipy.stats.norm.pdf, "f_prime_prime_of": exact("gelu", "x", 2)}
            for x in POINTS]  # fmt: skip
    bend = Scene(bend, r"f''(x) = \varphi(x)\,(2 - x^2)")
    return [Scene(odd_parts, sums_to_1), Scene(zoom, sums_to_1), left, bend]


def universal_approximation():
    f, delta = math.sin, 2 * math.pi / 5
    ends = -1.7 + delta * numpy.arange(6)
    slopes = numpy.diff(numpy.sin(ends)) / delta
    built = [
        {"a_": FromOne(ends[:-1]), "b_": FromOne(ends[1:]), "delta": delta, "h": 5, "f": f,
         "s_": FromOne(slopes), "c_": FromOne(numpy.diff(slopes, prepend=0.0)), "j": j, "x": x,
         "s_j_minus_1": slopes[j - 2] if j > 1 else 0.0,
         "g": lambda x: float(numpy.interp(x, ends, numpy.sin(ends)))}
        for j in (1, 3, 5) for x in (-1.6, -0.2, 0.7, 2.5)
    ]  # fmt: skip
    missed = []
    top = math.pi / 2 - 0.1  # around it the bend is nearly the greatest, and the error the bound
    for a, share, delta in ((-1.7, 0.3, 0.9), (0.1, 0.6, 0.9), (1.0, 0.9, 0.9), (top, 0.5, 0.2)):
        b, x = a + delta, a + share * delta
        g = lambda t, a=a, b=b: f(a) + (f(b) - f(a)) * (t - a) / (b - a)  # noqa: E731
        often = numpy.linspace(a, b, 1001)
        bend = numpy.abs(numpy.sin(often)).max()
        c = (f(x) - g(x)) / ((x - a) * (x - b))
        z = often[numpy.abs(-numpy.sin(often) - 2 * c).argmin()]  # a place, and there is one
        z = scipy.optimize.newton(lambda z, c=c: -math.sin(z) - 2 * c, z)
        assert a < z < b
        missed.append({"a": a, "b": b, "x": x, "f": f, "g": g, "C": c, "z": z, "delta": delta,
                       "f_prime_prime": lambda z: -math.sin(z), "M": bend})  # fmt: skip
    missed[-1]["tight"] = True
    step = exact("sigmoid")
    bumps = [
        {"k": k, "w": w, "x": x, "p": lambda x, k=k, w=w: integral_of_steps(x, k, w)}
        for k in (0.7, 3.0) for w in (1.0, 2.5) for x in POINTS
    ]  # fmt: skip
    edges = -2.0 + 0.5 * numpy.arange(9)
    heights = numpy.sin(numpy.append(edges - 0.25, edges[-1] + 0.25))  # of the ten levels
    stairs = [
        {"t_": FromOne(edges), "v_": FromOne(numpy.diff(heights)), "f": f, "delta": 0.5, "k": 3.0,
         "m": 9, "j": j, "x": x,
         "g": lambda x: heights[0] * (1 - step(3 * (x - edges[0])))
         + sum(height * (step(3 * (x - left)) - step(3 * (x - right)))
               for height, (left, right) in zip(
                   heights[1:-1], itertools.pairwise(edges), strict=True))
         + heights[-1] * step(3 * (x - edges[-1]))}
        for j in (1, 4, 9) for x in POINTS
    ]  # fmt: skip
    fences = [
        {"k": 2.5, "x_1": x, "x_2": y,
         "s": lambda x, y: sum(float(npx.sigmoid(np.array([2.5 * (1 + sign * one)],
                                                          dtype="float64"))[0])
                               for one in (x, y) for sign in (1, -1))}
        for x in POINTS for y in POINTS[::2]
    ]  # fmt: skip
    return [built, missed, bumps, stairs, fences]


def integral_of_steps(x, k, w):
    """Return a bump as the integral of the sigmoid's slope over its width."""
    prime = exact("sigmoid", "x")
    return scipy.integrate.quad(lambda t: k * prime(k * (x - t)), -w / 2, w / 2)[0]


def exercise_1():
    p, in_x, in_a = exact("prelu"), exact("prelu", "x"), exact("prelu", "alpha")
    smooth = [
        {"x": x, "u": math.exp(-2 * x), "u_prime": slope(lambda x: math.exp(-2 * x), x),
         "y": math.tanh(x),
         # What is copied from book to book, as the page's own cell has it, and what is right.
         "alone": [(lambda u: u * (2 - u) / (1 + u) ** 2)(math.exp(-2 * x)), exact("tanh", "x")(x)]}
        for x in POINTS
    ]  # fmt: skip
    corner = [
        {"x": x, "t": x, "a": a, "h": 0.25, "p": p, "d_p_d_x": in_x(x, a), "d_p_d_a": in_a(x, a),
         "alone": [(p(x + 0.25, a) - p(x - 0.25, a)) / 0.5]}
        for x in POINTS for a in (-0.5, 0.25, 1.4)
    ]  # fmt: skip
    window = [
        {"x": x, "a": a, "h": 0.25, "p": p} for x in (-0.2, -0.1, 0.05, 0.2) for a in (-0.5, 1.4)
    ]
    ramp = (
        r"\frac{p(x + h, a) - p(x - h, a)}{2h} = \frac{(x + h) - a (x - h)}{2h}"
        r" = \frac{1 + a}{2} + \frac{(1 - a)\,x}{2h}"
    )
    xs, weights = random().normal(size=6), random(1).normal(size=6)
    loss = lambda a: (np.array(weights) * CATALOGUE["prelu"].function(np.array(xs), a)).sum()  # noqa: E731
    (in_alpha,) = gradients(loss, [0.25])
    shared = {"x_": FromOne(xs), "G_": FromOne(weights), "d_L_d_p_": FromOne(weights),
              "d_p_d_a_": FromOne([in_a(x, 0.25) for x in xs]), "last_i": 6,
              "d_L_d_a": float(in_alpha[0]), "a": 0.25, "p": p, "i": 2,
              "p_": FromOne(CATALOGUE["prelu"].function(np.array(xs), 0.25).asnumpy())}  # fmt: skip
    return [corner, smooth, Scene(window, ramp), [shared]]


def exercise_2():
    draw = random().normal
    v, w, b, a = draw(size=4), draw(size=4), draw(size=4), 0.2
    leaky = exact("prelu")
    units = [
        {"x": x, "c": 0.3, "v_": FromOne(v), "w_": FromOne(w), "b_": FromOne(b), "a": a, "h": 4,
         "p": leaky, "f": lambda x: 0.3 + float(v @ numpy.where(w * x + b > 0, 1, a) * 0)
         + sum(vi * (z if z > 0 else a * z) for vi, z in zip(v, w * x + b, strict=True))}
        for x in POINTS
    ]  # fmt: skip
    three = [
        {"x": x, "v": 0.7, "b": -1.5,
         "f": lambda x: max(x + 2, 0) - max(3 - x, 0) + 0.7 * max(2 * x - 1.5, 0)}
        for x in POINTS
    ]  # fmt: skip
    creases = [
        {"t_": FromOne([scipy.optimize.brentq(lambda x, k=k: w[k] * x + b[k], -99, 99)
                        for k in range(4)]),
         "w_": FromOne(w), "b_": FromOne(b), "i": i}
        for i in (1, 2, 3, 4)
    ]  # fmt: skip
    cut = [pieces_of(w, b, v, a), pieces_of([1, 2, 1], [0, 1, 0], [1, 1, -1], a)]
    pieces = [{"h": 4, "pieces": cut[0], "tight": True}, {"h": 3, "pieces": cut[1]}]
    regions = [{"h": h, "d": d, "R": most_regions, "L": 3, "alone": [most_pieces(h, 3)],
                "tight": True} for h in (2, 3, 4) for d in (1, 2, 3)]  # fmt: skip
    o = draw(size=3)
    chances = numpy.exp(o) / numpy.exp(o).sum()
    softmax = [{"o_": FromOne(o), "P_": FromOne(chances), "j": j, "k": k, "last_k": 3}
               for j, k in ((1, 2), (3, 1))]  # fmt: skip
    bent = layers(n=1)
    f = lambda x: network(bent, lambda z: numpy.maximum(z, 0), x)  # noqa: E731
    here, there = bent["bX"].values, f(bent["bX"]).values
    steps = 1e-6 * numpy.eye(4)  # they stay on one piece
    m = (f(here + steps).values - there) / 1e-6
    offset = {"bx": Matrix(here + 0.01), "f": f}
    offset |= dict.fromkeys(("bM", "bM_i"), Matrix(m))
    offset |= dict.fromkeys(("bc", "bc_i"), Matrix(there - here @ m))
    flats = [{"d": d, "k": k} for d, k in ((2, 1), (3, 1), (5, 2))]
    tent = lambda x: 1 - abs(2 * x - 1)  # noqa: E731
    left = Scene([{"x": x, "T": tent} for x in (0.1, 0.2, 0.45)], "T(x) = 2x")
    right = Scene([{"x": x, "T": tent} for x in (0.55, 0.7, 0.9)], "T(x) = 2x - 4x + 2 = 2 - 2x")
    folded = [{"z": x, "x_1": x, "x_2": y} for x in POINTS for y in POINTS]
    return [units, three, creases, pieces, regions, softmax, [offset], flats,
            left, right, folded]  # fmt: skip


def pieces_of(w, b, v, a):
    """Count the pieces of a sum of pReLUs: one more for each joint where its slope changes."""
    w, b, v = map(numpy.asarray, (w, b, v))
    joints = numpy.unique(-b / w)
    between = [joints[0] - 1, *(joints[1:] + joints[:-1]) / 2, joints[-1] + 1]
    slopes = [float((v * w) @ numpy.where(w * x + b > 0, 1, a)) for x in between]
    return 1 + sum(abs(q - p) > 1e-9 for p, q in itertools.pairwise(slopes))


@functools.cache
def most_regions(h, d):
    """Count the regions of h hyperplanes in d dimensions: one more for each point where k meet.

    In general position every k <= d of them meet in one flat, and the regions are as many as the
    flats, the whole space among them (Zaslavsky, 1975).
    """
    return sum(1 for k in range(d + 1) for _ in itertools.combinations(range(h), k))


def most_pieces(h, depth):
    """Count the pieces when each of h units adds one crease to each piece of every layer."""
    pieces = 1
    for _ in range(depth):
        pieces += pieces * h
    return pieces


def piecewise_linear():
    _, _, creases, *_, left, right, _ = exercise_2()
    w, b, v = random(1).normal(size=(3, 4))
    units = [
        {"x": x, "c": 0.3, "v_": FromOne(v), "w_": FromOne(w), "b_": FromOne(b), "h": 4,
         "f": lambda x: 0.3 + float(numpy.where(w * x + b > 0, w * x + b, 0) @ v)}
        for x in POINTS
    ]  # fmt: skip
    lines = [{"h": h} for h in (1, 2, 5, 8)]
    return [units, creases, lines, [*left, *right]]


def exercise_3():
    scalar = [{"x": x, "z": x, "u": math.exp(-2 * x)} for x in POINTS]
    case = layers()
    n, h = case["bX"].values.shape[0], case["bb_1"].values.shape[1]
    ones = Matrix(numpy.ones((1, h)))
    case |= {"f": lambda x: network(case, numpy.tanh, x), "phi": both(math.tanh), "b1": ones,
             "eta": 0.1, "h": h}  # fmt: skip
    target = random(5).normal(size=(n, 3))
    inputs = case["bX"].values

    def loss_with(activation):
        def loss(w1, b1, w2, b2):
            hidden = activation(np.dot(np.array(inputs, dtype="float64"), w1) + b1)
            return ((np.dot(hidden, w2) + b2 - np.array(target, dtype="float64")) ** 2).sum()

        return loss

    own = [case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2")]
    twin = [2 * own[0], 2 * own[1], 2 * own[2], own[3] - own[2].sum(0, keepdims=True)]
    sigmoid_of = lambda z: 1 / (1 + numpy.exp(-z))  # noqa: E731
    assert numpy.allclose(sigmoid_of(inputs @ twin[0] + twin[1]) @ twin[2] + twin[3],
                          network(case, numpy.tanh).values)  # fmt: skip
    g1, gb, g2, g = gradients(loss_with(np.tanh), *own)
    gv, ga, gu, gc = gradients(loss_with(npx.sigmoid), *twin)
    z = inputs @ own[0] + own[1]
    case |= {"bV": Matrix(twin[0]), "ba": Matrix(twin[1]), "bU": Matrix(twin[2]),
             "bc": Matrix(twin[3]), "bZ": Matrix(z), "bH": Matrix(numpy.tanh(z)),
             "bS": Matrix(sigmoid_of(2 * z))}  # fmt: skip
    # One step of the twin, turned back into the parameters of tanh.
    moved = [value - 0.1 * grad for value, grad in zip(twin, (gv, ga, gu, gc), strict=True)]
    back = moved[0] / 2, moved[2] / 2, moved[3] + moved[2].sum(0, keepdims=True) / 2
    case |= {"bG_1": Matrix(g1), "bG_2": Matrix(g2), "bg": Matrix(g), "bG_V": Matrix(gv),
             "bG_a": Matrix(ga), "bG_U": Matrix(gu), "bG_b": Matrix(gb),
             "Delta_bW_2": Matrix(back[1] - own[2]), "Delta_bb_2": Matrix(back[2] - own[3]),
             "alone": [*map(Matrix, twin), Matrix(back[0] - own[0]), Matrix(gu),
                       Matrix(2 * g1), Matrix(2 * gb), Matrix(2 * g2),
                       Matrix(g - g2.sum(0, keepdims=True))]}  # fmt: skip
    edge = scipy.optimize.brentq(lambda x: math.exp(2 * x) - 2**-26, -10, -9, xtol=1e-14)
    far = [{"x": edge - 0.001, "tight": True}, {"x": -9.5}, {"x": -20.0}]
    unbiased = case | {"bb_1": Matrix(numpy.zeros((1, h))), "bb_2": Matrix(numpy.zeros((1, 3)))}
    odd = {"bX": case["bX"], "f": lambda x: network(unbiased, numpy.tanh, x)}
    return [
        scalar,
        [case],
        Scene(far, r"2e^{2x} < \tfrac12 \cdot 2^{-24}", r"x < -13 \ln 2 = -9.01"),
        Scene([odd], r"f(-\mathbf{X}) = -f(\mathbf{X})"),
    ]


def exercise_4():
    case = layers(n=1, d=4, h=2, q=4)
    draw = random(3).normal
    w1, w2 = case["bW_1"].values, case["bW_2"].values
    kernel = numpy.linalg.svd((w1 @ w2).T)[2][-1:]
    inner = draw(size=(2, 2))
    case |= {"f": lambda x: network(case, lambda z: z, x), "bx": case["bX"], "t": 1.7,
             "bu": Matrix(kernel), "bW": Matrix(w1 @ w2),
             "bb": network(case, lambda z: z, numpy.zeros((1, 4))),
             "g": lambda z: Matrix(z.values @ w2 + case["bb_2"].values),
             "bS": Matrix(inner), "bD_2": Matrix(-inner @ w2), "bD_1": Matrix(w1 @ inner),
             "bQ": Matrix(numpy.linalg.pinv(w2))}  # fmt: skip
    counts = []
    for d in (2, 4, 6):  # the dimension, counted as a rank
        h = d // 2
        one, two = draw(size=(d, h)), draw(size=(h, d))
        derivative = numpy.hstack([numpy.kron(numpy.eye(d), two.T), numpy.kron(one, numpy.eye(d))])
        counts.append({"d": d, "h": h, "dimensions": int(numpy.linalg.matrix_rank(derivative)),
                       "n_1": sum(map(numpy.size, (one @ two, one @ two[:, 0]))),
                       "n_2": sum(map(numpy.size, (one, one[0], two, two[0])))})  # fmt: skip
        assert counts[-1]["dimensions"] == h * (2 * d - h)
    basis = numpy.linalg.qr(draw(size=(4, 2)))[0]
    projection, matrix = basis @ basis.T, draw(size=(4, 4))
    _, sigma, rows = numpy.linalg.svd(matrix)
    lengths = ((projection @ rows.T) ** 2).sum(0)
    distance = [
        {"bA": Matrix(matrix), "bP": Matrix(projection), "bI": Matrix(numpy.eye(4)),
         "bW": Matrix(draw(size=(4, 2)) @ basis.T), "s_": FromOne(sigma), "p_": FromOne(lengths),
         "last_i": 4, "bv_": Matrix(rows), "i": i}
        for i in (1, 2, 4)
    ]  # fmt: skip
    best = [distance[0] | {"bW": Matrix(matrix @ projection), "tight": True}]
    m, c = draw(size=(4, 3)), draw(size=(1, 3))
    spread = {"bM": Matrix(m), "bc": Matrix(c),
              "E_norm_bx_bM_plus_bc_2": mean_square(lambda x: x @ m + c, 4)}  # fmt: skip
    lost, kept = numpy.linalg.qr(draw(size=(4, 4)))[0].T.reshape(2, 2, 4)  # two rows each
    waists = [
        {"d": 4, "h": 2, "k": 2,
         "E_norm_bx_minus_f_bx_2": mean_square(lambda x, f=f: x - f(x), 4),
         "E_norm_br_minus_f_bx_bN_top_2": mean_square(lambda x, f=f: (x - f(x)) @ lost.T, 4),
         "E_norm_br_2": mean_square(lambda x: x @ lost.T, 4),
         "E_norm_f_bx_bN_top_2": mean_square(lambda x, f=f: f(x) @ lost.T, 4), **tight}
        for f, tight in ((lambda x: x @ kept.T @ m[:2, :2] @ numpy.vstack([lost, kept])[1:3], {}),
                         (lambda x: x @ kept.T @ kept, {"tight": True}))
    ]  # fmt: skip
    weights, bias, x = draw(size=(4, 3)), draw(size=3), draw(size=4)
    one, copy = weights[:, :2] - weights[:, 2:], numpy.eye(2, 3)
    shifted = (x @ one + bias[:2] - bias[2]) @ copy  # with no last bias
    assert numpy.allclose(shifted - shifted[2], x @ weights + bias - (x @ weights + bias)[2])
    twin = {"bb_2": Matrix(numpy.zeros((1, 3)))}
    product = draw(size=(4, 2)) @ draw(size=(2, 4))  # of rank 2, in four blocks
    blocks = {"bA": Matrix(product[:2, :2]), "bB": Matrix(product[:2, 2:]),
              "bC": Matrix(product[2:, :2]), "bD": Matrix(product[2:, 2:])}  # fmt: skip
    o = draw(size=3)
    softmax = [{"o_": FromOne(o), "j": j, "q": 3, "last_i": 3} for j in (1, 2)]
    best = Scene(best, r"\mathbf{W} = \mathbf{A} \mathbf{P}")
    twin = Scene([twin], r"\mathbf{b}_2 = 0")
    return [[case], counts, distance, best, [spread], waists, twin, [blocks], softmax]


def mean_square(function, d):
    """Return the mean squared length of an affine function of d inputs of mean 0 and variance 1.

    That of the 2 d points is the mean of all: they have the same means and the same covariance.
    """
    points = math.sqrt(d) * numpy.vstack([numpy.eye(d), -numpy.eye(d)])
    return float((function(points) ** 2).sum(1).mean())


def normalise(x, epsilon):
    """Normalise a column with MXNet in float64, from means alone."""
    deviation = x - x.mean()
    return deviation / np.sqrt((deviation**2).mean() + epsilon)


def exercise_5():
    epsilon = 0.05
    x = random().normal(size=5)
    n, mean, variance = 5, x.mean(), x.var()
    s = math.sqrt(variance + epsilon)
    # The Jacobian, row by row, by autograd.
    jacobian = numpy.stack(
        [gradients(lambda x, i=i: normalise(x, epsilon)[i], x)[0] for i in range(n)]
    )
    of_variance = gradients(lambda x: ((x - x.mean()) ** 2).mean(), x)[0]
    of_s = gradients(lambda x: np.sqrt(((x - x.mean()) ** 2).mean() + epsilon), x)[0]
    batch = {
        "x_": FromOne(x), "n": n, "m": mean, "v": variance, "s": s, "epsilon": epsilon,
        "xhat_": FromOne((x - mean) / s), "delta_": FromOne(numpy.eye(n)), "last_i": n,
        "d_xhat_d_x_": FromOne(jacobian), "d_v_d_x_": FromOne(of_variance),
        "d_s_d_x_": FromOne(of_s), "d_m_d_x_": FromOne(gradients(lambda x: x.mean(), x)[0]),
        "d_": FromOne(x - mean),
    }  # fmt: skip
    batches = [batch | {"i": i, "j": j} for i, j in ((1, 1), (1, 2), (4, 2), (5, 5))]
    pair = []
    for first, second in ((1.3, -0.2), (0.1, 0.4)):
        hat = normalise(np.array([first, second], dtype="float64"), epsilon).asnumpy()
        in_first = gradients(lambda x: normalise(x, epsilon)[0], [first, second])[0][0]
        pair.append({"xhat_": FromOne(hat), "d": (first - second) / 2, "epsilon": epsilon,
                     "x_": FromOne([first, second]), "v": numpy.var([first, second]),
                     "alone": [float(in_first)]})  # fmt: skip
    # The last one is as far out as a number can be among five.
    bounds = [
        {"d_": FromOne(d), "n": n, "v": (d**2).mean(), "last_i": n,
         "s": math.sqrt((d**2).mean() + epsilon)}
        for d in (x - mean, numpy.roll(x - mean, 2), numpy.array([4.0, -1, -1, -1, -1]))
    ]  # fmt: skip
    bounds[-1]["tight"] = True
    company = []
    for t in (-2.0, 0.3, 4.0):
        hat = normalise(np.array([1.0] + [1.0 - t] * 4, dtype="float64"), epsilon).asnumpy()
        apart = numpy.array([0.8, -0.2, -0.2, -0.2, -0.2]) * t
        company.append({"xhat_": FromOne(hat), "t": t, "n": 5, "epsilon": epsilon, "y": hat[0],
                        "d_": FromOne(apart), "v": apart.var()})  # fmt: skip
    hat = normalise(np.array(x, dtype="float64"), 0.0).asnumpy()
    towards_first = numpy.eye(n)[0] - 1 / n  # the first unit vector, in the space that is left
    share = float(hat / math.sqrt(n) @ towards_first / numpy.linalg.norm(towards_first))
    unit = [{"xhat_": FromOne(hat), "n": n, "u_1": share}]
    fourth = []
    for n_ in (3, 5, 16):  # the square of a coordinate of a uniform unit vector is beta distributed
        k = n_ - 1
        moment = scipy.stats.beta(0.5, (k - 1) / 2).moment(2) if k > 1 else 1.0
        fourth.append({"n": n_, "E_xhat_1_4": n_**2 * (k / n_) ** 2 * moment})
    density = scipy.stats.norm.pdf
    normal = [{"t": t, "varphi": density, "varphi_prime_of": lambda t: slope(density, t)}
              for t in POINTS]  # fmt: skip
    means, r0, mu = random(2).normal(size=7), 0.4, 0.9
    r = r0
    for m in means:
        r = mu * r + (1 - mu) * m
    running = [{"m_": FromOne(means), "r_0": r0, "mu": mu, "t": 7, "r_t": r}]
    errors = random(4).normal(size=5)
    spread = math.sqrt(errors.var() + epsilon)
    one_class = [{"xhat_": FromOne((errors - errors.mean()) / spread), "e_": FromOne(errors),
                  "x_": FromOne(1.7 + errors), "c": 1.7, "m": (1.7 + errors).mean(),
                  "ebar": errors.mean(), "s": spread, "i": i} for i in (1, 3)]  # fmt: skip
    rows = random(6).normal(size=(3, 4))
    hat = (rows - rows.mean(1, keepdims=True)) / numpy.sqrt(rows.var(1, keepdims=True) + epsilon)
    by_rows = [{"X_": FromOne(rows), "Xhat_": FromOne(hat), "m_": FromOne(rows.mean(1)),
                "v_": FromOne(rows.var(1)), "epsilon": epsilon, "i": i, "j": j}
               for i, j in ((1, 2), (3, 4))]  # fmt: skip
    pair = Scene(pair, r"\hat{x}_2 = -\hat{x}_1")
    return [batches, pair, bounds, company, unit, fourth, normal, running,
            one_class, by_rows]  # fmt: skip


def exercise_6():
    case = layers()
    inputs, target = case["bX"].values, random(7).normal(size=(3, 3))
    n = len(inputs)
    w1, b1, w2, b2 = (case[name].values for name in ("bW_1", "bb_1", "bW_2", "bb_2"))
    z = inputs @ w1 + b1
    hidden = numpy.maximum(z, 0)
    output = hidden @ w2 + b2

    def loss(w1, b1, w2, b2, z_shift, h_shift, o_shift):
        """The loss; the shifts are zeros that give the gradients in Z, H and O."""
        inner = np.dot(np.array(inputs, dtype="float64"), w1) + b1 + z_shift
        outer = np.dot(npx.relu(inner) + h_shift, w2) + b2 + o_shift
        return ((outer - np.array(target, dtype="float64")) ** 2).sum() / (2 * n)

    zeros = [numpy.zeros_like(array) for array in (z, hidden, output)]
    _, _, dw2, db2, dz, dh, do = gradients(loss, w1, b1, w2, b2, *zeros)
    value = float(((output - target) ** 2).sum() / (2 * n))
    backward = case | {
        "bY": Matrix(target), "bZ": Matrix(z),
        "bH": Matrix(hidden), "bO": Matrix(output), "O_": FromOne(output), "Y_": FromOne(target),
        "L": value, "n": n, "last_i": n, "last_k": 3, "bdW_2": Matrix(dw2), "bdb_2": Matrix(db2),
        "bdO": Matrix(do), "bdO_": Matrix(do), "bdH": Matrix(dh), "dZ_": FromOne(dz),
        "dH_": FromOne(dh), "Z_": FromOne(z),
    }  # fmt: skip
    backwards = [backward | {"i": i, "j": j} for i in (1, 2, 3) for j in (1, 2)]

    s, in_x, in_beta = exact("swish"), exact("swish", "x"), exact("swish", "beta")
    lowest = scipy.optimize.brentq(lambda t: in_x(t, 1.0), -2, -1, xtol=1e-14)
    numerator = lambda t: in_x(t, 1.0) * (1 + math.exp(t)) / exact("sigmoid")(t)  # noqa: E731
    swish = [
        {"x": x, "t": beta * x, "z": x, "beta": beta, "s": s, "d_s_d_x": in_x(x, beta),
         "d_s_d_beta": in_beta(x, beta), "t_star": lowest,
         "g": numerator, "g_prime_of": lambda t: slope(numerator, t), "u": math.exp(lowest),
         "x_star": scipy.optimize.brentq(lambda x, b=beta: in_x(x, b), -2 / beta, -1 / beta,
                                         xtol=1e-14)}
        for x in POINTS for beta in (0.5, 1.0, 3.0)
    ]  # fmt: skip

    phi = both(lambda z: max(z, 0.2 * z))
    classes = case | {"varphi": phi, "bx": case["bX"], "f": lambda x: network(case, phi_of, x)}
    phi_of = numpy.vectorize(lambda z: max(z, 0.2 * z))
    mirrored = [{"z": z, "a": 0.3, "ell": lambda z: z if z > 0 else 0.3 * z, "B": 3.2,
                 "ht": exact("hard_tanh")} for z in POINTS]  # fmt: skip
    larger = [{"u": u, "v": v} for u in POINTS for v in POINTS[::2]]
    corner = [{"x_1": x, "x_2": y, "f": lambda x, y: max(x - max(y, 0), 0)}
              for x in POINTS for y in POINTS]  # fmt: skip

    chain = []
    weights, biases, depth = random(8).normal(size=4), random(9).normal(size=4), 4

    def run(x, w=weights, activation=math.tanh, b=biases):
        states, arguments = [x], []
        for wl, bl in zip(w, b, strict=True):
            arguments.append(wl * states[-1] + bl)
            states.append(activation(arguments[-1]))
        return states, arguments

    def first_weight(w):
        return run(0.6, [w, *weights[1:]])[0][-1]

    states, arguments = run(0.6)
    chain = [{
        "w_": FromOne(weights), "z_": FromOne(arguments), "L": depth, "x": 0.6,
        "varphi": math.tanh, "varphi_prime": exact("tanh", "x"),
        "d_h_L_d_x": slope(lambda x: run(x)[0][-1], 0.6),
        "d_h_L_d_w_1": slope(first_weight, weights[0]),
        "b_": FromOne(biases), "h_l": states[2], "h_l_minus_1": states[1], "l": 2,
        "w_1": weights[0], "z_1": arguments[0],
    }]  # fmt: skip
    quarter = [
        {"w": w, "L": length, "x": 0.1,
         "d_h_L_d_x": slope(lambda x, w=w, k=length: run(
             x, [w] * k, exact("sigmoid"), [0.0] * k)[0][-1], 0.1)}
        for w in (0.8, -2.5, 3.9) for length in (1, 2, 5)
    ]  # fmt: skip
    quarter[0]["tight"] = True
    limits = []
    for w, limit in ((1, 1e-12), (2.5, 1e-3), (-3, 1.001 * 0.75**6)):
        enough = next(k for k in itertools.count(1) if (abs(w) / 4) ** k < limit)
        limits.append({"L": enough, "w": w, "limit": limit})
    limits[-1]["tight"] = True  # a little less, and 6 layers were not enough
    fixed = [{"w": w, "m": scipy.optimize.brentq(lambda m, w=w: math.tanh(w * m) - m, 0.1, 1)}
             for w in (1.5, 3.0)]  # fmt: skip
    saw = []
    for h, depth in ((2, 10), (3, 4), (4, 2)):
        deep = [1, *[h] * depth, 1]
        wide = [1, h**depth, 1]
        counts = [sum(a * b + b for a, b in itertools.pairwise(sizes)) for sizes in (deep, wide)]
        saw.append({"h": h, "L": depth, "U": h * depth, "N": h**depth, "alone": counts})
    column, ones = numpy.array([[1.0], [-2.0], [2.0]]), numpy.ones((1, 3))
    stack = [3 * ones, *[3 * column @ ones] * 3, column]
    x = numpy.linspace(0, 1, 82)[:, None]
    state, bend = x, [0, -1, -2]
    for weight in stack[:-1]:
        state = numpy.maximum(state @ weight + bend, 0)
    assert numpy.allclose((state @ stack[-1])[:, 0], numpy.arange(82) % 2)  # it is a saw
    built = [{f"bW_{k + 1}": Matrix(w) for k, w in enumerate(stack)}
             | {f"bb_{k}": Matrix(bend) for k in (1, 2, 3, 4)}
             | {"bv": Matrix(column), "b1": Matrix(ones)}]  # fmt: skip
    fair = []
    for a, n in ((0.0, 256), (0.3, 64), (-1.0, 16)):
        # Half of a symmetric z passes in full, half by a: the mean square of z is n v M.
        passed = (1 + a**2) / 2
        fair.append({"a": a, "n": n, "v": 1 / (n * passed)})
    carried = [{"n": n, "c": c, "v": c / n, "L": depth, "alone": [math.prod([c * 0.5] * depth)]}
               for n, c, depth in ((256, 1.0, 5), (64, 2.0, 20), (16, 3.0, 2))]  # fmt: skip
    h, v = random(10).normal(size=5), 0.3
    sums = [h @ w for w in itertools.product((-math.sqrt(v), math.sqrt(v)), repeat=5)]
    means = {"h_": FromOne(h), "n": 5, "v": v, "M": (h**2).mean(), "last_i": 5,
             "E_z_2": numpy.mean(numpy.square(sums)),
             "E_ReLU_z_2": numpy.mean(numpy.maximum(sums, 0) ** 2)}  # fmt: skip
    return [backwards, swish, [classes], mirrored, larger, corner, chain, quarter, limits, fixed,
            saw, built, [means], fair, carried]  # fmt: skip


SCENES = {
    "chapters/index": index,
    "chapters/gallery": gallery,
    "chapters/hidden_layers": hidden_layers,
    "chapters/relu": relu,
    "chapters/sigmoid": sigmoid,
    "chapters/tanh": tanh,
    "chapters/piecewise_linear": piecewise_linear,
    "chapters/universal_approximation": universal_approximation,
    "exercises/exercise_1": exercise_1,
    "exercises/exercise_2": exercise_2,
    "exercises/exercise_3": exercise_3,
    "exercises/exercise_4": exercise_4,
    "exercises/exercise_5": exercise_5,
    "exercises/exercise_6": exercise_6,
}


@functools.cache
def scenes(name):
    """Return the scenes of a page, each a list of cases that know what all pages share.

    A page without scenes of its own, as a new one, has the functions of all pages, and x.
    """
    if name not in SCENES:
        return [Scene([common() | {"x": x} for x in POINTS])]
    return [
        Scene([common() | case for case in cases], *getattr(cases, "only", ()))
        for cases in SCENES[name]()
    ]


@functools.cache
def alone(name):
    """Return where the value of each formula without a relation stands: its place, its scene."""
    return [
        (place, scene)
        for scene in scenes(name)
        for place, _ in enumerate(scene[0].get("alone", ()))
    ]
