"""Limits, ticks and numbers in words, for values of any size."""

from d2l_local.explorer import scales
from d2l_local.explorer.words import digits_apart, digits_of, written

import matplotlib
import matplotlib.ticker
import numpy
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.explorer.cases import number

sizes = st.integers(-30, 30).map(lambda n: 10.0**n)
lows = st.floats(-1e3, 1e3)
spans = st.floats(1e-3, 1e3)
float32s = st.floats(-3e38, 3e38).map(lambda value: float(numpy.float32(value)))


def value_of(label, ticks):
    return number(label) * 10.0**ticks.factor + ticks.offset


@given(low=lows, span=spans, size=sizes, most=st.integers(3, 10))
@example(low=0.99999, span=1e-6, size=1, most=5)
@example(low=100000, span=10, size=1, most=5)
@example(low=-1, span=2, size=1e6, most=8)
def test_ticks_are_a_few_round_numbers_whose_labels_say_where_they_stand(low, span, size, most):
    low, span = low * size, span * size
    lim = (low, low + span)
    found = scales.ticks(lim, most)
    values = numpy.array(found.values)
    assert 1 <= len(values) <= most + 1
    assert ((values >= low) & (values <= low + span)).all()
    if len(values) > 2:
        gaps = numpy.diff(values)
        numpy.testing.assert_allclose(gaps, gaps[0], rtol=1e-4)
    assert len(set(found.labels)) == len(found.labels)
    said = [value_of(label, found) for label in found.labels]
    numpy.testing.assert_allclose(said, values, rtol=0, atol=1e-3 * span)
    assert max(map(len, found.labels)) <= 9


@pytest.mark.parametrize(
    ("lim", "labels", "remark"),
    [
        ((-8.9, 8.9), ["−5", "0", "5"], ""),
        ((-0.06, 1.06), ["0", "0.25", "0.5", "0.75", "1"], ""),
        ((-1.06e-6, 1.06e-6), ["−1", "−0.5", "0", "0.5", "1"], "× 10⁻⁶"),
        ((99999.9, 100010.1), ["0", "2.5", "5", "7.5", "10"], "+ 100000"),
        ((-100010.1, -99999.9), ["−10", "−7.5", "−5", "−2.5", "0"], "− 100000"),
        ((0.9999997, 1.0000001), ["0.7", "0.8", "0.9", "1"], "× 10⁻⁶ + 0.999999"),
    ],
)
def test_long_labels_name_what_they_share_once(lim, labels, remark):
    found = scales.ticks(lim, 5)
    assert found.remark == remark or value_of(found.labels[0], found) == pytest.approx(
        found.values[0]
    )
    if remark in ("", "× 10⁻⁶", "+ 100000", "− 100000"):
        assert (found.labels, found.remark) == (labels, remark)


# Limits of every kind: anywhere, round ones, and near to each other and far from 0.
some_limits = st.one_of(
    st.tuples(lows, spans),
    st.tuples(st.integers(-1000, 1000), st.integers(1, 2000)),
    st.builds(
        lambda low, power: (low, abs(low) * 10.0**power),
        st.sampled_from([1, -1, 0.99999, -12345.0, 1e5]),
        st.floats(-7, 1),
    ),
)


@given(lim=some_limits, size=sizes, most=st.integers(1, 10))
@example(lim=(-0.01, 6.037420343736e-06), size=1, most=8)  # an end that rounding moves
@example(lim=(100000, 10), size=1, most=5)
@example(lim=(9.9999, 2e-4), size=1, most=5)  # around a round number
def test_round_numbers_are_those_of_matplotlib(lim, size, most):
    low, high = lim[0] * size, lim[0] * size + lim[1] * size
    assume(low < high)
    locator = matplotlib.ticker.MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    expected = [value for value in locator.tick_values(low, high) if low <= value <= high]
    assert scales.round_numbers(low, high, most) == expected
    with matplotlib.rc_context({"axes.formatter.offset_threshold": 3}):
        formatter = matplotlib.ticker.ScalarFormatter(useOffset=True, useLocale=False)
    formatter.create_dummy_axis()
    formatter.axis.set_view_interval(low, high)
    formatter.set_locs(expected)
    assert not expected or scales.shared(expected) == formatter.offset


@given(low=lows, span=spans, size=sizes, room=st.integers(250, 366))
def test_no_two_labels_across_touch_even_in_the_widest_letters(low, span, size, room):
    low, span = low * size, span * size
    found = scales.ticks_across((low, low + span), room)
    places = (numpy.array(found.values) - low) / span * room
    halves = numpy.array([scales.width(label) / 2 for label in found.labels])
    if len(places) > 1:
        assert (places[1:] - halves[1:] - places[:-1] - halves[:-1]).min() >= 2


@given(low=float32s, high=float32s)
@example(low=0.0, high=0.0)
@example(low=2.0, high=2.0)
@example(low=1e20, high=1e20)
@example(low=-1e-45, high=-1e-45)
@example(low=0.99999976, high=1.0)
def test_limits_leave_a_margin_around_values_of_any_size(low, high):
    low, high = sorted((low, high))
    least, most = scales.limits(low, high)
    margin = 0.06 * (high - low)
    assert least < low and high < most
    if high > low:
        rounding = 2e-6 * (most - least) + 1e-15 * max(abs(low), abs(high))
        assert abs(low - margin - least) <= rounding and abs(most - high - margin) <= rounding


# Numbers in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (0, 4, "0"), (-0.0, 4, "0"), (-2.0, 4, "−2"), (0.25, 4, "0.25"), (1234.56, 4, "1235"),
        (1e6, 4, "1000000"), (1e7, 4, "1 × 10⁷"), (-1.5e-8, 4, "−1.5 × 10⁻⁸"),
        (1e-6, 4, "0.000001"), (100003, 4, "100000"), (100003, 6, "100003"),
        (12345678, 8, "12345678"), (8e20, 4, "8 × 10²⁰"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_people_do(value, digits, words):
    assert written(value, digits) == words


@given(st.floats(-1e30, 1e30), st.integers(4, 9))
def test_what_is_written_is_the_number(value, digits):
    assume(value == 0 or abs(value) > 1e-300)
    text = written(value, digits)
    assert number(text) == pytest.approx(value, rel=0.6 * 10 ** (1 - digits))
    assert "e" not in text and "-" not in text


@given(st.integers(-(10**6), 10**6), st.integers(1, 1000), st.integers(2, 50))
def test_each_position_is_told_from_its_neighbours(low, step, count):
    values = (low + step * numpy.arange(count)) / 1000
    texts = [written(value, digits_apart(values)) for value in values]
    assert len(set(texts)) == count


@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [(0, 1, 4), (-8, 8, 4), (0, 0, 4), (2, 2, 7), (10, 10.5, 5), (0.99999976, 1, 8)],
)
def test_values_that_have_much_in_common_get_more_digits(low, high, digits):
    assert digits_of(low, high) == digits
