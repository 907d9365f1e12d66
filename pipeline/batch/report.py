"""What became of every file of a run, in counts that reconcile and one row a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.batch.settle import Accepted
from pipeline.batch.task import Outcome, Reject
from pipeline.errors import REJECTS


@dataclass(frozen=True, slots=True)
class Report:
    """A finished run: `rows` are one a document, `rejects` say why one was refused."""

    accepted: tuple[Accepted, ...]
    rows: tuple[dict[str, Any], ...]
    rejects: tuple[dict[str, str], ...]
    seconds: float

    @property
    def issues(self) -> Counter[str]:
        """How often each issue code was reported."""
        return Counter(i["code"] for one in self.accepted for i in one.facts.issues)

    @property
    def counts(self) -> dict[str, int]:
        """Documents by what became of them, and what their records hold.

        `inputs` = `accepted` + `rejected`; `accepted` = `records` + `merged`.
        """
        facts = [one.facts for one in self.accepted]
        states = Counter(row["status"] for row in self.rows)
        return {
            "inputs": len(self.rows),
            "accepted": states["accepted"] + states["merged"],
            "rejected": states["rejected"],
            "skipped": 0,
            "records": states["accepted"],
            "merged": states["merged"],
            "invalid": sum(any(i["severity"] == "error" for i in f.issues) for f in facts),
            "classes": sum(f.classes for f in facts),
            "duties": sum(f.duties for f in facts),
            "qualifications": sum(f.qualifications for f in facts),
        }

    @property
    def good(self) -> bool:
        """Whether every document became a valid record."""
        counts = self.counts
        return not counts["rejected"] and not counts["invalid"]


def document_rows(
    outcomes: Sequence[Outcome], accepted: Sequence[Accepted]
) -> tuple[dict[str, Any], ...]:
    """One row a document, in the order of the outcomes."""
    home = {o.task.name: one for one in accepted for o in (one.outcome, *one.also)}
    return tuple(
        _rejected(o, o.result) if isinstance(o.result, Reject) else _accepted(o, home[o.task.name])
        for o in outcomes
    )


def _rejected(outcome: Outcome, reject: Reject) -> dict[str, Any]:
    return {
        "file": outcome.task.name,
        "status": "rejected",
        "code": reject.code,
        **_costs(outcome),
    }


def _accepted(outcome: Outcome, home: Accepted) -> dict[str, Any]:
    facts = home.facts
    severities = Counter(i["severity"] for i in facts.issues)
    return {
        "file": outcome.task.name,
        "status": "accepted" if home.outcome is outcome else "merged",
        "id": facts.id,
        "record": f"records/{facts.id}.json",
        "text": f"text/{facts.id}.txt",
        "media_type": facts.media_type,
        "profile": facts.profile,
        "pages": facts.pages,
        **_costs(outcome),
        "issues": {name: severities[name] for name in ("error", "warning", "info")},
        "sha256": facts.page,
    }


def _costs(outcome: Outcome) -> dict[str, Any]:
    return {
        "scores": dict(outcome.scores),
        "seconds": round(outcome.seconds, 6),
        "stages": {stage: round(seconds, 6) for stage, seconds in outcome.stages.items()},
    }


def reject_rows(outcomes: Sequence[Outcome]) -> tuple[dict[str, str], ...]:
    """One row a refused document, sorted by file: what was found, and what to do about it."""
    rows = [
        {
            "file": o.task.name,
            "code": o.result.code,
            "detail": o.result.detail,
            "advice": REJECTS[o.result.code],
        }
        for o in outcomes
        if isinstance(o.result, Reject)
    ]
    return tuple(sorted(rows, key=lambda row: row["file"]))
