"""Ruled tables of a page to cell boxes, by pdfplumber; asked only where rules form a grid."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SourceError
from pipeline.extract.pdf_page import PdfPage
from pipeline.model import BBox

_NEAR = 3.0
_LEAST_WIDTH, _LEAST_HEIGHT = 80.0, 14.0
_MANY_RULES = 600
_SHORT_POINTS = 6.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a ruled table, by row and column from 0."""

    row: int
    column: int
    box: BBox


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table: its outline and its cells, row by row."""

    box: BBox
    cells: tuple[GridCell, ...]


def has_grid(page: PdfPage) -> bool:
    """Whether rules that touch each other enclose at least two cells."""
    return any(_is_grid(group) for group in _touching(page.rules) if len(group) > 4)


def _is_grid(rules: Sequence[BBox]) -> bool:
    width = max(r.x1 for r in rules) - min(r.x0 for r in rules)
    height = max(r.bottom for r in rules) - min(r.top for r in rules)
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return False
    upright = [r for r in rules if r.bottom - r.top > r.x1 - r.x0 and r.bottom - r.top > _NEAR]
    level = [r for r in rules if r.x1 - r.x0 >= r.bottom - r.top and r.x1 - r.x0 > _NEAR]
    columns, rows = _places(r.x0 for r in upright), _places(r.top for r in level)
    return min(columns, rows) >= 2 and columns + rows >= 5


def _places(values: Iterable[float]) -> int:
    """How many distinct places the values name."""
    count, last = 0, float("-inf")
    for value in sorted(values):
        if value - last > _NEAR:
            count += 1
            last = value
    return count


def _touching(rules: Sequence[BBox]) -> list[list[BBox]]:
    """Rules in groups that hang together."""
    long = [r for r in rules if max(r.x1 - r.x0, r.bottom - r.top) >= _SHORT_POINTS]
    ordered = sorted(long[:_MANY_RULES], key=lambda rule: (rule.top, rule.x0))
    done: list[list[BBox]] = []
    open_groups: list[tuple[BBox, list[BBox]]] = []
    for rule in ordered:
        box, members = rule, [rule]
        rest = []
        for outline, group in open_groups:
            if outline.bottom + _NEAR < rule.top:
                done.append(group)
            elif _meet(outline, box):
                box, members = _around(outline, box), group + members
            else:
                rest.append((outline, group))
        open_groups = [*rest, (box, members)]
    return done + [members for _, members in open_groups]


def _meet(one: BBox, other: BBox) -> bool:
    return (
        one.x0 <= other.x1 + _NEAR
        and other.x0 <= one.x1 + _NEAR
        and one.top <= other.bottom + _NEAR
        and other.top <= one.bottom + _NEAR
    )


def _around(one: BBox, other: BBox) -> BBox:
    return BBox(
        min(one.x0, other.x0),
        min(one.top, other.top),
        max(one.x1, other.x1),
        max(one.bottom, other.bottom),
    )


def grids(data: bytes, pages: Sequence[PdfPage]) -> dict[int, list[Grid]]:
    """The ruled tables of those pages, by page number, from top to bottom.

    Raises: SourceError "corrupt-file" where pdfplumber cannot read what pdfium could.
    """
    import pdfplumber  # lazily: slow to load, and few files have ruled tables
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page.number for page in pages]) as document:
            return {
                page.number: _page_grids(found, page)
                for page, found in zip(pages, document.pages, strict=True)
            }
    except PdfminerException as error:
        raise SourceError("corrupt-file", f"table page: {error}") from error


def _page_grids(found: Any, page: PdfPage) -> list[Grid]:
    ruled = found.filter(_may_rule)
    x0, top = found.bbox[0], found.bbox[1]
    tables = [_grid(table, x0, top) for table in ruled.find_tables()]
    found.close()
    kept = [grid for grid in tables if len(grid.cells) > 1]
    return sorted(kept, key=lambda grid: (grid.box.top, grid.box.x0))


def _may_rule(item: dict[str, Any]) -> bool:
    """Everything but fills without outline that are too thick to be lines (highlights)."""
    if item.get("object_type") != "rect":
        return True
    thick = min(item["width"], item["height"]) > _NEAR
    return bool(item.get("stroke")) or not thick


def _grid(table: Any, x0: float, top: float) -> Grid:
    cells = tuple(
        GridCell(row, column, _moved(box, x0, top))
        for row, line in enumerate(table.rows)
        for column, box in enumerate(line.cells)
        if box is not None
    )
    return Grid(_moved(table.bbox, x0, top), cells)


def _moved(box: tuple[float, float, float, float], x0: float, top: float) -> BBox:
    return BBox(box[0] - x0, box[1] - top, box[2] - x0, box[3] - top)
