"""Tables to the ratios that were asked for, and whether each is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.measure import Figure, Table
from bench.sections import OURS


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on one subject of a table, in terms of another or as it is."""

    what: str
    table: str
    over: str
    under: str | None
    bound: float
    at_least: bool = False

    def figure(self, table: Table) -> Figure:
        """What was measured."""
        return table.ratio(self.over, self.under) if self.under else table.figure(self.over)

    def met_by(self, figure: Figure) -> bool:
        """Whether the median keeps to the bound."""
        return figure.median >= self.bound if self.at_least else figure.median <= self.bound


TARGETS = (
    Target("PDF to record / pypdfium2 text", "pdf", OURS, "pypdfium2", 5),
    Target("PDF to record / pdfplumber text", "pdf", OURS, "pdfplumber", 1 / 8),
    Target("bulletins: PDF extraction / pypdfium2 text", "bulletins", OURS, "pypdfium2", 5),
    Target("bulletins: PDF extraction / pdfplumber text", "bulletins", OURS, "pdfplumber", 1 / 8),
    Target("DOCX to record / python-docx text", "docx", OURS, "python-docx", 4),
    Target("text to record / same standard as PDF", "formats", "txt", "pdf", 1),
    Target("HTML to record / same standard as PDF", "formats", "html", "pdf", 1),
    Target("2 workers / 1 worker", "throughput", "2 workers", "1 worker", 1.7, at_least=True),
    Target("rate, last tenth / first", "steady", "last tenth", "first tenth", 0.9, at_least=True),
    Target("memory of a worker, MB", "memory", "at the end", None, 400),
    Target("memory, end / after 1000 documents", "memory", "at the end", "after 1000", 1.05),
    Target("second run, nothing changed / first", "again", "second run", "first run", 0.05),
    Target("standards --help / python", "startup", "standards --help", "python -c pass", 3),
    Target(
        "one small text file / import spacy",
        "startup",
        "one small text file",
        'python -c "import spacy"',
        2,
    ),
)
"""The bounds of the issue on speed; each is read off one table."""


def judged(tables: Mapping[str, Table]) -> Iterator[tuple[Target, Figure]]:
    """The targets whose table holds their subjects, with what was measured."""
    for target in TARGETS:
        table = tables.get(target.table)
        if table and {target.over, target.under or target.over} <= set(table.values):
            yield target, target.figure(table)


def plain(target: Target, figure: Figure) -> dict[str, Any]:
    """One target for `--json`."""
    return {
        "what": target.what,
        "bound": target.bound,
        "at_least": target.at_least,
        "median": figure.median,
        "low": figure.low,
        "high": figure.high,
        "met": target.met_by(figure),
    }
