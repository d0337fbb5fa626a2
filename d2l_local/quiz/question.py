"""What a question is: its options, an explanation for each, and the proof of the right one.

A proof computes, for each option, whether it is true; :func:`only` turns this into the place of the
true one. So it shows also that every other option is wrong. MXNet is imported where a proof needs
it, and not by the page that shows the question.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy


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
