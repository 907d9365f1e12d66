"""Token patterns to tests of single words, and to the stretches of a text worth matching."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from pipeline.ner.tokens import BREAK, split

Test = Callable[[str], bool]
Token = Mapping[str, Any]
Stretch = tuple[int, int]
"""The words `[first, last)` of a text."""

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
    or a word class of the profile. Each different word is asked once. They are `exact` while no
    pattern asks what only spaCy can tell: then words that answer alike match alike.
    """

    def __init__(self, classes: Mapping[str, Test]) -> None:
        self.exact = True
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
            self.exact = self.exact and self._bits[name] != 0
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


class _State:
    """Tokens of patterns that the text so far may have reached, one bit each.

    `after` maps the kind of the next word to the next state, as far as it was met; `ended` are
    the groups of which a pattern ends here.
    """

    __slots__ = ("after", "ended", "tokens")

    def __init__(self, tokens: int, ended: tuple[int, ...]) -> None:
        self.tokens = tokens
        self.ended = ended
        self.after: dict[int, _State] = {}


class Windows(dict[str, int]):
    """The stretches of a text in which a pattern matches, for each group of patterns.

    The patterns are one automaton, made deterministic as texts are read: a word maps to its kind
    (words that match alike are of one), and a state to the next for each kind. Most words of a
    standard lead to no match, and spaCy need not see them. `samples` holds a word of each kind.
    """

    def __init__(self, groups: Sequence[Sequence[Any]], tests: Tests) -> None:
        self._tests = tests
        self.samples: list[str] = []
        self._kinds: dict[int | str, int] = {}
        self._fitted: list[int] = []
        self._needs: dict[int, int] = {}
        self._groups: list[int] = []
        self._size = self._first = self._last = self._optional = self._repeated = 0
        for patterns in groups:
            begin = self._size
            for pattern in patterns:
                self._add([*_tokens(pattern)])
            self._groups.append((1 << self._size) - (1 << begin))
        self._idle = _State(0, ())
        self._states = {0: self._idle}
        self._steps = 0

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
        self[word] = self._kind(word)
        return self[word]

    def _kind(self, word: str) -> int:
        """The kind of a word, which may be new; a `BREAK` fits no token."""
        answers = -1 if word == BREAK else self._tests[word]
        key = answers if self._tests.exact else word
        if key not in self._kinds:
            needs = self._needs.items() if answers >= 0 else ()
            self._kinds[key] = len(self.samples)
            self._fitted.append(_union(s for need, s in needs if answers & need == need))
            self.samples.append(word)
        return self._kinds[key]

    def kinds(self, words: Sequence[str]) -> list[int]:
        """The kind of each word."""
        return [*map(self.__getitem__, words)]

    def cut(self, kinds: Sequence[int]) -> dict[int, list[Stretch]]:
        """By group the stretches of words to look at, if any, in order and apart."""
        kept: dict[int, list[Stretch]] = {}
        state = self._idle
        passed = [state]
        for kind in kinds:
            try:
                state = state.after[kind]
            except KeyError:
                state = self._step(state, kind)
            passed.append(state)
            for group in state.ended:
                _extend(kept.setdefault(group, []), passed, self._groups[group])
        return kept

    def _step(self, state: _State, kind: int) -> _State:
        """The state after a word of a kind, which is remembered."""
        self._steps += 1
        if self._steps % _MOST == 0:
            self._idle.after.clear()
            self._states = {0: self._idle}
        tokens = self._following(state.tokens) & self._fitted[kind]
        if tokens not in self._states:
            last = tokens & self._last
            ended = tuple(n for n, group in enumerate(self._groups) if last & group)
            self._states[tokens] = _State(tokens, ended)
        state.after[kind] = self._states[tokens]
        return self._states[tokens]

    def _following(self, tokens: int) -> int:
        """What may come: a first token, the next, those past optional ones, and repeated ones."""
        following = skipped = tokens << 1
        while skipped := (skipped & self._optional) << 1:
            following |= skipped
        return following | tokens & self._repeated | self._first


def _extend(stretches: list[Stretch], passed: Sequence[_State], group: int) -> None:
    """Add the words since the automaton was last in no state of a group, as far as they are new."""
    first, seen = stretches[-1] if stretches else (-1, -1)
    begin = end = len(passed) - 1
    while begin > seen and passed[begin].tokens & group:
        begin -= 1
    if begin == seen:
        stretches[-1] = first, end
    else:
        stretches.append((begin, end))


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
