"""Rows to Parquet and CSV files; the only module that knows pyarrow, loaded when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigurationError
from pipeline.sinks.tables import Column, Table

if TYPE_CHECKING:
    from pipeline.sinks.exports.tabular import Write

MISSING = "pyarrow is not installed: it comes with the extra `export`"


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.csv
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigurationError(MISSING) from error
    return pyarrow


def schema(table: Table) -> Any:
    """The table as Arrow knows it: JSON is text, descriptions are metadata."""
    metadata = {"description": table.description}
    return _arrow().schema([_field(column) for column in table.columns], metadata=metadata)


def _field(column: Column) -> Any:
    arrow = _arrow()
    types = {
        "text": arrow.string(),
        "json": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    metadata = {"description": column.description, "type": column.type}
    return arrow.field(column.name, types[column.type], column.nullable, metadata)


@contextmanager
def parquet_file(table: Table, path: Path) -> Iterator[Write]:
    """A Parquet file to write rows to, one row group a call."""
    shape = schema(table)
    with _arrow().parquet.ParquetWriter(path, shape, compression="zstd") as file:
        yield lambda found: file.write_batch(_batch(found, shape))


@contextmanager
def csv_file(table: Table, path: Path) -> Iterator[Write]:
    """A CSV file to write rows to: all text in quotes, so that null is not empty text."""
    shape = schema(table)
    with _arrow().csv.CSVWriter(path, shape) as file:
        yield lambda found: file.write_batch(_batch(found, shape))


def _batch(found: list[Mapping[str, Any]], shape: Any) -> Any:
    return _arrow().RecordBatch.from_pylist(found, schema=shape)
