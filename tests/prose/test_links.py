"""A link to another page names that page: by its title, one of its headings, or a listed name."""

import posixpath
import re

import pytest
import yaml

from tests.prose.reading import all_pages, copy_with, page
from tools.pages import ROOT, pages

NAMES = yaml.safe_load((ROOT / "tests" / "prose" / "links.yml").read_text("utf-8"))
IN_SENTENCE = NAMES.pop("in their sentence")
TO_DO = (
    "Correct the link or its words; a new short name for a page goes into tests/prose/links.yml."
)


def plain(words):
    """Return words without case, marks and articles, to compare them."""
    return re.sub(r"^the ", "", " ".join(re.findall(r"[\w']+", words.lower())))


def singular(words):
    """Return words without the s of a plural, to compare 'gates' with 'gate'."""
    return " ".join(word.removesuffix("s") for word in plain(words).split())


def section(name, anchor):
    """Return the heading of a page that an address ends in, or None."""
    return next((h for h in page(name).headings if plain(h).replace(" ", "-") == anchor), None)


def names_of(name, anchor=""):
    """Return what a page, or a section of it, may be called."""
    target = page(name)
    if anchor:
        names = [section(name, anchor), *NAMES.get(f"{name}#{anchor}", [])]
        return {singular(words) for words in names}
    number = re.fullmatch(r"exercises/exercise_(\d+)", name)
    short = [f"exercise {number[1]}", number[1]] if number else []
    return {plain(words) for words in [*target.headings, *NAMES.get(name, []), *short]}


def internal(one):
    """Yield the links of a page to pages of the book: words, the page's name, block, place."""
    for block in one.blocks:
        for words, target, start in block.links:
            if not re.match(r"[a-z]+:", target):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(one.name), target))
                yield words, path, block, start


def complaints(one):
    """Return a message for each link of a page that does not name where it leads."""
    said = []
    for words, path, block, start in internal(one):
        where = f"{one.name}: «{block.sentence(start)}»\n   [{words}] leads to {path}"
        name, _, rest = path.partition("#")
        name = re.sub(r"\.(ipynb|md)$", "", name)
        if name not in pages():
            said.append(f"{where}, which is no page of the book. {TO_DO}")
        elif rest and section(name, rest) is None:
            said.append(f"{where}: that page has no such section. {TO_DO}")
        elif rest and singular(words) not in names_of(name, rest):
            said.append(f"{where}, which is called {section(name, rest)}. {TO_DO}")
        elif (
            not rest
            and plain(words) not in names_of(name)
            and listed(one.name, words, name) is None
        ):
            called = ", ".join(sorted(names_of(name))[:6])
            said.append(f"{where}, which is called {called}. {TO_DO}")
    return said


def listed(name, words, target):
    """Return the entry of the exceptions that is about a link, or None."""
    about = {"page": name, "words": words, "target": target}
    return next((e for e in IN_SENTENCE if about.items() <= e.items()), None)


@pytest.mark.parametrize("one", all_pages(), ids=lambda one: one.name)
def test_every_link_names_the_page_that_it_leads_to(one):
    said = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_name_and_every_exception_is_in_use():
    links = [(one.name, words, re.sub(r"\.(ipynb|md)", "", path))
             for one in all_pages() for words, path, _, _ in internal(one)]  # fmt: skip
    used = [listed(*link) for link in links]
    stale = [entry for entry in IN_SENTENCE if not any(entry is one for one in used)]
    called = {(target, words.lower()) for _, words, target in links}
    stale += [(target, name) for target, names in NAMES.items() for name in names
              if (target, name.lower()) not in called]  # fmt: skip
    assert not stale, f"no such link any more; take it out of tests/prose/links.yml: {stale}"
    assert all(len(entry["reason"]) > 10 for entry in IN_SENTENCE)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/tanh", "[exercise 3](../exercises/exercise_3.ipynb)",
         "[exercise 3](../exercises/exercise_2.ipynb)"),
        ("chapters/tanh", "[the summary](summary.ipynb)", "[the summary](sigmoid.ipynb)"),
        ("exercises/exercise_6", "[ReLU](../chapters/relu.ipynb)",
         "[ReLU](../chapters/tanh.ipynb)"),
        ("chapters/index", "[ReLU](relu.ipynb), [sigmoid](sigmoid.ipynb)",
         "[ReLU](sigmoid.ipynb), [sigmoid](relu.ipynb)"),
        ("chapters/relu", "[the sigmoid](sigmoid.ipynb)", "[the sigmoid](sigmoid_.ipynb)"),
        ("chapters/relu", "[the sigmoid](sigmoid.ipynb)", "[the sigmoid](sigmoid.ipynb#nowhere)"),
        ("chapters/relu", "glossary.md#subgradient", "glossary.md#gradient"),
    ],
)  # fmt: skip
def test_a_link_to_another_page_than_it_names_is_noticed(name, right, wrong):
    assert not complaints(page(name))
    assert complaints(copy_with(name, right, wrong))
