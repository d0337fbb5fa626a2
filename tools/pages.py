"""The list of the book's pages, read from _toc.yml: the only place that has it."""

import posixpath
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("chapters", "exercises", "reference")
ENDINGS = (".ipynb", ".md")


def config():
    """Return the settings of _config.yml."""
    return yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))


def book_address():
    """Return where the book lives on the web, or "" while nobody has set it."""
    return (config().get("repository", {}).get("url") or "").rstrip("/")


def complaints_about_address(address=None):
    """Return what is wrong with the form of the book's address, a line at most, with what to do."""
    address = book_address() if address is None else address
    if re.fullmatch(r"(https?://[^/\s]+/[^/\s]+/[^/\s]+(?<!\.git))?", address):
        return []
    said = f"_config.yml says  repository: url: {address}"
    if address != book_address():
        said = f"The book is to be published from  {address}"
    return [f"{said}  Write it as  https://github.com/OWNER/REPOSITORY"]


def pages():
    """Return the pages in reading order, as paths without a suffix: 'chapters/index', ..."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    entries = [entry for part in toc["parts"] for entry in part["chapters"]]
    return [toc["root"], *(entry["file"] for entry in entries)]


def notebooks():
    """Return the paths of the pages that are notebooks, in reading order."""
    paths = [ROOT / f"{page}.ipynb" for page in pages()]
    return [path for path in paths if path.is_file()]


def address_of(page, seen_from):
    """Return where a link on another page leads to a page: 'relu.ipynb', '../reference/…'."""
    (file,) = [f"{page}{end}" for end in ENDINGS if (ROOT / f"{page}{end}").is_file()]
    return posixpath.relpath(file, posixpath.dirname(seen_from))


def complaints_about_list():
    """Return where _toc.yml and the folders of pages differ, a line each, with what to do."""
    listed, said = pages(), []
    there = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).glob("*")
        if path.suffix in ENDINGS
    }
    for page in dict.fromkeys(listed):
        if not any((ROOT / f"{page}{ending}").is_file() for ending in ENDINGS):
            said.append(
                f"_toc.yml names {page}, which is not there. Mend the line, or add the page."
            )
        if listed.count(page) > 1:
            said.append(f"_toc.yml names {page} twice. Remove one of the lines.")
    for page in sorted(there - set(listed)):
        said.append(
            f"{page} is not in _toc.yml, so it is no page. Add where it belongs:  - file: {page}"
        )
    return said
