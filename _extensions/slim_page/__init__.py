"""Takes out of the built pages what they do not use.

The standard theme loads an icon script of 1.5 MB, a style sheet for every component of Bootstrap,
and the search index on each page; Jupyter Book adds what speaks to kernels (``thebe``). When the
book is built, this extension rewrites each page (``html``), puts the rules that are used into one
style sheet (``css``), and cuts the icon font down (``icons``); and each page says what it may run
(``policy``). The order matters: style sheets are cut by the classes of pages that are already
rewritten, and icons by the rules that are left.
"""

from pathlib import Path

from slim_page.css import classes_of, purged, small, words_of_scripts
from slim_page.html import (
    INLINE,
    OF_OUR_OWN,
    ONE_SHEET,
    UNUSED,
    mended,
    with_drawings,
    with_one_sheet,
    with_waiting_scripts,
    without_blanks,
    without_plain_marks,
    without_repeats,
    without_styles,
    without_unused,
)
from slim_page.icons import cut_icon_font
from slim_page.policy import handlers_of, with_policy
from slim_page.thebe import keep_thebe_out


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
        text, found = with_one_sheet(without_blanks(text))
        sheets += [sheet for sheet in found if sheet not in sheets]
        text = with_drawings(without_repeats(with_waiting_scripts(text, options)))
        page.write_text(mended(without_plain_marks(text)), "utf-8")
    handlers = sorted({one for page in pages for one in handlers_of(page.read_text("utf-8"))})
    for page in pages:
        page.write_text(with_policy(page.read_text("utf-8"), handlers), "utf-8")
    vocabulary = classes_of(pages) | words_of_scripts(static)
    rules = [purged(static, sheet, vocabulary) for sheet in sheets] + [small(*styles)]
    (static / ONE_SHEET).write_text("\n".join(rules), "utf-8")
    cut_icon_font(static)
    for sheet in sheets:
        (static / sheet).unlink()
    for pattern in ("*.map", "*macros.html", "basic.css", *(f"{name}*.*" for name in UNUSED)):
        for unused in list(static.rglob(pattern)):
            unused.unlink()


def setup(app):
    app.connect("builder-inited", keep_thebe_out)
    app.connect("env-updated", write_every_page)
    app.connect("build-finished", slim, priority=900)  # after the theme has written its own
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
