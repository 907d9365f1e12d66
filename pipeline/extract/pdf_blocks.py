"""Rows of one page to blocks side by side: stacks of short lines that are no rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.pdf_evidence import side, stand_apart
from pipeline.extract.pdf_rows import Row, is_mark, split

_SAME_EDGE_POINTS = 2.5
_FEWEST_LINES = 2
_FEWEST_BESIDE_TWO = 5  # lines of the other side, where one has no more than the fewest
_EDGE_SHARE = 0.75  # of the right-hand lines begin at the edge
_CLEAR_GAP = 1.0  # of the type size, left of a right-hand line
_DOUBLE_SPACED = 2.4
_SAME_STEP = 1.15


class Pair(NamedTuple):
    """Rows `start` to `end` of a page, which are read as one block and then the other."""

    start: int
    end: int
    left: list[Row]
    right: list[Row]


class _Halves(NamedTuple):
    at: int
    left: Row
    right: Row
    baseline: float


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """The stretches of a page where two blocks stand side by side, from top to bottom."""
    found: list[Pair] = []
    for edge in _edges(rows):
        for stretch in _stretches(rows, edge):
            pair = _pair(stretch, edge)
            if pair and all(pair.end <= p.start or p.end <= pair.start for p in found):
                found.append(pair)
    return sorted(found)


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where several rows have a right-hand part, from right to left; an item's text is none."""
    after = [(x0, True) for row in rows for x0 in _after_gaps(row)]
    if not after:
        return []
    starts = sorted([*after, *((row[0].x0, False) for row in rows)], reverse=True)
    groups: list[list[tuple[float, bool]]] = [[starts[0]]]
    for one, other in pairwise(starts):
        if one[0] - other[0] > _SAME_EDGE_POINTS:
            groups.append([])
        groups[-1].append(other)
    several = [group for group in groups if len(group) >= _FEWEST_LINES]
    return [group[-1][0] for group in several if any(behind for _, behind in group)]


def _after_gaps(row: Row) -> list[float]:
    """Where runs begin behind a clear gap, that no list mark stands before."""
    runs = row[0].runs if len(row) == 1 else [run for piece in row for run in piece.runs]
    if len(runs) == 1:
        return []
    wide = [(a, b) for a, b in pairwise(runs) if b.x0 - a.x1 >= _CLEAR_GAP * b.size]
    return [b.x0 for a, b in wide if a is not runs[0] or not is_mark(a.text)]


def _stretches(rows: Iterable[Row], edge: float) -> Iterator[list[_Halves]]:
    """Rows in runs that leave the edge clear and follow each other closely."""
    stretch: list[_Halves] = []
    for at, row in enumerate(rows):
        halves = split(row, edge, clear=_CLEAR_GAP)
        run = row[0].runs[0]
        apart = stretch and run.baseline - stretch[-1].baseline > _DOUBLE_SPACED * run.size
        if halves is None or apart:
            yield stretch
            stretch = []
        if halves and (stretch or halves[1]):
            stretch.append(_Halves(at, *halves, run.baseline))
    yield stretch


def _pair(stretch: Sequence[_Halves], edge: float) -> Pair | None:
    if sum(bool(halves.right) for halves in stretch) < _FEWEST_LINES:
        return None
    own = _trimmed(stretch)
    left = [halves.left for halves in own if halves.left]
    right = [halves.right for halves in own if halves.right]
    at_edge = sum(row[0].x0 - edge <= _SAME_EDGE_POINTS for row in right)
    if not _are_enough(len(left), at_edge) or at_edge < _EDGE_SHARE * len(right):
        return None
    sides = (
        side((halves.at, halves.left) for halves in own if halves.left),
        side((halves.at, halves.right) for halves in own if halves.right),
    )
    return Pair(own[0].at, own[-1].at + 1, left, right) if stand_apart(*sides) else None


def _are_enough(left: int, right: int) -> bool:
    fewer, more = sorted((left, right))
    return fewer > _FEWEST_LINES or (fewer == _FEWEST_LINES and more >= _FEWEST_BESIDE_TWO)


def _trimmed(stretch: Sequence[_Halves]) -> list[_Halves]:
    """The stretch without what stands below the shorter side, set wider than the longer one."""
    lefts = [n for n, halves in enumerate(stretch) if halves.left]
    rights = [n for n, halves in enumerate(stretch) if halves.right]
    if not lefts:
        return []
    longer = lefts if lefts[-1] > rights[-1] else rights
    shared = min(lefts[-1], rights[-1])
    steps = [(b, stretch[b].baseline - stretch[a].baseline) for a, b in pairwise(longer)]
    usual = max((step for n, step in steps if n <= shared), default=0.0)
    wide = (n for n, step in steps if n > shared and step > _SAME_STEP * usual)
    return list(stretch[: next(wide, len(stretch))])
