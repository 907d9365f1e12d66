"""Header lines to what each holds: a title, a grade, a code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.assemble.desk import Desk
from pipeline.model import Entity, Section, Span, Unit
from pipeline.normalize.grade import grade as grade_value

_EDGE = re.compile(r"[\s,|:;)]*(?:[-–—]+[\s,|]*)?")
_EDGE_END = re.compile(r"[\s,|:;(–—-]*$")
_NUMBERED = ("title", "code", "grade")


@dataclass(frozen=True, slots=True)
class Line:
    """What one header line holds; `after` says that it follows a title line directly."""

    title: Span | None
    grade: Entity | None
    code: Span | None
    number: bool
    after: bool = False


def read_lines(desk: Desk, section: Section) -> list[Line]:
    """The lines of the header that hold a title, a code or a grade, from top to bottom."""
    printed = _printed_lines(desk, section)
    return [
        _line(desk, span, role, after=i > 0 and printed[i - 1][1] == "title")
        for i, (span, role) in enumerate(printed)
        if role in _NUMBERED
    ]


def _printed_lines(desk: Desk, section: Section) -> list[tuple[Span, str]]:
    """Header lines; the cells of one table row are one line."""
    found: list[tuple[Span, str]] = []
    for row, run in groupby(section.units, key=_row):
        units = list(run)
        if row is None:
            found += [(Span(u.start, u.end), u.role) for u in units]
        else:
            roles = {u.role for u in units}
            role = next((r for r in _NUMBERED if r in roles), units[0].role)
            found.append((Span(units[0].start, units[-1].end), role))
    return _whole(desk, found)


def _whole(desk: Desk, lines: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The lines with a grade that is broken before its number (`GRADE` / `18`) made whole."""
    whole: list[tuple[Span, str]] = []
    for span, role in lines:
        if whole and whole[-1][1] == "title":
            above = whole[-1][0]
            broken = desk.profile.grade.search(desk.document.text, above.start, span.end)
            if broken and broken.start() < above.end < broken.end():
                whole[-1] = (Span(above.start, span.end), "title")
                continue
        whole.append((span, role))
    return whole


def _row(unit: Unit) -> tuple[int, int] | None:
    """The row of a table that a unit stands in, if it stands in one."""
    cell = unit.block.cell if unit.block else None
    return (cell.table, cell.row) if cell else None


def _line(desk: Desk, span: Span, role: str, *, after: bool) -> Line:
    """Title, grade and code of a line; what separates them is accounted for as label."""
    text, profile = desk.document.text, desk.profile
    prefix = profile.code_label.match(text, *span)
    found = profile.code.search(text, *span)
    code = Span(*found.span()) if found else None
    printed = profile.grade.search(text, *span)
    grade = next(desk.entities_in(span, "GRADE"), None) or _broken_grade(printed)
    desk.label(span)
    if role != "title":
        return Line(None, grade, code, prefix is not None, after)
    note = profile.title_note.search(text, *span)
    taken = sorted(
        Span(*s)
        for s in (
            code,
            grade and (grade.start, grade.end),
            printed and printed.span(),
            prefix and prefix.span(),
            note and note.span(),
        )
        if s
    )
    title = _longest_gap(text, span, taken)
    return Line(title, grade, code, prefix is not None and title is None, after)


def _broken_grade(found: re.Match[str] | None) -> Entity | None:
    """A grade that two lines share, which the recogniser reads line by line cannot see."""
    value = grade_value(found.group()) if found else None
    if found is None or value is None:
        return None
    return Entity("GRADE", *found.span(), found.group(), value, "header")


def _longest_gap(text: str, span: Span, taken: Sequence[Span]) -> Span | None:
    """The longest stretch of a line between its code, grade and label, edges trimmed."""
    edges = [span.start, *(x for s in taken for x in s), span.end]
    gaps = [_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    best = max(gaps, key=lambda s: s.end - s.start, default=None)
    return best if best and best.end > best.start else None


def _trimmed(text: str, start: int, end: int) -> Span:
    lead = _EDGE.match(text, start, end)
    start = lead.end() if lead else start
    end -= len(text[start:end]) - len(_EDGE_END.sub("", text[start:end]))
    return Span(start, max(start, end))
