"""Make a page, or an exercise, that passes every test but one: yours is to be written over it.

    python -m tools.new chapters/softplus "Softplus"
    python -m tools.new exercises/exercise_7 "a corner made smooth"

Writes the notebook, its questions, for an exercise its judges and their cases, the line in
_toc.yml, and what leads readers to it; then runs the notebook. The templates stand in
tools/templates/.
"""

import re
import sys
from pathlib import Path

from tools import notebooks, outline
from tools.notebook_rules import (
    ENTRY,
    TO_WRITE,
    linked,
    markdown_cells,
    read,
    stored_form,
    texts_of,
)
from tools.pages import ROOT, address_of, pages

TEMPLATES = ROOT / "tools" / "templates"
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
EXERCISE = re.compile(r"exercises/exercise_(\d+)")
NEXT = """
{page} is a page of the book, and runs. Now
- write yours over the words after {sign}, which make check names
- see it with  make page P={page}
- say in the list on the first page, and in the **Next** before it, what a reader finds there
- move its line in _toc.yml to where it belongs; make check names each **Next** that is to follow
CONTRIBUTING.md says what each piece must keep to."""


def files_of(page):
    """Return the files of a new page by the names of their templates, the notebook first."""
    name = Path(page).name
    questions = f"d2l_local/quiz/questions/{name}.py"
    if EXERCISE.fullmatch(page):
        return {
            "exercise.ipynb": f"{page}.ipynb",
            "questions.py": questions,
            "judges.py": f"d2l_local/check/{name}.py",
            "cases.py": f"tests/check_cases/{name}.py",
        }
    return {"chapter.ipynb": f"{page}.ipynb", "questions.py": questions}


def make(page, title):
    """Write the files of a new page; return their paths, the notebook first.

    Raises
    ------
    SystemExit
        The name is none for a page, or one of the files is there.
    """
    if not re.fullmatch(r"chapters/[a-z][a-z0-9_]*|exercises/exercise_[0-9]+", page):
        sys.exit(
            f"P={page!r} is no name for a page. Two that are:  make new-page P=chapters/softplus"
            "  and  make new-exercise N=7"
        )
    name = Path(page).name
    words = {
        "THE_PAGE": page,
        "THE_NAME": name,
        "THE_NUMBER": re.sub(r"\D", "", name),
        "THE-SLUG": re.sub(r"\d", lambda digit: DIGITS[int(digit[0])], name).replace("_", "-"),
        "THE TITLE": title,
    }
    files = {TEMPLATES / key: ROOT / value for key, value in files_of(page).items()}
    for path in files.values():
        if path.exists():
            sys.exit(f"{path.relative_to(ROOT)} is there already. Choose another name.")
    list_page(page)
    words["THE NEXT"] = link(page_after(page), page)
    for template, path in files.items():
        text = template.read_text("utf-8")
        for placeholder, word in words.items():
            text = text.replace(placeholder, word)
        path.write_text(text, "utf-8")
    lead_readers(page)
    return list(files.values())


def list_page(page):
    """Add a page to _toc.yml: a chapter before the first exercise, an exercise after the last."""
    toc, listed = ROOT / "_toc.yml", pages()
    exercises = [one for one in listed if EXERCISE.fullmatch(one)]
    before = exercises[-1] if EXERCISE.fullmatch(page) else listed[listed.index(exercises[0]) - 1]
    entry = re.compile(rf"^( *- file: ){before}$", flags=re.M)
    toc.write_text(entry.sub(rf"\g<0>\n\1{page}", toc.read_text("utf-8")), "utf-8")


def page_after(page, step=1):
    """Return the page that follows another one in _toc.yml, or so many steps after it."""
    return pages()[pages().index(page) + step]


def link(page, seen_from):
    """Return a link to a page, under its title; an exercise is called by its number."""
    number = EXERCISE.fullmatch(page)
    title = texts_of(page)[0][1].partition("\n")[0].lstrip("# ")
    return f"[{f'exercise {number[1]}' if number else title}]({address_of(page, seen_from)})"


def lead_readers(page):
    """Link a page where readers come from: the list on the first page, the Next of the one before.

    Its entry stands after that of the page before it.
    """
    first, before = pages()[0], page_after(page, -1)

    def list_it(text):
        for entry in ENTRY.findall(text):
            if before in linked(first, entry):
                mine = f"- {link(page, first)}: {TO_WRITE} say in a line what a reader finds there."
                text = text.replace(entry, f"{entry}\n{mine}")
        return text

    rewrite(first, list_it)
    head = "**Next:**"
    rewrite(before, lambda text: text.replace(head, f"{head} {link(page, before)}; then"))


def rewrite(page, change):
    """Change the words of a notebook, cell by cell."""
    path = ROOT / f"{page}.ipynb"
    notebook = read(path)
    for cell in markdown_cells(notebook):
        cell.source = change(cell.source)
    path.write_text(stored_form(notebook), "utf-8")


def main(page, title=""):
    made = make(page, title or Path(page).name.replace("_", " ").capitalize())
    for path in made:
        print(f"wrote {path.relative_to(ROOT)}", flush=True)
    words, failed = notebooks.run_one(made[0])
    outline.write()
    first, *said = words.splitlines()
    unmeant = [line for line in said if TO_WRITE not in line]
    print("\n".join([first, *unmeant]))
    print(NEXT.format(page=page, sign=TO_WRITE))
    sys.exit(failed and (bool(unmeant) or "failed" in first))


if __name__ == "__main__":
    main(*sys.argv[1:])
