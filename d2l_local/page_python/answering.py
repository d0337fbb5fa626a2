"""What stands in a cell, told to the judge: it lives in another Python, and gets data alone.

Runs in the page; keep to MicroPython's dialect (`tests/page_python/test_dialect.py`).

A value is told as a list that begins with its kind: ``["number", text]``, ``["text", text]``,
``["truth", 1]``, ``["none"]``, ``["array", shape, dtype, float64 in base64]``,
``["list", values]``, ``["tuple", values]``, ``["set", values]``, ``["dict", pairs]``,
``["function", number]``, or ``["other", the name of its type]``. The judge
(:mod:`d2l_local.page_python.judge`) reads it, and writes the arguments of a call in the same way.
"""

from array import array

from d2l_local.page_python import arrays

from ubinascii import a2b_base64, b2a_base64

DEEPEST = 8  # a list in lists; what is deeper is none that anybody asks for


def packed(numbers):
    return b2a_base64(bytes(array("d", numbers))).decode().strip()


def unpacked(text):
    return list(array("d", a2b_base64(text)))


def as_data(value, functions, depth=0):
    """Return a value as data; functions are kept in the list ``functions``, and go by number."""
    if value is None:
        return ["none"]
    if isinstance(value, bool):
        return ["truth", int(value)]
    if isinstance(value, (int, float)):
        return ["number", repr(value)]
    if isinstance(value, str):
        return ["text", value]
    if isinstance(value, arrays.ndarray):
        return ["array", list(value.shape), str(value.dtype), packed(flat(value.tolist()))]
    for kind, name in ((dict, "dict"), (list, "list"), (tuple, "tuple"), (set, "set")):
        if isinstance(value, kind) and depth < DEEPEST:
            if name == "dict":
                pairs = [[one, other] for one, other in value.items()]
                parts = [[as_data(one, functions, depth + 1) for one in pair] for pair in pairs]
            else:
                parts = [as_data(one, functions, depth + 1) for one in value]
            return [name, parts]
    if callable(value):
        functions.append(value)
        return ["function", len(functions) - 1]
    return ["other", type(value).__name__]


def flat(nested):
    """Return the numbers in lists of lists, in a row."""
    if not isinstance(nested, list):
        return [float(nested)]
    return [number for one in nested for number in flat(one)]


def made(data):
    """Return what the data of an argument tell of, as an answer gets it."""
    kind = data[0]
    if kind == "array":
        return arrays.ndarray(array("f", unpacked(data[3])), tuple(data[1]))
    if kind == "number":
        text = data[1]
        return float(text) if "." in text or "n" in text or "e" in text else int(text)
    if kind in ("list", "tuple"):
        values = [made(one) for one in data[1]]
        return values if kind == "list" else tuple(values)
    if kind == "dict":
        return {made(one): made(other) for one, other in data[1]}
    return {"text": str, "truth": bool}[kind](data[1]) if kind != "none" else None
