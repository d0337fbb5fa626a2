"""Every notebook stands in the normal form in which `make notebooks` writes it."""

import re

import nbformat
import pytest

from tools.first_cell import METADATA, first_cell_source
from tools.notebooks import CELL_METADATA, NOTEBOOK_METADATA, WIDGET
from tools.pages import ROOT, notebooks, pages

NOTEBOOKS = notebooks()
MAKE = "Was it saved by hand? `make notebooks` runs it and writes it back in its normal form."


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_list_of_pages_and_the_pages_on_disk_are_the_same():
    on_disk = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for folder in ("chapters", "exercises", "reference")
        for path in (ROOT / folder).iterdir()
        if path.suffix in (".ipynb", ".md")
    }
    assert set(pages()) == on_disk and len(pages()) == len(on_disk)


def test_it_begins_with_a_title_and_the_one_set_up_cell(notebook):
    title, set_up = notebook.cells[:2]
    assert title.cell_type == "markdown" and title.source.startswith("# ")
    assert title.source.count("?") >= 1  # its question
    assert (set_up.id, set_up.source) == ("set-up", first_cell_source()), MAKE
    assert dict(set_up.metadata) == METADATA, MAKE
    assert "**You need**" in notebook.cells[2].source


def test_every_code_cell_has_run_in_order_so_that_nbval_compares_it(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), MAKE


def test_its_code_fits_beside_the_sidebar_of_a_laptop(notebook):
    lines = [line for cell in code_cells(notebook)[1:] for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > 86] == []


def test_it_stores_no_error_no_stderr_no_widget_and_nothing_personal(notebook):
    assert dict(notebook.metadata) == NOTEBOOK_METADATA, MAKE
    for cell in notebook.cells:
        assert set(cell.metadata) <= CELL_METADATA, MAKE
        for output in cell.get("outputs", []):
            assert output.output_type != "error", MAKE
            assert output.get("name") != "stderr", MAKE
            assert WIDGET not in output.get("data", {}), MAKE
            assert not re.search(r"0x[0-9a-f]{8,}", str(output))


def test_every_plotted_picture_has_its_words(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if ("image/svg+xml" in data and "text/html" not in data) or "image/png" in data:
                words = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
                assert len(words) > 30, cell.source


def test_solution_cells_are_hidden_in_html_jupyterlab_and_colab(notebook):
    for cell in code_cells(notebook)[1:]:
        solves = cell.source.startswith("# @title")
        assert solves == ("hide-cell" in cell.metadata.get("tags", []))
        if solves:
            assert cell.metadata.cellView == "form"
            assert cell.metadata.jupyter == {"source_hidden": True, "outputs_hidden": True}


def test_code_is_no_wider_than_a_screen(notebook):
    for cell in code_cells(notebook):
        assert max(map(len, cell.source.splitlines())) <= 100, cell.source


def test_hidden_parts_are_closed_again_in_their_own_cell(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert cell.source.count("<details") == cell.source.count("</details>")
            for line in re.findall(r"<summary>.*?</summary>\n.", cell.source):
                assert line.endswith("\n\n"), "Markdown inside details needs an empty line first"
