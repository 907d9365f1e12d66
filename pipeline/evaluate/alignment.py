"""Classes of a gold and of a record → the same number for the same class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.evaluate.matchers import bare, levenshtein

Json = dict[str, Any]
Pairs = dict[int, int]

NEARLY = 0.8


def align(gold: list[Json], found: list[Json]) -> list[int]:
    """The number of each found class: the index of its gold class, or one past all of them.

    Classes pair by equal title and code, then equal title, then equal code, then the most similar
    title; what is left pairs in order. The letters and digits of a title count, not its case.
    """
    pairs: Pairs = {}
    for agree in (_same_title_and_code, _same_title, _same_code):
        _pair_equal(pairs, gold, found, agree)
    for index, other in _nearest(pairs, gold, found):
        if index not in pairs and other not in pairs.values():
            pairs[index] = other
    pairs.update(zip(*_left(pairs, gold, found), strict=False))
    numbers = {other: index for index, other in pairs.items()}
    return [numbers.get(other, len(gold) + other) for other in range(len(found))]


def in_order(numbers: list[int], count: int) -> bool:
    """Whether the found classes are the `count` gold classes, in the same order."""
    return numbers == list(range(count))


def _pair_equal(
    pairs: Pairs, gold: list[Json], found: list[Json], agree: Callable[[Json, Json], bool]
) -> None:
    free, others = _left(pairs, gold, found)
    for index in free:
        for other in others:
            if agree(gold[index], found[other]):
                pairs[index] = other
                others.remove(other)
                break


def _left(pairs: Pairs, gold: list[Json], found: list[Json]) -> tuple[list[int], list[int]]:
    """The classes of both sides that have no partner yet."""
    taken = set(pairs.values())
    return (
        [index for index in range(len(gold)) if index not in pairs],
        [other for other in range(len(found)) if other not in taken],
    )


def _nearest(pairs: Pairs, gold: list[Json], found: list[Json]) -> Iterator[tuple[int, int]]:
    """Free pairs of nearly equal titles, the nearest first, then the closest in order."""
    free, others = _left(pairs, gold, found)
    near = []
    for index in free:
        for other in others:
            likeness = levenshtein(_title(gold[index]), _title(found[other]), NEARLY)
            if likeness > 0:
                near.append((-likeness, abs(index - other), index, other))
    for *_, index, other in sorted(near):
        yield index, other


def _title(each: Json) -> str:
    return bare(each.get("title") or "")


def _same_title(one: Json, other: Json) -> bool:
    return bool(_title(one)) and _title(one) == _title(other)


def _same_code(one: Json, other: Json) -> bool:
    return one.get("code") is not None and one.get("code") == other.get("code")


def _same_title_and_code(one: Json, other: Json) -> bool:
    return _same_title(one, other) and _same_code(one, other)
