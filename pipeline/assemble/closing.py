"""Closing matter to date, notes and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Section, Unit
from pipeline.record import DatePrinted, Footnote, Printed

_REVISED = re.compile(r"rev", re.IGNORECASE)


@dataclass(slots=True)
class Closing:
    """What ends a standard."""

    issued: DatePrinted | None = None
    revised: DatePrinted | None = None
    notes: list[Printed] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)


def read_closing(desk: Desk, section: Section, closing: Closing) -> None:
    """Add the units of one closing section to what is known."""
    for unit in section.units:
        read_closing_unit(desk, unit, closing)


def read_closing_unit(desk: Desk, unit: Unit, closing: Closing) -> None:
    """Add one unit: a date, a footnote, initials, or a paragraph of a note."""
    desk.label(unit.mark)
    desk.label(unit.label)
    if unit.role == "date":
        _date(desk, unit, closing)
    elif unit.role == "footnote":
        text = desk.printed("footnote", (unit.start, unit.end))
        closing.footnotes.append(Footnote(unit.value.strip("[]"), text))
    elif unit.role != "initials" and unit.start < unit.end:
        closing.notes.append(desk.printed("note", (unit.start, unit.end)))


def _date(desk: Desk, unit: Unit, closing: Closing) -> None:
    """The date line: the latest printed is the date of issue where no other says so."""
    entity = next(desk.entities_in((unit.start, unit.end), "DATE"), None)
    desk.label((unit.start, unit.end))
    if entity is None:
        desk.tell("date-unreadable", desk.text_of(unit), (unit.start, unit.end))
        return
    raw = desk.printed("date", (entity.start, entity.end))
    date = DatePrinted(raw, entity.value)
    if closing.issued is None:
        closing.issued = date
    elif _REVISED.search(desk.text_of(unit)):
        closing.revised = date
