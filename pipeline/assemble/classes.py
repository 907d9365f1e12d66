"""Header rows to class titles with their code and grade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.assemble.desk import Desk
from pipeline.assemble.header import Header
from pipeline.assemble.rows import Row, lowest
from pipeline.model import Entity, Span
from pipeline.record import AlternateCode, ClassTitle, Grade, Printed
from pipeline.text import fold, folded_offsets
from pipeline.titles import title_parts


def class_titles(desk: Desk, header: Header, rows: Sequence[Row]) -> list[ClassTitle]:
    """One class a row, in printed order, with every number the header gives it.

    Where no code is printed under the titles, the lowest class takes the document's number.
    """
    _pair(desk, rows, header.loose_codes, "code")
    _pair(desk, rows, header.loose_grades, "grade")
    if rows and not any(row.code for row in rows):
        _number(desk, header, rows)
    return [_class_title(desk, ordinal, row) for ordinal, row in enumerate(rows, 1)]


def _pair(
    desk: Desk, rows: Sequence[Row], loose: Sequence[Span] | Sequence[Entity], name: str
) -> None:
    """Numbers that stand alone pair with the titles by order, if there are as many."""
    waiting = [row for row in rows if getattr(row, name) is None]
    if loose and len(loose) == len(waiting):
        for row, value in zip(waiting, loose, strict=True):
            setattr(row, name, value)
    elif loose:
        message = f"{len(loose)} {name}s stand alone and {len(waiting)} titles have none"
        span = loose[0]
        desk.tell(f"{name}-unassigned", message, _span(span))


def _span(value: Span | Entity) -> Span:
    return value if isinstance(value, Span) else Span(value.start, value.end)


def _number(desk: Desk, header: Header, rows: Sequence[Row]) -> None:
    numbers = header.numbers
    if len(numbers) == len(rows):
        for row, number in zip(rows, numbers, strict=True):
            row.code = number
    elif numbers:
        text = desk.document.text
        titles = [fold(" ".join(text[s:e] for s, e in row.title)) for row in rows]
        values = [row.grade.value if row.grade else None for row in rows]
        grades = [(v["scheme"], v["value"]) if v else None for v in values]
        rows[lowest(titles, grades)].code = numbers[0]


def _class_title(desk: Desk, ordinal: int, row: Row) -> ClassTitle:
    code = desk.printed("code", row.code) if row.code else None
    grade = _grade(desk, row.grade) if row.grade else None
    others = tuple(AlternateCode(s, desk.printed("alternate-code", at)) for s, at in row.alternates)
    if not row.title:
        return ClassTitle(ordinal, None, None, code=code, alternate_codes=others, grade=grade)
    title = desk.printed("title", *row.title)
    parts = title_parts(title.value)
    return ClassTitle(
        ordinal,
        title,
        _part(desk, title, parts.base),
        _part(desk, title, parts.level) if parts.level else None,
        _part(desk, title, parts.parenthetic) if parts.parenthetic else None,
        code=code,
        alternate_codes=others,
        grade=grade,
    )


def _grade(desk: Desk, entity: Entity) -> Grade:
    value = entity.value
    raw = desk.printed("grade", (entity.start, entity.end))
    return Grade(raw, value["scheme"], value["value"], value["plan_code"])


def _part(desk: Desk, title: Printed, part: tuple[int, int]) -> Printed:
    """A part of a title, `[start, end)` in its folded value, back on the text's characters."""
    offsets = folded_offsets(desk.document.text, title.spans)
    places = offsets[part[0] : part[1]]
    cuts = [i + 1 for i, (a, b) in enumerate(pairwise(places)) if b < a or _gap(desk, a, b)]
    edges = [0, *cuts, len(places)]
    spans = [(places[a], places[b - 1] + 1) for a, b in pairwise(edges)]
    return desk.printed("title", *spans)


def _gap(desk: Desk, before: int, after: int) -> bool:
    return bool(desk.document.text[before + 1 : after].strip())
