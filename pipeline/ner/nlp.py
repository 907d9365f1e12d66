"""Words to rule matches with a spaCy SpanRuler; the only module that imports spaCy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import spacy
from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.errors import ConfigurationError
from pipeline.ner.patterns import Test, Windows, alternatives, member_test
from pipeline.ner.tokens import BREAK, split


class Match(NamedTuple):
    """The words `[first, last)` fit the rule with this id."""

    rule: str
    first: int
    last: int


_Pattern = dict[str, Any]
Find = Callable[[list[str]], list[Match]]


def ruler(rules: Iterable[Mapping[str, Any]], *, classes: Mapping[str, Test]) -> Find:
    """A finder for the rules; `classes` are named word tests that their patterns may use.

    Phrases are looked up in the whole text. Token patterns have one SpanRuler for each label,
    which sees only the stretches of text where a pattern of that label can match.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = _Splitter(nlp.vocab)
    flags = _Flags(nlp.vocab, classes)
    phrases: list[_Pattern] = []
    shapes: dict[str, list[_Pattern]] = {}
    for rule in rules:
        for pattern in alternatives(rule["pattern"]):
            entry = {"id": rule["id"], "label": rule["label"], "pattern": pattern}
            group = phrases if isinstance(pattern, str) else shapes.setdefault(rule["label"], [])
            group.append(entry)
    windows = Windows([[entry["pattern"] for entry in group] for group in shapes.values()], classes)
    lookup = _add_ruler(nlp, "phrases", phrases)
    rulers = [
        _add_ruler(nlp, label, [e | {"pattern": flags.compile(e["pattern"])} for e in group])
        for label, group in shapes.items()
    ]

    def find(words: list[str]) -> list[Match]:
        found = _matches(lookup, nlp.vocab, words, range(len(words)))
        for component, places in zip(rulers, windows.cut(words), strict=True):
            if places:
                kept = [words[place] if place >= 0 else BREAK for place in places]
                found += _matches(component, nlp.vocab, kept, places)
        return found

    return find


def _add_ruler(nlp: Language, name: str, patterns: list[_Pattern]) -> SpanRuler:
    """A ruler whose matches may overlap; which of them count is decided later, by label."""
    config = {"spans_key": "rules", "annotate_ents": False, "phrase_matcher_attr": "LOWER"}
    component = cast(SpanRuler, nlp.add_pipe("span_ruler", name=name, config=config))
    component.add_patterns(patterns)
    return component


def _matches(
    component: SpanRuler, vocab: Vocab, words: list[str], places: Sequence[int]
) -> list[Match]:
    spacy_doc = Doc(vocab, words=words)
    return [
        Match(span.id_, places[span.start], places[span.end - 1] + 1)
        for span in component.match(spacy_doc)
    ]


class _Splitter:
    """The tokenizer of phrase patterns: they are split as the documents are."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self._vocab, words=split(text))


class _Flags:
    """Word tests as lexeme flags, and token patterns rewritten to use them.

    A flag is asked once for each different word, a predicate of spaCy's once for each place.
    The vocabulary has room for some forty; predicates beyond them stay as they are.
    """

    def __init__(self, vocab: Vocab, classes: Mapping[str, Test]) -> None:
        self._vocab = vocab
        self._classes = classes
        self._known: dict[str, str] = {}
        for name, test in classes.items():
            if self._add(json.dumps([name, True]), test) is None:
                raise ConfigurationError(f"no room for word class {name!r}: there are too many")

    def _add(self, name: str, test: Test) -> str | None:
        try:
            self._known[name] = f"FLAG{self._vocab.add_flag(test)}"
        except ValueError:  # no flag is free
            return None
        return self._known[name]

    def compile(self, pattern: Any) -> Any:
        """A token pattern with named classes and predicates as flags."""
        return [dict(self._member(k, v) for k, v in token.items()) for token in pattern]

    def _member(self, key: str, value: Any) -> tuple[str, Any]:
        name = json.dumps([key, value], sort_keys=True)
        test = None if isinstance(value, str) else member_test(key, value, self._classes)
        flag = self._known.get(name) or (test and self._add(name, test))
        return (flag, True) if flag else (key, value)
