"""A finished page as text: what it does not use left out, what is invalid in it mended.

Every function takes the text of a page and returns it changed. They are called in the order in
which they stand here.
"""

import re
from html import unescape
from urllib.parse import unquote

# What no page needs, and what only the search page needs.
UNUSED = (
    "scripts/fontawesome",
    "js/all.min",
    "sphinx-thebe",
    "sphinx-design",
    "design-tabs",
    "togglebutton",
)
SEARCH_ONLY = ("searchtools", "language_data", "searchindex")
TAG = re.compile(r'<script\b[^>]*\bsrc="([^"]*)"[^>]*></script>|<link\b[^>]*\bhref="([^"]*)"[^>]*>')
ONE_SHEET = "styles/book-and-theme.css"
# The theme's sidebar is no landmark, so a screen reader cannot jump to it.
SIDEBAR = re.compile(r'<div (?=id="pst-primary-sidebar"|class="bd-sidebar-primary)')
SECOND_SEARCH = re.compile(r'(id="search-input".*?) id="search-input"', flags=re.S)
SUMMARY = re.compile(r"<summary\b.*?</summary>", flags=re.S)
# Names, brackets, blanks and modules: the theme leaves them in the ink of the rest.
PLAIN = re.compile(r'<span class="(?:n|p|w|nn)">([^<]*)</span>|<span></span>')
STRING = re.compile(r'(?:<span class="(?:sa|s1|s2|se|si)">[^<]*</span>)+')  # in one colour
CODE = re.compile(r'(?<=<div class="highlight"><pre>).*?(?=</pre>)', flags=re.S)
PICTURE = re.compile(
    r'(?<="group" aria-label=")([^"]*">)<img src="data:image/svg\+xml,([^"]*)" alt="([^"]*)"[^>]*>'
)
FIGURE = re.compile(r'<svg role="img".*?</svg>', flags=re.S)  # as matplotlib writes it
IN_FIGURE = re.compile(r'(?<=>)\s+(?=<)|\n(?=[A-Zz])| transform="rotate\(-0 [\d. -]+\)"')
SMALL = re.compile(r"<style>.*?</style>")  # of a picture that stands alone: the page has its own
INLINE = "documentation_options.js"  # 300 bytes, which other scripts in the page build upon
# A page from a folder may not read the others: the search lists them without their sentences.
# The theme lets the keyboard reach what scrolls, but looks only when the page or its size changes,
# and a table of formulas grows wider when their font has come.
# Where a host refuses scripts, the words that stand for them are shown: see book.css.
OF_OUR_OWN = """
document.documentElement.classList.add("scripted");
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
document.fonts.addEventListener("loadingdone", () => dispatchEvent(new Event("resize")));"""


def without_unused(text, is_search_page):
    """Drop the tags that load what the page does not use."""
    drop = UNUSED if is_search_page else UNUSED + SEARCH_ONLY

    def keep(tag):
        address = tag[1] or tag[2]
        loads = ".js" in address or ".css" in address
        early = 'rel="preload"' in tag[0]  # of fonts and scripts that are no longer there
        return "" if early or (loads and any(name in address for name in drop)) else tag[0]

    text = TAG.sub(keep, text)
    return re.sub(r"<script[^>]*>(let toggle|var togglebutton)[^<]*</script>", "", text)


def without_styles(text):
    """Take the style elements out of a page; return the page and what stood in them."""
    style = re.compile(r"<style>(.*?)</style>", flags=re.S)
    before, article, after = text.partition("<article")  # the theme's own stand before it
    return before + article + style.sub("", after), style.findall(after)


def without_blanks(text):
    """Drop the indentation of what the theme writes before the article, and what figures can spare.

    Blanks and turns by nothing are a seventh of what a figure weighs.
    """
    before, article, after = text.partition("<article")
    after = FIGURE.sub(lambda figure: IN_FIGURE.sub("", figure[0]), after)
    return re.sub(r"\s*\n\s*", "\n", before) + article + after


def with_one_sheet(text):
    """Replace the links to style sheets of the book by one; return the text and the sheets."""
    link = re.compile(r'\s*<link\b[^>]*href="([^":]*)_static/([^"?]*\.css)[^"]*"[^>]*>')
    found = link.findall(text)
    if not found:
        return text, []
    root = found[0][0]
    text = link.sub("", text)
    one = f'<link rel="stylesheet" href="{root}_static/{ONE_SHEET}" />'
    sheets = [sheet for _, sheet in found if sheet != ONE_SHEET]
    return text.replace("</title>", f"</title>\n{one}", 1), sheets


def with_waiting_scripts(text, options):
    """Write the options into the page, and let every other script wait until the page stands."""
    text = re.sub(
        rf'<script src="[^"]*{INLINE}[^"]*"></script>', f"<script>{options}</script>", text
    )
    return text.replace('<script src="', '<script defer src="')  # in order, all of them


def without_repeats(text):
    """Keep the first of identical scripts: it also brings to life what comes after it."""
    for script in set(re.findall(r"<script>\(.*?</script>", text, flags=re.S)):
        first, *others = text.split(script)
        text = first + script + "".join(others)
    return text


def with_drawings(text):
    """Put drawings in the place of the pictures that hold them.

    A notebook holds pictures, for where it is not trusted drawings are taken out. In a page they
    stand at once, in its colours, and the script has nothing to draw anew.
    """

    def drawn(picture):
        before, address, words = picture.groups()
        drawing = SMALL.sub("", unquote(unescape(address)))
        return before + drawing.replace("<svg ", f'<svg aria-label="{words}" ', 1)

    return PICTURE.sub(drawn, text)


def without_plain_marks(text):
    """Take from code the marks of what has no colour of its own, and those within a string.

    They are half of what code weighs.
    """

    def one(marked):
        return '<span class="s1">' + re.sub(r"<[^>]*>", "", marked[0]) + "</span>"

    return CODE.sub(lambda code: STRING.sub(one, PLAIN.sub(r"\1", code[0])), text)


def mended(text):
    """Mend what the theme and MyST-NB leave invalid, unnamed or misnamed."""
    text = SIDEBAR.sub('<div role="region" aria-label="Book" ', text, count=1)
    text = SECOND_SEARCH.sub(r"\1", re.sub(r"\s+(?=id=\"search-input\")", " ", text))
    # The sign of a forge is in a font of its own, which is left out; a branch is in that of all.
    text = re.sub(r'(?<=<i class=")fab fa-[\w-]+', "fas fa-code-branch", text)
    # The sign of Colab stands in a closed menu and is loaded when that opens; its words follow it.
    text = text.replace('<img alt="Colab logo"', '<img alt="" loading="lazy"')
    # A summary takes no paragraph, and needs no other name than its words.
    text = text.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    return SUMMARY.sub(lambda found: re.sub(r"(</?)p\b", r"\1span", found[0]), text)
