"""Records to JSON Lines: one file a table, one object a row, JSON columns as what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.folder import Exported
from pipeline.sinks.exports.tabular import Row, Write, write_tables
from pipeline.sinks.tables import Table

_json = json.JSONEncoder(ensure_ascii=False).encode


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> Exported:
    """Write `<table>.jsonl` for every table."""
    return write_tables(records, folder, suffix="jsonl", open_table=_lines)


@contextmanager
def _lines(table: Table, path: Path) -> Iterator[Write]:
    trees = {column.name for column in table.columns if column.type == "json"}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda found: file.writelines(_line(row, trees) for row in found)


def _line(row: Row, trees: set[str]) -> str:
    """A row as an object; what is JSON text already goes in as it is."""
    cells = (
        f'"{name}": {value if value is not None and name in trees else _json(value)}'
        for name, value in row.items()
    )
    return f"{{{', '.join(cells)}}}\n"
