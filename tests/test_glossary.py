"""The words of the glossary: in order, explained where it says, and linked where a page first uses
them."""

import re

import nbformat
import pytest

from tools.pages import ROOT, notebooks

GLOSSARY = ROOT / "reference" / "glossary.md"
WORDS = re.findall(r"^## (.+)$", GLOSSARY.read_text("utf-8"), flags=re.M)
CHAPTERS = [path for path in notebooks() if path.parent.name == "chapters"]
NOT_PROSE = r"\$\$[^$]*\$\$|\$[^$]*\$|`[^`]*`|^#.*$"


def anchor(word):
    """Return the end of the address that Markdown's readers give to a heading."""
    return word.lower().replace(" ", "-")


def prose(path):
    """Return what a notebook says, without its headings, formulas and code."""
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(NOT_PROSE, "", text, flags=re.M)


def first_uses(text):
    """Return for each word of the glossary that a text uses how it explains the first use.

    That is the address of the link around it, or "*" if the word is set in italics, as one that is
    introduced there, or "". A longer word hides the shorter one in it: 'gradient descent' is no use
    of 'gradient'. A link to a word's entry is a use of it, whatever its text.
    """
    plain, links = "", []
    for index, part in enumerate(re.split(r"\[([^\]]*)\]\(([^)]*)\)", text)):
        if index % 3 == 2:
            links[-1] += (part,)
        else:
            if index % 3 == 1:
                links.append((len(plain), len(plain) + len(part)))
            plain += part
    uses = [(start, link.partition("glossary.md#")[2], link) for start, _, link in links]
    spelled = "|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True))
    pattern = rf"(?<!\*)(\*?)\b({spelled})s?\b".replace(r"\ ", r"\s+")
    for found in re.finditer(pattern, plain, flags=re.I):
        start, word = found.start(2), anchor(" ".join(found[2].split()))
        around = [link for first, last, link in links if first <= start < last]
        uses.append((start, word, around[0] if around else found[1]))
    first = {}
    for _, word, how in sorted(uses):
        first.setdefault(word, how)
    return {word: how for word, how in first.items() if word}


def test_the_words_stand_in_the_order_of_the_alphabet():
    assert sorted(WORDS, key=str.lower) == WORDS


def test_uses_are_told_apart_from_parts_of_longer_words_and_links_are_seen():
    text = (
        "*Gradient\ndescent* needs [the gradient](a.ipynb). Its path; [SGD](glossary.md#minibatch)."
    )
    assert first_uses(text) == {
        "gradient-descent": "*",
        "gradient": "a.ipynb",
        "path": "",
        "minibatch": "glossary.md#minibatch",
    }


def test_every_word_is_used_on_the_page_that_its_entry_names():
    entries = re.split(r"^## ", GLOSSARY.read_text("utf-8"), flags=re.M)[1:]
    for word, entry in zip(WORDS, entries, strict=True):
        named = re.findall(r"\(\.\./(\S+\.ipynb)\)", entry)
        assert named, f"{word}: say on which page it is explained"
        text = " ".join(prose(ROOT / named[0]).split())
        assert re.search(rf"\b{re.escape(word)}", text, flags=re.I), (word, named[0])


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_word_is_linked_where_a_chapter_first_uses_it(path):
    """Where it is introduced, in italics, or in a link to the page that does, it needs no other."""
    for word, how in first_uses(prose(path)).items():
        explained = how == "*" or how.endswith((f"glossary.md#{word}", ".ipynb"))
        assert explained, f"{word}: link its first use to ../reference/glossary.md#{word}"
