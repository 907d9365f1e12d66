"""The files of a run to records, and a whole ladder to the part of one series."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.ladder.graph import Graph, part


def read_records(output: Path) -> Iterator[dict[str, Any]]:
    """The records of a run, from `standards.jsonl` in its output folder.

    Raises:
        ConfigurationError: the folder holds no such file, or a line of it is no record.
    """
    path = output / "standards.jsonl"
    if not path.is_file():
        raise ConfigurationError(f"{path} is missing: run the pipeline into {output} first")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(line, f"{path}:{number}")


def _record(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigurationError(f"{place}: not JSON ({error})") from error
    if not isinstance(record, dict) or "classes" not in record:
        raise ConfigurationError(f"{place}: not a record")
    return record


def only_series(graph: Graph, series: str) -> Graph:
    """The classes of one series, with whatever their edges lead to.

    `series` is a standard number or a record's id, with or without the jurisdiction before it.

    Raises:
        ConfigurationError: no class belongs to such a series.
    """
    chosen = [node for node, data in graph.nodes(data=True) if _belongs(data, series)]
    if not chosen:
        raise ConfigurationError(f"no record of this run is of the series {series!r}")
    return part(graph, chosen)


def _belongs(data: dict[str, Any], series: str) -> bool:
    known = [data["series"] or "", *data["records"]]
    return series in known or series in (one.partition("/")[2] for one in known)
