"""Tables and targets to what a person reads."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Sheet

from bench.measure import Figure, Table
from bench.targets import Target


def show_table(table: Table, console: Console) -> None:
    """One row a subject: its median, its spread, and its ratio to the base with the spread."""
    sheet = Sheet(title=table.title, title_justify="left", title_style="bold")
    sheet.add_column("")
    for heading in (table.unit, "least - most"):
        sheet.add_column(heading, justify="right")
    if table.base:
        sheet.add_column(f"times {table.base}", justify="right")
        sheet.add_column("least - most", justify="right")
    for subject in table.values:
        cells = _cells(table.figure(subject))
        if table.base:
            cells += _cells(table.ratio(subject, table.base))
        sheet.add_row(subject, *cells)
    console.print(sheet)


def show_targets(found: Iterable[tuple[Target, Figure]], console: Console) -> None:
    """What was asked for, what was measured, and whether it is met."""
    sheet = Sheet(title="Asked for", title_justify="left", title_style="bold")
    sheet.add_column("")
    for heading in ("asked", "measured", "least - most", ""):
        sheet.add_column(heading, justify="right")
    for target, figure in found:
        sign = ">=" if target.at_least else "<="
        met = "[green]met[/]" if target.met_by(figure) else "[red]not met[/]"
        sheet.add_row(target.what, f"{sign} {_short(target.bound)}", *_cells(figure), met)
    if sheet.row_count:
        console.print(sheet)


def _cells(figure: Figure) -> list[str]:
    return [_short(figure.median), f"{_short(figure.low)} - {_short(figure.high)}"]


def _short(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"
