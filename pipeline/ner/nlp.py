"""Words to rule matches with spaCy's SpanRuler; the only module that imports spaCy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from spacy.lang.en import English
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.errors import ConfigurationError
from pipeline.ner.patterns import Test, Tests, Windows, alternatives
from pipeline.ner.tokens import BREAK, split

_LOWER: Any = Vocab().strings["LOWER"]  # the key spaCy wants, which its annotations call a name
_FREE_FLAGS = range(19, 64)  # spaCy's own lexeme flags end at 18


class Match(NamedTuple):
    """The words `[first, last)` fit the rule with this id."""

    rule: str
    first: int
    last: int


Find = Callable[[list[str]], list[Match]]


def ruler(rules: Iterable[Mapping[str, Any]], *, classes: Mapping[str, Test]) -> Find:
    """A finder for the rules; `classes` are named word tests that their patterns may use.

    There is one SpanRuler for each label, and it sees only the stretches of the text in which a
    pattern of that label can match.
    """
    labels: dict[str, list[dict[str, Any]]] = {}
    for rule in rules:
        for pattern in alternatives(rule["pattern"]):
            entry = {"id": rule["id"], "label": rule["label"], "pattern": pattern}
            labels.setdefault(rule["label"], []).append(entry)
    tests = Tests(classes)
    windows = Windows([[e["pattern"] for e in entries] for entries in labels.values()], tests)
    finders = [_finder(entries, tests) for entries in labels.values()]

    def find(words: list[str]) -> list[Match]:
        found: list[Match] = []
        for finder, places in zip(finders, windows.cut(words), strict=True):
            if places:
                matches = finder([words[place] if place >= 0 else BREAK for place in places])
                found += (Match(m.rule, places[m.first], places[m.last - 1] + 1) for m in matches)
        return found

    return find


def _finder(entries: Sequence[Mapping[str, Any]], tests: Tests) -> Find:
    """A blank English pipeline with one ruler, whose matches may overlap.

    The vocabulary keeps no more of a word than the patterns ask: its lower case and their flags.
    The ruler's two matchers are asked: the `Span`s it would make of their matches, and sort, cost
    as much as finding them.
    """
    vocab = Vocab(lex_attr_getters={_LOWER: str.lower})
    nlp = English(vocab, create_tokenizer=lambda nlp: _Splitter(nlp.vocab))
    config = {"spans_key": "rules", "annotate_ents": False, "phrase_matcher_attr": "LOWER"}
    component = cast(SpanRuler, nlp.add_pipe("span_ruler", config=config))
    flags = _Flags(vocab, tests)
    component.add_patterns([{**e, "pattern": flags.compile(e["pattern"])} for e in entries])
    matchers = [m for m in (component.matcher, component.phrase_matcher) if len(m)]
    rules = {vocab.strings[repr((e["label"], e["id"]))]: e["id"] for e in entries}  # its own keys

    def find(words: list[str]) -> list[Match]:
        spacy_doc = Doc(vocab, words=words)
        found = {match for matcher in matchers for match in matcher(spacy_doc)}
        return [Match(rules[key], first, last) for key, first, last in found if first < last]

    return find


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
