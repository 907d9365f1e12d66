"""Files of one export to a folder: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A class that a format cannot carry; `id` is its `class_id` in the tables.

    `instead` is the class that has its place, if there is one.
    """

    id: str
    title: str | None
    reason: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: how many rows, nodes or lines a file, and what it left out."""

    counts: Mapping[str, int]
    left_out: tuple[LeftOut, ...] = field(default=())


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder whose files move to `folder` at the end, unless something fails."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".export.", dir=folder) as temporary:
        yield Path(temporary)
        for path in sorted(Path(temporary).iterdir()):
            path.replace(folder / path.name)
