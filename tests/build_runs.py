"""Runs over tiny files, with a parser that does what each file says."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.batch import Choice, Job, Report, gather, run
from pipeline.batch.parsing import Silent
from pipeline.batch.plan import Plan
from pipeline.batch.pool import Workers
from pipeline.batch.task import Engine, Outcome, Task
from pipeline.batch.work import run_here
from pipeline.errors import ConfigurationError, SourceError
from pipeline.issues import issue
from pipeline.record import Record
from pipeline.trace import Trace
from tests.build_record import make_record, printed

_HOARD: list[bytearray] = []


def fake_parse(data: bytes, name: str, trace: Trace) -> Record:
    """A parser that does what the first word of the file says; the second is the record's name."""
    trace.to("extract")
    order, _, rest = data.decode().partition(" ")
    if order == "refuse":
        raise SourceError("corrupt-file", rest)
    if order == "raise":
        raise KeyError(rest)
    if order == "die":
        os._exit(9)
    if order == "hang":
        time.sleep(3600)
    if order == "eat":
        while True:
            _HOARD.append(bytearray(os.urandom(1 << 20)) * 16)
    if order == "slow":
        time.sleep(0.005)
    while order == "wait" and not Path(rest.split()[1]).exists():
        time.sleep(0.01)
    if order in ("once", "note"):
        _mark(order, name, rest)
    if order == "misconfigured":
        raise ConfigurationError("no such profile")
    record = make_record(file=name, data=data, id=f"us-ny/{rest.split()[0]}F")
    if order == "invalid":
        return replace(record, issues=(issue("schema", "broken"),))
    if order == "warn":
        return replace(record, issues=(issue("duties-unassigned", "somewhere"),))
    if order == "status":
        return replace(record, status=rest.split()[1])
    if order == "unwritable":
        return replace(record, status="draft\ud800")
    if order == "elsewhere":
        return replace(record, series=replace(record.series, title=printed("KITE TESTER")))
    return record


def _mark(order: str, name: str, rest: str) -> None:
    """Leave word in the folder that the file names; the first time, "once" ends the process."""
    mark = Path(rest.split()[1], name)
    if order == "note":
        mark.write_text(str(os.getpid()))
    elif not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def fake_one(data: bytes, name: str, trace: Trace, **options: object) -> Record:
    """`fake_parse` with whatever options the command gives."""
    return fake_parse(data, name, trace)


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


class Heard(Silent):
    """Remembers the names of the documents that were parsed, without their suffix."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.recovered = 0

    def planned(self, plan: Plan, recovered: int) -> None:
        self.recovered = recovered

    def done(self, outcome: Outcome) -> None:
        self.names.append(Path(outcome.task.name).stem)


WORKERS = Workers(2, preload=("tests.build_runs",))


def go(
    folder: Path,
    output: Path,
    *,
    engine: Engine = run_here,
    tasks: Sequence[Task] | None = None,
    environment: str = "as it is today",
    max_failures: int | None = None,
    heard: Heard | None = None,
    **choice: bool,
) -> Report:
    """One run over the files of a folder."""
    return run(
        gather([str(folder)]) if tasks is None else tasks,
        output,
        Job(fake_parse, engine, environment, Choice(**choice), max_failures=max_failures),
        options={"profile": "auto"},
        watcher=heard,
    )


def tree(output: Path) -> dict[str, bytes]:
    """Every file of a run but the report, which holds times, and what is the run's own."""
    files = (p for p in output.rglob("*") if p.is_file())
    named = {p.relative_to(output).as_posix(): p for p in files}
    return {n: p.read_bytes() for n, p in named.items() if n != "run.json" and n[0] != "."}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
