import dataclasses
import functools
import itertools
import re

from d2l_local.activations import (
    CATALOGUE,
    IN_THE_SECTION,
    SELU_ALPHA,
    SELU_SCALE,
    Activation,
    Parameter,
)

import mpmath
import mxnet
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


@functools.cache
def by_sympy(activation):
    """Return the definition and its first two derivatives by SymPy, as functions for mpmath."""
    x, *names = sympy.symbols(["x", *(p.name for p in activation.parameters)], real=True)
    symbols = {"x": x, **{symbol.name: symbol for symbol in names}}
    value = sympy.sympify(activation.expression, symbols).rewrite(sympy.Piecewise)
    assert value.free_symbols <= {x, *names}
    return [
        sympy.lambdify([x, *names], sympy.diff(value, x, order), "mpmath") for order in (0, 1, 2)
    ]


def definition(activation, order, digits=50):
    """Return the definition (``order`` 0), or its first or second derivative, by SymPy."""

    def evaluate(number, **parameters):
        with mpmath.workdps(digits):
            arguments = {name: mpmath.mpf(v) for name, v in parameters.items()}
            return float(by_sympy(activation)[order](mpmath.mpf(float(number)), **arguments))

    return evaluate


EDGES = ("jumps", "kinks", "bends")


def edges(activation, order):
    """Return where the value (``order`` 0), the slope (1) or the second derivative (2) leaps."""
    return [getattr(activation, name) for name in EDGES[: order + 1]]


def away_from_edges(activation, x, distance, order=1):
    places = itertools.chain([numpy.inf], *edges(activation, order))
    return numpy.all([abs(x - place) > distance for place in places], axis=0)


FORMULAS = ("function", "derivative", "second_derivative")
every_order = pytest.mark.parametrize("order", [1, 2])


def assert_close(actual, expected, tolerance, x):
    error = numpy.abs(actual - expected)
    worst = numpy.argmax(numpy.where(error <= tolerance, 0, numpy.inf))  # NaN counts as wrong
    assert numpy.all(error <= tolerance), (
        f"at x = {x[worst]:g}: {actual[worst]:g}, not {expected[worst]:g}"
    )


@every_activation
def test_mxnet_computes_the_function_that_the_definition_says(key):
    activation = CATALOGUE[key]
    value = definition(activation, 0)
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
    x = GRID[away_from_edges(activation, GRID, EPS)].astype("float64")
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
    x = GRID[away_from_edges(activation, GRID, 1.01 * h)]
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


@every_order
@every_activation
@given(data=st.data())
def test_the_derivatives_are_sympys_of_the_definition(key, order, data):
    activation = CATALOGUE[key]
    excluded = set(itertools.chain(*edges(activation, order)))
    x = data.draw(st.floats(-100, 100).filter(lambda x: x not in excluded), label="x")
    parameters = {
        p.name: data.draw(st.floats(p.low, p.high), label=p.name) for p in activation.parameters
    }
    exact = definition(activation, order)(x, **parameters)
    ours = getattr(activation, FORMULAS[order])(numpy.array([x]), **parameters)[0]
    assert float(ours) == pytest.approx(exact, rel=1e-11, abs=1e-15)


@every_order
@every_activation
def test_the_derivatives_neither_overflow_nor_lose_their_tails(key, order):
    activation = CATALOGUE[key]
    slope = definition(activation, order, digits=400)  # 1 + erf(-30) begins after 197 zeros
    x = numpy.array([-3e38, -1e10, -700.0, -30.0, -12.0, 12.0, 30.0, 700.0, 1e10, 3e38])
    for parameters in settings_of(activation):
        with numpy.errstate(over="raise", invalid="raise", divide="raise"):
            ours = getattr(activation, FORMULAS[order])(x, **parameters)
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
def test_at_a_jump_the_value_leaps_and_autograd_says_nothing_of_it(key):
    activation = CATALOGUE[key]
    for jump in activation.jumps:
        x = numpy.array([jump - 1e-6, jump, jump + 1e-6])
        y, slope = value_and_slope(activation, x, activation.defaults)
        assert abs(y[2] - y[0]) > 0.01, f"{key} does not jump at {jump}"
        assert y[1] in (y[0], y[2])
        # The slope of the curve through the three would be beyond all bounds.
        assert slope.tolist() == activation.derivative(x, **activation.defaults).tolist()
        assert abs(slope).max() <= 2


@every_activation
def test_where_the_derivative_bends_the_second_derivative_leaps_and_keeps_between(key):
    activation = CATALOGUE[key]
    for place in (*activation.kinks, *activation.bends):
        x = numpy.array([place - 1e-9, place, place + 1e-9])
        leaps = []
        for parameters in settings_of(activation):
            before, here, after = activation.second_derivative(x, **parameters)
            assert min(before, after) - 1e-8 <= here <= max(before, after) + 1e-8
            leaps.append(abs(after - before))
        assert max(leaps) > 0.01 or place in activation.kinks, f"{key} has no bend at {place}"


@every_activation
def test_no_leap_is_left_untold(key):
    """Neighbours on a fine grid are close, unless a jump, kink or bend lies between them."""
    activation, width = CATALOGUE[key], 1e-4
    x = numpy.linspace(-5, 5, 100_001) + 1e-5
    for parameters in settings_of(activation):
        y = [value_and_slope(activation, x, parameters, dtype="float64")[0]]
        y += [getattr(activation, name)(x, **parameters) for name in FORMULAS[1:]]
        for order, row in enumerate(y):
            inside = away_from_edges(activation, (x[1:] + x[:-1]) / 2, width, order)
            # No derivative, the third among them, is larger than 50.
            leap = abs(numpy.diff(row))[inside].argmax()
            assert abs(numpy.diff(row))[inside][leap] < 50 * width, (
                f"{key}: its {FORMULAS[order]} leaps near x = {x[1:][inside][leap]:.3f}. Write the "
                f"place into its {EDGES[order]}, in d2l_local/activations.py"
            )


@every_activation
def test_a_function_keeps_the_shape_and_the_float_type_of_its_input(key):
    activation = CATALOGUE[key]
    for dtype in ("float16", "float32", "float64"):
        for shape in ((1,), (3,), (2, 3), (2, 1, 3)):
            y = activation.function(np.ones(shape, dtype=dtype), **activation.defaults)
            y.wait_to_read()  # MXNet raises only when the result is asked for
            assert (y.shape, y.dtype) == (shape, numpy.dtype(dtype))
    for shape in ((), (3,), (2, 3)):
        for derivative in (activation.derivative, activation.second_derivative):
            found = derivative(numpy.ones(shape), **activation.defaults)
            assert found.shape == shape and found.dtype == numpy.dtype("float64")


@every_activation
def test_huge_numbers_have_values_and_slopes(key):
    activation = CATALOGUE[key]
    # MXNet's leaky_relu passes through float32 in float64 too.
    for dtype, huge in (("float16", 6e4), ("float32", 3e38), ("float64", 3e38)):
        x = numpy.array([-huge, huge], dtype=dtype).astype("float64")
        y, slope = value_and_slope(activation, x, activation.defaults, dtype)
        assert numpy.isfinite(y).all(), f"{y} in {dtype}"
        if not activation.fault:
            exact = activation.derivative(x, **activation.defaults)
            assert_close(slope, exact, 4 * max(EPS, float(numpy.finfo(dtype).eps)), x)


def test_mish_keeps_its_left_tail_which_a_softplus_of_float32_loses():
    x = numpy.array([-87.0, -60.0, -40.0, -30.0, -25.0, -20.0, -15.0, -10.0])
    y, slope = value_and_slope(CATALOGUE["mish"], x, {})
    assert y == pytest.approx(x * numpy.exp(x) * (1 - numpy.exp(x) / 2), rel=1e-4)
    assert slope == pytest.approx(CATALOGUE["mish"].derivative(x), rel=1e-4)


def test_the_hard_sigmoid_is_mxnets_own_but_for_the_slope_at_its_corners():
    x = GRID.astype("float64")
    own = dataclasses.replace(CATALOGUE["hard_sigmoid"], function=own_hard_sigmoid)
    found, expected = (value_and_slope(one, x, {}) for one in (CATALOGUE["hard_sigmoid"], own))
    assert found[0] == pytest.approx(expected[0], abs=4 * EPS)
    inside = abs(x) != 2.5
    assert found[1][inside] == pytest.approx(expected[1][inside], abs=4 * EPS)
    at_corners = numpy.array([-2.5, 2.5])
    assert value_and_slope(own, at_corners, {})[1].tolist() == [0, 0]
    slopes = value_and_slope(CATALOGUE["hard_sigmoid"], at_corners, {})[1]
    assert slopes == pytest.approx([0.2, 0.2], rel=1e-6)


def own_hard_sigmoid(x):
    return mxnet.nd.hard_sigmoid(x.as_nd_ndarray()).as_np_ndarray()


@every_activation
def test_saturation_is_said_of_the_sides_where_mxnets_values_stand_still(key):
    activation = CATALOGUE[key]
    y, _ = value_and_slope(activation, [-1e4, -5e3, 5e3, 1e4], activation.defaults)
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


def test_those_of_the_section_are_of_the_catalogue_and_without_a_fault():
    assert len(set(IN_THE_SECTION)) == len(IN_THE_SECTION)
    assert not any(CATALOGUE[key].fault for key in IN_THE_SECTION)


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
