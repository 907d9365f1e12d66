"""Cells of a table with a head and one row to labelled values: `Class Code` above `K2207`."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Document, Span, Unit
from pipeline.profiles import LabelledValue, Profile
from pipeline.segment.values import named_value
from pipeline.text import fold


def read_value_table(
    document: Document, cells: Mapping[int, Unit], profile: Profile
) -> dict[int, list[Unit]]:
    """The cells by index, with their roles in the header; none where it is no such table.

    A column of the head must name the code, and the cell below it must look like one. A cell is
    a "value", or a "fact" where the profile has no name for its column; the column's head is its
    label.
    """
    grid = {(c.row, c.column): i for i, u in cells.items() if u.block and (c := u.block.cell)}
    rows = sorted({row for row, _ in grid})
    if len(rows) != 2 or len(grid) < len(cells):
        return {}
    found: dict[int, list[Unit]] = {}
    coded = False
    for (row, column), index in grid.items():
        head = cells[grid[rows[0], column]] if (rows[0], column) in grid else None
        if row == rows[0] or head is None:
            found[index] = [_whole(cells[index], "label")]
            continue
        value = named_value(_text(document, head), profile)
        coded |= _is_code(value, _text(document, cells[index]))
        found[index] = [_below(cells[index], head, value)]
    return found if coded else {}


def _text(document: Document, unit: Unit) -> str:
    return fold(document.text[unit.start : unit.end])


def _is_code(value: LabelledValue | None, text: str) -> bool:
    return value is not None and value.kind == "code" and value.shape.fullmatch(text) is not None


def _below(unit: Unit, head: Unit, value: LabelledValue | None) -> Unit:
    label = Span(head.start, head.end)
    if value is None:
        return _whole(unit, "fact", label=label)
    return _whole(unit, "value", value.key, label)


def _whole(unit: Unit, role: str, value: str = "", label: Span | None = None) -> Unit:
    start = unit.block.start if unit.block else unit.start
    return Unit(start, unit.end, role=role, value=value, label=label, block=unit.block)
