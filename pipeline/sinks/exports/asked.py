"""Paths of a class to what every way through them asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.sinks.tables.typed import json_text

Node = Mapping[str, Any]
Leaves = dict[str, Node]
_HOW_SAID = ("text", "footnotes")


def asked(paths: Sequence[Mapping[str, Any]]) -> list[Node]:
    """Leaves that no way through the paths goes round, in printed order.

    A path that was not read may ask for anything, so that with it nothing is certain.
    """
    return list(_in_all([_always(path["requirement"]) for path in paths]).values())


def _always(node: Node | None) -> Leaves:
    if node is None:
        return {}
    if "op" not in node:
        return {_same(node): node}
    parts = [_always(below) for below in node["of"]]
    return _in_all(parts) if node["op"] == "any" else _in_any(parts)


def _same(leaf: Node) -> str:
    """What two leaves share that ask for the same in other words."""
    return json_text({name: value for name, value in leaf.items() if name not in _HOW_SAID})


def _in_all(parts: Sequence[Leaves]) -> Leaves:
    first = parts[0] if parts else {}
    return {key: leaf for key, leaf in first.items() if all(key in part for part in parts)}


def _in_any(parts: Iterable[Leaves]) -> Leaves:
    return {key: leaf for part in parts for key, leaf in part.items()}
