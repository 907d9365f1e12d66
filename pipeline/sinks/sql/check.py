"""A database against the output of a run: what a load would change, and what no load wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.sinks.sql.documents import State, document_states
from pipeline.sinks.sql.migrate import demand_version
from pipeline.sinks.sql.outputs import Line, Output
from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.tables import TABLES, Table, rows
from pipeline.sinks.tables.rows import by_table

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the database is not what the output says."""

    document_id: str
    what: str


def check(connection: Connection, output: Output, *, is_part: bool = False) -> Iterator[Difference]:
    """Every difference between database and output; nothing is written.

    Raises:
        ConfigurationError: the database is not of this version, or the output is no output.
    """
    demand_version(connection)
    with connection.begin():
        states = document_states(connection)
        jurisdictions = set()
        for line in output.lines():
            jurisdictions.add(line.jurisdiction)
            found = _of_document(connection, line, states.pop(line.document_id, None))
            yield from (Difference(line.document_id, what) for what in found)
        for document_id, state in states.items():
            over = is_part or state.valid_to or state.file in output.rejected
            if state.jurisdiction in jurisdictions and not over:
                yield Difference(document_id, "is in force, but not in the output")


def _of_document(connection: Connection, line: Line, state: State | None) -> Iterator[str]:
    if state is None:
        yield "is not in the database"
    elif state.valid_to:
        yield "is withdrawn in the database"
    elif state.record_sha256 != line.sha256:
        yield "is another record in the database"
    else:
        yield from _of_rows(connection, line)


def _of_rows(connection: Connection, line: Line) -> Iterator[str]:
    """Tables whose rows are not those of the record, though it is the record that was loaded."""
    expected = by_table(rows(line.record()))
    for table in TABLES.values():
        if table.shared:
            continue
        there = _stored(connection, table, line.document_id)
        wanted = {_key(table, row): row for row in expected.get(table.name, [])}
        missing, extra = len(wanted.keys() - there), len(there.keys() - wanted)
        other = sum(there[key] != row for key, row in wanted.items() if key in there)
        counts = {"missing": missing, "too many": extra, "different": other}
        said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        if said:
            yield f"rows of {table.name}: {said}"


def _stored(connection: Connection, table: Table, document_id: str) -> dict[Any, Row]:
    c = METADATA.tables[table.name].c
    chosen = sa.select(*(c[name] for name in table.names)).where(c.document_id == document_id)
    if table.name == "class_title":
        chosen = chosen.where(c.valid_to.is_(None))
    found = (dict(row) for row in connection.execute(chosen).mappings())
    return {_key(table, row): row for row in found}


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)
