"""What the stored notebooks hold, for the tests that compare pages with it."""

import nbformat

from tools.pages import ROOT


def outputs_in_notebook(name, mark):
    """Count the stored outputs of a page whose HTML holds a mark; a page of text has none."""
    path = ROOT / f"{name}.ipynb"
    if not path.is_file():
        return 0
    notebook = nbformat.read(path, as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum(mark in output.get("data", {}).get("text/html", "") for output in outputs)


def editable_cells(name):
    """Say of each code cell that a page shows whether it can be edited there, or asks to be.

    It shows an explorer, has a part of an exercise judged, or bears a tag for it.
    """
    path = ROOT / f"{name}.ipynb"
    cells = nbformat.read(path, as_version=4).cells if path.is_file() else []
    found = []
    for cell in cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and "remove-cell" not in tags:
            html = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
            marks = ('class="explorer"', "book-verdict")
            shows = any(mark in one for one in html for mark in marks)
            found.append(shows or bool({"page-python", "page-python-link"} & {*tags}))
    return found
