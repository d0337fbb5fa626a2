"""Test the helpers on every supported Python that this machine has, each from the same lock.

    python -m tools.pythons [VERSION ...]

Each Python gets an environment of its own under .pythons/, made from requirements.txt; the oldest
also one with NumPy 1.23.5, on which MXNet 1.9.1 runs by itself. Prints a table of what passed.
"""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.pages import ROOT

VERSIONS = ("3.10", "3.11", "3.12", "3.13")
HERE = ROOT / ".pythons"
UV = Path(sys.executable).with_name("uv")
OLDEST_NUMPY = ROOT / "tests" / "numpy-requirements.txt"
# What asks the stored text, or uses this machine's tools, is tested once, by make test; so is what
# needs a browser, and the pages' own Python, which is MicroPython everywhere.
ELSEWHERE = (
    "test_mutations.py", "test_notebooks.py", "test_tools.py", "test_building.py",
    "test_section_code.py", "test_wheel.py", "test_supply.py", "test_notebook_rules.py",
    "test_contributing.py", "test_mutants.py", "test_narrow.py", "test_rounding.py",
    "test_glossary.py", "test_house.py", "test_palette.py", "test_html.py",
    "test_grade.py", "test_proofread.py", "page_python", "prose",
)  # fmt: skip


def interpreter(version):
    """Return the path of a Python of this version, from PATH or pyenv, or None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [shutil.which(f"python{version}"), sys.executable, shutil.which("python3")]
    for path in [*named, *sorted(pyenv.glob(f"{version}.*/bin/python"))]:
        says = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            run = subprocess.run([path, "-c", says], capture_output=True, text=True)
        except (OSError, TypeError):
            continue
        if run.stdout.strip() == version:
            return str(path)
    return None


def make_environment(folder, python, *locks):
    """Make an environment of these locks, with hashes, anew; return the path of its Python."""
    to_it = ["--quiet", "--no-build", "--require-hashes", "--python", folder]
    commands = [
        ["venv", "--quiet", "--clear", "--python", python, folder],
        ["pip", "sync", *to_it, locks[0]],
        *(["pip", "install", *to_it, "--no-deps", "--requirement", lock] for lock in locks[1:]),
    ]
    for command in commands:
        run = subprocess.run([UV, *command], cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"uv {' '.join(map(str, command))} failed:\n{run.stderr[-2000:]}")
    return folder / "bin" / "python"


def test_on(python):
    """Run the helpers' tests; return NumPy's version, pytest's last line, whether all passed."""
    ignored = [f"--ignore=tests/{name}" for name in ELSEWHERE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [python, "-m", "pytest", "tests", "-q", "-p", "no:cacheprovider", "-p", "no:nbval",
         "-m", "not browser and not workshop", "-o", "addopts=--strict-markers", *ignored],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode:
        print(run.stdout[-6000:], run.stderr[-2000:], flush=True)
    numpy = subprocess.run(
        [python, "-c", "import numpy; print(numpy.__version__)"], capture_output=True, text=True
    )
    last = (run.stdout.strip().splitlines() or ["nothing was run"])[-1].strip("= ")
    return numpy.stdout.strip(), last, run.returncode == 0


def run_one(case):
    """Run one row of the table; return its line, and whether it passed."""
    version, *more = case
    start = time.perf_counter()
    found = interpreter(version)
    if found is None:
        return f"{version:<8}{'':<9}not on this machine", True
    folder = HERE / "-".join([version, *(lock.stem for lock in more)])
    python = make_environment(folder, found, ROOT / "requirements.txt", *more)
    numpy, words, passed = test_on(python)
    return f"{version:<8}{numpy:<9}{words}; {time.perf_counter() - start:.0f} s in all", passed


def main(versions):
    cases = [(version,) for version in versions or VERSIONS]
    if "3.10" in (versions or VERSIONS):
        cases.insert(1, ("3.10", OLDEST_NUMPY))
    print(f"{'Python':<8}{'NumPy':<9}the helpers' tests", flush=True)
    results = []
    with ThreadPoolExecutor(2) as pool:
        for line, passed in pool.map(run_one, cases):
            print(line, flush=True)
            results.append(passed)
    sys.exit(not all(results))


if __name__ == "__main__":
    main(sys.argv[1:])
