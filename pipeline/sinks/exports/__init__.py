"""Records to files that other programs read: one module a format, one row each in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.sinks.exports import csv, jsonl, jsonld, oracle_hdl, parquet
from pipeline.sinks.exports.folder import Exported, LeftOut

FORMATS: dict[str, Callable[[Iterable[Mapping[str, Any]], Path], Exported]] = {
    "parquet": parquet.export,
    "csv": csv.export,
    "jsonl": jsonl.export,
    "jsonld": jsonld.export,
    "oracle-hdl": oracle_hdl.export,
}
"""Every format: a function of records, sorted by id, and the folder that its files go to."""

__all__ = ["FORMATS", "Exported", "LeftOut"]
