"""Every number that the prose says stands in a cell near it, rounded as it is written.

Near are the cells of its section, the last one before it and the next one. A number of a cell
further away has an entry in numbers.yml that names the cell.

Decimals, fractions, percentages, powers, whole numbers of two digits or more, and those with a
minus sign. Years are held in test_sources.py, MXNet's version against requirements.in.
"""

import functools
import re

import pytest

from tests.prose import numerals
from tests.prose.reading import Page, all_pages, copy_with, listed, page
from tests.prose.sources import YEAR
from tools.pages import ROOT

BIBLIOGRAPHY = "reference/bibliography"  # what years are held against; it is not held itself
WITH_PROSE = [one for one in all_pages() if one.name != BIBLIOGRAPHY]
EXCEPTIONS = listed("numbers.yml")
TO_DO = (
    "Correct the number, or let a cell beside it assert or print it. What a cell further away "
    "shows goes into tests/prose/numbers.yml with that cell, what no cell can show with its reason."
)


def asked(one: Page):
    """Yield the numbers of a page that have to be shown, each with its block and its place."""
    for block in one.blocks:
        for piece in block.pieces:
            found = numerals.numbers(piece.text)
            if piece.kind in ("text", "heading"):
                found += numerals.words(piece.text)
            for number in found:
                # A displayed formula is held as a whole in test_formulas.py.
                part = piece.kind == "display" and (
                    "frac" in number.written or re.fullmatch(r"[-−]\d", number.written)
                )
                if number.says_something and not part:
                    yield block, piece.start + number.start, number


def pool_of(one: Page, block):
    """Return the numbers of the cells that a block is held against."""
    if one.cells:
        return one.numbers_near(block)
    # The glossary has no cells: an entry is held against the pages that it leads to.
    pages = [target for _, target, _ in block.links if target.endswith(".ipynb")]
    return set().union(
        *(page(target.removeprefix("../")[:-6]).numbers_of_cells for target in pages)
    )


@functools.cache
def unshown(one: Page):
    """Return the numbers of a page that nothing shows: block, place, number, and what is near."""
    missing = []
    versions = (ROOT / "requirements.in").read_text("utf-8")
    for block, start, number in asked(one):
        here = pool_of(one, block)
        if number.version:
            found = f"=={number.written}" in versions
        else:
            year = YEAR.fullmatch(number.written)  # held in test_sources.py
            found = year or numerals.shown(number, here)
        if not found:
            near = sorted(here, key=lambda held: abs(held[0] - number.value))[:3]
            words = ", ".join(f"{float(value):g}" for value, _ in near)
            missing.append((block, start, number, words))
    return missing


def excepted(one, block, start, number, entries):
    """Return the entry of the exceptions in whose words a number stands, or None.

    An entry that names a cell excepts what that cell shows, and nothing else.
    """
    entry = excepted_in(block.words, start, entries)
    if entry is None or "cell" not in entry:
        return entry
    (there,) = [k for k, cell in enumerate(one.cells) if cell.id == entry["cell"]]
    return entry if numerals.shown(number, one.numbers_of_each[there]) else None


def excepted_in(text, start, entries):
    """Return the entry in whose words, somewhere in a text, a place stands, or None."""
    for entry in entries:
        pattern = r"\s+".join(map(re.escape, str(entry["words"]).split()))
        for match in re.finditer(pattern, text):
            if match.start() <= start < match.end():
                return entry
    return None


def complaints(one: Page):
    """Return a message for each number of a page that nothing shows and no list excepts."""
    entries = EXCEPTIONS.get(one.name, []) + EXCEPTIONS["everywhere"]
    return [
        f"{one.name}: «{block.sentence(start)}»\n"
        f"   {number.written} stands in no cell near it (closest: {near or 'none'}). {TO_DO}"
        for block, start, number, near in unshown(one)
        if excepted(one, block, start, number, entries) is None
    ]


@pytest.mark.parametrize("one", WITH_PROSE, ids=lambda one: one.name)
def test_every_number_of_the_prose_stands_in_a_cell_near_it(one):
    said = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_exception_is_still_needed():
    used = []
    for one in WITH_PROSE:
        entries = EXCEPTIONS.get(one.name, []) + EXCEPTIONS["everywhere"]
        used += [excepted(one, *missing[:3], entries) for missing in unshown(one)]
    stale = [
        f"{name}: «{entry['words']}»"
        for name, entries in EXCEPTIONS.items()
        for entry in entries
        if not any(entry is one for one in used)
    ]
    assert not stale, (
        "no longer in the prose, or shown near it by now; take them out of numbers.yml: "
        + ("; ".join(stale))
    )


def test_an_exception_exempts_one_number():
    for name, entries in EXCEPTIONS.items():
        for words in (str(entry["words"]) for entry in entries):
            found = [n.written for n in numerals.numbers(words) if n.says_something]
            found += [number.written for number in numerals.words(words)]
            assert len(found) == 1, f"{name}: «{words}» would exempt {found}"


# Faults planted in copies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/sigmoid", "16.64", "15.64"),
        ("exercises/exercise_1", "-22.2", "22.2"),  # the sign
        ("chapters/relu", "0.625", "0.652"),
        ("chapters/erratum", "5.9", "6.9"),
        ("chapters/erratum", "MXNet 1.9.1", "MXNet 1.9.2"),
        ("chapters/hidden_layers", "a fifth of", "a ninth of"),  # in words
        ("chapters/tanh", "9.02", "9.20"),
        ("chapters/tanh", "at 0.9 or", "at 0.6 or"),  # beside an exempted one
        ("exercises/exercise_2", "1,024", "1,042"),
        ("exercises/exercise_3", "10^{-18}", "10^{-17}"),
        ("exercises/exercise_5", "2.49", "2.94"),
        ("exercises/exercise_6", "59{,}049", "59{,}094"),
        # Of a cell further away.
        ("chapters/tanh", "from\n1.9 on", "from\n1.15 on"),
        ("chapters/gallery", "deepest, to −0.309", "deepest, to −0.767"),
    ],
)
def test_a_wrong_number_is_noticed(name, right, wrong):
    before, after = complaints(page(name)), complaints(copy_with(name, right, wrong))
    new = [said for said in after if said not in before]
    assert len(new) >= 1 and all(
        name in said and "stands in no cell near it" in said for said in new
    )


def test_an_altered_digit_is_nearly_always_noticed():
    """A cell near it may have the altered number by chance: seldom, it turns out.

    That is said of three digits and more; of two, a quarter of the altered ones are there too.
    """
    outcome = {(few, found): [] for few in (True, False) for found in (True, False)}
    for one in WITH_PROSE:
        for block, _, number in asked(one) if one.cells else ():
            pool = one.numbers_near(block)
            if number.version or number.digits < 2 or not numerals.shown(number, pool):
                continue
            for digit in re.finditer(r"\d", number.written):
                other = str((int(digit[0]) + 1) % 10)
                text = number.written[: digit.start()] + other + number.written[digit.end() :]
                altered = next(iter(numerals.numbers(text)), None)
                if altered and altered.value != number.value:
                    outcome[number.digits == 2, numerals.shown(altered, pool)].append(
                        f"{one.name}: {number.written} as {text}"
                    )
    assert len(outcome[False, False]) > 100
    assert len(outcome[False, True]) < len(outcome[False, False]) / 35, outcome[False, True]
    assert len(outcome[True, True]) < len(outcome[True, False]) / 3, outcome[True, True]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("at most 1/4, or 84.3 % of 2,000", ["1/4", "84.3 %", "2,000"]),
        ("below −88.73 or $10^{-7}$", ["−88.73", "10^{-7}"]),
        ("10⁻⁷ of it, and 3-4 of 16", ["10⁻⁷", "16"]),
        (r"8.5 \cdot 10^{-18} and 59{,}049", [r"8.5 \cdot 10^{-18}", "59{,}049"]),
        (r"\tfrac12 of \frac{55}{2}, x_{12}, float32, W_1", [r"\tfrac12", r"\frac{55}{2}"]),
        ("MXNet 1.9.1 has 5 of D2L's 3 in x^2", ["1.9.1"]),
    ],
)
def test_the_numbers_of_a_text_are_found_as_they_are_written(text, written):
    assert [n.written for n in numerals.numbers(text) if n.says_something] == written


@pytest.mark.parametrize(
    ("text", "value"),
    [("two fifths of it", 0.4), ("a millionth of a millionth", 1e-12), ("twenty layers", 20),
     ("a hundred thousand million", 1e11)],
)  # fmt: skip
def test_numbers_in_words_are_read(text, value):
    assert [float(number.value) for number in numerals.words(text)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        ("84.3 %", "0.8431", True),
        ("84.3 %", "84.31%", True),
        ("84.3 %", "0.8436", False),
        ("0.28", "-0.2785", False),  # the sign counts
        ("-0.28", "-0.2785", True),
        ("0.2785", "0.28", False),  # the cell says less
        ("1/4", "0.25", True),
        ("1/3", "0.3333", True),
        ("1/3", "0.3", False),
        ("135", "134.9", False),
        ("about 135", "134.9", True),
        ("0.7", "0.69", False),  # one digit: as it is, or 'about'
        ("about 0.7", "0.716", True),
        ("a fourteenth", "0.071", True),
        ("a fifteenth", "0.071", False),
    ],
)
def test_a_number_is_compared_as_it_is_written(text, cell, expected):
    number = (numerals.numbers(text) or numerals.words(text))[0]
    held = {(found.value, found.half) for found in numerals.numbers(cell)}
    assert numerals.shown(number, held) == expected
