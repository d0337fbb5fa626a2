"""Write what every page is made of into tests/prose/outline.yml, so that what is lost is seen.

    python -m tools.outline

Each page is a list, in reading order: headings, the first words of paragraphs and lists, formulas,
predictions, folds, explorers, figures, tables, asserts, parts that are asked, and the quiz.
:func:`complaints` compares the pages with the file; a test does so, and names what is gone and what
is new. The rules on passages, which `make notebooks` asks too, stand here as well. No cell is run.
"""

import ast
import difflib
import json
import re

import nbformat
import yaml

from tools.pages import ROOT, pages

FILE = ROOT / "tests" / "prose" / "outline.yml"
HEAD = """\
# What every page is made of, in reading order. `make outline` writes this file; read its diff
# before you commit it: what is gone from it is gone from the page.

"""
WORDS = 5  # of a paragraph: enough to find it by
PREDICTION = "**Predict first"
ITEM = re.compile(r"(?:[-*+]|\d+[.)]) ")
DATA = re.compile(r'<script type="application/json" class="data">(.*?)</script>', re.S)
ON_PURPOSE = (
    "On purpose: run  make outline  and read its diff. Not on purpose: git log -p has its words."
)

# What a page is made of ---------------------------------------------------------------------------


def outline(page):
    """Return what a page is made of, as a list of (kind, words)."""
    text = ROOT / f"{page}.md"
    if text.is_file():
        return list(of_markdown(text.read_text("utf-8")))
    return of_notebook(nbformat.v4.reads((ROOT / f"{page}.ipynb").read_text("utf-8")))


def of_notebook(notebook):
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found += of_markdown(cell.source)
        elif cell.id != "set-up":
            found += of_code(cell)
    return found


def of_markdown(source):
    """Yield what a Markdown text is made of, a block each."""
    # A displayed formula is one block, whatever stands in it.
    source = re.sub(r"\$\$.*?\$\$", lambda m: re.sub(r"\s+", " ", m[0]), source, flags=re.S)
    for block in re.split(r"\n\s*\n", source):
        block = block.strip()
        for summary in re.findall(r"<summary>(.*?)</summary>", block):
            yield "fold", summary
        block = re.sub(r"</?(details|summary)[^>]*>", "", re.sub(r"<summary>.*", "", block)).strip()
        if not block:
            continue
        if block.startswith("#"):
            heading, _, rest = block.partition("\n")
            yield "heading", heading
            yield from of_markdown(rest)
        elif block.startswith("$$"):
            yield "formula", shortened(block.strip("$, .\n"), 40)
        elif PREDICTION in block:
            yield "predict", first_words(block.partition(PREDICTION)[2].lstrip(".:* "), 2 * WORDS)
        elif block.startswith("|"):
            yield "table", f"{len(block.splitlines()) - 2} rows"
        else:
            for entry in (
                re.split(r"\n(?=(?:[-*+]|\d+\.) )", block) if ITEM.match(block) else [block]
            ):
                yield "text", first_words(entry, WORDS)


def of_code(cell):
    """Yield what a code cell gives to the page."""
    for part in re.findall(r"\bcheck\('([^']+)'", cell.source):
        yield "asks", part
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        for found in DATA.findall(data.get("text/html", "")):
            yield "explorer", said_of_explorer(json.loads(found))
        if 'class="quiz"' in data.get("text/html", ""):
            yield "quiz", f"{data['text/html'].count('<fieldset')} questions"
        elif "text/markdown" in data:
            yield from of_markdown(data["text/markdown"])
        elif "image/svg+xml" in data and 'class="chart"' not in data["image/svg+xml"]:
            yield "figure", said_of_figure(data["image/svg+xml"])
    if count := asserts(cell.source):
        yield "asserts", count


def said_of_explorer(data):
    """Return what an explorer draws: its function, what stands beside it, its sliders."""
    label = data.get("label") or ""
    beside = [curve["name"] for curve in data.get("curves", [])[1:]]
    sliders = ", ".join(slider["name"] for slider in data["sliders"])
    return f"{label}{' beside ' * bool(beside)}{', '.join(beside)}; {sliders}"


def said_of_figure(svg):
    """Return the words on a figure that are no numbers."""
    words = [" ".join(text.split()) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
    kept = [word for word in words if re.search(r"[^\W\d_]", word)]
    return ", ".join(dict.fromkeys(kept)) or "no words"


def asserts(source):
    """Count the assertions of a cell."""
    python = re.sub(r"^%.*$", "", source, flags=re.M)
    return sum(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(python)))


def first_words(text, count):
    """Return the first words of a text as a reader sees them: of a link its words."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    words = text.replace("*", "").split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")


def shortened(text, length):
    return text if len(text) <= length else f"{text[:length].rstrip()} …"


# The file -----------------------------------------------------------------------------------------


def written(outlines):
    """Return the text of the file."""
    listed = {page: [{kind: words} for kind, words in found] for page, found in outlines.items()}
    return HEAD + yaml.safe_dump(listed, allow_unicode=True, sort_keys=False, width=200)


def write():
    """Write the file anew."""
    FILE.write_text(written({page: outline(page) for page in pages()}), "utf-8")


def stored():
    """Return what the file says of each page."""
    listed = yaml.safe_load(FILE.read_text("utf-8")) or {}
    return {page: [pair for one in found for pair in one.items()] for page, found in listed.items()}


def complaints(before, now):
    """Return what is gone from the pages and what is new on them, a line each, with what to do.

    Parameters
    ----------
    before, now : dict of str to list of (kind, words)
    """
    said = []
    for page in dict.fromkeys([*before, *now]):
        section = ""
        lines = ([f"{kind}: {words}" for kind, words in one.get(page, [])] for one in (before, now))
        for line in difflib.ndiff(*lines):
            change, passage = line[:2], line[2:]
            if change in ("- ", "+ "):
                what = {"- ": "is gone", "+ ": "is new"}[change]
                said.append(f"{page}, {section or 'its beginning'}: «{passage}» {what}.")
            if change != "? " and passage.startswith("heading: "):
                section = passage.removeprefix("heading: ")
    return [*said, ON_PURPOSE] if said else []


# The rules of passages: each takes a name and a notebook, yields cells and what is wrong ----------


def is_explorer(cell):
    return cell.cell_type == "code" and any(
        DATA.search(output.get("data", {}).get("text/html", "")) for output in cell.outputs
    )


def explorers_are_announced_and_answered(name, notebook):
    """The text before an explorer says **Predict first**, the text right after it the answer."""
    for place, cell in enumerate(notebook.cells):
        if not is_explorer(cell):
            continue
        texts = [one for one in notebook.cells[:place] if one.cell_type == "markdown"]
        if PREDICTION not in texts[-1].source:
            said = "is an explorer without a prediction. End the text before it in"
            yield cell, f"{said}  {PREDICTION}.** and a question"
        after = notebook.cells[place + 1] if place + 1 < len(notebook.cells) else None
        no_answer = ("#", PREDICTION, "**Next", '<details class="hint"')
        if after is None or after.cell_type != "markdown" or after.source.startswith(no_answer):
            yield cell, "is an explorer without an answer. Say right after it what was to be seen"


def headings_skip_no_level(name, notebook):
    """A heading is at most one level below the heading before it."""
    level = 0
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for kind, words in of_markdown(cell.source):
            if kind == "heading":
                depth = len(words) - len(words.lstrip("#"))
                if depth > level + 1:
                    said = f"has the heading {words!r} right below level {level}"
                    yield cell, f"{said}. Begin it with {'#' * (level + 1)}"
                level = depth


def paragraphs_hold_no_list(name, notebook):
    """No line inside a paragraph begins as an entry of a list, and would be shown as one."""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for block in re.split(r"\n\s*\n", re.sub(r"\$\$.*?\$\$", "", cell.source, flags=re.S)):
            first, *rest = block.strip().splitlines() or [""]
            for line in rest if not ITEM.match(first) else ():
                if re.match(r"([-*+]|1[.)]) ", line):
                    said = f"has a line in a paragraph that is shown as a list: {line[:30]!r}"
                    yield cell, f"{said}. Break the lines elsewhere, or put an empty line before it"


RULES = (
    explorers_are_announced_and_answered,
    headings_skip_no_level,
    paragraphs_hold_no_list,
)


if __name__ == "__main__":
    write()
    print(f"{FILE.relative_to(ROOT)} is written. Read its diff:  git diff {FILE.relative_to(ROOT)}")
