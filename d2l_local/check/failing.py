"""What is told of an answer that raises. Runs in the page, on MicroPython, too.

An error is known by the name of its kind and by its words, which MXNet, NumPy, Python and the page
choose differently; the hint is the same.
"""

import sys

from d2l_local.elsewhere import Elsewhere

RAISED = "It raised"

MIXED = (
    "<class 'numpy.ndarray'> not supported", "<class 'mxnet.numpy.ndarray'> not supported",
    "must have ndarray type, but got [", "no implementation found for 'numpy.",
)  # fmt: skip
SHAPES = (
    "shape", "broadcast", "core dimension", "not aligned", "array dimensions", "do not fit",
)  # fmt: skip
# Pieces of what is said, in small letters, and the hint for them: the first that fits is told.
HINTS = (
    (
        ("truth value of an",),
        "if, and, or, not, min and max ask one question of the whole array. np.where(x > 0, …, …), "
        "np.maximum and np.minimum ask each entry.",
    ),
    (
        ("size-1 array", "0-dimensional array", "array of size 1"),
        "float and the functions of math take one number. Those of np take each entry of an array.",
    ),
    (MIXED, "Arrays of MXNet and of NumPy do not mix: use one of the two throughout."),
    (
        SHAPES,
        "Two shapes do not fit. Write down the shape of each factor: which axis meets which?",
    ),
    (
        ("positional argument", "keyword argument", "multiple values for argument"),
        "Compare each call with the first line of the function that is called: how many values "
        "does it take, and in which order?",
    ),
    (
        ("nameerror", "unboundlocalerror"),
        "Is the name spelt as where it was made, and is it made before it is used?",
    ),
    (
        ("attributeerror",),
        "Is the name spelt as the library has it? np has NumPy's names; npx has the layers: "
        "npx.relu, npx.sigmoid, npx.softmax.",
    ),
    (
        ("recursionerror",),
        "A function that calls itself needs a case in which it does not. Does it reach that case?",
    ),
    (
        ("only supports integer types", "bitwise_xor", "unsupported operand type(s) for ^"),
        "A power is written **; ^ compares bits.",
    ),
    (("zerodivisionerror",), "Which number can be 0 there? Treat that case by itself."),
    (
        ("indexerror", "keyerror"),
        "Python counts from 0: how many entries are there, and which one is asked for?",
    ),
)
OTHER = "Try your function by itself on that input."

# What MicroPython may raise where CPython does not.
OF_MICROPYTHON = (
    "AttributeError", "ImportError", "MemoryError", "NotImplementedError", "RuntimeError",
    "SyntaxError",
)  # fmt: skip
NOWHERE = (" in MXNet", " is not in NumPy")  # what the page says of names that nobody has


def refer_elsewhere(error):
    """Note that only the notebook can judge, if the page may be what failed, not the answer."""
    kind, words = type(error).__name__, str(error)
    if kind == "AttributeError" and any(one in words for one in NOWHERE):
        return
    on_micropython = sys.implementation.name == "micropython"
    cannot = ("unsupported type", "can't convert ndarray")  # said of what CPython may well do
    if on_micropython and (kind in OF_MICROPYTHON or any(one in words for one in cannot)):
        if "recursion" in words.lower():
            words = "a function calls itself more often than the page's Python can"
        Elsewhere(f"In the page it raises {kind}: {words}" if words else f"It raises {kind} here.")


def said_of(error):
    """Return what is seen of an error, and a hint."""
    words = f"{type(error).__name__} {error}".lower()
    for pieces, hint in HINTS:
        if any(piece in words for piece in pieces):
            return error_in_words(error), hint
    return error_in_words(error), OTHER


def error_in_words(error):
    """Return an error in one line, without its traceback."""
    kind = type(error).__name__
    lines = [line for line in str(error).strip().split("\n") if line.strip()]
    words = lines[-1].strip() if lines else ""
    for start in (f"{kind}: ", "Check failed: "):
        if words.startswith(start):
            words = words[len(start) :]
    return f"{RAISED} {kind}" + (f": {words}" if words else ".")
