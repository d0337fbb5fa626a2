"""Makes MathML of the LaTeX of formulas when the book is built: no page loads a script for them."""

import re
from functools import lru_cache
from html import escape

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

logger = logging.getLogger(__name__)


@lru_cache
def converter():
    """Return the converter from LaTeX to MathML Core."""
    return LatexToMathML(fancy_error=False, annotation=True)


def to_mathml(latex, node, *, block):
    """Return MathML for a formula; warn, so that the build fails, if it cannot be converted."""
    # The font's prime stands raised by itself; as a superscript it would be raised twice.
    upright = re.sub(r"\\(?:operatorname\{(\w+)\}|(tanh))'", r"\\mathrm{\1\2}'", latex)
    raised = upright.replace("'", r"\prime{}")
    try:
        return converter().convert_with_local_state(raised, displaystyle=block)
    except LatexError as error:
        logger.warning("formula %r: %s", latex, error, location=node)
        return f"<code>{escape(latex)}</code>"


def visit_inline(translator, node):
    translator.body.append(to_mathml(node.astext(), node, block=False))
    raise nodes.SkipNode


def visit_block(translator, node):
    latex = node.astext()
    if r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    translator.body.append(translator.starttag(node, "div", CLASS="math", tabindex="0"))
    translator.body.append(to_mathml(latex, node, block=True))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({node["number"]})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>")
    raise nodes.SkipNode


def hold_punctuation(app, doctree, docname):
    """Keep a full stop or a comma on the line of the formula that it follows."""
    for formula in list(doctree.findall(nodes.math)):
        place = formula.parent.index(formula)
        after = formula.next_node(descend=False, siblings=True)
        found = re.match(r"[.,;:!?)\]]+", after) if isinstance(after, nodes.Text) else None
        if found:
            held = nodes.inline("", "", formula.deepcopy(), nodes.Text(found[0]), classes=["held"])
            formula.parent[place : place + 2] = [held, nodes.Text(after[found.end() :])]


def setup(app):
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("doctree-resolved", hold_punctuation)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
