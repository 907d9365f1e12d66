"""A title to the forms in which a document may print it: initials, abbreviations, turned round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.titles.names import initials, level_key, split_title, words

Key = tuple[str, ...]
"""Word keys of a text, in order."""

_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A title as it is mentioned: every form of its base, its level, its parenthetic."""

    ordinal: int
    bases: tuple[Key, ...]
    level: str | None
    parenthetics: tuple[Key, ...]
    before_office: Key


def name_forms(ordinal: int, title: str, shorts: Sequence[tuple[Key, Key]]) -> Name:
    """The forms of a title; `shorts` are the (short, long) forms that the document defines."""
    parts = split_title(title)
    base = words(title[slice(*parts.base)])
    level = level_key(title[slice(*parts.level)]) if parts.level else None
    parenthetic = words(title[slice(*parts.parenthetic)]) if parts.parenthetic else None
    parenthetics = _variants(parenthetic, shorts) if parenthetic else ()
    bases = dict.fromkeys((*_variants(base, shorts), *_inverted(title[slice(*parts.base)])))
    return Name(ordinal, tuple(bases), level, parenthetics, words(title.partition(", ")[0]))


def _inverted(base: str) -> tuple[Key, ...]:
    """`KITE TESTER, SENIOR` read as it is spoken: senior kite tester."""
    head, comma, rest = base.rpartition(",")
    return ((*words(rest), *words(head)),) if comma and head.strip() else ()


def _variants(key: Key, shorts: Sequence[tuple[Key, Key]]) -> tuple[Key, ...]:
    """A key, its initials, and what it is when abbreviations replace their long forms."""
    found = [key, *((short,) for short in sorted(initials(key)) if len(short) >= _ACRONYM)]
    for short, long in shorts:
        for at in range(len(key) - len(long) + 1):
            if long and key[at : at + len(long)] == long:
                found.append(key[:at] + short + key[at + len(long) :])
    return tuple(dict.fromkeys(found))
