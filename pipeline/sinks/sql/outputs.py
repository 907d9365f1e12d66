"""The folder of a run to its records, read no further than needed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.record import SCHEMA_VERSION

_START = re.compile(
    r'\{"schema_version": "[^"\\]+", "id": "([^"\\]+)", "jurisdiction": "([^"\\]+)"'
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it was written; only what stands first in it is read."""

    document_id: str
    jurisdiction: str
    text: str

    @property
    def sha256(self) -> str:
        """Digest of the whole record."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def record(self) -> dict[str, Any]:
        """The record as plain values.

        Raises:
            ValueError: its schema is not the one that rows are made from.
        """
        record: dict[str, Any] = json.loads(self.text)
        if record["schema_version"] != SCHEMA_VERSION:
            raise ValueError(f"schema {record['schema_version']}, not {SCHEMA_VERSION}")
        return record


@dataclass(frozen=True, slots=True)
class Output:
    """The output folder of a run; `rejected` are the names of files it refused."""

    folder: Path
    rejected: frozenset[str]

    def lines(self) -> Iterator[Line]:
        """The records in order of their ids.

        Raises:
            ConfigurationError: a line is no record, or an id comes twice.
        """
        seen: set[str] = set()
        with (self.folder / "standards.jsonl").open(encoding="utf-8") as file:
            for number, text in enumerate(file, 1):
                line = _line(text.rstrip("\n"), f"{file.name}:{number}")
                if line.document_id in seen:
                    raise ConfigurationError(f"{file.name}:{number}: {line.document_id} again")
                seen.add(line.document_id)
                yield line


def read_output(folder: Path) -> Output:
    """The output of a run.

    Raises:
        ConfigurationError: the folder holds no `standards.jsonl`.
    """
    if not (folder / "standards.jsonl").is_file():
        raise ConfigurationError(f"no standards.jsonl in {folder}: run `standards parse` first")
    rejects = folder / "rejects.jsonl"
    lines = rejects.read_text(encoding="utf-8").splitlines() if rejects.is_file() else []
    return Output(folder, frozenset(Path(json.loads(line)["file"]).name for line in lines))


def _line(text: str, place: str) -> Line:
    start = _START.match(text)
    if start:
        return Line(start[1], start[2], text)
    try:
        record = json.loads(text)
        return Line(record["id"], record["jurisdiction"], text)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{place}: not a record") from error
