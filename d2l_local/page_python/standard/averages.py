"""``statistics``: means and medians, exact as CPython's. This runs in the page, on MicroPython."""

import math

from d2l_local.page_python.standard.mathematics import fsum, isqrt, number


class StatisticsError(ValueError):
    """There are too few numbers."""


def listed(data, least=1, what="mean"):
    found = list(data)
    if len(found) < least:
        words = "one data point" if least == 1 else f"{least} data points"
        raise StatisticsError(f"{what} requires at least {words}")
    return found


def exact(value):
    """Return a number as a whole one, and the power of two that divides it."""
    value = number(value, "mean")
    if isinstance(value, int):
        return int(value), 0
    mantissa, power = math.frexp(value)
    return int(mantissa * 2**53), 53 - power


def total(values):
    """Return the exact sum as a whole number, and the power of two that divides it."""
    some = [exact(one) for one in values]
    most = max([power for _, power in some] + [0])
    return sum([one << most - power for one, power in some]), most


def ratio(over, under):
    """Return over / under, whole numbers, rounded once."""
    if not over:
        return 0.0
    sign = -1.0 if (over < 0) != (under < 0) else 1.0
    over, under = abs(over), abs(under)
    shift = 55 - length(over) + length(under)
    digits, rest = divmod(over << shift, under) if shift > 0 else divmod(over, under << -shift)
    extra = length(digits) - 53
    lost = digits & ((1 << extra) - 1)
    digits >>= extra
    half = 1 << extra - 1
    if lost > half or (lost == half and (rest or digits & 1)):
        digits += 1
    return sign * math.ldexp(float(digits), extra - shift)


def length(whole):
    bits = 0
    while whole >= 1 << bits + 256:
        bits += 256
    while whole >> bits:
        bits += 1
    return bits


def kind_of(values, found):
    """Return a mean as CPython does: whole numbers give a whole one where it is."""
    whole = all(isinstance(one, int) for one in values)
    return int(found) if whole and found == math.floor(found) else found


def finite(values):
    return all(math.isfinite(number(one, "mean")) for one in values)


def mean(data):
    values = listed(data)
    if not finite(values):
        return sum(values) / len(values)
    over, power = total(values)
    return kind_of(values, ratio(over, len(values) << power))


def fmean(data, weights=None):
    values = [float(number(one, "fmean")) for one in data]
    if weights is not None:
        weights = list(weights)
        if len(weights) != len(values):
            raise StatisticsError("data and weights must be the same length")
        over, under = fsum([a * b for a, b in zip(values, weights)]), fsum(weights)
        if not under:
            raise StatisticsError("sum of weights must be non-zero")
        return over / under
    return fsum(listed(values, 1, "fmean")) / len(values)


def harmonic_mean(data):
    values = listed(data, 1, "harmonic_mean")
    if any(one < 0 for one in values):
        raise StatisticsError("harmonic mean does not support negative values")
    return 0 if any(one == 0 for one in values) else len(values) / fsum([1 / one for one in values])


def geometric_mean(data):
    values = listed(data, 1, "geometric_mean")
    if any(one <= 0 for one in values):
        raise StatisticsError(
            "geometric mean requires a non-empty dataset containing positive numbers"
        )
    return math.exp(fsum([math.log(one) for one in values]) / len(values))


def median(data):
    values = ordered(data)
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2


def median_low(data):
    values = ordered(data)
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = ordered(data)
    return values[len(values) // 2]


def ordered(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    return values


def mode(data):
    found = multimode(data)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0]


def multimode(data):
    values, counts = list(data), []
    known = {}
    for one in values:
        if one not in known:
            known[one] = len(counts)
            counts.append([0, one])
        counts[known[one]][0] += 1
    most = max([count for count, _ in counts] + [0])
    return [one for count, one in counts if count == most]


def squares(data, least, what):
    """Return the sum of squares about the mean times n as a whole number, its divisor, and n."""
    values = listed(data, least, what)
    n = len(values)
    over, power = total(values)
    some = [exact(one) for one in values]
    twice = sum([(one << power - own) ** 2 for one, own in some])
    return values, n * twice - over * over, n << 2 * power, n


def variance(data, xbar=None):
    values, over, under, n = squares(data, 2, "variance")
    return kind_of(values, ratio(over, under * (n - 1)))


def pvariance(data, mu=None):
    values, over, under, n = squares(data, 1, "pvariance")
    return kind_of(values, ratio(over, under * n))


def root(over, under):
    """Return the root of over / under, rounded once."""
    if not over:
        return 0.0
    shift = 2 * max(0, 64 - (length(over) - length(under)) // 2)
    found = isqrt((over << shift) // under)
    sticky = found * found * under != over << shift
    return ratio(2 * found + sticky, 2 << shift // 2)


def stdev(data, xbar=None):
    _, over, under, n = squares(data, 2, "stdev")
    return root(over, under * (n - 1))


def pstdev(data, mu=None):
    _, over, under, n = squares(data, 1, "pstdev")
    return root(over, under * n)


def covariance(x, y):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(
            "covariance requires that both inputs have same number of data points"
        )
    if len(x) < 2:
        raise StatisticsError("covariance requires at least two data points")
    return both(x, y) / (len(x) - 1)


def both(x, y):
    one, other = fsum(x) / len(x), fsum(y) / len(y)
    return fsum([(a - one) * (b - other) for a, b in zip(x, y)])


def correlation(x, y):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(
            "correlation requires that both inputs have same number of data points"
        )
    if len(x) < 2:
        raise StatisticsError("correlation requires at least two data points")
    under = both(x, x) * both(y, y)
    if under <= 0:
        raise StatisticsError("at least one of the inputs is constant")
    return both(x, y) / math.sqrt(under)


NAMES = {one.__name__: one for one in (
    mean, fmean, harmonic_mean, geometric_mean, median, median_low, median_high, mode, multimode,
    variance, pvariance, stdev, pstdev, covariance, correlation, StatisticsError,
)}  # fmt: skip
ELSEWHERE = ("quantiles", "linear_regression", "median_grouped", "NormalDist", "kde")
