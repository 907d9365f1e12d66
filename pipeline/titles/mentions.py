"""Mentions of class titles: `CMS 2 (HBE)` to the class it names.

A title is a base, a level and a parenthetic: `KITE TESTER 2 (NIGHT)`. Documents mention it in
the plural, shortened by their own abbreviations, with one letter wrong, or several at once
(`Kite Testers 1, 2 and 3`); `Titles.match` reads such a mention at one place of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from pipeline.titles.forms import Key, Name, name_forms
from pipeline.titles.names import LEVEL, WORD, initials, level_key, similar, word_key, words

_LEVELS = re.compile(
    rf"[\s,]*(?:levels?\s+)?(?P<first>{LEVEL})"
    rf"(?P<rest>(?:\s*(?:,\s*(?:and\b|or\b|&)?|and\b|or\b|&|/|through\b|to\b|thru\b|[-–—])\s*{LEVEL})*)",
    re.IGNORECASE,
)
_LEVEL = re.compile(LEVEL, re.IGNORECASE)
_REACH, _MOST_WORDS = 400, 32
_RANGE = re.compile(r"through|thru|\bto\b|[-–—]", re.IGNORECASE)
PARENTHESIS = re.compile(r"\s*\((?P<text>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ALL = re.compile(r"\b(?:all|various|any|each)\b", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_NO_LEVELS: frozenset[str] = frozenset()


class Mention(NamedTuple):
    """Classes named at one place: their ordinals and where the words end."""

    ordinals: tuple[int, ...]
    start: int
    end: int


class _Base:
    """The names that share a base, and which of them it means by what stands behind it.

    Documents say the same few things over and over: each is settled once.
    """

    def __init__(self, key: Key) -> None:
        self.key = key
        self.names: list[Name] = []
        self.levels: set[str] = set()
        self._meant: dict[tuple[frozenset[str], str | None], tuple[tuple[int, ...], bool]] = {}

    def add(self, name: Name) -> None:
        """Add a name that has this base."""
        self.names.append(name)
        if name.level:
            self.levels.add(name.level)

    def meant(self, levels: frozenset[str], within: str | None) -> tuple[tuple[int, ...], bool]:
        """The ordinals of these levels, and whether the mention has the parenthesis behind them.

        Without a parenthesis (`within` is `None`) a title means the class without one, if there
        is such a class; a list of levels means every class of them.
        """
        known = self._meant.get((levels, within))
        if known is None:
            names = [n for n in self.names if (n.level in levels if levels else n.level is None)]
            names, own = names if levels else names or self.names, False
            if within is not None:
                names, own = read_parenthetic(within, names)
            elif len(levels) < 2:
                names = [n for n in names if not n.parenthetics] or names
            known = tuple(dict.fromkeys([n.ordinal for n in names])), own
            self._meant[levels, within] = known
        return known


class Titles:
    """The titles of one document, by ordinal, and every way the document may mention them."""

    def __init__(
        self, titles: Iterable[tuple[int, str]], abbreviations: Sequence[tuple[str, str]] = ()
    ) -> None:
        """`titles` are (ordinal, title), several for a class of several names; `abbreviations`
        are the (short, long) pairs that the document defines."""
        shorts = [(words(short), words(long)) for short, long in abbreviations]
        self._names = [name_forms(o, title, shorts) for o, title in titles]
        self._count = len({name.ordinal for name in self._names})
        bases: dict[Key, _Base] = {}
        for name in self._names:
            for key in name.bases:
                if key not in bases and 0 < len(key) <= _MOST_WORDS:
                    bases[key] = _Base(key)
                if key in bases:
                    bases[key].add(name)
        self._longest_first = sorted(bases.values(), key=lambda base: (-len(base.key), base.key))
        self._first_words = {key[0] for key in bases}
        self._letters = "".join(sorted({word[0] for word in self._first_words}))
        self._begun: dict[str, list[_Base]] = {}

    def __len__(self) -> int:
        """How many classes there are."""
        return self._count

    def match(self, text: str, start: int = 0, end: int | None = None) -> Mention | None:
        """The mention that begins exactly at `start`, or `None`."""
        stop = len(text) if end is None else end
        first = WORD.match(text, start, stop)
        return self._match(text, first, word_key(first.group()), stop) if first else None

    def _match(self, text: str, first: re.Match[str], key: str, stop: int) -> Mention | None:
        """The mention that begins with a word, whose key is given."""
        if key[0] not in self._letters:
            return None
        start, end = first.span()
        keys, ends = [key], [end]
        more: Iterator[re.Match[str]] | None = None
        for base in self._begun_by(key):
            for at, word in enumerate(base.key):
                if at == len(keys):
                    more = more or WORD.finditer(text, end, min(stop, start + _REACH))
                    found = next(more, None)
                    if found is None:
                        break
                    keys.append(word_key(found.group()))
                    ends.append(found.end())
                if word != keys[at] and not similar(word, keys[at]):
                    break
            else:
                mention = _complete(text, start, ends[len(base.key) - 1], stop, base)
                if mention is not None:
                    return mention
        return None

    def _begun_by(self, word: str) -> list[_Base]:
        """The bases that a word may begin, the longest first."""
        found = self._begun.get(word)
        if found is None:
            like = {first for first in self._first_words if similar(first, word)}
            found = [b for b in self._longest_first if b.key[0] in like] if like else []
            self._begun[word] = found
        return found

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every mention in a text, from left to right, none inside another."""
        firsts, position = self._first_words, 0
        pattern = WORD if "and" in firsts else _words_like(self._letters)
        for word in pattern.finditer(text) if firsts else ():
            if word.start() < position:
                continue
            key = word_key(word.group())
            mention = self._match(text, word, key, len(text)) if key in firsts else None
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


@lru_cache(maxsize=512)
def _words_like(letters: str) -> re.Pattern[str]:
    """Finds the words (`WORD`) whose keys may begin with these letters, as their own first tells.

    A word that begins beyond ASCII may, too: casefolding takes some of its letters apart. The
    class names the letters that may not, for one that reaches beyond ASCII is slow to compile.
    """
    others = re.escape("".join(c for c in map(chr, range(128)) if c.casefold() not in letters))
    begins = r"(?<=[^\W_])(?<![^\W_].)(?<![^\W_]['’.].)"  # after the class: so it is searched fast
    return re.compile(rf"[^{others}]{begins}[^\W_]*(?:['’.][^\W_]+)*", re.DOTALL)


def _complete(text: str, start: int, end: int, stop: int, base: _Base) -> Mention | None:
    """The mention whose base ends at `end`, with its levels and its parenthesis."""
    levels, end = read_levels(text, end, stop, base.levels)
    behind = PARENTHESIS.match(text, end, stop)
    ordinals, own = base.meant(levels, behind["text"] if behind else None)
    end = behind.end() if behind and own else end
    return Mention(ordinals, start, end) if ordinals else None


def read_levels(
    text: str, end: int, stop: int, known: AbstractSet[str]
) -> tuple[frozenset[str], int]:
    """The levels listed after a base, and where the list ends.

    There are none where no class has a level (`known`), or none that is known or a number.
    """
    match = _LEVELS.match(text, end, stop) if known else None
    first = level_key(match["first"]) if match else None
    if match is None or first is None or not (first in known or first.isdigit()):
        return _NO_LEVELS, end
    after = match.end("first")
    if first not in known or not match["rest"]:
        return frozenset((first,)), after
    levels, previous = {first}, first
    for step in _LEVEL.finditer(match["rest"]):
        level = level_key(step.group())
        between = text[after : match.start("rest") + step.start()]
        if level is None or (level not in known and not level.isdigit()):
            break
        if _RANGE.search(between) and previous.isdigit() and level.isdigit():
            levels |= {str(n) for n in range(int(previous), int(level) + 1)}
        levels.add(level)
        after, previous = match.start("rest") + step.end(), level
    return frozenset(levels), after


def read_parenthetic(text: str, names: list[Name]) -> tuple[list[Name], bool]:
    """The names that a parenthesis leaves, and whether it speaks of classes at all.

    Where it speaks of something else, the title means the classes without a parenthesis.
    """
    chosen = _holding(names, text)
    if not chosen and _ALL.search(text):
        return names, True
    for part in LISTED.split(text) if not chosen else ():
        chosen += [n for n in _holding(names, part) if n not in chosen]
    return (chosen, True) if chosen else ([n for n in names if not n.parenthetics], False)


def _holding(names: list[Name], text: str) -> list[Name]:
    """The names whose own a parenthesis is: by its words, or by their initials (`HBE`)."""
    key = words(text)
    short = "".join(filter(str.isalnum, text.casefold())) if text.isupper() else ""
    return [name for name in names if _holds(name, key, short)]


def _holds(name: Name, key: Key, short: str) -> bool:
    for own in name.parenthetics:
        if len(own) == len(key) and all(map(similar, own, key)):
            return True
        if short and len(own) > 1 and short in initials(own):
            return True
    return False
