"""``format``, f-strings, ``'…'.format`` and ``'…' % …``, as CPython has them.

This runs in the page, on MicroPython, which has no ``{:,}`` and ``{0.real}``, and rounds ``{:.2f}``
otherwise.
"""

import math

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language.writing import (
    fixed,
    general,
    name_of,
    of_float,
    quoted,
    scientific,
    shown,
    text_of,
    with_exponent,
)

ALIGNS = "<>=^"
INTEGERS = {"b": (2, "0b"), "o": (8, "0o"), "x": (16, "0x"), "X": (16, "0X")}


class Spec:
    """What stands after the colon of a field, as in ``*>+012,.3f``."""

    def __init__(self, text):
        self.text, self.fill, self.align, self.sign = text, " ", "", "-"
        at = 0
        if len(text) > 1 and text[1] in ALIGNS:
            self.fill, self.align, at = text[0], text[1], 2
        elif text[:1] and text[0] in ALIGNS:
            self.align, at = text[0], 1
        if text[at : at + 1] and text[at] in "+- ":
            self.sign, at = text[at], at + 1
        self.drops_minus = text[at : at + 1] == "z"
        at += self.drops_minus
        self.is_long = text[at : at + 1] == "#"
        at += self.is_long
        self.pads = text[at : at + 1] == "0"
        if self.pads:
            self.fill = self.fill if self.align else "0"
            at += 1
        self.width, at = whole(text, at)
        self.groups = text[at : at + 1] if text[at : at + 1] in (",", "_") else ""
        at += len(self.groups)
        self.digits = None
        if text[at : at + 1] == ".":
            self.digits, at = whole(text, at + 1)
            if self.digits is None:
                raise ValueError("Format specifier missing precision")
        self.kind = text[at:]
        if len(self.kind) > 1:
            raise ValueError(f"Invalid format specifier '{text}'")

    def padded(self, text, align="<"):
        """Return the text as wide as is asked for."""
        missing = (self.width or 0) - len(text)
        align = self.align or align
        if missing <= 0:
            return text
        left = {"<": 0, ">": missing, "=": missing, "^": missing // 2}[align]
        return self.fill * left + text + self.fill * (missing - left)

    def signed(self, is_negative, body, prefix=""):
        """Return a number as wide as is asked for, from its digits without a sign."""
        sign = "-" if is_negative else "" if self.sign == "-" else self.sign
        head = sign + prefix
        align = self.align or ("=" if self.pads else ">")
        whole_digits, rest = split_number(body)
        step = 4 if self.kind and self.kind in "boxX" else 3
        if self.groups:
            room = (self.width or 0) - len(head) - len(rest)
            if align == "=" and self.fill == "0":
                while len(grouped(whole_digits, self.groups, step)) < room:
                    whole_digits = "0" + whole_digits
                    if len(grouped(whole_digits, self.groups, step)) > room + 1:
                        break
            whole_digits = grouped(whole_digits, self.groups, step)
        body = whole_digits + rest
        if align == "=":
            return head + self.fill * ((self.width or 0) - len(head) - len(body)) + body
        return self.padded(head + body, ">")

    def unknown(self, value):
        return ValueError(
            f"Unknown format code '{self.kind}' for object of type '{name_of(type(value))}'"
        )


def whole(text, at):
    """Return the whole number that begins at a place, or None, and where it ends."""
    end = at
    while text[end : end + 1].isdigit():
        end += 1
    return (int(text[at:end]) if end > at else None), end


def split_number(body):
    """Return the whole digits of a number, and the rest."""
    end = 0
    while (
        end < len(body)
        and body[end] in "0123456789abcdefABCDEF"
        and body[end : end + 2] not in ("e+", "e-", "E+", "E-")
    ):
        end += 1
    return body[:end], body[end:]


def grouped(digits, separator, step):
    first = len(digits) % step
    parts = [digits[:first]] if first else []
    parts += [digits[i : i + step] for i in range(first, len(digits), step)]
    return separator.join(parts)


def format_value(value, text=""):
    """Return ``format(value, text)``."""
    kind = type(value)
    if kind is bool and text:
        value, kind = int(value), int
    if kind is str:
        return of_text(value, Spec(text)) if text else value
    if kind is int:
        return of_int(value, Spec(text)) if text else str(value)
    if kind is float:
        return of_number(value, Spec(text)) if text else of_float(value)
    if hasattr(value, "item"):
        return of_array(value, text)
    if hasattr(value, "__format__"):
        return value.__format__(text)
    if not text:
        return text_of(value)
    raise TypeError(f"unsupported format string passed to {name_of(kind)}.__format__")


def of_array(value, text):
    """Write an array by a spec: one without axes as its number, another one as it is alone."""
    if value.shape == ():
        return format_value(value.item(), text) if text else text_of(value)
    if text:
        raise TypeError("Cannot format mxnet.numpy.ndarray with format_spec")
    return text_of(value)


def of_text(value, spec):
    if spec.kind not in ("", "s"):
        raise spec.unknown(value)
    if spec.align == "=":
        raise ValueError("'=' alignment not allowed in string format specifier")
    if spec.sign != "-":
        raise ValueError("Sign not allowed in string format specifier")
    return spec.padded(value if spec.digits is None else value[: spec.digits])


def of_int(value, spec):
    """Write a whole number by a spec."""
    if spec.kind in ("e", "E", "f", "F", "g", "G", "%"):
        return of_number(float(value), spec)
    if spec.digits is not None:
        raise ValueError("Precision not allowed in integer format specifier")
    if spec.kind == "c":
        return spec.padded(chr(value))
    if spec.kind in INTEGERS:
        base, prefix = INTEGERS[spec.kind]
        body = {2: bin, 8: oct, 16: hex}[base](abs(value))[2:]
        body = body.upper() if spec.kind == "X" else body
        return spec.signed(value < 0, body, prefix if spec.is_long else "")
    if spec.kind not in ("", "d", "n"):
        raise spec.unknown(value)
    return spec.signed(value < 0, str(abs(value)))


def of_number(value, spec):
    """Write a float by a spec."""
    kind, digits = spec.kind, 6 if spec.digits is None else spec.digits
    is_negative = math.copysign(1, value) < 0 if value == value else False
    size = abs(value)
    if kind not in ("", "e", "E", "f", "F", "g", "G", "n", "%"):
        raise spec.unknown(value)
    if not size < math.inf:
        body = "nan" if value != value else "inf"
        body += "%" if kind == "%" else ""
        body = body.upper() if kind in ("E", "F", "G") else body
        return padded_word(spec, is_negative, body)
    if kind == "%":
        body = fixed(size * 100, digits, spec.is_long) + "%"
    elif kind in ("f", "F"):
        body = fixed(size, digits, spec.is_long)
    elif kind in ("e", "E"):
        body = with_exponent(*scientific(size, digits + 1), kind, spec.is_long)
    elif kind in ("g", "G", "n"):
        body = general(size, digits, spec.is_long, "E" if kind == "G" else "e")
    elif spec.digits is None:
        body = of_float(size)
    else:
        body = with_point(size, digits)
    if spec.drops_minus and not any(one in "123456789" for one in body):
        is_negative = False
    return spec.signed(is_negative, body)


def with_point(size, digits):
    """Write a float with so many digits where no type is asked for: never as a whole number."""
    found, exponent = scientific(size, digits or 1)
    if -4 <= exponent < digits - 1 or -4 <= exponent < 0:
        text = general(size, digits)
        return text if "." in text else text + ".0"
    return with_exponent(found.rstrip("0") or "0", exponent)


def padded_word(spec, is_negative, word):
    sign = "-" if is_negative else "" if spec.sign == "-" else spec.sign
    if (spec.pads and not spec.align) or spec.align == "=":
        return sign + spec.fill * ((spec.width or 0) - len(sign) - len(word)) + word
    return spec.padded(sign + word, ">")


# '…' % values -----------------------------------------------------------------------------------


def percent(text, values):
    """Return ``text % values``."""
    return Percent(text, values).filled()


class Percent:
    """A text with fields such as ``%5.2f``, and the values that are put in."""

    def __init__(self, text, values):
        self.text, self.at = text, 0
        self.named = values if isinstance(values, dict) else None
        self.values = list(values) if type(values) is tuple else [values]
        self.count = len(self.values)

    def filled(self):
        found = []
        while True:
            sign = self.text.find("%", self.at)
            if sign < 0:
                break
            found.append(self.text[self.at : sign])
            self.at = sign + 1
            found.append(self.field())
        if self.values and self.named is None:
            raise TypeError("not all arguments converted during string formatting")
        return "".join(found) + self.text[self.at :]

    def take(self):
        if not self.values:
            raise TypeError("not enough arguments for format string")
        return self.values.pop(0)

    def next(self, letters):
        """Return the next letters of the text that are among these."""
        start = self.at
        while self.text[self.at : self.at + 1] and self.text[self.at] in letters:
            self.at += 1
        return self.text[start : self.at]

    def size(self):
        """Return a width, or a number of digits; None where there is none."""
        if self.next("*"):
            return self.take()
        digits = self.next("0123456789")
        return int(digits) if digits else None

    def key(self):
        if self.text[self.at : self.at + 1] != "(":
            return None
        if self.named is None:
            raise TypeError("format requires a mapping")
        end = self.text.find(")", self.at)
        key, self.at = self.text[self.at + 1 : end], end + 1
        return key

    def field(self):
        key, flags, width = self.key(), self.next("#0- +"), self.size()
        digits = (self.size() or 0) if self.next(".") else None
        self.next("hlL")
        kind = self.text[self.at : self.at + 1]
        self.at += 1
        if not kind:
            raise ValueError("incomplete format")
        if kind == "%":
            return "%"
        value = self.take() if key is None else self.named[key]
        if kind in "sra":
            body = {"s": text_of, "r": shown, "a": ascii_of}[kind](value)
            return aligned(body if digits is None else body[:digits], flags, width)
        if kind == "c":
            return aligned(value if isinstance(value, str) else chr(value), flags, width)
        if kind not in "diuoxXeEfFgG":
            words = (
                f"unsupported format character '{kind}' (0x{ord(kind):x}) at index {self.at - 1}"
            )
            raise ValueError(words)
        return number_field(value, flags, width, digits, kind)


def number_field(value, flags, width, digits, kind):
    """Return a number as a field of ``%``."""
    is_whole = kind in "diuoxX"
    if hasattr(value, "item"):
        value = one_number(value)
    if not isinstance(value, (int, float, bool)):
        name = name_of(type(value))
        wanted = "an integer" if kind in "oxX" else "a real number"
        raise TypeError(
            f"%{kind} format: {wanted} is required, not {name}"
            if is_whole
            else f"must be real number, not {name}"
        )
    if kind in "oxX" and isinstance(value, float):
        raise TypeError(f"%{kind} format: an integer is required, not float")
    sign = "+" if "+" in flags else " " if " " in flags else ""
    is_left = "-" in flags
    pads = "0" if "0" in flags and not is_left else ""
    spec = Spec(("<" if is_left else "") + sign + ("#" if "#" in flags else "") + pads)
    spec.width, spec.kind = width, "d" if kind in "iu" else kind
    if not is_whole:
        spec.digits = digits
        return of_number(float(value), spec)
    return of_int(int(value), spec) if digits is None else precise(int(value), spec, digits)


def one_number(value):
    """Return the number of an array with one entry."""
    if getattr(value, "size", 1) != 1:
        raise TypeError("only size-1 arrays can be converted to Python scalars")
    return value.item()


def precise(value, spec, digits):
    """Write a whole number with at least so many digits."""
    base, prefix = INTEGERS.get(spec.kind, (10, ""))
    body = str(abs(value)) if base == 10 else {8: oct, 16: hex}[base](abs(value))[2:]
    body = "0" * (digits - len(body)) + body
    return spec.signed(
        value < 0, body.upper() if spec.kind == "X" else body, prefix if spec.is_long else ""
    )


def aligned(text, flags, width):
    missing = (width or 0) - len(text)
    return text + " " * missing if "-" in flags else " " * missing + text


def ascii_of(value):
    """Return ``ascii`` of a value."""
    text = shown(value)
    return (
        text
        if all(ord(one) < 128 for one in text)
        else "".join([one if ord(one) < 128 else quoted(one, True)[1:-1] for one in text])
    )


# '…'.format(…) ----------------------------------------------------------------------------------


def converted(value, kind):
    """Return a value after !r, !s or !a."""
    if not kind:
        return value
    return {"r": shown, "s": text_of, "a": ascii_of}[kind](value)


def field(value, kind, text):
    """Return a field of an f-string."""
    return format_value(converted(value, kind), text)


def format_text(text, values, named, look):
    """Return ``text.format(*values, **named)``; ``look`` gets an attribute by its name."""
    return filled(text, values, named, look, [0])


def filled(text, values, named, look, counter):
    found, at = [], 0
    while at < len(text):
        letter = text[at]
        if letter in "{}" and text[at + 1 : at + 2] == letter:
            found.append(letter)
            at += 2
        elif letter == "}":
            raise ValueError("Single '}' encountered in format string")
        elif letter == "{":
            end, depth = at + 1, 1
            while end < len(text) and depth:
                depth += (text[end] == "{") - (text[end] == "}")
                end += 1
            if depth:
                raise ValueError(
                    "expected '}' before end of string"
                    if end > at + 1
                    else "Single '{' encountered in format string"
                )
            found.append(one_field(text[at + 1 : end - 1], values, named, look, counter))
            at = end
        else:
            found.append(letter)
            at += 1
    return "".join(found)


def one_field(text, values, named, look, counter):
    """Return what a field of ``format`` stands for, from what is between its braces."""
    name, spec, kind = text, "", ""
    colon = text.find(":")
    if colon >= 0:
        name, spec = text[:colon], text[colon + 1 :]
    if "!" in name:
        name, kind = name.split("!")
    end = 0
    while end < len(name) and name[end] not in ".[":
        end += 1
    first, path = name[:end], name[end:]
    if not first:
        if counter[0] is None:
            raise ValueError(
                "cannot switch from manual field specification to automatic field numbering"
            )
        first, counter[0] = str(counter[0]), counter[0] + 1
    elif first.isdigit():
        if counter[0]:
            raise ValueError(
                "cannot switch from automatic field numbering to manual field specification"
            )
        counter[0] = None
    if first.isdigit():
        if int(first) >= len(values):
            raise IndexError(f"Replacement index {first} out of range for positional args tuple")
        value = values[int(first)]
    else:
        value = named[first]
    while path:
        end = 1
        while end < len(path) and path[end] not in ".[":
            end += 1
        part, path = path[:end], path[end:]
        if part[0] == ".":
            if part[1:3] == "__" or part[1:6] == "_page":
                raise Elsewhere(f"the attribute {part[1:]} is not for a page")
            value = look(value, part[1:])
        else:
            key = part[1:-1]
            value = value[int(key) if key.isdigit() else key]
    return field(value, kind, filled(spec, values, named, look, counter) if "{" in spec else spec)
