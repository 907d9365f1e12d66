"""Documents to an output folder: plan, parse, settle duplicates, publish, report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch.arrive import arrive, fetching
from pipeline.batch.environment import versions
from pipeline.batch.folder import Folder
from pipeline.batch.manifest import Manifest, read_manifest
from pipeline.batch.parsing import Job, Silent, Watcher, parse_planned
from pipeline.batch.plan import Plan, plan, remaining
from pipeline.batch.publish import prepare, publish, resume
from pipeline.batch.report import Report, report
from pipeline.batch.settle import settle
from pipeline.batch.spool import Spool
from pipeline.batch.task import Facts, Task
from pipeline.errors import ConfigurationError
from pipeline.sinks.files import json_page, write_whole


def run(
    tasks: Sequence[Task],
    output: Path,
    job: Job,
    *,
    options: Mapping[str, Any],
    watcher: Watcher | None = None,
) -> Report:
    """Parse documents into `output`; the same bytes come out whatever the engine is.

    Nothing in the folder changes before every document is parsed. A run that is killed, stopped
    or interrupted leaves what it has parsed to the next. `options` are reported in `run.json`.

    Raises:
        ConfigurationError: nothing can be parsed this way, or another run is at work there.
        TooManyFailures: as many documents were rejected as `job` allows.
        OSError: the output cannot be written.
    """
    folder, begun, started = Folder(output), datetime.now(UTC), time.perf_counter()
    with folder.locked(), folder.spooling() as place:
        last = resume(folder, read_manifest(folder.manifest))
        spool = Spool(place)
        tasks = arrive(tasks, spool, job.limits, last.knows)
        planned = _plan(tasks, last, folder, job)
        job = replace(job, engine=fetching(job.engine, spool, job.limits))
        manifest, parsed = _bring_up(folder, last, planned, job, watcher or Silent())
        found = report(
            planned, manifest.entries, parsed=parsed, seconds=time.perf_counter() - started
        )
        about = {"started": begun.isoformat(timespec="seconds"), **options}
        page = json_page(_run_facts(found, about))
        write_whole(folder.root / "run.json", [page], durable=True)
        folder.clear_staging()
    return found


def dry_run(tasks: Sequence[Task], output: Path, job: Job) -> Plan:
    """What `run` would do with these documents now; nothing is written.

    Raises:
        ConfigurationError: the folder holds no output of a run.
    """
    folder = Folder(output)
    last = read_manifest(folder.manifest)
    with TemporaryDirectory() as spool:
        tasks = arrive(tasks, Spool(Path(spool)), job.limits, last.knows)
        return _plan(tasks, last, folder, job)


def _plan(tasks: Sequence[Task], last: Manifest, folder: Folder, job: Job) -> Plan:
    return plan(tasks, last, environment=job.environment, root=folder.root, choice=job.choice)


def _bring_up(
    folder: Folder, last: Manifest, planned: Plan, job: Job, watcher: Watcher
) -> tuple[Manifest, set[str]]:
    """Parse what is to be parsed and put it in place; also the names of what was parsed."""
    staging = folder.staging / job.environment[:16]
    folder.clear_staging(keep=None if job.choice.force else staging)
    try:
        outcomes, kept = parse_planned(planned, job, staging, watcher)
    except ConfigurationError:
        folder.clear_staging()
        raise
    fresh = {o.result.id for o in outcomes if isinstance(o.result, Facts)}
    standing = [*kept.values(), *remaining(planned, kept, fresh).values()]
    entries, moves = prepare(outcomes, settle(outcomes, staging), staging, job.environment)
    manifest = publish(folder, last, [*standing, *entries], moves)
    return manifest, {outcome.task.name for outcome in outcomes}


def _run_facts(found: Report, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "versions": versions(),
        **about,
        "seconds": round(found.seconds, 6),
        "counts": found.counts,
        "issues": dict(sorted(found.issues.items())),
        "documents": list(found.rows),
        "removed": list(found.removed),
    }
