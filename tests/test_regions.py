"""Regions of a plane, counted by cutting it, against the units that are on at many points."""

from d2l_local.regions import cut, most_regions, regions

import numpy
import pytest


def patterns(layers, reach, points=600):
    """Count the sets of units that are on at the points of a grid: one for each region."""
    middles = (numpy.arange(points) + 0.5) * 2 * reach / points - reach
    x = numpy.stack(numpy.meshgrid(middles, middles), -1).reshape(-1, 2)
    seen = []
    for layer in layers:
        units = numpy.array(layer)
        arguments = x @ units[:, :-1].T + units[:, -1]
        seen.append(arguments > 0)
        x = numpy.maximum(arguments, 0)
    return len(numpy.unique(numpy.concatenate(seen, axis=1), axis=0))


def random_layers(seed, *sizes):
    draw = numpy.random.default_rng(seed)
    return [
        draw.normal(size=(units, reads + 1)).tolist()
        for reads, units in zip((2, *sizes), sizes, strict=False)
    ]


@pytest.mark.parametrize("sizes", [(3,), (4, 3), (3, 3, 3)])
@pytest.mark.parametrize("seed", range(3))
def test_there_are_as_many_as_sets_of_units_that_are_on(seed, sizes):
    layers = random_layers(seed, *sizes)
    found, seen = regions(layers, 3), patterns(layers, 3)
    assert seen <= found <= seen + 2  # the grid misses what is smaller than its step


@pytest.mark.parametrize("units", [1, 2, 3, 5, 8])
def test_one_layer_anyhow_makes_the_most(units):
    assert regions(random_layers(5, units), 1e4) == most_regions(units)


def test_lines_that_meet_or_are_parallel_or_equal_make_fewer():
    axes = [(1, 0, 0), (0, 1, 0)]
    assert most_regions(3) == regions([[*axes, (1, 1, -1)]]) == 7
    assert regions([[*axes, (1, 1, 0)]]) == regions([[*axes, (1, 0, -1)]]) == 6
    assert regions([[*axes, (-2, 0, 0)]]) == regions([[*axes, (0, 0, 1)]]) == 4


def test_a_line_through_a_corner_cuts_into_two_and_one_along_an_edge_does_not():
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    plus, minus = cut(square, (1, -1, 0))
    assert set(plus) == {(0, 0), (1, 0), (1, 1)} and set(minus) == {(0, 0), (1, 1), (0, 1)}
    assert cut(square, (1, 0, 0)) == cut(square, (0, 1, -1)) == [square]
