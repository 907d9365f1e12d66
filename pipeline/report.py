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
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.batch import Report
from pipeline.batch.plan import Plan
from pipeline.batch.report import SEVERITIES
from pipeline.batch.task import Outcome
from pipeline.evaluate.sheets import Sheet
from pipeline.issues import ISSUES

_MOST_REJECTS = 10
_FORMATS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "text/html": "HTML",
    "text/plain": "text",
}
_WORD_WIDTH, _FIGURE_WIDTH = 7, 5


class Bar:
    """A watcher of a run that moves a progress bar."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task, self._total = bar, bar.add_task("parsing", total=None), 0

    def planned(self, plan: Plan, recovered: int) -> None:
        """The bar is as long as the documents to parse."""
        self.more(len(plan.parse) - recovered)

    def more(self, count: int) -> None:
        """The bar grows."""
        self._total += count
        self._bar.update(self._task, total=self._total)

    def done(self, outcome: Outcome) -> None:
        """The bar moves."""
        self._bar.advance(self._task)


class _Rate(ProgressColumn):
    """Documents a second, of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


@contextmanager
def progress(stream: TextIO) -> Iterator[Bar]:
    """A progress bar with rate and time left, gone when it is done."""
    columns = (
        TextColumn("parsing"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        yield Bar(bar)


def show_summary(report: Report, output: str, stream: TextIO) -> None:
    """Write the summary of a run: documents, what they hold, issues by code, refused files."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    console.print(_documents(report))
    for name, key in (("format", "media_type"), ("profile", "profile")):
        console.print(_breakdown(report, name, key))
    if report.issues:
        console.print(_issues(report.issues))
    for row in report.rejects[:_MOST_REJECTS]:
        reason = f"{row['code']} ({row['detail']})" if row["detail"] else row["code"]
        console.print(f"rejected {row['file']}: {reason}. {row['advice']}", markup=False)
    if len(report.rejects) > _MOST_REJECTS:
        console.print(f"… and {len(report.rejects) - _MOST_REJECTS} more in rejects.jsonl")
    standing = sum(row["record"] is not None for row in report.removed)
    if standing:
        console.print(f"records of files that are gone: {standing}; --prune removes them")
    console.print(_pace(report, output))


def _pace(report: Report, output: str) -> str:
    counts = report.counts
    parsed = counts["accepted"] + counts["rejected"]
    if not parsed:
        return f"{report.seconds:.1f} s, nothing to parse; {output} is up to date"
    rate = parsed / report.seconds if report.seconds else 0
    return f"{report.seconds:.1f} s, {rate:.0f} documents a second; written to {output}"


def _documents(report: Report) -> Table:
    counts = report.counts
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in ("inputs", "accepted", "rejected", "skipped", "merged", "removed", "invalid"):
        table.add_row(name, str(counts[name]), style="red" if _is_bad(name, counts) else "")
    table.add_section()
    for name in ("records", "classes", "duties", "qualifications"):
        table.add_row(name, str(counts[name]))
    return table


def _is_bad(name: str, counts: dict[str, int]) -> bool:
    return name in ("rejected", "invalid") and counts[name] > 0


def _breakdown(report: Report, name: str, key: str) -> Table:
    """Documents that have a record, by one of its properties."""
    table = Table(name)
    for column in ("documents", "pages", "errors", "warnings"):
        table.add_column(column, justify="right")
    rows = [row for row in report.rows if key in row]
    for value in sorted({row[key] for row in rows}):
        of = [row for row in rows if row[key] == value]
        pages = sum(row["pages"] or 0 for row in of)
        errors, warnings = (sum(row["issues"][s] for row in of) for s in ("error", "warning"))
        table.add_row(_FORMATS.get(value, value), *map(str, (len(of), pages, errors, warnings)))
    return table


def _issues(issues: Counter[str]) -> Table:
    table = Table("severity", "issue")
    table.add_column("count", justify="right")
    order = list(ISSUES)
    for code in sorted(
        issues, key=lambda c: (SEVERITIES.index(ISSUES[c].severity), order.index(c))
    ):
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
