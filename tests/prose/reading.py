"""Reads the pages as a reader does: their prose, sentence by sentence, and what their cells show.

Nothing is run: cells are read with the outputs that are stored beside them.
"""

import functools
import re
from dataclasses import dataclass, field

import nbformat
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from tests.prose import numerals
from tools.pages import ROOT, pages

MARKDOWN = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin).use(amsmath_plugin)
FENCE = re.compile(r"^(```|:::)\{\w+\}.*$|^(```|:::)$", re.M)


@dataclass(frozen=True)
class Piece:
    """A stretch of prose of one kind."""

    kind: str
    """'text', 'code', 'math' (within a line), 'display' (on lines of its own) or 'heading'."""
    text: str
    start: int
    """Where it begins in the words of its block."""


@dataclass
class Block:
    """A paragraph, a heading, an entry of a list or of a table, or a displayed formula."""

    words: str
    pieces: list
    links: list
    """Of each link: its words, where it leads, and where it begins in the words."""
    place: tuple = (0, 0)
    """The section of its page that it stands in, and how many code cells stand before it."""

    @property
    def is_heading(self):
        return bool(self.pieces) and self.pieces[0].kind == "heading"

    def sentence(self, at):
        """Return the sentence that holds a position in the words, for a message."""
        ends = [match.end() for match in re.finditer(r"[.!?:](?=\s)", self.words)]
        first = max((end for end in ends if end <= at), default=0)
        last = min((end for end in ends if end > at), default=len(self.words))
        return " ".join(self.words[first:last].split())


@dataclass(eq=False)
class Page:
    """A page of the book: its name, as in 'chapters/relu', its blocks of prose and its cells."""

    name: str
    blocks: list = field(repr=False)
    cells: list = field(repr=False)
    """Its code cells, without the set-up cell that is the same on all pages."""
    sections: list = field(repr=False, default_factory=list)
    """The section of each of its code cells."""

    @functools.cached_property
    def numbers_of_each(self):
        """The numbers that each cell holds, each with half a unit of its last digit."""
        return [numerals.held([cell]) for cell in self.cells]

    @functools.cached_property
    def numbers_of_cells(self):
        return set().union(*self.numbers_of_each)

    def near(self, block):
        """Return which cells a block speaks of: those of its section, the last one, the next one.

        A section goes from a heading to the next.
        """
        section, before = block.place
        inside = {k for k, one in enumerate(self.sections) if one == section}
        return sorted(inside | {before - 1, before} & {*range(len(self.cells))})

    def numbers_near(self, block):
        return set().union(*(self.numbers_of_each[k] for k in self.near(block)))

    @property
    def title(self):
        return self.headings[0]

    @property
    def headings(self):
        return [block.words for block in self.blocks if block.is_heading]

    @property
    def words(self):
        return "\n".join(" ".join(block.words.split()) for block in self.blocks)


def blocks_of(source):
    """Return the blocks of a Markdown text."""
    found, rows = [], None
    kind = "text"
    for token in MARKDOWN.parse(FENCE.sub("", source)):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "tr_open":  # a row of a table is read as one
            rows = Block("", [], [])
        elif token.type == "tr_close":
            found.append(rows)
            rows = None
        elif token.type == "inline":
            block = rows or Block("", [], [])
            read_line(token.children, block, kind)
            kind = "text"
            if rows is None:
                found.append(block)
            else:
                block.words += " | "
        elif token.type in ("math_block", "amsmath"):
            found.append(Block(token.content, [Piece("display", token.content, 0)], []))
        elif token.type == "html_block":
            words = re.sub(r"<[^>]*>", " ", token.content)
            if words.strip():
                found.append(Block(words, [Piece("text", words, 0)], []))
        elif token.type in ("fence", "code_block"):
            # A definition of a glossary is indented: it is prose all the same.
            found += blocks_of(token.content)
    return found


def read_line(tokens, block, kind):
    """Add the words of a line to a block."""
    kinds = {"text": kind, "code_inline": "code", "math_inline": "math"}
    quotes = {"code_inline": "`", "math_inline": "$"}
    target, link_start = None, 0
    for token in tokens:
        if token.type == "text" and block.pieces and block.pieces[-1].kind == kind:
            block.words += token.content
            last = block.pieces.pop()
            block.pieces.append(Piece(kind, block.words[last.start :], last.start))
        elif token.type in kinds:
            quote = quotes.get(token.type, "")
            start = len(block.words) + len(quote)
            block.pieces.append(Piece(kinds[token.type], token.content, start))
            block.words += quote + token.content + quote
        elif token.type in ("softbreak", "hardbreak"):
            block.words += " "
        elif token.type == "link_open":
            target, link_start = token.attrs["href"], len(block.words)
        elif token.type == "link_close":
            block.links.append((block.words[link_start:], target, link_start))


@functools.cache
def page(name):
    """Return a page of the book by its name."""
    path = ROOT / f"{name}.ipynb"
    if path.is_file():
        return read(name, stored(name))
    source = (ROOT / f"{name}.md").read_text("utf-8")
    return Page(name, blocks_of(source), [])


def stored(name):
    """Return a notebook as it is stored; test_notebooks.py has seen that it is a valid one."""
    return nbformat.v4.reads((ROOT / f"{name}.ipynb").read_text("utf-8"))


def read(name, notebook):
    """Return a page from its notebook."""
    blocks, cells, sections, section = [], [], [], 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for block in blocks_of(cell.source):
                section += block.is_heading
                block.place = (section, len(cells))
                blocks.append(block)
        elif cell.id != "set-up":
            cells.append(cell)
            sections.append(section)
    return Page(name, blocks, cells, sections)


def all_pages():
    """Return all pages, in reading order."""
    return [page(name) for name in pages()]


def listed(file):
    """Return a list of exceptions: a dictionary from pages to entries, each with its
    reason, or with the cell that shows what it is about."""
    entries = yaml.safe_load((ROOT / "tests" / "prose" / file).read_text("utf-8")) or {}
    for name, of_page in entries.items():
        for entry in of_page:
            why = "cell" in entry or len(str(entry.get("reason", ""))) > 10
            assert why, f"{file}, {name}: {entry}: say why"
    return entries


def copy_with(name, right, wrong):
    """Return a page in which the first such words of the prose read otherwise."""
    notebook = stored(name)
    cells = [c for c in notebook.cells if c.cell_type == "markdown" and right in c.source]
    assert cells, f"{name} no longer says {right!r}: plant the fault in other words"
    cells[0].source = cells[0].source.replace(right, wrong, 1)
    return read(name, notebook)
