"""Token patterns to tests of single words, and to the stretches of a text worth matching."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from pipeline.ner.tokens import BREAK

Test = Callable[[str], bool]


def alternatives(pattern: Any) -> Sequence[Any]:
    """The spaCy patterns of a rule: one phrase or token list, or a list of either."""
    if isinstance(pattern, str) or not isinstance(pattern[0], str | list):
        return [pattern]
    return cast(Sequence[Any], pattern)


def member_test(key: str, value: Any, classes: Mapping[str, Test]) -> Test | None:
    """A test of one word for a member of a token pattern; `None` where only spaCy can tell."""
    if key in classes:
        return classes[key] if value is True else None
    if key not in ("TEXT", "ORTH", "LOWER"):
        return None
    shape: Callable[[str], str] = str.lower if key == "LOWER" else str
    if isinstance(value, str):
        return lambda word: shape(word) == value
    if "IN" in value:
        words = frozenset(value["IN"])
        return lambda word: shape(word) in words
    if "REGEX" in value:
        search = re.compile(value["REGEX"]).search
        return lambda word: search(shape(word)) is not None
    return None


class Places(NamedTuple):
    """What a word can do, one bit for each group of patterns."""

    first: int
    later: int
    alone: int


class Windows(dict[str, Places]):
    """The stretches of a text in which a token pattern can match, for each group of patterns.

    Most words of a standard fit no pattern, and the matcher's time grows with words times
    patterns; so each group is shown the words that may begin, continue or be one of its matches.
    """

    def __init__(
        self, groups: Sequence[Sequence[Sequence[Mapping[str, Any]]]], classes: Mapping[str, Test]
    ) -> None:
        self._size = len(groups)
        self._tests: tuple[list[tuple[int, Test]], ...] = ([], [], [])
        for number, patterns in enumerate(groups):
            for pattern in patterns:
                self._add(1 << number, pattern, classes)

    def _add(
        self, bit: int, pattern: Sequence[Mapping[str, Any]], classes: Mapping[str, Test]
    ) -> None:
        first, later, alone = self._tests
        required = sum(not _optional(token) for token in pattern)
        begins = True
        for token in pattern:
            test = (bit, _token_test(token, classes))
            if begins:
                first.append(test)
            if not begins or token.get("OP", "1") not in "1?":
                later.append(test)
            if required == (0 if _optional(token) else 1):
                alone.append(test)
            begins = begins and _optional(token)

    def __missing__(self, word: str) -> Places:
        places = Places(*(_ask(word, tests) for tests in self._tests))
        self[word] = Places(0, 0, 0) if word == BREAK else places
        return self[word]

    def cut(self, words: Sequence[str]) -> list[list[int]]:
        """For each group the indexes of the words to look at; -1 parts two stretches."""
        kept: list[list[int]] = [[] for _ in range(self._size)]
        kinds = [self[word] for word in words]
        kinds.append(self[BREAK])
        inside = 0
        for place, (first, later, alone) in enumerate(kinds[:-1]):
            now = (inside & later) | alone | (first and first & kinds[place + 1].later)
            if now or inside:
                for group in _bits(now):
                    kept[group].append(place)
                for group in _bits(inside & ~now):
                    kept[group].append(-1)
            inside = now
        return kept


def _optional(token: Mapping[str, Any]) -> bool:
    return token.get("OP", "1")[0] in "?*"


def _ask(word: str, tests: Iterable[tuple[int, Test]]) -> int:
    found = 0
    for bit, test in tests:
        if not found & bit and test(word):
            found |= bit
    return found


@cache
def _bits(mask: int) -> tuple[int, ...]:
    """The numbers of the bits that are set."""
    return tuple(number for number in range(mask.bit_length()) if mask >> number & 1)


def _token_test(token: Mapping[str, Any], classes: Mapping[str, Test]) -> Test:
    tests = [member_test(key, value, classes) for key, value in token.items() if key != "OP"]
    known = [test for test in tests if test is not None]
    return lambda word: all(test(word) for test in known)
