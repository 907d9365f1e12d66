"""Runs of one page to rows: what shares a baseline, cut at wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from pipeline.extract.paragraphs import marked
from pipeline.extract.pdf_page import Run
from pipeline.text import RepairLog

_SAME_LINE = 0.25  # of the type size: how far baselines of one line may lie apart
_RAISED = 0.6  # how far a footnote mark may be lifted
SMALLER = 0.8
_CELL_GAP = 2.5
_TWIN_SHARE = 0.2  # of the type size: nearer to each other, the same words are printed twice
_FROM_TOP = attrgetter("baseline", "x0", "order")
_FROM_LEFT = attrgetter("x0", "order")
SYMBOL = re.compile("[\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf06e]")


@dataclass(slots=True, eq=False)
class Piece:
    """Runs that stand close together on one line."""

    runs: Sequence[Run]
    x0: float
    x1: float
    text: str


Row = list[Piece]


def rows(runs: Iterable[Run], log: RepairLog) -> list[Row]:
    """The rows of a page from top to bottom, each in pieces from left to right."""
    return [
        [_piece(row)] if len(row) == 1 else _pieces(_once(row, log)) for row in _baselines(runs)
    ]


def split(row: Row, edge: float, *, clear: float) -> tuple[Row, Row] | None:
    """The row left and right of an edge; `None` where words reach over it or end too near.

    `clear` is the least gap before the right-hand part, in type sizes.
    """
    left = [piece for piece in row if piece.x1 < edge]
    right = [piece for piece in row if piece.x0 >= edge]
    if len(left) + len(right) < len(row):
        across = row[len(left)].runs
        at = next((n for n, run in enumerate(across) if run.x0 >= edge), 0)
        if at == 0:
            return None
        left, right = [*left, _piece(across[:at])], [_piece(across[at:]), *right]
    if left and right and right[0].x0 - left[-1].x1 < clear * right[0].runs[0].size:
        return None
    return left, right


def _baselines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that share a baseline, from top to bottom; raised marks join their row."""
    found: list[list[Run]] = []
    anchor: Run | None = None
    for run in sorted(runs, key=_FROM_TOP):
        if anchor is not None and _shares_line(anchor, run):
            found[-1].append(run)
            anchor = run if run.size > anchor.size else anchor
        else:
            found.append([run])
            anchor = run
    return found


def _shares_line(one: Run, other: Run) -> bool:
    small, large = one.size, other.size
    if large < small:
        small, large = large, small
    apart = abs(one.baseline - other.baseline)
    return apart <= _SAME_LINE * large or (apart <= _RAISED * large and small < SMALLER * large)


def _once(row: list[Run], log: RepairLog) -> list[Run]:
    """The row from left to right; text printed twice in one place (a fake bold) is kept once."""
    row.sort(key=_FROM_LEFT)
    kept: list[Run] = []
    for run in row:
        if not kept or run.x0 - kept[-1].x0 >= _TWIN_SHARE * run.size:
            kept.append(run)
            continue
        twin = next((i for i, other in enumerate(kept[-3:]) if _overprints(run, other)), None)
        if twin is None:
            kept.append(run)
        else:
            at = max(0, len(kept) - 3) + twin
            kept[at] = replace(kept[at], bold=True)
            log.add("overprinted", run.text.strip())
    return kept


def _overprints(run: Run, other: Run) -> bool:
    near = _TWIN_SHARE * run.size
    return (
        run.text.strip() == other.text.strip()
        and abs(run.x0 - other.x0) < near
        and abs(run.baseline - other.baseline) < near
    )


def _pieces(row: Sequence[Run]) -> Row:
    """The row cut at wide gaps; a list mark stays with its text, a justified line is one piece."""
    size = max(run.size for run in row)
    cuts = [at for at in range(1, len(row)) if row[at].x0 - row[at - 1].x1 > _CELL_GAP * size]
    if len(cuts) >= 3 and 2 * len(cuts) >= sum(len(run.text.split()) for run in row) - 1:
        cuts = []
    bounds = [0, *cuts, len(row)]
    pieces = [_piece(row[a:b]) for a, b in pairwise(bounds)]
    if len(pieces) > 1 and is_mark(pieces[0].text):
        pieces[:2] = [_piece([*pieces[0].runs, *pieces[1].runs])]
    return pieces


def is_mark(text: str) -> bool:
    """Whether the words are a bullet or an enumerator and nothing else."""
    text = SYMBOL.sub("•", text.strip())
    return len(text) <= 5 and (text == "o" or marked(text + " ") is not None)


def _piece(runs: Sequence[Run]) -> Piece:
    first = runs[0]
    if len(runs) == 1:
        return Piece(runs, first.x0, first.x1, first.text)
    text = " ".join([run.text for run in runs])
    return Piece(runs, first.x0, max([run.x1 for run in runs]), text)
