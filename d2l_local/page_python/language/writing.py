"""Writes values as text, as CPython does: ``str``, ``repr``, ``format`` and ``%``.

This runs in the page, on MicroPython, whose own texts differ: of a float in its last digits, of a
text with an é, of a dict, of an error. Digits are found with whole numbers, so that they are exact.
"""

import builtins
import math

INF = math.inf
LEAST = 2.3e-308  # below, a float has fewer digits
UNPRINTED = (
    (0x7F, 0xA0), (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F),
    (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F),
    (0x3000, 0x3000), (0xD800, 0xF8FF), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB), (0xE0000, 0x10FFFF),
)  # fmt: skip


# Digits -----------------------------------------------------------------------------------------


def ratio(value):
    """Return a finite float as two whole numbers, the second one a power of 2."""
    mantissa, power = math.frexp(value)
    whole, power = int(mantissa * 2**53), power - 53
    return (whole << power, 1) if power >= 0 else (whole, 1 << -power)


def scaled(above, below, places):
    """Return above / below * 10**places, rounded to a whole number, a half to the even one."""
    if places >= 0:
        above *= 10**places
    else:
        below *= 10**-places
    whole, rest = divmod(above, below)
    return whole + (2 * rest > below or (2 * rest == below and whole % 2))


def scientific(value, digits):
    """Return the first digits of a positive float, and the power of 10 of the first one."""
    above, below = ratio(value)
    if not above:
        return "0" * digits, 0
    exponent = len(str(above)) - len(str(below))
    if above * 10 ** max(-exponent, 0) < below * 10 ** max(exponent, 0):
        exponent -= 1
    found = str(scaled(above, below, digits - 1 - exponent))
    if len(found) > digits:  # 9.96 rounded to 10.0
        found, exponent = found[:-1], exponent + 1
    return found, exponent


def with_exponent(found, exponent, letter="e", keeps_point=False):
    point = "." if len(found) > 1 or keeps_point else ""
    sign, size = "-" if exponent < 0 else "+", str(abs(exponent))
    return found[0] + point + found[1:] + letter + sign + ("0" + size if len(size) < 2 else size)


def fixed(value, places, keeps_point=False):
    """Write a positive float with so many places after the point."""
    text = str(scaled(*ratio(value), places))
    if not places:
        return text + ("." if keeps_point else "")
    text = "0" * (places + 1 - len(text)) + text
    return text[:-places] + "." + text[-places:]


def general(value, digits, keeps_zeros=False, letter="e", largest=None):
    """Write a positive float with so many digits, as %g does; zeros at the end go."""
    digits = digits or 1
    found, exponent = scientific(value, digits)
    if not keeps_zeros:
        found = found.rstrip("0") or "0"
    if -4 <= exponent < (digits if largest is None else largest):
        if exponent < 0:
            return "0." + "0" * (-exponent - 1) + found
        found += "0" * (exponent + 1 - len(found))
        rest = found[exponent + 1 :]
        return found[: exponent + 1] + ("." + rest if rest or keeps_zeros else "")
    return with_exponent(found, exponent, letter, keeps_zeros)


def of_float(value):
    """Return ``repr`` of a float: the fewest digits that tell it from its neighbours."""
    if value != value or value in (INF, -INF):
        return "nan" if value != value else "inf" if value > 0 else "-inf"
    text = repr(value)
    digits = len(text.split("e")[0].lstrip("-0.").replace(".", ""))
    if digits <= 15 and float(text) == value and abs(value) >= LEAST:
        return text
    sign, size = ("-" if math.copysign(1, value) < 0 else ""), abs(value)
    for digits in range(1 if size < LEAST else 15, 18):
        text = general(size, digits, largest=16)
        if float(text) == size:
            break
    return sign + (text if "e" in text or "." in text else text + ".0")


def of_complex(value):
    def short(one):
        text = of_float(one)
        return text[:-2] if text[-2:] == ".0" else text

    imaginary = short(value.imag)
    if value.real == 0 and math.copysign(1, value.real) > 0:
        return imaginary + "j"
    sign = "" if imaginary[0] in "+-" else "+"
    return f"({short(value.real)}{sign}{imaginary}j)"


# Texts ------------------------------------------------------------------------------------------


def is_printed(number):
    if number < 127:
        return number >= 32
    return not any(low <= number <= high for low, high in UNPRINTED)


def quoted(text, ascii_only=False):
    """Return ``repr`` of a text."""
    quote = '"' if "'" in text and '"' not in text else "'"
    found = [quote]
    for letter in text:
        number = ord(letter)
        if letter in (quote, "\\"):
            found.append("\\" + letter)
        elif letter in "\n\r\t":
            found.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[letter])
        elif is_printed(number) and (number < 127 or not ascii_only):
            found.append(letter)
        elif number < 0x100:
            found.append(f"\\x{number:02x}")
        else:
            found.append(f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")
    return "".join(found) + quote


WORDS = (
    # What MicroPython's error begins with and ends with, and CPython's words around the middle.
    ("divide by zero", "", "division by zero", ""),
    ("complex divide by zero", "", "complex division by zero", ""),
    ("name '", "' isn't defined", "name '", "' is not defined"),
    ("'", "' object isn't iterable", "'", "' object is not iterable"),
    ("'", "' object isn't callable", "'", "' object is not callable"),
    ("'", "' object isn't subscriptable", "'", "' object is not subscriptable"),
    ("'", "' object doesn't support item assignment",
     "'", "' object does not support item assignment"),
    ("unsupported type for __hash__: ", "", "unhashable type: ", ""),
    ("invalid syntax for integer with base ", "", "invalid literal for int() with base ", ""),
    ("list indices must be integers, not ", "",
     "list indices must be integers or slices, not ", ""),
    ("tuple indices must be integers, not ", "",
     "tuple indices must be integers or slices, not ", ""),
    ("can't convert NaN to int", "", "cannot convert float NaN to integer", ""),
    ("can't convert inf to int", "", "cannot convert float infinity to integer", ""),
    ("object not in sequence", "", "list.remove(x): x not in list", ""),
    ("format string needs more arguments", "", "not enough arguments for format string", ""),
    ("format string didn't convert all arguments", "",
     "not all arguments converted during string formatting", ""),
    ("local variable referenced before assignment", "",
     "a name is used before its function gives it a value", ""),
    ("can't import name ", "", "cannot import name ", ""),
    ("no module named ", "", "No module named ", ""),
    ("unexpected keyword argument ", "", "the function got an unexpected keyword argument ", ""),
)  # fmt: skip
OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
    "pow": "** or pow()",
    "matmul": "@", "and": "&", "or": "|", "xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def words_of(error):
    """Return what an error says, in CPython's words where MicroPython has its own."""
    if not isinstance(error, Exception) or len(error.args) > 1:
        return shown(error.args) if error.args else ""
    if not error.args:
        return ""
    said = error.args[0]
    if not isinstance(said, str):
        return text_of(said)
    if isinstance(error, KeyError):
        return quoted(said)
    if said.startswith("'") and "' object" in said:
        for kind, name in TYPE_NAMES.items():  # one of ours stands for Python's own
            said = said.replace(f"'{kind.__name__}' object", f"'{name}' object")
    if said.startswith("call() takes "):  # one of the book's functions, which has no name
        given, taken = int(said.split(" but ")[1].split(" ")[0]), int(said.split(" ")[2])
        few = "an argument is missing" if given < taken else "there are too many arguments"
        return f"{few}: look at what stands in the brackets of the call"
    if said.startswith("unsupported type"):
        told = of_operator(said)
        if told:
            return told
    if said.startswith("can't convert ") and said.endswith(" implicitly"):
        return 'can only concatenate str (not "' + said.split("'")[1] + '") to str'
    for begin, end, first, last in WORDS:
        if (
            said.startswith(begin)
            and said.endswith(end)
            and (end or begin[-1] in " " or said == begin)
        ):
            middle = said[len(begin) : len(said) - len(end)]
            if "'" not in middle or not end:
                return first + middle + last
    return said


def of_operator(said):
    """Return CPython's words for an operator between values that it does not take."""
    names = said.split("__")
    types = said.split("'")[1::2]
    kind = names[1] if len(names) > 1 else ""
    if kind in OPERATORS and len(types) == 2:
        if kind == "add" and types[0] in ("str", "list", "tuple"):
            return f'can only concatenate {types[0]} (not "{types[1]}") to {types[0]}'
        return f"unsupported operand type(s) for {OPERATORS[kind]}: '{types[0]}' and '{types[1]}'"
    if kind in COMPARISONS and len(types) == 2:
        kinds = f"'{types[0]}' and '{types[1]}'"
        return f"'{COMPARISONS[kind]}' not supported between instances of {kinds}"
    if kind in ("neg", "pos", "invert") and types:
        sign = {"neg": "-", "pos": "+", "invert": "~"}[kind]
        return f"bad operand type for unary {sign}: '{types[0]}'"
    if kind == "abs" and types:
        return f"bad operand type for abs(): '{types[0]}'"
    return ""


# Values -----------------------------------------------------------------------------------------

TYPE_NAMES = {}  # of classes that stand for Python's own; language.py fills it


def name_of(kind):
    """Return the name of a class, as the notebook has it."""
    return TYPE_NAMES.get(kind) or kind.__name__


def of_type(kind):
    name = name_of(kind)
    if name == "ndarray":
        return "<class 'mxnet.numpy.ndarray'>"
    own = (
        kind in TYPE_NAMES or name in BUILTIN or (isinstance(kind, type) and is_builtin_error(kind))
    )
    return f"<class '{name}'>" if own else f"<class '__main__.{name}'>"


BUILTIN = (
    "NoneType", "function", "generator", "object", "type", "list", "tuple", "set", "dict", "range",
    "bytes", "bytearray", "complex", "frozenset", "slice", "module", "zip", "map", "filter",
)  # fmt: skip


TYPE_NAMES[type((lambda given: lambda: given)(0))] = "function"  # one that keeps a name, a closure


def is_builtin_error(kind):
    return getattr(builtins, kind.__name__, None) is kind


def in_brackets(values, opening, closing):
    return opening + ", ".join([shown(one) for one in values]) + closing


def of_tuple(values):
    if type(values) is not tuple:  # one with names
        return str(values)
    return in_brackets(values, "(", ",)" if len(values) == 1 else ")")


def of_set(values):
    return in_brackets(values, "{", "}") if len(values) else "set()"


def of_dict(values):
    rows = [f"{shown(key)}: {shown(value)}" for key, value in values.items()]
    return "{" + ", ".join(rows) + "}"


def of_error(error):
    if type(error).__name__ == "KeyError" or len(error.args) != 1:
        said = ", ".join([shown(one) for one in error.args])
    else:
        said = quoted(words_of(error)) if isinstance(error.args[0], str) else shown(error.args[0])
    return f"{name_of(type(error))}({said})"


WRITERS = {
    str: quoted, float: of_float, complex: of_complex, tuple: of_tuple, set: of_set, dict: of_dict,
    list: lambda values: in_brackets(values, "[", "]"), type: of_type,
    frozenset: lambda values: "frozenset(" + (of_set(values) if values else "") + ")",
}  # fmt: skip


WROTE = {"float": False}
"""Whether ``repr`` wrote a float: the notebook writes one of NumPy's otherwise."""


def shown(value):
    """Return ``repr`` of a value."""
    kind = type(value)
    if kind is float:
        WROTE["float"] = True
    write = WRITERS.get(kind)
    if write:
        return write(value)
    if isinstance(value, BaseException):
        return of_error(value)
    for kind in (list, dict, set):
        if isinstance(value, kind) and not hasattr(value, "__repr__"):
            return WRITERS[kind](value)
    return repr(value)


def text_of(value):
    """Return ``str`` of a value."""
    kind = type(value)
    if kind is str:
        return value
    if kind in WRITERS:
        return WRITERS[kind](value)
    if isinstance(value, BaseException):
        return str(value) if hasattr(value, "__str__") else words_of(value)
    if hasattr(value, "__str__"):
        return str(value)
    return shown(value)
