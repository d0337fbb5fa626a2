"""``math``, whole: what MicroPython's lacks, and CPython's errors.

This runs in the page, on MicroPython. The page's arrays are told apart: ``math`` takes one number.
"""

import math

from d2l_local.page_python import arrays
from d2l_local.page_python.language.numbers import bits, divided, float_of

RANGE, DOMAIN = "math range error", "math domain error"
ONE = ("acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "degrees", "erf", "erfc",
       "exp", "expm1", "fabs", "gamma", "lgamma", "radians", "sin", "sinh",
       "sqrt", "tan", "tanh")  # fmt: skip
GROWS = ("exp", "expm1", "cosh", "sinh", "gamma", "lgamma", "pow", "ldexp")  # beyond float64
SAME_IN_NP = ("exp", "expm1", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "log10",
              "log2", "log1p", "fabs", "floor", "ceil", "trunc", "degrees", "radians", "isnan",
              "isinf", "isfinite", "hypot", "cbrt")  # fmt: skip
OTHERWISE = {"erf": "npx.erf", "pow": "np.power", "asin": "np.arcsin", "acos": "np.arccos",
             "atan": "np.arctan", "asinh": "np.arcsinh", "acosh": "np.arccosh",
             "atanh": "np.arctanh", "atan2": "np.arctan2", "fmod": "np.fmod"}  # fmt: skip


def number(value, name):
    """Return an argument as a plain number; raise TypeError, as CPython does, if it is none."""
    if isinstance(value, arrays.ndarray):
        if value.size == 1:
            return value.item()
        other = OTHERWISE.get(name, f"np.{name}" if name in SAME_IN_NP else "")
        advice = f": {other} works on arrays" if other else ": take one entry after the other"
        raise TypeError(f"only size-1 arrays can be converted to Python scalars{advice}")
    if isinstance(value, bool):  # which is no int to MicroPython
        return int(value)
    if isinstance(value, (int, float)):
        return value
    try:
        return value.__float__()
    except AttributeError:
        pass
    raise TypeError(f"must be real number, not {type(value).__name__}")


def whole(value, name):
    """Return an argument that has to be a whole number."""
    if isinstance(value, (int, bool)):
        return int(value)
    kind = type(value).__name__
    raise TypeError(f"'{kind}' object cannot be interpreted as an integer")


def of_numbers(name, function):
    """Return a function of numbers with CPython's errors."""

    def call(*values):
        some = [number(value, name) for value in values]
        if name not in ("isfinite", "isinf", "isnan", "frexp", "modf", "isclose"):
            some = [as_float(one) for one in some]
        try:
            found = function(*some)
        except ValueError:
            finite = all(math.isfinite(one) for one in some)
            if name in GROWS and finite and not is_outside(name, some):
                raise OverflowError(RANGE) from None
            raise ValueError(DOMAIN) from None
        except ZeroDivisionError:
            raise ValueError(DOMAIN) from None
        return found

    return call


def as_float(value):
    """Return a number as a float; a whole one beyond float64 is none."""
    return float_of(value) if isinstance(value, int) else float(value)


def is_outside(name, some):
    """Say whether a function that grows beyond float64 is not defined there."""
    if name in ("gamma", "lgamma"):
        return some[0] <= 0 and some[0] == math.floor(some[0])
    if name == "pow":
        return some[0] == 0 or (some[0] < 0 and some[1] != math.floor(some[1]))
    return False


def ceil(value):
    return rounded(value, "ceil", math.ceil)


def floor(value):
    return rounded(value, "floor", math.floor)


def trunc(value):
    return rounded(value, "trunc", math.trunc)


def rounded(value, name, function):
    value = number(value, name)
    if isinstance(value, int):
        return int(value)
    if math.isinf(value):
        raise OverflowError("cannot convert float infinity to integer")
    if math.isnan(value):
        raise ValueError("cannot convert float NaN to integer")
    return function(value)


def log(value, base=None):
    """Return the natural logarithm, or that to a base; whole numbers may be of any size."""
    found = natural(number(value, "log"))
    return found if base is None else found / natural(number(base, "log"))


def natural(value):
    return of_any_size(value, math.log)


def of_any_size(value, function):
    """Return a logarithm; whole numbers may be of any size."""
    if value <= 0:
        raise ValueError(DOMAIN)
    if not isinstance(value, int) or value < 1 << 1000:
        return function(value)
    twos = bits(value)
    return function(divided(value, 1 << twos)) + function(2.0) * twos


def log2(value):
    return of_any_size(number(value, "log2"), math.log2)


def log10(value):
    return of_any_size(number(value, "log10"), math.log10)


def log1p(value):
    """Return log(1 + x), to the last digit for small x too."""
    value = as_float(number(value, "log1p"))
    if value <= -1:
        raise ValueError(DOMAIN)
    u = 1 + value
    if u == 1 or math.isinf(value):
        return value
    return math.log(u) * value / (u - 1) if abs(value) < 1 else math.log(u)


def cbrt(value):
    value = as_float(number(value, "cbrt"))
    if not value or not math.isfinite(value):
        return value
    found = math.copysign(abs(value) ** (1 / 3), value)
    return found - (found - value / found / found) / 3  # one step of Newton's rounds it well


def exp2(value):
    return power(2.0, value)


def power(base, exponent):
    base, exponent = as_float(number(base, "pow")), as_float(number(exponent, "pow"))
    if base == 1 or exponent == 0:
        return 1.0
    return of_numbers("pow", math.pow)(base, exponent)


def ldexp(value, exponent):
    value, exponent = as_float(number(value, "ldexp")), whole(exponent, "ldexp")
    found = math.ldexp(value, min(max(exponent, -5000), 5000))
    if math.isinf(found) and math.isfinite(value):
        raise OverflowError(RANGE)
    return found


def fmod(x, y):
    x, y = as_float(number(x, "fmod")), as_float(number(y, "fmod"))
    if math.isinf(y) and math.isfinite(x):
        return x
    return of_numbers("fmod", math.fmod)(x, y)


def atan2(y, x):
    return math.atan2(as_float(number(y, "atan2")), as_float(number(x, "atan2")))


def copysign(x, y):
    return math.copysign(as_float(number(x, "copysign")), as_float(number(y, "copysign")))


def isclose(a, b, *, rel_tol=1e-9, abs_tol=0.0):
    a, b = as_float(number(a, "isclose")), as_float(number(b, "isclose"))
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    return abs(b - a) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)


def remainder(x, y):
    """Return x - n y, n the whole number nearest to x / y, the even one of two."""
    x, y = as_float(number(x, "remainder")), as_float(number(y, "remainder"))
    if math.isnan(x) or math.isnan(y):
        return math.nan
    if math.isinf(x) or y == 0:
        raise ValueError(DOMAIN)
    if math.isinf(y):
        return x
    y = abs(y)
    rest = math.fmod(abs(x), y)
    other = y - rest
    if rest > other or (rest == other and 2 * math.fmod((abs(x) - rest) / 2, y) > 0):
        rest = -other
    return math.copysign(1, x) * rest


# Whole numbers ----------------------------------------------------------------------------------


def factorial(n):
    n = whole(n, "factorial")
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return math.factorial(n)


def comb(n, k):
    n, k = whole(n, "comb"), whole(k, "comb")
    for name, one in (("n", n), ("k", k)):
        if one < 0:
            raise ValueError(f"{name} must be a non-negative integer")
    if k > n:
        return 0
    found = 1
    for i in range(min(k, n - k)):
        found = found * (n - i) // (i + 1)
    return found


def perm(n, k=None):
    n, k = whole(n, "perm"), whole(n if k is None else k, "perm")
    for name, one in (("n", n), ("k", k)):
        if one < 0:
            raise ValueError(f"{name} must be a non-negative integer")
    found = 1 if k <= n else 0
    for i in range(k if k <= n else 0):
        found *= n - i
    return found


def gcd(*numbers):
    found = 0
    for one in numbers:
        one = abs(whole(one, "gcd"))
        while one:
            found, one = one, found % one
    return found


def lcm(*numbers):
    found = 1
    for one in numbers:
        one = abs(whole(one, "lcm"))
        if one == 0:
            return 0
        found = found // gcd(found, one) * one
    return found


def isqrt(n):
    n = whole(n, "isqrt")
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    bits, rest = 0, n
    while rest:
        rest >>= 16
        bits += 16
    found = 1 << (bits + 1) // 2
    while True:
        better = (found + n // found) // 2
        if better >= found:
            return found
        found = better


# Several numbers --------------------------------------------------------------------------------


def prod(values, *, start=1):
    for one in values:
        start = start * one
    return start


def fsum(values):
    """Return the sum, rounded once: all that is rounded away is kept (Shewchuk, 1997)."""
    partial = []
    for value in values:
        x = as_float(number(value, "fsum"))
        if not math.isfinite(x):
            return sum([as_float(one) for one in values]) if isinstance(values, list) else x
        kept = []
        for y in partial:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                kept.append(low)
            x = high
        partial = kept + [x]
    if not partial:
        return 0.0
    high, low = partial.pop(), 0.0
    while partial:
        x, y = high, partial.pop()
        high = x + y
        low = y - (high - x)
        if low:
            break
    # Halfway between two numbers, what is left decides.
    if partial and ((low < 0 and partial[-1] < 0) or (low > 0 and partial[-1] > 0)):
        twice = 2 * low
        x = high + twice
        if twice == x - high:
            high = x
    return high


def hypot(*values):
    return length([abs(as_float(number(one, "hypot"))) for one in values])


def dist(p, q):
    p, q = list(p), list(q)
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return length([abs(as_float(a) - as_float(b)) for a, b in zip(p, q)])


def length(values):
    """Return the root of the sum of squares, without overflow."""
    most = max(values) if values else 0.0
    if any(math.isinf(one) for one in values):
        return math.inf
    if most == 0 or most != most or any(one != one for one in values):
        return most if most == most and not any(one != one for one in values) else math.nan
    _, exponent = math.frexp(most)
    scaled = [math.ldexp(one, -exponent) for one in values]
    found = math.sqrt(fsum([one * one for one in scaled]))
    # What the root was rounded by, once more (Borges, 2020).
    rest = fsum([part for one in scaled for part in square(one)] + [-x for x in square(found)])
    return math.ldexp(found + rest / (2 * found), exponent)


def square(x):
    """Return a square as two numbers whose sum is exact."""
    high = 134217729.0 * x
    high = high - (high - x)
    low = x - high
    whole_ = x * x
    return whole_, ((high * high - whole_) + 2 * high * low) + low * low


def ulp(value):
    value = abs(as_float(number(value, "ulp")))
    if not math.isfinite(value):
        return value
    return max(math.ldexp(1.0, math.frexp(value)[1] - 53), 5e-324) if value else 5e-324


NAMES = {name: of_numbers(name, getattr(math, name)) for name in ONE}
NAMES.update({
    name: of_numbers(name, getattr(math, name))
    for name in ("isfinite", "isinf", "isnan", "frexp", "modf")
})  # fmt: skip
NAMES.update({
    "pi": math.pi, "e": math.e, "tau": 2 * math.pi, "inf": math.inf, "nan": math.nan, "ceil": ceil,
    "floor": floor, "trunc": trunc, "log": log, "log1p": log1p, "log2": log2, "log10": log10,
    "cbrt": cbrt, "exp2": exp2,
    "pow": power, "ldexp": ldexp, "fmod": fmod, "atan2": atan2, "copysign": copysign,
    "isclose": isclose, "remainder": remainder, "factorial": factorial, "comb": comb, "perm": perm,
    "gcd": gcd, "lcm": lcm, "isqrt": isqrt, "prod": prod, "fsum": fsum, "hypot": hypot,
    "dist": dist, "ulp": ulp,
})  # fmt: skip
ELSEWHERE = ("nextafter", "sumprod", "fma")
"""What CPython's has more."""
