"""Two lists of one field to what was added, removed, changed and reordered in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.diff.matching import Matched, by_key, by_text
from pipeline.diff.values import Change, Json, Pair
from pipeline.diff.words import pieces


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the two records values stand: the field's name and both pointers."""

    field: str
    old: str
    new: str
    class_: Pair | None = None
    track: str | None = None

    def member(self, name: str) -> Place:
        """A member of the object that stands here."""
        field = f"{self.field}.{name}" if self.field else name
        return replace(self, field=field, old=f"{self.old}/{name}", new=f"{self.new}/{name}")

    def item(self, old: int, new: int) -> Place:
        """An item of the lists that stand here."""
        return replace(self, old=f"{self.old}/{old}", new=f"{self.new}/{new}")

    def change(self, kind: str, old: Any, new: Any) -> Change:
        """A change of what stands here."""
        both = isinstance(old, str) and isinstance(new, str)
        return Change(
            self.field,
            kind,
            old,
            new,
            (None if kind == "added" else self.old, None if kind == "removed" else self.new),
            self.class_,
            self.track,
            pieces(old, new) if both else (),
        )


Compare = Callable[[Any, Any, Place], Iterator[Change]]
Show = Callable[[Any], Any]


def whole(old: Any, new: Any, place: Place) -> Iterator[Change]:
    """A value as a whole: `null` and `[]` are none."""
    if old == new or (_none(old) and _none(new)):
        return
    kind = "added" if _none(old) else "removed" if _none(new) else "changed"
    yield place.change(kind, old, new)


def _none(value: Any) -> bool:
    return value is None or value == []


def members(old: Json, new: Json, place: Place, names: Sequence[str]) -> Iterator[Change]:
    """Each named member of two objects as a whole."""
    for name in names:
        yield from whole(old.get(name), new.get(name), place.member(name))


def same(old: Any, new: Any, place: Place) -> Iterator[Change]:
    """Nothing: items that were matched by all they have."""
    return iter(())


def items(
    old: Sequence[Any],
    new: Sequence[Any],
    matched: Matched,
    place: Place,
    *,
    compare: Compare = same,
    show: Show | None = None,
) -> Iterator[Change]:
    """What differs between the pairs, and what is left over on each side.

    With `show`, which names an item, also that the pairs stand in another order.
    """
    for one, two in matched.pairs:
        yield from compare(old[one], new[two], place.item(one, two))
    for one in matched.gone:
        yield place.item(one, one).change("removed", old[one], None)
    for two in matched.come:
        yield place.item(two, two).change("added", None, new[two])
    if show is not None and matched.reordered:
        yield _reordered(old, new, matched, place, show)


def _reordered(
    old: Sequence[Any], new: Sequence[Any], matched: Matched, place: Place, show: Show
) -> Change:
    """The items that stayed, in the order of either side."""
    places = sorted(two for _, two in matched.pairs)
    return place.change(
        "reordered",
        [show(old[one]) for one, _ in matched.pairs],
        [show(new[two]) for two in places],
    )


def texts(old: Sequence[str], new: Sequence[str], place: Place) -> Iterator[Change]:
    """Paragraphs: equal ones belong together, then those that share most words."""
    yield from items(old, new, by_text(old, new), place, compare=whole, show=str)


def keyed(
    old: Sequence[Json],
    new: Sequence[Json],
    place: Place,
    *,
    key: Callable[[Json], Hashable],
    names: Sequence[str],
) -> Iterator[Change]:
    """Objects with one name each, such as footnotes by their marker; their order means nothing."""
    matched = by_key(list(map(key, old)), list(map(key, new)))

    def compare(one: Json, two: Json, at: Place) -> Iterator[Change]:
        return members(one, two, at, names)

    yield from items(old, new, matched, place, compare=compare)
