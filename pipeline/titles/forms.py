"""A title to the forms in which a document may print it: initials, abbreviations, turned round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.titles.names import initials, level_key, split_title, words

Key = tuple[str, ...]
"""Word keys of a text, in order."""

_ACRONYM = 3


class Name(NamedTuple):
    """A title as it is mentioned: every form of its base, its level, its parenthetic."""

    ordinal: int
    bases: tuple[Key, ...]
    level: str | None
    parenthetics: tuple[Key, ...]
    before_office: Key


def name_forms(ordinal: int, title: str, shorts: Sequence[tuple[Key, Key]]) -> Name:
    """The forms of a title; `shorts` are the (short, long) forms that the document defines."""
    parts = split_title(title)
    base = title[slice(*parts.base)]
    level = level_key(title[slice(*parts.level)]) if parts.level else None
    parenthetic = words(title[slice(*parts.parenthetic)]) if parts.parenthetic else ()
    parenthetics = _variants(parenthetic, shorts) if parenthetic else {}
    bases = _variants(words(base), shorts) | _inverted(base)
    office = words(title.partition(", ")[0])
    return Name(ordinal, tuple(bases), level, tuple(parenthetics), office)


def _inverted(base: str) -> dict[Key, None]:
    """`KITE TESTER, SENIOR` read as it is spoken: senior kite tester."""
    head, comma, rest = base.rpartition(",")
    return {(*words(rest), *words(head)): None} if comma and head.strip() else {}


def _variants(key: Key, shorts: Sequence[tuple[Key, Key]]) -> dict[Key, None]:
    """A key, its initials, and what it is when abbreviations replace their long forms."""
    found: dict[Key, None] = {key: None}
    if len(key) >= _ACRONYM:
        found |= {(short,): None for short in sorted(initials(key)) if len(short) >= _ACRONYM}
    for short, long in shorts:
        if long and long[0] in key:
            for at in range(len(key) - len(long) + 1):
                if key[at : at + len(long)] == long:
                    found[key[:at] + short + key[at + len(long) :]] = None
    return found
