"""One file to one outcome: a record staged on disk, or a reject with its reason."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError, SourceError
from pipeline.record import Record
from pipeline.sinks.files import json_line, json_page, write_whole
from pipeline.text import fold

Parse = Callable[[Path], Record]
_SAFE_ID = re.compile(r"[a-z0-9-]+/\w[\w.~-]*")
_OWN = ("source", "evidence", "conservation", "entities", "residue", "issues")
_COUNTED = ("duties", "qualifications")


@dataclass(frozen=True, slots=True)
class Task:
    """One file to parse; `stage` is the path without suffix that its record is staged under."""

    path: Path
    stage: Path


@dataclass(frozen=True, slots=True)
class Facts:
    """What the run needs to know of a record without reading it again.

    `content` is a digest of all that two files of one standard must agree in.
    """

    id: str
    sha256: str
    content: str
    pages: int | None
    media_type: str
    profile: str
    classes: int
    duties: int
    qualifications: int
    issues: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a file became no record: a code of `errors.REJECTS`, and what was found."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    task: Task
    result: Facts | Reject
    seconds: float


def work(task: Task, parse: Parse) -> Outcome:
    """Parse one file and stage its record and text.

    Raises:
        ConfigurationError: nothing can be parsed this way.
        OSError: the record cannot be written.
    """
    started = time.perf_counter()
    found = _attempt(task.path, parse)
    result = _stage(found, task.stage) if isinstance(found, Record) else found
    return Outcome(task, result, time.perf_counter() - started)


def _attempt(path: Path, parse: Parse) -> Record | Reject:
    try:
        record = parse(path)
        record.text.encode()
        if not _SAFE_ID.fullmatch(record.id):
            return Reject("internal-error", f"{record.id!r} is no id")
    except SourceError as error:
        return Reject(error.code, error.detail)
    except ConfigurationError:
        raise
    except Exception as error:  # whatever a parser does to one file, the run goes on
        return Reject("internal-error", _where(error))
    return record


def _where(error: Exception) -> str:
    """The type of an exception, its message and the line it came from."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}: {fold(str(error))[:200]}"


def _stage(record: Record, stage: Path) -> Facts:
    plain = record.to_dict()
    write_record(plain, stage)
    write_whole(stage.with_suffix(".txt"), [record.text])
    duties, qualifications = (sum(len(c[k]) for c in plain["classes"]) for k in _COUNTED)
    return Facts(
        id=record.id,
        sha256=record.source.sha256,
        content=_content(plain),
        pages=record.source.pages,
        media_type=record.source.media_type,
        profile=record.profile.name,
        classes=len(record.classes),
        duties=duties,
        qualifications=qualifications,
        issues=tuple(plain["issues"]),
    )


def write_record(plain: dict[str, Any], stage: Path) -> None:
    """Stage a record for reading (`.json`) and as one line (`.line`)."""
    write_whole(stage.with_suffix(".json"), [json_page(plain)])
    write_whole(stage.with_suffix(".line"), [json_line(plain)])


def _content(plain: dict[str, Any]) -> str:
    """A digest of what a standard says, whatever file says it and wherever the words stand."""
    said: dict[str, Any] = {k: v for k, v in plain.items() if k not in _OWN}
    said["residue"] = [fold(piece["text"]) for piece in plain["residue"]]
    return hashlib.sha256(json_line(said).encode()).hexdigest()
