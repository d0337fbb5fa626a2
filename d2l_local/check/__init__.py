"""The self-checks of the exercises: say whether an answer holds, and if not, where it fails.

``check('1a', tanh_derivative)`` as the last line of a cell judges what the reader's function does,
on grids and random inputs, never how it is written. It says on which input it fails and gives a
hint that leads on; it never shows the answer. An unanswered cell is told so, and nothing here
raises for a wrong answer, whatever it does.

The parts of each exercise stand in a module of their own (``exercise_1.py``, ...), as data that the
page judges by as well; ``parts.py`` says how.
"""

import importlib
import pkgutil

from d2l_local.check.parts import PARTS, page_data
from d2l_local.check.verdict import Verdict, judge

__all__ = ["PARTS", "Verdict", "check", "page_data"]


def check(name, *answer):
    """Judge the answer to one part of an exercise.

    Parameters
    ----------
    name : str
        The part: '1a', '1b interval', ...
    *answer
        What the part asks for: a function, a number, an array, a list.

    Returns
    -------
    Verdict
        Displays itself: right, wrong with a hint, or not answered yet.

    Raises
    ------
    ValueError
        There is no such part. A wrong answer raises nothing.
    """
    if name not in PARTS:
        raise ValueError(f"no part {name!r}; there are {', '.join(sorted(PARTS))}")
    return judge(PARTS[name], answer)


for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    importlib.import_module(_module.name)  # each registers its parts
