"""Labelled values of the header to numbers, alternate codes and dates of events."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Section, Span, Unit
from pipeline.normalize.date import date
from pipeline.record import DatePrinted, Printed

_EVENTS = ("issued", "established", "revised", "title_changed")


@dataclass(slots=True)
class Values:
    """What is printed with its name beside it; `alternates` are (scheme, where it stands)."""

    titles: list[Span] = field(default_factory=list)
    codes: list[Span] = field(default_factory=list)
    alternates: list[tuple[str, Span]] = field(default_factory=list)
    dates: dict[str, DatePrinted] = field(default_factory=dict)
    notes: list[Printed] = field(default_factory=list)


def read_values(desk: Desk, section: Section) -> Values:
    """The labelled values of a header; a label with nothing or dashes beside it has none.

    A value that the record has no field for is a note, and so is a line of role "fact".
    """
    found = Values()
    for unit in section.units:
        if unit.role == "value":
            desk.label(unit.label)
            if unit.start < unit.end:
                _take(desk, found, unit)
        elif unit.role == "fact":
            head = (unit.label,) if unit.label else ()
            found.notes.append(desk.printed("note", *head, Span(unit.start, unit.end)))
    return found


def _take(desk: Desk, found: Values, unit: Unit) -> None:
    kind, _, scheme = unit.value.partition("/")
    span = Span(unit.start, unit.end)
    if kind == "title":
        found.titles.append(span)
    elif kind == "code":
        found.codes.append(span)
    elif kind == "alternate_code":
        found.alternates.append((scheme, span))
    elif kind in _EVENTS and kind not in found.dates:
        found.dates[kind] = _date(desk, span)
    elif unit.label is not None:
        found.notes.append(desk.printed("note", (unit.label.start, unit.end)))


def _date(desk: Desk, span: Span) -> DatePrinted:
    raw = desk.printed("date", span)
    value = date(raw.value)
    if value is None:
        desk.tell("date-unreadable", raw.value, span)
    return DatePrinted(raw, value)
