"""A run to a log that programs read: one JSON object a line, written as things happen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TextIO

from pipeline.batch.plan import Plan
from pipeline.batch.report import Report
from pipeline.batch.task import Outcome, Reject
from pipeline.sinks.files import json_line


class JsonLog:
    """A watcher of a run; `event` is `start`, `more`, `document`, `end` or `error`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def planned(self, plan: Plan, recovered: int) -> None:
        """The run begins: how many documents there are, and what is done with them."""
        counts = {
            "inputs": len(plan.tasks),
            "parse": len(plan.parse),
            "skip": len(plan.kept) + len(plan.wait),
            "removed": len(plan.gone),
            "recovered": recovered,
        }
        self._write("start", **counts)

    def more(self, count: int) -> None:
        """Documents that were to be kept are parsed again, to be settled with others."""
        if count:
            self._write("more", parse=count)

    def done(self, outcome: Outcome) -> None:
        """One document was parsed or rejected."""
        result = outcome.result
        what: dict[str, Any] = {"file": outcome.task.name}
        if isinstance(result, Reject):
            what |= {"status": "rejected", "code": result.code, "detail": result.detail}
        else:
            what |= {"status": "parsed", "id": result.id, "issues": len(result.issues)}
        self._write("document", **what, seconds=round(outcome.seconds, 6))

    def end(self, report: Report, code: int) -> None:
        """The run is over."""
        seconds = round(report.seconds, 6)
        self._write("end", exit=code, seconds=seconds, counts=report.counts)

    def error(self, code: int, message: str) -> None:
        """The run could not go on."""
        self._write("error", exit=code, message=message)

    def _write(self, event: str, **what: Any) -> None:
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._stream.write(json_line({"time": time, "event": event, **what}))
        self._stream.flush()
