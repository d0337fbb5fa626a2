"""Make a page, or an exercise, that passes every test; then write yours over it, piece by piece.

    python -m tools.new chapters/softplus "Softplus"
    python -m tools.new exercises/exercise_7 "a corner made smooth"

Writes the notebook, its questions, for an exercise its judges and their cases, and the line in
_toc.yml; then runs the notebook. The templates stand in tools/templates/.
"""

import re
import sys
from pathlib import Path

from tools import notebooks
from tools.pages import ROOT, pages

TEMPLATES = ROOT / "tools" / "templates"
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
EXERCISE = re.compile(r"exercises/exercise_(\d+)")
NEXT = """
{page} is a page of the book, run and green. Now
- write yours over it, and see it with  make page P={page}
- move its line in _toc.yml to where it belongs
- lead readers to it: the list on the first page, and what the page before it says comes next
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
    for template, path in files.items():
        text = template.read_text("utf-8")
        for placeholder, word in words.items():
            text = text.replace(placeholder, word)
        path.write_text(text, "utf-8")
    list_page(page)
    return list(files.values())


def list_page(page):
    """Add a page to _toc.yml, after the last of its folder."""
    toc = ROOT / "_toc.yml"
    folder = page.partition("/")[0]
    last = [one for one in pages() if one.startswith(f"{folder}/")][-1]
    text = toc.read_text("utf-8")
    toc.write_text(re.sub(rf"^( *- file: ){last}$", rf"\g<0>\n\1{page}", text, flags=re.M), "utf-8")


def main(page, title=""):
    made = make(page, title or Path(page).name.replace("_", " ").capitalize())
    for path in made:
        print(f"wrote {path.relative_to(ROOT)}", flush=True)
    words, failed = notebooks.run_one(made[0])
    print(words)
    print(NEXT.format(page=page))
    sys.exit(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
