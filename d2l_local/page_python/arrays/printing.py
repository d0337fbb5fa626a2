"""How an array is written: as NumPy writes it.

This runs in the page, on MicroPython, and on CPython.
"""

from d2l_local.page_python.arrays.entries import BOOL, DOUBLE, FLOAT, INF, LONG, f32, size_of

WIDTH, PRECISION, MOST, EDGE = 75, 8, 1000, 3  # columns, decimals, entries, entries at an end


def as_text(x):
    """Return what ``print`` shows of an array."""
    if not x.shape:
        return number_as_text(x.item(), x.dtype)
    return laid_out(x, " ", "", "")


def as_code(x):
    """Return what ``repr`` gives of an array, as MXNet adds its type to NumPy's."""
    if not len(x.values):
        text = "array([]" + (f", shape={x.shape}" if x.shape != (0,) else "")
        return text + (")" if x.dtype is FLOAT else f", dtype={x.dtype})")
    if not x.shape:
        text = "array(" + words_of(x, [0])[0]
    else:
        text = "array(" + laid_out(x, ", ", "array(", ")")
    # NumPy itself adds these, on a line of their own if they do not fit; MXNet takes float32 away
    # again, and adds what NumPy leaves out.
    more = [f"shape={x.shape}"] if len(x.values) > MOST else []
    if x.dtype not in (BOOL, LONG, DOUBLE):
        more.append(f"dtype={x.dtype}")
    last = len(text) + 1 - (text.rfind("\n") + 1)
    fits = last + len(", ".join(more)) + 2 <= WIDTH
    more = [one for one in more if one != "dtype=float32"]
    if more:
        text += ("," + (" " if fits else "\n      ")) + ", ".join(more)
    return text + (f", dtype={x.dtype})" if x.dtype in (LONG, DOUBLE) else ")")


def number_as_text(value, dtype):
    """Return a number as NumPy's own scalar of this type is written."""
    if not dtype.is_float or value != value or value in (INF, -INF):
        return str(value)
    mantissa, exponent = digits_of(value, dtype)
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.lstrip("-")
    if value == 0 or -5 < exponent < (6 if dtype is FLOAT else 16):
        whole, part = split_at(digits, exponent)
        return f"{sign}{whole}.{part or '0'}"
    part = "." + digits[1:] if digits[1:] else ""
    return f"{sign}{digits[0]}{part}e{'-' if exponent < 0 else '+'}{two(abs(exponent))}"


def two(exponent):
    return str(exponent) if exponent > 9 else f"0{exponent}"


def digits_of(value, dtype):
    """Return the fewest digits that tell a number from its neighbours, and its exponent.

    The digits are text, with a sign, without a point: -1.5e7 is ``("-15", 7)``.
    """
    if value == 0:
        return ("-0" if str(value)[0] == "-" else "0"), 0
    for count in range(0, 9 if dtype is FLOAT else 17):
        text = f"%.{count}e" % value
        again = float(text)
        if (f32(again) if dtype is FLOAT else again) == value:
            break
    mantissa, exponent = text.split("e")
    return mantissa.replace(".", ""), int(exponent)


def split_at(digits, exponent):
    """Return the digits before the point and those after it."""
    if exponent < 0:
        return "0", "0" * (-exponent - 1) + digits
    digits += "0" * (exponent + 1 - len(digits))
    return digits[: exponent + 1], digits[exponent + 1 :].rstrip("0")


def words_of(x, places):
    """Return the entries at some places as texts of one width, by place."""
    values = [x.values[i] for i in places]
    if x.dtype is BOOL:
        words = ["True" if value else "False" for value in values]
        if x.shape:
            words = [" True" if one == "True" else one for one in words]
    elif not x.dtype.is_float:
        words = [str(value) for value in values]
        width = max(map(len, words))
        words = [" " * (width - len(one)) + one for one in words]
    else:
        words = aligned(values, x.dtype)
    return {place: word for place, word in zip(places, words)}


def aligned(values, dtype):
    """Return floats as texts, aligned at their points."""
    finite = [abs(v) for v in values if v == v and abs(v) != INF and v != 0]
    with_exponent = finite and (
        max(finite) >= 1e8 or min(finite) < 1e-4 or max(finite) / min(finite) > 1000.0
    )
    parts = [
        (scientific if with_exponent else positional)(v, dtype)
        for v in values
        if v == v and abs(v) != INF
    ]
    left = max([len(one[0]) for one in parts] + [0])
    right = max([len(one[1]) for one in parts] + [0])
    if with_exponent:
        # Where others have more digits, NumPy writes those that follow in the number itself.
        known = [v for v in values if v == v and abs(v) != INF]
        parts = [exponential(v, right, one[0]) for v, one in zip(known, parts)]
        size = max([len(one[2]) for one in parts])
        texts = [
            one[1] + "0" * (right - len(one[1])) + "e" + one[2][0]
            + "0" * (size - len(one[2])) + one[2][1:]
            for one in parts
        ]  # fmt: skip
        right += 1 + size
    else:
        texts = [one[1] + " " * (right - len(one[1])) for one in parts]
    for value in values:
        if value != value or abs(value) == INF:
            left = max(left, len(str(value)) - right - 1)
    words, at = [], 0
    for value in values:
        if value != value or abs(value) == INF:
            word = str(value)
            words.append(" " * (left + right + 1 - len(word)) + word)
        else:
            whole = parts[at][0]
            words.append(" " * (left - len(whole)) + whole + "." + texts[at])
            at += 1
    return words


def positional(value, dtype):
    """Return a number's digits before and after its point, at most eight after it."""
    digits, exponent = digits_of(value, dtype)
    sign = "-" if digits[0] == "-" else ""
    whole, part = split_at(digits.lstrip("-"), exponent)
    if len(part) > PRECISION:
        whole, part = f"{abs(value):.8f}".split(".")
    return sign + whole, part.rstrip("0")


def scientific(value, dtype):
    """Return the digit before the point, those after it, and the exponent with its sign."""
    digits, exponent = digits_of(value, dtype)
    sign = "-" if digits[0] == "-" else ""
    digits = digits.lstrip("-")
    if len(digits) > PRECISION + 1:
        mantissa, power = f"{abs(value):.8e}".split("e")
        digits, exponent = mantissa.replace(".", ""), int(power)
    return (
        sign + digits[0],
        digits[1:].rstrip("0"),
        ("-" if exponent < 0 else "+") + two(abs(exponent)),
    )


def exponential(value, places, whole):
    """Return a number as :func:`scientific` does, with so many digits after the point."""
    mantissa, power = f"{abs(value):.{places}e}".split("e")
    sign = "-" if whole[0] == "-" else ""
    return sign + mantissa[0], mantissa[2:], power[0] + two(int(power[1:]))


def laid_out(x, separator, prefix, suffix):
    """Return an array in brackets and lines, those of more than 1,000 entries in short."""
    short = len(x.values) > MOST

    def shown(n):
        if not short or n <= 2 * EDGE:
            return range(n)
        return list(range(EDGE)) + list(range(n - EDGE, n))

    places = [0]
    for axis, n in enumerate(x.shape):
        stride = size_of(x.shape[axis + 1 :])
        places = [i + k * stride for i in places for k in shown(n)]
    if not places:
        return "[]"
    words = words_of(x, places)
    width = WIDTH - len(suffix)

    def nested(first, shape, indent, room):
        if not shape:
            return words[first]
        n, stride = shape[0], size_of(shape[1:])
        inner = [nested(first + k * stride, shape[1:], indent + " ", room - 1) for k in shown(n)]
        if len(inner) < n:
            inner.insert(EDGE, "...")
        if len(shape) > 1:
            lines = (separator.rstrip() + "\n" * (len(shape) - 1) + indent).join(inner)
            return "[" + lines + "]"
        room -= max(len(separator.rstrip()), 1)
        text, line = "", indent
        for k, word in enumerate(inner):
            if len(line) + len(word) > room and len(line) > len(indent):
                text += line.rstrip() + "\n"
                line = indent
            line += word + (separator if k < len(inner) - 1 else "")
        return "[" + (text + line)[len(indent) :] + "]"

    return nested(0, x.shape, " " + " " * len(prefix), width)
