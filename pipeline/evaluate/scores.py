"""Golds and records → the score of each document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pipeline.evaluate import overlap, places
from pipeline.evaluate.alignment import align, in_order
from pipeline.evaluate.counts import Count, Scores, micro
from pipeline.evaluate.differences import Difference, differences
from pipeline.evaluate.matchers import MATCHERS, STRICT
from pipeline.evaluate.pairing import matches
from pipeline.evaluate.reading import annotated, as_evidenced, as_gold
from pipeline.evaluate.values import FIELDS, Values, cleaner, evidence, values

Json = dict[str, Any]

TREES = frozenset({"requirements", "requirement_leaves"})
PLACES = tuple(overlap.AGREEMENT)
READ = frozenset({*PLACES, "evidence"})
"""Fields that say where a value was read; a record may have them wrong and still be right."""

BESIDE = TREES | READ
"""Fields that a record may have wrong and still be right `without trees`."""

SPEAKING = frozenset({"error", "warning"})
UNRELATED = frozenset({"duplicate-standard"})
"""Warnings about the company of a document in a run, not about how it was read."""


_HELD = {"True": "held", "False": "seen"}


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How one record compares with its gold.

    `counts` holds a `Count` by field and matcher name, `parts` those of spans by field and those
    of entities by label. `rejected` is the reason code (or
    "missing") where there is no record. `warned`: the record says itself that something may be
    wrong. `right` disregards requirement trees, `right_with_trees` does not; both want every
    value strictly equal and the classes in printed order.
    """

    name: str
    layout: str
    format: str
    family: str
    held: str
    rejected: str | None
    warned: bool
    right: bool
    right_with_trees: bool
    counts: dict[str, dict[str, Count]]
    parts: dict[str, dict[str, dict[str, Count]]]
    differences: tuple[Difference, ...]

    @property
    def strict(self) -> Scores:
        """Strict scores over all fields of the document but trees and places."""
        return micro(self.counts[field][STRICT.name] for field in FIELDS if field not in BESIDE)


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of all documents of a gold set, in the order of the golds."""

    documents: tuple[DocumentScore, ...]

    def counts(self, field: str, matcher: str = STRICT.name) -> list[Count]:
        """The counts of a field, document by document."""
        return [document.counts[field][matcher] for document in self.documents]

    def parts(self, field: str) -> list[str]:
        """The fields that have spans, or the labels of entities, by name."""
        return sorted({name for document in self.documents for name in document.parts[field]})

    def counts_of(self, field: str, part: str, matcher: str = STRICT.name) -> list[Count]:
        """The counts of spans of one field or of entities of one label, document by document."""
        found = (document.parts[field].get(part) for document in self.documents)
        return [Count() if counts is None else counts[matcher] for counts in found]

    def has(self, field: str) -> bool:
        """Whether any document has the field, in its gold or its record."""
        return not all(count.empty for count in self.counts(field))

    def only(self, wanted: Callable[[DocumentScore], bool]) -> Result:
        """The result of some of the documents."""
        return Result(tuple(document for document in self.documents if wanted(document)))

    def share(self, holds: Callable[[DocumentScore], bool]) -> float:
        """The share of documents for which something holds; 1 where there are none."""
        count = len(self.documents)
        return sum(map(holds, self.documents)) / count if count else 1.0


def score(
    golds: Iterable[Json],
    records: Mapping[str, Json],
    *,
    texts: Mapping[str, str] | None = None,
    rejects: Mapping[str, str] | None = None,
) -> Result:
    """The scores of `records` against `golds`.

    All three mappings are by the name of the document as the gold gives it: `records` holds JSON
    of the published schema, `texts` the canonical text that its evidence points into (without
    any, evidence, spans and entities are not scored), `rejects` the reason code of a refused
    document.
    """
    texts, rejects = texts or {}, rejects or {}
    return Result(tuple(_score(gold, records, texts, rejects) for gold in golds))


def _score(
    gold: Json, records: Mapping[str, Json], texts: Mapping[str, str], rejects: Mapping[str, str]
) -> DocumentScore:
    name = gold["document"]
    record = records.get(name)
    text = texts.get(name, "") if texts else None
    if record is None:
        return _document(gold, {}, rejects.get(name, "missing"), text)
    return _document(gold, record, None, text)


def _document(gold: Json, record: Json, rejected: str | None, text: str | None) -> DocumentScore:
    wanted, found, ordered = _both(gold, record, text)
    different = differences(wanted, found)
    wrong = {each.field for each in different} | (set() if ordered else {"classes"})
    issues = record.get("issues") or ()
    return DocumentScore(
        name=gold["document"],
        layout=gold.get("layout") or "unknown",
        format=gold.get("format") or PurePath(gold["document"]).suffix[1:] or "unknown",
        family=gold.get("family") or "unknown",
        held=_HELD.get(str(gold.get("held")), "unknown"),
        rejected=rejected,
        warned=any(map(_speaks, issues)),
        right=rejected is None and not wrong - BESIDE,
        right_with_trees=rejected is None and not wrong - READ,
        counts={field: _counts(wanted, found, field) for field in FIELDS},
        parts={field: overlap.parts(field, wanted[field], found[field]) for field in PLACES},
        differences=different,
    )


def _speaks(issue: Json) -> bool:
    """Whether an issue says that something may have been read wrongly."""
    return issue.get("severity") in SPEAKING and issue.get("code") not in UNRELATED


def _both(gold: Json, record: Json, text: str | None) -> tuple[Values, Values, bool]:
    """The values of both sides with their classes aligned, and whether the classes are in order."""
    clean = cleaner(gold)
    said = annotated(as_gold(record), gold)
    classes = gold.get("classes") or []
    numbers = align(classes, said["classes"])
    wanted = values(gold, list(range(len(classes))), clean=clean)
    found = values(said, numbers, clean=clean)
    if text is not None and record.get("evidence"):
        printed = values(as_gold(as_evidenced(record, text)), numbers, clean=clean)
        wanted["evidence"], found["evidence"] = evidence(wanted), evidence(printed)
    if text is not None:
        _place(gold, record, numbers, text, wanted, found)
    return wanted, found, in_order(numbers, len(classes))


def _place(
    gold: Json, record: Json, numbers: list[int], text: str, wanted: Values, found: Values
) -> None:
    """Add spans and entities as far as the gold has them."""
    if "reference" not in gold:
        return
    both = places.sides(gold["reference"], text)
    if "spans" in gold:
        wanted["spans"] = list(places.gold_spans(gold, both))
        every = places.record_spans(record, numbers, both)
        fields = gold.get("span_fields")
        found["spans"] = [each for each in every if fields is None or each.key[0] in fields]
    if "entities" in gold:
        wanted["entities"] = list(places.gold_entities(gold, both))
        found["entities"] = list(places.record_entities(record, gold, both))


def _counts(wanted: Values, found: Values, field: str) -> dict[str, Count]:
    ours, theirs = wanted[field], found[field]
    if field in PLACES:
        return overlap.counts(field, ours, theirs)
    return {
        matcher.name: Count(len(matches(ours, theirs, matcher)), len(ours), len(theirs))
        for matcher in MATCHERS
    }
