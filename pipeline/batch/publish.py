"""Settled records to their places: prepared in one file, then carried out, again if need be.

Whoever is killed on the way leaves that file, and the next run begins by carrying it out. No
moment is without either the old state or all that is needed for the new one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.batch.folder import Folder, stamp
from pipeline.batch.manifest import (
    Entry,
    Manifest,
    check_places,
    entry_line,
    entry_of,
    files_of,
    read_entry,
    standing,
)
from pipeline.batch.settle import Accepted
from pipeline.batch.task import Facts, Outcome, Reject
from pipeline.errors import REJECTS, ConfigurationError
from pipeline.sinks.files import json_line, line_of_page, write_whole

_PAGES = ("standards.jsonl", "issues.jsonl", "rejects.jsonl")


Moves = Sequence[tuple[str, str]]
"""Staged files and their places, as paths within the folder of the run."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A run that is settled: `moves` are still to be made, `stale` files to be removed."""

    entries: tuple[Entry, ...]
    moves: Moves
    stale: tuple[str, ...]


def prepare(
    outcomes: Sequence[Outcome], accepted: Sequence[Accepted], staging: Path, environment: str
) -> tuple[list[Entry], Moves]:
    """The entries of documents that were parsed now, and the moves that bring their files up."""
    entries = [entry_of(o, environment) for o in outcomes if isinstance(o.result, Reject)]
    moves: list[tuple[str, str]] = []
    within = f"{staging.parent.name}/{staging.name}"
    for one in accepted:
        page, text = f"records/{one.facts.id}.json", f"text/{one.facts.id}.txt"
        moves += [(f"{within}/{one.page}", page), (f"{within}/{one.text}", text)]
        for outcome in (one.outcome, *one.also):
            entry, merged = entry_of(outcome, environment), outcome is not one.outcome
            wrote = {page: "", text: ""}
            entries.append(replace(entry, result=one.facts, merged=merged, wrote=wrote))
    return entries, moves


def publish(folder: Folder, last: Manifest, entries: Iterable[Entry], moves: Moves) -> Manifest:
    """Bring the folder to what `entries` say; where nothing differs, nothing is written."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.name))
    if {entry.name: entry for entry in ordered} == last.entries and _pages_stand(folder, last):
        return last
    stale = sorted(files_of(last.entries.values()) - files_of(ordered))
    pending = Pending(ordered, moves, tuple(stale))
    if moves or stale:
        write_whole(folder.pending, _lines(pending), durable=True)
    _move(folder, pending)
    return _list(folder, last, pending, [_stamped(entry, folder) for entry in ordered])


def resume(folder: Folder, last: Manifest) -> Manifest:
    """Carry out what a killed run had prepared; the manifest of that run, or the last.

    Records that did not reach the disk before the machine went down are not in it.

    Raises:
        ConfigurationError: what stands there is not of a run.
    """
    if not folder.pending.exists():
        return last
    pending = _read(folder)
    _move(folder, pending)
    found = (
        e if isinstance(e.result, Reject) else standing(e, folder.root) for e in pending.entries
    )
    return _list(folder, last, pending, [entry for entry in found if entry])


def _read(folder: Folder) -> Pending:
    try:
        head, *lines = folder.pending.read_text(encoding="utf-8").splitlines()
        plain = json.loads(head)
        moves = [(staged, place) for staged, place in plain["moves"]]
        check_places([*plain["stale"], *(place for _, place in moves)])
        return Pending(tuple(map(read_entry, lines)), moves, tuple(plain["stale"]))
    except (ValueError, KeyError, TypeError) as error:
        message = f"{folder.pending} is not of a run; remove it to parse everything again"
        raise ConfigurationError(message) from error


def _lines(pending: Pending) -> Iterator[str]:
    yield json_line({"moves": pending.moves, "stale": pending.stale})
    yield from map(entry_line, pending.entries)


def _move(folder: Folder, pending: Pending) -> None:
    """Move and remove; doing it twice is doing it once."""
    for parent in {place.rpartition("/")[0] for _, place in pending.moves}:
        (folder.root / parent).mkdir(parents=True, exist_ok=True)
    root = str(folder.root)  # a path object takes longer to make than a file to move
    for staged, place in pending.moves:
        with suppress(FileNotFoundError):  # moved already
            os.replace(f"{root}/{staged}", f"{root}/{place}")
    for name in pending.stale:
        (folder.root / name).unlink(missing_ok=True)


def _list(folder: Folder, last: Manifest, pending: Pending, found: Sequence[Entry]) -> Manifest:
    """Write what is made of all records, and the manifest; then nothing is pending any more."""
    entries = {entry.name: entry for entry in found}
    if pending.moves or pending.stale or not _pages_stand(folder, last):
        named = [(entry.head, name) for name, entry in entries.items() if entry.head]
        heads = sorted(named, key=lambda pair: pair[0].id)
        _write(folder, "standards.jsonl", _standards(folder, heads))
        _write(folder, "issues.jsonl", _issues(heads))
    _write(folder, "rejects.jsonl", map(json_line, reject_rows(entries.values())))
    manifest = Manifest(entries, {name: stamp(folder.root / name) for name in _PAGES})
    write_whole(folder.manifest, manifest.lines(), durable=True)
    folder.pending.unlink(missing_ok=True)
    return manifest


def _write(folder: Folder, name: str, lines: Iterable[str]) -> None:
    write_whole(folder.root / name, lines, durable=True)


def _pages_stand(folder: Folder, last: Manifest) -> bool:
    return {name: stamp(folder.root / name) for name in _PAGES} == last.pages


def _stamped(entry: Entry, folder: Folder) -> Entry:
    """The entry with the stamps of files that were moved just now."""
    if all(entry.wrote.values()):
        return entry
    return replace(entry, wrote={name: stamp(folder.root / name) for name in entry.wrote})


def _standards(folder: Folder, heads: Iterable[tuple[Facts, str]]) -> Iterator[str]:
    for facts, _ in heads:
        page = (folder.root / f"records/{facts.id}.json").read_text(encoding="utf-8")
        yield line_of_page(page)


def _issues(heads: Iterable[tuple[Facts, str]]) -> Iterator[str]:
    for facts, name in heads:
        for issue in facts.issues:
            yield json_line({"id": facts.id, "file": name, **issue})


def reject_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """One row a refused document, sorted by file: what was found, and what to do about it."""
    return [
        {
            "file": entry.name,
            "code": entry.result.code,
            "detail": entry.result.detail,
            "advice": REJECTS[entry.result.code],
        }
        for entry in entries
        if isinstance(entry.result, Reject)
    ]
