"""The relational model to a data contract in the Open Data Contract Standard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.record import SCHEMA_VERSION
from pipeline.sinks.tables import TABLES, Column, Reference, Table

CONTRACT = "contract.odcs.yaml"
_STANDARD = "v3.1.0"
_LOGICAL = {"text": "string", "json": "string"}
_PHYSICAL = {
    "parquet": {
        "text": "STRING",
        "json": "STRING",
        "integer": "INT64",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
    },
    "csv": dict.fromkeys(("text", "json", "integer", "number", "boolean"), "text"),
    "jsonl": {
        "text": "string",
        "json": "any",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
    },
}


def contract(*, suffix: str) -> str:
    """The contract of the files `<table>.<suffix>`, as YAML."""
    return "\n".join((*_yaml(_contract(suffix)), ""))


def _contract(suffix: str) -> dict[str, Any]:
    return {
        "apiVersion": _STANDARD,
        "kind": "DataContract",
        "id": "civil-service-standards",
        "name": "Civil-service classification standards",
        "version": SCHEMA_VERSION.replace("-", "."),
        "status": "active",
        "description": {
            "purpose": "Classification standards as tables: titles, codes, grades, duties, "
            "qualifications, and where each value is printed.",
            "limitations": "What a document does not print is null. What was not understood "
            "stands in parse_issue.",
            "usage": "Join by the relationships given; text beside typed columns is verbatim.",
        },
        "schema": [_table(table, suffix) for table in TABLES.values()],
    }


def _table(table: Table, suffix: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": table.name,
        "logicalType": "object",
        "physicalType": "file",
        "physicalName": f"{table.name}.{suffix}",
        "description": table.description,
        "properties": [_column(column, table, suffix) for column in table.columns],
    }
    if table.references:
        made["relationships"] = [_relationship(one, table) for one in table.references]
    return made


def _column(column: Column, table: Table, suffix: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name,
        "logicalType": _LOGICAL.get(column.type, column.type),
        "physicalType": _PHYSICAL[suffix][column.type],
        "description": column.description,
        "required": not column.nullable,
    }
    if column.name in table.key:
        made |= {"primaryKey": True, "primaryKeyPosition": table.key.index(column.name) + 1}
    return made


def _relationship(reference: Reference, table: Table) -> dict[str, Any]:
    """A foreign key; one column is named alone, several as lists in one order."""
    here = [f"{table.name}.{name}" for name in reference.columns]
    there = [f"{reference.table}.{name}" for name in TABLES[reference.table].key]
    if len(here) == 1:
        return {"type": "foreignKey", "from": here[0], "to": there[0]}
    return {"type": "foreignKey", "from": here, "to": there}


def _yaml(value: dict[str, Any]) -> Iterator[str]:
    """Block YAML whose scalars are JSON, so that no text is mistaken for another type."""
    for name, one in value.items():
        if isinstance(one, dict):
            yield f"{name}:"
            yield from (f"  {line}" for line in _yaml(one))
        elif isinstance(one, list):
            yield f"{name}:"
            for member in one:
                yield from _member(member)
        else:
            yield f"{name}: {json.dumps(one, ensure_ascii=False)}"


def _member(member: Any) -> Iterator[str]:
    if not isinstance(member, dict):
        yield f"  - {json.dumps(member, ensure_ascii=False)}"
        return
    for at, line in enumerate(_yaml(member)):
        yield f"  {'  ' if at else '- '}{line}"
