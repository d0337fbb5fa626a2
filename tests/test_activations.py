import itertools
import re

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE, Activation, Parameter

import mpmath
import numpy
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from mxnet import autograd, np

from tools.pages import ROOT

EPS = float(numpy.finfo("float32").eps)

# Both zeros, numbers float32 holds only just, the bend, where exp overflows, deep saturation.
EDGES = [s * a for a in (0.0, 1e-45, 1e-38, 1e-20, 1e-7, 1e-3, 88.8, 100.0) for s in (1, -1)]
GRID = numpy.unique(
    numpy.concatenate([numpy.linspace(-8, 8, 1601), numpy.linspace(-100, 100, 801), EDGES])
).astype("float32")
GRID = numpy.append(GRID, numpy.float32(-0.0))  # which `unique` merges with 0.0

every_activation = pytest.mark.parametrize("key", CATALOGUE)


def settings_of(activation):
    """Return the ends and the default of each parameter, combined, as keyword arguments."""
    rows = [[(p.name, v) for v in (p.low, p.default, p.high)] for p in activation.parameters]
    return [dict(row) for row in itertools.product(*rows)]


def value_and_slope(activation, x, parameters, dtype="float32"):
    """Return what MXNet computes, and its autograd derivative, as float64."""
    point = np.array(x, dtype=dtype)
    point.attach_grad()
    with autograd.record():
        y = activation.function(point, **parameters)
    y.backward()
    return y.asnumpy().astype("float64"), point.grad.asnumpy().astype("float64")


def definition(activation, digits=50):
    """Return the definition and its derivative by SymPy, as functions for mpmath."""
    x, *names = sympy.symbols(["x", *(p.name for p in activation.parameters)], real=True)
    symbols = {"x": x, **{symbol.name: symbol for symbol in names}}
    value = sympy.sympify(activation.expression, symbols).rewrite(sympy.Piecewise)
    assert value.free_symbols <= {x, *names}
    functions = [sympy.lambdify([x, *names], e, "mpmath") for e in (value, sympy.diff(value, x))]

    def exact(function):
        def evaluate(number, **parameters):
            with mpmath.workdps(digits):
                arguments = {name: mpmath.mpf(v) for name, v in parameters.items()}
                return float(function(mpmath.mpf(float(number)), **arguments))

        return evaluate

    return map(exact, functions)


def away_from_kinks(activation, x, distance):
    return numpy.all([abs(x - kink) > distance for kink in (*activation.kinks, numpy.inf)], axis=0)


def assert_close(actual, expected, tolerance, x):
    error = numpy.abs(actual - expected)
    worst = numpy.argmax(numpy.where(error <= tolerance, 0, numpy.inf))  # NaN counts as wrong
    assert numpy.all(error <= tolerance), (
        f"at x = {x[worst]:g}: {actual[worst]:g}, not {expected[worst]:g}"
    )


@every_activation
def test_mxnet_computes_the_function_that_the_definition_says(key):
    activation = CATALOGUE[key]
    value, _ = definition(activation)
    x = GRID[:: len(GRID) // 150]
    for parameters in settings_of(activation):
        y, _ = value_and_slope(activation, x, parameters)
        exact = numpy.array([value(number, **parameters) for number in x])
        # A few roundings of numbers as large as x: MXNet's softplus errs by EPS * |x|.
        assert_close(y, exact, 4 * EPS * (1 + abs(x)), x)


@every_activation
def test_autograd_is_the_exact_derivative_unless_a_fault_is_told(key):
    activation = CATALOGUE[key]
    # Nearer to a kink than EPS, float32 cannot tell the sides apart: 1 + x is 1.
    x = GRID[away_from_kinks(activation, GRID, EPS)].astype("float64")
    wrong = 0.0
    for parameters in settings_of(activation):
        _, slope = value_and_slope(activation, x, parameters)
        exact = activation.derivative(x, **parameters)
        wrong = max(wrong, abs(slope - exact).max())
        if not activation.fault:
            # 16 roundings: the slopes are at most 2, but x (1 - sigmoid(x)) cancels up to x = 17.
            assert_close(slope, exact, 16 * EPS, x)
    if activation.fault:
        assert wrong > 0.01, f"MXNet is right about {key}: its fault is no longer true"


def test_the_gradient_of_mxnets_own_selu_is_wrong_in_just_the_way_its_fault_says():
    x = GRID[GRID < -EPS]
    y, slope = value_and_slope(CATALOGUE["selu_builtin"], x, {})
    assert_close(slope, SELU_SCALE * (SELU_ALPHA + y), 4 * EPS, x)


@every_activation
def test_a_central_difference_in_mxnet_agrees_with_the_exact_derivative(key):
    activation, h = CATALOGUE[key], 0.01
    x = GRID[away_from_kinks(activation, GRID, 1.01 * h)]
    before, after = x - numpy.float32(h), x + numpy.float32(h)
    for parameters in settings_of(activation):
        y_before, y_after = (
            value_and_slope(activation, at, parameters)[0] for at in (before, after)
        )
        difference = (y_after - y_before) / (after.astype("float64") - before)
        # The difference is the mean of the derivative over the interval, here by its midpoints.
        # On top of it, two values wrong by 2 EPS |x| are divided by 2 h.
        shares = (numpy.arange(200)[:, None] + 0.5) / 200
        midpoints = before + shares * (after.astype("float64") - before)
        mean = activation.derivative(midpoints, **parameters).mean(axis=0)
        assert_close(difference, mean, 1e-5 + 2 * EPS * (1 + abs(x)) / h, x)


@every_activation
@given(data=st.data())
def test_the_derivative_is_sympys_of_the_definition(key, data):
    activation = CATALOGUE[key]
    x = data.draw(st.floats(-100, 100).filter(lambda x: x not in activation.kinks), label="x")
    parameters = {
        p.name: data.draw(st.floats(p.low, p.high), label=p.name) for p in activation.parameters
    }
    _, slope = definition(activation)
    exact = slope(x, **parameters)
    ours = float(activation.derivative(numpy.array([x]), **parameters)[0])
    assert ours == pytest.approx(exact, rel=1e-11, abs=1e-15)


@every_activation
def test_the_derivative_neither_overflows_nor_loses_its_tail(key):
    activation = CATALOGUE[key]
    _, slope = definition(activation, digits=400)  # 1 + erf(-30) begins after 197 zeros
    x = numpy.array([-3e38, -1e10, -700.0, -30.0, -12.0, 12.0, 30.0, 700.0, 1e10, 3e38])
    for parameters in settings_of(activation):
        with numpy.errstate(over="raise", invalid="raise", divide="raise"):
            ours = activation.derivative(x, **parameters)
        exact = [slope(number, **parameters) for number in x]
        numpy.testing.assert_allclose(ours, exact, rtol=1e-9, atol=1e-300)


@every_activation
def test_at_a_kink_autograd_lies_between_the_slopes_of_both_sides(key):
    activation = CATALOGUE[key]
    for kink in activation.kinks:
        # The kink itself, zero with either sign, and what float32 cannot tell from it.
        x = numpy.array([kink, kink - EPS / 4, kink + EPS / 4] + [-0.0] * (kink == 0))
        bends = []
        for parameters in settings_of(activation):
            sides = activation.derivative(numpy.array([kink - 1e-9, kink + 1e-9]), **parameters)
            bends.append(abs(sides[1] - sides[0]))
            _, slope = value_and_slope(activation, x, parameters)
            assert slope.min() >= sides.min() - 16 * EPS
            assert slope.max() <= sides.max() + 16 * EPS
            here = activation.derivative(numpy.array([kink]), **parameters)
            assert sides.min() - 1e-8 <= here <= sides.max() + 1e-8
        assert max(bends) > 0.01, f"{key} has no kink at {kink}"


@every_activation
def test_a_function_keeps_the_shape_and_the_float_type_of_its_input(key):
    activation = CATALOGUE[key]
    for dtype in ("float16", "float32", "float64"):
        for shape in ((1,), (3,), (2, 3), (2, 1, 3)):
            y = activation.function(np.ones(shape, dtype=dtype), **activation.defaults)
            y.wait_to_read()  # MXNet raises only when the result is asked for
            assert (y.shape, y.dtype) == (shape, numpy.dtype(dtype))
    for shape in ((), (3,), (2, 3)):
        assert activation.derivative(numpy.ones(shape), **activation.defaults).shape == shape


@every_activation
def test_saturation_is_said_of_the_sides_where_mxnets_values_stand_still(key):
    activation = CATALOGUE[key]
    y, _ = value_and_slope(activation, [-100, -50, 50, 100], activation.defaults)
    left, right = abs(y[1] - y[0]) < 1e-3, abs(y[3] - y[2]) < 1e-3
    sides = ["no", "left", "right", "both sides"][left + 2 * right]
    assert activation.saturates() == sides


def test_saturation_on_the_right_alone_is_said_too():
    mirrored = {**vars(CATALOGUE["relu"]), "derivative": lambda x: numpy.where(x < 0, 1.0, 0.0)}
    assert Activation(**mirrored).saturates() == "right"


@every_activation
def test_an_entry_says_everything_and_its_sliders_hold_their_defaults(key):
    activation = CATALOGUE[key]
    said = ("name", "formula", "derivative_formula", "range", "use", "source")
    assert all(getattr(activation, field).strip() for field in said)
    for parameter in activation.parameters:
        assert isinstance(parameter, Parameter)
        assert parameter.low <= parameter.default <= parameter.high
        position = (parameter.default - parameter.low) / parameter.step
        assert position == pytest.approx(round(position)), "the default is between two positions"


@every_activation
def test_the_paper_of_an_entry_stands_in_the_bibliography(key):
    source = CATALOGUE[key].source
    if found := re.match(r"(\w+).*?(\d{4})", source):
        entries = (ROOT / "reference" / "bibliography.md").read_text("utf-8").split("\n- ")
        stands = [entry for entry in entries if all(word in entry for word in found.groups())]
        assert stands, f"{key} is of {source}: add that to reference/bibliography.md"


def test_no_two_entries_share_a_name():
    names = [activation.name for activation in CATALOGUE.values()]
    assert len(set(names)) == len(names)


def test_selus_constants_keep_mean_0_and_variance_1():
    """What they were chosen for (equation 14 of the paper), so a wrong digit shows."""

    def selu(z):
        return SELU_SCALE * (z if z > 0 else SELU_ALPHA * mpmath.expm1(z))

    moments = [
        mpmath.quad(lambda z, n=n: selu(z) ** n * mpmath.npdf(z), [-12, 0, 12]) for n in (1, 2)
    ]
    assert [float(m) for m in moments] == pytest.approx([0, 1], abs=1e-12)
