"""The built pages as files: every address is followed, and what is drawn is whole.

No browser is needed here; `make test-book` builds the book first.
"""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from fontTools.ttLib import TTFont

from _extensions.page_meta import pages_address
from tools.pages import ROOT, book_address, config, notebooks, pages

BOOK = ROOT / "_build" / "html"
PAGES = pages()
HOME = urlsplit(config()["html"]["baseurl"] or pages_address(book_address())).path.rstrip("/") + "/"
NOTEBOOKS = [path.relative_to(ROOT).with_suffix("").as_posix() for path in notebooks()]
pytestmark = pytest.mark.browser


class Links(HTMLParser):
    """Collects what a page leads to, its anchors, and its pictures without words.

    ``leads`` has of each link its tag, its class or relation, and its address.
    """

    def __init__(self, path, book, home):
        super().__init__()
        self.path, self.book, self.home = path, book, home
        self.leads, self.ids, self.pictures_without_words = [], [], []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id"):
            self.ids.append(attributes["id"])
        kind = attributes.get("rel") or attributes.get("class") or ""
        for key in ("href", "src", "action"):
            if attributes.get(key) is not None:
                self.leads.append((tag, kind, attributes[key]))
        if attributes.get("http-equiv") == "refresh":
            _, _, address = attributes["content"].partition("url=")
            self.leads.append((tag, "refresh", address))
        if tag == "img" and "alt" not in attributes:
            self.pictures_without_words.append(attributes.get("src"))

    def of(self, tag, kind):
        """Return the files of the book that the links of a kind lead to."""
        return [self.file_of(link) for at, of, link in self.leads if (at, of) == (tag, kind)]

    def file_of(self, link):
        """Return the file that an address of the book is; one that begins with / is seen from it.

        (So are those of the page 404, which is shown at any depth.)
        """
        path = unquote(urlsplit(link).path)
        if path.startswith(self.home):
            return self.book / path.removeprefix(self.home)
        return (self.path.parent / path).resolve() if path else self.path


def files_of(book, home):
    """Return every page that a build wrote, by its name: the book's, and those beside them."""
    paths = [path for path in book.rglob("*.html") if book / "_static" not in path.parents]
    return {
        path.relative_to(book).with_suffix("").as_posix(): Links(path, book, home) for path in paths
    }


def dead_links(files):
    """Return the links of pages to what is not there, or is no address of the web, by page."""
    dead = []
    for name, page in files.items():
        for _, _, link in page.leads:
            parts = urlsplit(link)
            path, anchor = page.file_of(link), unquote(parts.fragment)
            if path == page.book:  # a host shows the index of a folder
                path /= "index.html"
            if parts.scheme:
                is_dead = parts.scheme not in ("http", "https", "data")
            elif path.suffix == ".html" and path.is_file():
                target = path.relative_to(page.book).with_suffix("").as_posix()
                is_dead = bool(anchor) and anchor not in files[target].ids
            else:
                is_dead = not path.is_file()
            if is_dead:
                dead.append((name, link))
    return dead


@pytest.fixture(scope="module")
def files():
    return files_of(BOOK, HOME)


def test_the_build_writes_the_pages_of_the_list_and_those_that_lead_to_them(files):
    folders = {page.rpartition("/")[0] for page in PAGES}
    indexes = {f"{folder}/index" for folder in folders} | {"index"}
    assert set(files) == {*PAGES, *indexes, "404", "search", "genindex"}


def test_every_internal_link_and_anchor_leads_somewhere(files):
    assert not dead_links(files)


def test_what_a_style_sheet_loads_is_there():
    found = 0
    for sheet in BOOK.rglob("*.css"):
        for link in re.findall(r"url\([\"']?(?!data:)([^\"')]+)", sheet.read_text("utf-8")):
            found += 1
            assert (sheet.parent / urlsplit(link).path).is_file(), f"{sheet.name}: {link}"
    assert found >= 2


def test_the_address_of_a_folder_leads_to_the_first_page_in_it(files):
    """And to no other, at once and by its link: never to itself, nor round in a circle."""
    for name in set(files) - {*PAGES, "404", "search", "genindex"}:
        folder = name.removesuffix("index")
        first = next(page for page in PAGES if page.startswith(folder))
        at_once = files[name].of("meta", "refresh") + files[name].of("a", "")
        assert at_once == [BOOK / f"{first}.html"] * 2, name


def test_the_pages_before_and_after_are_those_of_the_list(files):
    around = zip([None, *PAGES], PAGES, [*PAGES[1:], None], strict=False)
    for before, name, after in around:
        for other, button, relation in (
            (before, "left-prev", "prev"),
            (after, "right-next", "next"),
        ):
            there = [BOOK / f"{other}.html"] if other else []
            assert files[name].of("a", button) == files[name].of("link", relation) == there, name


def test_every_page_lists_all_pages_in_their_order(files):
    in_order = [BOOK / f"{page}.html" for page in PAGES]
    for name in (*PAGES, "404", "search", "genindex"):
        marks = ("reference internal", "current reference internal")
        text = files[name].path.read_text("utf-8")
        (sidebar,) = re.findall(r'<nav class="bd-links[^>]*>(.*?)</nav>', text, re.S)
        links = re.findall(r'<a class="([^"]*)" href="([^"]*)"', sidebar)
        listed = [files[name].file_of(link) for kind, link in links if kind in marks]
        assert listed == in_order, name


def test_the_search_knows_every_page():
    text = (BOOK / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert sorted(index["docnames"]) == sorted(PAGES)


def test_every_page_says_in_words_of_its_own_what_it_asks(files):
    """As a search engine and the tab of a browser show it."""
    said = {}
    for name in PAGES:
        text = files[name].path.read_text("utf-8")
        (title,) = re.findall(r"<title>(.*?)</title>", text)
        (words,) = re.findall(r'<meta name="description" content="([^"]*)"', text)
        heading = re.search(r"<h1>(.*?)<", text, re.S)[1].strip()
        assert title.startswith(heading) and title.endswith(config()["title"]), name
        assert len(words) > 40, name
        said[name] = words
    assert len(set(said.values())) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_a_traceback_or_a_raw_formula(name):
    text = (BOOK / f"{name}.html").read_text("utf-8")
    article = text[text.index("<article") : text.index("</article>")]
    not_prose = r"<(annotation|pre|script|code|style)\b.*?</\1>|<[^>]*>"
    prose = re.sub(not_prose, "", article, flags=re.S)
    assert "Traceback (most recent call last)" not in text
    assert not re.search(r"\$|\\[a-zA-Z]+", prose)
    assert "widget-view+json" not in text


# How many children these elements of MathML take.
PARTS_OF_A_FORMULA = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_formula_has_all_its_parts(name):
    text = (BOOK / f"{name}.html").read_text("utf-8")
    formulas = re.findall(r"<math\b.*?</math>", text, re.S)
    assert formulas or name not in NOTEBOOKS
    for formula in formulas:
        # HTML names letters that XML does not know.
        root = ET.fromstring(unescape(re.sub(r"&(amp|lt|gt);", r"&amp;\1;", formula)))
        for element in root.iter():
            kind = element.tag.rpartition("}")[2]
            assert len(element) == PARTS_OF_A_FORMULA.get(kind, len(element)), formula


def test_ids_are_unique_and_pictures_have_words(files):
    for name, page in files.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert page.pictures_without_words == [], name
        text = page.path.read_text("utf-8")
        assert not re.search(r'<img alt="[^"]*\.(svg|png)"', text), name


def test_a_prime_is_raised_once():
    """The font's stands raised by itself; as a superscript it would be twice, and small."""
    primes = 0
    for name in PAGES:
        text = (BOOK / f"{name}.html").read_text("utf-8")
        for formula in re.findall(r"<math\b.*?</math>", text, re.S):
            root = ET.fromstring(unescape(re.sub(r"&(amp|lt|gt);", r"&amp;\1;", formula)))
            for raising in root.iter():
                if raising.tag.rpartition("}")[2] in ("msup", "msubsup", "mover"):
                    raised = "".join(raising[-1].itertext())
                    assert not set(raised) & set("\u2032\u2033\u2034'"), f"{name}: {formula}"
            # It follows its letter, and not a sign that a function is applied.
            assert "\u2061\u2032" not in "".join(root.itertext()), f"{name}: {formula}"
            primes += formula.partition("<annotation")[0].count("\u2032")
    assert primes > 50


def test_a_full_stop_stays_on_the_line_of_its_formula():
    ended = re.compile(r"(<span class=\"held\">)?<math\b(?:(?!</math>).)*</math>[.,;:!?)\]]", re.S)
    found = 0
    for name in PAGES:
        text = (BOOK / f"{name}.html").read_text("utf-8")
        for formula in ended.finditer(text[text.index("<article") :]):
            assert formula[1], f"{name}: {formula[0][-200:]}"
            found += 1
    assert found > 50


# A letter that stands alone in <mi> is drawn as its italic twin (MathML Core, section 4.2): another
# character, of which the plain letter is the decomposition.
ITALIC = {"h": "\N{PLANCK CONSTANT}"}
TWINS = (*range(0x1D434, 0x1D468), *range(0x1D6A4, 0x1D6A6), *range(0x1D6E2, 0x1D71C))
for twin in map(chr, TWINS):
    if plain := unicodedata.decomposition(twin).removeprefix("<font> "):
        ITALIC[chr(int(plain, 16))] = twin


def letters_of_formulas(text):
    """Return the letters and signs that the formulas of a page draw."""
    formulas = re.sub(r"<annotation\b.*?</annotation>", "", text, flags=re.S)
    found = set()
    for formula in re.findall(r"<math\b.*?</math>", formulas, flags=re.S):
        for kind, options, drawn in re.findall(r"<(m[ions]|mtext)\b([^>]*)>([^<]*)<", formula):
            drawn = unescape(drawn)
            if kind == "mi" and "mathvariant" not in options:
                drawn = ITALIC.get(drawn, drawn)
            found |= set(drawn)
    return found


def has_shape(letter):
    """Say no of invisible operators, variation selectors and ends of lines."""
    name = unicodedata.name(letter, "")
    return unicodedata.category(letter) not in ("Cf", "Cc") and "VARIATION SELECTOR" not in name


@pytest.fixture(scope="module")
def letters_of_the_font():
    return set(map(chr, TTFont(BOOK / "_static" / "book-math.woff2").getBestCmap()))


@pytest.mark.parametrize("name", PAGES)
def test_every_letter_of_a_formula_or_a_heading_is_in_the_books_font(name, letters_of_the_font):
    """Another font would draw it, on each machine another: of another weight, or as a box."""
    text = (BOOK / f"{name}.html").read_text("utf-8")
    headings = "".join(re.findall(r"<h[1-3]\b.*?</h[1-3]>", text, flags=re.S))
    headings = unescape(re.sub(r"<math\b.*?</math>|<[^>]*>", "", headings, flags=re.S))
    drawn = letters_of_formulas(text) | set(headings)
    assert set(filter(has_shape, drawn)) <= letters_of_the_font, "see tools/make_math_font.py"
