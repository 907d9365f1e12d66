"""`tables.toml` to the relational model that SQL, files and the manual are made from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column; `type` is text, integer, number, boolean, json (JSON as text) or timestamp."""

    name: str
    type: str
    nullable: bool
    description: str


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another table by its key."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class Table:
    """A table; `load_columns` are kept by the load into a database and are in no file."""

    name: str
    description: str
    columns: tuple[Column, ...]
    load_columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    unique: tuple[tuple[str, ...], ...]
    indexes: tuple[tuple[str, ...], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns a record fills, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def shared(self) -> bool:
        """Whether rows belong to no one document."""
        return "document_id" not in self.names


def _column(name: str, type_: str, description: str) -> Column:
    return Column(name, type_.rstrip("?"), type_.endswith("?"), description)


def _columns(plain: Mapping[str, list[str]]) -> tuple[Column, ...]:
    return tuple(_column(name, *words) for name, words in plain.items())


def _tuples(plain: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(names) for names in plain)


def _table(name: str, plain: Mapping[str, Any]) -> Table:
    return Table(
        name=name,
        description=plain["description"],
        columns=_columns(plain["columns"]),
        load_columns=_columns(plain.get("load", {})),
        key=tuple(plain["key"]),
        references=tuple(
            Reference(tuple(one["columns"]), one["table"]) for one in plain.get("references", [])
        ),
        unique=_tuples(plain.get("unique", [])),
        indexes=_tuples(plain.get("indexes", [])),
    )


def _read(file: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _journal(plain: Mapping[str, Any], tables: Mapping[str, Table]) -> Iterator[Table]:
    """Tables of the load; a history has all columns of its table, and an end to every state."""
    for name, words in plain.items():
        if "history_of" in words:
            of = tables[words["history_of"]]
            columns = (*of.columns, *(replace(c, nullable=False) for c in of.load_columns))
            yield replace(_table(name, {**words, "columns": {}}), columns=columns)
        else:
            yield _table(name, words)


TABLES: dict[str, Table] = {
    name: _table(name, plain) for name, plain in _read("tables.toml").items()
}
"""The tables a record fills, by name: parents before children."""

JOURNAL: dict[str, Table] = {one.name: one for one in _journal(_read("journal.toml"), TABLES)}
"""The tables that the load into a database keeps of its own."""
