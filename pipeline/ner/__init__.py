"""A `Document` to its `Entity`s: profile rules in a SpanRuler, abbreviations beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from pipeline.model import Document, Entity
from pipeline.ner.abbreviations import abbreviations
from pipeline.ner.rules import Rule, classes_of, rules_of
from pipeline.ner.tokens import Words

Recognize = Callable[[Document], tuple[Entity, ...]]


def recognizer(patterns: Sequence[Mapping[str, Any]]) -> Recognize:
    """The recogniser for the rows of a profile's `entities.jsonl`; see `pipeline.ner.rules`.

    Entities come sorted by start, the longer first. Those of one label never overlap: the
    longest wins, then the first, then a rule that says what is no entity. Furniture is not read.
    Built once for each content; the first call imports spaCy.

    Raises:
        ConfigurationError: a row is wrong.
    """
    return _recognizer(json.dumps([dict(row) for row in patterns], sort_keys=True))


@lru_cache(maxsize=8)
def _recognizer(content: str) -> Recognize:
    from pipeline.ner.nlp import ruler  # lazily: importing spaCy takes longer than most documents

    rows = json.loads(content)
    rules = rules_of(rows)
    find = ruler((row for row in rows if "token" not in row), classes=classes_of(rows))

    def recognize(document: Document) -> tuple[Entity, ...]:
        words = Words(document)
        candidates = [
            _Candidate(first + rule.lead, last - rule.tail, rule)
            for name, first, last in find(words.words)
            for rule in (rules[name],)
        ]
        entities = [*_entities(document, words, candidates), *abbreviations(document)]
        return tuple(sorted(entities, key=lambda e: (e.start, -e.end, e.label)))

    return recognize


class _Candidate(NamedTuple):
    """Words `[first, last)` that a rule takes for an entity."""

    first: int
    last: int
    rule: Rule


def _entities(document: Document, words: Words, candidates: Iterable[_Candidate]) -> list[Entity]:
    found: list[Entity] = []
    kept = _longest(c for c in candidates if _in_context(document, words, c))
    for first, last, rule in chain.from_iterable(_members(words, each) for each in kept):
        start, end = words.span(first, last)
        text = document.text[start:end]
        value = rule.read(text)
        if value is not None:
            found.append(Entity(rule.label, start, end, text, value, rule.id))
    return found


def _members(words: Words, candidate: _Candidate) -> Iterator[_Candidate]:
    """The members of an enumeration; anything else is itself."""
    first, last, rule = candidate
    if rule.members is None:
        yield candidate
    else:
        for begin, end in rule.members.cut(words.words[first:last]):
            yield _Candidate(first + begin, first + end, rule)


def _in_context(document: Document, words: Words, candidate: _Candidate) -> bool:
    """Whether the block holds what the rule asks for besides the match."""
    context = candidate.rule.context
    if context is None:
        return True
    block = words.block(candidate.first)
    return context.search(document.text, block.start, block.end) is not None


def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The candidates of each label without overlaps, the best first."""
    kept: list[_Candidate] = []
    taken: dict[str, set[int]] = {}
    for candidate in sorted(candidates, key=_rank):
        places = taken.setdefault(candidate.rule.label, set())
        if places.isdisjoint((candidate.first, candidate.last - 1)):
            places.update(range(candidate.first, candidate.last))
            kept.append(candidate)
    return kept


def _rank(candidate: _Candidate) -> tuple[int, int, bool, int]:
    """The longest, then the first, then one that denies, then the rule that stands first."""
    rule = candidate.rule
    length = candidate.last - candidate.first
    return -length, candidate.first, rule.value is not None, rule.order
