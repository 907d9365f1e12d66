"""Values of two sides → what is missing, extra, changed or stands in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.evaluate.matchers import STRICT, folded
from pipeline.evaluate.pairing import left, matches, resembling
from pipeline.evaluate.values import FIELDS, Value, Values


@dataclass(frozen=True, slots=True)
class Difference:
    """One value on which two sides differ.

    `kind` is missing (only the gold has it), extra (only the record has it), changed, or moved
    (the same words under another class, track or marker).
    """

    field: str
    kind: str
    place: str
    gold: str | None
    found: str | None

    def to_dict(self) -> dict[str, str | None]:
        """The difference as JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def differences(gold: Values, found: Values) -> tuple[Difference, ...]:
    """Every strict difference, field by field in the order of `FIELDS`."""
    return tuple(each for field in FIELDS for each in _of_field(field, gold[field], found[field]))


def _of_field(field: str, gold: Sequence[Value], found: Sequence[Value]) -> Iterator[Difference]:
    ours, theirs = left(matches(gold, found, STRICT), gold, found)
    missing, extra = [gold[index] for index in ours], [found[index] for index in theirs]
    pairs = resembling(missing, extra)
    for index, other in pairs:
        yield _changed(field, missing[index], extra[other])
    lonely, others = left(pairs, missing, extra)
    for index in lonely:
        yield Difference(field, "missing", missing[index].place, missing[index].shown, None)
    for other in others:
        yield Difference(field, "extra", extra[other].place, None, extra[other].shown)


def _changed(field: str, one: Value, other: Value) -> Difference:
    same = folded(one.shown) == folded(other.shown)
    if not same:
        return Difference(field, "changed", one.place, one.shown, other.shown)
    place = one.place if one.place == other.place else f"{one.place} → {other.place}"
    return Difference(field, "moved", place, one.shown, other.shown)
