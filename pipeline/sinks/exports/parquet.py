"""Records to Parquet: one file a table, typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.arrow import parquet_file
from pipeline.sinks.exports.folder import Exported
from pipeline.sinks.exports.tabular import write_tables


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> Exported:
    """Write `<table>.parquet` for every table.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    return write_tables(records, folder, suffix="parquet", open_table=parquet_file)
