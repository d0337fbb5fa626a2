"""Compare the output of a cell with the stored one, allowing for another processor's rounding.

Words must be the same to the letter, whole numbers too. Numbers with a decimal point or an exponent
may differ by one part in a thousand, and a drawn line by a twentieth of a unit: far less than a
curve that is 1 % off.
"""

import math
import re

import numpy

RELATIVE = 1e-3
DRAWN = 0.05  # units of a drawing, in SVG and in the HTML that holds one
ENCODED = re.compile(r'(?<="(?:x|y)":")[A-Za-z0-9+/=]{8,}|(?<="slope":")[A-Za-z0-9+/=]{8,}')
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def same_but_for_rounding(stored, computed, kind="text/plain"):
    """Say whether two outputs of one cell agree.

    Parameters
    ----------
    stored, computed : str
    kind : str
        The MIME type of the output; in drawings, coordinates may differ by ``DRAWN``.
    """
    if stored == computed:
        return True
    curves = [ENCODED.findall(text) for text in (stored, computed)]
    if len(curves[0]) != len(curves[1]):
        return False
    if not all(map(same_curves, *curves)):
        return False
    stored, computed = (ENCODED.sub("", text) for text in (stored, computed))
    if NUMBER.sub("#", stored) != NUMBER.sub("#", computed):
        return False
    slack = DRAWN if kind in ("image/svg+xml", "text/html") else 0.0
    pairs = zip(NUMBER.findall(stored), NUMBER.findall(computed), strict=True)
    return all(same_number(a, b, slack) for a, b in pairs)


def same_number(stored, computed, slack):
    """Say whether two written numbers agree; whole ones must be equal."""
    if stored == computed:
        return True
    if not ({".", "e"} & set(stored) and {".", "e"} & set(computed)):
        return False
    return math.isclose(float(stored), float(computed), rel_tol=RELATIVE, abs_tol=slack)


def same_curves(stored, computed):
    """Say whether two encoded curves agree, measured by their largest value."""
    from d2l_local.explorer.encoding import decode  # imports MXNet: only when needed

    one, other = decode(stored), decode(computed)
    if one.shape != other.shape:
        return False
    return bool(numpy.abs(one - other).max() <= RELATIVE * 0.01 * max(1e-30, numpy.abs(one).max()))
