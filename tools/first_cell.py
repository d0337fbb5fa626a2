"""The first code cell of every notebook: installs what a hosted runtime lacks.

One text for all, made from the one setting of the book's address and the versions in the lock.
"""

import re

from tools.pages import ROOT, book_address, config

TEMPLATE = """\
# @title Set-up: run this first; it does nothing where the book is installed
import importlib.metadata, importlib.util, platform, subprocess, sys

book = {address!r}  # where the book lives on the web
ours = {{'mxnet': 'mxnet=={mxnet}', 'd2l': 'd2l=={d2l}',
        'd2l_local': f'{{book}}/archive/{branch}.zip'}}
usual = {{'matplotlib': 'matplotlib', 'pandas': 'pandas', 'requests': 'requests'}}

def install(wanted, *options):
    missing = [name for name in wanted if importlib.util.find_spec(name) is None]
    if not missing:
        return
    machine = f'{{platform.system()}} {{platform.machine()}}'
    if 'mxnet' in missing and machine.startswith(('Windows', 'Darwin arm')):
        raise RuntimeError(f'MXNet has no package for {{machine}}. Three ways that work: Google '
                           'Colab; Docker with --platform linux/amd64; on Windows, WSL2.')
    if 'd2l_local' in missing and not book:
        raise RuntimeError('This copy of the book does not know where it lives on the web: set '
                           '"repository: url" in _config.yml and run  make notebooks')
    present = {{d.name: d.version for d in [*importlib.metadata.distributions()][::-1]}}
    stay = '\\n'.join(f'{{name}}==={{version}}' for name, version in present.items())
    pip = [sys.executable, '-m', 'pip', 'install', '--quiet', '--constraint', '/dev/stdin']
    run = subprocess.run([*pip, *options, *(wanted[name] for name in missing)],
                         input=stay, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f'Could not install {{", ".join(missing)}}: is there an internet '
                           f'connection, and is {{book}} right? '
                           f'{{" ".join(run.stderr.split())[-300:]}}')
    importlib.invalidate_caches()

install(ours, '--no-deps')  # what they ask for is of years ago; what is present stays as it is
install(usual)
"""

METADATA = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["remove-cell"]}


def locked_version(package):
    """Return the version of a package that requirements.txt pins."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    found = re.search(rf"^{re.escape(package)}==([\w.]+)", lock, flags=re.M)
    if found is None:
        raise LookupError(f"requirements.txt does not pin {package}: run  make lock")
    return found[1]


def first_cell_source(address=None):
    """Return the text of the first cell, for the book's address unless told another."""
    versions = {name: locked_version(name) for name in ("mxnet", "d2l")}
    address = book_address() if address is None else address
    branch = config()["repository"]["branch"]
    return TEMPLATE.format(address=address, branch=branch, **versions).strip()
