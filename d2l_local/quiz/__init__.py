"""Shows the questions of a page, alive in a static page, in Jupyter and in Colab alike.

``quiz("sigmoid")`` needs no kernel once its cell has run. The questions stand in ``questions/``, a
file for each page; :mod:`d2l_local.quiz.form` makes the HTML, and ``quiz.js`` brings it to life.
"""

from d2l_local.quiz.form import Quiz
from d2l_local.quiz.questions import QUESTIONS

__all__ = ["QUESTIONS", "Quiz", "quiz"]


def quiz(page):
    """Return the questions of a page, to be shown as the last expression of a cell.

    Parameters
    ----------
    page : str
        The page's file name without folder and ending, as in ``quiz("sigmoid")``.

    Returns
    -------
    Quiz
        Displays itself.

    Raises
    ------
    ValueError
        There are no questions for this page.
    """
    if page not in QUESTIONS:
        raise ValueError(f"no questions for {page!r}; there are some for {', '.join(QUESTIONS)}")
    return Quiz(page, QUESTIONS[page])
