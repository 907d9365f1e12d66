"""The command `standards parse`: documents into a folder of records, or one record printed."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING

from pipeline.cli_parse_options import add_options, limits_of
from pipeline.errors import ConfigurationError, SourceError, Terminated
from pipeline.model import Limits

if TYPE_CHECKING:
    from pipeline.batch import Job, Report, Watcher
    from pipeline.batch.task import Engine, Task
    from pipeline.record import Record
    from pipeline.trace import Trace


def add_arguments(parse: argparse.ArgumentParser) -> None:
    """What `parse` takes, and what it does."""
    parse.add_argument(
        "input",
        nargs="*",
        metavar="INPUT",
        help="a file, a folder (to the bottom), a glob, an archive, or the address of one",
    )
    parse.add_argument(
        "--output",
        required=True,
        metavar="DIR",
        help="where records go, a folder or its address; - prints the record of one file",
    )
    parse.add_argument(
        "--profile",
        default="auto",
        metavar="NAME",
        help="how to read the documents: auto (default) or a profile, such as us-ny",
    )
    add_options(parse)
    parse.set_defaults(do=_parse)


def _parse(options: argparse.Namespace) -> int:
    from pipeline.batch.inputs import gather

    tasks = gather(options.input, limits=limits_of(options))
    if options.output == "-":
        return _print_record(tasks, options)
    with _terminable():
        return _parse_to_folder(tasks, options)


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does: documents whole or not at all, workers gone."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print_record(tasks: Sequence[Task], options: argparse.Namespace) -> int:
    from pipeline.sinks.files import json_page
    from pipeline.trace import Trace

    limits = limits_of(options)
    name, data = _only_one(tasks, limits)
    try:
        if isinstance(data, SourceError):
            raise data
        record = _parse_one(data, name, Trace(), profile=options.profile, limits=limits)
    except SourceError as error:
        print(f"standards: {name}: {error}. {error.advice}", file=sys.stderr)
        return 1
    sys.stdout.write(json_page(record.to_dict()))
    sys.stdout.flush()
    return 1 if any(issue.severity == "error" for issue in record.issues) else 0


def _only_one(tasks: Sequence[Task], limits: Limits) -> tuple[str, bytes | SourceError]:
    """The one document of the input, by its file name."""
    from pipeline.batch.arrive import arrive
    from pipeline.batch.spool import Spool
    from pipeline.batch.task import Reject
    from pipeline.batch.work import read

    with TemporaryDirectory() as folder:
        tasks = arrive(tasks, Spool(Path(folder)), limits, lambda task: False)
        if len(tasks) > 1:
            raise ConfigurationError(f"--output - takes one file, not {len(tasks)}")
        data = read(tasks[0])
    return tasks[0].file, SourceError(data.code, data.detail) if isinstance(data, Reject) else data


def _parse_one(data: bytes, name: str, trace: Trace, *, profile: str, limits: Limits) -> Record:
    from pipeline import parse_bytes

    return parse_bytes(data, name=name, profile=profile, limits=limits, trace=trace)


def _parse_to_folder(tasks: Sequence[Task], options: argparse.Namespace) -> int:
    from pipeline.batch import run
    from pipeline.batch.mirror import mirrored

    job = _job(options)
    told = {name: getattr(options, name) for name in ("profile", "engine", "jobs")}
    told["environment"] = job.environment
    with mirrored(options.output, publish=not options.dry_run) as output:
        if options.dry_run:
            return _tell_plan(tasks, output, job)
        with _watcher(options) as watcher:
            report = run(tasks, output, job, options=told, watcher=watcher)
    return _tell(report, options)


def _job(options: argparse.Namespace) -> Job:
    from pipeline.batch import Choice, Job
    from pipeline.batch.environment import environment

    limits = limits_of(options)
    return Job(
        parse=partial(_parse_one, profile=options.profile, limits=limits),
        engine=_engine(options),
        environment=environment({"profile": options.profile, **_of_document(limits)}),
        choice=Choice(options.force, options.retry_failed, options.prune),
        limits=limits,
        max_failures=options.max_errors or None,
    )


def _of_document(limits: Limits) -> dict[str, int]:
    """The limits that a record may depend on; those of archives only choose documents."""
    names = ("max_bytes", "max_pages", "max_characters")
    return {name: getattr(limits, name) for name in names}


def _engine(options: argparse.Namespace) -> Engine:
    from pipeline.batch.pool import Workers
    from pipeline.batch.work import run_here

    if options.engine == "dask":
        return _cluster(options)
    if options.scheduler:
        raise ConfigurationError("--scheduler goes with --engine dask")
    if options.jobs == 0:
        return run_here
    return Workers(
        options.jobs,
        timeout_seconds=options.timeout or None,
        memory_megabytes=options.memory or None,
        recycle=options.recycle or sys.maxsize,
    )


def _cluster(options: argparse.Namespace) -> Engine:
    try:
        from pipeline.batch.dask import Cluster
    except ModuleNotFoundError as error:
        message = "--engine dask needs the extra [cluster]"
        raise ConfigurationError(
            f"{message}: pip install 'civil-service-standards[cluster]'"
        ) from error
    from pipeline.batch.watch import Watch

    if not options.scheduler:
        raise ConfigurationError("--engine dask needs --scheduler ADDRESS")
    return Cluster(options.scheduler, Watch(options.timeout or None, options.memory or None))


@contextmanager
def _watcher(options: argparse.Namespace) -> Iterator[Watcher]:
    """A log for programs, a progress bar on a terminal, nothing elsewhere."""
    if options.log_format == "json":
        from pipeline.log import JsonLog

        yield JsonLog(sys.stderr)
    elif sys.stderr.isatty():
        from pipeline.report import progress

        with progress(sys.stderr) as bar:
            yield bar
    else:
        from pipeline.batch.parsing import Silent

        yield Silent()


def _tell_plan(tasks: Sequence[Task], output: Path, job: Job) -> int:
    """One line a document that would be parsed or is gone, then the counts."""
    from pipeline.batch.run import dry_run

    plan = dry_run(tasks, output, job)
    for task in plan.parse:
        print(f"parse {task.name}")
    for entry in plan.gone:
        print(f"{'remove' if job.choice.prune else 'gone'} {entry.name}")
    skipped = len(plan.kept) + len(plan.wait)
    print(f"{len(plan.parse)} to parse, {skipped} to skip, {len(plan.gone)} gone; nothing was done")
    return 0


def _tell(report: Report, options: argparse.Namespace) -> int:
    from pipeline.log import JsonLog
    from pipeline.report import show_summary

    code = 1 if report.fails(options.fail_on) or not report.reconciles else 0
    show_summary(report, options.output, sys.stdout)
    if not report.reconciles:
        print("standards: the counts of run.json do not add up; please report it", file=sys.stderr)
    if options.log_format == "json":
        JsonLog(sys.stderr).end(report, code)
    return code
