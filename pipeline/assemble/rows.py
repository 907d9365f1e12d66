"""Header rows to those that are classes: which lines name a class, and which class is lowest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Entity, Span
from pipeline.text import fold
from pipeline.titles import levelled, split_title, words

_BODY = re.compile(
    r"^(?:the\s+)?(?:department|division|bureau|office|commission|agency|authority|board|bureau)\s+of\b"
    r"|\b(?:department|division|bureau|commission|agency|authority|district|section|unit)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """One class as the header prints it; `title` holds the stretches its title stands on.

    `names` are the forms of a title that is known from labels of the body only.
    """

    title: list[Span] = field(default_factory=list)
    grade: Entity | None = None
    code: Span | None = None
    names: tuple[str, ...] = ()
    alternates: list[tuple[str, Span]] = field(default_factory=list)


def distinct(desk: Desk, rows: list[Row]) -> list[Row]:
    """The rows without a title that comes again: the page's name and the title are one class."""
    kept: dict[tuple[str, ...], Row] = {}
    for number, row in enumerate(rows):
        key = words(printed_title(desk.document.text, row))
        before = kept.get(key)
        if before is None or not key or (has_value(before) and has_value(row)):
            kept[(*key, str(number)) if before else key] = row
        else:
            before.title = row.title if has_value(before) else before.title
            before.grade, before.code = before.grade or row.grade, before.code or row.code
    return list(kept.values())


def has_value(row: Row) -> bool:
    """Whether a row has a grade or a code."""
    return row.grade is not None or row.code is not None


def class_rows(desk: Desk, rows: list[Row]) -> list[Row]:
    """The rows that are classes: agency and division lines have neither grade nor code."""
    valued = [row for row in rows if row.grade or row.code]
    text = desk.document.text
    if valued:
        known = {words(printed_title(text, row))[:1] for row in valued}
        return [r for r in rows if r in valued or _sister(printed_title(text, r), known)]
    upper = [row for row in rows if printed_title(text, row).isupper()]
    if desk.profile.fallback:
        return _one_title(text, upper or rows)
    return upper or [row for row in rows if levelled(printed_title(text, row))] or rows[-1:]


def _one_title(text: str, rows: list[Row]) -> list[Row]:
    """The first line that names no body; several only where they are levels of one title."""
    titles = [row for row in rows if not _BODY.search(printed_title(text, row))] or rows
    series = {words(printed_title(text, row))[:1] for row in titles}
    levels = all(levelled(printed_title(text, row)) for row in titles)
    return titles if levels and len(series) == 1 else titles[:1]


def printed_title(text: str, row: Row) -> str:
    """The title of a row on one line."""
    return fold(" ".join(text[start:end] for start, end in row.title))


def _sister(title: str, known: set[tuple[str, ...]]) -> bool:
    """A title without grade or code still is one if it has a level and a sister in the header."""
    return levelled(title) and words(title)[:1] in known


def without_codes(desk: Desk, rows: Sequence[Row], codes: Sequence[str]) -> None:
    """Take a code that is printed in brackets behind a title, and labelled elsewhere, off it."""
    for row in rows:
        start, end = row.title[-1] if row.title else (0, 0)
        text = desk.document.text[start:end]
        for code in codes:
            text = text.removesuffix(f"({code})").rstrip()
        if text:
            row.title[-1] = Span(start, start + len(text))


def lowest(titles: Sequence[str], grades: Sequence[tuple[str, int | None] | None]) -> int:
    """The index of the lowest class of a series: by level, else by grade, else the first.

    `grades` are (scheme, value) pairs; a managerial grade stands above every other.
    """
    levels = [_level(title) for title in titles]
    bases = {words(t[slice(*split_title(t).base)]) for t in titles}
    if len(bases) == 1 and all(levels):
        plain = [split_title(title).parenthetic is None for title in titles]
        return min(range(len(titles)), key=lambda i: (levels[i], not plain[i], i))
    values = [(g[0] == "m", g[1]) if g and g[1] is not None else None for g in grades]
    if values and all(values):
        return min(range(len(values)), key=lambda i: (values[i], i))
    return 0


def _level(title: str) -> tuple[int, str] | None:
    part = split_title(title).level
    if part is None:
        return None
    level = title[slice(*part)]
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
    return (int(level), "") if level.isdigit() else (roman.get(level, 0), level)
