"""A cell that is not compared in full is listed, with its reason.

nbval takes its orders from tags and from comments; each of them but the usual comparison is one
that a fault can hide behind.
"""

import pytest
from nbval.plugin import comment_markers, metadata_tags

from tests.prose.reading import listed, stored
from tools.pages import notebooks

TAGS = set(metadata_tags)  # as in nbval-skip, raises-exception
LISTED = listed("tags.yml")
NAMES = [f"{path.parent.name}/{path.stem}" for path in notebooks()]


def orders(cell):
    """Return the tags and comments by which a cell tells nbval to do otherwise than compare."""
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS or "nbval" in tag.lower()]
    for line in cell.source.splitlines():
        comment = line.strip().lstrip("#").strip()
        if line.lstrip().startswith("#") and comment in comment_markers:
            tags.append(comment)
    return [tag for tag in tags if tag.lower().replace("_", "-") != "nbval-check-output"]


def found(name, notebook):
    """Return what a notebook orders: the page, the cell's id, the tag."""
    return {(name, cell.id, tag) for cell in notebook.cells if cell.cell_type == "code"
            for tag in orders(cell)}  # fmt: skip


def complaints(name, notebook):
    """Return a message for each order of a notebook that is not listed."""
    allowed = {(name, entry["cell"], entry["tag"]) for entry in LISTED.get(name, [])}
    return [
        f"{name}, cell {cell}: tagged {tag}, so that nbval does not compare it. Take the tag off, "
        "or list it in tests/prose/tags.yml, with its reason."
        for name, cell, tag in sorted(found(name, notebook) - allowed)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_that_is_not_compared_is_listed_with_its_reason(name):
    said = complaints(name, stored(name))
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_listed_cell_is_there_and_has_its_tag():
    there = set().union(*(found(name, stored(name)) for name in NAMES))
    stale = [(name, entry["cell"]) for name, entries in LISTED.items() for entry in entries
             if (name, entry["cell"], entry["tag"]) not in there]  # fmt: skip
    assert not stale, f"compared by now, or gone; take it out of tests/prose/tags.yml: {stale}"


@pytest.mark.parametrize(
    "tag", ["nbval-skip", "raises-exception", "nbval-ignore-output", "nbval-raises-exception"]
)
def test_a_new_tag_is_noticed(tag):
    notebook = stored("chapters/relu")
    cell = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    assert not complaints("chapters/relu", notebook)
    cell.metadata.setdefault("tags", []).append(tag)
    (said,) = complaints("chapters/relu", notebook)
    assert cell.id in said and tag in said and "tags.yml" in said


@pytest.mark.parametrize("comment", ["# NBVAL_SKIP", "#NBVAL_IGNORE_OUTPUT"])
def test_a_new_comment_is_noticed(comment):
    notebook = stored("chapters/relu")
    cell = next(c for c in notebook.cells if c.cell_type == "code" and c.id != "set-up")
    cell.source = f"{comment}\n{cell.source}"
    (said,) = complaints("chapters/relu", notebook)
    assert comment.strip("# ") in said
