"""What the page's Python lacks, each with the line and the words that it is refused with."""

# The line and the words that each is refused with.
REFUSED = {
    "x = 1\nmatch x:\n    case 1: pass": (2, "no match: write if and elif"),
}
REFUSED.update({
    "async def f(): pass": (1, "has no async"),
    "print = 3": (1, "print is the name of a function of Python: choose another name"),
    "with (open_ as b, c): pass": (1, "write with a as b"),
    "x = 1\nprint(x.__globals__)": (2, "__globals__ is not for a page"),
    "f.__closure__": (1, "__closure__ is not for a page"),
    "f.__self__": (1, "__self__ is not for a page"),
    "x.__dict__": (1, "__dict__ is not for a page"),
    "x.__code__": (1, "__code__ is not for a page"),
    "f'{x.__globals__}'": (1, "__globals__ is not for a page"),
    "[f.__globals__ for f in g]": (1, "__globals__ is not for a page"),
    "__builtins__": (1, "__builtins__ is a name of the page's own"),
    "_page_n = 3": (1, "is a name of the page's own"),
    "def _page_lt(a, b): pass": (1, "is a name of the page's own"),
    "x = 1\ndef f():\n    return input('x')": (3, "a page cannot ask"),
    "eval('1')": (1, "eval is not for a page"),
    "exec('1')": (1, "exec is not for a page"),
    "y = compile('1', '', 'eval')": (1, "compile is not for a page"),
    "with open('a') as f: pass": (1, "a page has no files"),
    "globals()['x']": (1, "globals is not for a page"),
    "print(locals())": (1, "locals is not for a page"),
    "exit()": (1, "a cell ends where its last line ends"),
    "help(print)": (1, "a page has no help()"),
    "__import__('os')": (1, "__import__ is not for a page: write import … in a line of its own"),
    "class A(float): pass": (1, "makes no classes from float"),
    "class A(metaclass=B): pass": (1, "no metaclass="),
    r"'\N{DASH}'": (1, "no names of letters"),
    "from . import x": (1, "a cell is in no package"),
    "def f():\n    from math import *": (2, "import * stands only"),
    "try:\n    pass\nexcept* ValueError:\n    pass": (3, "has no except*"),
    "f'{d['a']}'": (1, "write the other quotes"),
    "f'{\"\\n\".join(x)}'": (1, "no backslash"),
})  # fmt: skip
