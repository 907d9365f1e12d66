"""Schooling that a person has to whether it is the schooling that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.logic import all_of, any_of
from pipeline.diff.trees import Leaf, Words
from pipeline.diff.values import Truth

LEVELS = ("high_school", "some_college", "associate", "bachelor", "master", "doctorate")
"""Each counts as every level before it. `certificate` and `professional` stand beside."""

_NEVER = {"certificate": LEVELS[1:], "professional": ()}
_NEVER_BY = {"certificate": LEVELS, "professional": LEVELS[:-1]}
_MINOR = frozenset(["and", "or", "of", "the", "in", "a", "an"])
_OPEN = frozenset(["related", "similar", "relevant", "appropriate", "equivalent", "field"])


def schooling(wanted: Leaf, given: Sequence[Leaf]) -> Truth:
    """Whether one of the given degrees is the wanted one; credits of several may add up."""
    degrees = [leaf for leaf in given if leaf.kind == "education"]
    found = any_of(_is(degree, wanted) for degree in degrees)
    counted = sum(degree.credits is not None for degree in degrees)
    return None if found is False and wanted.credits and counted > 1 else found


def _is(held: Leaf, wanted: Leaf) -> Truth:
    return all_of((_level(held.level, wanted.level), _fields(held, wanted), _credits(held, wanted)))


def _level(held: str | None, wanted: str | None) -> Truth:
    if held == wanted:
        return True
    if held in LEVELS and wanted in LEVELS:
        return LEVELS.index(held) > LEVELS.index(wanted)
    if wanted in _NEVER.get(held or "", ()) or held in _NEVER_BY.get(wanted or "", ()):
        return False
    return None


def _fields(held: Leaf, wanted: Leaf) -> Truth:
    """Whatever field the degree is in must be wanted; `[]` is any field."""
    if not wanted.fields:
        return True
    if not held.fields:
        return False
    return all_of(any_of(_field(one, two) for two in wanted.fields) for one in held.fields)


def _field(held: Words, wanted: Words) -> Truth:
    """Names of other words are other fields, unless one holds all words of the other."""
    one, two = set(held) - _MINOR, set(wanted) - _MINOR
    if one == two:
        return True
    return None if one <= two or two <= one or _OPEN & (one | two) else False


def _credits(held: Leaf, wanted: Leaf) -> Truth:
    """Credits are compared within a level; a higher level may hold any number of them."""
    if wanted.credits is None:
        return True if held.credits is None or not wanted.fields else None
    if held.credits is not None and held.credits >= wanted.credits:
        return True
    if held.level != wanted.level or (held.credits is None and held.fields):
        return None
    return False
