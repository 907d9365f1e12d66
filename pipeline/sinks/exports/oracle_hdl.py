"""Records to `Job.dat`, which Oracle HCM Data Loader reads: a class is a job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.folder import Exported, LeftOut, whole_folder
from pipeline.sinks.files import json_line, write_whole
from pipeline.sinks.tables.classes import class_ids

FILE, LEFT_OUT = "Job.dat", "left-out.jsonl"
ATTRIBUTES = (
    "EffectiveStartDate",
    "EffectiveEndDate",
    "SetCode",
    "JobCode",
    "Name",
    "ActiveStatus",
)
END_OF_TIME = "4712/12/31"
NO_DATE = "1951/01/01"
SET_CODE = "COMMON"
CODE_CHARACTERS, NAME_CHARACTERS = 30, 240

_ACTIVE = {"final": "A", "abolished": "I"}
_RESERVED = re.compile(r"[\\|]")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@dataclass(frozen=True, slots=True)
class Job:
    """A class as a job; `id` is its `class_id` in the tables, `status` that of its standard."""

    id: str
    code: str
    name: str
    status: str
    start: str


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> Exported:
    """Write `Job.dat`, and `left-out.jsonl` with each class that is no job in it, and why."""
    found = list(_found(records))
    jobs, doubles = _one_a_code(one for one in found if isinstance(one, Job))
    unfit = (one for one in found if isinstance(one, LeftOut))
    left_out = tuple(sorted((*unfit, *doubles), key=lambda one: one.id))
    with whole_folder(folder) as temporary:
        write_whole(temporary / FILE, _lines(jobs))
        write_whole(temporary / LEFT_OUT, (json_line(asdict(one)) for one in left_out))
    return Exported({FILE: len(jobs), LEFT_OUT: len(left_out)}, left_out)


def _found(records: Iterable[Mapping[str, Any]]) -> Iterator[Job | LeftOut]:
    for record in records:
        start = _start(record["dates"])
        for one, class_id in zip(record["classes"], class_ids(record), strict=True):
            reason = _unfit(one, record["status"])
            if reason:
                yield LeftOut(class_id, one["title"], reason)
            else:
                yield Job(class_id, one["code"], one["title"], record["status"], start)


def _unfit(one: Mapping[str, Any], status: str) -> str | None:
    """Why a class cannot be a job; nothing is cut to fit."""
    if status not in _ACTIVE:
        return f"the standard is {status}, not final"
    if one["code"] is None:
        return "no title code is printed"
    if one["title"] is None:
        return "no title is printed"
    if len(one["code"]) > CODE_CHARACTERS:
        return f"the code is longer than {CODE_CHARACTERS} characters"
    if len(one["title"]) > NAME_CHARACTERS:
        return f"the title is longer than {NAME_CHARACTERS} characters"
    return None


def _one_a_code(jobs: Iterable[Job]) -> tuple[list[Job], list[LeftOut]]:
    """The jobs in order of code: final before abolished, then the first by id; and the others."""
    kept: dict[str, Job] = {}
    doubles = []
    for job in sorted(jobs, key=lambda job: (job.code, _ACTIVE[job.status], job.id)):
        first = kept.setdefault(job.code, job)
        if first is not job:
            doubles.append(LeftOut(job.id, job.name, "another class has its code", first.id))
    return list(kept.values()), doubles


def _start(dates: Mapping[str, Any]) -> str:
    """The day a standard holds from: the first day of the latest printed month or year."""
    values = [dates[name]["value"] for name in ("revised", "issued", "established") if dates[name]]
    date = next(filter(None, map(_DATE.fullmatch, filter(None, values))), None)
    return f"{date['year']}/{date['month'] or '01'}/{date['day'] or '01'}" if date else NO_DATE


def _lines(jobs: Iterable[Job]) -> Iterator[str]:
    yield _line("METADATA", "Job", *ATTRIBUTES)
    for job in jobs:
        values = (job.start, END_OF_TIME, SET_CODE, job.code, job.name, _ACTIVE[job.status])
        yield _line("MERGE", "Job", *values)


def _line(*values: str) -> str:
    return "|".join(map(escaped, values)) + "\n"


def escaped(value: str) -> str:
    r"""A value of a line: `|` becomes `\|`, `\` becomes `\\`, a line break becomes `\n`."""
    return _LINE_BREAK.sub(r"\\n", _RESERVED.sub(r"\\\g<0>", value))
