import math
from fractions import Fraction

from d2l_local.activations import CATALOGUE
from d2l_local.curves import Slider, evaluate, evaluation, slope_at

import numpy
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mxnet import np, npx

X = (-2, 2, 0.5)
hundredths = st.integers(-1000, 1000).map(lambda n: n / 100)
steps = st.integers(1, 300).map(lambda n: n / 100)


# Sliders ------------------------------------------------------------------------------------------


@given(low=hundredths, high=hundredths, step=steps)
@example(low=-2.97, high=0.3, step=0.03)  # rounds a little less than nothing to zero
@example(low=0.0, high=5e-11, step=1e-11)
def test_a_slider_steps_evenly_from_low_and_never_past_high(low, high, step):
    assume(low + step <= high)
    values = Slider.from_range("alpha", (low, high, step)).values
    exact = [Fraction(str(low)) + n * Fraction(str(step)) for n in range(len(values))]
    assert [Fraction(str(value)) for value in values] == exact, "0.15 must be 0.15"
    assert exact[-1] <= Fraction(str(high)) < exact[-1] + Fraction(str(step))
    assert "-0.0" not in map(str, values)


@given(low=hundredths, step=steps, count=st.integers(2, 200))
def test_a_range_that_its_step_divides_ends_at_high_and_keeps_its_step(low, step, count):
    high = float(Fraction(str(low)) + (count - 1) * Fraction(str(step)))
    slider = Slider.from_range("alpha", (low, high, step))
    assert (len(slider.values), slider.values[-1], slider.step) == (count, high, step)


@given(low=hundredths, step=steps, value=st.floats(-20, 20))
def test_the_nearest_position_is_the_nearest(low, step, value):
    slider = Slider.from_range("alpha", (low, low + 7 * step, step))
    distances = [abs(one - value) for one in slider.values]
    assert distances[slider.nearest(value)] == min(distances)


BAD_RANGES = {
    (0, 1): "alpha=(0, 1): give (low, high, step), three numbers",
    (0, 1, 2, 3): "three numbers",
    0.5: "alpha=0.5: give (low, high, step)",
    ("a", 1, 2): "three numbers",
    (0, math.inf, 1): "low, high and step must be finite",
    (math.nan, 1, 1): "low, high and step must be finite",
    (0, 1, 0): "alpha=(0, 1, 0): the step must be positive",
    (0, 1, -0.1): "the step must be positive",
    (1, 0, 0.1): "high must be greater than low",
    (1, 1, 0.1): "high must be greater than low",
    (0, 1, 1.5): "the step is longer than the range",
    (0, 1, 1e-12): "too many steps",
    (0, 1e300, 1e-300): "too many steps",
}


@pytest.mark.parametrize("given_range", BAD_RANGES)
def test_a_bad_range_is_told_with_its_slider_and_what_is_wrong(given_range):
    with pytest.raises(ValueError) as raised:
        Slider.from_range("alpha", given_range)
    assert str(raised.value).startswith(f"alpha={given_range!r}: ")
    assert BAD_RANGES[given_range] in str(raised.value)


# Curves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", CATALOGUE)
def test_each_row_is_the_function_at_its_slider_position_and_its_exact_derivative(key):
    activation = CATALOGUE[key]
    ranges = {p.name: (p.low, p.high, (p.high - p.low) / 4) for p in activation.parameters}
    found = evaluate(activation.function, x=(-3.1, 3, 0.2), **ranges)  # keeps clear of x = 0
    rows = [slider.values for slider in found.sliders]
    assert found.y.shape == found.slope.shape == (*map(len, rows), len(found.x))
    for position in numpy.ndindex(*map(len, rows)):
        at = {s.name: s.values[i] for s, i in zip(found.sliders, position, strict=True)}
        y = activation.function(np.array(found.x), **at).asnumpy()
        numpy.testing.assert_array_equal(found.y[position], y)
        if not activation.fault:
            slope = activation.derivative(found.x.astype("float64"), **at)
            numpy.testing.assert_allclose(found.slope[position], slope, atol=2e-6)


def test_two_sliders_make_a_table_in_their_order():
    found = evaluate(lambda x, a, b: a * x + 10 * b, X, a=(0, 2, 1), b=(0, 3, 1))
    assert found.y.shape == (3, 4, 9)
    a, b, x = numpy.ix_([0, 1, 2], [0, 1, 2, 3], found.x)
    numpy.testing.assert_array_equal(found.y, a * x + 10 * b)
    numpy.testing.assert_array_equal(found.slope, numpy.broadcast_to(a, found.y.shape))


def test_the_derivative_in_a_parameter_is_one_number_a_point():
    found = evaluate(lambda x, a: a**2 * x, X, derivative="a", a=(1, 3, 1))
    numpy.testing.assert_array_equal(found.slope, [2 * a * found.x for a in (1, 2, 3)])


def test_without_a_derivative_nothing_is_differentiated():
    assert evaluate(lambda x: np.floor(x), X, derivative=None).slope is None


def test_the_numbers_are_float32_as_mxnet_computes_them():
    found = evaluate(npx.relu, X)
    assert {array.dtype for array in (found.x, found.y, found.slope)} == {numpy.dtype("float32")}


@given(st.floats(-50, 50, width=32))
def test_the_slope_at_a_number_is_that_of_the_function_there(x):
    assert slope_at(lambda x: x * x, x) == pytest.approx(2 * x)


# What goes wrong goes wrong in the reader's cell, and says where ----------------------------------


def fails_from(limit, how):
    """Return a function of (x, alpha) that fails for alpha from the limit on."""
    return lambda x, alpha: how(x) if alpha >= limit else x * alpha


BAD_FUNCTIONS = {
    "it raises": (lambda x: 1 / 0, "ZeroDivisionError: division by zero"),
    "MXNet raises": (lambda x: np.dot(x, np.ones(3)), "MXNetError"),
    "a number": (lambda x: 3.0, "it returned float, not an MXNet array"),
    "nothing": (lambda x: None, "it returned NoneType"),
    "a NumPy array": (
        lambda x: x.asnumpy(),
        "it returned numpy.ndarray, not an MXNet array (mxnet.np)",
    ),
    "one value": (lambda x: x.sum(), "it returned the shape (); x has the shape (9,)"),
    "a column": (lambda x: x.reshape((-1, 1)), "it returned the shape (9, 1)"),
    "NaN": (lambda x: np.log(x), "the function is nan at alpha = 0.5, x = -2"),
    "infinity": (lambda x: 1 / x, "the function is inf at alpha = 0.5, x = 0"),
    "no derivative": (lambda x: np.sqrt(np.abs(x)), "its derivative in x is nan at alpha = 0.5"),
    "no graph": (lambda x: np.array(x.asnumpy()), "from x to the result: pass derivative=None"),
}


@pytest.mark.parametrize("fault", BAD_FUNCTIONS)
def test_a_function_that_fails_is_told_with_the_slider_position(fault):
    function, words = BAD_FUNCTIONS[fault]
    with pytest.raises(ValueError) as raised:
        evaluate(fails_from(0.5, function), X, alpha=(0, 1, 0.25))
    message = str(raised.value)
    assert "at alpha = 0.5" in message
    assert words in message
    assert "Traceback" not in message


def test_without_sliders_a_failure_is_told_as_on_the_grid_and_keeps_its_cause():
    with pytest.raises(ValueError, match="failed on the grid: ZeroDivisionError") as raised:
        evaluate(lambda x: 1 / 0, X)
    assert isinstance(raised.value.__cause__, ZeroDivisionError)


def test_a_parameter_that_the_function_does_not_use_has_no_derivative():
    with pytest.raises(ValueError, match="from alpha to the result"):
        evaluate(lambda x, alpha: x * 2, X, derivative="alpha", alpha=(0, 1, 0.5))


@pytest.mark.parametrize(
    ("sliders", "words"),
    [
        ({}, r"the sliders \(none\) do not fit the function, which takes \(x, alpha\)"),
        ({"beta": (0, 1, 0.5)}, r"the sliders \(beta\) do not fit"),
        ({"alpha": (0, 1, 0.5), "beta": (0, 1, 0.5)}, r"the sliders \(alpha, beta\) do not fit"),
    ],
)
def test_sliders_that_are_not_the_functions_parameters_are_told(sliders, words):
    with pytest.raises(ValueError, match=words):
        evaluate(lambda x, alpha: x, X, **sliders)


def test_an_unknown_variable_of_the_derivative_is_told_with_those_allowed():
    with pytest.raises(ValueError, match="derivative='y': give one of 'x', 'alpha', or None"):
        evaluate(lambda x, alpha: x, X, derivative="y", alpha=(0, 1, 0.5))


def test_what_is_too_much_for_a_page_is_told_before_anything_is_computed():
    def never(x, alpha, beta):
        raise AssertionError("the function was called")

    words = r"100 \(alpha\) x 100 \(beta\) x 161 \(x\) x 2 numbers, and x itself, "
    words += "weigh 17.17 MB, and at most 1 MB"
    with pytest.raises(ValueError, match=words):
        evaluate(never, (-8, 8, 0.1), alpha=(1, 100, 1), beta=(1, 100, 1))


def test_exactly_as_much_as_fits_is_computed(monkeypatch):
    size = (9 * 2 + 9) * 4 * 4 // 3  # and x itself
    monkeypatch.setattr(evaluation, "MAX_BYTES", size)
    evaluate(npx.relu, X)
    monkeypatch.setattr(evaluation, "MAX_BYTES", size - 1)
    with pytest.raises(ValueError, match="too much for one page"):
        evaluate(npx.relu, X)
