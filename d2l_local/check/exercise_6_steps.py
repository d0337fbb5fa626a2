"""Steps for exercise 6 alone: words, a latch of ten layers, and a saw.

Runs in the page, on MicroPython, too.
"""

import math

from d2l_local.check.asking import Unanswered, Values, Wrong, numbers
from d2l_local.check.comparing import agree, all_agree, sign
from d2l_local.check.networks import affine, sigmoid
from d2l_local.check.steps import judging_step
from d2l_local.explorer.words import written


@sign("is off Swish")
def is_off_swish(values, expected, beta):
    """Say whether the second number is not the value of Swish at the first."""
    x, y = values.flat
    return not agree(y, x * sigmoid(beta * x), 5e-3)


@judging_step
def choose_words(answered, choices, words):
    """Judge a dict that gives one of the words to each key.

    ``choices`` has the key, the right word and a hint for each.
    """
    (answer,) = answered.answer
    keys = [key for key, _, _ in choices]
    if not isinstance(answer, dict) or set(answer) != set(keys):
        raise Wrong(
            f"This is {type(answer).__name__}, not the dict of the cell above with its six keys.",
            f"Keep the keys as they are: {', '.join(keys)}.",
        )
    if any(one is None for one in answer.values()):
        raise Unanswered
    for key in keys:
        if not isinstance(answer[key], str) or answer[key] not in words:
            raise Wrong(
                f"For {key} you say {repr(answer[key])[:40]}.",
                f"Choose one of these words: {tuple(words)}.",
            )
    wrong = [(key, hint) for key, right, hint in choices if answer[key] != right]
    if wrong:
        key, hint = wrong[0]
        more = f" ({len(wrong)} of the six are not right yet.)" if len(wrong) > 1 else ""
        raise Wrong(f"For {key} you say {answer[key]!r}.{more}", hint)
    return "All six hold."


# d. A latch -----------------------------------------------------------------------------------


@judging_step
def take_latch(answered, layers, steepest, vanished):
    """Judge the weights w and biases b of a chain of tanhs.

    Its outputs at -1 and 1 must differ by 1 or more, and its gradients in the first weight be below
    ``vanished``, with weights up to ``steepest``.
    """
    if len(answered.answer) != 2 or answered.answer[1] is None:
        raise Wrong("There is one list here; asked for are two.", "Pass w and b, ten numbers each.")
    w, b = [numbers(one, None, f"for {name}") for one, name in zip(answered.answer, "wb")]
    if w.shape != (layers,) or b.shape != (layers,):
        raise Wrong(
            f"w has the shape {w.shape} and b the shape {b.shape}.",
            "Each layer has one weight and one bias, and there are ten layers.",
        )
    sizes = [abs(one) for one in w.flat]
    if max(sizes) > steepest:
        layer = sizes.index(max(sizes))
        raise Wrong(
            f"The weight of layer {layer + 1} is {written(w.flat[layer])}.",
            f"One steep unit would do it without the others. Weights beyond {steepest} are not "
            "allowed here: what can ten layers do that one cannot?",
        )
    (low, left), (high, right) = through(w.flat, b.flat, -1), through(w.flat, b.flat, 1)
    seen = (
        f"The outputs at −1 and 1 are {written(low)} and {written(high)}; the gradients in the "
        f"first weight are {written(left)} and {written(right)}."
    )
    if abs(high - low) < 1:
        raise Wrong(
            f"{seen} The outputs are too close.",
            "Both inputs end in the same flat end of the tanh. Each needs a flat end of its own."
            if abs(low) > 0.9
            else "The signal itself dies. Look at a number that one layer maps to itself: which "
            "weights have one other than 0?",
        )
    if max(abs(left), abs(right)) >= vanished:
        raise Wrong(
            f"{seen} A gradient is too large.",
            "Where a layer maps a number to itself, its slope counts ten times over. How do you "
            "make that slope smaller?",
        )
    return seen


def through(w, b, x):
    """Return the output of a chain of tanhs and its derivative in the first weight."""
    h, slope = x, 1
    for layer, (weight, bias) in enumerate(zip(w, b)):
        z = weight * h + bias
        slope *= (weight if layer else h) / math.cosh(max(min(z, 300), -300)) ** 2
        h = math.tanh(z)
    return h, slope


# e. A saw -------------------------------------------------------------------------------------


@judging_step
def take_saw(answered, most, strokes):
    """Judge the weights Ws and biases bs of a ReLU network of one input.

    On [0, 1] it must draw so many strokes between 0 and 1, with ``most`` ReLUs.
    """
    layers = layers_of(*(list(answered.answer) + [None])[:2])
    widths = [W.shape[1] for W, _ in layers[:-1]]
    if sum(widths) > most:
        raise Wrong(
            f"Your network has {sum(widths)} ReLUs.",
            f"{most} are enough. How many strokes does a layer of h ReLUs multiply by, and what "
            "does it cost?",
        )
    x, y = with_points(*corners(layers), [i / strokes for i in range(strokes + 1)])
    wanted = [abs((strokes * one + 1) % 2 - 1) for one in x]
    off = [abs(one - other) for one, other in zip(y, wanted)]
    if max(off) <= 2e-3:
        return f"{strokes} strokes with {sum(widths)} ReLUs in {len(widths)} layers."
    at, turns = off.index(max(off)), strokes_in(y)
    raise Wrong(
        f"At x = {written(x[at])} your network gives {written(y[at])}; on [0, 1] its values go "
        f"from {written(min(y))} to {written(max(y))} in {turns} stroke(s).",
        saw_hint(y, turns, wanted, widths, most, strokes),
    )


def layers_of(Ws, bs):
    """Return the layers as pairs of values, W of shape (in, out) and b of shape (out,)."""
    for one in (Ws, bs):
        if not isinstance(one, (list, tuple)) or not one:
            raise Wrong(
                f"This is {type(one).__name__}; asked for are two lists, Ws and bs.",
                "One W and one b a layer, the output layer included.",
            )
    if any(one is None for one in list(Ws) + list(bs)):
        raise Unanswered
    if len(Ws) != len(bs):
        raise Wrong(
            f"There are {len(Ws)} weights and {len(bs)} biases.", "One W and one b a layer."
        )
    layers, size = [], 1
    for number, pair in enumerate(zip(Ws, bs), 1):
        W, b = [numbers(one, None, f"in layer {number}") for one in pair]
        b.shape = (len(b.flat),)
        if len(W.shape) != 2 or W.shape[0] != size or W.shape[1] != len(b.flat):
            raise Wrong(
                f"Layer {number} has W of shape {W.shape} and b of shape {b.shape}, and gets "
                f"{size} number(s) from the layer before.",
                "W has a row for each number that comes in and a column for each unit.",
            )
        layers.append((W, b))
        size = W.shape[1]
    if size != 1:
        raise Wrong(f"The last layer gives {size} numbers.", "The network has one output.")
    return layers


def corners(layers):
    """Return the places in [0, 1] where a ReLU network may bend, both ends too, and its values."""
    x, rows = [0.0, 1.0], [[0.0], [1.0]]
    for number, (W, b) in enumerate(layers):
        flat = [one for row in rows for one in row]
        rows = affine(Values((len(rows), W.shape[0]), flat), W, b).rows()
        if number < len(layers) - 1:
            x, rows = with_crossings(x, rows)
            rows = [[max(one, 0) for one in row] for row in rows]
    return x, [row[0] for row in rows]


def with_crossings(x, rows):
    """Return the places with those between them where a unit's argument is 0, and the arguments."""
    places, arguments = x[:1], rows[:1]
    for i in range(len(x) - 1):
        left, right = rows[i], rows[i + 1]
        shares = [one / (one - other) for one, other in zip(left, right) if one * other < 0]
        for share in sorted(shares):
            places.append(x[i] + share * (x[i + 1] - x[i]))
            arguments.append([one + share * (other - one) for one, other in zip(left, right)])
        places.append(x[i + 1])
        arguments.append(right)
    return places, arguments


def with_points(x, y, more):
    """Return ascending places and values of a line through them, with more places on it."""
    places, values = [], []
    i = 0
    for place in sorted(x + more):
        while i < len(x) - 2 and x[i + 1] < place:
            i += 1
        run = x[i + 1] - x[i]
        places.append(place)
        values.append(y[i] + (y[i + 1] - y[i]) * ((place - x[i]) / run if run else 1))
    return places, values


def strokes_in(y):
    """Return how often values rise or fall, without a turn in between; rounding is no stroke."""
    least = 1e-9 * (1 + max([abs(one) for one in y]))
    rises = [other > one for one, other in zip(y, y[1:]) if abs(other - one) > least]
    return sum([one != other for one, other in zip(rises, rises[1:])]) + min(1, len(rises))


def saw_hint(y, turns, wanted, widths, most, strokes):
    """Return the hint for a network that draws something else than the saw.

    ``widths`` holds the number of ReLUs of each layer.
    """
    product = 1
    for width in widths:
        product *= width
    if max(y) - min(y) < 1e-6:
        return "It is constant on [0, 1]: are all units silent there, or always active?"
    if widths == [turns]:
        return (
            f"One layer of {turns} ReLUs draws {turns} strokes. What would a second layer do to "
            "each of them?"
        )
    if len(widths) > 1 and turns == product < strokes:
        return (
            "Your layers multiply strokes, as they should: "
            f"{' · '.join(map(str, widths))} = {turns}. "
            f"With {most} ReLUs in all, is there a larger product?"
        )
    if abs(turns - strokes) <= 2 and all_agree([1 - one for one in y], wanted, atol=2e-3):
        return "It is upside down: the first stroke goes up from 0."
    if abs(turns - strokes) <= 2:
        return "The number of strokes is right; their height is not. Which layer sets it?"
    return (
        "Draw one layer first: strokes from 0 to 1 and back. What the next layer reads must fill "
        "exactly the interval on which it draws its own strokes."
    )
