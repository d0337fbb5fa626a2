"""Steps for exercise 4 alone: products, twins, and what a softmax does not see.

Runs in the page, on MicroPython, too.
"""

import math

from d2l_local.check import asking
from d2l_local.check.asking import Values, Wrong
from d2l_local.check.comparing import all_agree
from d2l_local.check.networks import affine
from d2l_local.check.steps import judging_step
from d2l_local.explorer.words import written


@judging_step
def multiply(answered, of):
    """Multiply two results."""
    answered.results[""] = affine(*[answered.results[name] for name in of])


@judging_step
def centre(answered):
    """Take its mean from each row of the last result."""
    flat = []
    for row in answered.results[""].rows():
        mean = sum(row) / len(row)
        flat += [one - mean for one in row]
    answered.results[""].flat = flat


@judging_step
def ask_twin(answered, W1, x, best, where):
    """Ask for an input at the distance 1 from x that W1 maps to the same.

    ``W1``, ``x`` are arrays as data; ``best`` is the direction that W1 sees best, a list.
    """
    (function,) = answered.answer
    count, width = W1["shape"]
    y = asking.array_from(function, *answered.given([W1, x]), where=where)
    if y.shape == (width,):
        raise Wrong(
            f"It gives the shape {y.shape} {where}, like a row in the waist.",
            "The twin is an input, as long as x. Which side of W1 does an input stand on?",
        )
    asking.give_shape(y, (count,), f" {where}")
    y = y.flat
    W = Values(W1["shape"], W1["values"])

    def arrives(row):
        """Return the largest number of a row in the waist."""
        return max([abs(one) for one in affine(Values((1, count), row), W).flat])

    def length(row):
        return math.sqrt(sum([one * one for one in row]))

    move = [one - other for one, other in zip(y, x["values"])]
    far, unnoticed = length(move), 1e-4 * (length(W.flat) + 1)
    if far < 1e-4:
        raise Wrong(
            f"It gives x itself {where}.",
            "A twin is another input. Where else can you stand without the waist noticing?",
        )
    if arrives(move) > unnoticed:
        hint = (
            "Your step reaches the waist. W1 has more rows than columns: which steps come out as 0?"
        )
        if arrives(y) < unnoticed:
            hint = "That is a direction which the waist cannot see. Go that way, from x."
        elif all_agree(y, [-one for one in x["values"]], 0, 1e-4):
            hint = "The mirror image changes the sign of all that the waist receives."
        elif any(all_agree(move, [side * one * far for one in best]) for side in (1, -1)):
            hint = "That is the direction which the waist sees best. The singular values come in "
            hint += "falling order."
        raise Wrong(
            f"Between x and its twin a number in the waist changes by {written(arrives(move))} "
            f"{where}.",
            hint,
        )
    if abs(far - 1) > 2e-3:
        raise Wrong(
            f"The waist notices nothing {where}, but your twin is {written(far)} away.",
            "The direction holds. Now give your step the length 1.",
        )
