"""Records to one file a table, with the data contract beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.contract import CONTRACT, contract
from pipeline.sinks.exports.folder import Exported, whole_folder
from pipeline.sinks.files import write_whole
from pipeline.sinks.tables import TABLES, Table, rows

Row = Mapping[str, Any]
Write = Callable[[list[Row]], None]
Open = Callable[[Table, Path], AbstractContextManager[Write]]
BATCH_ROWS = 20_000


def write_tables(
    records: Iterable[Mapping[str, Any]], folder: Path, *, suffix: str, open_table: Open
) -> Exported:
    """Write `<table>.<suffix>` for every table, empty ones too, and the contract of them all."""
    counts = dict.fromkeys(TABLES, 0)
    with whole_folder(folder) as temporary:
        with ExitStack() as files:
            writers = {
                name: files.enter_context(open_table(table, temporary / f"{name}.{suffix}"))
                for name, table in TABLES.items()
            }
            for name, batch in batches(records):
                writers[name](batch)
                counts[name] += len(batch)
        write_whole(temporary / CONTRACT, [contract(suffix=suffix)])
    return Exported({f"{name}.{suffix}": count for name, count in counts.items()})


def batches(
    records: Iterable[Mapping[str, Any]], *, size: int = BATCH_ROWS
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of all records by table, about `size` at once; shared rows come last, each once."""
    waiting: dict[str, list[Row]] = {name: [] for name in TABLES}
    shared: dict[str, dict[tuple[Any, ...], Row]] = {
        name: {} for name, table in TABLES.items() if table.shared
    }
    for record in records:
        for name, row in rows(record):
            if name in shared:
                _merge(shared[name], TABLES[name], row)
            else:
                waiting[name].append(row)
        for name in [name for name, found in waiting.items() if len(found) >= size]:
            yield name, waiting[name]
            waiting[name] = []
    waiting |= {name: [found[key] for key in sorted(found)] for name, found in shared.items()}
    yield from ((name, found) for name, found in waiting.items() if found)


def _merge(found: dict[tuple[Any, ...], Row], table: Table, row: Row) -> None:
    """Add a shared row; what is null now does not undo what was known."""
    key = tuple(row[name] for name in table.key)
    said = {name: value for name, value in row.items() if value is not None}
    found[key] = {**found.get(key, row), **said}
