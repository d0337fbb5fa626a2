"""Judge the answers that a class has handed in: a table, and a row a file in grades.csv.

    python -m tools.grade FOLDER        (make grade FROM=FOLDER)

FOLDER has notebooks, as Jupyter and Colab save them and as a page gives them: exercises of the book
with answers in their cells. Of a file only the sources of its cells are read; a verdict that is
stored in it counts for nothing.

**Answers are code of strangers.** Each runs as a page runs it, in the page's Python, in a process
of Node.js that nothing of this machine can be reached from (``page_python/worker.js``), with limits
of time and of memory. What the page's Python lacks is not run: such an answer is marked, to be run
by a person who has read it.

Grades are written after each file. When the command runs again, files that have not changed since
keep theirs, unless the book's judges have changed.
"""

import csv
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import nbformat

from tools.pages import ROOT

sys.path.append(str(ROOT / "_extensions"))
from page_python import parts_of
from page_python.modules import worlds
from page_python.statements import shown_cells, statements_of

HERE = Path(__file__).resolve().parent / "judging"
ROOM = ROOT / "d2l_local" / "page_python"
SECONDS = 20  # that a cell may take; the slowest right answer takes one
START = 60  # seconds that the page's Python may take to start on a slow machine
MOST_BYTES = 20 * 2**20  # of a file
ASKED = re.compile(r"""\bcheck\(\s*(["'])([^"'\n]+)\1""")
MARKS = {"right": "✓", "wrong": "✗", "open": "○", "notebook": "↗", "failed": "!"}
MEANING = (
    "✓ right   ✗ wrong   ○ not answered   ↗ to be run in the notebook   "
    "! could not be judged   · not in the file"
)


class Unreadable(Exception):
    """A file that is no notebook with answers; says why."""


class PagePython:
    """The page's Python, in a process of its own that is ended when a cell does not end."""

    def __init__(self):
        self.modules, self.process = worlds(ROOT), None

    def begin(self):
        # Of this machine's environment a stranger's code is given nothing, even if it could ask.
        node = shutil.which("node")
        command = [node, "--max-old-space-size=1024", HERE / "cells.mjs"]
        self.process = subprocess.Popen(
            [*command, ROOM / "micropython.js", ROOM / "worker.js"], env={}, cwd="/",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8",
        )  # fmt: skip
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()
        self.send(self.modules)
        self.seconds = START

    def read(self, process):
        for line in process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, question):
        """Return what a cell shows, as ``cells.run`` has it.

        Raises
        ------
        TimeoutError, MemoryError
            It did not end in its time; its process ended before.
        """
        if self.process is None:
            self.begin()
        try:
            self.send(question)
            line = self.lines.get(timeout=SECONDS + self.seconds)
        except (queue.Empty, BrokenPipeError):
            line = None
        self.seconds = 0
        if line is None:
            ended = self.process.poll() is not None
            self.end()
            raise MemoryError if ended else TimeoutError
        return json.loads(line)

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def cells_of(path):
    """Return the code cells of a file that a page would show.

    Raises
    ------
    Unreadable
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(f"has more than {MOST_BYTES // 2**20} MB")
    try:
        notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
        cells = shown_cells(notebook.cells)
        if not all(isinstance(cell.source, str) for cell in cells):
            raise ValueError
    except Exception as error:  # whatever a stranger's file makes a reader of notebooks raise
        raise Unreadable("is no notebook") from error
    if not any(ASKED.search(cell.source) for cell in cells):
        raise Unreadable("has no cell that checks an answer")
    return cells


def readable_statements(cells):
    """Return the statements of cells as a page has them; a cell that cannot be read has none."""
    found = []
    for number, cell in enumerate(cells):
        try:
            found += [{**one, "cell": number} for one in statements_of([cell])]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def judged(cells, python, parts):
    """Return the state of each part that cells check, and words for it, by the part's name.

    Where a part is checked twice, the last time counts.
    """
    found, statements = {}, readable_statements(cells)
    for number, cell in enumerate(cells):
        names = [name for _, name in ASKED.findall(cell.source) if name in parts]
        if not names:
            continue
        question = {
            "source": cell.source,
            "parts": {name: parts[name] for name in names},
            "statements": [one for one in statements if one["cell"] < number],
        }
        try:
            answer = python.ask(question)
        except TimeoutError:
            found |= {name: ("failed", f"did not end in {SECONDS} s") for name in names}
            continue
        except MemoryError:
            found |= {name: ("failed", "took all memory that it may") for name in names}
            continue
        said = {one["name"]: one for one in answer.get("verdicts", [])}
        message = answer.get("error", {}).get("message", "its check was not reached")
        for name in names:
            one = said.get(name)
            found[name] = (
                (one["state"], " ".join(f"{one['seen']} {one['hint']}".split()))
                if one
                else ("failed", " ".join(message.split()))
            )
    return found


def every_part():
    """Return the parts of all exercises by their names, as cells are judged by them."""
    found = {}
    for path in sorted((ROOT / "exercises").glob("exercise_*.ipynb")):
        found |= parts_of(path.stem)
    return found


def files_in(folder):
    """Return the files that are handed in, in order: all but what is hidden or written here."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path != folder / "grades.csv"
        and not any(one.startswith(".") for one in path.relative_to(folder).parts)
    ]


def grades_before(table, header):
    """Return the rows of an earlier table by file and content, if it is of these judges."""
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    if not rows or rows[0] != header:
        return {}
    return {tuple(row[:2]): row for row in rows[1:] if len(row) == len(header)}


def write(table, rows):
    """Write the table in one piece: who interrupts finds the one before."""
    new = table.with_name(".grades.csv.new")
    with new.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    os.replace(new, table)


def row_of(path, folder, mark, python, parts):
    """Return the row of a file."""
    # A name that begins with = would be a formula where the table is opened.
    name = f"./{path.relative_to(folder).as_posix()}"
    try:
        found = judged(cells_of(path), python, parts)
        wrong = ""
    except Unreadable as error:
        found, wrong = {}, str(error)
    words = {part: ": ".join(filter(None, one)) for part, one in found.items()}
    return [name, mark, wrong, *(words.get(part, "") for part in parts)]


def in_marks(row, parts):
    """Return a row of the table as marks: one for each part of each exercise in the file."""
    if row[2]:
        return row[2]
    marks = {}
    for part, words in zip(parts, row[3:], strict=True):
        mark = MARKS.get(words.partition(":")[0], "·")
        marks[part[0]] = marks.get(part[0], "") + mark
    return "   ".join(f"{one} {said}" for one, said in marks.items() if said.strip("·"))


def main(arguments):
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.exit("Name the folder with what was handed in:  make grade FROM=folder")
    if shutil.which("node") is None:
        sys.exit(
            "Answers are judged in Node.js, which is not here. On Debian:  apt-get install nodejs"
        )
    folder, parts, python = Path(arguments[0]).resolve(), every_part(), PagePython()
    judges = hashlib.sha256(json.dumps([python.modules, parts]).encode()).hexdigest()[:12]
    header = ["file", f"content, by judges {judges}", "problem", *parts]
    table, paths = folder / "grades.csv", files_in(folder)
    before, rows = grades_before(table, header), [header]
    print(f"{MEANING}\nin the order of an exercise's parts")
    try:
        for number, path in enumerate(paths, 1):
            mark = hashlib.sha256(path.read_bytes()).hexdigest()
            known = before.get((f"./{path.relative_to(folder).as_posix()}", mark))
            rows.append(known or row_of(path, folder, mark, python, parts))
            write(table, rows + [one for one in before.values() if one not in rows])
            said = f"{rows[-1][0].removeprefix('./')}: {in_marks(rows[-1], parts)}"
            print(f"{number:>3}/{len(paths):<3} {said}", flush=True)
    finally:
        python.end()
    write(table, rows)
    print(f"{table}: {len(paths)} files, with the words of each verdict")


if __name__ == "__main__":
    main(sys.argv[1:])
