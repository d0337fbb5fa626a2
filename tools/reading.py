"""Reads a Markdown text as a reader does: in blocks and sentences, without its marks."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

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
