"""Mentions of class titles: `CMS 2 (HBE)` to the class it names.

A title is a base, a level and a parenthetic: `KITE TESTER 2 (NIGHT)`. Documents mention it in
the plural, shortened by their own abbreviations, with one letter wrong, or several at once
(`Kite Testers 1, 2 and 3`); `Titles.match` reads such a mention at one place of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.titles.names import (
    LEVEL,
    WORD,
    initials,
    level_key,
    similar,
    split_title,
    word_key,
    words,
)

_LEVELS = re.compile(
    rf"[\s,]*(?:levels?\s+)?(?P<first>{LEVEL})"
    rf"(?P<rest>(?:\s*(?:,\s*(?:and\b|or\b|&)?|and\b|or\b|&|/|through\b|to\b|thru\b|[-–—])\s*{LEVEL})*)",
    re.IGNORECASE,
)
_LEVEL = re.compile(LEVEL, re.IGNORECASE)
_ACRONYM = 3
_REACH, _MOST_WORDS = 400, 32
_RANGE = re.compile(r"through|thru|\bto\b|[-–—]", re.IGNORECASE)
PARENTHESIS = re.compile(r"\s*\((?P<text>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ALL = re.compile(r"\b(?:all|various|any|each)\b", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b|&)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Classes named at one place: their ordinals and where the words end."""

    ordinals: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A title as it is mentioned: every form of its base, its level, its parenthetic."""

    ordinal: int
    bases: tuple[tuple[str, ...], ...]
    level: str | None
    parenthetics: tuple[tuple[str, ...], ...]
    before_office: tuple[str, ...]


class Titles:
    """The titles of one document, by ordinal, and every way the document may mention them."""

    def __init__(
        self, titles: Iterable[tuple[int, str]], abbreviations: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`titles` are (ordinal, title), several for a class of several names; `abbreviations`
        are the (short, long) pairs that the document defines."""
        shorts = [(words(short), words(long)) for short, long in abbreviations]
        self._names = [_name(o, title, shorts) for o, title in titles]
        self._by_base: dict[tuple[str, ...], list[Name]] = {}
        for name in self._names:
            for base in name.bases:
                self._by_base.setdefault(base, []).append(name)
        self._longest_first = sorted(filter(None, self._by_base), key=lambda b: (-len(b), b))
        self._longest = max(map(len, self._by_base), default=0)
        self._first_words = {base[0] for base in self._by_base if base}
        self._begun: dict[str, list[tuple[str, ...]]] = {}

    def __len__(self) -> int:
        """How many classes there are."""
        return len({name.ordinal for name in self._names})

    def match(self, text: str, start: int = 0, end: int | None = None) -> Mention | None:
        """The mention that begins exactly at `start`, or `None`."""
        stop = len(text) if end is None else end
        first = WORD.match(text, start, stop)
        bases = self._begun_by(word_key(first.group())) if first else ()
        if not bases:
            return None
        longest = min(self._longest, _MOST_WORDS)
        found = list(islice(WORD.finditer(text, start, min(stop, start + _REACH)), longest))
        keys = [word_key(m.group()) for m in found]
        for base in bases:
            if len(base) <= len(keys) and all(map(similar, base, keys)):
                mention = self._complete(text, start, found[len(base) - 1].end(), stop, base)
                if mention is not None:
                    return mention
        return None

    def _begun_by(self, word: str) -> Sequence[tuple[str, ...]]:
        """The bases that a word may begin, the longest first."""
        if word not in self._begun:
            like = {first for first in self._first_words if similar(first, word)}
            self._begun[word] = [b for b in self._longest_first if b[0] in like] if like else []
        return self._begun[word]

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every mention in a text, from left to right, none inside another."""
        position = 0
        for word in _words_like(frozenset(self._first_words)).finditer(text):
            if word.start() < position or word_key(word.group()) not in self._first_words:
                continue
            mention = self.match(text, word.start())
            if mention is not None:
                position = mention.end
                yield mention

    @property
    def names(self) -> Sequence[Name]:
        """Every name of every class, in the order of the classes."""
        return self._names

    def from_ordinal(self, ordinal: int) -> tuple[int, ...]:
        """The ordinals of a class and of all classes listed after it."""
        return tuple(sorted({n.ordinal for n in self._names if n.ordinal >= ordinal}))

    def _complete(
        self, text: str, start: int, end: int, stop: int, base: tuple[str, ...]
    ) -> Mention | None:
        names = self._by_base[base]
        levels, after = read_levels(text, end, stop, names)
        if levels:
            end = after
            names = [n for n in names if n.level in levels]
        elif any(n.level is None for n in names):
            names = [n for n in names if n.level is None]
        names, end = read_parenthetic(text, end, stop, names, joint=len(levels) > 1)
        ordinals = tuple(dict.fromkeys(n.ordinal for n in names))
        return Mention(ordinals, start, end) if ordinals else None


@lru_cache(maxsize=64)
def _words_like(keys: frozenset[str]) -> re.Pattern[str]:
    """Finds the words (`WORD`) that may have one of these keys, as their first letter tells.

    A word that begins beyond ASCII may, too: casefolding takes some of its letters apart.
    """
    if "and" in keys:
        return WORD
    letters = sorted({re.escape(key[0].lower() + key[0].upper()) for key in keys})
    begins = r"(?<=[^\W_])(?<![^\W_].)(?<![^\W_]['’.].)"  # after the class: so it is searched fast
    return re.compile(
        rf"[{''.join(letters)}\x80-\U0010ffff]{begins}[^\W_]*(?:['’.][^\W_]+)*", re.DOTALL
    )


def _name(
    ordinal: int, title: str, shorts: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
) -> Name:
    parts = split_title(title)
    base = words(title[slice(*parts.base)])
    level = level_key(title[slice(*parts.level)]) if parts.level else None
    parenthetic = words(title[slice(*parts.parenthetic)]) if parts.parenthetic else None
    parenthetics = _variants(parenthetic, shorts) if parenthetic else ()
    bases = dict.fromkeys((*_variants(base, shorts), *_inverted(title[slice(*parts.base)])))
    return Name(ordinal, tuple(bases), level, parenthetics, words(title.partition(", ")[0]))


def _inverted(base: str) -> tuple[tuple[str, ...], ...]:
    """`KITE TESTER, SENIOR` read as it is spoken: senior kite tester."""
    head, comma, rest = base.rpartition(",")
    return ((*words(rest), *words(head)),) if comma and head.strip() else ()


def _variants(
    key: tuple[str, ...], shorts: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[tuple[str, ...], ...]:
    """A key, its initials, and what it is when abbreviations replace their long forms."""
    found = [key, *((short,) for short in sorted(initials(key)) if len(short) >= _ACRONYM)]
    for short, long in shorts:
        for at in range(len(key) - len(long) + 1):
            if long and key[at : at + len(long)] == long:
                found.append(key[:at] + short + key[at + len(long) :])
    return tuple(dict.fromkeys(found))


def read_levels(text: str, end: int, stop: int, names: Sequence[Name]) -> tuple[set[str], int]:
    """The levels listed after a base, and where the list ends; none where no class has one."""
    match = _LEVELS.match(text, end, stop)
    if match is None:
        return set(), end
    known = {n.level for n in names if n.level}
    first = level_key(match["first"])
    if first not in known:
        return ({first} if first and (first.isdigit() and known) else set()), match.end("first")
    levels, after, previous = {first}, match.end("first"), first
    for step in _LEVEL.finditer(match["rest"]):
        level = level_key(step.group())
        between = text[after : match.start("rest") + step.start()]
        if level is None or (level not in known and not level.isdigit()):
            break
        if _RANGE.search(between) and previous.isdigit() and level.isdigit():
            levels |= {str(n) for n in range(int(previous), int(level) + 1)}
        levels.add(level)
        after, previous = match.start("rest") + step.end(), level
    return {level for level in levels if level}, after


def read_parenthetic(
    text: str, end: int, stop: int, names: list[Name], *, joint: bool
) -> tuple[list[Name], int]:
    """The names that a following parenthesis leaves, and where the mention then ends.

    Without a parenthesis a title means the class without one, if there is such a class; a list
    of levels (`joint`) means every class of them.
    """
    match = PARENTHESIS.match(text, end, stop)
    plain = [n for n in names if not n.parenthetics]
    if match is None:
        return names if joint else plain or names, end
    if _ALL.search(match["text"]) and not any(_holds(n, match["text"]) for n in names):
        return names, match.end()
    chosen = [n for n in names if _holds(n, match["text"])]
    for part in LISTED.split(match["text"]) if not chosen else ():
        chosen += [n for n in names if n not in chosen and _holds(n, part)]
    if chosen:
        return chosen, match.end()
    return plain, end


def _holds(name: Name, text: str) -> bool:
    """Whether a parenthesis is the name's own: its words, or their initials (`HBE`)."""
    key = words(text)
    if any(len(p) == len(key) and all(map(similar, p, key)) for p in name.parenthetics):
        return True
    short = "".join(c for c in text.casefold() if c.isalnum())
    return text.isupper() and any(short in initials(p) for p in name.parenthetics if len(p) > 1)
