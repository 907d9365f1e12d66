"""One record to the rows of its document, in the transaction it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.sql.write import Writer
from pipeline.sinks.tables import TABLES, rows
from pipeline.sinks.tables.rows import by_table

DOCUMENTS, CLASSES = METADATA.tables["source_document"], METADATA.tables["class_title"]
_HISTORY = {table: METADATA.tables[f"{table.name}_history"] for table in (DOCUMENTS, CLASSES)}
CHILDREN = [
    METADATA.tables[table.name]
    for table in TABLES.values()
    if not table.shared and table.name not in (DOCUMENTS.name, CLASSES.name)
]
"""Tables whose rows are replaced with their document, parents before children."""

SHARED = [METADATA.tables[table.name] for table in TABLES.values() if table.shared]
"""Tables whose rows belong to no one document."""


@dataclass(frozen=True, slots=True)
class State:
    """What the database holds of a document or class."""

    content_sha256: str
    record_sha256: str
    valid_from: datetime
    valid_to: datetime | None
    file: str = ""
    jurisdiction: str = ""


def document_state(connection: Connection, document_id: str) -> State | None:
    """The state of one document; `None` if it was never loaded."""
    return dict(_states(connection, DOCUMENTS.c.document_id == document_id)).get(document_id)


def document_states(connection: Connection) -> dict[str, State]:
    """The states of all documents by id."""
    return dict(_states(connection, sa.true()))


def _states(connection: Connection, which: sa.ColumnElement[bool]) -> Iterator[tuple[str, State]]:
    c = DOCUMENTS.c
    names = (c.content_sha256, c.record_sha256, c.valid_from, c.valid_to, c.file, c.jurisdiction)
    for identity, *facts in connection.execute(sa.select(c.document_id, *names).where(which)):
        yield identity, State(*facts)


@dataclass(frozen=True, slots=True)
class Placing:
    """How a record is put into the database: `known` is what stands there, `now` the moment."""

    connection: Connection
    writer: Writer
    known: State | None
    now: datetime

    def put(self, record: Mapping[str, Any], sha256: str) -> tuple[str, int]:
        """Write all rows of a record; returns what became of the document, and how many rows."""
        found = by_table(rows(record))
        (document,) = found[DOCUMENTS.name]
        became = self._became(document)
        for table in SHARED:
            self._share(table, found.get(table.name, []))
        if became in ("changed", "reopened"):
            self._archive(DOCUMENTS, [document["document_id"]])
        kept = became == "refreshed" and self.known
        validity = {"valid_from": kept.valid_from if kept else self.now, "valid_to": None}
        own = {**document, "record_sha256": sha256, **validity, "loaded_at": self.now}
        self.writer.upsert(DOCUMENTS, [own])
        self._put_classes(document["document_id"], found.get(CLASSES.name, []))
        self._replace_children(document["document_id"], found)
        return became, sum(map(len, found.values()))

    def _became(self, document: Mapping[str, Any]) -> str:
        if self.known is None:
            return "added"
        if self.known.valid_to is not None:
            return "reopened"
        same = self.known.content_sha256 == document["content_sha256"]
        return "refreshed" if same else "changed"

    def _share(self, table: sa.Table, found: Sequence[Mapping[str, Any]]) -> None:
        """Add what is missing; what is null now does not undo what was known."""
        for row in found:
            said = {name: value for name, value in row.items() if value is not None}
            there = sa.and_(*(table.c[name] == value for name, value in said.items()))
            if not self.connection.execute(sa.select(sa.exists().where(there))).scalar():
                self.writer.upsert(table, [said])

    def _put_classes(self, document_id: str, found: Sequence[Mapping[str, Any]]) -> None:
        """Write classes; those that say something new begin anew, those that are gone end."""
        known = self._known_classes(document_id)
        new = {row["class_id"]: row for row in found}
        over = [one for one, row in new.items() if one in known and self._differs(row, known[one])]
        self._archive(CLASSES, over)
        gone = [one for one, state in known.items() if one not in new and not state.valid_to]
        self._end(CLASSES, CLASSES.c.class_id.in_(gone))
        if found:
            self.writer.upsert(CLASSES, [self._valid(row, known, over) for row in found])

    def _known_classes(self, document_id: str) -> dict[str, State]:
        if self.known is None:
            return {}
        c = CLASSES.c
        chosen = sa.select(c.class_id, c.content_sha256, c.valid_from, c.valid_to)
        found = self.connection.execute(chosen.where(c.document_id == document_id))
        return {one: State(content, "", begun, over) for one, content, begun, over in found}

    @staticmethod
    def _differs(row: Mapping[str, Any], known: State) -> bool:
        return known.valid_to is not None or known.content_sha256 != row["content_sha256"]

    def _valid(
        self, row: Mapping[str, Any], known: Mapping[str, State], over: Sequence[str]
    ) -> dict[str, Any]:
        same = row["class_id"] in known and row["class_id"] not in over
        begun = known[row["class_id"]].valid_from if same else self.now
        return {**row, "valid_from": begun, "valid_to": None}

    def _archive(self, table: sa.Table, keys: Sequence[str]) -> None:
        """Copy rows into their history; what is still in force ends now."""
        if not keys:
            return
        (key,) = table.primary_key
        end = sa.func.coalesce(
            table.c.valid_to, sa.bindparam("now", self.now, table.c.valid_to.type)
        )
        chosen = [end if column.name == "valid_to" else column for column in table.c]
        source = sa.select(*chosen).where(key.in_(keys))
        names = [column.name for column in table.c]
        self.connection.execute(sa.insert(_HISTORY[table]).from_select(names, source))

    def _replace_children(
        self, document_id: str, found: Mapping[str, Sequence[Mapping[str, Any]]]
    ) -> None:
        if self.known:
            for table in reversed(CHILDREN):
                mine = table.c.document_id == document_id
                self.connection.execute(sa.delete(table).where(mine))
        for table in CHILDREN:
            if table.name in found:
                self.writer.insert(table, found[table.name])

    def withdraw(self, document_id: str) -> None:
        """Close a document and its classes; their rows stay."""
        self._end(DOCUMENTS, DOCUMENTS.c.document_id == document_id)
        mine = CLASSES.c.document_id == document_id
        self._end(CLASSES, mine & CLASSES.c.valid_to.is_(None))

    def _end(self, table: sa.Table, which: sa.ColumnElement[bool]) -> None:
        self.connection.execute(sa.update(table).where(which).values(valid_to=self.now))
