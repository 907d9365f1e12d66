"""Records to CSV: one file a table, with no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.sinks.exports.arrow import csv_file
from pipeline.sinks.exports.folder import Exported
from pipeline.sinks.exports.tabular import Write, write_tables
from pipeline.sinks.tables import Table

_RISKY = re.compile(
    r"""
    \s* [=+\-@＝＋－＠]   # =1+1 → '=1+1; white space before it is no shelter; full width counts
    | [\t\r\n']          # these open a cell in some programs; ' so that taking it off is safe
    """,
    re.VERBOSE,
)


def export(records: Iterable[Mapping[str, Any]], folder: Path) -> Exported:
    """Write `<table>.csv` for every table.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    return write_tables(records, folder, suffix="csv", open_table=_safe_file)


@contextmanager
def _safe_file(table: Table, path: Path) -> Iterator[Write]:
    with csv_file(table, path) as write:
        yield lambda found: write([_safe_row(row) for row in found])


def _safe_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: safe(v) if isinstance(v, str) else v for name, v in row.items()}


def safe(cell: str) -> str:
    """A cell that is text to every spreadsheet: `=1+1` becomes `'=1+1`.

    A cell that begins with an apostrophe gets another, so one taken off every cell that begins
    with one gives back what was there.
    """
    return f"'{cell}" if _RISKY.match(cell) else cell
