"""Gives the built pages their Python: what a reader's code runs with, and runs after.

Beside the pages stand, under _static/page_python, the scripts that edit and run a cell, MicroPython
(stored; see tools/make_micropython.py), the modules of the book that run on it, and a file for each
page: the statements of its cells, and what its exercise's parts are judged by. A page links the
smallest script alone; the others are loaded when a reader asks.
"""

import base64
import json
import shutil
import zlib
from pathlib import Path

import nbformat

from page_python.modules import ROOT as BOOK
from page_python.modules import worlds
from page_python.statements import statements_of

FOLDER = Path("_static", "page_python")
ROOM = BOOK / "d2l_local" / "page_python"
EDIT = "page_python/edit_button.js"
SHIPPED = (
    "edit_button.js", "edit_button.css",
    "codemirror.js", "codemirror-LICENSE.txt", "micropython.js", "micropython-LICENSE.txt",
)  # fmt: skip
# The rooms of the editor, each after those that it takes from: the page loads them as one script.
EDITOR = (
    "tree.js", "scopes.js", "characters.js", "words.js", "mistakes.js",
    "reading.js", "statements.js", "operators.js", "expressions.js", "texts.js", "questions.js",
    "keeping.js", "linking.js", "asking.js", "showing.js", "writing.js",
    "editor.js",
)  # fmt: skip


def page_of(notebook):
    """Return what the cells of a page run after, and what its parts are judged by."""
    cells = nbformat.read(notebook, as_version=4).cells
    return {"statements": statements_of(cells), "parts": packed(parts_of(notebook.stem))}


def packed(value):
    """Return a value as text that asking.js unpacks: what is expected is not read at a glance."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def parts_of(name):
    """Return the parts of an exercise by their names, as cells.run takes them."""
    if not name.startswith("exercise_"):
        return {}
    from d2l_local.check import page_data

    return page_data(name.removeprefix("exercise_"))


def assign(name, value):
    """Return a script that sets a part of the page's Python."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f"((window.pagePython ??= {{}}){name}) = {text};\n"


def ship(app):
    """Copy the files that are as they stand, before a page links one under the mark of its text.

    Sphinx reads that mark from what lies there: a first build would have none, the next an old one.
    """
    out = Path(app.outdir) / FOLDER
    out.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        shutil.copy(ROOM / name, out / name)


def write(app, exception):
    """Write the files beside the pages of a finished HTML build."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir) / FOLDER
    style = assign(".style", (ROOM / "editor.css").read_text("utf-8"))
    rooms = [(ROOM / name).read_text("utf-8") for name in EDITOR]
    every = assign(".every", sorted(app.env.found_docs))
    (out / "editor.js").write_text("\n".join([style, every, *rooms]), "utf-8")
    worker = f"(() => {{{(ROOM / 'worker.js').read_text('utf-8')}}})();"
    texts = assign(".worker", worker) + assign(".modules", worlds(BOOK))
    (out / "modules.js").write_text(texts, "utf-8")
    for page in sorted(app.env.found_docs):
        notebook = Path(app.srcdir, page).with_suffix(".ipynb")
        if notebook.is_file():
            target = out / "pages" / f"{page}.js"
            target.parent.mkdir(parents=True, exist_ok=True)
            start = "(window.pagePython ??= {}).pages ??= {};\n"
            target.write_text(start + assign(f".pages[{page!r}]", page_of(notebook)), "utf-8")


def link(app, page, template, context, doctree):
    """Link the smallest script from the pages that are notebooks."""
    if Path(app.srcdir, page).with_suffix(".ipynb").is_file():
        app.add_js_file(EDIT, loading_method="defer")


def setup(app):
    app.connect("builder-inited", ship)
    app.connect("html-page-context", link)
    app.connect("build-finished", write, priority=800)  # before the pages are slimmed
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
