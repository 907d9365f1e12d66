"""A `Result` → its figures as JSON: fields, breakdowns, rejects, calibration, differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from pipeline.evaluate.counts import Count, Scores, macro, micro
from pipeline.evaluate.matchers import MATCHERS
from pipeline.evaluate.scores import PLACES, DocumentScore, Result
from pipeline.evaluate.values import FIELDS

Json = dict[str, Any]

CORE = ("titles", "codes", "grades", "distinguishing", "duties", "qualifications", "requirements")
"""The fields shown in every breakdown."""

BREAKDOWNS: dict[str, Callable[[DocumentScore], str]] = {
    "family": lambda document: document.family,
    "held": lambda document: document.held,
    "family and held": lambda document: f"{document.family} {document.held}",
    "format": lambda document: document.format,
    "layout": lambda document: document.layout,
}


def summary(result: Result, *, worst: int = 10, show_held: bool = False) -> Json:
    """Every figure of a result, rounded to six decimals; `worst` documents with differences.

    Documents that are held back appear among the worst only with `show_held`.
    """
    return {
        "documents": len(result.documents),
        "fields": {field: _figures(partial(result.counts, field)) for field in FIELDS},
        "parts": {
            field: {
                part: _figures(partial(result.counts_of, field, part))
                for part in result.parts(field)
            }
            for field in PLACES
        },
        "whole_record": whole(result),
        "breakdown": {
            name: {group: _group(part) for group, part in groups(result, key)}
            for name, key in BREAKDOWNS.items()
        },
        "rejects": {
            document.name: document.rejected
            for document in result.documents
            if document.rejected is not None
        },
        "calibration": calibration(result),
        "worst": [_worst(each) for each in ranked(result, show_held=show_held)[:worst]],
    }


def whole(result: Result) -> dict[str, float]:
    """The share of documents whose whole record is right."""
    return {
        "right": round(result.share(lambda document: document.right), 6),
        "right_with_trees": round(result.share(lambda document: document.right_with_trees), 6),
    }


def groups(result: Result, key: Callable[[DocumentScore], str]) -> Iterator[tuple[str, Result]]:
    """The result split by a property of its documents, in the order of its values."""
    for value in sorted({key(document) for document in result.documents}):
        yield value, Result(tuple(each for each in result.documents if key(each) == value))


def calibration(result: Result) -> Json:
    """Whether documents that are wrong say so.

    A document is wrong unless its whole record is right with trees. `wrong_silent` is the number
    that matters: accepted, wrong, and neither a warning nor an error. `wrong_silent_documents`
    names them.
    """
    accepted = [each for each in result.documents if each.rejected is None]
    silent = [each.name for each in accepted if not each.warned and not each.right_with_trees]
    right = [each for each in accepted if each.right_with_trees]
    return {
        "accepted": len(accepted),
        "rejected": len(result.documents) - len(accepted),
        "reject_share": round(result.share(lambda document: document.rejected is not None), 6),
        "right_silent": sum(not each.warned for each in right),
        "right_warned": sum(each.warned for each in right),
        "wrong_warned": len(accepted) - len(right) - len(silent),
        "wrong_silent": len(silent),
        "wrong_silent_documents": silent,
    }


def ranked(result: Result, *, show_held: bool = True) -> list[DocumentScore]:
    """The documents that differ from their gold, the worst strict F1 first."""
    wrong = [
        each
        for each in result.documents
        if not each.right_with_trees and (show_held or each.held != "held")
    ]
    return sorted(wrong, key=lambda each: (each.strict.f1, -len(each.differences), each.name))


def _figures(counts: Callable[[str], list[Count]]) -> Json:
    """Micro and macro scores under each matcher, from the counts under it."""
    return {
        matcher.name: {
            "micro": rounded(micro(counts(matcher.name))),
            "macro": rounded(macro(counts(matcher.name))),
        }
        for matcher in MATCHERS
    }


def rounded(scores: Scores) -> dict[str, float]:
    """The scores as JSON, rounded to six decimals."""
    return {name: round(value, 6) for name, value in asdict(scores).items()}


def _group(part: Result) -> Json:
    return {
        "documents": len(part.documents),
        "f1": {field: rounded(micro(part.counts(field)))["f1"] for field in FIELDS},
        **whole(part),
    }


def _worst(document: DocumentScore) -> Json:
    return {
        "document": document.name,
        "f1": round(document.strict.f1, 6),
        "rejected": document.rejected,
        "differences": [each.to_dict() for each in document.differences],
    }
