"""Make what the web gets: pages and notebooks that know the repository which publishes them.

    python -m tools.published [FOLDER]

`make published` calls it, and so does the workflow. A fork sets nothing: where ``repository: url``
in _config.yml is empty, the book lives at the repository in which the workflow runs, by the names
that GitHub gives it: GITHUB_SERVER_URL and GITHUB_REPOSITORY. FOLDER, made anew, gets

- ``notebooks``: the pages' sources, each notebook with a set-up cell that knows the address. They
  go to a branch of that name, to which the pages' buttons for Colab lead.
- ``html``: the pages.
"""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import yaml

from tools import build
from tools.notebook_rules import put_first_cell, stored_form
from tools.pages import FOLDERS, ROOT, book_address, complaints_about_address, config

BRANCH = "notebooks"
README = """\
# The notebooks of a book, as Colab opens them

Made by the workflow of [the book]({address}), which writes over this branch each time: change them
on the branch `{branch}` there. Each notebook begins with a cell that installs the book.
"""


def published_address():
    """Return the address of the repository that publishes the book; it may be ""."""
    server, name = (os.environ.get(f"GITHUB_{one}", "") for one in ("SERVER_URL", "REPOSITORY"))
    return book_address() or (f"{server or 'https://github.com'}/{name}" if name else "")


def write_notebooks(folder, address):
    """Write the pages' sources into a new folder, for a book that lives at an address."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    for path in folder.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        put_first_cell(notebook, address)
        path.write_text(stored_form(notebook), "utf-8")
    words = README.format(address=address, branch=config()["repository"]["branch"])
    (folder / "README.md").write_text(words, "utf-8")


def write_pages(folder, notebooks, address):
    """Build the pages from notebooks that know an address, and move them to a folder."""
    settings = config()
    settings["repository"]["url"] = address
    settings["sphinx"]["config"]["notebooks_branch"] = BRANCH
    work = folder.with_name("work")
    shutil.copytree(notebooks, work, ignore=shutil.ignore_patterns("README.md"))
    build.copy_sources(work, [name for name in build.SOURCES if name not in FOLDERS])
    (work / "_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    build.build(work).rename(folder)
    shutil.rmtree(work)


def main(arguments=()):
    folder = Path(*arguments) if arguments else ROOT / "_build" / "published"
    address = published_address()
    if not address:
        sys.exit(
            "No repository is known that publishes the book. Set  repository: url  in\n"
            "_config.yml, or say which:  GITHUB_REPOSITORY=OWNER/NAME make published"
        )
    if said := complaints_about_address(address):
        sys.exit(f"{said[0]}\nNothing was written.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_notebooks(folder / "notebooks", address)
    write_pages(folder / "html", folder / "notebooks", address)
    print(f"{folder}: pages and notebooks of {address}")


if __name__ == "__main__":
    main(sys.argv[1:])
