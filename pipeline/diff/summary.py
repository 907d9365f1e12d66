"""Compared documents to figures and to JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.diff.values import (
    KINDS,
    VERDICTS,
    Change,
    DocumentDiff,
    Eligibility,
    Json,
    Pair,
    Truth,
)

STATES = ("added", "removed", "changed", "unchanged")
_WORDS: dict[Truth, str] = {True: "yes", False: "no", None: "unknown"}


def figures(documents: Sequence[DocumentDiff]) -> dict[str, dict[str, int]]:
    """How many documents, changes and verdicts there are of each kind."""
    states = Counter(each.state for each in documents)
    kinds = Counter(change.kind for each in documents for change in each.changes)
    verdicts = Counter(one.verdict for each in documents for one in each.eligibility)
    return {
        "documents": {state: states[state] for state in STATES},
        "changes": {kind: kinds[kind] for kind in KINDS},
        "eligibility": {verdict: verdicts[verdict] for verdict in VERDICTS},
    }


def diff_json(documents: Sequence[DocumentDiff]) -> Json:
    """The whole comparison as JSON values; unchanged documents are only counted."""
    return {
        "summary": figures(documents),
        "documents": [_document(each) for each in documents if each.state != "unchanged"],
    }


def _document(document: DocumentDiff) -> Json:
    return {
        "id": _pair(document.ids),
        "state": document.state,
        "changes": [_change(change) for change in document.changes],
        "eligibility": [_eligibility(each) for each in document.eligibility],
    }


def _change(change: Change) -> Json:
    found: Json = {
        "field": change.field,
        "kind": change.kind,
        "class": _pair(change.class_),
        "track": change.track,
        "pointers": _pair(change.pointers),
        "old": change.old,
        "new": change.new,
    }
    if change.pieces:
        found["words"] = [[piece.kind, piece.text] for piece in change.pieces]
    return found


def _eligibility(each: Eligibility) -> Json:
    return {
        "class": _pair(each.class_),
        "place": each.place,
        "verdict": each.verdict,
        "loses": _WORDS[each.loses],
        "gains": _WORDS[each.gains],
        "lost": list(each.lost),
        "gained": list(each.gained),
    }


def _pair(pair: Pair | None) -> Any:
    return None if pair is None else {"old": pair[0], "new": pair[1]}
