"""Style sheets, cut down to the rules that some page or script of the book can use."""

import posixpath
import re

import tinycss2

from slim_page.html import ONE_SHEET

# Of Bootstrap's script, the classes that it may set on this book's pages.
BOOTSTRAP = ("tooltip", "bs-tooltip", "dropdown", "collaps", "show", "fade", "active", "disabled")
SCRIPTS = ("*.js", "scripts/*.js", "page_python/edit*.js")  # of those that set classes
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")


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


def small(*sheets):
    """Return style sheets in one, without comments and needless space."""
    rules = tinycss2.parse_stylesheet("\n".join(sheets), True, True)
    return re.sub(r"\s*([{};,])\s*", r"\1", tinycss2.serialize(rules))
