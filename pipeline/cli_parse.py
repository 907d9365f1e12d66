"""The command `standards parse`: documents into a folder of records, or one record printed."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigurationError, SourceError
from pipeline.model import Limits

if TYPE_CHECKING:
    from pipeline.batch import Job, Report, Watcher
    from pipeline.batch.task import Engine, Task
    from pipeline.record import Record
    from pipeline.trace import Trace

_TIMEOUT_SECONDS = 120
_MEMORY_MEGABYTES = 2048
_RECYCLE = 1000


class Terminated(KeyboardInterrupt):
    """The process was asked to end by SIGTERM."""


def add_parse(commands: Any) -> None:
    """Tell the parser of arguments what `parse` takes."""
    parse = commands.add_parser("parse", help="parse documents into records")
    parse.add_argument(
        "input", nargs="*", metavar="INPUT", help="a file, a folder (to the bottom) or a glob"
    )
    parse.add_argument(
        "--output",
        required=True,
        metavar="DIR",
        help="where records go; - prints the record of one file",
    )
    parse.add_argument(
        "--profile",
        default="auto",
        metavar="NAME",
        help="how to read the documents: auto (default) or a profile, such as us-ny",
    )
    _add_limits(parse.add_argument_group("processes and limits (0: none)"))
    _add_choice(parse.add_argument_group("which documents (default: what changed, what failed)"))
    _add_telling(parse.add_argument_group("what is told"))
    parse.set_defaults(do=_parse)


def _add_limits(group: Any) -> None:
    def number(name: str, metavar: str, default: int | None, text: str) -> None:
        group.add_argument(name, type=_count, default=default, metavar=metavar, help=text)

    number("--jobs", "N", None, "worker processes (default: one a core, one for few documents)")
    number("--timeout", "SECONDS", _TIMEOUT_SECONDS, "most time for a document (%(default)s)")
    number("--memory", "MB", _MEMORY_MEGABYTES, "most memory of a worker (%(default)s)")
    number("--recycle", "N", _RECYCLE, "documents before a worker is replaced (%(default)s)")
    number("--max-bytes", "N", Limits().max_bytes, "largest file that is read (%(default)s)")
    number("--max-errors", "N", 0, "stop after N rejected documents; the next run goes on")


def _add_choice(group: Any) -> None:
    which = group.add_mutually_exclusive_group()
    which.add_argument("--force", action="store_true", help="parse everything again")
    which.add_argument(
        "--retry-failed", action="store_true", help="parse only what the last run rejected"
    )
    group.add_argument(
        "--prune", action="store_true", help="remove the records of files that are gone"
    )
    group.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )


def _add_telling(group: Any) -> None:
    group.add_argument(
        "--fail-on",
        choices=("warning", "error", "reject"),
        default="error",
        metavar="LEVEL",
        help="exit with 1 from this on: warning, error (default) or reject",
    )
    group.add_argument(
        "--log-format",
        choices=("text", "json"),
        default="text",
        help="json: one object a line on standard error",
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a number")
    return int(text)


def _parse(options: argparse.Namespace) -> int:
    from pipeline.batch.inputs import gather

    tasks = gather(options.input, limits=_limits(options))
    if options.output != "-":
        with _terminable():
            return _parse_to_folder(tasks, options)
    if len(tasks) > 1:
        raise ConfigurationError(f"--output - takes one file, not {len(tasks)}")
    return _print_record(Path(tasks[0].name), options)


def _limits(options: argparse.Namespace) -> Limits:
    return Limits(max_bytes=options.max_bytes or sys.maxsize)


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


def _print_record(path: Path, options: argparse.Namespace) -> int:
    from pipeline import parse
    from pipeline.sinks.files import json_page

    try:
        record = parse(path, profile=options.profile, limits=_limits(options))
    except SourceError as error:
        print(f"standards: {path.name}: {error}. {error.advice}", file=sys.stderr)
        return 1
    sys.stdout.write(json_page(record.to_dict()))
    sys.stdout.flush()
    return 1 if any(issue.severity == "error" for issue in record.issues) else 0


def _parse_one(data: bytes, name: str, trace: Trace, *, profile: str, limits: Limits) -> Record:
    from pipeline import parse_bytes

    return parse_bytes(data, name=name, profile=profile, limits=limits, trace=trace)


def _parse_to_folder(tasks: Sequence[Task], options: argparse.Namespace) -> int:
    from pipeline.batch import run

    job, output = _job(options), Path(options.output)
    if options.dry_run:
        return _tell_plan(tasks, output, job)
    told = {"profile": options.profile, "jobs": options.jobs, "environment": job.environment}
    with _watcher(options) as watcher:
        report = run(tasks, output, job, options=told, watcher=watcher)
    return _tell(report, options)


def _job(options: argparse.Namespace) -> Job:
    from pipeline.batch import Choice, Job
    from pipeline.batch.environment import environment

    limits = _limits(options)
    return Job(
        parse=partial(_parse_one, profile=options.profile, limits=limits),
        engine=_engine(options),
        environment=environment({"profile": options.profile, **asdict(limits)}),
        choice=Choice(options.force, options.retry_failed, options.prune),
        max_failures=options.max_errors or None,
    )


def _engine(options: argparse.Namespace) -> Engine:
    from pipeline.batch.pool import Workers
    from pipeline.batch.work import run_here

    if options.jobs == 0:
        return run_here
    return Workers(
        options.jobs,
        timeout_seconds=options.timeout or None,
        memory_megabytes=options.memory or None,
        recycle=options.recycle or sys.maxsize,
    )


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
