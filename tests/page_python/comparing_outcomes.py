"""Whether the page's arrays come to what MXNet comes to, or refuse it in words."""

import math

SAYS = (" write ", "keyword", "argument", "out of bounds")  # what a refusal names


def verdict(theirs, ours):
    """Return 'same', 'both refuse', 'refused' (by the page alone) or 'different', and why.

    Parameters
    ----------
    theirs, ours : list
        What outcomes.outcome gives, with MXNet and with the page's arrays.
    """
    if theirs[1] and ours[1]:
        return "both refuse", ""
    if ours[1]:
        kind, words = ours[1]
        if kind == "Elsewhere" or any(one in words for one in SAYS):
            return "refused", words
        return "different", f"refused without saying what to write: {kind}: {words}"
    if theirs[1]:
        return (
            "different",
            f"MXNet refuses ({': '.join(theirs[1])[-150:]}), the page shows {ours[0]}",
        )
    if len(theirs[0]) != len(ours[0]):
        return "different", f"{len(theirs[0])} values in MXNet, {len(ours[0])} in the page"
    scale = max([abs(number) for one in theirs[0] for number in numbers_in(one)], default=0.0)
    for one, other in zip(theirs[0], ours[0], strict=True):
        if words := difference(one, other, scale):
            return "different", words
    return "same", ""


def numbers_in(told):
    """Return the finite numbers of an array that a program shows; rounding is as great."""
    return [float(one) for one in told[3] if is_finite(one)] if told[0] == "array" else []


def difference(theirs, ours, scale=0.0):
    """Return in words how a value of MXNet and one of the page differ, or ''."""
    if theirs[0] != ours[0]:
        if as_number(theirs) is not None and as_number(theirs) == as_number(ours):
            return ""
        return f"MXNet {theirs[:4]}, the page {ours[:4]}"
    if theirs[0] == "list":
        if len(theirs[1]) != len(ours[1]):
            return f"MXNet {theirs}, the page {ours}"
        pairs = zip(theirs[1], ours[1], strict=True)
        return next(filter(None, [difference(*pair, scale) for pair in pairs]), "")
    if theirs[0] == "array":
        return difference_of_arrays(theirs, ours, scale)
    if theirs[0] == "number" and ours[0] == "number":
        return "" if near(theirs[1], ours[1]) else f"MXNet {theirs[1]}, the page {ours[1]}"
    same = theirs[1].lower() == ours[1].lower()
    return "" if same else f"MXNet {theirs[1]}, the page {ours[1]}"


def as_number(told):
    """Return what a number of NumPy's own comes to, which the page has as an array without axes."""
    if told[0] == "number" or told[1] in ("True", "False"):
        return float(told[1] == "True" if told[1] in ("True", "False") else told[1])
    return float(told[3][0]) if told[0] == "array" and told[2] == [] else None


def difference_of_arrays(theirs, ours, scale):
    _, dtype, shape, numbers, text, code = theirs
    if (dtype, shape) != (ours[1], ours[2]):
        return f"MXNet {dtype} {shape} {numbers[:8]}, the page {ours[1]} {ours[2]} {ours[3][:8]}"
    for one, other in zip(numbers, ours[3], strict=True):
        if not near(one, other, scale):
            return f"MXNet {numbers}, the page {ours[3]}"
    if numbers == ours[3] and (text, code) != (ours[4], ours[5]):
        return f"MXNet writes {text!r} and {code!r}, the page {ours[4]!r} and {ours[5]!r}"
    return ""


def is_finite(text):
    return text not in ("True", "False") and math.isfinite(float(text))


def near(one, other, scale=0.0):
    """Say whether two numbers, as text, are the same to 1e-5 of them, or of the greatest beside."""
    if one == other:
        return True
    if {one, other} & {"True", "False"}:
        return False
    a, b = float(one), float(other)
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    if math.isinf(a) or math.isinf(b):
        return a == b
    return abs(a - b) <= 1e-5 * max(abs(a), abs(b)) + 1e-6 * max(scale, 1e-3)
