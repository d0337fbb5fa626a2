"""Counts the regions into which the units of a network of ReLUs cut a plane, exactly.

This runs in the page too, on MicroPython.

No grid: a square is cut along the lines where a unit switches, layer by layer. Inside a part that
the layers below have left whole, they are affine, so a unit's line is straight there.

A layer is a list of units, a unit the list of its weights and, last, its bias. The first layer
reads the two coordinates. It runs in the built pages too.
"""

HAIR = 1e-9  # so near to a line a corner lies on it


def cut(polygon, line):
    """Return the parts of a convex polygon on the sides of a line: two, or itself if it misses.

    Parameters
    ----------
    polygon : list of (x1, x2)
        Its corners, in order.
    line : (p, q, r)
        Where p x1 + q x2 + r = 0.
    """
    side = [line[0] * x1 + line[1] * x2 + line[2] for x1, x2 in polygon]
    if min(side) > -HAIR or max(side) < HAIR:
        return [polygon]
    plus, minus = [], []
    for k, corner in enumerate(polygon):
        before = side[k - 1]
        if before * side[k] < 0:  # the line crosses this edge
            share = before / (before - side[k])
            crossing = tuple([a + share * (b - a) for a, b in zip(polygon[k - 1], corner)])
            plus.append(crossing)
            minus.append(crossing)
        if side[k] >= 0:
            plus.append(corner)
        if side[k] <= 0:
            minus.append(corner)
    return [plus, minus]


def regions(layers, reach=2):
    """Return how many regions a network makes of the square from -reach to reach.

    In each the same units are on. Neighbours may still share one affine map.
    """
    corners = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)]
    found = [(corners, [(1, 0, 0), (0, 1, 0)])]  # parts; in each what the next layer reads
    for layer in layers:
        finer = []
        for polygon, inputs in found:
            lines = [argument(unit, inputs) for unit in layer]
            parts = [polygon]
            for line in lines:
                parts = [half for part in parts for half in cut(part, line)]
            finer += [(part, [on(line, part) for line in lines]) for part in parts]
        found = finer
    return len(found)


def argument(unit, inputs):
    """Return the argument of a unit as an affine function (p, q, r) of the plane."""
    p, q, r = [sum([w * one[k] for w, one in zip(unit, inputs)]) for k in range(3)]
    return p, q, r + unit[-1]


def on(line, part):
    """Return what a ReLU makes of an affine function on a part that its line does not cross."""
    x1, x2 = [sum(along) / len(part) for along in zip(*part)]
    return line if line[0] * x1 + line[1] * x2 + line[2] > 0 else (0, 0, 0)


def most_regions(units):
    """Return how many regions one layer makes of a plane at most: 1 + h + h (h - 1) / 2."""
    return 1 + units + units * (units - 1) // 2
