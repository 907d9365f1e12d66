"""Two requirement trees to whether they say the same."""

from __future__ import annotations

from typing import Any

from pipeline.record import Node, OfWhich

_COMPARED = {
    "education": ("level", "fields"),
    "experience": ("months", "of_which"),
    "service": ("months", "title"),
    "traineeship": ("months",),
}


def canonical(node: Node) -> tuple[Any, ...]:
    """The form in which equal trees are equal: branches laid flat, children in one order.

    Of a leaf it keeps the type, months, level, fields, of_which and the title of a service.
    """
    if node.op is None:
        return (node.type, *(_value(node, name) for name in _COMPARED.get(node.type or "", ())))
    children: list[tuple[Any, ...]] = []
    for child in node.of:
        form = canonical(child)
        children.extend(form[1] if form[0] == node.op else (form,))
    if len(children) == 1:
        return children[0]
    return (node.op, tuple(sorted(children, key=repr)))


def nodes_equal(a: Node | None, b: Node | None) -> bool:
    """Whether two trees are equal but for the order of children and the words they stand on."""
    if a is None or b is None:
        return a is b
    return canonical(a) == canonical(b)


def _value(node: Node, name: str) -> Any:
    value = dict(node.attributes).get(name)
    if name in ("fields", "of_which"):
        return tuple(_part(part) for part in value or ())
    return value


def _part(part: Any) -> Any:
    return (part.months, part.qualifier) if isinstance(part, OfWhich) else part
