"""A run to what a person sees of it: a progress bar and a summary; the only module with rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.batch import Report
from pipeline.evaluate.sheets import Sheet
from pipeline.issues import ISSUES

_MOST_REJECTS = 10
_WORD_WIDTH, _FIGURE_WIDTH = 7, 5


@contextmanager
def progress(total: int, stream: TextIO) -> Iterator[Progress]:
    """A progress bar over `total` documents; its first task is the one to advance."""
    columns = (
        TextColumn("parsing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        bar.add_task("parsing", total=total)
        yield bar


def show_summary(report: Report, output: str, stream: TextIO) -> None:
    """Write the summary of a run: documents, what they hold, issues by code, refused files."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    console.print(_documents(report))
    if report.issues:
        console.print(_issues(report.issues))
    for row in report.rejects[:_MOST_REJECTS]:
        reason = f"{row['code']} ({row['detail']})" if row["detail"] else row["code"]
        console.print(f"rejected {row['file']}: {reason}. {row['advice']}", markup=False)
    if len(report.rejects) > _MOST_REJECTS:
        console.print(f"… and {len(report.rejects) - _MOST_REJECTS} more in rejects.jsonl")
    rate = len(report.rows) / report.seconds if report.seconds else 0
    console.print(f"{report.seconds:.1f} s, {rate:.0f} documents a second; written to {output}")


def _documents(report: Report) -> Table:
    counts = report.counts
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in ("inputs", "accepted", "rejected", "merged", "invalid"):
        table.add_row(name, str(counts[name]), style="red" if _is_bad(name, counts) else "")
    table.add_section()
    for name in ("records", "classes", "duties", "qualifications"):
        table.add_row(name, str(counts[name]))
    return table


def _is_bad(name: str, counts: dict[str, int]) -> bool:
    return name in ("rejected", "invalid") and counts[name] > 0


def _issues(issues: Counter[str]) -> Table:
    table = Table("severity", "issue")
    table.add_column("count", justify="right")
    order = list(ISSUES)
    ranks = ("error", "warning", "info")
    for code in sorted(issues, key=lambda c: (ranks.index(ISSUES[c].severity), order.index(c))):
        table.add_row(ISSUES[code].severity, code, str(issues[code]))
    return table


def show_sheets(sheets: Iterable[Sheet], stream: TextIO) -> None:
    """Write tables: words left and wrapped, figures right and whole."""
    console = Console(file=stream, highlight=False)
    for sheet in sheets:
        table = Table(title=Text(sheet.title), title_justify="left", box=SIMPLE_HEAD, padding=0)
        for index, column in enumerate(sheet.columns):
            word = index < sheet.words
            table.add_column(
                column,
                justify="left" if word else "right",
                overflow="fold",
                min_width=_WORD_WIDTH if word else _FIGURE_WIDTH,
            )
        for row in sheet.rows:
            table.add_row(*map(Text, row))
        console.print(table)
