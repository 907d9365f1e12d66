"""A `Document` to its `Entity`s: profile rules in SpanRulers, abbreviations beside it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipeline.model import Block, Document, Entity
from pipeline.ner.abbreviations import abbreviations
from pipeline.ner.members import Members
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
    rules = [*rules_of(rows).values()]
    find = ruler([row for row in rows if "token" not in row], classes=classes_of(rows))

    def recognize(document: Document) -> tuple[Entity, ...]:
        words = Words(document)
        candidates: list[_Candidate] = []
        for order, first, last in find(words.words):
            rule = rules[order]
            first, last = first + rule.lead, last - rule.tail
            if rule.context is None or _holds(document, words.block(first), rule.context):
                candidates.append((first - last, first, rule.value is not None, order))
        entities = [*_entities(document, words, _longest(candidates, rules))]
        entities += abbreviations(document)
        return tuple(sorted(entities, key=lambda e: (e.start, -e.end, e.label)))

    return recognize


_Candidate = tuple[int, int, bool, int]
"""Words that a rule takes for an entity, as they rank among others.

The longest (its length negated), then the first (its first word), then one that denies (false),
then the rule that stands first (its place).
"""
_Kept = tuple[int, int, Rule]
"""The words `[first, last)` that a rule takes for an entity."""


def _holds(document: Document, block: Block, context: re.Pattern[str]) -> bool:
    """Whether the block holds what a rule asks for besides its match."""
    return context.search(document.text, block.start, block.end) is not None


def _longest(candidates: list[_Candidate], rules: Sequence[Rule]) -> list[_Kept]:
    """The candidates of each label without overlaps, the best first."""
    kept: list[_Kept] = []
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for negative, first, _, order in sorted(candidates):
        rule, last = rules[order], first - negative
        places = taken[rule.label]
        if first not in places and last - 1 not in places:
            places.update(range(first, last))
            kept.append((first, last, rule))
    return kept


def _entities(document: Document, words: Words, kept: Sequence[_Kept]) -> Iterator[Entity]:
    for first, last, rule in kept:
        whole = ((first, last),)
        for begin, close in _members(words, first, last, rule.members) if rule.members else whole:
            start, end = words.span(begin, close)
            text = document.text[start:end]
            value = rule.read(text)
            if value is not None:
                yield Entity(rule.label, start, end, text, value, rule.id)


def _members(words: Words, first: int, last: int, members: Members) -> list[tuple[int, int]]:
    """The members of the enumeration that stands in the words `[first, last)`."""
    cut = members.cut(words.words[first:last])
    return [(first + begin, first + end) for begin, end in cut]
