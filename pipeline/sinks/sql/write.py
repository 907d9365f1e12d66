"""Rows to a table: many at once on SQLite, by COPY into staging and from there on PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.tables import TABLES

Rows = Sequence[Mapping[str, Any]]
_Names = tuple[str, ...]
_STAGED = {
    name: METADATA.tables[name].to_metadata(sa.MetaData(), name=f"staging_{name}")
    for name in TABLES
}
_STAGING = "CREATE TEMP TABLE staging_{name} (LIKE {name}) ON COMMIT DELETE ROWS"


_Insert = TypeVar("_Insert", sqlite.Insert, postgresql.Insert)


class Writer(Protocol):
    """How one kind of database takes rows; values are never part of a statement."""

    def insert(self, table: sa.Table, rows: Rows) -> None:
        """Add new rows; all have the same columns."""

    def upsert(self, table: sa.Table, rows: Rows) -> None:
        """Add rows, or give the columns of those of the same key their values."""

    def lock(self, document_id: str) -> None:
        """Let no other load touch this document before the transaction ends."""


def writer(connection: Connection) -> Writer:
    """The writer for the database of a connection."""
    return _Server(connection) if connection.dialect.name == "postgresql" else _File(connection)


class _File:
    """SQLite: one writer at a time, for each transaction begins as one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def insert(self, table: sa.Table, rows: Rows) -> None:
        self._connection.execute(sa.insert(table), rows)

    def upsert(self, table: sa.Table, rows: Rows) -> None:
        insert = _or_update(sqlite.insert(table), table, tuple(rows[0]))
        self._connection.execute(insert, rows)

    def lock(self, document_id: str) -> None:
        """Nothing to do: `BEGIN IMMEDIATE` has locked the file."""


class _Server:
    """PostgreSQL: staging tables of this session alone, emptied by the end of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        with connection.begin():
            for name in TABLES:
                connection.exec_driver_sql(_STAGING.format(name=name))

    def insert(self, table: sa.Table, rows: Rows) -> None:
        self._copy(table, rows)
        self._connection.execute(_from_staging(table, tuple(rows[0])))

    def upsert(self, table: sa.Table, rows: Rows) -> None:
        self._copy(table, rows)
        self._connection.execute(_upsert_from_staging(table, tuple(rows[0])))

    def lock(self, document_id: str) -> None:
        key = sa.func.hashtextextended(document_id, 0)
        self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))

    def _copy(self, table: sa.Table, rows: Rows) -> None:
        """COPY rows into the staging table of a table; names come from the model alone."""
        quote = self._connection.dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in rows[0])
        cursor = self._connection.connection.cursor()
        with cursor.copy(f"COPY staging_{table.name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
        cursor.close()


@cache
def _from_staging(table: sa.Table, names: _Names) -> postgresql.Insert:
    staged = _STAGED[table.name].c
    chosen = sa.select(*(staged[name] for name in names)).where(sa.true())
    return postgresql.insert(table).from_select(names, chosen)


@cache
def _upsert_from_staging(table: sa.Table, names: _Names) -> postgresql.Insert:
    return _or_update(_from_staging(table, names), table, names)


def _or_update(insert: _Insert, table: sa.Table, names: _Names) -> _Insert:
    """Where the key is there already, the other columns take the new values."""
    keys = list(table.primary_key)
    new = {name: insert.excluded[name] for name in names if not table.c[name].primary_key}
    if not new:
        return insert.on_conflict_do_nothing(index_elements=keys)
    return insert.on_conflict_do_update(index_elements=keys, set_=new)
