"""Words that name several classes by what their titles share: `All Levels`, `Level 2`, dots."""

from __future__ import annotations

import re

from pipeline.titles.forms import Name
from pipeline.titles.mentions import (
    LISTED,
    PARENTHESIS,
    Mention,
    Titles,
    read_levels,
    read_parenthetic,
)
from pipeline.titles.names import word_key, words

_TOGETHER = re.compile(
    r"(?:(?P<every>all|both|each|every)\s+(?:of\s+)?(?:the\s+)?(?:(?:above|following|other)\s+)?)?"
    r"(?P<noun>(?(every)[A-Za-z]+|levels?))(?:\s+(?:in|of)\s+(?:the|this)\s+series)?",
    re.IGNORECASE,
)
_BEGINS = frozenset("AaBbEeLl")
_CLASS_NOUNS = frozenset(("level", "class", "classe", "title", "position", "classification"))
_GAP = re.compile(r"\s*(?:\.\s?\.\s?\.|\u2026)[\s,]*|,\s+")
_DOTS = re.compile(r"\.\s?\.\s?\.|\u2026")
_LONGEST = 120


def together(titles: Titles, text: str, start: int, end: int) -> Mention | None:
    """The classes that words name by what they share: `All Levels (Night)`, `Level 2`."""
    match = _TOGETHER.match(text, start, end) if text[start : start + 1] in _BEGINS else None
    if match is None or not _is_shared(titles, match["noun"]):
        return None
    names, after = list(titles.names), match.end()
    if not match["every"]:
        levels, after = read_levels(text, after, end, {n.level for n in names if n.level})
        names = [n for n in names if n.level in levels]
    chosen: list[Name] = []
    while found := PARENTHESIS.match(text, after, end):
        more, own = read_parenthetic(found["text"], names)
        if not own:
            break
        chosen, after = [*chosen, *more], found.end()
        joiner = LISTED.match(text, after, end)
        after = joiner.end() if joiner and text.startswith("(", joiner.end()) else after
    ordinals = tuple(sorted({n.ordinal for n in chosen or names}))
    return Mention(ordinals, start, after) if ordinals else None


def _is_shared(titles: Titles, noun: str) -> bool:
    """Whether a noun stands for the classes: `levels`, `classes`, or a word of their titles."""
    key = word_key(noun)
    return key in _CLASS_NOUNS or any(key in base for n in titles.names for base in n.bases)


def dotted(titles: Titles, text: str) -> tuple[int, ...]:
    """The classes that a line with dots in place of words names."""
    if len(text) >= _LONGEST or not ("." in text or "\u2026" in text):
        return ()
    return _between(titles, text) if _DOTS.search(text) else ()


def shortened(titles: Titles, text: str) -> tuple[int, ...]:
    """The classes that a heading names by a part of their titles that it consists of.

    The part is the parenthetic (`Night`), what stands before the office that a title ends in, or
    the beginning and the end of several titles (`Kite Tester, Board of Kites`).
    """
    key = words(text)
    found = [
        name.ordinal
        for name in titles.names
        if key and (key in name.parenthetics or key == name.before_office)
    ]
    return tuple(dict.fromkeys(found)) or _between(titles, text)


def _between(titles: Titles, text: str) -> tuple[int, ...]:
    """The classes whose titles begin and end as these words do, dots or a comma between.

    `Kite Tester for …, Board of Kites (5 Classes)`; a single class is none.
    """
    parts = _GAP.split(PARENTHESIS.sub("", text), maxsplit=1)
    head, tail = ("".join(words(part)) for part in parts) if len(parts) == 2 else ("", "")
    whole = {n.ordinal: "".join(n.bases[0]) for n in titles.names}
    found = [o for o, name in whole.items() if name.startswith(head) and name.endswith(tail)]
    return tuple(found) if head and tail and len(found) > 1 else ()
