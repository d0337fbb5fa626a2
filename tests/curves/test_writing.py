"""Numbers are rounded and written as CPython and NumPy do it; page_python asks MicroPython."""

import math

from d2l_local.curves import writing

import numpy
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

sizes = st.integers(-40, 40).map(lambda n: 10.0**n)
numbers = st.one_of(
    st.floats(-(2.0**99), 2.0**99, width=32),
    st.builds(lambda n, power: n / 2**power, st.integers(-(10**6), 10**6), st.integers(0, 12)),
    st.builds(lambda value, size: value * size, st.floats(-1, 1), sizes),
).filter(lambda value: value == 0 or abs(value) > 1e-300)


@given(numbers, st.integers(0, 20))
@example(88.125, 2)
@example(-0.375, 2)
def test_decimals_are_those_of_the_format_f(value, decimals):
    assert writing.fixed(value, decimals) == f"{value:.{decimals}f}"


@given(numbers, st.integers(1, 16))
@example(2.0625, 4)
@example(12350.0, 3)
def test_digits_are_those_of_the_format_g(value, digits):
    assert writing.to_digits(value, digits) == f"{value:.{digits}g}"


@given(numbers, st.integers(-5, 50))
@example(-1e-9, 3)
@example(0.0, 3)
@example(9.96, 1)
@example(0.00051, 3)
def test_a_rounded_number_is_that_of_round_with_its_sign(value, decimals):
    found, expected = writing.rounded(value, decimals), round(value, decimals)
    assert (found, math.copysign(1, found)) == (expected, math.copysign(1, expected))


@given(numbers)
@example(1 / 3)
@example(1e25)
def test_the_shortest_way_of_writing_a_number_is_numpys(value):
    expected = numpy.format_float_positional(value + 0.0, trim="-")
    assert writing.positional(value) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "side"),
    [(0.125, 2, -1), (0.375, 2, 1), (-0.125, 2, -1), (5.0, -1, -1), (15.0, -1, 1), (0.25, 2, 0)],
)
def test_what_lies_halfway_is_moved_towards_the_even_side(value, decimals, side):
    moved = abs(writing.off_halfway(value, decimals)) - abs(value)
    assert (moved > 0) - (moved < 0) == side and abs(moved) < 1e-14
