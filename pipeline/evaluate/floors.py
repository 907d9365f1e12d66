"""A `Result` and committed floors → what fell below them, and the document to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from pipeline.evaluate.counts import micro
from pipeline.evaluate.scores import DocumentScore, Result
from pipeline.evaluate.summary import BREAKDOWNS, groups, ranked, whole
from pipeline.evaluate.values import FIELDS

Floors = dict[str, dict[str, float]]
"""By family of layouts (`clean`, `lossy`): the least strict micro F1 of each field."""

WHOLE = {"right": "record right", "right_with_trees": "record right with trees"}


@dataclass(frozen=True, slots=True)
class Fall:
    """A score below its floor; `document` is the one that does worst on the field."""

    family: str
    field: str
    score: float
    floor: float
    document: str

    def __str__(self) -> str:
        return (
            f"{self.field} ({self.family}): {self.score:.4f} is below the floor {self.floor:.3f}; "
            f"worst document: {self.document}"
        )


def floors_of(result: Result) -> Floors:
    """The scores of a result as floors, rounded down to three decimals."""
    return {
        family: {name: _down(value) for name, value in scores.items()}
        for family, scores in scores_of(result).items()
    }


def scores_of(result: Result) -> Floors:
    """Strict micro F1 of the fields that occur, and the shares of right records, by family."""
    return {family: _scores(part) for family, part in groups(result, BREAKDOWNS["family"])}


def falls(result: Result, floors: Floors) -> Iterator[Fall]:
    """Every score below its floor, family by family in the order of the fields.

    A floor of a family or field that the result does not have counts as fallen to zero.
    """
    parts = dict(groups(result, BREAKDOWNS["family"]))
    for family, bounds in floors.items():
        part = parts.get(family, Result(()))
        scores = _scores(part)
        for name, bound in bounds.items():
            if (score := scores.get(name, 0.0)) < bound:
                yield Fall(family, name, score, bound, _worst(part, name))


def _scores(part: Result) -> dict[str, float]:
    scored = {field: micro(part.counts(field)).f1 for field in FIELDS if part.has(field)}
    shares = whole(part) if part.documents else {}
    return scored | {WHOLE[name]: share for name, share in shares.items()}


def _down(value: float) -> float:
    """Rounded down to three decimals; the small addend undoes what binary fractions lose."""
    return floor(value * 1000 + 1e-9) / 1000


def _worst(part: Result, name: str) -> str:
    """The document with the most values missing or extra in a field; ties by lower F1, name."""
    if name in WHOLE.values():
        wrong = ranked(part) if name == WHOLE["right_with_trees"] else _wrong(part)
        return wrong[0].name if wrong else "none"
    chosen = min(part.documents, key=lambda each: _badness(each, name), default=None)
    return chosen.name if chosen else "none"


def _wrong(part: Result) -> list[DocumentScore]:
    return [document for document in ranked(part) if not document.right]


def _badness(document: DocumentScore, field: str) -> tuple[int, float, str]:
    count = document.counts[field]["strict"]
    return 2 * count.matched - count.support - count.found, count.f1, document.name
