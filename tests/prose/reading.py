"""Reads the pages as a reader does: their prose, sentence by sentence, and what their cells show.

Nothing is run: cells are read with the outputs that are stored beside them.
"""

import functools
from dataclasses import dataclass, field

import nbformat
import yaml

from tests.prose import numerals
from tools.pages import ROOT, pages
from tools.reading import blocks_of


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
    path = ROOT / f"{name}.md"
    if path.is_file():
        source = path.read_text("utf-8")
        assert right in source, f"{name} no longer says {right!r}: plant the fault in other words"
        return Page(name, blocks_of(source.replace(right, wrong, 1)), [])
    notebook = stored(name)
    cells = [c for c in notebook.cells if c.cell_type == "markdown" and right in c.source]
    assert cells, f"{name} no longer says {right!r}: plant the fault in other words"
    cells[0].source = cells[0].source.replace(right, wrong, 1)
    return read(name, notebook)
