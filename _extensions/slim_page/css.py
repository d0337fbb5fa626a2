"""Style sheets, cut down to the rules that some page or script of the book can use."""

import posixpath
import re
from itertools import pairwise

import tinycss2

from slim_page.html import ONE_SHEET

# Of Bootstrap's script, the classes that it may set on this book's pages.
BOOTSTRAP = ("tooltip", "bs-tooltip", "dropdown", "collaps", "show", "fade", "active", "disabled")
SCRIPTS = ("*.js", "scripts/*.js", "page_python/edit*.js")  # of those that set classes
COMMA = tinycss2.ast.LiteralToken(0, 0, ",")
IMPORT = re.compile(r'@import (?:url\()?"([^"]+)"\)?;')
ADDRESS = re.compile(r"url\(([\"']?)(?!data:)([^\"')]+)")


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
    for script in (one for where in SCRIPTS for one in static.glob(where)):
        found = set(re.findall(r"[\w-]+", script.read_text("utf-8")))
        if script.name == "bootstrap.js":
            found = {word for word in found if word.startswith(BOOTSTRAP)}
        if script.name != "fontawesome.js":
            words |= found
    return words


def purged(static, sheet, vocabulary):
    """Return the used rules of a style sheet, its addresses as seen from the folder styles."""
    text = whole(static / sheet, (static / ONE_SHEET).parent)
    # The class of these words goes from a paragraph to a span: see `mended`.
    text = re.sub(r"summary\s*>\s*p\.", "summary>span.", text)
    rules = tinycss2.parse_stylesheet(text, True, True)
    return small(tinycss2.serialize(used_rules(rules, vocabulary)))


def whole(path, here):
    """Return a style sheet with those that it imports, its addresses as seen from a folder."""

    def moved(found):
        return "url(" + found[1] + posixpath.relpath(f"{path.parent}/{found[2]}", here)

    own, *rest = IMPORT.split(path.read_text("utf-8"))
    parts = [ADDRESS.sub(moved, own)]
    for imported, text in zip(rest[::2], rest[1::2], strict=True):
        parts += [whole(path.parent / imported, here), ADDRESS.sub(moved, text)]
    return "".join(parts)


def used_rules(rules, vocabulary):
    """Return the rules of which some selector can match, each with those selectors alone."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            used = [one for one in selectors(rule.prelude) if demanded(one) <= vocabulary]
            if used:
                rule.prelude = [token for one in used for token in (COMMA, *one)][1:]
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


def selectors(tokens):
    """Return the selectors of a list, each as its tokens; what is in brackets is one token."""
    found = [[]]
    for token in tokens:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def demanded(selector):
    """Return the classes that an element must have; those within :not() or :is() it need not."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}


def small(*sheets):
    """Return style sheets in one, without comments and needless space."""
    rules = tinycss2.parse_stylesheet("\n".join(sheets), True, True)
    return re.sub(r"\s*([{};,])\s*", r"\1", tinycss2.serialize(rules))
