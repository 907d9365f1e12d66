"""A requirement tree to one row a node, the branch before what it joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.sinks.tables.model import TABLES
from pipeline.sinks.tables.typed import json_text, needs_degree

_PLAIN = ("months", "amount", "unit", "level", "credits", "or_higher", "description", "title")
_PLAIN_TOO = ("code", "status", "minimum_grade", "name")
_LISTS = ("fields", "of_which", "footnotes")
_NOTHING = dict.fromkeys(TABLES["requirement"].names)


def node_rows(
    node: Mapping[str, Any] | None,
    pointer: str,
    *,
    document_id: str,
    owner: Mapping[str, Any],
    parent: str | None = None,
    ordinal: int = 1,
    depth: int = 0,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a node and all below it; `owner` are the columns that say whose tree it is."""
    if node is None:
        return
    row: dict[str, Any] = {**_NOTHING, "document_id": document_id, "pointer": pointer, **owner}
    row |= {"parent_pointer": parent, "ordinal": ordinal, "depth": depth, "text": node["text"]}
    row |= {"op": node.get("op"), "type": node.get("type"), "needs_degree": needs_degree(node)}
    row |= _attributes(node)
    yield "requirement", row
    for at, below in enumerate(node.get("of", ())):
        yield from node_rows(
            below,
            f"{pointer}/of/{at}",
            document_id=document_id,
            owner=owner,
            parent=pointer,
            ordinal=at + 1,
            depth=depth + 1,
        )


def _attributes(node: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: node[name] for name in (*_PLAIN, *_PLAIN_TOO) if name in node}
    lists = {name: json_text(node[name]) for name in _LISTS if name in node}
    return {**found, **lists, "class_ordinal": node.get("ordinal")}
