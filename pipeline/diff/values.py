"""The frozen values of a comparison: changes of fields, verdicts on eligibility, documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Truth = bool | None
"""Yes, no, or `None` where the records do not allow an answer."""

Pair = tuple[str | None, str | None]
"""What the old and the new record call one thing; `None` where they have it not."""

KINDS = ("added", "removed", "changed", "reordered")
VERDICTS = ("same", "widens", "narrows", "both", "undecided")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have (`same`), or only the old (`gone`) or new (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `field` is the place without indices, `old` and `new` the JSON values.

    `pointers` lead to the values in the two records, `class_` names the class it belongs to.
    `pieces` is the word-level difference where both values are texts.
    """

    field: str
    kind: str
    old: Any
    new: Any
    pointers: Pair
    class_: Pair | None = None
    track: str | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What became of one way to qualify: who lost it and who gained it, decided on the trees.

    `place` is a track, or `substitutions`; `lost` and `gained` are the leaves that only the old
    or only the new side has.
    """

    place: str
    loses: Truth
    gains: Truth
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    class_: Pair | None = None

    @property
    def verdict(self) -> str:
        """`same`, `widens`, `narrows`, `both` or `undecided`."""
        if self.loses is None or self.gains is None:
            return "undecided"
        if self.loses:
            return "both" if self.gains else "narrows"
        return "widens" if self.gains else "same"


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """Two records of one standard; one of the ids is `None` where only one side has it."""

    ids: Pair
    changes: tuple[Change, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()

    @property
    def state(self) -> str:
        """`added`, `removed`, `changed` or `unchanged`."""
        old, new = self.ids
        if old is None or new is None:
            return "added" if old is None else "removed"
        return "changed" if self.changes or self.eligibility else "unchanged"
