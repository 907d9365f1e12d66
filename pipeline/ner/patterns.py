"""Token patterns to tests of single words, and to the stretches of a text worth matching."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from pipeline.ner.tokens import BREAK, split

Test = Callable[[str], bool]
Token = Mapping[str, Any]

_TEXT = ("TEXT", "ORTH", "LOWER")


def alternatives(pattern: Any) -> Sequence[Any]:
    """The spaCy patterns of a rule: one phrase or token list, or a list of either."""
    if isinstance(pattern, str) or not isinstance(pattern[0], str | list):
        return [pattern]
    return cast(Sequence[Any], pattern)


class Tests(dict[str, int]):
    """The answers of a word to every test that patterns make of single words, one bit a test.

    A member of a token pattern is such a test: `{"LOWER": "law"}`, `{"TEXT": {"REGEX": "..."}}`,
    or a word class of the profile. Each different word is asked once.
    """

    def __init__(self, classes: Mapping[str, Test]) -> None:
        self._classes = classes
        self._bits: dict[str, int] = {}
        self._words: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._asked: list[tuple[int, Test]] = []

    def bit(self, key: str, value: Any) -> int:
        """The bit of a member; 0, which every word answers, where only spaCy can tell."""
        name = json.dumps([key, value], sort_keys=True)
        if name not in self._bits:
            bit = 1 << len(self._bits)
            self._bits[name] = bit if self._add(bit, key, value) else 0
            self.clear()
        return self._bits[name]

    def _add(self, bit: int, key: str, value: Any) -> bool:
        if key in self._classes and value is True:
            self._asked.append((bit, self._classes[key]))
        elif key in _TEXT and (isinstance(value, str) or "IN" in value):
            words = self._words[key == "LOWER"]
            for word in [value] if isinstance(value, str) else value["IN"]:
                words[word] = words.get(word, 0) | bit
        elif key in _TEXT and "REGEX" in value:
            search = re.compile(value["REGEX"]).search
            shape: Callable[[str], str] = str.lower if key == "LOWER" else str
            self._asked.append((bit, lambda word: search(shape(word)) is not None))
        else:
            return False
        return True

    def __missing__(self, word: str) -> int:
        printed, lower = self._words
        answers = printed.get(word, 0) | lower.get(word.lower(), 0)
        for bit, test in self._asked:
            if test(word):
                answers |= bit
        self[word] = answers
        return answers


class Places(NamedTuple):
    """Where a word can stand in a match, one bit for each group of patterns."""

    first: int
    later: int
    alone: int


class Windows(dict[str, Places]):
    """The stretches of a text in which a pattern can match, for each group of patterns.

    Most words of a standard fit no pattern, and the matcher's time grows with words times
    patterns; so each group is shown the words that may begin, continue or be one of its matches.
    """

    def __init__(self, groups: Sequence[Sequence[Any]], tests: Tests) -> None:
        self._tests = tests
        self._size = len(groups)
        self._seen: dict[int, Places] = {}
        self._needs: tuple[dict[int, int], ...] = ({}, {}, {})
        for number, patterns in enumerate(groups):
            for pattern in patterns:
                self._add(1 << number, [*_tokens(pattern)])

    def _add(self, group: int, pattern: Sequence[Token]) -> None:
        required = sum(not _optional(token) for token in pattern)
        begins = True
        for token in pattern:
            need = sum({self._tests.bit(k, v) for k, v in token.items() if k != "OP"})
            repeats = token.get("OP", "1") not in "1?"
            alone = required == (0 if _optional(token) else 1)
            for can, needs in zip((begins, not begins or repeats, alone), self._needs, strict=True):
                if can:
                    needs[need] = needs.get(need, 0) | group
            begins = begins and _optional(token)

    def __missing__(self, word: str) -> Places:
        self[word] = Places(0, 0, 0) if word == BREAK else self._places(self._tests[word])
        return self[word]

    def _places(self, answers: int) -> Places:
        """Words are many and answers few: those that answer alike stand in the same places."""
        if answers not in self._seen:
            self._seen[answers] = Places(
                *(
                    _union(groups for need, groups in needs.items() if answers & need == need)
                    for needs in self._needs
                )
            )
        return self._seen[answers]

    def cut(self, words: Sequence[str]) -> list[list[int]]:
        """For each group the indexes of the words to look at; -1 parts two stretches."""
        kept: list[list[int]] = [[] for _ in range(self._size)]
        kinds = [self[word] for word in words]
        kinds.append(self[BREAK])
        inside = 0
        for place, (first, later, alone) in enumerate(kinds[:-1]):
            now = (inside & later) | alone | (first and first & kinds[place + 1].later)
            if now or inside:
                for group in _numbers(now):
                    kept[group].append(place)
                for group in _numbers(inside & ~now):
                    kept[group].append(-1)
            inside = now
        return kept


def _tokens(pattern: Any) -> Iterator[Token]:
    """The tokens of a pattern; a phrase fits whatever its case."""
    if isinstance(pattern, str):
        yield from ({"LOWER": word.lower()} for word in split(pattern))
    else:
        yield from pattern


def _optional(token: Token) -> bool:
    return str(token.get("OP", "1"))[0] in "?*"


def _union(masks: Iterator[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


@cache
def _numbers(mask: int) -> tuple[int, ...]:
    """The numbers of the bits that are set."""
    return tuple(number for number in range(mask.bit_length()) if mask >> number & 1)
