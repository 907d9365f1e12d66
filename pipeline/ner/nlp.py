"""Words to rule matches with a spaCy SpanRuler; the only module that imports spaCy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import spacy
from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.ner.tokens import split

_SPANS = "rules"
_SPARE_FLAGS = 40


class Match(NamedTuple):
    """The words `[first, last)` fit the rule with this id."""

    rule: str
    first: int
    last: int


Find = Callable[[list[str]], list[Match]]


def ruler(
    rules: Iterable[Mapping[str, Any]], *, tokens: Mapping[str, Callable[[str], bool]]
) -> Find:
    """A finder for the rules; `tokens` are named word classes that their patterns may use.

    A class costs one lexeme flag: it is asked once for each different word and not once for each
    place, which is what keeps a document within milliseconds.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = _Splitter(nlp.vocab)
    flags = _Flags(nlp.vocab)
    named = {name: flags.add(name, test) for name, test in tokens.items()}
    component = _add_ruler(nlp)
    component.add_patterns(
        [
            {"id": rule["id"], "label": rule["label"], "pattern": flags.compile(pattern, named)}
            for rule in rules
            for pattern in alternatives(rule["pattern"])
        ]
    )
    return lambda words: _find(nlp, component, words)


def _add_ruler(nlp: Language) -> SpanRuler:
    """Nested spans of different labels both count, so they go to `doc.spans` and not to ents."""
    config = {"spans_key": _SPANS, "annotate_ents": False, "phrase_matcher_attr": "LOWER"}
    return cast(SpanRuler, nlp.add_pipe("span_ruler", config=config))


def _find(nlp: Language, component: SpanRuler, words: list[str]) -> list[Match]:
    document = component(Doc(nlp.vocab, words=words))
    return [Match(span.id_, span.start, span.end) for span in document.spans[_SPANS]]


def alternatives(pattern: Any) -> Sequence[Any]:
    """The spaCy patterns of a rule: one phrase or token list, or a list of either."""
    if isinstance(pattern, str) or not isinstance(pattern[0], str | list):
        return [pattern]
    return cast(Sequence[Any], pattern)


class _Splitter:
    """The tokenizer of phrase patterns: they are split as the documents are."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self._vocab, words=split(text))


class _Flags:
    """Word tests as lexeme flags, and token patterns rewritten to use them."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._known: dict[str, str] = {}

    def add(self, name: str, test: Callable[[str], bool]) -> str:
        """The attribute under which the test stands in a token pattern."""
        self._known[name] = f"FLAG{self._vocab.add_flag(test)}"
        return self._known[name]

    def compile(self, pattern: Any, named: Mapping[str, str]) -> Any:
        """A token pattern with named classes and predicates as flags; phrases pass."""
        if isinstance(pattern, str):
            return pattern
        return [dict(self._member(k, v, named) for k, v in token.items()) for token in pattern]

    def _member(self, key: str, value: Any, named: Mapping[str, str]) -> tuple[str, Any]:
        if key in named:
            return named[key], value
        test = _predicate(key, value)
        if test is None:
            return key, value
        name = json.dumps([key, value], sort_keys=True)
        if name in self._known:
            return self._known[name], True
        if len(self._known) >= _SPARE_FLAGS:
            return key, value
        return self.add(name, test), True


def _predicate(key: str, value: Any) -> Callable[[str], bool] | None:
    """A test of one word for `{"LOWER": {"IN": [...]}}` or `{"TEXT": {"REGEX": "..."}}`."""
    if key not in ("TEXT", "ORTH", "LOWER") or not isinstance(value, Mapping) or len(value) != 1:
        return None
    shape: Callable[[str], str] = str.lower if key == "LOWER" else str
    if "IN" in value:
        words = frozenset(value["IN"])
        return lambda word: shape(word) in words
    if "REGEX" in value:
        search = re.compile(value["REGEX"]).search
        return lambda word: search(shape(word)) is not None
    return None
