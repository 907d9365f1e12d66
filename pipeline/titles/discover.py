"""Texts to the titles their labels show, for documents that lost the titles of their header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.titles.names import LEVEL, levelled, title_shaped, words

_BEFORE_MARK = re.compile(r"(?P<title>[A-Z][^:;\n]{2,110}?)\s*(?::{1,2}|;)\s+(?=\S)")
_BEFORE_LOWER = re.compile(
    r"(?P<title>[A-Z][A-Z0-9\s,&/'’().-]*[A-Z0-9)])(?:\s*(?::{1,2}|[;,])|\s[-–—])?\s+(?=[A-Z]?[a-z])"
)
_EDGE = " :;,\u00a0\n\t"
Pieces = tuple[tuple[int, int], ...]


def discover(texts: Sequence[str]) -> list[tuple[int, Pieces]]:
    """Titles known only from the labels that texts begin with, in order of first appearance.

    A label counts as a title when it ends in a level, or is in upper case and comes again. Each
    title is the index of its text and the offsets of its pieces there (`KITE TESTER`, `2`).
    """
    seen: dict[tuple[str, ...], tuple[int, Pieces, bool, int]] = {}
    for index, text in enumerate(texts):
        for pieces in _candidates(text):
            title = " ".join(text[start:end] for start, end in pieces)
            key = words(title)
            first = seen.get(key, (index, pieces, levelled(title), 0))
            certain = levelled(title) or (title.isupper() and first[3] > 0)
            seen[key] = (first[0], first[1], first[2] or certain, first[3] + 1)
    return [(index, pieces) for index, pieces, certain, _ in seen.values() if certain]


def _candidates(text: str) -> list[Pieces]:
    """The titles in the title-shaped words that a text begins with or consists of."""
    start = len(text) - len(text.lstrip())
    whole = text.strip(_EDGE)
    if len(whole) <= 110 and title_shaped(whole):
        return _each_level(text, start, start + len(whole))
    for pattern in (_BEFORE_LOWER, _BEFORE_MARK):
        match = pattern.match(text, start)
        if match is not None and title_shaped(match["title"]):
            return _each_level(text, *match.span("title"))
    return []


def _each_level(text: str, start: int, end: int) -> list[Pieces]:
    """One title, or one for each level of a joint label (`KITE TESTER 1, 2 AND 3`)."""
    joint = _JOINT.fullmatch(text, start, end)
    if joint is None:
        return [((start, end),)]
    base = joint.span("base")
    return [(base, step.span()) for step in re.finditer(LEVEL, text[: joint.end("list")])
            if step.start() >= joint.start("list")]


_JOINT = re.compile(
    rf"(?P<base>\S.*?)\s+(?P<list>{LEVEL}(?:\s*(?:,\s*(?:and\b|&)?|and\b|&)\s*{LEVEL})+)",
    re.IGNORECASE | re.DOTALL,
)
