"""What a cell may import of Python's own: as CPython has it, or a line that says where it is.

This runs in the page, on MicroPython. Its own modules have a part of these, some of it otherwise
(``random`` draws other numbers, ``re`` knows other patterns), and are shared by all that runs; a
cell gets modules made for its run.
"""

import time

from d2l_local.elsewhere import Elsewhere
from d2l_local.page_python import arrays
from d2l_local.page_python.language.writing import TYPE_NAMES
from d2l_local.page_python.nearest import nearest
from d2l_local.page_python.standard import (
    averages,
    collecting,
    drawing,
    functional,
    iterating,
    mathematics,
)

LAZY = ("typing", "__future__", "matplotlib", "IPython", "warnings")
"""What is imported without being used here: it says where it is when it is used."""


class Library:
    """A module of Python's own: it has what it was given, and knows what CPython's has more."""

    def __init__(self, name, members, elsewhere=()):
        self._page_name, self._page_elsewhere = name, elsewhere
        self._page_names = list(members)
        for key, value in members.items():
            setattr(self, key, value)

    def __repr__(self):
        return f"<module '{self._page_name}' (in the page)>"

    def __getattr__(self, name):
        if name[:2] == "__":  # asked by Python itself
            raise AttributeError(name)
        if name in self._page_elsewhere:
            raise Elsewhere(
                f"{self._page_name}.{name} is not in the page's Python. {arrays.ELSEWHERE}"
            )
        near = nearest(name, self._page_names)
        advice = f": do you mean {near}?" if near else ""
        raise AttributeError(f"module '{self._page_name}' has no attribute '{name}'{advice}")


TYPE_NAMES[Library] = "module"


def sleep(seconds):
    """Wait; nothing else happens meanwhile."""
    time.sleep_ms(int(seconds * 1000))


def nanoseconds():
    return time.ticks_us() * 1000


TIME = {
    "time": time.time, "sleep": sleep,
    "perf_counter": lambda: time.ticks_us() / 1e6, "monotonic": lambda: time.ticks_us() / 1e6,
    "process_time": lambda: time.ticks_us() / 1e6, "time_ns": time.time_ns,
    "perf_counter_ns": nanoseconds, "monotonic_ns": nanoseconds, "process_time_ns": nanoseconds,
}  # fmt: skip
TIME_ELSEWHERE = ("ctime", "localtime", "gmtime", "strftime", "strptime", "mktime", "asctime",
                  "struct_time", "tzname", "timezone", "thread_time")  # fmt: skip
STRING = {
    "ascii_lowercase": "abcdefghijklmnopqrstuvwxyz", "digits": "0123456789",
    "ascii_uppercase": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "hexdigits": "0123456789abcdefABCDEF",
    "ascii_letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}  # fmt: skip

LIBRARIES = {
    "math": (lambda: mathematics.NAMES, mathematics.ELSEWHERE),
    "random": (drawing.names, drawing.ELSEWHERE),
    "collections": (collecting.names, collecting.ELSEWHERE),
    "itertools": (lambda: iterating.NAMES, iterating.ELSEWHERE),
    "functools": (lambda: functional.FUNCTIONS, functional.FUNCTIONS_ELSEWHERE),
    "operator": (lambda: functional.OPERATORS, functional.OPERATORS_ELSEWHERE),
    "statistics": (lambda: averages.NAMES, averages.ELSEWHERE),
    "time": (lambda: TIME, TIME_ELSEWHERE),
    "string": (lambda: STRING, ("Template", "Formatter", "capwords", "whitespace", "printable")),
}


def library(name):
    """Return a module of Python's own, made anew."""
    members, elsewhere = LIBRARIES[name]
    return Library(name, members(), elsewhere)
