"""Authors and years are those of reference/sources.yml, on every page and in the catalogue.

A work that a page cites is listed, a work that is listed is cited, and the bibliography has each
with the same authors, years and title.
"""

import ast
import re

from d2l_local.activations import CATALOGUE

import pytest

from tests.prose import sources
from tests.prose.reading import all_pages, copy_with, page
from tools.pages import ROOT

BIBLIOGRAPHY = "reference/bibliography"
CITING = [one for one in all_pages() if one.name != BIBLIOGRAPHY]
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(«$])")
TO_DO = "Correct it, or list the work in reference/sources.yml and in the bibliography."


def sentences(one):
    """Yield the sentences and the rows of tables of a page, without formulas and code."""
    for block in one.blocks:
        words = re.sub(r"`[^`]*`|\$[^$]*\$", "¤", " ".join(block.words.split()))
        yield from (sentence.strip(" |") for sentence in SENTENCE.split(words))


def complaints(one):
    """Return a message for each author and each year of a page that no work has."""
    return [
        f"{one.name}: «{sentence}»\n   {said}. {TO_DO}"
        for sentence in sentences(one)
        for said in sources.complaints(sentence)
    ]


def small_words():
    """Return the words that the book writes with a small letter somewhere."""
    return {word for one in all_pages() for word in re.findall(r"\b[a-zäöü]+\b", one.words)}


def strange_names(one, ordinary):
    return [name for sentence in sentences(one)
            for name in sources.unknown_names(sentence, ordinary)]  # fmt: skip


def bibliography_faults(one):
    """Return where the bibliography says something else than sources.yml."""
    said, works = [], sources.works()
    first = " ".join(one.blocks[1].words.split())
    there = [" ".join(block.words.split()) for block in one.blocks[2:]]
    if len(there) != len(works):
        said.append(f"{len(there)} entries below «{first}», and {len(works)} in sources.yml")
    for entry, work in zip(there, works, strict=False):
        *first, last = work.authors
        expected = f"{' and '.join([', '.join(first), last] if first else [last])}. {work.title}"
        years = {int(year[0]) for year in sources.YEAR.finditer(entry.removeprefix(expected))}
        if not entry.startswith(expected):
            said.append(f"«{entry[:80]}»: sources.yml has «{expected}»")
        if years != set(work.years):
            said.append(f"«{entry}»: sources.yml has the years {work.years}")
    return said


def texts_of_questions():
    """Yield the texts of the quiz's questions."""
    for path in sorted((ROOT / "d2l_local" / "quiz" / "questions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


# The pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", CITING, ids=lambda one: one.name)
def test_every_author_and_every_year_of_a_page_is_of_a_work(one):
    said = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_catalogue_names_authors_and_years_of_works(key):
    source = CATALOGUE[key].source
    assert sources.complaints(source) == []
    assert sources.cited(source) or source == "MXNet 1.9.1"


def test_the_questions_name_authors_of_works():
    assert [said for text in texts_of_questions() for said in sources.complaints(text)] == []


def test_the_bibliography_is_that_of_sources_yml_in_the_order_of_years():
    assert bibliography_faults(page(BIBLIOGRAPHY)) == []
    years = [work.years[-1] if work.years[-1] - work.years[0] < 5 else work.years[0]
             for work in sources.works()]  # fmt: skip
    assert years == sorted(years)


def test_every_work_is_named_by_a_page_or_by_the_catalogue():
    texts = [sentence for one in CITING for sentence in sentences(one)]
    texts += [activation.source for activation in CATALOGUE.values()]
    cited = set().union(*map(sources.cited, texts))
    never = [f"{work.authors[0]}, {work.years[0]}" for work in sources.works() if work not in cited]
    assert not never, "listed and never cited; name them where a page uses them, or take them out"


def test_every_name_is_somebody_s():
    ordinary = small_words()
    strange = {one.name: found for one in CITING if (found := strange_names(one, ordinary))}
    assert not strange, "no author, and not among the people and words of reference/sources.yml"


def test_what_sources_yml_excepts_is_on_a_page():
    text = "\n".join(one.words for one in CITING)
    rest = [*sources.listed()["stand for"], *map(str, sources.listed()["other years"]),
            *sources.listed()["people"], *sources.listed()["words"]]  # fmt: skip
    assert [words for words in rest if words not in text] == []
    ordinary = small_words()
    assert [word for word in sources.listed()["words"] if word.lower() in ordinary] == []


# Faults planted in copies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/relu", "He and others (2015)", "He and others (2016)"),
        ("chapters/relu", "He and others (2015)", "Nair and others (2015)"),
        ("chapters/relu", "after 2010", "after 2011"),
        ("chapters/sigmoid", "In 1943 McCulloch", "In 1934 McCulloch"),
        ("chapters/sigmoid", "McCulloch and Pitts", "McCulloch and Papert"),
        ("chapters/tanh", "LeCun and others (1998)", "LeCun and others (1989)"),
        ("chapters/summary", "| 1989 |", "| 1998 |"),
        ("chapters/summary", "Minsky and Papert", "Minsky and Pitts"),
        ("chapters/summary", "Verhulst; he named", "Rosenblatt; he named"),
        ("chapters/erratum", "pReLU in 2015", "pReLU in 2016"),
        ("chapters/gallery", "Shazeer 2020", "Shazeer 2010"),
        ("chapters/piecewise_linear", "Telgarsky 2015", "Telgarsky 2014"),
        ("chapters/universal_approximation", "Leshno\nand others (1993)",
         "Cybenko\nand others (1993)"),
        ("exercises/exercise_4", "Eckart and Young", "Eckart and Hinton"),
        ("exercises/exercise_6", "He, Zhang, Ren and Sun", "He, Zhang, Sun and Ren"),
    ],
)  # fmt: skip
def test_a_wrong_author_or_year_is_noticed(name, right, wrong):
    assert not complaints(page(name))
    assert complaints(copy_with(name, right, wrong))


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/universal_approximation", "(Rolle)", "(Rollo)"),
        ("chapters/workbench", "Poole and others", "Pools and others"),
        ("exercises/exercise_1", "(Clarke's)", "(Clark's)"),
        ("exercises/exercise_4", "Borsuk\nand Ulam", "Brouwer\nand Ulam"),
    ],
)
def test_a_name_that_is_nobody_s_is_noticed(name, right, wrong):
    assert strange_names(copy_with(name, right, wrong), small_words())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("V. Nair and G. E. Hinton", "V. Nair and G. Hinton"),
        ("ICML 2010.", "ICML 2011."),
        ("Maxout\n  networks", "Maxout\n  units"),
        ("- T. Zaslavsky", "- F. Zaslavsky"),
    ],
)
def test_a_slip_in_the_bibliography_is_noticed(right, wrong):
    assert bibliography_faults(copy_with(BIBLIOGRAPHY, right, wrong))
