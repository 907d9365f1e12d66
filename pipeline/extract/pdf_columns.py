"""Rows of one page to flows: what stands side by side is read one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.paragraphs import ends_sentence
from pipeline.extract.pdf_blocks import pairs
from pipeline.extract.pdf_rows import Piece, Row

_COLUMN_LINES = 4
_FULL_SHARE = 0.5
_CUT_SHARE = 0.25
_COLUMN_WORDS = 4


class Flow(NamedTuple):
    """Rows that stand under each other, in a column of prose or in a block of short lines."""

    rows: list[Row]
    is_column: bool = False
    is_block: bool = False


def flows(rows: list[Row]) -> list[Flow]:
    """The rows in reading order: columns of prose and blocks side by side one after the other."""
    found: list[Flow] = []
    for flow in _columns(rows):
        found += [flow] if flow.is_column else _with_blocks(flow.rows)
    return found


def _with_blocks(rows: list[Row]) -> Iterator[Flow]:
    done = 0
    for pair in pairs(rows):
        yield Flow(rows[done : pair.start])
        yield Flow(pair.left, is_block=True)
        yield Flow(pair.right, is_block=True)
        done = pair.end
    yield Flow(rows[done:])


def _columns(rows: list[Row]) -> list[Flow]:
    """Where long prose runs down both sides of a gutter, two columns."""
    gutter = _gutter([piece for row in rows for piece in row])
    if gutter is None:
        return [Flow(rows)]
    found = [Flow([])]
    for split, part in _regions(rows, gutter):
        left = [[p for p in row if p.x0 < gutter] for row in part]
        right = [[p for p in row if p.x0 >= gutter] for row in part]
        if split and _is_prose(left) and _is_prose(right):
            columns = [Flow([row for row in side if row], is_column=True) for side in (left, right)]
            found += [*columns, Flow([])]
        else:
            found[-1].rows.extend(part)
    return found


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Just left of the place, about mid-page, where most pieces begin that do not begin left."""
    if not pieces:
        return None
    left, right = min([p.x0 for p in pieces]), max([p.x1 for p in pieces])
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    starts = Counter([round(p.x0 / 3) for p in pieces if low < p.x0 < high])
    if not starts:
        return None
    place, count = min(starts.items(), key=lambda item: (-item[1], item[0]))
    return 3 * place - 4.0 if count >= _COLUMN_LINES else None


def _regions(rows: Iterable[Row], gutter: float) -> Iterator[tuple[bool, list[Row]]]:
    """Rows in runs that either leave the gutter free or do not."""
    part: list[Row] = []
    state = False
    for row in rows:
        free = all(piece.x1 <= gutter or piece.x0 >= gutter for piece in row)
        if part and free != state:
            yield state, part
            part = []
        part.append(row)
        state = free
    if part:
        yield state, part


def _is_prose(rows: Iterable[Sequence[Piece]]) -> bool:
    """Whether one side of a gutter is wrapped prose: long lines, sentences cut at line ends."""
    pieces = [row[0] for row in rows if row]
    if len(pieces) < _COLUMN_LINES:
        return False
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    full = sum(p.x1 - left > 0.75 * (right - left) for p in pieces)
    cut = sum(
        b.text.lstrip()[:1].islower() and not ends_sentence(a.text.rstrip())
        for a, b in pairwise(pieces)
    )
    words = sum(len(p.text.split()) for p in pieces)
    return (
        full >= _FULL_SHARE * len(pieces)
        and cut >= _CUT_SHARE * len(pieces)
        and words >= _COLUMN_WORDS * len(pieces)
    )
