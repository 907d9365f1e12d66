"""The bytes of a document to its outcome: a record staged on disk, or a reject with its reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.batch.task import Facts, Outcome, Parse, Reject, Task
from pipeline.errors import ConfigurationError, SourceError
from pipeline.record import Record
from pipeline.sinks.files import json_line, json_page, write_whole
from pipeline.text import fold
from pipeline.trace import Trace

_SAFE_ID = re.compile(r"[a-z0-9-]+/\w[\w.~-]*")
_OWN = ("source", "evidence", "conservation", "entities", "residue", "issues")
_COUNTED = ("duties", "qualifications")


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of some bytes, before any file is written.

    `files` are the record (".json") and its text (".txt"); a reject has none.
    """

    result: Facts | Reject
    files: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)


def run_here(tasks: Sequence[Task], parse: Parse, staging: Path) -> Generator[Outcome, None, None]:
    """The engine without processes: outcomes one after the other, without limits."""
    for task in tasks:
        yield work(task, parse, staging)


def work(task: Task, parse: Parse, staging: Path) -> Outcome:
    """Read and parse one document, and stage what it became.

    Raises:
        ConfigurationError: nothing can be parsed this way.
        OSError: the record cannot be written.
    """
    data = read(task)
    made = Draft(data) if isinstance(data, Reject) else draft(data, task.file, parse)
    return store(made, task, staging)


def read(task: Task) -> bytes | Reject:
    """The bytes of a document, or why there are none."""
    if task.refused or task.path is None:
        return task.refused or Reject("unreadable", "it was not fetched")
    try:
        return task.path.read_bytes()
    except OSError as error:
        return Reject("unreadable", error.strerror or type(error).__name__)


def draft(data: bytes, name: str, parse: Parse) -> Draft:
    """What becomes of the bytes of a document; the same bytes become the same, wherever it runs.

    Raises:
        ConfigurationError: nothing can be parsed this way.
    """
    trace = Trace()
    result, files = _attempt(data, name, parse, trace)
    trace.stop()
    return Draft(result, files, trace.seconds, trace.scores)


def store(made: Draft, task: Task, staging: Path) -> Outcome:
    """Write the files of a draft into the staging folder, each whole or not at all."""
    trace = Trace()
    trace.seconds.update(made.stages)
    trace.to("write")
    for suffix, text in made.files.items():
        write_whole(staging / f"{task.key}{suffix}", [text])
    trace.stop()
    return Outcome(task, made.result, trace.seconds, made.scores)


def _attempt(
    data: bytes, name: str, parse: Parse, trace: Trace
) -> tuple[Facts | Reject, Mapping[str, str]]:
    try:
        record = parse(data, name, trace)
        if not _SAFE_ID.fullmatch(record.id):
            return Reject("internal-error", f"{record.id!r} is no id"), {}
        trace.to("write")
        plain = record.to_dict()
        page = json_page(plain)
        return _facts(record, plain, page), {".json": page, ".txt": record.text}
    except SourceError as error:
        return Reject(error.code, error.detail), {}
    except ConfigurationError:
        raise
    except MemoryError:
        return Reject("memory", "an allocation failed"), {}
    except Exception as error:  # whatever a parser does to one file, the run goes on
        return Reject("internal-error", _where(error)), {}


def _where(error: Exception) -> str:
    """The type of an exception, its message and the line it came from."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}: {fold(str(error))[:200]}"


def _facts(record: Record, plain: dict[str, Any], page: str) -> Facts:
    duties, qualifications = (sum(len(c[k]) for c in plain["classes"]) for k in _COUNTED)
    return Facts(
        id=record.id,
        sha256=record.source.sha256,
        content=_content(plain),
        page=hashlib.sha256(page.encode()).hexdigest(),
        text=hashlib.sha256(record.text.encode()).hexdigest(),
        pages=record.source.pages,
        media_type=record.source.media_type,
        profile=record.profile.name,
        classes=len(record.classes),
        duties=duties,
        qualifications=qualifications,
        issues=tuple(plain["issues"]),
    )


def _content(plain: dict[str, Any]) -> str:
    """A digest of what a standard says, whatever file says it and wherever the words stand."""
    said: dict[str, Any] = {k: v for k, v in plain.items() if k not in _OWN}
    said["residue"] = [fold(piece["text"]) for piece in plain["residue"]]
    return hashlib.sha256(json_line(said).encode()).hexdigest()
