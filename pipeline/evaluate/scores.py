"""Golds and records → the score of each document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pipeline.evaluate.alignment import align, in_order
from pipeline.evaluate.counts import Count, Scores, micro
from pipeline.evaluate.differences import Difference, differences
from pipeline.evaluate.matchers import MATCHERS, STRICT
from pipeline.evaluate.pairing import matches
from pipeline.evaluate.reading import annotated, as_evidenced, as_gold
from pipeline.evaluate.values import FIELDS, Values, cleaner, spans, values

Json = dict[str, Any]

TREES = frozenset({"requirements", "requirement_leaves"})
BESIDE = TREES | {"spans"}
"""Fields that a record may have wrong and still be right `without trees`."""

SPEAKING = frozenset({"error", "warning"})
UNRELATED = frozenset({"duplicate-standard"})
"""Warnings about the company of a document in a run, not about how it was read."""


_HELD = {"True": "held", "False": "seen"}


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How one record compares with its gold.

    `counts` holds a `Count` by field and matcher name. `rejected` is the reason code (or
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
    differences: tuple[Difference, ...]

    @property
    def strict(self) -> Scores:
        """Strict scores over all fields of the document but its spans."""
        return micro(self.counts[field][STRICT.name] for field in FIELDS if field not in BESIDE)


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of all documents of a gold set, in the order of the golds."""

    documents: tuple[DocumentScore, ...]

    def counts(self, field: str, matcher: str = STRICT.name) -> list[Count]:
        """The counts of a field, document by document."""
        return [document.counts[field][matcher] for document in self.documents]

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
    of the published schema, `texts` the canonical text that its evidence points into (without it
    spans are not scored), `rejects` the reason code of a refused document.
    """
    texts, rejects = texts or {}, rejects or {}
    return Result(tuple(_score(gold, records, texts, rejects) for gold in golds))


def _score(
    gold: Json, records: Mapping[str, Json], texts: Mapping[str, str], rejects: Mapping[str, str]
) -> DocumentScore:
    name = gold["document"]
    record = records.get(name)
    if record is None:
        return _document(gold, {}, rejects.get(name, "missing"), None)
    return _document(gold, record, None, texts.get(name))


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
        right_with_trees=rejected is None and not wrong - {"spans"},
        counts={field: _counts(wanted, found, field) for field in FIELDS},
        differences=different,
    )


def _speaks(issue: Json) -> bool:
    """Whether an issue says that something may have been read wrongly."""
    return issue.get("severity") in SPEAKING and issue.get("code") not in UNRELATED


def _both(gold: Json, record: Json, text: str | None) -> tuple[Values, Values, bool]:
    """The values of both sides with their classes aligned, and whether the classes are in order."""
    clean = cleaner(gold.get("jurisdiction"))
    said = annotated(as_gold(record), gold)
    classes = gold.get("classes") or []
    numbers = align(classes, said["classes"])
    wanted = values(gold, list(range(len(classes))), clean=clean)
    found = values(said, numbers, clean=clean)
    if text is not None and record.get("evidence"):
        printed = values(as_gold(as_evidenced(record, text)), numbers, clean=clean)
        wanted["spans"], found["spans"] = spans(wanted), spans(printed)
    return wanted, found, in_order(numbers, len(classes))


def _counts(wanted: Values, found: Values, field: str) -> dict[str, Count]:
    ours, theirs = wanted[field], found[field]
    return {
        matcher.name: Count(len(matches(ours, theirs, matcher)), len(ours), len(theirs))
        for matcher in MATCHERS
    }
