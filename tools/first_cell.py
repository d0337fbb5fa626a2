"""The first code cell of every notebook: installs what a hosted runtime lacks.

One text for all, made from the one setting of the book's address and the versions in the lock.
"""

import re

from tools.pages import ROOT, book_address, config

TEMPLATE = """\
# @title Set-up: run this first; it does nothing where the book is installed
import importlib.util, subprocess, sys

book = {address!r}  # where the book lives on the web
needed = {{'mxnet': 'mxnet=={mxnet}', 'd2l': 'd2l=={d2l}', 'psygnal': 'psygnal=={psygnal}',
          'anywidget': 'anywidget=={anywidget}', 'd2l_local': f'{{book}}/archive/{branch}.zip'}}
missing = {{name for name in needed if importlib.util.find_spec(name) is None}}
if 'd2l_local' in missing and not book:
    raise RuntimeError('This copy of the book does not know where it lives on the web: set '
                       '"repository: url" in _config.yml and run  make notebooks')
if missing:
    run = subprocess.run([sys.executable, '-m', 'pip', 'install', '--quiet', '--no-deps',
                          *(needed[name] for name in sorted(missing))],
                         capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f'Could not install {{sorted(missing)}}: is there a network, and is '
                           f'{{book or "the book"}} right?\\n{{run.stderr[-600:]}}')
    importlib.invalidate_caches()
"""

METADATA = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["remove-cell"]}


def locked_version(package):
    """Return the version of a package that requirements.txt pins."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    found = re.search(rf"^{re.escape(package)}==([\w.]+)", lock, flags=re.M)
    if found is None:
        raise LookupError(f"requirements.txt does not pin {package}: run  make lock")
    return found[1]


def first_cell_source():
    """Return the text of the first cell."""
    versions = {name: locked_version(name) for name in ("mxnet", "d2l", "psygnal", "anywidget")}
    branch = config()["repository"]["branch"]
    return TEMPLATE.format(address=book_address(), branch=branch, **versions).strip()
