"""What the pages link to once the book has an address on the web, and while it has none.

The book is built a second time as it is not: with an address where it has none, and without one
where it has. So a maintainer who sets the address asks the same of both.
"""

import re
from urllib.parse import urlsplit

import nbformat
import pytest
import yaml
from fontTools.ttLib import TTFont

from _extensions.page_meta import pages_address
from tests.test_page_files import dead_links, files_of
from tools.build import build, copy_sources
from tools.pages import ROOT, book_address, config, notebooks, pages

REPOSITORY = book_address() or "https://github.com/Someone/the-book"
OWNER, NAME = REPOSITORY.split("/")[-2:]
BRANCH = config()["repository"]["branch"]
ADDRESS = (config()["html"]["baseurl"] or pages_address(REPOSITORY)).rstrip("/")
NOTEBOOKS = [path.relative_to(ROOT).with_suffix("").as_posix() for path in notebooks()]
LINK = re.compile(r'(?:href|src)="([^"]*)"')
IMAGE = re.compile(r"<img\b[^>]*>")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The pages of the book, by whether its one setting, the repository's address, is set."""
    folder = tmp_path_factory.mktemp("book")
    copy_sources(folder)
    other = config()
    other["repository"]["url"] = "" if book_address() else REPOSITORY
    (folder / "_config.yml").write_text(yaml.safe_dump(other))
    return {bool(book_address()): ROOT / "_build" / "html", not book_address(): build(folder)}


@pytest.fixture
def published(both):
    return both[True]


@pytest.fixture
def unpublished(both):
    return both[False]


def links_of(path):
    return LINK.findall(path.read_text("utf-8").replace("&amp;", "&"))


def test_each_notebook_opens_in_colab_and_each_page_can_be_edited(published):
    for name in pages():
        links = links_of(published / f"{name}.html")
        suffix = "ipynb" if name in NOTEBOOKS else "md"
        file = f"{BRANCH}/{name}.{suffix}"
        colab = f"https://colab.research.google.com/github/{OWNER}/{NAME}/blob/{file}"
        assert (colab in links) == (name in NOTEBOOKS), name
        assert f"{REPOSITORY}/edit/{file}" in links, name
        assert REPOSITORY in links, name


in_both_states = pytest.mark.parametrize("is_published", [True, False])


@in_both_states
def test_each_page_can_be_downloaded_as_it_is_stored(both, is_published):
    for name in NOTEBOOKS:
        page = both[is_published] / f"{name}.html"
        (link,) = {link for link in links_of(page) if link.endswith(".ipynb") and "://" not in link}
        downloaded = nbformat.read((page.parent / link).resolve(), as_version=4)
        stored = nbformat.read(ROOT / f"{name}.ipynb", as_version=4)
        assert [c.source for c in downloaded.cells] == [c.source for c in stored.cells]


@in_both_states
def test_every_icon_that_a_page_shows_is_in_the_icon_font(both, is_published):
    static = both[is_published] / "_static"
    (font,) = static.rglob("fa-*.ttf")
    there = set(map(chr, TTFont(font).getBestCmap()))
    sheet = (static / "styles" / "book-and-theme.css").read_text("utf-8")
    letters = dict(re.findall(r'\.(fa-[\w-]+):+before\{content:"(.)"\}', sheet))
    for name in pages():
        text = (both[is_published] / f"{name}.html").read_text("utf-8")
        icons = [value.split() for value in re.findall(r'class="([^"]*\bfa-[^"]*)"', text)]
        assert len(icons) > 10
        for icon in icons:
            assert {"fas", "fa-solid"} & {*icon}, f"{name}: {icon} is of another font"
            assert {letters.get(part) for part in icon} & there, f"{name}: {icon} is a box"


def test_the_links_make_no_page_heavier_than_a_reader_notices(published, unpublished):
    for name in pages():
        with_links, without = (
            (html / f"{name}.html").read_text("utf-8") for html in (published, unpublished)
        )
        assert 500 < len(with_links) - len(without) < 3000, name
        new = set(IMAGE.findall(with_links)) - set(IMAGE.findall(without))
        assert all('loading="lazy"' in image for image in new), f"{name}: {new}"


def test_a_shared_link_shows_a_title_a_description_and_a_picture(published):
    """And leads to what it shows; so does the address that search engines take for the page's."""
    for name in [*pages(), "index"]:
        text = (published / f"{name}.html").read_text("utf-8")
        tags = dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', text))
        assert len(tags["og:title"]) > 3 and len(tags["description"]) > 40, name
        assert tags["og:description"] == tags["description"], name
        assert tags["og:image"] == f"{ADDRESS}/_static/explorer.png"
        shown = pages()[0] if name == "index" else name
        assert tags["og:url"] == f"{ADDRESS}/{shown}.html"
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
        assert canonical == ([] if name == "index" else [tags["og:url"]]), name
    assert (published / "_static" / "explorer.png").stat().st_size > 10_000


@in_both_states
def test_every_link_leads_somewhere_also_from_the_page_404_at_any_depth(both, is_published):
    home = f"{urlsplit(ADDRESS).path}/" if is_published else "/"
    files = files_of(both[is_published], home)
    assert not dead_links(files)
    for _, _, link in files["404"].leads:
        parts = urlsplit(link)
        assert parts.scheme or not parts.path or parts.path.startswith(home), link


def test_without_an_address_no_page_shows_a_link_that_leads_nowhere(unpublished):
    for name in pages():
        links = links_of(unpublished / f"{name}.html")
        assert not [link for link in links if "colab" in link or "github.com" in link], name
