"""Takes out of the built pages what they do not use.

The standard theme loads an icon script of 1.5 MB, a style sheet for every component of Bootstrap,
and the search index on each page. When the book is built, this extension

- leaves scripts and styles of unused extensions out of the pages;
- cuts the icon font down to the icons that the pages show;
- drops the rules of style sheets whose classes occur nowhere in the book, and puts all sheets
  into one;
- lets scripts wait until the page stands;
- takes the styles that notebooks carry in their outputs into that sheet too, and keeps one copy of
  a script that several explorers of a page share;
- mends what makes the theme's pages invalid HTML or hides a name from a screen reader.
"""

import posixpath
import re
import shutil
from pathlib import Path

import tinycss2
from fontTools import subset

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
# Of Bootstrap's script, the classes that it may set on this book's pages.
BOOTSTRAP = ("tooltip", "bs-tooltip", "dropdown", "collaps", "show", "fade", "active", "disabled")
# The theme's sidebar is no landmark, so a screen reader cannot jump to it.
SIDEBAR = re.compile(r'<div (?=id="pst-primary-sidebar"|class="bd-sidebar-primary)')
SECOND_SEARCH = re.compile(r'(id="search-input".*?) id="search-input"', flags=re.S)
SUMMARY = re.compile(r"<summary\b.*?</summary>", flags=re.S)
TAG = re.compile(r'<script\b[^>]*\bsrc="([^"]*)"[^>]*></script>|<link\b[^>]*\bhref="([^"]*)"[^>]*>')
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
INLINE = "documentation_options.js"  # 300 bytes, which other scripts in the page build upon
# A page from a folder may not read the others: the search lists them without their sentences.
# The theme lets the keyboard reach what scrolls, but looks only when the page or its size changes,
# and a table of formulas grows wider when their font has come.
OF_OUR_OWN = """
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
document.fonts.addEventListener("loadingdone", () => dispatchEvent(new Event("resize")));"""
ONE_SHEET = "styles/book-and-theme.css"


def write_every_page(app, env):
    """Write all pages at each build: a page that is slimmed already would be slimmed again."""
    return env.found_docs


def slim(app, exception):
    """Slim every page of a finished HTML build."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    pages = [page for page in sorted(out.rglob("*.html")) if static not in page.parents]
    options = (static / INLINE).read_text("utf-8") + OF_OUR_OWN
    sheets, styles = [], []
    for page in pages:
        text = without_unused(page.read_text("utf-8"), page.stem == "search")
        text, found = without_styles(text)
        styles += [style for style in found if style not in styles]
        text, found = with_one_sheet(text)
        sheets += [sheet for sheet in found if sheet not in sheets]
        text = re.sub(
            rf'<script src="[^"]*{INLINE}[^"]*"></script>', f"<script>{options}</script>", text
        )
        text = text.replace('<script src="', '<script defer src="')  # in order, all of them
        page.write_text(mended(without_repeats(text)), "utf-8")
    vocabulary = classes_of(pages) | words_of_scripts(static)
    rules = [purged(static, sheet, vocabulary) for sheet in sheets] + [small(*styles)]
    (static / ONE_SHEET).write_text("\n".join(rules), "utf-8")
    cut_icon_font(static)
    for sheet in sheets:
        (static / sheet).unlink()
    for pattern in ("*.map", "*macros.html", "basic.css", *(f"{name}*.*" for name in UNUSED)):
        for unused in list(static.rglob(pattern)):
            unused.unlink()


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


def purged(static, sheet, vocabulary):
    """Return the used rules of a style sheet, its addresses as seen from the folder styles."""
    path = static / sheet
    text = re.sub(
        r'@import (?:url\()?"([^"]+)"\)?;',
        lambda found: (path.parent / found[1]).read_text("utf-8"),
        path.read_text("utf-8"),
    )
    # The class of these words goes from a paragraph to a span: see `mended`.
    text = re.sub(r"summary\s*>\s*p\.", "summary>span.", text)
    rules = tinycss2.parse_stylesheet(text, True, True)
    text = small(tinycss2.serialize(used_rules(rules, vocabulary)))

    def moved(found):
        return "url(" + found[1] + posixpath.relpath(f"{path.parent}/{found[2]}", here)

    here = (static / ONE_SHEET).parent
    return re.sub(r"url\(([\"']?)(?!data:)([^\"')]+)", moved, text)


def small(*sheets):
    """Return style sheets in one, without comments and needless space."""
    rules = tinycss2.parse_stylesheet("\n".join(sheets), True, True)
    return re.sub(r"\s*([{};,])\s*", r"\1", tinycss2.serialize(rules))


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


def without_repeats(text):
    """Keep the last of identical scripts: it brings all explorers to life that stand before it."""
    for script in set(re.findall(r"<script>\(.*?</script>", text, flags=re.S)):
        *others, last = text.split(script)
        text = "".join(others) + script + last
    return text


def mended(text):
    """Mend what the theme and MyST-NB leave invalid, unnamed or misnamed."""
    text = SIDEBAR.sub('<div role="region" aria-label="Book" ', text, count=1)
    text = SECOND_SEARCH.sub(r"\1", re.sub(r"\s+(?=id=\"search-input\")", " ", text))
    # A summary takes no paragraph, and needs no other name than its words.
    text = text.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    return SUMMARY.sub(lambda found: re.sub(r"(</?)p\b", r"\1span", found[0]), text)


def classes_of(pages):
    """Return every class that a page gives to an element."""
    found = set()
    for page in pages:
        for value in re.findall(r'\bclass="([^"]*)"', page.read_text("utf-8")):
            found.update(value.split())
    return found


def words_of_scripts(static):
    """Return every word of the scripts, which may set it as a class."""
    words = set()
    for script in [*static.glob("*.js"), *static.glob("scripts/*.js")]:
        found = set(re.findall(r"[\w-]+", script.read_text("utf-8")))
        if script.name == "bootstrap.js":
            found = {word for word in found if word.startswith(BOOTSTRAP)}
        if script.name != "fontawesome.js":
            words |= found
    return words


def used_rules(rules, vocabulary):
    """Return the rules of which some selector can match, each with those selectors alone."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = tinycss2.serialize(rule.prelude)
            used = [one for one in split_selectors(selectors) if can_match(one, vocabulary)]
            if used:
                rule.prelude = tinycss2.parse_component_value_list(",".join(used))
                kept.append(rule)
        elif rule.type == "at-rule" and rule.at_keyword in ("media", "supports"):
            inner = used_rules(tinycss2.parse_rule_list(rule.content, True, True), vocabulary)
            if inner:
                rule.content = tinycss2.parse_component_value_list(tinycss2.serialize(inner))
                kept.append(rule)
        elif rule.type == "at-rule" and rule.at_keyword == "font-face":
            font = tinycss2.serialize(rule.content)
            if "fontawesome" not in font or "solid" in font:
                kept.append(rule)
        elif rule.type != "whitespace":
            kept.append(rule)
    return kept


def split_selectors(text):
    """Split a selector list at its commas, but not at those inside parentheses."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def can_match(selector, vocabulary):
    """Say whether every class that the selector demands occurs in the book."""
    demanded = re.sub(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)", "", selector)
    return all(name.replace("\\", "") in vocabulary for name in CLASS.findall(demanded))


def cut_icon_font(static):
    """Cut the icon font down to the icons whose rules are left in the theme's style sheet."""
    sheet = static / ONE_SHEET
    text = sheet.read_text("utf-8")
    icons = re.findall(r'\.fa-[\w-]+:+before\{content:"(.)"\}', text)
    fonts = next(static.rglob("fa-solid-900.ttf")).parent  # its folder moves with the version
    font = subset.load_font(fonts / "fa-solid-900.ttf", options := subset.Options(hinting=False))
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(icons))
    subsetter.subset(font)
    shutil.rmtree(fonts)
    fonts.mkdir()
    subset.save_font(font, fonts / "fa-solid-900.ttf", options)
    text = re.sub(r'url\([^)]*fa-solid-900\.woff2\)\s*format\("woff2"\),', "", text)
    sheet.write_text(text, "utf-8")


def setup(app):
    app.connect("env-updated", write_every_page)
    app.connect("build-finished", slim, priority=900)  # after the theme has written its own
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
