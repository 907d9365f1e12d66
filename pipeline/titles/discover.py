"""Texts to the titles their labels show, for documents that lost the titles of their header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.titles.mentions import Mention, Titles
from pipeline.titles.names import LEVEL, levelled, split_title, title_shaped, words

_BEFORE_MARK = re.compile(r"(?P<title>[A-Z][^:;\n]{2,110}?)\s*(?::{1,2}|;)\s+(?=\S)")
_BEFORE_LOWER = re.compile(
    r"(?P<title>[A-Z][A-Z0-9\s,&/'’().-]*[A-Z0-9)])(?:\s*(?::{1,2}|[;,])|\s[-–—])?\s+(?=[A-Z]?[a-z])"
)
_ARTICLE = re.compile(r"(?:An?|The)\s", re.IGNORECASE)
_EDGE = " :;,\u00a0\n\t"
Pieces = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Seen:
    """A candidate title: where it came first, and what speaks for it."""

    index: int
    pieces: Pieces
    title: str
    run_in: int = 0
    alone: int = 0

    @property
    def certain(self) -> bool:
        """A title has a level, or stands before its text in upper case, or comes again.

        What always stands alone and has neither is a theme of the duties as likely as a title.
        """
        if levelled(self.title):
            return True
        if len(words(self.title)) < 2:
            return False
        return self.run_in > 0 and (self.title.isupper() or self.run_in + self.alone > 1)


@dataclass(frozen=True, slots=True)
class Discovered:
    """A title found in a label: the index of its text, the offsets of its pieces there, its names.

    A joint label (`KITE TESTERS 1 AND 2`) gives a title of two pieces for each level. `names`
    are the title as first printed and the other forms it is labelled with (`KT 1`).
    """

    index: int
    pieces: Pieces
    names: tuple[str, ...]


def discover(texts: Sequence[str]) -> list[Discovered]:
    """Titles known only from the labels that texts begin with, in order of first appearance."""
    seen: dict[tuple[str, ...], _Seen] = {}
    for index, text in enumerate(texts):
        found, run_in = _candidates(text)
        for pieces in found:
            title = " ".join(text[start:end] for start, end in pieces)
            known = seen.setdefault(words(title), _Seen(index, pieces, title))
            known.run_in += run_in
            known.alone += not run_in
    certain = [known for known in seen.values() if known.certain]
    kept = certain or [known for known in seen.values() if _spoken_of(known, texts)]
    merged: list[tuple[Titles, list[_Seen]]] = []
    for known in kept:
        titles = Titles([(1, known.title)])
        for others, forms in merged:
            if _same(known.title, titles, forms[0].title, others):
                forms.append(known)
                break
        else:
            merged.append((titles, [known]))
    return [
        Discovered(forms[0].index, forms[0].pieces, tuple(" ".join(f.title.split()) for f in forms))
        for _, forms in merged
    ]


def _same(one: str, titles: Titles, other: str, others: Titles) -> bool:
    """Whether two titles are one, one of them by its initials: `KT 1`, `Kite Tester 1`."""
    part, another = split_title(one), split_title(other)
    if bool(part.level) != bool(another.level):
        return False
    if bool(part.parenthetic) != bool(another.parenthetic):
        return False
    return _is_whole(titles.match(other), other) or _is_whole(others.match(one), one)


def _is_whole(mention: Mention | None, text: str) -> bool:
    return mention is not None and mention.end == len(text)


def _spoken_of(known: _Seen, texts: Sequence[str]) -> bool:
    """Whether a lone run-in label of several words is named in other paragraphs too."""
    if not known.run_in or len(words(known.title)) < 2:
        return False
    name = " ".join(known.title.split()).casefold()
    return any(name in " ".join(t.split()).casefold() for t in texts if t != texts[known.index])


def _candidates(text: str) -> tuple[list[Pieces], bool]:
    """The titles a text begins with or consists of, and whether text follows them."""
    start = len(text) - len(text.lstrip())
    if _ARTICLE.match(text, start):
        return [], False
    whole = text.strip(_EDGE)
    if len(whole) <= 110 and title_shaped(whole):
        return _each_level(text, start, start + len(whole)), False
    marked = ":" in text or ";" in text
    for pattern in (_BEFORE_LOWER, _BEFORE_MARK) if marked else (_BEFORE_LOWER,):
        match = pattern.match(text, start)
        if match is not None and title_shaped(match["title"]):
            return _each_level(text, *match.span("title")), True
    return [], False


def _each_level(text: str, start: int, end: int) -> list[Pieces]:
    """One title, or one for each level of a joint label (`KITE TESTER 1, 2 AND 3`)."""
    joint = _JOINT.fullmatch(text, start, end)
    if joint is None:
        return [((start, end),)]
    base = joint.span("base")
    return [
        (base, step.span())
        for step in re.finditer(LEVEL, text[: joint.end("list")])
        if step.start() >= joint.start("list")
    ]


_JOINT = re.compile(
    rf"(?P<base>\S.*?)\s+(?P<list>{LEVEL}(?:\s*(?:,\s*(?:and\b|&)?|and\b|&)\s*{LEVEL})+)",
    re.IGNORECASE | re.DOTALL,
)
