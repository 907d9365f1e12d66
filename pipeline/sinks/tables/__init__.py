"""A record to rows of the relational model, which is data: `tables.toml`."""

from pipeline.sinks.tables.model import JOURNAL, TABLES, Column, Reference, Table
from pipeline.sinks.tables.rows import rows

__all__ = ["JOURNAL", "TABLES", "Column", "Reference", "Table", "rows"]
