"""Files to an output folder: parse, settle duplicates, move into place, report."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.batch.report import Report, document_rows, reject_rows
from pipeline.batch.settle import Accepted, settle
from pipeline.batch.task import Engine, Outcome, Parse, Task
from pipeline.errors import ConfigurationError
from pipeline.record import SCHEMA_VERSION
from pipeline.sinks.files import json_line, json_page, line_of_page, write_whole
from pipeline.version import VERSION

_STAGING = ".staging"
_OURS = re.compile(r"(?:records|text)/[a-z0-9-]+/\w[\w.~-]*\.(?:json|txt)")
_WORTH_A_PROCESS = 16


def default_jobs(documents: int) -> int:
    """One process a core, but no second one for so few documents that starting it costs more."""
    return max(1, min(os.cpu_count() or 1, documents // _WORTH_A_PROCESS))


def run(
    tasks: Sequence[Task],
    output: Path,
    *,
    parse: Parse,
    engine: Engine,
    options: dict[str, Any],
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Parse documents into `output`; the same bytes come out whatever the engine is.

    Nothing in the folder changes before every document is parsed. `options` are reported in
    `run.json`; `on_done` hears of each document when it is done.

    Raises:
        ConfigurationError: nothing can be parsed this way.
        OSError: the output cannot be written.
    """
    started, begun = time.perf_counter(), datetime.now(UTC)
    stale = _files_of_last_run(output)
    staging = output / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        outcomes = []
        for outcome in engine(tasks, parse, staging):
            outcomes.append(outcome)
            on_done(outcome)
        outcomes.sort(key=lambda outcome: outcome.task.name)
        accepted = settle(outcomes, staging)
        report = _publish(outcomes, accepted, output, stale, started)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    facts = {"started": begun.isoformat(timespec="seconds"), **options}
    write_whole(output / "run.json", [json_page(_run_facts(report, facts))])
    return report


def _publish(
    outcomes: Sequence[Outcome],
    accepted: Sequence[Accepted],
    output: Path,
    stale: set[str],
    started: float,
) -> Report:
    """Move staged files into place, and remove what is stale and was not written again."""
    staging = output / _STAGING
    write_whole(
        output / "standards.jsonl",
        (line_of_page((staging / one.page).read_text(encoding="utf-8")) for one in accepted),
    )
    for one in accepted:
        for staged, name in (
            (one.page, f"records/{one.facts.id}.json"),
            (one.text, f"text/{one.facts.id}.txt"),
        ):
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / staged).replace(output / name)
            stale.discard(name)
    for name in stale:
        (output / name).unlink(missing_ok=True)
    issues = (
        json_line({"id": one.facts.id, "file": one.outcome.task.name, **issue})
        for one in accepted
        for issue in one.facts.issues
    )
    write_whole(output / "issues.jsonl", issues)
    rejects = reject_rows(outcomes)
    write_whole(output / "rejects.jsonl", map(json_line, rejects))
    rows = document_rows(outcomes, accepted)
    return Report(tuple(accepted), rows, rejects, time.perf_counter() - started)


def _files_of_last_run(output: Path) -> set[str]:
    """The records and texts that the report of the last run lists.

    Raises:
        ConfigurationError: there is a `run.json` that is no report of a run.
    """
    path = output / "run.json"
    if not path.exists():
        return set()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["documents"]
        names = {row[kind] for row in rows for kind in ("record", "text") if kind in row}
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{path} is not the report of a run; move it away") from error
    return {name for name in names if _OURS.fullmatch(name)}


def _run_facts(report: Report, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "versions": {
            "parser": VERSION,
            "schema": SCHEMA_VERSION,
            "python": platform.python_version(),
        },
        **facts,
        "seconds": round(report.seconds, 6),
        "counts": report.counts,
        "issues": dict(sorted(report.issues.items())),
        "documents": list(report.rows),
    }
