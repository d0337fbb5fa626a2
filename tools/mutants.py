"""Plant the faults of tests/mutants/ one at a time in copies: is each caught by its check?

    python -m tools.mutants [PART ...] [--fault WORDS] [--jobs N]

A part is a file of tests/mutants/. Without names: all. A fault is caught if the check that is meant
to catch it passes in a copy without the fault, fails with it, and says, where it fails, the words
that the file expects of it. One that survives, or whose text is no longer where it was, fails the
run. Nothing is written outside the copies; they are made of what git tracks, or would, and share
.venv.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat
import yaml
from fontTools.ttLib import TTFont

from tools.pages import ROOT

FAULTS = Path("tests", "mutants")
# What each layer of the book is, so that none is forgotten: every one has at least a fault.
LAYERS = (
    "numbers", "formulas", "words", "authors and years", "alternatives", "links", "tags",
    "stored outputs",
    "activations", "curves", "regions", "explorer's script", "explorer's views", "explorer's style",
    "explorer's live form", "quizzes", "judges", "figures", "compat", "first cell", "lock",
    "workflows", "tools", "extensions", "fonts", "page's Python",
)  # fmt: skip
PARTS_OF_A_CELL = ("source", "metadata", "outputs", "execution_count")
MODULE = "python -m "  # begins a check that is no test of pytest's
TIMEOUT = 300  # seconds for a check
LONG = 300  # seconds for a part, on two quiet cores
FAILED = 1  # pytest's status when tests failed, and not something else


@dataclass(frozen=True)
class Mutant:
    """A fault: where it is planted, and the check that is meant to catch it.

    Attributes
    ----------
    part : str
        The file that lists it.
    fault, layer : str
        What is wrong, and in which layer of the book.
    file, replace, by : str
        The text that is replaced, once, and by what. In a font: the letter that is taken out.
    check, says : str
        The narrowest test that should fail, as pytest names it, or a command, ``python -m ...``;
        and words that must stand in what it says, so that it fails for the right reason; of
        pytest's report, in the line that fails or in the error, see :func:`telling`.
    within : str
        In a notebook: in which part of a cell, one of ``PARTS_OF_A_CELL``.
    cell : str
        In a notebook: the cell, by its id; "" for the one that has the text.
    book : bool
        Whether the check reads the built book.
    """

    part: str
    fault: str
    layer: str
    file: str
    replace: str
    by: str
    check: str
    says: str
    within: str = "source"
    cell: str = ""
    book: bool = False


class Stale(ValueError):
    """The text that a fault replaces is not there once."""


# The list -----------------------------------------------------------------------------------------


def parts():
    """Return the names of the parts."""
    return sorted(path.stem for path in (ROOT / FAULTS).glob("*.yml"))


def mutants_of(part):
    """Return the faults of a part, in the order of its file."""
    path = ROOT / FAULTS / f"{part}.yml"
    if not path.is_file():
        sys.exit(f"There is no part {part!r}. There are: {', '.join(parts())}")
    return [Mutant(part=part, **entry) for entry in yaml.safe_load(path.read_text("utf-8"))]


# Planting -----------------------------------------------------------------------------------------


def plant(mutant, folder):
    """Plant a fault in the copy of the book that a folder holds.

    Raises
    ------
    Stale
        Its text does not stand there exactly once.
    """
    path = folder / mutant.file
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        plant_in_cells(mutant, notebook)
        nbformat.write(notebook, path)
    elif path.suffix == ".woff2":
        font = TTFont(path)
        take_letter_out(mutant, font)
        font.save(path)
    else:
        path.write_text(replaced(mutant, path.read_text("utf-8")), "utf-8")


def replaced(mutant, text):
    """Return a text with the fault in it."""
    count = text.count(mutant.replace)
    if count != 1:
        raise Stale(
            f"{mutant.part}, {mutant.fault!r}: {mutant.file} has {mutant.replace!r} {count} times, "
            f"not once. Bring {FAULTS}/{mutant.part}.yml up to date"
        )
    return text.replace(mutant.replace, mutant.by)


def plant_in_cells(mutant, notebook):
    """Plant a fault in a notebook: in one of the parts of the one cell that has the text."""
    cells = [cell for cell in notebook.cells if mutant.cell in ("", cell.id)]
    texts = [text_of(cell, mutant.within) for cell in cells]
    replaced(mutant, "\n".join(texts))
    for cell, text in zip(cells, texts, strict=True):
        if mutant.replace in text:
            after = replaced(mutant, text)
            if mutant.within != "source":
                after = nbformat.from_dict(json.loads(after))
            cell[mutant.within] = after


def text_of(cell, part):
    """Return a part of a cell as text: its source as it stands, all else as JSON."""
    if part == "source":
        return cell.source
    return json.dumps(cell.get(part, []), ensure_ascii=False, sort_keys=True)


def take_letter_out(mutant, font):
    """Take a letter out of a font's map from letters to glyphs."""
    tables = [table.cmap for table in font["cmap"].tables if ord(mutant.replace) in table.cmap]
    if not tables:
        raise Stale(f"{mutant.part}, {mutant.fault!r}: {mutant.file} has no {mutant.replace!r}")
    for table in tables:
        table.pop(ord(mutant.replace), None)  # two tables may share one map


# Copies, and checks in them -----------------------------------------------------------------------


def copy_book(folder):
    """Copy what git tracks, or would, into a folder."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in run.stdout.split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


@contextmanager
def copied():
    """Make a copy of the book for a while; yield its folder."""
    with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as name:
        copy_book(Path(name))
        yield Path(name)


def run_in(folder, *command):
    """Run a Python module in a copy, by this interpreter; return its status and what it said."""
    # The copy comes before the checkout, to which .venv leads, also in the kernels of notebooks.
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(
            [sys.executable, "-m", *command], cwd=folder, env=environment, timeout=TIMEOUT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, f"took longer than {TIMEOUT} s"
    return run.returncode, run.stdout


def fails(folder, checks, book):
    """Run checks in a copy; return the reason why they fail, and whether it is their own verdict.

    The reason is "" where all pass.
    """
    if book:
        status, said = run_in(folder, "tools.build")
        if status:
            return said, False
    for command in (check for check in checks if check.startswith(MODULE)):
        status, said = run_in(folder, *command.removeprefix(MODULE).split())
        if status:
            return said, True
    tests = [check for check in checks if not check.startswith(MODULE)]
    if not tests:
        return "", True
    status, said = run_in(folder, "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests)
    return (said if status else ""), status == FAILED


def telling(report):
    """Return of pytest's report the lines that failed, and the errors; all, if it marks none.

    The lines before them, which passed, stand in it too and say nothing.
    """
    marked = [line for line in report.splitlines() if line.startswith((">", "E "))]
    return "\n".join(marked) or report


def without_faults(mutants):
    """Run the checks of faults in a copy that has none of them; return why they fail, or ""."""
    with copied() as folder:
        checks = list(dict.fromkeys(mutant.check for mutant in mutants))
        reason, _ = fails(folder, checks, any(mutant.book for mutant in mutants))
        return reason


def verdict_on(mutant):
    """Plant a fault in a copy and run its check; return the verdict, why, and the seconds."""
    start = time.perf_counter()
    with copied() as folder:
        try:
            plant(mutant, folder)
        except Stale as error:
            return "STALE", str(error), 0.0
        reason, is_verdict = fails(folder, [mutant.check], mutant.book)
    took = time.perf_counter() - start
    if not reason:
        return "SURVIVED", "its check passes", took
    if not is_verdict:
        return "BROKEN", f"its check could not run:\n{reason}", took
    if mutant.says not in (reason if mutant.check.startswith(MODULE) else telling(reason)):
        return "BROKEN", f"its check does not say {mutant.says!r}:\n{reason}", took
    return "caught", "", took


def judge(part, pool, words=""):
    """Plant the faults of a part whose names have some words; say each verdict, return if all well.

    ``pool`` runs them side by side.
    """
    mutants = [mutant for mutant in mutants_of(part) if words in mutant.fault]
    if not mutants:
        return True
    print(f"\n{part}: {len(mutants)} faults", flush=True)
    start = time.perf_counter()
    reason = pool.submit(without_faults, mutants)
    verdicts = pool.map(verdict_on, mutants)
    caught = 0
    for mutant, (verdict, why, took) in zip(mutants, verdicts, strict=True):
        print(f"{verdict:>8} {took:5.1f} s  {mutant.layer}: {mutant.fault}\n{'':18}{mutant.check}")
        if why:
            print(why)
        sys.stdout.flush()
        caught += verdict == "caught"
    if reason.result():
        print(f"Without any fault these checks fail, so they say nothing:\n{reason.result()}")
    took = time.perf_counter() - start
    print(f"{part}: {caught} of {len(mutants)} caught, in {took:.0f} s")
    if took > LONG:
        print(f"That is over {LONG / 60:.0f} minutes: if two quiet cores take as long, split it.")
    return caught == len(mutants) and not reason.result()


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts()))
    parser.add_argument("--fault", default="", metavar="WORDS", help="only faults with these words")
    parser.add_argument("--jobs", type=int, default=2, help="copies at the same time")
    given = parser.parse_args(arguments)
    with ThreadPoolExecutor(given.jobs) as pool:
        one = partial(judge, pool=pool, words=given.fault)
        sys.exit(not all([one(part) for part in given.parts or parts()]))


if __name__ == "__main__":
    main(sys.argv[1:])
