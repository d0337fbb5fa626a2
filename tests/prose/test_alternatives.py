"""The text alternative of a figure says numbers that its data give.

A number that the cell puts into the words by itself, as in f'{d * h} weights', is computed. Every
other one must be drawn (the words on the plot, where a line begins, ends, turns) or stand in a
cell.
"""

import ast
import functools
import io
import re

import pytest
from matplotlib import pyplot

from tests.prose import drawn, numerals
from tests.prose.reading import Page, all_pages, listed, page, read, stored
from tests.prose.test_numbers import excepted_in

EXCEPTIONS = listed("alternatives.yml")
TO_DO = (
    "Let the cell compute it into the words (f'...{value:.2f}...'), or correct it. What no data "
    "give goes into tests/prose/alternatives.yml, with its reason."
)


def figures(one: Page):
    """Yield the figures of a page: the index of its cell, its words, its SVG, and its own texts.

    The texts are the pieces of the words that the code spells out; None means all of them.
    """
    for index, cell in enumerate(one.cells):
        for output in cell.get("outputs", []):
            svg = output.get("data", {}).get("image/svg+xml", "")
            if not svg or 'class="chart"' in svg:
                continue  # the words of an explorer are computed by its own module
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
            if alt is not None:
                yield index, alt, svg, None
            else:
                yield index, output["data"]["text/plain"], svg, spelled_out(cell.source)


def spelled_out(source):
    """Return the texts that the words of show_figure are made of, without what is put into them."""
    calls = [
        node for node in ast.walk(numerals.tree_of(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show_figure"
    ]  # fmt: skip
    return [
        node.value
        for call in calls
        for argument in [*call.args[1:], *(k.value for k in call.keywords)]
        for node in parts(argument)
    ]


def parts(node):
    """Yield the constant texts of an expression, but not the formats of what is put into them."""
    if isinstance(node, ast.FormattedValue):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from parts(child)


@functools.cache
def unshown(one: Page):
    """Return the numbers in words of figures that nothing shows: words, place, number."""
    missing = []
    for index, words, svg, texts in figures(one):
        near = numerals.held(one.cells[max(0, index - 2) : index + 1]) | drawn.numbers(svg)
        for text in [words] if texts is None else texts:
            for number in numerals.numbers(text) + numerals.words(text):
                precise = number.digits > 1 or number.value.denominator > 1
                pool = near | one.numbers_of_cells if precise else near
                if not numerals.shown(number, pool) and not read_off(number, near):
                    missing.append((words, text, number))
    return missing


def read_off(number, pool):
    """Say whether a number is one that can be read off a plot, as exactly as it is written."""
    return any(half and abs(value - number.value) <= max(number.half, half) for value, half in pool)


def complaints(one: Page):
    """Return a message for each number of a figure's words that no data give."""
    entries = EXCEPTIONS.get(one.name, [])
    return [
        f"{one.name}, the figure «{words}»\n"
        f"   {number.written} is neither drawn nor in a cell. {TO_DO}"
        for words, text, number in unshown(one)
        if excepted_in(text, number.start, entries) is None
    ]


WITH_FIGURES = [one for one in all_pages() if any(True for _ in figures(one))]


@pytest.mark.parametrize("one", WITH_FIGURES, ids=lambda one: one.name)
def test_every_number_in_the_words_of_a_figure_is_given_by_data(one):
    said = complaints(one)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_every_exception_is_still_needed():
    used = [
        excepted_in(text, number.start, EXCEPTIONS.get(one.name, []))
        for one in WITH_FIGURES
        for _, text, number in unshown(one)
    ]
    stale = [
        f"{name}: «{entry['words']}»"
        for name, entries in EXCEPTIONS.items()
        for entry in entries
        if not any(entry is other for other in used)
    ]
    assert not stale, f"gone, or given by now; take them out of alternatives.yml: {stale}"


# Faults planted in copies -----------------------------------------------------------------------


def with_other_words(name, right, wrong):
    """Return a page in which the words of one figure read otherwise."""
    notebook = stored(name)
    for cell in notebook.cells:
        image = cell.metadata.get("mystnb", {}).get("image", {})
        if right in image.get("alt", ""):
            image["alt"] = image["alt"].replace(right, wrong)
            return read(name, notebook)
        if cell.cell_type == "code" and "show_figure" in cell.source and right in cell.source:
            cell.source = cell.source.replace(right, wrong)
            return read(name, notebook)
    raise AssertionError(f"no figure of {name} says {right!r} any more: plant it in other words")


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("chapters/relu", "reaches 7.9", "reaches 9.7"),
        ("chapters/relu", "slope 1", "slope 2"),
        ("chapters/sigmoid", "one quarter", "one ninth"),
        ("chapters/tanh", "from -8 to 8", "from -9 to 8"),
        ("chapters/tanh", "maximum of 1", "maximum of 4"),
        ("exercises/exercise_1", "-0.35", "-0.53"),
        ("exercises/exercise_3", "after 100 steps", "after 110 steps"),
        ("exercises/exercise_6", "1,000 steps", "1,100 steps"),
    ],
)
def test_a_wrong_number_in_the_words_is_noticed(name, right, wrong):
    assert not complaints(page(name))
    said = complaints(with_other_words(name, right, wrong))
    assert len(said) == 1 and "neither drawn nor in a cell" in said[0]


def test_another_curve_under_the_same_words_is_noticed():
    """ReLU's words stay, and the vertical axis says that everything is twice as high."""
    notebook = stored("chapters/relu")
    output = next(
        output for cell in notebook.cells for output in cell.get("outputs", [])
        if cell.metadata.get("mystnb", {}).get("image") and "image/svg+xml" in output.data
    )  # fmt: skip
    svg = output.data["image/svg+xml"]
    doubled = re.sub(r"(text-anchor: end[^>]*>)(\d)<", lambda m: f"{m[1]}{2 * int(m[2])}<", svg)
    assert doubled != svg
    output.data["image/svg+xml"] = doubled
    assert any("1 is neither" in said for said in complaints(read("chapters/relu", notebook)))


def test_a_plot_is_read_back_as_it_was_drawn():
    with pyplot.rc_context({"svg.fonttype": "none"}):
        figure, axes = pyplot.subplots()
        axes.plot([-2, 0, 1, 3], [1.5, -0.5, -0.5, 4.25])
        file = io.StringIO()
        figure.savefig(file, format="svg")
        pyplot.close(figure)
    values = [float(value) for value, half in drawn.numbers(file.getvalue()) if half]
    for expected in (-2, 3, 1.5, 4.25, -0.5, 2.375):  # ends, turn, and how steep it ends
        assert any(abs(value - expected) < 0.01 for value in values), expected
