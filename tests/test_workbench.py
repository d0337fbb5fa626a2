import itertools
import math

from d2l_local.activations import CATALOGUE
from d2l_local.workbench import challenge, examine, report
from d2l_local.workbench.examination import LOUD

import numpy
import pytest
from mxnet import np, npx

from tests.page_python.on_micropython import shown_by
from tools.rounding import same_but_for_rounding

every_activation = pytest.mark.parametrize("key", CATALOGUE)


def rounded_corner(x):
    return 0.7 * x + 0.3 * (np.sqrt(1 + x * x) - 1)


def function_of(key, **parameters):
    activation = CATALOGUE[key]
    return lambda x: activation.function(x, **{**activation.defaults, **parameters})


# Far out ----------------------------------------------------------------------------------------


@every_activation
def test_it_saturates_where_the_catalogue_says(key):
    found = examine(function_of(key))
    sides = {(True, True): "both sides", (True, False): "left", (False, True): "right"}
    dies = tuple(side.dies is not None for side in (found.left, found.right))
    expected = "no" if CATALOGUE[key].fault else CATALOGUE[key].saturates()
    assert sides.get(dies, "no") == expected


@every_activation
def test_its_slope_dies_at_the_right_place(key):
    activation, found = CATALOGUE[key], examine(function_of(key))
    for side in (found.left, found.right):
        if key == "step":  # whose slope is 0 on both sides of its jump
            assert side.dies == -100 * side.sign and "is 0 everywhere" in side.in_words()
        elif side.dies is not None:
            around = side.dies + side.sign * numpy.array([-0.01, 0.01])
            before, after = abs(activation.derivative(around, **activation.defaults))
            assert after < 1e-3 <= before


def test_a_slope_that_is_cut_off_is_told_from_one_that_fades():
    assert (
        "left:  saturates: its slope is 0 from x = 0 on, its value nears 0"
        in examine(npx.relu).report()
    )
    for key in ("tanh", "gelu", "swish", "elu"):
        report = examine(function_of(key)).report()
        assert "left:  saturates: its slope is below 0.001 from x = -" in report


def test_a_slope_that_passes_through_0_has_not_died():
    found = examine(np.sin)
    assert found.left.dies is None and found.right.dies is None
    assert not found.one_sign


# Corners ----------------------------------------------------------------------------------------


@every_activation
def test_it_has_the_corners_that_the_catalogue_says(key):
    bent = {"alpha": 0.5} if key == "elu" else {}  # at 1 both slopes are 1
    found = examine(function_of(key, **bent))
    assert [one.x for one in found.kinks] == pytest.approx(CATALOGUE[key].kinks, abs=1e-5)
    assert [one.x for one in found.jumps] == pytest.approx(CATALOGUE[key].jumps, abs=1e-5)


def test_elu_has_no_corner_where_both_slopes_are_1():
    assert not examine(function_of("elu", alpha=1.0)).kinks


@pytest.mark.parametrize("steepness", [1, 10, 60, 1000])
def test_a_steep_place_is_no_corner(steepness):
    found = examine(lambda x: npx.sigmoid(steepness * (x - 0.3)))
    assert not found.kinks and not found.jumps


@pytest.mark.parametrize("at", [-7.9, -1.0, 0.01, 1 / 3, 5.0])
def test_a_corner_is_found_wherever_it_is(at):
    (one,) = examine(lambda x: npx.relu(x - at) + np.sin(x)).kinks
    assert one.x == pytest.approx(at, abs=1e-4)
    assert one.after - one.before == pytest.approx(1, abs=0.01)


def test_two_corners_and_a_corner_on_which_the_slope_is_a_third_number_are_told_once_each():
    assert [round(one.x, 3) for one in examine(lambda x: np.clip(x, -1.5, 2.25)).kinks] == [
        -1.5,
        2.25,
    ]
    (one,) = examine(np.abs).kinks
    assert (one.before, one.after) == (-1, 1)


def test_a_jump_is_no_corner():
    found = examine(lambda x: x + np.sign(x - 0.5))
    (one,) = found.jumps
    assert one.x == pytest.approx(0.5, abs=1e-4) and not found.kinks
    assert (one.before, one.after) == pytest.approx((-0.5, 1.5), abs=0.01)
    assert "jump at x = 0.5: the value leaps from -0.5 to 1.5" in found.report()


# Autograd ---------------------------------------------------------------------------------------


@every_activation
def test_autograd_is_called_wrong_where_the_catalogue_says_that_mxnet_is(key):
    found = examine(function_of(key))
    assert bool(found.disagreement) == bool(CATALOGUE[key].fault)
    assert ("autograd is wrong" in found.report()) == bool(CATALOGUE[key].fault)


def test_a_detached_part_is_complained_of_where_it_is_worst():
    found = examine(lambda x: x * npx.sigmoid(x.detach()))
    assert found.disagreement
    x = found.where
    bell = math.exp(-x) / (1 + math.exp(-x)) ** 2
    assert found.disagreement.autograd == pytest.approx(1 / (1 + math.exp(-x)), abs=1e-4)
    assert found.disagreement.quotient - found.disagreement.autograd == pytest.approx(
        x * bell, abs=0.01
    )


# Twenty layers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["relu", "leaky_relu", "prelu"])
def test_two_half_lines_keep_the_signal_and_its_gradient(key):
    found = examine(function_of(key))
    slope = CATALOGUE[key].defaults.get("alpha", 0)
    assert found.variance == pytest.approx(2 / (1 + slope**2), rel=1e-3)  # He and others, 2015
    assert found.factor == pytest.approx(1, rel=1e-3)
    assert found.signal[-1] == pytest.approx(LOUD, rel=1e-3)
    assert found.keeps_signal() and found.keeps_gradient()


@pytest.mark.parametrize("key", ["sigmoid", "softplus"])
def test_what_is_not_centred_loses_the_gradient(key):
    found = examine(function_of(key))
    assert found.gradient(1) < 1e-9 and not found.keeps_gradient()
    assert "gradient: falls below a tenth" in found.report()


def test_the_fitted_weights_make_the_gradient_of_tanh_grow_and_bring_its_signal_back_to_1():
    found = examine(np.tanh)
    assert 10 < found.gradient(1) < 100 and not found.keeps_gradient()
    assert found.signal[-1] == pytest.approx(1, rel=1e-3)


def test_swish_makes_a_strong_signal_grow():
    found = examine(function_of("swish"))
    assert found.signal == sorted(found.signal) and not found.keeps_signal()
    assert "signal: grows more than tenfold" in found.report()


def test_an_overflow_on_the_way_ends_in_a_number_and_no_error():
    assert examine(lambda x: x * x * x * x).signal[-1] > 1e30


@pytest.mark.parametrize("key", ["relu", "tanh", "sigmoid", "swish", "selu"])
def test_a_network_with_random_weights_does_what_is_foretold(key):
    """Six layers of 1,000 units, with weights drawn from the normal distribution."""
    activation, found = CATALOGUE[key], examine(function_of(key))
    draw, width, layers = numpy.random.default_rng(1), 1000, 6
    weights = [
        draw.normal(size=(width, width)) * math.sqrt(found.variance / width)
        for _ in range(layers - 1)
    ]

    def forwards(x):
        gets = [x]
        for w in weights:
            y = activation.function(np.array(gets[-1]), **activation.defaults).asnumpy()
            gets.append(y.astype("float64") @ w)
        return gets

    start = draw.normal(size=(4, width))
    loud = forwards(math.sqrt(LOUD) * start)
    for layer in (1, 2, 5):
        assert (loud[layer] ** 2).mean() == pytest.approx(found.signal[layer], rel=0.25)
    gets = forwards(start)
    gradient = draw.normal(size=(4, width))
    for back, (w, x) in enumerate(zip(weights[::-1], gets[-2::-1], strict=True), 1):
        gradient = (gradient @ w.T) * activation.derivative(x, **activation.defaults)
        if back in (1, 2, 5):
            assert (gradient**2).mean() == pytest.approx(found.factor**back, rel=0.25)


# The challenge ----------------------------------------------------------------------------------


def unmet(function):
    lines = examine(function).challenge().splitlines()
    return [line[2:] for line in lines if line[0] == "✗"]


def test_a_corner_that_is_rounded_meets_every_wish():
    assert not unmet(rounded_corner)
    assert not unmet(lambda x: x + 0.6 * np.sin(x))
    assert examine(rounded_corner).challenge().endswith("6 of 6 wishes met")


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda x: x, "largest slope"),
        (npx.relu, "never dies"),
        (function_of("leaky_relu"), "no corner"),
        (lambda x: x + 1.5 * np.sin(x), "never dies"),
        (lambda x: x + np.sign(x), "no jump"),
        (lambda x: x * npx.sigmoid(x.detach()), "autograd"),
        (lambda x: np.tanh(x) + 0.01 * x, "keep the gradient"),
        (lambda x: x + 0.1 * x * np.sqrt(1 + x * x), "a signal twice as strong"),
    ],
)
def test_what_falls_short_is_told(function, says):
    assert any(says in line for line in unmet(function))


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (3, "3 is no function: give one, as in report(npx.relu)"),
        (lambda x: np.log(x), "the function is nan on the grid, x = -8"),
        (lambda x: x.sum(), "it returned the shape ()"),
        (lambda x: x[:3], "return one value for each x"),
        (lambda x: 1.0, "it returned float, not an MXNet array"),
        (lambda x: x if x > 0 else 0 * x, "write np.where"),
        (lambda x: x / np.abs(x).max(), "no function of one number"),
        (lambda x: x + np.random.normal(size=x.shape), "differs from call to call"),
        (lambda x: 0 * x, "the function is 0 wherever a signal comes"),
    ],
)
def test_what_cannot_be_examined_says_why(function, says):
    with pytest.raises(ValueError) as error:
        report(function)
    assert says in str(error.value)


# In the notebook and in the page ----------------------------------------------------------------


def test_it_prints_its_report_and_its_wishes(capsys, monkeypatch):
    monkeypatch.setattr("d2l_local.workbench.notebook_is_running", lambda: False)
    report(npx.relu)
    assert "corner at x = 0: the slope leaps from 0 to 1" in capsys.readouterr().out
    challenge(npx.relu)
    assert capsys.readouterr().out.endswith("4 of 6 wishes met\n")


CELLS = {
    **{
        key: f"a = CATALOGUE[{key!r}]\n{what}(lambda x: a.function(x, **a.defaults))"
        for key, what in zip(CATALOGUE, itertools.cycle(["report", "challenge"]))
    },
    "mine": "report(lambda x: x * np.tanh(npx.activation(x, act_type='softrelu')))",
    "jump": "report(lambda x: x + np.sign(x - 0.5))",
    "two": "print('first')\nreport(np.tanh)\nprint('second')\nchallenge(np.abs)",
}
IMPORTS = (
    "from mxnet import np, npx\n"
    "from d2l_local.activations import CATALOGUE\n"
    "from d2l_local.workbench import challenge, report\n"
)


@pytest.fixture(scope="module")
def in_the_page():
    """What each cell shows in a page, by name; 'fails' fails in its last line."""
    cells = {name: IMPORTS + source for name, source in CELLS.items()}
    cells["fails"] = f"{IMPORTS}print('first')\nreport(np.abs)\nreport(np.log)"
    answers = shown_by([{"source": source} for source in cells.values()])
    return dict(zip(cells, answers, strict=True))


@pytest.mark.parametrize("name", CELLS)
def test_the_page_tells_what_the_notebook_tells(in_the_page, capsys, monkeypatch, name):
    # Another test of the same process may have left a shell of IPython behind.
    monkeypatch.setattr("d2l_local.workbench.notebook_is_running", lambda: False)
    exec(IMPORTS + CELLS[name], {})
    assert "error" not in in_the_page[name]
    texts = [chart["more"]["text"] for chart in in_the_page[name]["charts"] if chart["more"]]
    told = in_the_page[name]["printed"].splitlines()
    # In the notebook each text stands where it was asked for, in the page below what is printed.
    expected = capsys.readouterr().out.splitlines()
    expected = [line for line in expected if line not in told]
    found = [line for text in texts for line in text.splitlines()]
    assert same_but_for_rounding("\n".join(expected), "\n".join(found))


def test_the_page_names_the_line_of_the_report_that_fails(in_the_page):
    found = in_the_page["fails"]
    assert found["printed"] == "first\n" and len(found["charts"]) == 2
    assert found["error"] == {"line": 6, "message": "the function is nan on the grid, x = -8"}
