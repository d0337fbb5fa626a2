"""Print the sentences that nothing holds, page by page, to be read before a release.

    python -m tools.proofread [SINCE]

What a page claims in words is held by its claims, in tests/prose/claims/: the words, and what must
be true of them. Numbers and displayed formulas are held by tests of their own. What is left only a
person can see: each sentence is printed, what a claim holds of it in angle brackets, with a plus if
it was not there at SINCE (default: the last tag). Questions, headings and formulas are left out.
"""

import re
import subprocess
import sys
import textwrap

import nbformat
import yaml

from tools.pages import ENDINGS, ROOT, pages
from tools.reading import blocks_of

CLAIMS = ROOT / "tests" / "prose" / "claims"
WORD = re.compile(r"[^\W\d_]{4,}")
WIDTH = 100


def claims_of(page):
    """Return the claims of a page: of each its words, and what makes them true."""
    path = CLAIMS / f"{page.rpartition('/')[2]}.yml"
    return (yaml.safe_load(path.read_text("utf-8")) or []) if path.is_file() else []


def words_of(claim):
    """Return the words of a claim, stretch by stretch, as they stand on the page."""
    says = claim["says"]
    return [" ".join(words.split()) for words in (says if isinstance(says, list) else [says])]


def paragraphs(text):
    """Yield the paragraphs, entries and rows of a Markdown text, without headings and formulas."""
    for block in blocks_of(text):
        if not block.is_heading and not any(piece.kind == "display" for piece in block.pieces):
            yield " ".join(block.words.split()).strip(" |")


def source_of(page, ending, text):
    """Return the Markdown of a page from the text of its file."""
    if ending == ".md":
        return text
    cells = nbformat.v4.reads(text).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def stored(page):
    """Return where a page is stored, as in 'chapters/relu.ipynb', and its Markdown."""
    (ending,) = [end for end in ENDINGS if (ROOT / f"{page}{end}").is_file()]
    name = f"{page}{ending}"
    return name, source_of(page, ending, (ROOT / name).read_text("utf-8"))


def sentences(paragraph):
    """Yield the sentences of a paragraph, each with the place where it begins."""
    start = 0
    for end in [*re.finditer(r"(?<![A-Z])[.!?][)»”’'\"]*\s+(?=[^a-z\s])", paragraph), None]:
        stop = end.end() if end else len(paragraph)
        yield start, paragraph[start:stop].strip()
        start = stop


def stretches(paragraph, claims):
    """Return where a paragraph says the words of claims: starts and ends, in order."""
    found = []
    for words in (words for claim in claims for words in words_of(claim)):
        at = paragraph.find(words)
        found += [(at, at + len(words))] if at >= 0 else []
    return sorted(found)


def marked(start, sentence, held):
    """Return a sentence with what is held of it in brackets, and what is left of it without."""
    inside = [any(a <= start + k < b for a, b in held) for k in range(len(sentence))]
    text, left, before = "", "", False
    for letter, now in zip(sentence, inside, strict=True):
        text += "‹" * (now and not before) + "›" * (before and not now) + letter
        left += " " if now else letter
        before = now
    return text + "›" * before, left


def unheld(text, claims):
    """Yield the sentences of a Markdown text that are not wholly held, each also marked."""
    for paragraph in paragraphs(text):
        held = stretches(paragraph, claims)
        for start, sentence in sentences(paragraph):
            shown, left = marked(start, sentence, held)
            prose = re.sub(r"\$[^$]*\$|`[^`]*`", "", left)
            if WORD.search(prose):
                yield sentence, shown


def git(*arguments):
    """Return what git says, or None where it fails or is not there."""
    try:
        run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return run.stdout if run.returncode == 0 else None


def said_before(name, since):
    """Return the sentences of a page at a commit; none where it was not there."""
    text = git("show", f"{since}:{name}") if since else None
    if text is None:
        return set()
    source = source_of(name, name[name.rindex(".") :], text)
    return {sentence for one in paragraphs(source) for _, sentence in sentences(one)}


def main(since=None):
    since = since or (git("describe", "--tags", "--abbrev=0") or "").strip()
    if since and git("rev-parse", "--verify", f"{since}^{{commit}}") is None:
        sys.exit(f"git knows no {since}. Name a tag or a commit:  make proofread SINCE=v1.0")
    print(f"What is new since {since} has a plus." if since else "No tag yet: all is new.")
    total = new = 0
    for page in pages():
        name, text = stored(page)
        before = said_before(name, since)
        found = list(unheld(text, claims_of(page)))
        print(f"\n{page}: {len(found)} sentences")
        for sentence, shown in found:
            sign = " " if sentence in before else "+"
            new += sign == "+"
            print(textwrap.fill(shown, WIDTH, initial_indent=f"{sign} ", subsequent_indent="  "))
        total += len(found)
    print(f"\n{total} sentences to read, {new} of them new")


if __name__ == "__main__":
    main(*sys.argv[1:])
