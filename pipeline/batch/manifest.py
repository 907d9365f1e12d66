"""What a run knows of its documents, to a file that the next run reads: one line a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipeline.batch.folder import digest, stamp
from pipeline.batch.task import Facts, Outcome, Reject, Task
from pipeline.errors import ConfigurationError
from pipeline.sinks.files import json_line

_FORMAT = 1
OURS = re.compile(r"(?:records|text)/[a-z0-9-]+/\w[\w.~-]*\.(?:json|txt)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document.

    `standard` is the id it gave itself, `result` what stands of it now: its record under the final
    id, or that of the document it was `merged` into. `wrote` maps the files of that record to
    their stamps. An entry without `standard` is of a rejected document.
    """

    name: str
    stamp: str
    environment: str
    result: Facts | Reject
    sha256: str = ""
    standard: str = ""
    merged: bool = False
    wrote: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)

    @property
    def head(self) -> Facts | None:
        """The facts of the record that is this document's own."""
        return None if self.merged or isinstance(self.result, Reject) else self.result


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of a finished run by name; `pages` are the stamps of what it made of them all."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def knows(self, task: Task) -> bool:
        """Whether a document was parsed with the same stamp: it is no archive then."""
        entry = self.entries.get(task.name)
        return bool(
            entry and task.stamp and task.stamp == entry.stamp and isinstance(entry.result, Facts)
        )

    def lines(self) -> Iterator[str]:
        """The manifest as JSON lines, a head and one entry each."""
        yield json_line({"format": _FORMAT, "pages": dict(self.pages)})
        yield from map(entry_line, self.entries.values())


def entry_of(outcome: Outcome, environment: str) -> Entry:
    """The entry of a document that was just parsed, before anything is settled."""
    task, result = outcome.task, outcome.result
    entry = Entry(
        name=task.name,
        stamp=task.stamp,
        environment=environment,
        result=result,
        stages=dict(outcome.stages),
        scores=dict(outcome.scores),
    )
    if isinstance(result, Facts):
        return replace(entry, sha256=result.sha256, standard=result.id)
    return entry


def outcome_of(entry: Entry, task: Task) -> Outcome:
    """The outcome that an unsettled entry was made of."""
    return Outcome(task, entry.result, entry.stages, entry.scores)


def entry_line(entry: Entry) -> str:
    """One entry as a line of JSON."""
    plain = {name: getattr(entry, name) for name in _ENTRY} | {"result": _plain(entry.result)}
    return json_line(plain)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file; an empty one where there is none.

    Raises:
        ConfigurationError: the file is no manifest.
    """
    if not path.exists():
        return Manifest()
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        about = json.loads(head)
        if about["format"] != _FORMAT:
            raise ValueError(about["format"])
        entries = {entry.name: entry for entry in map(read_entry, lines)}
        return Manifest(entries, about["pages"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path} is not the manifest of a run; remove it to parse everything again"
        raise ConfigurationError(message) from error


def read_entry(line: str) -> Entry:
    """The entry of a line.

    Raises:
        ValueError, KeyError, TypeError: the line is of something else.
    """
    plain = json.loads(line)
    said = plain.pop("result")
    result = Reject(**said) if "code" in said else Facts(**said | {"issues": tuple(said["issues"])})
    check_places(plain["wrote"])
    return Entry(result=result, **plain)


def check_places(names: Iterable[str]) -> None:
    """Make sure that these are files of records.

    Raises:
        ValueError: one is not.
    """
    for name in names:
        if not OURS.fullmatch(name):
            raise ValueError(f"{name} is no place of a record")


def standing(entry: Entry, root: Path) -> Entry | None:
    """The entry with the stamps of now, if the files of its record are what a run wrote."""
    if isinstance(entry.result, Reject):
        return None
    now = {name: stamp(root / name) for name in entry.wrote}
    if now == entry.wrote and all(now.values()):
        return entry
    facts = entry.result
    wanted = {f"records/{facts.id}.json": facts.page, f"text/{facts.id}.txt": facts.text}
    stands = {name: digest(root / name) for name in entry.wrote} == wanted
    return replace(entry, wrote=now) if stands else None


def files_of(entries: Iterable[Entry]) -> set[str]:
    """The record and text files that stand for some entries."""
    return {name for entry in entries for name in entry.wrote}


_ENTRY = tuple(f.name for f in fields(Entry))
_RESULT = {kind: tuple(f.name for f in fields(kind)) for kind in (Facts, Reject)}


def _plain(result: Facts | Reject) -> dict[str, Any]:
    return {name: getattr(result, name) for name in _RESULT[type(result)]}
