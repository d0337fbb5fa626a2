"""What a page's Python runs: what its first module imports, directly or not, in that order."""

import ast
import importlib.util
import io
import tokenize
from pathlib import Path

# Where the book's modules are: a copy of the pages that is built elsewhere has none of its own.
ROOT = Path(importlib.util.find_spec("d2l_local").origin).parent.parent


def file_of(module):
    """Return the file of a module or package of the book, or None if there is none."""
    path = ROOT.joinpath(*module.split("."))
    for one in (path.with_suffix(".py"), path / "__init__.py"):
        if one.is_file():
            return one
    return None


def book_imports(module):
    """Return the modules of the book that a module imports, wherever in it, in their order."""
    found = {}
    nodes = [
        node
        for node in ast.walk(ast.parse(file_of(module).read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    for node in sorted(nodes, key=lambda node: node.lineno):
        for alias in node.names:
            if isinstance(node, ast.Import):
                found[alias.name] = True
            else:
                inner = f"{node.module}.{alias.name}"
                found[inner if file_of(inner) else node.module] = True
    return [name for name in found if name.startswith("d2l_local.") and file_of(name)]


def modules_of_the_page(first="d2l_local.page_python.cells"):
    """Return what the page runs, each module after those that it imports.

    Of a package that no module imports by its name the page has an empty ``__init__.py``.
    """
    found, seen = [], set()

    def visit(module):
        if module not in seen:
            seen.add(module)
            for other in book_imports(module):
                visit(other)
            found.append(module)

    visit(first)
    return found


def lean(source):
    """Return the source of a module without docstrings, comments and most of its indentation.

    Its statements stand in the same lines. MicroPython reads a file 20 bytes at a time: what is not
    there takes no time.
    """
    lines, depth, starts = source.splitlines(), 0, True
    kept, inside = {}, set()  # the new beginning of a line; lines inside of a text
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for number, token in enumerate(tokens):
        (row, column), last = token.start, token.end[0]
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type == tokenize.COMMENT:
            lines[row - 1] = lines[row - 1][:column].rstrip()
        elif token.type == tokenize.NEWLINE:
            starts = True
        elif token.type not in (tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER):
            is_alone = starts and tokens[number + 1].type == tokenize.NEWLINE
            if is_alone and token.type == tokenize.STRING:
                lines[row - 1 : last] = [" " * column + '""'] + [""] * (last - row)
            elif last > row:
                inside |= set(range(row + 1, last + 1))
            kept.setdefault(row, depth if starts else 0)
            starts = False
    return "\n".join(
        line if row in inside else " " * kept.get(row, 0) + line.lstrip()
        for row, line in enumerate(lines, 1)
    )


def modules(root, first="d2l_local.page_python.cells"):
    """Return the text of each module that a Python of the page runs, as lean as can be."""
    texts = {}
    for module in modules_of_the_page(first):
        path = file_of(module).relative_to(root)
        texts[path.as_posix()] = lean((root / path).read_text("utf-8"))
    for path in [Path(path) for path in texts]:
        for parent in path.parents[:-1]:  # packages; what their own files import, pages do not need
            texts.setdefault((parent / "__init__.py").as_posix(), "")
    return texts


def worlds(root):
    """Return the modules of each of the page's two Pythons: what runs cells, and what judges."""
    firsts = {"cells": "d2l_local.page_python.cells", "judge": "d2l_local.page_python.judge"}
    return {name: modules(root, first) for name, first in firsts.items()}
