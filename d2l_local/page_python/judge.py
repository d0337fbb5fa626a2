"""Judges what stands in a cell, from outside: it runs in another Python than the reader's code.

This runs in the page, on MicroPython. It has what is expected, and nothing of the reader's: an
answer is told as data (:mod:`d2l_local.page_python.answering`), and a function of the answer is
called by asking the cell's Python, through the module ``answers`` that worker.js makes.
"""

import json
from array import array

from d2l_local import elsewhere
from d2l_local.check.judging import judge_part
from d2l_local.check.telling import in_the_page
from d2l_local.elsewhere import Elsewhere

import answers
from ubinascii import a2b_base64, b2a_base64


class Given:
    """An array that an answer is to get: its numbers, row by row, and its shape."""

    def __init__(self, values, shape):
        self.values, self.shape = values, shape


class Function:
    """Stands for a function of the cell."""

    def __init__(self, number):
        self.number = number

    def __call__(self, *arguments):
        return asked(["call", self.number, [written(one) for one in arguments]])


def stand_in(name, **methods):
    """Return a class of this name: what is told of an answer names its type."""
    return type(name, (), methods)


array_of = stand_in("ndarray", asnumpy=lambda self: self, tolist=lambda self: nested(self))


def nested(one):
    """Return the numbers of an array in lists of lists."""
    values, size = one.values, len(one.values)
    for length in reversed(one.shape):
        size = size // length if length else 0
    rows = list(values)
    for length in reversed(one.shape[1:]):
        rows = [rows[i : i + length] for i in range(0, len(rows), length)] if length else []
    return rows if one.shape else rows[0]


def asked(question):
    """Ask the cell's Python; return what it tells, or raise what was raised there."""
    answer = json.loads(answers.ask(json.dumps(question)))
    for message in answer["met"]:  # a refusal of the page's counts, also one that was caught
        Elsewhere(message)
    return read(answer["data"])


def read(data):
    """Return what stands for a value of the cell."""
    kind = data[0]
    if kind == "none":
        return None
    if kind == "number":
        text = data[1]
        return float(text) if "." in text or "n" in text or "e" in text else int(text)
    if kind == "array":
        found = array_of()
        found.shape, found.dtype = tuple(data[1]), data[2]
        found.values = array("d", a2b_base64(data[3]))
        return found
    if kind == "dict":
        return {read(one): read(other) for one, other in data[1]}
    if kind == "function":
        return Function(data[1])
    if kind == "other":
        return stand_in(data[1])()
    if kind == "raised":
        raise error_of(data[1], data[2])
    return (
        {"text": str, "truth": bool}[kind](data[1]) if kind in ("text", "truth") else several(data)
    )


def several(data):
    values = [read(one) for one in data[1]]
    return {"list": list, "tuple": tuple, "set": set}[data[0]](values)


def error_of(kind, words):
    """Return an error of this kind; one that the judge's Python does not know is made."""
    known = getattr(__import__("builtins"), kind, None)
    if isinstance(known, type) and issubclass(known, Exception):
        return known(words)
    return type(kind, (Exception,), {})(words)


def written(value):
    """Return an argument as data."""
    if isinstance(value, Given):
        numbers = b2a_base64(bytes(array("d", value.values))).decode().strip()
        return ["array", list(value.shape), "float32", numbers]
    if value is None:
        return ["none"]
    if isinstance(value, bool):
        return ["truth", int(value)]
    if isinstance(value, (int, float)):
        return ["number", repr(value)]
    if isinstance(value, str):
        return ["text", value]
    if isinstance(value, dict):
        return ["dict", [[written(one), written(other)] for one, other in value.items()]]
    if isinstance(value, Function):
        return ["function", value.number]
    kind = "tuple" if isinstance(value, tuple) else "list"
    return [kind, [written(one) for one in value]]


def judge_json(question):
    """Judge an answer; return the verdict in JSON.

    ``question`` is in JSON the name of a part, its data as ``page_data`` gives them, and what its
    options ``needs_float64`` and ``may_mix`` are.
    """
    name, part, of_source = json.loads(question)
    elsewhere.MET.clear()
    given = asked(["answer"])
    state, seen, hint = judge_part(part["data"], *given, prepare=Given, **of_source)
    return json.dumps(in_the_page(state, name, part, seen, hint))
