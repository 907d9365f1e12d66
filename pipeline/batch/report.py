"""What became of every document of a run, in counts that reconcile and one row a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.batch.manifest import Entry
from pipeline.batch.plan import Plan
from pipeline.batch.publish import reject_rows
from pipeline.batch.task import Facts, Reject, Task

SEVERITIES = ("error", "warning", "info")
_STATUSES = ("accepted", "merged", "rejected", "skipped")


@dataclass(frozen=True, slots=True)
class Report:
    """A finished run: `rows` are one a document of the input, `removed` those that left it.

    `records` are the facts of all records that stand, `rejects` say why a document was refused.
    """

    inputs: int
    rows: tuple[dict[str, Any], ...]
    removed: tuple[dict[str, Any], ...]
    rejects: tuple[dict[str, Any], ...]
    records: tuple[Facts, ...]
    seconds: float

    @property
    def issues(self) -> Counter[str]:
        """How often each issue code was reported."""
        return Counter(issue["code"] for facts in self.records for issue in facts.issues)

    @property
    def counts(self) -> dict[str, int]:
        """Documents by what became of them, and what all records that stand hold.

        `inputs` = `accepted` + `rejected` + `skipped`; a `merged` document is an accepted one.
        """
        states = Counter(row["status"] for row in self.rows)
        return {
            "inputs": self.inputs,
            "accepted": states["accepted"] + states["merged"],
            "rejected": states["rejected"],
            "skipped": states["skipped"],
            "merged": states["merged"],
            "removed": len(self.removed),
            "records": len(self.records),
            "invalid": sum(_has(facts, "error") for facts in self.records),
            "classes": sum(facts.classes for facts in self.records),
            "duties": sum(facts.duties for facts in self.records),
            "qualifications": sum(facts.qualifications for facts in self.records),
        }

    @property
    def reconciles(self) -> bool:
        """Whether every input is counted once, and every record that a row names stands."""
        counts = self.counts
        ids = {facts.id for facts in self.records}
        named = {row["id"] for row in (*self.rows, *self.removed) if row.get("id")}
        return (
            counts["inputs"] == counts["accepted"] + counts["rejected"] + counts["skipped"]
            and len({row["file"] for row in self.rows}) == self.inputs
            and len(ids) == len(self.records)
            and named == ids
            and len(self.rejects) == counts["rejected"]
        )

    def fails(self, least: str) -> bool:
        """Whether something is at least as bad as a "warning", an "error" or a "reject"."""
        found = {
            "reject": bool(self.rejects),
            "error": any(_has(facts, "error") for facts in self.records),
            "warning": any(_has(facts, "warning") for facts in self.records),
        }
        order = list(found)
        return any(found[name] for name in order[: order.index(least) + 1])


def _has(facts: Facts, severity: str) -> bool:
    return any(issue["severity"] == severity for issue in facts.issues)


def report(
    plan: Plan,
    entries: Mapping[str, Entry],
    *,
    parsed: Collection[str],
    seconds: float,
) -> Report:
    """The report of a run after which `entries` stand, of which some were `parsed` now."""
    rows = [
        _row(task, entries.get(task.name), task.name in parsed)
        for task in sorted(plan.tasks, key=lambda task: task.name)
    ]
    return Report(
        inputs=len(plan.tasks),
        rows=tuple(rows),
        removed=tuple(_removed(entry, entries) for entry in plan.gone),
        rejects=tuple(reject_rows(entries.values())),
        records=tuple(_records(entries.values())),
        seconds=seconds,
    )


def _records(entries: Iterable[Entry]) -> list[Facts]:
    return sorted((e.head for e in entries if e.head), key=lambda facts: facts.id)


def _row(task: Task, entry: Entry | None, parsed: bool) -> dict[str, Any]:
    """One document: what it cost is what it cost in this run."""
    if entry is None:
        return {"file": task.name, "status": "skipped"}
    if isinstance(entry.result, Reject):
        about = {"file": task.name, "status": "rejected", "code": entry.result.code}
        return about | _costs(entry)
    status = "skipped" if not parsed else "merged" if entry.merged else "accepted"
    row = {"file": task.name, "status": status, **_record(entry.result)}
    return row | (_costs(entry) if parsed else {"scores": dict(entry.scores)})


def _record(facts: Facts) -> dict[str, Any]:
    severities = Counter(issue["severity"] for issue in facts.issues)
    return {
        "id": facts.id,
        "record": f"records/{facts.id}.json",
        "text": f"text/{facts.id}.txt",
        "media_type": facts.media_type,
        "profile": facts.profile,
        "pages": facts.pages,
        "issues": {name: severities[name] for name in SEVERITIES},
        "sha256": facts.page,
    }


def _costs(entry: Entry) -> dict[str, Any]:
    return {
        "scores": dict(entry.scores),
        "seconds": round(sum(entry.stages.values()), 6),
        "stages": {stage: round(seconds, 6) for stage, seconds in entry.stages.items()},
    }


def _removed(entry: Entry, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """A document that left the input, with the record it still has."""
    about = {"file": entry.name, "status": "removed"}
    stands = entries.get(entry.name)
    if stands and isinstance(stands.result, Facts):
        return about | {"id": stands.result.id, "record": f"records/{stands.result.id}.json"}
    return about | {"id": None, "record": None}
