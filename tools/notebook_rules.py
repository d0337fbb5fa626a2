"""The rules of a stored notebook: what can be mended is mended, the rest is named.

    python -m tools.notebook_rules [--mend] [NOTEBOOK ...]

:func:`mend` writes what follows from the rest of a notebook: the set-up cell, the fold of the
imports and of the solutions, the metadata. `make notebooks` calls it, and so does the hook before a
commit. :func:`complaints` names what only a person can mend, or only a run. Every complaint names
the notebook and the cell, and ends in what to do. No rule runs a cell or imports MXNet.
"""

import argparse
import ast
import itertools
import posixpath
import re
import runpy
import sys
from pathlib import Path

import nbformat
import yaml

from tools import first_cell, outline
from tools.pages import ROOT, address_of, complaints_about_list, notebooks, pages

CODE_WIDTH = 86  # columns that fit beside the sidebar of a laptop
ALT_LENGTH = 30  # an alternative text with fewer letters does not say what a picture shows
RUN = "Run  make notebooks"
TO_WRITE = "✎"  # stands before what a template asks its author to write

WIDGET = "application/vnd.jupyter.widget-view+json"
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"tags", "jupyter", "cellView", "mystnb", "editable", "collapsed"}
TITLE = re.compile(r"# @title (\S.*)")

# What is mended ----------------------------------------------------------------------------------


def mend(notebook):
    """Bring a notebook into the form in which it is stored, in place, and return it."""
    put_first_cell(notebook)
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    for cell in notebook.cells:
        for key in set(cell.metadata) - CELL_METADATA:
            del cell.metadata[key]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
            if "metadata" in output:
                output.metadata = nbformat.NotebookNode()
    for cell in code_cells(notebook)[1:]:
        fold(cell)
    nbformat.validate(notebook)
    return notebook


def put_first_cell(notebook, address=None):
    """Put the one set-up cell in its place: the first code cell, after the title."""
    cell = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if cell is None or cell.id != "set-up":
        cell = nbformat.v4.new_code_cell(id="set-up")
        notebook.cells.insert(1, cell)
    cell.source = first_cell.first_cell_source(address)
    cell.metadata = nbformat.from_dict(first_cell.METADATA)


def fold(cell):
    """Fold a solution, which begins with '# @title', and the imports, in every place they show.

    The words on the fold of a solution are its title: on the page, in JupyterLab and in Colab.
    """
    title = title_of(cell)
    if title:
        cell.metadata["cellView"] = "form"
        cell.metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
        fold_on_page(cell, "hide-cell", show=title, hide=title)
    elif re.search("^import d2l_local$", cell.source, flags=re.M):
        fold_on_page(cell, "hide-input", show="Show the imports", hide="Hide the imports")


def fold_on_page(cell, tag, show, hide):
    """Give a cell the tag and the words with which its fold stands on the built page."""
    cell.metadata["tags"] = sorted({*tags(cell), tag})
    words = {"code_prompt_show": show, "code_prompt_hide": hide}
    cell.metadata["mystnb"] = {**cell.metadata.get("mystnb", {}), **words}


def stored_form(notebook):
    """Return a notebook as the text that is stored."""
    return nbformat.writes(notebook) + "\n"


# What is read in a notebook -----------------------------------------------------------------------


def read(path):
    """Return a stored notebook; :func:`mend` asks whether it is a valid one."""
    return nbformat.v4.reads(path.read_text("utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def tags(cell):
    return cell.metadata.get("tags", [])


def title_of(cell):
    """Return the title of a folded cell, which is its first line, or None."""
    found = TITLE.match(cell.source)
    return found and found[1].strip()


def called(cell, function):
    """Return the first arguments with which a cell calls a function, texts as they are."""
    arguments = re.findall(rf"\b{function}\((?:'([^']*)'|\"([^\"]*)\")?", cell.source)
    return ["".join(pair) for pair in arguments]


def shown(cell, kind):
    """Return the outputs of a cell of one MIME type, as texts."""
    return [output.data[kind] for output in cell.outputs if kind in output.get("data", {})]


# The rules of one notebook: each takes its name and the notebook, yields cells and what is wrong -


def begins_with_a_question(name, notebook):
    """It begins with a title, and its lead, the first paragraph, asks what the page answers."""
    title, _, lead = notebook.cells[0].source.partition("\n")
    if notebook.cells[0].cell_type != "markdown" or not title.startswith("# "):
        yield notebook.cells[0], "is no title. Begin with a Markdown cell:  # The title"
    elif "?" not in lead:
        yield notebook.cells[0], "asks no question. Below the title, ask what the page answers"


def says_what_you_need(name, notebook):
    """After the set-up cell it says what the reader needs: **You need** ..."""
    if len(notebook.cells) < 3 or "**You need**" not in notebook.cells[2].source:
        cell = notebook.cells[min(2, len(notebook.cells) - 1)]
        yield cell, "does not say what the reader needs. Begin the cell with  **You need**"


def has_run(name, notebook):
    """Every code cell has run, in order: nbval compares no other."""
    for number, cell in enumerate(code_cells(notebook), 1):
        if cell.execution_count != number:
            ran = f"ran as number {cell.execution_count}" if cell.execution_count else "has not run"
            yield cell, f"{ran}, and should be number {number}. {RUN}"
            return


def shows_what_it_makes(name, notebook):
    """A cell that ends in an explorer, a quiz or a check shows it."""
    for cell in code_cells(notebook):
        last = (cell.source.strip().splitlines() or [""])[-1]
        if re.match(r"(explore|quiz|check)\(", last) and not shown(cell, "text/html"):
            yield cell, f"shows nothing: its outputs were cleared. {RUN}"


def fits_beside_the_sidebar(name, notebook):
    """Code has at most 86 columns."""
    for cell in code_cells(notebook)[1:]:
        for line in cell.source.splitlines():
            if len(line) > CODE_WIDTH:
                words = f"has a line of {len(line)} columns: {line[:40]}…"
                yield cell, f"{words} Break it: {CODE_WIDTH} fit beside the sidebar"


def stores_nothing_of_a_machine(name, notebook):
    """It stores no error, no words on stderr, and no address in memory."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                yield cell, f"stores an error: {output.ename}. Mend the cell. {RUN}"
            if output.get("name") == "stderr":
                yield cell, f"writes to stderr: {output.text[:60].strip()}. Mend what warns. {RUN}"
            if found := re.search(r"\b0x[0-9a-f]{8,}", str(output)):
                words = f"shows an address in memory, {found[0]}. End it in what it should show"
                yield cell, f"{words}, or in a semicolon. {RUN}"


def plotted_pictures_have_words(name, notebook):
    """A plotted picture has an alternative text of more than 30 letters."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            plotted = "image/svg+xml" in data and "text/html" not in data
            if plotted or "image/png" in data:
                words = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
                if len(words) <= ALT_LENGTH:
                    yield (
                        cell,
                        f"draws a picture, and its alternative text has {len(words)} letters. "
                        "Say what it shows, in the cell's metadata:  "
                        '{"mystnb": {"image": {"alt": "…"}}}  or draw it with show_figure',
                    )


def shown_pictures_have_words(name, notebook):
    """A picture in the text has an alternative text of more than 30 letters."""
    for cell in markdown_cells(notebook):
        text = without_code(cell.source)
        for words, address in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", text):
            if len(words) <= ALT_LENGTH:
                said = f"shows {address} without words"
                yield cell, f"{said}. Say what it shows:  ![words]({address})"
        for tag in re.findall(r"<img\b[^>]*>", text):
            words = re.search(r"\balt=\"([^\"]*)\"|\balt='([^']*)'", tag)
            if len("".join(filter(None, words.groups())) if words else "") <= ALT_LENGTH:
                yield cell, f'shows {tag} without words. Say what it shows:  alt="words"'


def dollars_come_in_pairs(name, notebook):
    """A dollar sign that begins a formula has one that ends it."""
    for cell in markdown_cells(notebook):
        for words in lone_dollars(cell.source):
            yield cell, f"has a lone dollar sign: {words!r}. End the formula, or write \\$"


def solutions_are_folded(name, notebook):
    """Code right after the text of a solution is part of it, and begins with '# @title'."""
    after_solution = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            after_solution = '<details class="solution">' in cell.source
        elif (after_solution or "hide-cell" in tags(cell)) and not title_of(cell):
            words = "belongs to a solution and would stand open on the page"
            yield cell, f"{words}. Begin it with  # @title Solution to part …, then: {RUN}"


def details_are_closed(name, notebook):
    """A folded text is closed in its own cell, with an empty line after its summary."""
    for cell in markdown_cells(notebook):
        if cell.source.count("<details") != cell.source.count("</details>"):
            yield cell, "opens a fold and does not close it. End it with  </details>"
        if re.search(r"</summary>\n(?!\n)", cell.source):
            yield cell, "has no empty line after </summary>, so its Markdown stays raw. Add one"


def has_an_explorer(name, notebook):
    """It has an explorer: every page moves."""
    if not any(called(cell, "explore") for cell in code_cells(notebook)):
        yield None, "has no explorer. Add one:  explore(np.tanh)"


def asks_its_own_quiz(name, notebook):
    """It has at most one quiz, under the name of its file."""
    asked = [(cell, page) for cell in code_cells(notebook) for page in called(cell, "quiz")]
    for place, (cell, page) in enumerate(asked):
        if page != Path(name).name:
            yield cell, f"asks the quiz of {page!r}. Ask the page's own:  quiz('{Path(name).name}')"
        elif place:
            yield cell, "is the second quiz of the page. Put its questions into the first"


def every_part_is_asked(name, notebook):
    """Each part that d2l_local/check judges for this page is asked by a cell, and no other."""
    cells = {part: cell for cell in code_cells(notebook) for part in called(cell, "check")}
    judges = f"d2l_local/check/{Path(name).name}.py"
    judged = parts_of(ROOT / judges)
    for part in judged:
        if part not in cells:
            yield None, f"no cell asks for {part!r}, which {judges} judges. Add  check('{part}', …)"
    for part, cell in cells.items():
        if part not in judged:
            yield cell, f"asks for {part!r}, which {judges} does not judge. Add  @part('{part}', …)"


def is_written_over(name, notebook):
    for cell in markdown_cells(notebook):
        if TO_WRITE in cell.source:
            yield cell, f"still has words of the template, after {TO_WRITE}. Write yours over them"


RULES = (
    is_written_over,
    begins_with_a_question,
    says_what_you_need,
    has_run,
    shows_what_it_makes,
    fits_beside_the_sidebar,
    stores_nothing_of_a_machine,
    plotted_pictures_have_words,
    shown_pictures_have_words,
    dollars_come_in_pairs,
    solutions_are_folded,
    details_are_closed,
    has_an_explorer,
    asks_its_own_quiz,
    every_part_is_asked,
    *outline.RULES,
)


def parts_of(path):
    """Return the parts that a module judges: the first arguments of its decorators ``@part``."""
    tree = ast.parse(path.read_text("utf-8") if path.is_file() else "")
    return [
        call.args[0].value
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for call in node.decorator_list
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "part"
    ]


def without_code(text):
    """Return Markdown without its code, which may hold any sign."""
    text = re.sub(r"^(```+|:::+).*?^\1", "", text, flags=re.M | re.S)
    return re.sub(r"(`+)[^`].*?\1", "", text, flags=re.S)


def lone_dollars(text):
    """Return the words that follow each dollar sign without a partner in its paragraph."""
    text = re.sub(r"\\\$", "", without_code(text))
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
    lone = []
    for paragraph in re.split(r"\n\s*\n", text):
        rest = re.sub(r"\$[^$]+\$", "", paragraph)
        lone += [rest[found.start() :][:30] for found in re.finditer(r"\$", rest)]
    return lone


# The rules of the whole book ----------------------------------------------------------------------

LINKS = ROOT / "reference" / "links.yml"
ADDRESS = re.compile(r"https?://(?:[^\s()<>\"'`\]]|\([^\s()]*\))+")
LINK = re.compile(rf"\[([^\]]*)\]\(({ADDRESS.pattern})\)")


def texts_of(page):
    """Return the Markdown of a page, by cell; a Markdown file is one."""
    path = ROOT / f"{page}.md"
    if path.is_file():
        return [(None, path.read_text("utf-8"))]
    cells = markdown_cells(read(ROOT / f"{page}.ipynb"))
    return [(cell, cell.source) for cell in cells]


def links_are_known(listed=None):
    """Name each external link that reference/links.yml does not list, and each listed in vain.

    The list has every address a second time, with the title of what stands there; so a slip in an
    address shows without a network. In the bibliography the words of a link are that title.
    """
    listed = yaml.safe_load(LINKS.read_text("utf-8")) if listed is None else listed
    used = set()
    for page in pages():
        for cell, text in texts_of(page):
            text = without_code(text)
            for address in ADDRESS.findall(text):
                bare = address.partition("#")[0].rstrip(".,;:")
                used.add(bare)
                if bare not in listed:
                    words = f"links to {bare}, which reference/links.yml does not list"
                    yield line_of(page, cell, f"{words}. Mend the address, or add a line for it")
            for words, address in LINK.findall(text) if page == "reference/bibliography" else ():
                words, title = " ".join(words.split()).strip("*."), listed.get(address, "")
                if title and words != title.rstrip("."):
                    said = f"names {address} {words!r}; reference/links.yml says {title!r}"
                    yield line_of(page, cell, f"{said}. Mend the one that is wrong")
    for address in listed.keys() - used:
        yield f"reference/links.yml: no page links to {address}. Remove its line"


ENTRY = re.compile(r"^- .*(?:\n +\S.*)*", flags=re.M)  # of a list


def linked(page, text):
    """Return the pages to which a text on a page links."""
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    paths = [posixpath.join(posixpath.dirname(page), target) for target in targets]
    return {posixpath.splitext(posixpath.normpath(path))[0] for path in paths}


def readers_are_led():
    """Name each page that the first page does not list, and each **Next** that leads elsewhere.

    The order is that of _toc.yml. Every chapter ends in a **Next**, an exercise need not.
    """
    first, *others = pages()
    entries = [entry for _, text in texts_of(first) for entry in ENTRY.findall(text)]
    there = linked(first, "\n".join(entries))
    for page in others:
        if page not in there:
            entry = f"- [its title]({address_of(page, first)}): what is there"
            yield line_of(first, None, f"does not list {page}. Add a line:  {entry}")
    for page, after in itertools.pairwise(pages()):
        link = f"[its title]({address_of(after, page)})"
        nexts = [(cell, text) for cell, text in texts_of(page) if text.startswith("**Next:**")]
        for cell, text in nexts:
            if after not in linked(page, text):
                words = f"its **Next** does not lead to {after}, which follows in _toc.yml"
                yield line_of(page, cell, f"{words}. Link it:  {link}")
        if not nexts and page.startswith("chapters/"):
            words = f"does not say what comes next. End it with  **Next:** {link}"
            yield line_of(page, None, words)


ASSETS = ("explorer.css", "explorer.js", "quiz.css", "quiz.js")
EXPORT = re.compile(r"^export default .*\n?\Z", flags=re.M)  # which only a live widget needs


def outputs_carry_their_assets(paths=None):
    """Name each output that carries an older style, script or palette than d2l_local has.

    Every output holds a copy, so that a notebook is whole by itself; an edit reaches the pages only
    when the notebooks run again.
    """
    assets = {}
    for name in ASSETS:
        (path,) = (ROOT / "d2l_local").rglob(name)
        assets[name] = EXPORT.sub("", path.read_text("utf-8")).strip()
    palette = runpy.run_path(str(ROOT / "d2l_local" / "palette.py"))["css"]().splitlines()[0]
    for path in paths or notebooks():
        notebook = read(path)
        for cell in code_cells(notebook):
            for output in shown(cell, "text/html"):
                older = [] if palette in output or "--book-function:" not in output else ["palette"]
                for name, content in assets.items():
                    if f'class="{Path(name).stem}"' in output and content not in output:
                        older.append(name)
                page = path.relative_to(ROOT).with_suffix("").as_posix()
                for name in older:
                    words = f"carries another {name} than d2l_local has. {RUN}"
                    yield line_of(page, cell, words, notebook)


def outputs_are_there():
    """Name each notebook that has not run, or whose outputs were cleared: it cannot be shown."""
    for path in notebooks():
        name, notebook = path.relative_to(ROOT).with_suffix("").as_posix(), read(path)
        for rule in (has_run, shows_what_it_makes):
            yield from (line_of(name, *found, notebook) for found in rule(name, notebook))


def line_of(name, cell, words, notebook=None):
    """Return a complaint in one line: the page, the cell, what is wrong and what to do."""
    if cell is None:
        return f"{name}: {words}."
    place = f"cell {notebook.cells.index(cell)} " if notebook else ""
    return f"{name}, {place}({cell.id}): {words}."


def complaints(path, notebook=None):
    """Return what is wrong with a notebook, a line each.

    Parameters
    ----------
    path : pathlib.Path
    notebook : nbformat.NotebookNode, optional
        Its content; else what is stored there, which must be in its normal form to the letter.
    """
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    said = []
    if notebook is None:
        text = path.read_text("utf-8")
        notebook = nbformat.v4.reads(text)
        said += in_normal_form(name, text)
    for rule in RULES:
        said += [line_of(name, *found, notebook) for found in rule(name, notebook)]
    return said


def in_normal_form(name, text):
    """Name the cells in which a stored notebook is not what `make notebooks` would write."""
    before = nbformat.v4.reads(text)
    after = mend(nbformat.v4.reads(text))
    if stored_form(after) != text:
        differ = [cell.id for cell in after.cells if cell not in before.cells]
        where = f"cells {', '.join(differ[:5])}" if differ else "what the notebook says of itself"
        yield f"{name}: is not in its normal form ({where}). {RUN}."


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mend", action="store_true", help="write back what follows from the rest")
    parser.add_argument("notebooks", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    said = complaints_about_list()
    for path in [path.resolve() for path in given.notebooks] or notebooks():
        if given.mend:
            path.write_text(stored_form(mend(nbformat.read(path, as_version=4))), "utf-8")
        said += complaints(path)
    if not given.notebooks:
        said += [*links_are_known(), *readers_are_led(), *outputs_carry_their_assets()]
    print("\n".join(said) or "The notebooks keep the rules.")
    sys.exit(bool(said))


if __name__ == "__main__":
    main(sys.argv[1:])
