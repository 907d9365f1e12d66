"""Domain values to plain JSON, and to the places of all that is `Printed` in them.

Values read from the document are `Printed`: the value together with the characters it stands
on. A `Walk` writes the plain value and keeps its spans for `evidence`, under the JSON Pointer
of the place where the value came to stand; nobody writes a pointer by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any, NamedTuple, get_args, get_type_hints

from pipeline.model import Entity, Issue, Printed, Span

NOT_WRITTEN = {"written": "never"}
ONLY_IF_ANY = {"written": "if any"}
"""Metadata of a field that later stages read and the JSON does not show, or not when empty."""


Locate = Callable[[tuple[Span, ...]], tuple[int | None, list[list[float]] | None]]
"""Spans to the page they begin on and the boxes they touch there, where pages are known."""


class Member(NamedTuple):
    """A field of a domain value that is written: `name` in JSON, `step` in a pointer.

    What is `printed` has evidence if it is there; what is `spare` is not written when empty.
    """

    field: str
    name: str
    step: str
    printed: bool
    spare: bool


class Walk:
    """One way through a domain value: what was printed, and what should have been.

    `printed` are the printed values met, by the pointers of the places they came to stand;
    `bare` the pointers of values that promise evidence and have none.
    """

    def __init__(self) -> None:
        self.printed: dict[str, Printed] = {}
        self.bare: list[str] = []

    def plain(self, value: Any, pointer: str, printed: bool) -> Any:
        """A value as JSON; `printed` says that it has to be a printed one, or several."""
        kind = type(value)
        if kind is Printed:
            self.printed[pointer] = value
            return value.value
        if kind in _ATOMS:
            if printed and value is not None:
                self.bare.append(pointer)
            return value
        if kind is tuple or kind is list:
            return [self.plain(part, f"{pointer}/{at}", printed) for at, part in enumerate(value)]
        if kind is Entity:
            return _entity(value)
        return value.to_dict() if kind is Issue else self.members(value, pointer)

    def members(self, value: Any, pointer: str) -> dict[str, Any]:
        """A domain value as a JSON object.

        One whose members depend on what it is gives them by a method `written`: the name of each
        in JSON, its value, and whether that has to be printed.
        """
        made: dict[str, Any] = {}
        written = getattr(value, "written", None)
        if written is not None:
            for name, part, printed in written():
                made[name] = self.plain(part, f"{pointer}/{name}", printed)
            return made
        kind = type(value)
        if kind not in _MEMBERS:
            _MEMBERS[kind] = tuple(_members(kind))
        for field, name, step, printed, spare in _MEMBERS[kind]:
            part = getattr(value, field)
            if not spare or part:
                made[name] = self.plain(part, pointer + step, printed)
        return made

    def evidence(self, locate: Locate | None) -> dict[str, Any]:
        """Where each printed value stands, by pointer."""
        made: dict[str, Any] = {}
        for pointer, printed in self.printed.items():
            spans = printed.spans
            page, boxes = locate(spans) if locate else (None, None)
            made[pointer] = {
                "spans": [list(span) for span in spans],
                "page": page,
                "boxes": boxes,
                "rule": printed.rule,
            }
        return made


_ATOMS = frozenset((str, int, float, bool, type(None)))
_MEMBERS: dict[type, tuple[Member, ...]] = {}
"""The written members of each class of domain values, in order; filled as they are met."""


def _members(kind: type) -> Iterator[Member]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.metadata != NOT_WRITTEN:
            hint, name = hints[field.name], field.name.rstrip("_")
            printed = hint is Printed or Printed in get_args(hint)
            yield Member(field.name, name, f"/{name}", printed, field.metadata == ONLY_IF_ANY)


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "label": entity.label,
        "text": entity.text,
        "start": entity.start,
        "end": entity.end,
        "value": _copied(entity.value),
    }


def _copied(value: Any) -> Any:
    """A value that is plain already, apart from the one that the recogniser may keep."""
    if isinstance(value, dict):
        return {key: part if type(part) in _ATOMS else _copied(part) for key, part in value.items()}
    return list(map(_copied, value)) if isinstance(value, list | tuple) else value
