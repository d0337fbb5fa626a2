"""Autograd's derivative is held against the curve: every lie is found, and nothing else."""

from d2l_local.activations import CATALOGUE
from d2l_local.curves import evaluate, gradient_check

import numpy
import pytest
from mxnet import autograd, np, npx
from mxnet.gluon import nn

ALPHA = {"alpha": (0, 1, 0.25)}


def half_paused(x):
    with autograd.pause():
        half = np.tanh(x)
    return half + x


# What is drawn, with the curve's own slope beside it: where, and what autograd and the curve say.
LIES = {
    "where with a number, left": (lambda x: np.where(x > 0, x, 0), {}, (-8, -0.1), 1, 0),
    "where with a number, right": (lambda x: np.where(x > 0, 1, x), {}, (-8, 8), 0, 1),
    "SELU": (nn.SELU(), {}, (-8, -0.3), -0.0885, 0.0006),
    "half detached": (lambda x: x * x.detach(), {}, (-8, -0.1), -8, -16),
    "half paused": (half_paused, {}, (-3.2, 3.2), 1, 2),
    "half detached, and smooth": (
        lambda x: np.tanh(x).detach() + 0.5 * x, {}, (-3.6, 3.6), 0.5, 1.5,
    ),
    "in a parameter": (
        lambda x, alpha: x * alpha * alpha.detach(), {"derivative": "alpha", **ALPHA},
        (-8, -0.1), -8, -15.5,  # at the end of a slider, by the last of its steps
    ),
    "where, in a parameter": (
        lambda x, alpha: np.where(x > 0, alpha * x, 0), {"derivative": "alpha", **ALPHA},
        (-8, -0.1), -8, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_where_autograd_is_not_the_slope_it_is_found_with_place_and_size(name):
    function, options, ends, autograd_says, curve_says = LIES[name]
    found = evaluate(function, **options)
    assert found.disagreements
    *_, one = found.disagreements.values()
    x = found.grid.values
    assert (x[one.first], x[one.last]) == pytest.approx(ends, abs=0.25)
    assert (one.autograd, one.quotient) == pytest.approx((autograd_says, curve_says), abs=0.06)
    *_, row = found.disagreements
    drawn = ~numpy.isnan(found.quotient[row])
    assert drawn[one.first : one.last + 1].all()
    assert drawn.all() == (one.last - one.first == 160)


NO_FUNCTIONS = {
    "softmax": npx.softmax,
    "log_softmax": npx.log_softmax,
    "cumsum": np.cumsum,
    "sort": np.sort,
    "flip": lambda x: np.flip(x),
    "minus its mean": lambda x: x - x.mean(),
    "over its largest": lambda x: x / np.abs(x).max(),
    "normalised": lambda x: (x - x.mean()) / (1 + x.std()),
    "of one length only": lambda x: x + np.arange(161),
}


@pytest.mark.parametrize("name", NO_FUNCTIONS)
def test_what_is_no_function_of_one_number_is_refused_with_what_to_do(name):
    with pytest.raises(ValueError, match=r"no function of one number on the grid: .*each x by its"):
        evaluate(NO_FUNCTIONS[name])
    evaluate(NO_FUNCTIONS[name], derivative=None)  # the values alone can be looked at


def test_batch_normalisation_is_refused_and_alone_in_prediction_it_is_drawn():
    layer = nn.BatchNorm()
    layer.initialize()

    def shown(x):
        return layer(x.reshape(-1, 1)).reshape(-1)

    def predicted(x):
        with autograd.predict_mode():
            return shown(x)

    with pytest.raises(ValueError, match="as for softmax, cumsum or batch normalisation"):
        evaluate(shown)
    assert not evaluate(predicted).disagreements


def noisy(x):
    return x + np.random.normal(size=x.shape)


@pytest.mark.parametrize("derivative", ["x", None])
def test_what_differs_from_call_to_call_is_refused_with_what_to_do(derivative):
    dropout = nn.Dropout(0.5)
    for function in (noisy, dropout, lambda x: npx.dropout(x, 0.5)):
        with pytest.raises(
            ValueError, match=r"differs from call to call.*Draw them once.*predict_mo"
        ):
            evaluate(function, derivative=derivative)


RIGHT = {
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "a step": lambda x: (x > 0) * 1.0,
    "clip": lambda x: np.clip(x, -1, 1),
    "relu": npx.relu,
    "maximum": lambda x: np.maximum(x, 0),
    "a kink between two points": lambda x: np.abs(x - 0.05),
    "where with an array": lambda x: np.where(x > 0, x, 0 * x),
    "a steep sigmoid": lambda x: npx.sigmoid(60 * x),
    "nearly a step": lambda x: npx.sigmoid(1000 * x),
    "a fast wave": lambda x: np.sin(9 * x),
    "a wave too fast for the grid": lambda x: np.sin(40 * x),
    "a sawtooth": lambda x: x - np.floor(x),
    "a cube": lambda x: x**3,
    "a steep pole": lambda x: 1 / (x**2 + 1e-3),
    "a root": lambda x: np.sqrt(np.abs(x) + 1e-6),
    "an exponential": np.exp,
    "near one": lambda x: 1 + 1e-6 * x,
    "far from zero": lambda x: 1e5 + np.tanh(x),
    "huge": lambda x: 1e25 * x,
    "tiny": lambda x: 1e-25 * np.tanh(x),
    "saturated": lambda x: np.tanh(20 + x),
    "a constant": lambda x: 0 * x + 3,
    "a plateau with a jump": lambda x: np.where(x > 1, np.ones_like(x), np.zeros_like(x)),
    "two layers": lambda x: npx.relu(3 * npx.relu(x + 1) - 2 * npx.relu(x - 1) - 4),
    "nothing but noise of rounding": lambda x: (x + 1e4) - 1e4,
    **{
        f"{name} of the catalogue": entry.function
        for name, entry in CATALOGUE.items()
        if not entry.parameters and name != "selu_builtin"  # whose gradient is MXNet's own
    },
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_derivative_is_never_complained_of(name):
    found = evaluate(RIGHT[name])
    assert found.disagreements == {} and found.quotient is None


RIGHT_IN_A_PARAMETER = {
    "a leak": lambda x, alpha: np.maximum(x, 0) + alpha * np.minimum(x, 0),
    "a moving jump": lambda x, alpha: (x > 8 * alpha) * 1.0 + 0 * alpha,
    "a moving kink": lambda x, alpha: npx.relu(x - 8 * alpha),
    "a wave": lambda x, alpha: np.sin(alpha * x),
    "steepness": lambda x, alpha: npx.sigmoid(100 * alpha * x),
}


@pytest.mark.parametrize("name", RIGHT_IN_A_PARAMETER)
@pytest.mark.parametrize("spec", [(0, 1, 0.05), (0, 1, 0.5)], ids=["fine", "coarse"])
def test_a_right_derivative_in_a_parameter_is_never_complained_of(name, spec):
    found = evaluate(RIGHT_IN_A_PARAMETER[name], derivative="alpha", alpha=spec)
    assert found.disagreements == {}


def test_only_positions_of_the_sliders_that_lie_are_complained_of():
    found = evaluate(lambda x, c: x + c * np.where(x > 0, x, 0), c=(0, 2, 1))
    assert set(found.disagreements) == {(1,), (2,)}
    assert numpy.isnan(found.quotient[0]).all()


def test_a_grid_that_float32_cannot_resolve_is_refused():
    with pytest.raises(ValueError, match=r"x from 100000 to 100001: .*float32.*steps of 0.02 or"):
        evaluate(npx.relu, x=(100000, 100001, 0.001))
    # A parameter that is not differentiated reaches the function as Python's own number.
    evaluate(lambda x, k: (k - 100000) * x, k=(100000, 100000.01, 0.001))


def test_three_in_a_row_are_enough_and_two_are_not():
    x = y = [float(i) for i in range(10)]
    for wrong, complaint in ((2, False), (6, True)):
        # An interval fails when all four slopes around it are wrong.
        bent = [5.0 if 2 <= i < 2 + wrong else 1.0 for i in range(10)]
        assert any(gradient_check.lasting(gradient_check.outside(x, y, bent))) == complaint
