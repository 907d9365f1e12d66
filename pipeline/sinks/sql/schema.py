"""The relational model to SQLAlchemy tables, the same rows out of either database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipeline.sinks.tables import JOURNAL, TABLES, Table
from pipeline.sinks.tables.typed import json_text

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class JsonText(TypeDecorator[str]):
    """JSON text that a server stores as `jsonb`; it is read back in its one form."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`jsonb` on PostgreSQL, text elsewhere."""
        server = dialect.name == "postgresql"
        return dialect.type_descriptor(postgresql.JSONB(none_as_null=True) if server else sa.Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """The value itself for `jsonb`, which makes its own text of it."""
        return json.loads(value) if value and dialect.name == "postgresql" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """JSON text again, whatever the driver made of it."""
        return value if value is None or dialect.name != "postgresql" else json_text(value)


class UtcTime(TypeDecorator[datetime]):
    """A moment; text of SQLite carries no zone, so it is always UTC there."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, said so."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


# The collation of code points gives text the same order in either database.
_TYPES: dict[str, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    "text": sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    "integer": sa.Integer,
    "number": sa.Double,
    "boolean": sa.Boolean,
    "json": JsonText,
    "timestamp": UtcTime,
}


def metadata() -> sa.MetaData:
    """Every table of the model, of records and of the load."""
    made = sa.MetaData(naming_convention=_NAMES)
    for table in (*TABLES.values(), *JOURNAL.values()):
        sa.Table(table.name, made, *_members(table))
    return made


def _members(table: Table) -> Iterator[sa.schema.SchemaItem]:
    numbered = table.key == ("load_run_id",)
    for column in (*table.columns, *table.load_columns):
        yield sa.Column(
            column.name,
            _TYPES[column.type],
            nullable=column.nullable,
            primary_key=column.name in table.key,
            autoincrement=numbered and column.name in table.key,
        )
    for reference in table.references:
        target = {**TABLES, **JOURNAL}[reference.table]
        keys = [f"{target.name}.{name}" for name in target.key]
        yield sa.ForeignKeyConstraint(reference.columns, keys)
    yield from (sa.UniqueConstraint(*names) for names in table.unique)
    yield from (sa.Index(f"ix_{table.name}_{'_'.join(n)}", *n) for n in table.indexes)


METADATA = metadata()
"""The tables as SQLAlchemy knows them."""
