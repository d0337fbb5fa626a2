"""Numbers over a plane: a value, or several, at each point of a grid in two directions.

This runs in the page too, on MicroPython.
"""

from d2l_local.curves.evaluation import all_positions, check_finite, place_of, values_at
from d2l_local.curves.failures import with_cause
from d2l_local.curves.sliders import MAX_BYTES, row_number


class PlaneRows:
    """A function of two numbers, for each position of the sliders.

    Attributes
    ----------
    grids : list of Slider
        The values of x1 and of x2.
    sliders : tuple of Slider or Choice
    rows : list of list of array
        For each position the columns that the function returned, each with a number for each
        point; x2 moves fastest.
    """

    def __init__(self, grids, sliders, rows):
        self.grids = grids
        self.sliders = sliders
        self.rows = rows

    def number(self, position):
        """Return which of the rows is that of a position of the sliders."""
        return row_number(self.sliders, position)


def plane_evaluation_steps(engine, function, grids, parameters, columns):
    """Evaluate a function over a plane, step by step: a generator that returns the rows.

    Before each position of the sliders it yields how many are done, and how many there are.

    Parameters
    ----------
    engine
        As :mod:`d2l_local.curves.evaluation` has it; this asks for one more function:
        ``call_plane(function, points, at)`` takes the points as a list of pairs, and returns the
        columns of what the function gives, each an array of float32, and its shape.
    function : callable
        ``function(x, **parameters)``; x has the shape (points, 2).
    grids : list of Slider
    parameters : list of (str, Slider or Choice)
    columns : int or None
        1 where a number for each point is wanted, None where several are.

    Returns
    -------
    PlaneRows

    Raises
    ------
    ValueError
        As :func:`d2l_local.curves.evaluate`, but that nothing is differentiated.
    """
    if not callable(function):
        raise ValueError(f"{function!r} is no function: give one of points, of the shape (n, 2)")
    sliders = tuple([slider for _, slider in parameters])
    positions = all_positions(sliders)
    for grid in grids:
        grid.check_float32()
    points = [(one, other) for one in grids[0].values for other in grids[1].values]
    size = len(positions) * len(points) * 4 * 4 // 3
    if size > MAX_BYTES:
        raise ValueError(
            f"too much for one page: {len(positions)} positions x {len(points)} points weigh "
            f"{size / 1e6:.2f} MB, and at most {MAX_BYTES / 1e6:.0f} MB fit. Take larger steps or "
            "fewer positions"
        )
    rows = []
    for number, position in enumerate(positions):
        yield number, len(positions)
        at = values_at(sliders, position)
        where = place_of(at) or "on the plane"
        try:
            found, shape = engine.call_plane(function, points, at)
        except Exception as error:
            reason = engine.explained(error, None, (len(points), 2))
            raise with_cause(ValueError(f"the function failed {where}: {reason}"), error)  # noqa: B904
        wanted = f"({len(points)},)" if columns == 1 else f"({len(points)}, lines)"
        if len(shape) != (1 if columns == 1 else 2) or shape[0] != len(points):
            raise ValueError(
                f"the function returned the shape {shape} {where}: x has the shape "
                f"({len(points)}, 2); return the shape {wanted}"
            )
        for column in found:
            check_finite(column, points, f"the function is {{}} {where}", "(x1, x2)")
        if number == 0:
            again, _ = engine.call_plane(function, points, at)
            if any(list(one) != list(other) for one, other in zip(found, again)):
                raise ValueError(
                    f"the function differs from call to call {where}: it draws random numbers or "
                    "remembers what it saw. Draw them once, before plane"
                )
        rows.append(found)
    return PlaneRows(grids, sliders, rows)
