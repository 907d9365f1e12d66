"""Token patterns to tests of single words, and to the stretches of a text worth matching."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from pipeline.ner.tokens import BREAK, split

Test = Callable[[str], bool]
Token = Mapping[str, Any]

_TEXT = ("TEXT", "ORTH", "LOWER")
_MOST = 1 << 14  # words remembered, so that no run of many documents fills the memory


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
        if len(self) >= _MOST:
            self.clear()
        self[word] = answers
        return answers


class Windows(dict[str, int]):
    """The stretches of a text in which a pattern matches, for each group of patterns.

    The patterns are one automaton: its states are the tokens of all patterns, one bit each, and a
    word maps to the tokens it fits. So a step is a shift and a mask however many patterns there
    are. Most words of a standard lead to no match, and spaCy need not see them.
    """

    def __init__(self, groups: Sequence[Sequence[Any]], tests: Tests) -> None:
        self._tests = tests
        self._known: dict[int, int] = {}
        self._needs: dict[int, int] = {}
        self._groups: list[int] = []
        self._size = self._first = self._last = self._optional = self._repeated = 0
        for patterns in groups:
            begin = self._size
            for pattern in patterns:
                self._add([*_tokens(pattern)])
            self._groups.append((1 << self._size) - (1 << begin))

    def _add(self, pattern: Sequence[Token]) -> None:
        """Append the tokens of a pattern, and a bit that no word fits, which parts two patterns."""
        optional = [_optional(token) for token in pattern]
        for index, token in enumerate(pattern):
            state = 1 << self._size + index
            need = sum({self._tests.bit(k, v) for k, v in token.items() if k != "OP"})
            self._needs[need] = self._needs.get(need, 0) | state
            self._first |= state * all(optional[:index])
            self._last |= state * all(optional[index + 1 :])
            self._optional |= state * optional[index]
            self._repeated |= state * (token.get("OP", "1") not in "1?")
        self._size += len(pattern) + 1

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        self[word] = 0 if word == BREAK else self._fitted(self._tests[word])
        return self[word]

    def _fitted(self, answers: int) -> int:
        """Words are many and answers few: those that answer alike fit the same tokens."""
        if answers not in self._known:
            fitted = (states for need, states in self._needs.items() if answers & need == need)
            self._known[answers] = _union(fitted)
        return self._known[answers]

    def cut(self, words: Sequence[str]) -> list[list[int]]:
        """For each group the indexes of the words to look at; -1 parts two stretches."""
        kept: list[list[int]] = [[] for _ in self._groups]
        for begin, end, ended in self._ends(words):
            for places, group in zip(kept, self._groups, strict=True):
                if ended & group:
                    seen = places[-1] + 1 if places else 0
                    if seen < begin:
                        places.append(-1)
                    places.extend(range(max(seen, begin), end))
        return kept

    def _ends(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Where matches end, where the earliest of them can begin, and their last states.

        After a token may come the next, those past optional ones, and the same if it repeats.
        """
        firsts, lasts, optional = self._first, self._last, self._optional
        begin = states = 0
        for place, fitted in enumerate(map(self.__getitem__, words)):
            if states:
                following = skipped = states << 1
                while skipped := (skipped & optional) << 1:
                    following |= skipped
                states = (following | states & self._repeated | firsts) & fitted
            elif states := firsts & fitted:
                begin = place
            if states & lasts:
                yield begin, place + 1, states & lasts


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
