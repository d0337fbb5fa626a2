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
        ``cell``, the number of the cell in the page; ``source``; ``defines`` and ``uses``, names;
        ``later``, whether what it uses is looked up when it is called: it is a function.
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
            uses = sorted(names_used(node))
            found.append({"source": text, "defines": defines, "uses": uses, "later": is_late(node)})
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
    for one in walk_outside_comprehensions(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Subscript | ast.Attribute) and isinstance(one.ctx, ast.Store):
            base = one.value
            while isinstance(base, ast.Subscript | ast.Attribute):
                base = base.value
            if isinstance(base, ast.Name):
                found.add(base.id)
    return found


def walk_outside_comprehensions(node):
    """Yield a node and all in it, but what a comprehension keeps to itself."""
    yield node
    if not isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        for child in ast.iter_child_nodes(node):
            yield from walk_outside_comprehensions(child)


def is_late(node):
    """Say whether a statement defines what runs later."""
    is_lambda = isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
    return is_lambda or isinstance(node, ast.FunctionDef | ast.ClassDef)


def names_used(node):
    """Return the names that a statement reads from around it, or changes in place."""
    used = set()

    def visit(one, bound):
        if isinstance(one, ast.Name):
            if isinstance(one.ctx, ast.Load) and one.id not in bound:
                used.add(one.id)
            return
        if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name):
            used.add(one.target.id)
        inner = bound | names_bound(one)
        for child in ast.iter_child_nodes(one):
            visit(child, inner)

    visit(node, set())
    return used


def names_bound(node):
    """Return the names that a function, a lambda or a comprehension keeps to itself."""
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [one for one in (arguments.vararg, arguments.kwarg) if one]
        body = node.body if isinstance(node, ast.FunctionDef) else []
        return {one.arg for one in every}.union(*(names_defined(one) for one in body))
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        targets = [one.target for one in node.generators]
        return {
            one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)
        }
    return set()
