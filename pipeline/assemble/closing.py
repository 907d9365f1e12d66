"""Closing matter to date, notes and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Unit
from pipeline.record import DatePrinted, Footnote, Printed, Substitution

_REVISED = re.compile(r"rev", re.IGNORECASE)


@dataclass(slots=True)
class Closing:
    """What ends a standard."""

    issued: DatePrinted | None = None
    revised: DatePrinted | None = None
    notes: list[Printed] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    substitutions: list[Substitution] = field(default_factory=list)


ANYWHERE = frozenset(("date", "initials", "note", "footnote", "substitution"))
"""Roles whose units are closing matter wherever they stand."""


def read_closing(desk: Desk, units: Iterable[Unit], closing: Closing) -> None:
    """Add units of closing matter (dates, footnotes, initials, notes) to what is known."""
    for unit in units:
        desk.signs(unit)
        span = (unit.start, unit.end)
        if unit.role == "date":
            _date(desk, unit, closing)
        elif unit.start >= unit.end or unit.role == "initials":
            continue
        elif unit.role == "footnote":
            text = desk.printed("footnote", span)
            closing.footnotes.append(Footnote(unit.value.strip("[]"), text))
        elif unit.role == "substitution":
            closing.substitutions.append(Substitution(desk.printed("substitution", span)))
        else:
            closing.notes.append(desk.printed("note", span))


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
