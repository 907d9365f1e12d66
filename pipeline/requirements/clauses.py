"""What a path falls into: requirements, what joins them, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.requirements.markers import Sign
from pipeline.requirements.modifiers import Modifier
from pipeline.requirements.phrase import Head

Range = tuple[int, int]


@dataclass(slots=True)
class Clause:
    """One requirement as it grows: its head, its words, and the conditions on it.

    `pieces` are token ranges in order; `parts` the modifiers with the range of their qualifiers.
    `known` is false where nobody could say what kind of requirement the words are.
    """

    head: Head
    pieces: list[Range]
    parts: list[tuple[Modifier, Range]] = field(default_factory=list)
    main_end: int = 0
    known: bool = True

    @property
    def first_end(self) -> int:
        """Where its words end, before any sentence that stands between them."""
        return min(self.main_end, self.pieces[0][1])

    @property
    def kind(self) -> str:
        """The kind of its head."""
        return self.head.kind


@dataclass(frozen=True, slots=True)
class Joint:
    """A connective between two clauses; `op` is `None` where only punctuation stands."""

    op: str | None
    strength: int


Item = Clause | Joint | Sign


@dataclass(slots=True)
class Clauses:
    """What a path falls into, as token ranges."""

    items: list[Item] = field(default_factory=list)
    asides: list[tuple[str, Range]] = field(default_factory=list)
    unread: list[Range] = field(default_factory=list)
