"""Judges an answer to a part of an exercise, in the notebook and in the page.

A part is data, a list of steps: ask the answer for values on these inputs, refuse what nobody can
compare, compare with what is expected. The modules of the exercises make the data;
:func:`judge_part` goes through the steps and returns the verdict, with the same sentences wherever
it runs. So this module and those that it imports run on CPython and on MicroPython.
"""

from d2l_local.check import (  # each makes its steps known
    exercise_1_steps,
    exercise_2_steps,
    exercise_3_steps,
    exercise_4_steps,
    exercise_5_steps,
    exercise_6_steps,
    networks,
)
from d2l_local.check.asking import Unanswered, Wrong
from d2l_local.check.failing import RAISED, error_in_words
from d2l_local.check.steps import STEPS, Answered
from d2l_local.elsewhere import MET

IN_NOTEBOOK = "Run the cell in the notebook."
MIXED = f"It uses MXNet and NumPy, whose arrays do not mix; in the page they are one. {IN_NOTEBOOK}"
IN_FLOAT64 = f"It uses NumPy, which computes in float64, and the page in float32. {IN_NOTEBOOK}"

OF_NUMPY = f"It uses NumPy, whose functions take more than MXNet's, the page's. {IN_NOTEBOOK}"


def judge_part(data, *answer, prepare, needs_float64=False, may_mix=False):
    """Judge an answer by the data of its part; nothing that the answer does is raised.

    Parameters
    ----------
    data : dict
        'steps', each a dict whose 'do' names a step and whose other entries are its arguments; and
        'holds', what a right answer is told, if it is not the usual sentence.
    *answer
        What the part asks for.
    prepare : callable
        Makes an array, as the answer gets it, of its numbers row by row and its shape.
    needs_float64 : bool
        Whether the answer might fail for the rounding of float32 alone, and would not elsewhere.
    may_mix : bool
        Whether it might hold because two kinds of arrays are one here, and would raise elsewhere.

    Returns
    -------
    tuple of str
        The state ('open', 'wrong', 'notebook' or 'right'), what was seen, and a hint ('' when
        right).
    """
    verdict = judged(data, answer, prepare, needs_float64)
    if may_mix and verdict[0] == "right":
        return "notebook", MIXED, ""
    if MET:  # whatever came out, an answer that the page runs to its end may give more
        return "notebook", f"{MET[0].rstrip('.')}.", ""
    return verdict


def judged(data, answer, prepare, needs_float64):
    """Return the verdict on an answer that has all that it calls."""
    try:
        if any(one is None for one in answer) or not answer:
            raise Unanswered
        holds = taken(data, Answered(answer, prepare))
    except Unanswered:
        return "open", "Not answered yet.", "Replace None, then run the cell again."
    except Wrong as wrong:
        if needs_float64 and wrong.may_hold_elsewhere:
            return "notebook", OF_NUMPY if wrong.seen.startswith(RAISED) else IN_FLOAT64, ""
        return "wrong", wrong.seen, wrong.hint
    except Exception as error:  # an answer of a kind that nobody thought of
        return "wrong", error_in_words(error), "Run your answer by itself on one input first."
    return "right", holds or "Your answer holds on every input tried.", ""


def taken(data, answered):
    """Take all steps, and return what a right answer is told, or None."""
    said = None
    for step in data["steps"]:
        options = dict(step)
        said = STEPS[options.pop("do")](answered, **options) or said
    return data.get("holds") or said
