"""Sections without a room to entries of the outline: their text under its sub-headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.assemble.desk import Desk, is_sub_heading
from pipeline.model import Section, Unit
from pipeline.record import Outline, Printed


def read_parts(desk: Desk, section: Section, heading: Printed | None) -> list[Outline]:
    """The entries of a section: its own, and one for each sub-heading, with what stands below.

    The cells of a table row are one text; labels of tracks stay in the text.
    """
    entries = [Outline(section.kind, heading, section.level)]
    texts: list[Printed] = []
    for _, run in groupby(enumerate(section.units), key=_row):
        units = [unit for _, unit in run]
        if _heads(desk, units[0]):
            entries[-1] = replace(entries[-1], text=tuple(texts))
            entries.append(_entry(desk, section, units[0]))
            texts = []
        else:
            texts += _text(desk, units)
    entries[-1] = replace(entries[-1], text=tuple(texts))
    return _stacked(desk, entries)


def with_shared(desk: Desk, outline: Sequence[Outline], shared: Sequence[Printed]) -> list[Outline]:
    """The outline with texts that several paths share under the headings they stand below."""
    found = list(outline)
    for text in shared:
        above = [i for i, entry in enumerate(found) if _above(entry, text)]
        if above:
            found[above[-1]] = replace(found[above[-1]], text=(*found[above[-1]].text, text))
        else:
            found.append(Outline("qualifications", None, 2, None, (text,)))
    return _stacked(desk, found) if shared else found


def _above(entry: Outline, text: Printed) -> bool:
    return entry.heading is not None and entry.heading.start <= text.start


def _row(item: tuple[int, Unit]) -> tuple[str, int, int]:
    index, unit = item
    cell = unit.block.cell if unit.block else None
    return ("row", cell.table, cell.row) if cell else ("unit", index, 0)


def _heads(desk: Desk, unit: Unit) -> bool:
    """Whether a unit heads a part: it is set as a heading, or is the label of a class alone."""
    if unit.start >= unit.end or (unit.block and unit.block.cell):
        return False
    if is_sub_heading(unit):
        return True
    label = None if unit.role or unit.style else desk.class_label(unit)
    return label is not None and label.kind == "alone"


def _entry(desk: Desk, section: Section, unit: Unit) -> Outline:
    desk.label(unit.mark)
    span, ordinal = desk.sub_heading(unit, desk.class_label(unit))
    return Outline(section.kind, desk.printed("class-label", span), section.level + 1, ordinal)


def _text(desk: Desk, units: Sequence[Unit]) -> list[Printed]:
    """What one unit, or one row of a table, says; a cell with a dash says that it has nothing."""
    spans = list(_spans(desk, units))
    if len(units) == 1:
        desk.label(units[0].label if units[0].role != "track" else None)
    return [desk.printed("paragraph", *spans)] if spans else []


def _spans(desk: Desk, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    for unit in units:
        desk.label(unit.mark)
        start = unit.label.start if unit.label and _is_text(unit, len(units) > 1) else unit.start
        if start < unit.end:
            yield start, unit.end


def _is_text(unit: Unit, in_row: bool) -> bool:
    """Whether a label stays in the text: that of a track, or a dash in a cell of a row."""
    return unit.role == "track" or (in_row and unit.start >= unit.end)


def _stacked(desk: Desk, entries: Sequence[Outline]) -> list[Outline]:
    """The entries with text below several sub-headings of classes told to each of them."""
    found = list(entries)
    for i in range(len(found) - 2, 0, -1):
        one, below = found[i], found[i + 1]
        if one.class_ and below.class_ and not one.text and _touch(desk, one, below):
            found[i] = replace(one, text=below.text)
    return found


def _touch(desk: Desk, above: Outline, below: Outline) -> bool:
    """Whether two headings follow each other directly."""
    if above.heading is None or below.heading is None:
        return False
    return not desk.document.text[above.heading.end : below.heading.start].strip()
