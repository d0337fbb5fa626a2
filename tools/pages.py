"""The list of the book's pages, read from _toc.yml: the only place that has it."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def config():
    """Return the settings of _config.yml."""
    return yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))


def book_address():
    """Return where the book lives on the web, or "" while nobody has set it."""
    return (config().get("repository", {}).get("url") or "").rstrip("/")


def pages():
    """Return the pages in reading order, as paths without a suffix: 'chapters/index', ..."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    entries = [entry for part in toc["parts"] for entry in part["chapters"]]
    return [toc["root"], *(entry["file"] for entry in entries)]


def notebooks():
    """Return the paths of the pages that are notebooks, in reading order."""
    paths = [ROOT / f"{page}.ipynb" for page in pages()]
    return [path for path in paths if path.is_file()]
