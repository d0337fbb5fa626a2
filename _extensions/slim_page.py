"""Takes out of the built pages what they do not use.

The standard theme loads an icon script of 1.5 MB, a style sheet for every component of Bootstrap,
and the search index on each page. When the book is built, this extension

- leaves scripts and styles of unused extensions out of the pages;
- cuts the icon font down to the icons that the pages show;
- drops the rules of style sheets whose classes occur nowhere in the book;
- keeps only the first copy of a style or script that several explorers of a page share.
"""

import re
import shutil
from pathlib import Path

import tinycss2
from fontTools import subset

# What no page needs, and what only the search page needs.
UNUSED = ("fontawesome", "sphinx-thebe", "sphinx-design", "design-tabs", "togglebutton")
SEARCH_ONLY = ("searchtools", "language_data", "searchindex")
# Of Bootstrap's script, the classes that it may set on this book's pages.
BOOTSTRAP = ("tooltip", "bs-tooltip", "dropdown", "collaps", "show", "fade", "active", "disabled")
TAG = re.compile(r'<script\b[^>]*\bsrc="([^"]*)"[^>]*></script>|<link\b[^>]*\bhref="([^"]*)"[^>]*>')
SHARED = re.compile(r"<style>.*?</style>|<script>\(.*?</script>", re.S)
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
SHEETS = ("styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css", "mystnb.*.css")


def slim(app, exception):
    """Slim every page of a finished HTML build."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = sorted(out.rglob("*.html"))
    for page in pages:
        text = page.read_text("utf-8")
        page.write_text(without_repeats(without_unused(text, page.stem == "search")), "utf-8")
    vocabulary = classes_of(pages) | words_of_scripts(out / "_static")
    for pattern in SHEETS:
        for sheet in (out / "_static").glob(pattern):
            rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True)
            sheet.write_text(tinycss2.serialize(used_rules(rules, vocabulary)), "utf-8")
    cut_icon_font(out / "_static")
    for pattern in ("*.map", "fontawesome.js*"):
        for unused in list((out / "_static").rglob(pattern)):
            unused.unlink()


def without_unused(text, is_search_page):
    """Drop the tags that load what the page does not use."""
    drop = UNUSED if is_search_page else UNUSED + SEARCH_ONLY

    def keep(tag):
        address = tag[1] or tag[2]
        loads = ".js" in address or ".css" in address
        return "" if loads and any(name in address for name in drop) else tag[0]

    text = TAG.sub(keep, text)
    return re.sub(r"<script[^>]*>(let toggle|var togglebutton)[^<]*</script>", "", text)


def without_repeats(text):
    """Keep the first of identical styles and scripts inside a page."""
    seen = set()

    def first(block):
        new = block[0] not in seen
        seen.add(block[0])
        return block[0] if new else ""

    return SHARED.sub(first, text)


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
            if "solid" in tinycss2.serialize(rule.content):
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
    sheet = static / "styles" / "pydata-sphinx-theme.css"
    text = sheet.read_text("utf-8")
    icons = re.findall(r'\.fa-[\w-]+:+before\{content:"(.)"\}', text)
    fonts = static / "vendor" / "fontawesome" / "webfonts"
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
    app.connect("build-finished", slim, priority=900)  # after the theme has written its own
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
