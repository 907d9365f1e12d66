"""Tables and targets to what a person reads: sheets on a terminal, or a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table as Sheet

from bench.measure import Figure, Table
from bench.targets import Target


class Grid(NamedTuple):
    """A title, the headings of columns, and rows of cells; the first column names its row."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def grid_of(table: Table) -> Grid:
    """One row a subject: its median, its spread, and its ratio to the base with the spread."""
    headings = ["", table.unit, "least - most"]
    if table.base:
        headings += [f"times {table.base}", "least - most"]
    rows = []
    for subject in table.values:
        cells = _cells(table.figure(subject))
        if table.base:
            cells += _cells(table.ratio(subject, table.base))
        rows.append([subject, *cells])
    return Grid(table.title, headings, rows)


def grid_of_targets(found: Iterable[tuple[Target, Figure]]) -> Grid:
    """What was asked for, what was measured, and whether it is met."""
    rows = []
    for target, figure in found:
        sign = ">=" if target.at_least else "<="
        met = "met" if target.met_by(figure) else "not met"
        rows.append([target.what, f"{sign} {_short(target.bound)}", *_cells(figure), met])
    return Grid("Asked for", ["", "asked", "measured", "least - most", ""], rows)


def show(grid: Grid, console: Console) -> None:
    """The grid as a sheet, if it has rows."""
    sheet = Sheet(title=grid.title, title_justify="left", title_style="bold")
    for at, heading in enumerate(grid.headings):
        sheet.add_column(heading, justify="right" if at else "left")
    for row in grid.rows:
        sheet.add_row(*row)
    if sheet.row_count:
        console.print(sheet)


def page(facts: Mapping[str, Any], grids: Iterable[Grid]) -> str:
    """What was measured, and on what machine, as Markdown."""
    machine = ", ".join(f"{name} {value}" for name, value in facts.items())
    head = f"# Speed and memory: what was measured\n\nBy `python -m bench`, on: {machine}.\n"
    return "\n".join([head, *(line for grid in grids if grid.rows for line in _lines(grid))])


def _lines(grid: Grid) -> Iterator[str]:
    yield f"## {grid.title}\n"
    for row in (grid.headings, ["---", *["---:"] * (len(grid.headings) - 1)], *grid.rows):
        yield f"| {' | '.join(row)} |"
    yield ""


def _cells(figure: Figure) -> list[str]:
    return [_short(figure.median), f"{_short(figure.low)} - {_short(figure.high)}"]


def _short(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"
