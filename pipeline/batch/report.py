"""What became of every file of a run, in counts that reconcile and one row a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.batch.settle import Accepted
from pipeline.batch.work import Outcome, Reject
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
    outcomes: Sequence[Outcome], accepted: Sequence[Accepted], sha256: dict[str, str]
) -> tuple[dict[str, Any], ...]:
    """One row a document; `sha256` maps record ids to the digest of the record file."""
    home = {o.task.path: one for one in accepted for o in (one.outcome, *one.also)}
    return tuple(
        _rejected(o, o.result)
        if isinstance(o.result, Reject)
        else _accepted(o, home[o.task.path], sha256)
        for o in outcomes
    )


def _rejected(outcome: Outcome, reject: Reject) -> dict[str, Any]:
    return {
        "file": outcome.task.path.as_posix(),
        "status": "rejected",
        "code": reject.code,
        "seconds": round(outcome.seconds, 6),
    }


def _accepted(outcome: Outcome, home: Accepted, sha256: dict[str, str]) -> dict[str, Any]:
    facts = home.facts
    severities = Counter(i["severity"] for i in facts.issues)
    return {
        "file": outcome.task.path.as_posix(),
        "status": "accepted" if home.outcome is outcome else "merged",
        "id": facts.id,
        "record": f"records/{facts.id}.json",
        "text": f"text/{facts.id}.txt",
        "media_type": facts.media_type,
        "profile": facts.profile,
        "pages": facts.pages,
        "seconds": round(outcome.seconds, 6),
        "issues": {name: severities[name] for name in ("error", "warning", "info")},
        "sha256": sha256[facts.id],
    }


def reject_rows(outcomes: Sequence[Outcome]) -> tuple[dict[str, str], ...]:
    """One row a refused document, sorted by file: what was found, and what to do about it."""
    rows = [
        {
            "file": o.task.path.as_posix(),
            "code": o.result.code,
            "detail": o.result.detail,
            "advice": REJECTS[o.result.code],
        }
        for o in outcomes
        if isinstance(o.result, Reject)
    ]
    return tuple(sorted(rows, key=lambda row: row["file"]))
