"""Who is named in a text, as the author of which work; the works stand in reference/sources.yml."""

import functools
import re
from dataclasses import dataclass

import yaml

from tools.pages import ROOT

FILE = ROOT / "reference" / "sources.yml"
YEAR = re.compile(r"(?<![\w.,/-])(?:1[89]\d\d|20[0-4]\d)(?![\w%]|[.,]\d)")
# A word with one capital, within a sentence or behind a bracket.
NAME = re.compile(r"(?<=[\w,;] )(?:and )?[A-ZÄÖÜ][a-zäöüéß]+\b|(?<=[(-])[A-ZÄÖÜ][a-zäöüéß]+\b")


@dataclass(frozen=True)
class Work:
    """A work: its authors as the bibliography writes them, its years, its title."""

    authors: tuple
    years: tuple
    title: str

    @property
    def surnames(self):
        return tuple(name.rpartition(". ")[2] for name in self.authors)

    @property
    def called(self):
        """The ways in which a page may name its authors."""
        first, *others = self.surnames
        if not others:
            return {first}
        whole = f"{', '.join([first, *others[:-1]])} and {others[-1]}"
        return {whole, f"{first} and others"} if len(others) > 1 else {whole}


@dataclass(frozen=True)
class Mention:
    """Authors named in a text, by their names or by words that stand for them, and where."""

    authors: str
    start: int
    end: int


@functools.cache
def listed():
    return yaml.safe_load(FILE.read_text("utf-8"))


@functools.cache
def works():
    """Return all works, in the order of the bibliography."""
    return [Work(tuple(w["authors"]), tuple(w["years"]), w["title"]) for w in listed()["works"]]


def works_of(mention):
    return [work for work in works() if mention.authors in work.called]


@functools.cache
def authors_named():
    """Return the pattern of authors in a text: 'A', 'A and B', 'A, B and C', 'A and others'."""
    surnames = {name for work in works() for name in work.surnames}
    one = "(?:" + "|".join(sorted(map(re.escape, surnames), key=len, reverse=True)) + r")\b"
    return re.compile(rf"\b{one}(?:, {one})*(?: and (?:others\b|{one}))?")


def mentions(text):
    """Return the authors that a text names; a 'He' alone is no author."""
    found = [Mention(m[0], m.start(), m.end()) for m in authors_named().finditer(text)]
    for words, authors in listed()["stand for"].items():
        found += [Mention(authors, m.start(), m.end()) for m in re.finditer(re.escape(words), text)]
    return sorted((m for m in found if m.authors != "He"), key=lambda mention: mention.start)


def of_year(text, year, named):
    """Return the authors whose year it is: the last before it, or the first behind it.

    A row of a table that begins with a year says it of all its authors.
    """
    if text.startswith(year[0]):
        return named
    return [m for m in named if m.end <= year.start()][-1:] or named[:1]


def complaints(text):
    """Return what is wrong with the authors and years of a sentence or a row of a table."""
    named = mentions(text)
    said = [
        f"{mention.authors}: no work in sources.yml is by them"
        for mention in named
        if not works_of(mention)
    ]
    for year in YEAR.finditer(text):
        if int(year[0]) in listed()["other years"]:
            continue
        if not named:
            said.append(f"{year[0]}: whose work is of this year?")
        said += [
            f"{mention.authors}, {year[0]}: no work of theirs is of this year"
            for mention in of_year(text, year, named)
            if not any(int(year[0]) in work.years for work in works_of(mention))
        ]
    return said


def cited(text):
    """Return the works that a sentence names: by their authors, and the year where it stands."""
    years = {int(year[0]) for year in YEAR.finditer(text)}
    found = set()
    for mention in mentions(text):
        theirs = works_of(mention)
        found |= {work for work in theirs if years & set(work.years)} or set(theirs)
    return found


def unknown_names(text, ordinary):
    """Yield the words of a text that look like a name and are nobody's.

    ``ordinary`` are the words that the book writes with a small letter.
    """
    known = {part for work in works() for name in work.surnames for part in name.split("-")}
    known |= {*listed()["people"], *listed()["words"]}
    for found in NAME.finditer(text):
        word = found[0].removeprefix("and ")
        if word not in known and word.lower() not in ordinary:
            yield word
