"""Lets a page link to a word of the glossary: ``[rank](../reference/glossary.md#term-rank)``.

Such a link is plain Markdown, which leads to the glossary in Jupyter and Colab as well. MyST looks
for what stands behind the # among the headings of the page; here the glossary's words are put
beside them. A word that the glossary lacks fails the build.
"""

from docutils import nodes


def add_terms(app, doctree):
    """Put the words that a page explains among the places that links may lead to."""
    places = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for term in doctree.findall(nodes.term):
        for name in term["ids"]:
            places[name] = (term.line, name, term.astext())


def setup(app):
    app.connect("doctree-read", add_terms)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
