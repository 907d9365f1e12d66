"""Yes, no and unknown (`None`) together: the strong logic of Kleene."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.diff.values import Truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """No if one is no, else unknown if one is unknown, else yes."""
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        answer = answer and truth
    return answer


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes if one is yes, else unknown if one is unknown, else no."""
    answer: Truth = False
    for truth in truths:
        if truth is True:
            return True
        answer = None if truth is None else answer
    return answer


def negated(truth: Truth) -> Truth:
    """The opposite; the unknown stays unknown."""
    return None if truth is None else not truth
