"""Rows to a table: many at once on SQLite, by COPY into staging and from there on PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.tables import TABLES

Rows = Sequence[Mapping[str, Any]]
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
    """SQLite: one writer at a time, for the transaction began as one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def insert(self, table: sa.Table, rows: Rows) -> None:
        self._connection.execute(sa.insert(table), rows)

    def upsert(self, table: sa.Table, rows: Rows) -> None:
        self._connection.execute(_or_update(sqlite.insert(table), table, rows), rows)

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
        staged = self._stage(table, rows)
        names = list(rows[0])
        chosen = sa.select(*(staged.c[name] for name in names))
        self._connection.execute(sa.insert(table).from_select(names, chosen))

    def upsert(self, table: sa.Table, rows: Rows) -> None:
        staged = self._stage(table, rows)
        names = list(rows[0])
        chosen = sa.select(*(staged.c[name] for name in names)).where(sa.true())
        insert = postgresql.insert(table).from_select(names, chosen)
        self._connection.execute(_or_update(insert, table, rows))

    def lock(self, document_id: str) -> None:
        key = sa.func.hashtextextended(document_id, 0)
        self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))

    def _stage(self, table: sa.Table, rows: Rows) -> sa.Table:
        """COPY rows into the staging table of a table."""
        staged = _STAGED[table.name]
        quote = self._connection.dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in rows[0])
        statement = f"COPY {quote(staged.name)} ({columns}) FROM STDIN"
        cursor = self._connection.connection.cursor()
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
        cursor.close()
        return staged


def _or_update(insert: _Insert, table: sa.Table, rows: Rows) -> _Insert:
    """Where the key is there already, the other columns take the new values."""
    keys = list(table.primary_key)
    others = rows[0].keys() - {column.name for column in keys}
    if not others:
        return insert.on_conflict_do_nothing(index_elements=keys)
    new = {name: insert.excluded[name] for name in rows[0] if name in others}
    return insert.on_conflict_do_update(index_elements=keys, set_=new)
