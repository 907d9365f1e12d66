"""Matched, wanted and found values → precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many values match, are in the gold (`support`), and are in the record (`found`)."""

    matched: int = 0
    support: int = 0
    found: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.matched + other.matched, self.support + other.support, self.found + other.found
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing to score: no value wanted and none found."""
        return not self.support and not self.found

    @property
    def precision(self) -> float:
        """The share of found values that are right; 1 where nothing was found."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of gold values that were found; 1 where nothing was wanted."""
        return self.matched / self.support if self.support else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted or found."""
        return 1.0 if self.empty else 2 * self.matched / (self.support + self.found)


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1 over several documents; `documents` of them have the field."""

    precision: float
    recall: float
    f1: float
    support: int
    found: int
    documents: int


def micro(counts: Iterable[Count]) -> Scores:
    """Scores over all values of all documents: every value weighs the same."""
    scored = [count for count in counts if not count.empty]
    total = sum(scored, Count())
    return Scores(total.precision, total.recall, total.f1, total.support, total.found, len(scored))


def macro(counts: Iterable[Count]) -> Scores:
    """The mean of the scores of the documents with the field: each weighs the same."""
    scored = [count for count in counts if not count.empty]
    total = sum(scored, Count())
    return Scores(
        _mean([count.precision for count in scored]),
        _mean([count.recall for count in scored]),
        _mean([count.f1 for count in scored]),
        total.support,
        total.found,
        len(scored),
    )


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 1.0
