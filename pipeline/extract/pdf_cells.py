"""A page and its ruled tables to lines, with what stands in a cell marked as such."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.pdf_lines import PdfLine, lines
from pipeline.extract.pdf_page import PdfPage, Run
from pipeline.extract.pdf_tables import Grid
from pipeline.model import BBox, Cell
from pipeline.text import RepairLog


def with_tables(
    page: PdfPage, tables: Sequence[Grid], *, first: int, log: RepairLog
) -> list[PdfLine]:
    """The lines of a page in reading order; tables are numbered from `first` in the document."""
    runs = list(page.runs)
    inside: list[tuple[BBox, list[PdfLine]]] = []
    for number, table in enumerate(tables, first):
        found, runs = _cells(runs, table, number, page.number, log)
        inside.append((table.box, found))
    result = lines(runs, page=page.number, log=log)
    for box, found in inside:
        at = _place(result, box)
        result[at:at] = found
    return result


def _cells(
    runs: Sequence[Run], table: Grid, number: int, page: int, log: RepairLog
) -> tuple[list[PdfLine], list[Run]]:
    """The lines of a table, cell by cell, and the runs that are in none of its cells."""
    found: list[PdfLine] = []
    rest = list(runs)
    for cell in table.cells:
        own: list[Run] = []
        others: list[Run] = []
        for run in rest:
            (own if _within(run, cell.box) else others).append(run)
        rest = others
        place = Cell(number, cell.row, cell.column)
        found += lines(own, page=page, log=log, cell=place)
    return found, rest


def _within(run: Run, box: BBox) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _place(result: Sequence[PdfLine], box: BBox) -> int:
    """Before the first line that stands below the table's top and over or under it."""
    for at, line in enumerate(result):
        beside = line.box.x1 < box.x0 or line.box.x0 > box.x1
        if line.box.top >= box.top and not beside:
            return at
    return len(result)
