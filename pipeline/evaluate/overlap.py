"""Values with places on both sides → how many stand at the same place, under four matchers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from pipeline.evaluate.counts import Count
from pipeline.evaluate.matchers import ROUNDING
from pipeline.evaluate.pairing import best
from pipeline.evaluate.values import Value

Agree = Callable[[Value, Value], bool]


def exactly(one: Value, other: Value) -> bool:
    """The same characters."""
    return one.points == other.points


def in_letters(one: Value, other: Value) -> bool:
    """The same letters and digits, whatever punctuation goes with them."""
    return bool(one.letters) and one.letters == other.letters


def touching(one: Value, other: Value) -> bool:
    """At least one character in common."""
    return not one.points.isdisjoint(other.points)


def mostly(one: Value, other: Value) -> bool:
    """Characters in common are at least 0.8 of the longer."""
    longer = max(len(one.points), len(other.points))
    return len(one.points & other.points) >= (0.8 - ROUNDING) * longer


def nearly(one: Value, other: Value) -> bool:
    """Twice the characters in common are at least 0.95 of both."""
    both = len(one.points) + len(other.points)
    return 2 * len(one.points & other.points) >= (0.95 - ROUNDING) * both


SPANS: Mapping[str, Agree] = {
    "strict": exactly,
    "soft": in_letters,
    "levenshtein": mostly,
    "ratcliff_obershelp": nearly,
}
AGREEMENT: Mapping[str, Mapping[str, Agree]] = {
    "spans": SPANS,
    "entities": {**SPANS, "soft": touching},
}
"""By field and matcher: when two values of one key are the same."""


def counts(field: str, gold: Sequence[Value], found: Sequence[Value]) -> dict[str, Count]:
    """The counts of a field by matcher; each value takes part once."""
    return {
        name: Count(_matched(gold, found, agree), len(gold), len(found))
        for name, agree in AGREEMENT[field].items()
    }


def parts(field: str, gold: Sequence[Value], found: Sequence[Value]) -> dict[str, dict[str, Count]]:
    """The counts apart by the first word of the key: the field of a span, the label."""
    names = sorted({value.key[0] for value in (*gold, *found)})
    return {
        name: counts(
            field,
            [value for value in gold if value.key[0] == name],
            [value for value in found if value.key[0] == name],
        )
        for name in names
    }


def _matched(gold: Sequence[Value], found: Sequence[Value], agree: Agree) -> int:
    """Pairs that agree: those of equal places first, then those that have most in common."""
    waiting: dict[tuple[tuple[str, ...], str], list[Value]] = defaultdict(list)
    for value in found:
        waiting[value.key, value.text].append(value)
    free = []
    for value in gold:
        same = waiting[value.key, value.text]
        if same and agree(value, same[0]):
            same.pop()
        else:
            free.append(value)
    left = [value for values in waiting.values() for value in values]
    return len(gold) - len(free) + _next_best(free, left, agree)


def _next_best(gold: Sequence[Value], found: Sequence[Value], agree: Agree) -> int:
    near: list[tuple[float, int, int]] = [
        (-len(one.points & two.points), index, other)
        for index, one in enumerate(gold)
        for other, two in enumerate(found)
        if one.key == two.key and agree(one, two)
    ]
    return sum(1 for _ in best(near))
