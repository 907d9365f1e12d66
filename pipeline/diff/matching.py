"""Two lists to the items that belong together, whichever way round they are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from pipeline.diff.words import bag, likeness

Index = tuple[int, int]

ALIKE = 0.5
"""From this share of common words on, a text gone and a text come are one text changed."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of indices in the order of the old list, and the indices left over on each side."""

    pairs: tuple[Index, ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]

    @property
    def reordered(self) -> bool:
        """Whether the pairs stand in another order in the new list."""
        places = [new for _, new in self.pairs]
        return places != sorted(places)


def by_key(old: Sequence[Hashable], new: Sequence[Hashable]) -> Matched:
    """Equal keys belong together, the first with the first; `None` is no key."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index in reversed(range(len(new))):
        waiting[new[index]].append(index)
    pairs = [
        (index, waiting[key].pop())
        for index, key in enumerate(old)
        if key is not None and waiting.get(key)
    ]
    return _matched(pairs, len(old), len(new))


def by_text(old: Sequence[str], new: Sequence[str], *, threshold: float = ALIKE) -> Matched:
    """Equal texts belong together; of the others the most alike, best first."""
    first = by_key(old, new)
    ours = {index: bag(old[index]) for index in first.gone}
    theirs = {index: bag(new[index]) for index in first.come}
    near = []
    for index, words in ours.items():
        for other, others in theirs.items():
            score = likeness(words, others)
            if score >= threshold:
                near.append((-score, index + other, abs(index - other), index, other))
    pairs = [*first.pairs]
    for *_, index, other in sorted(near):
        if index in ours and other in theirs:
            del ours[index], theirs[other]
            pairs.append((index, other))
    return _matched(pairs, len(old), len(new))


def refined(first: Matched, old: Sequence[Hashable], new: Sequence[Hashable]) -> Matched:
    """A matching with what it left over matched by another key."""
    rest = by_key([old[index] for index in first.gone], [new[index] for index in first.come])
    pairs = [*first.pairs, *((first.gone[one], first.come[two]) for one, two in rest.pairs)]
    return _matched(pairs, len(old), len(new))


def _matched(pairs: list[Index], ours: int, theirs: int) -> Matched:
    old, new = {one for one, _ in pairs}, {two for _, two in pairs}
    return Matched(
        tuple(sorted(pairs)),
        tuple(index for index in range(ours) if index not in old),
        tuple(index for index in range(theirs) if index not in new),
    )
