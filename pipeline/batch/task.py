"""The values of a run: a document to parse, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.record import Record
from pipeline.trace import Trace

Parse = Callable[[bytes, str, Trace], Record]
"""The bytes of a document and its file name to its record; the trace hears of the stages."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a document became no record: a code of `errors.REJECTS`, and what was found."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Task:
    """One document to parse.

    `name` is its address as reports show it; a run sorts and compares documents by it. `path` is
    the local file its bytes are read from. `stamp` changes whenever the bytes may have changed,
    and tells so without reading them; where it is empty they are always read. A document that is
    `refused` beforehand is never read.
    """

    name: str
    path: Path | None = None
    stamp: str = ""
    refused: Reject | None = None

    @property
    def file(self) -> str:
        """The file name, which the record shows."""
        return self.name.rpartition("/")[2]

    @property
    def key(self) -> str:
        """What its files are called in a staging folder."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run needs to know of a record without reading it again.

    `sha256` is the digest of the document, `content` of all that two files of one standard must
    agree in, `page` of the record and `text` of its text as they are written.
    """

    id: str
    sha256: str
    content: str
    page: str
    text: str
    pages: int | None
    media_type: str
    profile: str
    classes: int
    duties: int
    qualifications: int
    issues: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `stages` are seconds, `scores` the evidence for each profile."""

    task: Task
    result: Facts | Reject
    stages: Mapping[str, float]
    scores: Mapping[str, int]

    @property
    def seconds(self) -> float:
        """How long all stages took together."""
        return sum(self.stages.values())


Engine = Callable[[Sequence[Task], Parse, Path], Generator[Outcome, None, None]]
"""Tasks to one outcome each, in any order, their records staged in a folder by `work.store`."""
