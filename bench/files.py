"""Folders to the documents that are measured, as bytes in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "corpus" / "us-ny" / "documents"
BULLETINS = ROOT.parent / "shared" / "real" / "la" / "pdf"

Files = list[tuple[str, bytes]]


def documents(suffix: str, *, most: int | None, folder: Path) -> Files:
    """The files of one format, by name; at most so many."""
    return _read(sorted(folder.glob(f"*.{suffix}"))[:most])


def same_standards(*, most: int | None, folder: Path) -> dict[str, Files]:
    """By format, the standards that stand in the folder under one name in four formats."""
    formats: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path in sorted(folder.iterdir()):
        formats[path.stem][path.suffix[1:]] = path
    whole = [each for each in formats.values() if len(each) == 4][:most]
    return {suffix: _read(each[suffix] for each in whole) for suffix in ("pdf", "txt", "html")}


def _read(paths: Iterable[Path]) -> Files:
    return [(path.name, path.read_bytes()) for path in paths]
