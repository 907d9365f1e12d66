"""Two outputs over the same files → values gained, lost and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.alignment import align
from pipeline.evaluate.differences import Difference, differences
from pipeline.evaluate.reading import as_gold
from pipeline.evaluate.sheets import Sheet
from pipeline.evaluate.values import FIELDS, Values, values

Json = dict[str, Any]

KINDS = {"extra": "gained", "missing": "lost", "changed": "changed", "moved": "moved"}
"""The kind of a difference from the old to the new output, seen as a gain or a loss."""


@dataclass(frozen=True, slots=True)
class Gain:
    """One value on which the outputs differ; `kind` is gained, lost, changed or moved."""

    file: str
    field: str
    kind: str
    place: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two outputs; `appeared` and `gone` are files with one record only."""

    files: int
    gains: tuple[Gain, ...]
    appeared: tuple[str, ...]
    gone: tuple[str, ...]

    def count(self, field: str, kind: str) -> int:
        """How many values of a field were gained, lost, changed or moved."""
        return sum(gain.field == field and gain.kind == kind for gain in self.gains)


def compare(old: Mapping[str, Json], new: Mapping[str, Json]) -> Comparison:
    """The differences between records of the published schema, given by file.

    All values of a file with a record on one side only count as gained or lost.
    """
    files = sorted({*old, *new})
    gains = [gain for file in files for gain in _of_file(file, old.get(file), new.get(file))]
    return Comparison(
        len(files),
        tuple(gains),
        tuple(file for file in files if file not in old),
        tuple(file for file in files if file not in new),
    )


def _of_file(file: str, old: Json | None, new: Json | None) -> list[Gain]:
    if old == new:
        return []
    before, after = as_gold(old or {}), as_gold(new or {})
    numbers = align(before["classes"], after["classes"])
    found = differences(_values(before), _values(after, numbers))
    return [_gain(file, each) for each in found]


def _values(annotation: Json, numbers: list[int] | None = None) -> Values:
    return values(annotation, numbers or list(range(len(annotation["classes"]))), clean=str)


def _gain(file: str, each: Difference) -> Gain:
    return Gain(file, each.field, KINDS[each.kind], each.place, each.gold, each.found)


def comparison_json(comparison: Comparison, *, samples: int) -> Json:
    """The counts by field, and up to `samples` values of each field and kind."""
    return {
        "files": comparison.files,
        "appeared": list(comparison.appeared),
        "gone": list(comparison.gone),
        "fields": {
            field: {kind: comparison.count(field, kind) for kind in KINDS.values()}
            for field in FIELDS
        },
        "samples": [
            {name: getattr(gain, name) for name in gain.__slots__}
            for gain in _samples(comparison, samples)
        ],
    }


def comparison_sheets(comparison: Comparison, *, samples: int) -> list[Sheet]:
    """The counts by field, the files on one side only, and samples of the values."""
    kinds = tuple(KINDS.values())
    rows = [
        (field.replace("_", " "), *(str(comparison.count(field, kind)) for kind in kinds))
        for field in FIELDS
        if any(comparison.count(field, kind) for kind in kinds)
    ]
    lone = [(file, "new record") for file in comparison.appeared]
    lone += [(file, "record gone") for file in comparison.gone]
    shown = [
        (
            gain.file,
            gain.field.replace("_", " "),
            gain.kind,
            gain.place,
            gain.old or "",
            gain.new or "",
        )
        for gain in _samples(comparison, samples)
    ]
    columns = ("file", "field", "kind", "class", "old", "new")
    return [
        Sheet(f"Gains and losses over {comparison.files} files", ("field", *kinds), tuple(rows)),
        *(
            [Sheet("Files with a record on one side only", ("file", ""), tuple(lone), 2)]
            * bool(lone)
        ),
        *([Sheet("Samples", columns, tuple(shown), 6)] * bool(shown)),
    ]


def _samples(comparison: Comparison, samples: int) -> list[Gain]:
    """The first values of each field and kind, in the order of the files."""
    taken: dict[tuple[str, str], int] = {}
    chosen = []
    for gain in comparison.gains:
        slot = (gain.field, gain.kind)
        taken[slot] = taken.get(slot, 0) + 1
        if taken[slot] <= samples:
            chosen.append(gain)
    return chosen
