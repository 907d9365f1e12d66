"""A requirement that several paths share, and one of them, to whether it holds for that path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.record import Node, Printed
from pipeline.requirements.reading import Reading

_OUTSIDE = re.compile(
    r"\bnon[-\s\ufffd]?(?:[A-Z]\w+\s)?(?:state|civil)\sservice|\boutside\sexperience", re.IGNORECASE
)


def holds_for(shared: Reading, own: Reading) -> bool:
    """Whether a shared requirement holds for a path.

    `The following education is required when non-state service experience is used to qualify`
    does not hold for a path that asks for service in classes of the state alone.
    """
    if own.node is None or len(other_notes(shared)) == len(shared.notes):
        return True
    timed = [leaf for leaf in _leaves(own.node) if leaf.type in ("service", "experience")]
    return not timed or any(leaf.type == "experience" for leaf in timed)


def other_notes(reading: Reading) -> tuple[Printed, ...]:
    """The notes of a reading but for those that say which paths it holds for."""
    return tuple(note for note in reading.notes if not _OUTSIDE.search(note.value))


def _leaves(node: Node) -> Iterator[Node]:
    if node.op is None:
        yield node
    for child in node.of:
        yield from _leaves(child)
