"""Requirement trees → values that are equal exactly when the trees are.

Two trees are equal when operators, types, months, levels, fields, `of_which` and titles are
equal, whatever the order of the children. Absent, null and empty are the same. Other members
(`text`, `name`, `credits`, `description` …) are not compared. The title of a traineeship is not
compared either: golds never annotate it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.matchers import bare

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A tree in canonical order: its `skeleton` without words, its words, and how it reads."""

    skeleton: str
    words: tuple[str, ...]
    shown: str


def shape(node: Node) -> Shape:
    """The canonical form of a tree."""
    return _branch(node) if node.get("op") else _leaf(node)


def leaves(node: Node) -> Iterator[Node]:
    """The leaves of a tree, from left to right."""
    if not node.get("op"):
        yield node
        return
    for child in node.get("of") or ():
        yield from leaves(child)


def _branch(node: Node) -> Shape:
    """`any(leaf; all(leaf; leaf))`, the children in an order that does not depend on print."""
    children = sorted((shape(child) for child in node.get("of") or ()), key=_order)
    return Shape(
        f"{node['op']}({'; '.join(child.skeleton for child in children)})",
        tuple(word for child in children for word in child.words),
        f"{node['op']}({'; '.join(child.shown for child in children)})",
    )


def _order(one: Shape) -> tuple[str, list[str], tuple[str, ...]]:
    return one.skeleton, [bare(word) for word in one.words], one.words


def _leaf(node: Node) -> Shape:
    parts = node.get("of_which") or ()
    fields = tuple(node.get("fields") or ())
    title = (node.get("title") or "") if node.get("type") == "service" else ""
    qualifiers = tuple(str(part.get("qualifier") or "") for part in parts)
    head = " ".join(
        str(node[name]) for name in ("type", "months", "level") if node.get(name) is not None
    )
    months = ",".join(str(part.get("months")) for part in parts)
    return Shape(
        f"{head} fields={len(fields)} of_which=[{months}] title={bool(title)}",
        (*fields, *qualifiers, *([title] if title else ())),
        head + _shown(title, fields, parts),
    )


def _shown(title: str, fields: tuple[str, ...], parts: Any) -> str:
    """The words of a leaf, to be read by a person."""
    of_which = [f"{part.get('months')} {part.get('qualifier')}" for part in parts]
    return (
        (f" as {title}" if title else "")
        + (f" in {', '.join(fields)}" if fields else "")
        + (f" of which {', '.join(of_which)}" if of_which else "")
    )
