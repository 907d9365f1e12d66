"""Header lines to classes: which title, grade and code belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.assemble.desk import Desk
from pipeline.assemble.lines import Line, read_lines
from pipeline.assemble.rows import (
    Row,
    class_rows,
    distinct,
    has_value,
    printed_title,
    without_codes,
)
from pipeline.assemble.values import Values, read_values
from pipeline.model import Entity, Section, Span
from pipeline.record import DatePrinted, Printed
from pipeline.titles import ListedRow, levelled, listed_rows

_SERIES = re.compile(r"\b(?:series|titles|classes)$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:,|-|/|&|\b(?:of|and|for|the|in|to))\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Header:
    """What the header says: a row a class, numbers without a title, and the document's number.

    `series` is the title of the whole series where the classes stand in a table of their own.
    """

    rows: list[Row] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)
    loose_codes: list[Span] = field(default_factory=list)
    loose_grades: list[Entity] = field(default_factory=list)
    series: list[Span] = field(default_factory=list)
    dates: dict[str, DatePrinted] = field(default_factory=dict)
    notes: list[Printed] = field(default_factory=list)


def read_rows(desk: Desk, section: Section) -> Header:
    """The header's lines joined to rows, layout by layout as the lines themselves show it."""
    lines = read_lines(desk, section)
    header = Header(numbers=[line.code for line in lines if line.number and line.code])
    lines = [line for line in lines if not line.number]
    valued = any(line.grade or line.code for line in lines)
    for index in range(len(lines)):
        _take(desk, header, lines, index, valued)
    lined = distinct(desk, header.rows)
    header.rows = class_rows(desk, lined)
    _labelled(desk, header, read_values(desk, section))
    if desk.profile.fallback:
        header.notes += _unplaced(desk, header, lined)
    listed = [_listed(row) for row in listed_rows(section.units)]
    if listed:
        header.series = header.rows[-1].title if header.rows else []
        header.rows = listed
    return header


def _labelled(desk: Desk, header: Header, values: Values) -> None:
    """Take in the labelled values; a code that is printed again stands alone no more."""
    if values.titles and not any(map(has_value, header.rows)):
        header.rows = [Row(title=values.titles)]
    header.numbers += values.codes
    header.dates, header.notes = values.dates, values.notes
    without_codes(desk, header.rows, [desk.document.of(code) for code in values.codes])
    if header.rows and all(row.code for row in header.rows):
        known = {desk.document.of(span) for span in (*header.numbers, *_codes(header.rows))}
        header.loose_codes = [s for s in header.loose_codes if desk.document.of(s) not in known]
    if len(header.rows) == 1:
        header.rows[0].alternates = values.alternates


def _unplaced(desk: Desk, header: Header, rows: Sequence[Row]) -> list[Printed]:
    """The lines of a header that could be titles and are not: elsewhere nobody knows what else."""
    left = [row for row in rows if row.title and not any(row is kept for kept in header.rows)]
    return [desk.printed("note", *row.title) for row in left]


def _codes(rows: Sequence[Row]) -> list[Span]:
    return [row.code for row in rows if row.code]


def _listed(cells: ListedRow) -> Row:
    """The row of a table of classes."""
    return Row(
        title=cells.get("title", []),
        code=next(iter(cells.get("code", [])), None),
        alternates=[
            (key.partition("/")[2], spans[0])
            for key, spans in cells.items()
            if key.startswith("alternate_code/")
        ],
    )


def _take(desk: Desk, header: Header, lines: list[Line], index: int, valued: bool) -> None:
    """Give one line to the row it belongs to."""
    line = lines[index]
    if line.title is not None:
        row = header.rows[-1] if header.rows else None
        if row is None or not _continues(desk.document.text, row, line, valued):
            row = Row()
            header.rows.append(row)
        elif desk.document.text.startswith(",", row.title[-1].end):
            row.title[-1] = Span(row.title[-1].start, row.title[-1].end + 1)
        row.title.append(line.title)
        row.grade, row.code = line.grade or row.grade, line.code or row.code
        return
    loose: dict[str, list[Any]] = {"grade": header.loose_grades, "code": header.loose_codes}
    for name, others in loose.items():
        value = getattr(line, name)
        row = _waiting(header.rows, lines, index, name) if value is not None else None
        if row is not None:
            setattr(row, name, value)
        elif value is not None:
            others.append(value)


def _waiting(rows: list[Row], lines: list[Line], index: int, name: str) -> Row | None:
    """The row a bare grade or code belongs to.

    A single one belongs to the title above it; several in a run pair with the titles above by
    order, provided that enough titles wait for one.
    """
    first, last = index, index + 1
    while first > 0 and lines[first - 1].title is None and getattr(lines[first - 1], name):
        first -= 1
    while last < len(lines) and lines[last].title is None and getattr(lines[last], name):
        last += 1
    done = index - first
    waiting = [row for row in rows if getattr(row, name) is None]
    if last - first == 1:
        return rows[-1] if rows and getattr(rows[-1], name) is None else None
    wanted = last - first - done
    return waiting[-wanted] if len(waiting) >= wanted else None


def _continues(text: str, row: Row, line: Line, valued: bool) -> bool:
    """Whether a title line goes on with the title above: a title wrapped to the next line."""
    if row.grade is not None or row.code is not None or line.title is None or not line.after:
        return False
    above, here = printed_title(text, row), text[slice(*line.title)]
    if _SERIES.search(above):
        return False
    if above.count("(") > above.count(")") or here.startswith("(") or _OPEN_END.search(above):
        return True
    completes = valued and bool(line.grade or line.code) and not levelled(above)
    return completes and above.isupper() == here.isupper()
