"""Steps for exercise 2 alone: creases, regions, and what is straight.

Runs in the page, on MicroPython, too.
"""

from d2l_local.check import asking
from d2l_local.check.asking import Values, Wrong, call, numbers
from d2l_local.check.comparing import RTOL, agree, all_agree, hint_for
from d2l_local.check.networks import affine
from d2l_local.check.steps import judging_step
from d2l_local.explorer.words import written


@judging_step
def apply_map(answered, x, of):
    """Compute x M + c with two results."""
    X = Values(x["shape"], x["values"])
    answered.results[""] = affine(X, *[answered.results[name] for name in of])


# b. Creases -----------------------------------------------------------------------------------


@judging_step
def ask_pairs(answered, arguments, where, places, elsewhere, other, hint=None):
    """Ask for a dict from places to numbers, and keep the numbers in the order of the places.

    Parameters
    ----------
    places : list of float
        Those that it must name, and no other.
    elsewhere : list
        Known wrong places, whether all that are named must be among them, and a hint.
    other : str
        The hint for any other place.
    hint : str, optional
        What is told in place of any other hint if there are no places.
    """
    (function,) = answered.answer
    pairs = []
    try:
        result = call(function, *answered.given(arguments), where=where)
        if isinstance(result, dict):
            pairs = [
                (numbers(place, (), f"as a place {where}").flat[0], jump)
                for place, jump in result.items()
            ]
        failed = None
    except Wrong as wrong:
        failed = wrong
    if failed:
        raise Wrong(failed.seen, hint or failed.hint, failed.may_hold_elsewhere)
    if not isinstance(result, dict):
        raise Wrong(
            f"It gives {type(result).__name__} {where}, not a dict.",
            "A dict holds pairs: jumps = {} and then jumps[place] = jump.",
        )
    pairs = [(place, numbers(jump, (), where).flat[0]) for place, jump in pairs]
    pairs.sort(key=lambda pair: pair[0])
    named = [place for place, _ in pairs]

    def among(place, others):
        return any(agree(place, one) for one in others)

    for number, place in enumerate(named):
        if among(place, named[:number]):
            raise Wrong(
                f"It names {written(place)} twice {where}.",
                "At a place there is one jump. What if several units change there?",
            )
    for place in named:
        if not among(place, places):
            for wrong, all_of_them, own in reversed(elsewhere):
                if all(among(one, wrong) for one in (named if all_of_them else [place])):
                    other = own
            raise Wrong(f"It names a jump at {written(place)} {where}.", other)
    if len(named) < len(places):
        raise Wrong(
            f"It names {len(named)} place{'' if len(named) == 1 else 's'} {where}.",
            "That is not all. Does every unit whose slope changes have its place?",
        )
    answered.results[""] = Values((len(named),), [jump for _, jump in pairs])


# e. Softmax, and a line of ReLUs ----------------------------------------------------------------


@judging_step
def ask_along_lines(answered, lines, hint):
    """Ask for a result for each row of probabilities whose logits move along a straight line.

    It must be straight up to creases, continuous, and no constant, whatever else it is.

    Parameters
    ----------
    lines : list of dict
        Each with its probabilities 'P', and more of them, 'fine', as arrays in data, and with the
        first columns of known wrong answers and their hints, 'faults'.
    hint : str
        For a result that bends, if no known fault fits.
    """
    moved = False
    for line in lines:
        columns = columns_of(answered, line["P"])
        limit = 5e-6 * (1 + max([abs(one) for column in columns for one in column]))
        if any(sum([one > limit for one in bends(column)]) > 10 for column in columns):
            # A crease bends at one place or two, a curve at all.
            raise Wrong(
                "While the logits move along a straight line, your result bends all the way.",
                hint_for(columns[0], [0] * len(columns[0]), hint, line["faults"]),
            )
        rise = max(map(largest_step, columns))
        if rise > 1e-3 and max(map(largest_step, columns_of(answered, line["fine"]))) > rise / 2:
            raise Wrong(
                "While the logits move along a straight line, your result jumps.",
                "A decision jumps from class to class. Asked for is a continuous function: what "
                "does the decision compare?",
            )
        moved = moved or any(max(column) - min(column) > 1e-3 for column in columns)
    if not moved:
        raise Wrong(
            "It gives the same for every input tried.",
            "A constant is piecewise linear, and tells nothing of the input.",
        )


def bends(column):
    """Return the sizes of the second differences of neighbours."""
    return [abs(one - 2 * two + three) for one, two, three in zip(column, column[1:], column[2:])]


def largest_step(column):
    """Return the size of the largest difference of neighbours."""
    return max([abs(one - other) for one, other in zip(column, column[1:])])


def columns_of(answered, P):
    """Return the columns of what an answer gives for the rows of P; a row is judged alone too."""
    (function,) = answered.answer
    count, width = P["shape"]
    where = f"for probabilities of shape {(count, width)}"
    values = asking.array_from(function, answered.given(P), where=where)
    first = {"shape": [1, width], "values": P["values"][:width]}
    alone = asking.array_from(function, answered.given(first), where="for one example").flat
    if not values.shape or values.shape[0] != count:
        raise Wrong(
            f"It gives the shape {values.shape} {where}.",
            "Each example stands in a row, and gets a result of its own. Look at the axis.",
        )
    size = len(values.flat) // count
    if len(alone) != size or not all_agree(alone, values.flat[:size], RTOL, 1e-4):
        raise Wrong(
            "An example gets another result by itself than among others.",
            "The result of a row may depend on that row only. Look at the axis.",
        )
    return [values.flat[i::size] for i in range(size)]


@judging_step
def take_lists(answered, names, seen, hint, advice):
    """Take an answer of several lists of one length; ``seen`` and ``hint`` if fewer came."""
    if len(answered.answer) != len(names):
        raise Wrong(seen.replace("{count}", str(len(answered.answer))), hint)
    lists = [numbers(one, None, f"as {name}") for one, name in zip(answered.answer, names)]
    shapes = [one.shape for one in lists]
    if any(one != shapes[0] for one in shapes) or len(shapes[0]) != 1 or shapes[0][0] == 0:
        listed = ", ".join(map(str, shapes))
        raise Wrong(f"{', '.join(names[:-1])} and {names[-1]} have the shapes {listed}.", advice)
    for name, one in zip(names, lists):
        answered.results[name] = one


@judging_step
def apply_units(answered, x, of):
    """Compute the sum of ReLUs w, b, v (three results) for each x."""
    w, b, v = [answered.results[name].flat for name in of]
    flat = [sum([max(0, w[i] * one + b[i]) * v[i] for i in range(len(w))]) for one in x]
    answered.results[""] = Values((len(x),), flat)


@judging_step
def count_regions(answered, of):
    """Say how many regions the units w, b cut the line into."""
    w, b = [answered.results[name].flat for name in of]
    cuts = {-b[i] / w[i] for i in range(len(w)) if w[i] != 0}
    return f"One piece, and {1 + len(cuts)} regions of constant pattern."
