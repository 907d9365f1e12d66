"""A run of the load to its row in `load_run`, with counts that reconcile."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.tables.typed import json_text

_RUNS = METADATA.tables["load_run"]
WRITTEN = ("added", "changed", "refreshed", "reopened")
_OF_RECORDS = (*WRITTEN, "unchanged", "failed", "not_reached")
COUNTS = ("records", *_OF_RECORDS, "withdrawn", "kept", "rows_written")
"""The counts of a run, as the columns of `load_run` are named."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was rolled back, and what the database said."""

    document_id: str
    reason: str


@dataclass(slots=True)
class LoadReport:
    """What became of every record of the output and every document of the database.

    `records` is the sum of what became of them: added, changed, refreshed, reopened, unchanged,
    failed and, where the run broke off, not reached.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    broken: bool = False

    @property
    def outcome(self) -> str:
        """`done`, `incomplete` or `broken`, as in `load_run`."""
        if self.broken:
            return "broken"
        return "incomplete" if self.failures else "done"

    @property
    def changes(self) -> int:
        """Documents that were written or closed."""
        return sum(self.counts[name] for name in (*WRITTEN, "withdrawn"))

    def columns(self) -> dict[str, Any]:
        """The report as columns of `load_run`."""
        failures = [{"document": one.document_id, "reason": one.reason} for one in self.failures]
        counts = {name: self.counts[name] for name in COUNTS}
        return {**counts, "outcome": self.outcome, "failures": json_text(failures)}


def open_run(connection: Connection, source: str, started_at: datetime) -> int:
    """Note that a run began; returns its number."""
    facts = {**LoadReport().columns(), "outcome": "running"}
    with connection.begin():
        row = sa.insert(_RUNS).values(source=source, started_at=started_at, **facts)
        return int(connection.execute(row.returning(_RUNS.c.load_run_id)).scalar_one())


def close_run(
    connection: Connection, number: int, report: LoadReport, finished_at: datetime
) -> None:
    """Note how a run ended."""
    with connection.begin():
        row = sa.update(_RUNS).where(_RUNS.c.load_run_id == number)
        connection.execute(row.values(finished_at=finished_at, **report.columns()))
