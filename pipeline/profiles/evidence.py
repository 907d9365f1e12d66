"""A text to the kinds of sections that it has headings for, before anything is segmented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_LONGEST = 90
_MOST_WORDS = 9
_REMARK = re.compile(r"\([^()\n]*\)?")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(("and", "of", "the", "for", "in", "to", "or", "as"))

Key = tuple[str, ...]
Words = tuple[str, frozenset[str], frozenset[str]]
"""A kind, the words of which one must be in its headings, and all words that may be."""


@lru_cache(maxsize=4096)
def key(heading: str) -> Key:
    """The words of a heading without case and plural."""
    return tuple(word.rstrip("s") for word in _WORD.findall(heading.casefold()))


def words(kind: str, core: Iterable[str], around: Iterable[str]) -> Words:
    """A way to compose headings of a kind, to look texts up by."""
    needed = frozenset(w for text in core for w in key(text))
    return kind, needed, needed | _SMALL | {w for text in around for w in key(text)}


def headed_kinds(text: str, known: Mapping[Key, str], composed: tuple[Words, ...]) -> set[str]:
    """The kinds of section a text prints a heading of: a whole line, or its part before a colon.

    A heading of one word must be in capitals or have a colon.
    """
    kinds = set()
    for line in text.split("\n"):
        head, colon, _ = line.strip(" \t\u00a0*•·-–—.")[: _LONGEST + 1].partition(":")
        if head[:1].isupper() and (colon or len(line) <= _LONGEST):
            found = key(_REMARK.sub("", head))
            if 1 < len(found) <= _MOST_WORDS or (len(found) == 1 and (colon or head.isupper())):
                kinds.add(known.get(found) or _composed(found, composed))
    return kinds - {""}


def _composed(found: Key, rules: tuple[Words, ...]) -> str:
    if len(found) < 2:
        return ""
    return next(
        (
            kind
            for kind, core, every in rules
            if every.issuperset(found) and not core.isdisjoint(found)
        ),
        "",
    )
