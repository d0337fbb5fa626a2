"""Right and wrong answers to the parts of the exercises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cases:
    """Answers that must pass, and wrong answers with a piece of the hint meant for each.

    An answer that is a tuple is passed as several arguments. ``scaled`` says whether the answer is
    made of numbers, so that one that is 1 % off must fail.
    """

    right: list
    wrong: list
    scaled: bool = True
