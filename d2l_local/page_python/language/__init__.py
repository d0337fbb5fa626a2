"""What a cell sees of Python itself, so that it does what it does in the notebook.

This runs in the page, on MicroPython. reading.js rewrites a cell so that it calls the names of
:func:`names` that begin with ``_page``; the others stand in the place of MicroPython's own
functions, which take our arrays for something else (``max``, ``sorted``), know no ``bool`` as an
``int``, or lead out of the cell (``getattr``).
"""

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python.language import (
    attributes,
    equality,
    functions,
    generators,
    kinds,
    operators,
)
from d2l_local.page_python.language.formatting import ascii_of, field, format_value, percent
from d2l_local.page_python.language.kinds import native
from d2l_local.page_python.language.methods import method_of
from d2l_local.page_python.language.ordered import Dict, in_order, keep_order, keywords, pairs
from d2l_local.page_python.language.parameters import named_as, parameters, tag, takes
from d2l_local.page_python.language.sets import Set
from d2l_local.page_python.language.writing import shown, text_of, words_of

DONE = object()


def refuse(words):
    def call(*unused, **options):
        raise Elsewhere(words)

    return call


LEADS_OUT = {
    "__import__": "write import at the beginning of a line",
    "compile": "compile is not for a page: write the code itself",
    "dir": "dir is not for a page: what is there differs from the notebook's",
    "eval": "eval is not for a page: write the code itself",
    "exec": "exec is not for a page: write the code itself",
    "globals": "globals is not for a page: write the names themselves",
    "help": "a page has no help(): read about it in the notebook",
    "input": "a page cannot ask: write the value itself, as in x = 3",
    "locals": "locals is not for a page: write the names themselves",
    "open": "a page has no files: run the cell in the notebook",
    "vars": "vars is not for a page: write the attributes themselves",
}
ERRORS = {
    "RecursionError": RuntimeError, "ModuleNotFoundError": ImportError, "IOError": OSError,
    "UnboundLocalError": NameError, "EnvironmentError": OSError, "FileNotFoundError": OSError,
    "PermissionError": OSError, "TimeoutError": OSError, "FloatingPointError": ArithmeticError,
}  # fmt: skip


SEEN = {
    "repr": shown, "ascii": ascii_of, "format": format_value, "_page_done": DONE,
    "_page_last": lambda value: None, "_page_text": lambda *pieces: "".join(pieces),
    "_page_field": field, "_page_takes": takes,
    "_page_named": in_order, "_page_order": keep_order, "_page_keywords": keywords,
    "_page_pairs": pairs,
}  # fmt: skip


def names():
    """Return what a cell sees over MicroPython's own names: a new dict."""
    found = {}
    for some in (
        kinds.SEEN, operators.SEEN, equality.SEEN, functions.SEEN, attributes.SEEN,
        generators.SEEN, SEEN, ERRORS,
    ):  # fmt: skip
        found.update(some)
    for name, words in LEADS_OUT.items():
        found[name] = refuse(words)
    return found
