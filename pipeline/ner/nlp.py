"""Words to rule matches with spaCy's SpanRuler; the only module that imports spaCy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from spacy.lang.en import English
from spacy.matcher import Matcher, PhraseMatcher
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.errors import ConfigurationError
from pipeline.ner.patterns import Test, Tests, Windows, alternatives
from pipeline.ner.tokens import split

_LOWER: Any = Vocab().strings["LOWER"]  # the key spaCy wants, which its annotations call a name
_MOST = 1 << 10  # stretches remembered of a rule, of which a profile has about a hundred
_FREE_FLAGS = range(19, 64)  # spaCy's own lexeme flags end at 18


Match = tuple[int, int, int]
"""The place of a rule among the rules, and the words `[first, last)` that fit it."""
Find = Callable[[list[str]], list[Match]]


def ruler(rules: Sequence[Mapping[str, Any]], *, classes: Mapping[str, Test]) -> Find:
    """A finder for the rules; `classes` are named word tests that their patterns may use.

    There is one SpanRuler for each rule, for a matcher tries all its patterns at each word. It
    sees only the stretches of the text in which a pattern of that rule can match, each kind of
    stretch once. Matches may overlap, and one may come twice.
    """
    tests = Tests(classes)
    windows = Windows([alternatives(rule["pattern"]) for rule in rules], tests)
    labels = dict.fromkeys(rule["label"] for rule in rules)
    languages = {label: _Language(tests) for label in labels}
    matches = [_Matches(languages[rule["label"]], rule, windows.samples) for rule in rules]

    def find(words: list[str]) -> list[Match]:
        kinds = windows.kinds(words)
        return [
            (rule, begin + first, begin + last)
            for rule, stretches in windows.cut(kinds).items()
            for begin, end in stretches
            for first, last in matches[rule][tuple(kinds[begin:end])]
        ]

    return find


class _Matches(dict[tuple[int, ...], list[tuple[int, int]]]):
    """By the kinds of its words the matches of a rule in a stretch: documents say much the same.

    spaCy sees a sample of each kind, so that its vocabulary stays small. The two matchers of a
    SpanRuler are asked: the `Span`s it would make of their matches, and sort, cost as much as
    finding them.
    """

    def __init__(self, language: _Language, rule: Mapping[str, Any], samples: Sequence[str]):
        self._vocab = language.vocab
        self._matchers = language.matchers(rule)
        self._samples = samples

    def __missing__(self, kinds: tuple[int, ...]) -> list[tuple[int, int]]:
        if len(self) >= _MOST:
            self.clear()
        doc = Doc(self._vocab, words=[self._samples[kind] for kind in kinds])
        self[kinds] = [(first, last) for match in self._matchers for _, first, last in match(doc)]
        return self[kinds]


class _Language:
    """The blank English of the rules of one label.

    The vocabulary keeps no more of a word than the patterns ask: its lower case and their flags.
    """

    def __init__(self, tests: Tests) -> None:
        self.vocab = Vocab(lex_attr_getters={_LOWER: str.lower})
        self._nlp = English(self.vocab, create_tokenizer=lambda nlp: _Splitter(nlp.vocab))
        self._flags = _Flags(self.vocab, tests)

    def matchers(self, rule: Mapping[str, Any]) -> list[Matcher | PhraseMatcher]:
        """The matchers of a rule: of its token patterns, of its phrases, or both."""
        component = SpanRuler(self._nlp, phrase_matcher_attr="LOWER")
        patterns = map(self._flags.compile, alternatives(rule["pattern"]))
        component.add_patterns([{"label": rule["label"], "pattern": each} for each in patterns])
        return [each for each in (component.matcher, component.phrase_matcher) if len(each)]


class _Splitter:
    """The tokenizer of phrase patterns: they are split as the documents are."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self._vocab, words=split(text))


class _Flags:
    """Token patterns rewritten so that their tests of words are lexeme flags.

    A flag is asked once for each different word, a predicate of spaCy's once for each place.
    A vocabulary, and so a label, has room for forty-five.
    """

    def __init__(self, vocab: Vocab, tests: Tests) -> None:
        self._vocab = vocab
        self._tests = tests
        self._known: dict[str, str] = {}

    def compile(self, pattern: Any) -> Any:
        """A token pattern with named classes and predicates as flags; phrases pass."""
        if isinstance(pattern, str):
            return pattern
        return [dict(self._member(k, v) for k, v in token.items()) for token in pattern]

    def _member(self, key: str, value: Any) -> tuple[str, Any]:
        name = json.dumps([key, value], sort_keys=True)
        if isinstance(value, str) or self._tests.bit(key, value) == 0:
            return key, value
        if name not in self._known:
            self._known[name] = self._add(self._tests.bit(key, value))
        return self._known[name], True

    def _add(self, bit: int) -> str:
        if len(self._known) == len(_FREE_FLAGS):
            raise ConfigurationError("the entity rules of one label use too many word tests")
        flag = _FREE_FLAGS[len(self._known)]
        answers = self._tests
        self._vocab.add_flag(lambda word: answers[word] & bit != 0, flag)
        return f"FLAG{flag}"
