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
