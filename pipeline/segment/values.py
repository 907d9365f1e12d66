"""Header lines to labelled values: `Class Code: 3712`, in a line, a list item or a table row."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from pipeline.model import Document, Span, Unit
from pipeline.profiles import LabelledValue, Profile

_GAP = re.compile(r"(?P<wide>[ \u00a0]{2,}|\t\s*)|\s*(?P<open>\()|\s+[-–—]\s+|[,;]\s+")
_MARK = re.compile(r"\s*[:=]?\s*")
_AFTER = re.compile(r"\s*\**(?:[\s|,;]+|$)")
_NONE = re.compile(r"(?:[-–—]\s?){1,3}|n/?a\b|none\b", re.IGNORECASE)
"""What is printed where there is no value."""


def labelled_values(
    document: Document, units: Sequence[Unit], at: int, profile: Profile
) -> tuple[list[Unit], int]:
    """The labelled values of the line or table row at an index, and of how many units it is made.

    Each is a unit of role "value"; its `value` is the key of the labelled value, its `label` the
    label with its mark. A line that holds anything else beside them has none; the unit of a
    label without a value is empty.
    """
    if not profile.labelled:
        return [], 1
    row = _row(units, at)
    first = row[0].block
    start = first.start if first else row[0].start
    found = _run(document.text, start, row[-1].end, profile)
    return (found, len(row)) if found else ([], 1)


def named_value(text: str, profile: Profile) -> LabelledValue | None:
    """The value that a column head names."""
    plain = text.rstrip(" :*")
    return next((v for v in profile.labelled if v.label.fullmatch(plain)), None)


def values_below(
    document: Document,
    header: Sequence[Unit],
    body: Sequence[Unit],
    headings: Container[int],
    profile: Profile,
) -> dict[int, list[Unit]]:
    """Labelled values below the header that it does not give, by index of their unit.

    Only those the profile lets stand anywhere; of several of one kind, the first.
    """
    known = {unit.value for unit in header if unit.role == "value"}
    wanted = {value.key for value in profile.labelled if value.anywhere} - known
    found: dict[int, list[Unit]] = {}
    for index in range(len(body)) if wanted else ():
        if index in headings:
            continue
        values, _ = labelled_values(document, body[index : index + 1], 0, profile)
        keys = {unit.value for unit in values if unit.role == "value"}
        if keys and keys <= wanted:
            found[index] = values
            wanted -= keys
    return found


def titled_values(document: Document, unit: Unit, profile: Profile) -> list[Unit]:
    """A title with labelled values behind it, as units; none where it is no such line.

    `KITE TESTER (Class No. 9901)`, `KITE TESTER     Class Code: 9901`.
    """
    text = document.text
    start = unit.block.start if unit.block else unit.start
    for gap in _GAP.finditer(text, start, unit.end) if profile.labelled else ():
        end = len(text[: unit.end].rstrip(" )\u00a0")) if gap["open"] else unit.end
        values = _run(text, gap.end(), end, profile)
        kinds = {value.value for value in values if value.role == "value"}
        if gap.start() > start and kinds and (gap["wide"] or kinds - {"title", "fact"}):
            marks = [Unit(*gap.span(), role="label"), Unit(end, unit.end, role="label")]
            return [unit._replace(start=start, end=gap.start()), *marks, *values]
    return []


def _run(text: str, start: int, end: int, profile: Profile) -> list[Unit]:
    """The labelled values from a place to an end that leave nothing over; else none."""
    found: list[Unit] = []
    while start < end:
        unit, after = _next(text, start, end, profile)
        if unit is None:
            return []
        found += [unit, Unit(unit.end, after, role="label")]
        start = after
    return found


def _row(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """The unit at an index with the cells that stand beside it."""
    place = _place(units[at])
    end = at + 1
    while place is not None and end < len(units) and _place(units[end]) == place:
        end += 1
    return units[at:end]


def _place(unit: Unit) -> tuple[int, int] | None:
    cell = unit.block.cell if unit.block else None
    return (cell.table, cell.row) if cell else None


def _next(text: str, start: int, end: int, profile: Profile) -> tuple[Unit | None, int]:
    """The labelled value that begins at a place, the one with the longest label, and its end."""
    best, after = None, start
    for value in profile.labelled:
        unit, stop = _labelled(text, start, end, value)
        if unit and unit.label and (best is None or unit.label > (best.label or unit.label)):
            best, after = unit, stop
    return best, after


def _labelled(text: str, start: int, end: int, value: LabelledValue) -> tuple[Unit | None, int]:
    label = value.label.match(text, start, end)
    mark = _MARK.match(text, label.end(), end) if label else None
    if label is None or mark is None or (mark.end() == label.end() and mark.end() < end):
        return None, start
    for shape in (value.shape, _NONE):
        printed = shape.match(text, mark.end(), end)
        after = _AFTER.match(text, printed.end(), end) if printed else None
        if printed is not None and after is not None:
            stop = printed.end() if shape is not _NONE else printed.start()
            label_span = Span(start, mark.end() if shape is not _NONE else printed.end())
            return _unit(value, label_span, Span(printed.start(), stop)), after.end()
    return None, start


def _unit(value: LabelledValue, label: Span, span: Span) -> Unit:
    return Unit(*span, role="value", value=value.key, label=label)
