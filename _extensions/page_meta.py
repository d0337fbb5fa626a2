"""Gives each page what depends on where the book lives on the web, and a description of its own.

With the repository's address set (``repository: url``), each page links to its source, to its edit
form and to Colab; while it is unset, no page shows a link that leads nowhere. Colab opens a
notebook from the branch ``notebooks_branch``, where it has one (``tools/published.py``).

The book's address on the web is that of the repository's GitHub Pages, unless ``html: baseurl``
sets another. The picture of a link preview and the links of the page 404.html are made from it.

The description is the page's first paragraph: its question.
"""

import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes

LENGTH = 180
COLAB = "https://colab.research.google.com"


def first_paragraph(doctree):
    """Return the first paragraph as plain text, cut at a word if it is long."""
    paragraph = next(doctree.findall(nodes.paragraph), None)
    if paragraph is None:
        return ""
    text = " ".join(paragraph.astext().split())
    return text if len(text) <= LENGTH else text[:LENGTH].rsplit(" ", 1)[0] + " …"


def describe(app, pagename, templatename, context, doctree):
    """Give a page its description and what a link preview shows of it."""
    if doctree is None:
        return
    title = next(doctree.findall(nodes.title)).astext()
    text = first_paragraph(doctree)
    tags = {"og:type": "article", "og:title": title, "og:description": text}
    address = app.config.html_baseurl.rstrip("/")
    if address:
        tags["og:url"] = f"{address}/{pagename}.html"
        tags["og:image"] = f"{address}/_static/explorer.png"
    description = "".join(
        [f'<meta name="description" content="{escape(text)}">']
        + [f'<meta property="{key}" content="{escape(value)}">' for key, value in tags.items()]
    )
    context["metatags"] = context.get("metatags", "") + description
    if pagename == app.config.root_doc:
        app.env.first_page_description = description


# The book's bare address leads to its first page, and is described as that page is; the address of
# a folder leads to the first page in it.
INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={page}">
{description}
</head>
<body><p><a href="{page}">{title}</a></p></body>
</html>
"""


def write_index(app, exception):
    """Write index.html; the table of contents would write one without a title."""
    if exception is not None or app.builder.format != "html":
        return
    title = escape(app.config.html_title)
    description = app.env.first_page_description
    pages = {"index.html": f"{app.config.root_doc}.html"}
    for page in [app.config.root_doc, *pages_in_order(app.env)]:
        folder, _, name = page.rpartition("/")
        if folder:
            pages.setdefault(f"{folder}/index.html", f"{name}.html")
    for path, page in pages.items():
        if path.removesuffix(".html") not in app.env.found_docs:
            text = INDEX.format(page=page, title=title, description=description)
            Path(app.outdir, path).write_text(text, "utf-8")


def pages_in_order(environment):
    """Return the pages of the book as its table of contents has them."""
    return [page for pages in environment.toctree_includes.values() for page in pages]


def link_to_repository(app, config):
    """Show the links to the repository if, and only if, its address is set."""
    options = config.html_theme_options
    is_set = bool(options.get("repository_url"))
    options["use_repository_button"] = options["use_edit_page_button"] = is_set
    options["launch_buttons"] = {"colab_url": COLAB} if is_set else {}


def open_colab_on_own_branch(app, pagename, templatename, context, doctree):
    """Let the button for Colab lead to the branch of the published notebooks, if there is one."""
    if branch := app.config.notebooks_branch:
        sources = f"/blob/{app.config.html_theme_options['repository_branch']}/"
        buttons = [one for group in context["header_buttons"] for one in group.get("buttons", [])]
        for button in buttons:
            if button.get("url", "").startswith(COLAB):
                button["url"] = button["url"].replace(sources, f"/blob/{branch}/", 1)


def pages_address(repository):
    """Return where GitHub Pages shows a repository, or "" if this is none of GitHub."""
    found = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+?)/?", repository or "")
    if found is None:
        return ""
    owners = f"{found[1].lower()}.github.io"  # where the repository of this name stands itself
    return f"https://{owners}" + ("" if found[2].lower() == owners else f"/{found[2]}")


def find_own_address(app, config):
    """Settle where the book is read; links of the page 404.html start from there."""
    repository = config.html_theme_options.get("repository_url")
    config.html_baseurl = config.html_baseurl or pages_address(repository)
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path.rstrip("/") + "/"
    body = config.notfound_context["body"]
    config.notfound_context["body"] = body.replace('"./"', f'"{config.notfound_urls_prefix}"')


def write_title_beside_logo(app, config):
    """Show the book's title under its logo, which by itself has no name."""
    config.html_theme_options["logo"] = {"text": config.html_title, "alt_text": ""}


def setup(app):
    app.connect("config-inited", link_to_repository)
    app.connect("config-inited", find_own_address)
    app.connect("config-inited", write_title_beside_logo)
    app.add_config_value("notebooks_branch", "", "html", str)
    app.connect("html-page-context", describe)
    app.connect("html-page-context", open_colab_on_own_branch, priority=502)  # after the theme
    app.connect("build-finished", write_index, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
