"""What a question is: its options, an explanation for each, and the proof of the right one.

A proof computes, for each option, whether it is true; :func:`only` turns this into the place of the
true one. So it shows also that every other option is wrong. MXNet is imported where a proof needs
it, and not by the page that shows the question. A question that breaks a rule is not made: an
error names it, and says what to do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy

REASON_LENGTH = 20  # letters; a shorter reason explains nothing


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    text: str
    """Plain text with Unicode formulas; what stands between backticks is code."""
    why: str
    """Why it is right; or what is wrong about it, without giving the right one away."""
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with one right option."""

    name: str
    """Under which the reader's browser remembers it. It stays when the words change."""
    text: str
    options: tuple[Option, ...]
    proof: Callable | None = None
    """Computes the place of the right option from numbers."""
    because: str = ""
    """Why there is no proof, where there is none."""

    def __post_init__(self):
        for kept, to_do in self.rules():
            if not kept:
                raise ValueError(f"question {self.name!r}: {to_do}")

    def rules(self):
        """Yield for each rule of a question whether it is kept, and what to do if not."""
        small = re.fullmatch(r"[a-z]+(-[a-z]+)*", self.name)
        yield small, "its name is made of small letters, with a - between words"
        yield "?" in self.text, f"it asks nothing: {self.text!r}. Put a question mark into it"
        count, right = len(self.options), sum(option.right for option in self.options)
        yield 3 <= count <= 4, f"it has {count} options. Offer three or four"
        yield right == 1, f"it has {right} right options. Mark one with right=True"
        for option in self.options:
            reason = f"option {option.text!r} has the reason {option.why!r}"
            yield (
                len(option.why) >= REASON_LENGTH and option.why.endswith((".", "?", ")")),
                f"{reason}. Say why it is right, or what is wrong about it, in a sentence of at "
                f"least {REASON_LENGTH} letters",
            )
            others = [other for other in self.options if other is not option]
            own = option.text not in [other.text for other in others]
            yield own, f"two options say {option.text!r}. Give each a text of its own"
            own = option.why not in [other.why for other in others]
            yield own, f"{reason}, as another has. Give each its own"
        proven = (self.proof is None) == bool(self.because)
        yield proven, "give it a proof, or say in because= why there is none, and not both"

    @property
    def answer(self):
        """The place of the right option, from 0."""
        return only(option.right for option in self.options)


def only(claims):
    """Return the place of the one claim that is true.

    Raises
    ------
    ValueError
        None is true, or more than one.
    """
    claims = [bool(claim) for claim in claims]
    if sum(claims) != 1:
        raise ValueError(f"one claim should be true: {claims}")
    return claims.index(True)


def close(value, expected, within=1e-3):
    """Say whether a number is the expected one, up to this share of it."""
    return abs(float(value) - expected) <= within * max(abs(expected), 1e-30)


def off_affine(inputs, outputs):
    """Return how far the outputs are, at most, from the best affine function of the inputs."""
    design = numpy.column_stack([inputs, numpy.ones(len(inputs))])
    best = numpy.linalg.lstsq(design, outputs, rcond=None)[0]
    return numpy.abs(design @ best - outputs).max()
