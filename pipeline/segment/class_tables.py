"""Units of a table that lists classes to header units: a title, a code, other codes a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from pipeline.model import Cell, Document, Span, Unit
from pipeline.profiles import LabelledValue, Profile
from pipeline.segment.value_tables import read_value_table
from pipeline.segment.values import named_value
from pipeline.text import fold

_LONGEST_CAPTION = 25
_SENTENCE_END = re.compile(r"[.?!:]$")
_NEEDED = {"title", "code"}

Columns = Mapping[int, LabelledValue]


def find_class_tables(
    document: Document, units: Sequence[Unit], profile: Profile
) -> dict[int, list[Unit]]:
    """The units of tables of classes by index, with the roles they have in the header.

    A table of classes has a head that names a column of titles and one of codes, or cells that
    show it: codes in one column, words in another. A cell has the role "cell" and the key of its
    column's value; the head, the caption above the table and notes beside a title are labels.
    Such tables belong to the header wherever they stand.
    """
    found: dict[int, list[Unit]] = {}
    if not profile.labelled:
        return found
    for table, run in groupby(range(len(units)), key=lambda i: _table(units[i])):
        indexes = list(run)
        if table is None:
            continue
        cells = {i: units[i] for i in indexes}
        head, columns = _columns(document, cells, profile)
        if {column.kind for column in columns.values()} >= _NEEDED:
            found |= _caption(document, units, indexes[0])
            for index, unit in cells.items():
                found[index] = _roles(document.text, unit, head, columns, profile)
        else:
            found |= read_value_table(document, cells, profile)
    return found


def _table(unit: Unit) -> int | None:
    cell = _cell(unit)
    return cell.table if cell else None


def _cell(unit: Unit) -> Cell | None:
    return unit.block.cell if unit.block else None


def _columns(
    document: Document, cells: Mapping[int, Unit], profile: Profile
) -> tuple[int, Columns]:
    """The row of the head (-1 where there is none) and what each column holds."""
    rows: dict[int, dict[int, str]] = {}
    for unit in cells.values():
        if (cell := _cell(unit)) is not None:
            row = rows.setdefault(cell.row, {})
            text = fold(document.text[unit.block.start : unit.end] if unit.block else "")
            row[cell.column] = f"{row.get(cell.column, '')} {text}".strip()
    for number, texts in rows.items():
        columns = {c: v for c, text in texts.items() if (v := named_value(text, profile))}
        if {column.kind for column in columns.values()} >= _NEEDED:
            return number, columns
    return -1, _shown(list(rows.values()), profile)


def _shown(rows: Sequence[Mapping[int, str]], profile: Profile) -> Columns:
    """What the columns of a table without a head hold: codes by their shape, titles beside them."""
    columns: dict[int, LabelledValue] = {}
    by_kind = {value.kind: value for value in profile.labelled if value.by_shape}
    for column in {c for row in rows for c in row}:
        texts = [row[column] for row in rows if row.get(column)]
        for kind in ("code", "alternate_code"):
            value = by_kind.get(kind)
            if value is not None and all(map(value.shape.fullmatch, texts)):
                columns[column] = value
    rest = {c for row in rows for c in row} - set(columns)
    if columns and len(rest) == 1 and "title" in by_kind:
        columns[rest.pop()] = by_kind["title"]
    return columns


def _roles(text: str, unit: Unit, head: int, columns: Columns, profile: Profile) -> list[Unit]:
    cell, block = _cell(unit), unit.block
    column = columns.get(cell.column) if cell else None
    whole = Unit(block.start if block else unit.start, unit.end, role="label", block=block)
    if cell is None or cell.row <= head or column is None:
        return [whole]
    if not any(map(str.isalnum, text[whole.start : whole.end])):
        return [whole]
    note = profile.title_note.search(text, whole.start, whole.end)
    end = note.start() if note and column.kind == "title" else whole.end
    return [whole._replace(end=end, role="cell", value=column.key), whole._replace(start=end)]


def _caption(document: Document, units: Sequence[Unit], first: int) -> dict[int, list[Unit]]:
    """The short line without an end mark that stands directly above a table."""
    above = units[first - 1] if first else None
    if above is None or above.block is None or above.block.kind != "paragraph":
        return {}
    text = fold(document.text[above.block.start : above.end])
    if len(text.split()) > _LONGEST_CAPTION or _SENTENCE_END.search(text):
        return {}
    span = Span(above.block.start, above.end)
    return {first - 1: [Unit(*span, role="label", block=above.block)]}
