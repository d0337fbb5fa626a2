"""The page's arrays against MXNet: values, shapes, broadcasting and derivatives, at kinks too."""

import math

import d2l_local
from d2l_local.elsewhere import MET, Elsewhere
from d2l_local.page_python import arrays
from d2l_local.page_python.arrays import entries, products

import mxnet
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = arrays.np, arrays.npx, arrays.autograd
MXNET = mxnet.np, mxnet.npx, mxnet.autograd
# With every kink of the functions below in it, and values that saturate and overflow.
GRID = [
    -100,
    -20,
    -3.3,
    -2,
    -1,
    -0.5,
    -1e-4,
    0,
    1e-4,
    0.3,
    0.5,
    0.75,
    1,
    1.5,
    2,
    2.5,
    7,
    17,
    30,
    90,
]


def of_np(name):
    return lambda np, npx, x: getattr(np, name)(x)


def of_npx(name, **options):
    return lambda np, npx, x: getattr(npx, name)(x, **options)


def network(np, npx, x):
    W1, b1 = np.array([[1.0, -2.0, 0.5]]), np.array([0.1, 0.2, 0.3])
    hidden = npx.relu(np.dot(x.reshape(-1, 1), W1) + b1)
    return np.dot(hidden, np.array([[1.0], [0.5], [-1.0]])).reshape(-1)


def selu_of_parts(np, npx, x):
    return 1.05 * np.where(x > 0, x, 1.67 * np.expm1(np.minimum(x, 0)))


def mish_of_sigmoids(np, npx, x):
    s, r = npx.sigmoid(x), npx.sigmoid(-x)
    return x * s * (1 + r) / (1 + r * r)


def gelu_by_tanh(np, npx, x):
    z = np.clip(x, -10, 10)
    return x / 2 * (1 + np.tanh(0.8 * (z + 0.045 * z * z * z)))


NAMES = """exp expm1 log log2 log10 log1p sqrt cbrt square reciprocal negative abs sign floor ceil
    trunc rint round sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arctanh degrees radians
    fabs absolute fix"""
ELEMENTWISE = {
    **{name: of_np(name) for name in NAMES.split()},
    **{name: of_npx(name) for name in ("relu", "sigmoid", "erf")},
    **{
        f"leaky_relu {kind}": of_npx("leaky_relu", act_type=kind, slope=0.3)
        for kind in ("leaky", "elu", "selu", "gelu")
    },
    **{
        f"activation {kind}": of_npx("activation", act_type=kind)
        for kind in ("relu", "sigmoid", "softrelu", "softsign", "tanh")
    },
    "network": network,
    "selu of parts": selu_of_parts,
    "prelu": lambda np, npx, x: npx.leaky_relu(x, gamma=np.array([0.3]), act_type="prelu"),
    "maximum with 0": lambda np, npx, x: np.maximum(x, 0),
    "maximum of 0": lambda np, npx, x: np.maximum(0, x),
    "maximum of arrays": lambda np, npx, x: np.maximum(x, np.zeros_like(x)),
    "maximum on the right": lambda np, npx, x: np.maximum(np.zeros_like(x), x),
    "minimum with 1": lambda np, npx, x: np.minimum(x, 1),
    "minimum on the right": lambda np, npx, x: np.minimum(np.ones_like(x), x),
    "maximum of itself": lambda np, npx, x: np.maximum(x, x),
    "clip": lambda np, npx, x: np.clip(x, -1, 1),
    "where": lambda np, npx, x: np.where(x > 0, x, -2 * x),
    "where with a number right": lambda np, npx, x: np.where(x > 0, 3 * x, 0),
    "where with a number left": lambda np, npx, x: np.where(x > 0, 0, 3 * x),
    "where of two numbers": lambda np, npx, x: np.where(x > 0, 1.0, 0.0),
    "where of constants": lambda np, npx, x: np.where(x > 0, np.ones_like(x), np.zeros_like(x)),
    "where times": lambda np, npx, x: np.where(x > 0, x, np.zeros_like(x)) * x,
    "truths": lambda np, npx, x: (x > 0) + 2 * (x < 0) + 0 * x,
    "gate": lambda np, npx, x: x * (x >= 0.5),
    "power 2": lambda np, npx, x: x**2,
    "power 3": lambda np, npx, x: x**3,
    "power -1": lambda np, npx, x: x**-1,
    "power .5": lambda np, npx, x: x**0.5,
    "power of 2": lambda np, npx, x: 2**x,
    "power of itself": lambda np, npx, x: x**x,
    "mod": lambda np, npx, x: x % 0.75,
    "1 / x": lambda np, npx, x: 1 / x,
    "3 - x": lambda np, npx, x: 3 - x,
    "x / (1 + abs)": lambda np, npx, x: x / (1 + np.abs(x)),
    "hypot": lambda np, npx, x: np.hypot(x, 1),
    "arctan2": lambda np, npx, x: np.arctan2(x, np.ones_like(x)),
    "softmax": lambda np, npx, x: npx.softmax(np.stack([x, 2 * x, 0 * x]), axis=0)[1],
    "log_softmax": lambda np, npx, x: npx.log_softmax(np.stack([x, 2 * x]), axis=0)[0],
    "max of a stack": lambda np, npx, x: np.stack([x, 0 * x]).max(axis=0),
    "min of a stack": lambda np, npx, x: np.min(np.stack([x, 0 * x]), axis=0),
    "std of a stack": lambda np, npx, x: np.stack([x, 0 * x]).std(axis=0) + x,
    "var of a stack": lambda np, npx, x: np.stack([x, 0 * x]).var(axis=0) * x,
    "prod of a stack": lambda np, npx, x: np.prod(np.stack([x, x + 200]), axis=0),
    "cumsum of a stack": lambda np, npx, x: np.cumsum(np.stack([x, x, 1 + x]), axis=0)[1],
    "norm": lambda np, npx, x: np.linalg.norm(np.stack([x, 2 * x + 1], axis=1), axis=1),
    "swish": lambda np, npx, x: x * npx.sigmoid(1.5 * x),
    "mish": lambda np, npx, x: x * np.tanh(npx.activation(x, act_type="softrelu")),
    "mish of sigmoids": mish_of_sigmoids,
    "hard sigmoid": lambda np, npx, x: np.clip(0.2 * x + 0.5, 0, 1),
    "gelu by tanh": gelu_by_tanh,
    "detached": lambda np, npx, x: x.detach() * x,
    "repeated": lambda np, npx, x: np.tile(np.repeat(x, 2)[::2], 2)[: len(x)],
    "flipped twice": lambda np, npx, x: np.flip(np.flip(x, 0) * 2, 0),
    "transposed": lambda np, npx, x: np.stack([x, 3 * x]).T[:, 1],
    "concatenated": lambda np, npx, x: np.concatenate([x, 2 * x])[len(x) :],
    "mean": lambda np, npx, x: np.stack([x, x * x]).mean(axis=0),
}  # fmt: skip


def asked(library, function, values):
    """Return what a function gives, and its gradient, as NumPy arrays of float64."""
    np, npx, autograd = library
    x = np.array(values)
    x.attach_grad()
    with autograd.record():
        y = function(np, npx, x)
    y.backward()
    return tuple(numpy.array(one.tolist(), dtype="float64") for one in (y, x.grad))


# Of these MXNet's library for processors gives approximations, off by this much.
APPROXIMATE = {
    "leaky_relu elu", "leaky_relu gelu", "activation sigmoid", "activation softrelu", "mish",
}  # fmt: skip


def close(ours, theirs, tolerance=1e-6, near_zero=None):
    """Assert that numbers are the same but for rounding, infinities and NaN among them.

    What counts near zero is ``near_zero`` or the largest of them: differences of large numbers are
    as exact as those.
    """
    finite = numpy.isfinite(theirs)
    near_zero = near_zero or 1e-3 + numpy.abs(theirs[finite]).max(initial=0)
    assert (numpy.isnan(ours) == numpy.isnan(theirs)).all()
    assert (numpy.isinf(ours) == numpy.isinf(theirs)).all()
    assert (numpy.sign(ours[~finite]) == numpy.sign(theirs[~finite])).all() or numpy.isnan(
        theirs[~finite]
    ).any()
    apart = numpy.abs(ours[finite] - theirs[finite])
    assert (apart <= tolerance * (near_zero + numpy.abs(theirs[finite]))).all(), apart.max()


def all_close(found, tolerance):
    """Assert that the arrays of the page and those of MXNet have one shape and are close."""
    for ours, theirs in zip(*found, strict=True):
        assert ours.shape == theirs.shape
        close(ours, theirs, tolerance)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_value_and_derivative_are_those_of_mxnet_at_kinks_too(name):
    with numpy.errstate(all="ignore"):
        ours, theirs = (asked(library, ELEMENTWISE[name], GRID) for library in (PAGE, MXNET))
    near_zero = 20 if name in APPROXIMATE else 1e-3
    close(ours[0], theirs[0], 3e-6, near_zero)
    close(ours[1], theirs[1], 3e-5, near_zero)


@given(st.lists(st.floats(-30, 30, width=32), min_size=2, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_value_and_derivative_are_those_of_mxnet_anywhere(values, data):
    name = data.draw(
        st.sampled_from(sorted(set(ELEMENTWISE) - APPROXIMATE - {"tan", "power of itself"}))
    )
    with numpy.errstate(all="ignore"):
        ours, theirs = (asked(library, ELEMENTWISE[name], values) for library in (PAGE, MXNET))
    close(ours[0], theirs[0], 1e-4)
    close(ours[1], theirs[1], 1e-3)


def test_what_cancels_in_mxnet_cancels_in_the_page_and_what_does_not_does_not():
    """The left tails of GELU, of which MXNet leaves nothing, and of ELU, which it keeps whole."""
    left = [-12.0, -9.0, -7.0]
    for library in (PAGE, MXNET):
        value, slope = asked(library, ELEMENTWISE["leaky_relu gelu"], left)
        assert (value == 0).all() and (slope == 0).all()
        for name in ("leaky_relu elu", "expm1"):
            slope = asked(library, ELEMENTWISE[name], left)[1]
            assert (abs(slope / (slope[-1] * numpy.exp(numpy.array(left) + 7)) - 1) < 1e-6).all()


shapes = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)


@given(shapes, st.data())
@settings(max_examples=60, deadline=None)
def test_arrays_are_broadcast_and_their_gradients_summed_as_in_mxnet(shape, data):
    other = tuple(data.draw(st.sampled_from([1, n])) for n in shape)[
        data.draw(st.integers(0, len(shape) - 1)) :
    ]
    operator = data.draw(st.sampled_from(["+", "-", "*", "/", "maximum", "minimum"]))
    numbers = [numpy.linspace(-2.1, 3, math.prod(s)).reshape(s).tolist() for s in (shape, other)]
    found = []
    for np, _, autograd in (PAGE, MXNET):
        a, b = map(np.array, numbers)
        a.attach_grad()
        b.attach_grad()
        with autograd.record():
            y = getattr(np, operator)(a, b) if operator.isalpha() else eval(f"a {operator} b")
            z = y * y
        z.backward()
        found.append([numpy.array(one.tolist()) for one in (y, a.grad, b.grad)])
    all_close(found, 1e-4)


REDUCTIONS = ["sum", "mean", "max", "min", "prod", "std", "var"]


@given(shapes, st.sampled_from(REDUCTIONS), st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_reductions_are_those_of_mxnet(shape, name, keepdims, data):
    axis = data.draw(st.none() | st.integers(-len(shape), len(shape) - 1))
    values = (numpy.arange(math.prod(shape)) * 7 % 5 - 1.3).reshape(shape).tolist()
    found = []
    for np, _, autograd in (PAGE, MXNET):
        x = np.array(values)
        x.attach_grad()
        with autograd.record():
            y = getattr(np, name)(x, axis=axis, keepdims=keepdims)
            z = y * 3
        z.backward()
        found.append([numpy.array(one.tolist()) for one in (y, x.grad)])
    all_close(found, 1e-4)


INDICES = {
    "an entry": lambda x: x[1, -1, 2],
    "a row": lambda x: x[0],
    "a step": lambda x: x[::-1, :, ::2],
    "a new axis": lambda x: x[:, None, 1],
    "an ellipsis": lambda x: x[..., 1:],
    "a list": lambda x: x[:, [2, 0]],
    "several steps": lambda x: x[1:][0, :2],
}


@pytest.mark.parametrize("name", INDICES)
def test_indices_choose_what_they_choose_in_numpy(name):
    values = numpy.arange(24.0).reshape(2, 3, 4)
    ours = INDICES[name](arrays.np.array(values.tolist()))
    assert numpy.array_equal(numpy.array(ours.tolist()), INDICES[name](values))


def test_truths_choose_entries():
    x = arrays.np.array([3.0, -1.0, 2.0])
    assert x[x > 0].tolist() == [3.0, 2.0] and (~(x > 0)).tolist() == [False, True, False]
    assert ((x > 0) & (x < 2.5)).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("left", "right"), [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((5, 1), (1, 2))]
)
def test_products_and_their_gradients_are_those_of_mxnet(left, right):
    found = []
    for np, _, autograd in (PAGE, MXNET):
        a, b = (
            np.array(numpy.linspace(-1, 2, math.prod(s)).reshape(s).tolist()) for s in (left, right)
        )
        a.attach_grad()
        b.attach_grad()
        with autograd.record():
            y = np.dot(a, b)
            z = y * y
        z.backward()
        found.append([numpy.array(one.tolist()) for one in (y, a.grad, b.grad)])
    all_close(found, 1e-5)


def hexed(values):
    """Return numbers to the last bit, the sign of a zero too."""
    return [float(value).hex() for value in values]


EDGES = st.sampled_from([0.0, -0.0, 1.0, -3.7, 1e-30, 3e38, math.inf, math.nan])
AS_FLOAT32 = EDGES | st.floats(-9, 9, width=32)


LONG = [(200, 2, 8), (100, 8, 1), (2, 100, 8), (8, 70, 1), (3, 200, 5)]  # rows, inner, columns


@pytest.mark.parametrize("lengths", LONG)
@given(st.data())
@settings(max_examples=8, deadline=None)
def test_a_product_that_is_written_out_is_that_of_the_loop_to_the_last_bit(lengths, data):
    rows, inner, columns = lengths
    some = data.draw(st.just([-0.0] * 40) | st.lists(AS_FLOAT32, min_size=40, max_size=40))
    a = [some[i * 7 % 40] for i in range(rows * inner)]
    b = [abs(some[i * 11 % 37]) + 1 for i in range(inner * columns)]
    loop = [
        sum([a[i * inner + k] * b[k * columns + j] for k in range(inner)], 0.0)
        for i in range(rows)
        for j in range(columns)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(products, "_written", {})
        assert hexed(products.multiplied(a, b, rows, inner, columns)) == hexed(loop)
        assert products._written  # or the loop itself was asked
        patch.setattr(products, "WORTH_WRITING", math.inf)
        assert hexed(products.multiplied(a, b, rows, inner, columns)) == hexed(loop)


BROADCAST = [
    ((3,), (4, 3)), ((1, 3), (4, 3)), ((4, 1), (4, 3)), ((2, 3), (5, 2, 3)), ((2, 1), (5, 2, 3)),
    ((1, 1), (2, 3)), ((1,), (2, 3)),
]  # fmt: skip


@given(st.sampled_from(BROADCAST), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_broadcast_and_summed_back_is_what_its_places_say(shapes_, data):
    shape, out = shapes_
    values = data.draw(st.lists(AS_FLOAT32, min_size=math.prod(shape), max_size=math.prod(shape)))
    places = numpy.broadcast_to(numpy.arange(math.prod(shape)).reshape(shape), out).reshape(-1)
    spread = entries.spread(values, shape, out)
    assert hexed(spread) == hexed([values[i] for i in places])
    gradient = [value * (i % 3 - 1) for i, value in enumerate(spread)]
    total = [0.0] * len(values)
    for i, value in zip(places, gradient, strict=True):
        total[i] += value
    assert hexed(entries.gathered(gradient, shape, out)) == hexed(total)


@given(st.lists(AS_FLOAT32, min_size=1, max_size=9), AS_FLOAT32)
@settings(max_examples=60, deadline=None)
def test_beside_one_number_an_array_is_what_it_is_beside_an_array_of_it(values, number):
    x, one, all_ = (arrays.np.array(some) for some in (values, [number], [number] * len(values)))
    for name in ("add", "subtract", "multiply", "maximum", "minimum", "true_divide", "less",
                 "less_equal", "greater", "greater_equal"):  # fmt: skip
        function = getattr(arrays.np, name)
        for pair, same in (((x, one), (x, all_)), ((one, x), (all_, x))):
            assert hexed(function(*pair).values) == hexed(function(*same).values), name
    squares = arrays.np.power(x, arrays.np.array([2.0] * len(values)))
    for found in (x**2, x**2.0, arrays.np.power(x, 2)):
        assert hexed(found.values) == hexed(squares.values)


@pytest.mark.parametrize(
    "asked", [(0, 1, 0.1), (-8.0, 8.0, 0.1), (-3.14, 3.2, 0.05), (5,), (0, 1, 0.3), (2, -1, -0.7)]
)
def test_a_grid_is_mxnets_to_the_last_bit(asked):
    """The known grid has an exact 0 in MXNet, and 0.90000004 where a tenth is added nine times."""
    ours, theirs = (np.arange(*asked) for np in (arrays.np, mxnet.np))
    assert ours.tolist() == theirs.tolist() and str(ours) == str(theirs)


@pytest.mark.parametrize("seed", [0, 1, 10, 12, 2026])
def test_seeded_numbers_are_those_of_mxnet(seed):
    found = []
    for np, npx, _ in (PAGE, MXNET):
        npx.random.seed(seed)
        drawn = np.random.normal(size=(3, 5)), np.random.uniform(-3, 3, size=(700,))
        drawn += np.random.normal(1.0, 0.5, size=4), np.random.normal(size=2)
        found.append([numpy.array(one.tolist()) for one in drawn])
    all_close(found, 1e-5)


def test_sigmoid_saturates_where_it_does_in_mxnet():
    x = arrays.np.array([16.62, 16.64])
    assert (arrays.npx.sigmoid(x) == 1).tolist() == [False, True]
    assert (mxnet.npx.sigmoid(mxnet.np.array([16.62, 16.64])) == 1).tolist() == [False, True]


def test_functions_of_plain_numbers_work_in_float64():
    assert arrays.np.exp(1.0) == math.e and arrays.np.tanh(0.5) == math.tanh(0.5)
    assert arrays.np.exp(1000.0) == math.inf and arrays.np.maximum(1, 2) == 2


def test_steps_that_would_lose_the_gradient_are_refused_as_in_mxnet():
    np, autograd = arrays.np, arrays.autograd
    x = np.array([1.0, 2.0])
    x.attach_grad()
    with autograd.record():
        y = 2 * x
        with pytest.raises(ValueError, match="already in a computational graph"):
            y += 1
        with autograd.pause():
            z = x * x
    with pytest.raises(ValueError, match="not in a computational graph"):
        z.backward()


def test_what_is_missing_says_where_it_runs_and_what_is_misspelt_which_name_is_meant():
    for ask, kind, words in (
        (
            lambda: arrays.np.nanmedian,
            Elsewhere,
            "np.nanmedian is not in the page's Python. Run",
        ),
        (lambda: arrays.np.kron, AttributeError, "np.kron is not in MXNet"),
        (lambda: arrays.np.tanhh, AttributeError, "do you mean np.tanh?"),
        (lambda: arrays.np.relu, AttributeError, "do you mean npx.relu?"),
        (lambda: arrays.npx.tanh, AttributeError, "do you mean np.tanh?"),
        (lambda: arrays.np.ones(2).tanh, AttributeError, "write np.tanh(x)"),
        (lambda: arrays.np.ones(2).shapes, AttributeError, "do you mean x.shape?"),
        (lambda: arrays.np.ones(2).take, Elsewhere, "x.take is not in the page's Python"),
        (lambda: setattr(arrays.np, "tanh", 1), AttributeError, "np.tanh stays what it is"),
    ):
        with pytest.raises(kind) as raised:
            ask()
        assert words in str(raised.value) and len(str(raised.value)) < 120
    MET.clear()


def test_what_does_not_fit_says_so():
    np = arrays.np
    for bad, words in (
        (lambda: np.ones((2, 3)) + np.ones(2), "broadcast"),
        (lambda: np.dot(np.ones((2, 3)), np.ones((2, 3))), "do not fit: 3 meets 2"),
        (lambda: np.ones(6).reshape(4, 2), "cannot reshape"),
        (lambda: np.array([[1], [1, 2]]), "one length"),
        (lambda: np.ones(3)[5], "out of bounds"),
        (lambda: bool(np.ones(3) > 0), "ambiguous"),
        (lambda: np.stack([np.ones(2), np.ones(3)]), "one shape"),
    ):
        with pytest.raises((ValueError, IndexError), match=words):
            bad()


def test_an_array_is_written_as_numpy_writes_it():
    np = arrays.np
    assert repr(np.array([0.5, 2, -1])) == "array([ 0.5,  2. , -1. ])"
    assert str(np.array([[1, 2.5], [3, 4]]) > 2) == "[[False  True]\n [ True  True]]"
    assert str(np.array([1.0, 2.0]).sum()) == "3.0"
    assert str(np.array([10.0, 20.0])) == "[10. 20.]"
