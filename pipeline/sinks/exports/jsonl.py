"""Records to JSON Lines: one file a table, one object a row, JSON columns as what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.folder import Exported
from pipeline.sinks.exports.tabular import Row, Write, write_tables
from pipeline.sinks.files import json_line
from pipeline.sinks.tables import Table


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> Exported:
    """Write `<table>.jsonl` for every table."""
    return write_tables(records, folder, suffix="jsonl", open_table=_lines)


@contextmanager
def _lines(table: Table, path: Path) -> Iterator[Write]:
    trees = [column.name for column in table.columns if column.type == "json"]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda found: file.writelines(json_line(_opened(row, trees)) for row in found)


def _opened(row: Row, trees: list[str]) -> dict[str, Any]:
    """A row with its JSON texts read."""
    return {**row, **{name: json.loads(row[name]) for name in trees if row[name] is not None}}
