"""Texts to the class label they begin with: `KITE TESTER 2: …`, `Kite Tester 2` on its line.

A label stands alone, is run in before its text, or is no label but the subject of a sentence
(`Kite Testers 2 inspect …`), which then stays whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.titles.groups import dotted, together
from pipeline.titles.mentions import Mention, Titles

_MARK = re.compile(r"\s*(?::{1,2}|;)\s*|\s+[-–—]{1,2}\s+")
_COMMA = re.compile(r"\s*,\s*")
_WIDE = re.compile(r"[ \t\u00a0]{2,}|\t|\s+(?=[A-Z]?[a-z])")
_APART = re.compile(r"[ \t\u00a0]{2,}|\t|\s+(?=[A-Z][a-z])")
_ARTICLE = re.compile(r"(?:An?|The)\s+(?=[A-Z])")
_JOINER = re.compile(r"\s*(?:,\s*and|,|\band|&|/)\s+(?=[A-Z])", re.IGNORECASE)
_LEVEL_FIRST = re.compile(r"(?i)[^,;.]{0,40}\b(?:level|class)\b")
_NO_WORDS = " .:;,*#()-0123456789\u00a0\n\t"  # a code or a footnote mark may stand behind
_HIGHER = re.compile(
    r"\s*,?\s*and\s+(?:(?:all|any)\s+)?(?:higher|above)(?:\s+(?:levels?|class(?:es)?|titles))?\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\s*,?\s*\(?(?:except|excepting|excluding|other\s+than)\s+(?:for\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LIMITS = re.compile(  # Kite Tester (Patterns I and II only)
    r"\s*\([^()]*\b(?:only|except|ranges?|patterns?)\b[^()]*\)(?=[\s:.*]*$)", re.IGNORECASE
)
_QUALIFIED = re.compile(r"\s*,?\s*(?:\(|and\s|except|excluding|other\s)", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.;]{0,120}?,\s+[a-z]+s\s")


class Label(NamedTuple):
    """The classes named at the start of a text and where the text itself begins.

    `kind` is "alone", "run_in" or "subject"; for a subject, `end` is the end of the title.
    """

    ordinals: tuple[int, ...]
    end: int
    kind: str


def read_label(text: str, start: int, stop: int, titles: Titles) -> Label | None:
    """The class label that `text[start:stop]` begins with, if it names classes of `titles`."""
    article = _ARTICLE.match(text, start, stop)
    joint = _joint(text, article.end() if article else start, stop, titles)
    mention = joint or together(titles, text, start, stop)
    if mention is None:
        ordinals = dotted(titles, text[start:stop])
        return Label(ordinals, stop, "alone") if ordinals else None
    if _QUALIFIED.match(text, mention.end, stop):
        mention = _higher(text, mention, stop, titles) if joint else mention
        mention = _limited(text, _excepted(text, mention, stop, titles), stop)
    if article is not None:
        return Label(mention.ordinals, mention.end, "subject")
    if not text[mention.end : stop].strip(_NO_WORDS):
        return Label(mention.ordinals, stop, "alone")
    end = _label_end(text, mention, stop)
    if end is None:
        return Label(mention.ordinals, mention.end, "subject")
    return Label(mention.ordinals, end, "run_in")


def _joint(text: str, start: int, stop: int, titles: Titles) -> Mention | None:
    """The mention at `start` together with those joined to it: `Kite Tester and Glider Pilot`."""
    mention = titles.match(text, start, stop)
    joiner = _JOINER.match(text, mention.end, stop) if mention else None
    more = _joint(text, joiner.end(), stop, titles) if joiner else None
    if mention is None or more is None or set(mention.ordinals) & set(more.ordinals):
        return mention
    return Mention((*mention.ordinals, *more.ordinals), start, more.end)


def _higher(text: str, mention: Mention, stop: int, titles: Titles) -> Mention:
    """The mention with the classes above it: `Kite Tester 2 and All Higher Levels`."""
    found = _HIGHER.match(text, mention.end, stop)
    if found is None:
        return mention
    return Mention(titles.from_ordinal(min(mention.ordinals)), mention.start, found.end())


def _excepted(text: str, mention: Mention, stop: int, titles: Titles) -> Mention:
    """The mention without the classes it makes an exception of: `All Levels Except Kite Chief`."""
    found = _EXCEPT.match(text, mention.end, stop)
    without = _joint(text, found.end(), stop, titles) if found else None
    left = tuple(o for o in mention.ordinals if without and o not in without.ordinals)
    return Mention(left, mention.start, without.end) if without and left else mention


def _limited(text: str, mention: Mention, stop: int) -> Mention:
    """The mention with a parenthesis at the end of its line that limits what the label heads."""
    found = _LIMITS.match(text, mention.end, stop)
    return Mention(mention.ordinals, mention.start, found.end()) if found else mention


def _label_end(text: str, mention: Mention, stop: int) -> int | None:
    """Where the text after a run-in label begins; `None` where the title is the subject."""
    mark = _MARK.match(text, mention.end, stop)
    if mark is not None:
        return mark.end()
    upper = text[mention.start : mention.end].isupper()
    comma = _COMMA.match(text, mention.end, stop)
    if comma is not None:
        return comma.end() if upper or not _subject(text[comma.end() : stop]) else None
    if upper and not text[mention.start : mention.end].strip().isalpha():
        wide = _WIDE.match(text, mention.end, stop)
    else:  # of one word, it is as well the subject: `ACTUARY positions are …`
        wide = _APART.match(text, mention.end, stop) if upper else None
    return wide.end() if wide is not None else None


def _subject(text: str) -> bool:
    """Whether a title before a comma is the subject: `…, under supervision, tests kites`."""
    return _LEVEL_FIRST.match(text) is None and _CLAUSE.match(text) is not None
