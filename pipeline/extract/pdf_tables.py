"""Ruled lines of a page to tables of cell boxes; pdfplumber is asked only where they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pipeline.extract.pdf_page import PdfPage
from pipeline.model import BBox

_NEAR = 3.0
_LEAST_WIDTH, _LEAST_HEIGHT = 80.0, 14.0
_MANY_RULES = 600
_SHORT_POINTS = 6.0

_Point = tuple[float, float]
_Corners = tuple[float, float, float, float]


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


def grids(page: PdfPage) -> list[Grid]:
    """The ruled tables of a page, from top to bottom: rules that touch and enclose two cells."""
    found = [
        grid
        for group in _touching(page.rules)
        if len(group) > 4 and _is_grid(group)
        for grid in _cells(group)
    ]
    return sorted(found, key=lambda grid: (grid.box.top, grid.box.x0))


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


def _cells(rules: Sequence[BBox]) -> Iterator[Grid]:
    """The tables that these rules form, by pdfplumber's geometry on our own coordinates."""
    from pdfplumber import table as plumber  # lazily: slow to load, and few files have tables

    edges = plumber.merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = plumber.edges_to_intersections(edges, _NEAR, _NEAR)
    for cells in plumber.cells_to_tables(_enclosed(crossings)):
        if len(cells) > 1:
            yield _grid(cells)


def _enclosed(crossings: Mapping[_Point, Mapping[str, Iterable[Any]]]) -> list[_Corners]:
    """The smallest box to the right of each crossing and below it that edges enclose.

    pdfplumber finds the same, but slowly: it compares edges by their coordinates.
    """
    edges = {
        point: {id(edge) for way in crossed.values() for edge in way}
        for point, crossed in crossings.items()
    }
    found: list[_Corners] = []
    for x, y in sorted(edges):
        on = edges[x, y]
        below = sorted(b for a, b in edges if a == x and b > y and not on.isdisjoint(edges[a, b]))
        beside = sorted(a for a, b in edges if b == y and a > x and not on.isdisjoint(edges[a, b]))
        for bottom, right in product(below, beside):
            corner = edges.get((right, bottom), set())
            if not (corner.isdisjoint(edges[right, y]) or corner.isdisjoint(edges[x, bottom])):
                found.append((x, y, right, bottom))
                break
    return found


def _edge(rule: BBox) -> dict[str, Any]:
    """A thin box as pdfplumber's edge: a line along its middle."""
    x0, top, x1, bottom = rule
    level = x1 - x0 >= bottom - top
    if level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if level else "v",
    }


def _grid(boxes: Sequence[_Corners]) -> Grid:
    """Cells numbered by the distinct tops and left edges of the table; spans leave gaps."""
    cells = sorted((BBox(*box) for box in boxes), key=lambda box: (box.top, box.x0))
    tops = sorted({box.top for box in cells})
    lefts = sorted({box.x0 for box in cells})
    outline = BBox(
        min(box.x0 for box in cells),
        min(box.top for box in cells),
        max(box.x1 for box in cells),
        max(box.bottom for box in cells),
    )
    numbered = (GridCell(tops.index(box.top), lefts.index(box.x0), box) for box in cells)
    return Grid(outline, tuple(numbered))
