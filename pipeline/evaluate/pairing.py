"""Gold values and found values of one field → which match, one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.evaluate.matchers import ROUNDING, Matcher, folded, levenshtein
from pipeline.evaluate.values import Value

Index = list[tuple[int, int]]

ALIKE = 0.4
"""From this similarity on, a missing and an extra value are shown as one changed value."""


def matches(gold: Sequence[Value], found: Sequence[Value], matcher: Matcher) -> Index:
    """Pairs of indices of values that match; each value takes part once (multisets)."""
    pairs = _equal(gold, found, matcher)
    if matcher.likeness is not None and len(pairs) < min(len(gold), len(found)):
        pairs.extend(_alike(gold, found, pairs, matcher))
    return pairs


def _equal(gold: Sequence[Value], found: Sequence[Value], matcher: Matcher) -> Index:
    waiting: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    for index in reversed(range(len(found))):
        waiting[found[index].key, matcher.normal(found[index].text)].append(index)
    pairs = []
    for index, value in enumerate(gold):
        if same := waiting.get((value.key, matcher.normal(value.text))):
            pairs.append((index, same.pop()))
    return pairs


def _alike(
    gold: Sequence[Value], found: Sequence[Value], pairs: Index, matcher: Matcher
) -> Iterator[tuple[int, int]]:
    """The most similar of the values left over, best pair first."""
    free, others = left(pairs, gold, found)
    near = []
    for index in free:
        for other in others:
            if gold[index].key == found[other].key and gold[index].text:
                likeness = _likeness(gold[index], found[other], matcher)
                if likeness >= matcher.threshold - ROUNDING:
                    near.append((-likeness, index, other))
    yield from best(near)


def _likeness(one: Value, other: Value, matcher: Matcher) -> float:
    assert matcher.likeness is not None
    return matcher.likeness(matcher.normal(one.text), matcher.normal(other.text), matcher.threshold)


def left(
    pairs: Index, gold: Sequence[Value], found: Sequence[Value]
) -> tuple[list[int], list[int]]:
    """The indices of both sides that are in no pair."""
    ours, theirs = {index for index, _ in pairs}, {other for _, other in pairs}
    return (
        [index for index in range(len(gold)) if index not in ours],
        [other for other in range(len(found)) if other not in theirs],
    )


def best(near: list[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs by rising first member, each index at most once."""
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, index, other in sorted(near):
        if index not in ours and other not in theirs:
            ours.add(index)
            theirs.add(other)
            yield index, other


def resembling(missing: Sequence[Value], extra: Sequence[Value]) -> Index:
    """Pairs of a missing and an extra value that are probably the same value, read wrongly.

    Values of the same class come first, whatever their similarity in words of a closed kind.
    """
    near = []
    for index, one in enumerate(missing):
        for other, two in enumerate(extra):
            likeness = levenshtein(folded(one.shown), folded(two.shown), ALIKE)
            closed = not one.text and one.key[:1] == two.key[:1]
            if likeness >= ALIKE or closed:
                near.append((one.key[:1] != two.key[:1], -likeness, index, other))
    ranked = [(float(rank), index, other) for rank, (*_, index, other) in enumerate(sorted(near))]
    return list(best(ranked))
