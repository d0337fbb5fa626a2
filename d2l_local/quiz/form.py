"""The questions of a page as HTML that needs nothing from elsewhere.

The questions are native radio buttons, and ``quiz.js``, which stands in the output, judges the
answers. Where no script runs the questions can be read, and the answers open by themselves.
"""

import html
import re
import textwrap
from importlib.resources import files

from d2l_local import palette

LETTERS = "ABCDEF"
STILL = "To answer here, run the cell or trust the notebook; in a web page, allow its script."
NO_BREAK = "\N{NO-BREAK SPACE}"


class Quiz:
    """Some questions under one name. Made by :func:`d2l_local.quiz.quiz`.

    Attributes
    ----------
    name : str
        Under which the reader's browser remembers what was answered.
    questions : sequence of d2l_local.quiz.question.Question
    """

    def __init__(self, name, questions):
        self.name, self.questions = name, questions

    def __repr__(self):
        """Return the questions and options as text, without the answers."""
        lines = []
        for number, question in enumerate(self.questions, 1):
            lines.append(wrapped(f"{number}. ", question.text))
            for letter, option in zip(LETTERS, question.options, strict=False):
                lines.append(wrapped(f"   {letter}. ", option.text))
            lines.append("")
        return "\n".join(lines).rstrip()

    def html(self):
        """Return style, questions and script as HTML that needs nothing from elsewhere."""
        forms = "".join(form(number, question) for number, question in enumerate(self.questions, 1))
        return (
            f'<style>{style()}</style><div class="quiz" role="group" aria-label="Questions" '
            f'data-name="{html.escape(self.name)}">{forms}<p class="still">{STILL}</p></div>'
            f"<script>{script()}</script>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html(), "text/plain": repr(self)}


def form(number, question):
    """Return one question as HTML, to be read; the script adds what answers it.

    Nothing in it depends on its style, so that it can also be read where scripts and styles are
    taken out (a notebook that JupyterLab does not trust, GitHub). A form of method "dialog" outside
    a dialog sends nothing anywhere.
    """
    options = "".join(
        f"<div><label><span>{letter}.</span> <span>{marked(option.text)}</span></label></div>"
        for letter, option in zip(LETTERS, question.options, strict=False)
    )
    answers = "".join(
        f"<li{' data-right' if option.right else ''}>"
        f"<strong>{letter} is {'right' if option.right else 'wrong'}.</strong> "
        f"<span>{marked(option.why)}</span></li>"
        for letter, option in zip(LETTERS, question.options, strict=False)
    )
    return (
        f'<form method="dialog" autocomplete="off" data-name="{html.escape(question.name)}">'
        f"<fieldset><legend>{number}. {marked(question.text)}</legend>{options}</fieldset>"
        f'<details class="answers"><summary>Answer to question {number}</summary>'
        f"<ul>{answers}</ul></details></form>"
    )


def marked(text):
    """Return text as HTML: code between backticks, and no line that ends inside "x = 0"."""
    text = re.sub(r"(?<= [=≤≥+−·]) ", NO_BREAK, html.escape(text))
    text = re.sub(rf"\b(\w\w?) (?=[=≤≥+−·]{NO_BREAK})", rf"\1{NO_BREAK}", text)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", text)


def wrapped(head, text):
    """Return text in lines of at most 78 characters that hang below its head."""
    indent = " " * len(head)
    return textwrap.fill(text, 78, initial_indent=head, subsequent_indent=indent)


def script():
    """Return ``quiz.js``."""
    return files(__package__).joinpath("quiz.js").read_text("utf-8")


def style():
    """Return the palette and ``quiz.css``."""
    return palette.css() + files(__package__).joinpath("quiz.css").read_text("utf-8")
