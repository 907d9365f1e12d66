"""Record files and output folders to the pairs of records that are compared."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.diff.document import diff_records
from pipeline.diff.values import DocumentDiff, Json
from pipeline.errors import ConfigurationError

Both = tuple[Json | None, Json | None]

_STATUS = re.compile(r"(?<=[0-9])[FT](?:~[0-9a-f]{8})?$")  # us-ny/0232130F, us-ny/0232130T~05927b72


def diff_paths(old: Path, new: Path) -> list[DocumentDiff]:
    """What differs between two record files, or between two folders of records.

    Two files are compared whatever their ids; the records of two folders by `pairs`.

    Raises:
        ConfigurationError: a file and a folder, nothing there, or something that is no record.
    """
    if old.is_dir() != new.is_dir():
        raise ConfigurationError(f"compare two records or two folders, not {old} with {new}")
    if not old.is_dir():
        return [diff_records(_record(_load(old), old), _record(_load(new), new))]
    return [_diff(both) for both in pairs(_folder(old), _folder(new))]


def _diff(both: Both) -> DocumentDiff:
    old, new = both
    if old is not None and new is not None:
        return diff_records(old, new)
    names = (record["id"] if record is not None else None for record in both)
    return DocumentDiff((next(names), next(names)))


def pairs(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Both]:
    """Records by id to those that belong together, one `None` where only one side has it.

    Equal ids belong together. What is left belongs together where the ids are equal without the
    status (`F`, `T`) and the mark of a duplicate, in the order of the ids.
    """
    yield from sorted(_pairs(old, new), key=_place)


def _place(both: Both) -> tuple[str, ...]:
    return tuple(sorted(record["id"] for record in both if record is not None))


def _pairs(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Both]:
    for name in sorted(old.keys() & new.keys()):
        yield old[name], new[name]
    ours, theirs = _by_number(old, new), _by_number(new, old)
    for number in sorted({*ours, *theirs}):
        left, right = ours[number], theirs[number]
        yield from zip(left, right, strict=False)
        yield from ((record, None) for record in left[len(right) :])
        yield from ((None, record) for record in right[len(left) :])


def _by_number(records: Mapping[str, Json], others: Mapping[str, Json]) -> dict[str, list[Json]]:
    """The records of one side alone, by their ids without status."""
    found: dict[str, list[Json]] = defaultdict(list)
    for name in sorted(records.keys() - others.keys()):
        found[number_of(records[name])].append(records[name])
    return found


def number_of(record: Json) -> str:
    """The id without status; an id made of a file name stays as it is."""
    name = str(record["id"])
    return _STATUS.sub("", name) if record["standard_number"] else name


def _folder(folder: Path) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for record in _records(folder):
        if found.setdefault(record["id"], record) is not record:
            raise ConfigurationError(f"two records of {folder} have the id {record['id']}")
    if not found:
        raise ConfigurationError(f"no records in {folder}: neither standards.jsonl nor *.json")
    return found


def _records(folder: Path) -> Iterator[Json]:
    lines = folder / "standards.jsonl"
    if lines.is_file():
        for number, line in enumerate(_read(lines).split("\n"), 1):
            if line.strip():
                yield _record(_parsed(line, f"{lines}:{number}"), f"{lines}:{number}")
        return
    for path in sorted(folder.rglob("*.json")):
        value = _load(path)
        if is_record(value):
            yield value


def is_record(value: Any) -> bool:
    """Whether a JSON value is a record of this pipeline."""
    return isinstance(value, dict) and all(name in value for name in _EXPECTED)


_EXPECTED: Sequence[str] = (
    "id",
    "status",
    "standard_number",
    "dates",
    "series",
    "classes",
    "related_classes",
    "substitutions",
    "sections",
    "footnotes",
    "notes",
    "abbreviations",
    "citations",
    "residue",
)


def _record(value: Any, place: object) -> Json:
    if not is_record(value):
        raise ConfigurationError(f"{place}: not a record")
    record: Json = value
    return record


def _load(path: Path) -> Any:
    return _parsed(_read(path), str(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ConfigurationError(f"{place}: not JSON ({error})") from error
