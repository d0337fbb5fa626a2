"""The statements of a notebook's cells, with the names that each defines and uses."""

import ast

HIDDEN = "remove-cell"  # the tag of a cell that the page does not show


def statements_of(cells):
    """Return the statements that define names, in their order.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode

    Returns
    -------
    list of dict
        ``cell``, the number of the cell in the page; ``source``; ``defines`` and ``uses``, names.
    """
    return [
        {"cell": number, **one}
        for number, cell in enumerate(shown_cells(cells))
        for one in statements_in(without_magics(cell.source))
    ]


def shown_cells(cells):
    """Return the code cells that the page shows, in their order there."""
    return [
        cell
        for cell in cells
        if cell.cell_type == "code" and HIDDEN not in cell.metadata.get("tags", [])
    ]


def without_magics(source):
    """Return the source with the lines of IPython's magics empty."""
    return "\n".join("" if line.startswith(("%", "!")) else line for line in source.split("\n"))


def statements_in(source):
    """Return the statements at the top level of a source that define names, or seed the draws."""
    found = []
    for node in ast.parse(source).body:
        defines = sorted(names_defined(node))
        if isinstance(node, ast.Expr) and is_seed(node.value):
            # A seed belongs to the next thing that is drawn.
            found.append({"source": ast.get_source_segment(source, node), "seed": True})
        elif defines:
            text = with_decorators(source, node)
            found.append({"source": text, "defines": defines, "uses": sorted(names_used(node))})
    return joined(found)


def is_seed(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("random.seed")


def joined(statements):
    """Return the statements, each seed joined to all that follow it in the cell."""
    found, seed = [], ""
    for one in statements:
        if one.pop("seed", False):
            seed = one["source"] + "\n"
        else:
            found.append({**one, "source": seed + one["source"]})
            seed = ""
    return found


def with_decorators(source, node):
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(one.lineno for one in decorators)])
    return "\n".join(source.split("\n")[first - 1 : node.end_lineno])


def names_defined(node):
    """Return the names that a statement binds or changes at the top level."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    if isinstance(node, ast.Expr | ast.Assert):
        return set()
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Subscript | ast.Attribute) and isinstance(one.ctx, ast.Store):
            base = one.value
            while isinstance(base, ast.Subscript | ast.Attribute):
                base = base.value
            if isinstance(base, ast.Name):
                found.add(base.id)
    return found


def names_used(node):
    """Return the names that a statement reads."""
    return {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }
