"""Units of a table of classes to its rows: what stands in each column, by the column's key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pipeline.model import Span, Unit

ListedRow = Mapping[str, list[Span]]


def listed_rows(units: Iterable[Unit]) -> Sequence[ListedRow]:
    """The classes that the units of role "cell" list, in printed order.

    A row that holds a title alone goes on with the title above it: the title was too long for
    its cell.
    """
    cells = [unit for unit in units if unit.role == "cell" and unit.start < unit.end]
    rows: list[dict[str, list[Span]]] = []
    for _, run in groupby(cells, key=_place):
        row: dict[str, list[Span]] = {}
        for unit in run:
            row.setdefault(unit.value, []).append(Span(unit.start, unit.end))
        if rows and set(row) == {"title"} and "title" in rows[-1]:
            rows[-1]["title"] += row["title"]
        else:
            rows.append(row)
    return rows


def _place(unit: Unit) -> tuple[int, int] | None:
    cell = unit.block.cell if unit.block else None
    return (cell.table, cell.row) if cell else None
