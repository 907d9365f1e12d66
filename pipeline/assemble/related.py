"""Units of Related Classes to the classes they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Section, Span, Unit
from pipeline.record import Printed, RelatedClass
from pipeline.text import vocabulary
from pipeline.titles import names_a_body, title_shaped

_TITLE = re.compile(
    r"""
    (?:(?:The|An?)\s+(?:(?:class|title|series|position)s?\s+(?:of\s+)?)?)?
    (?P<title>
        [A-Z][\w'’.-]*
        (?: \s+ (?: (?:of|and|for|the|in|to|&) \s+ (?:the\s+)? )? [A-Z][\w'’.-]*
          | \s* [/&,] \s* [A-Z][\w'’.-]* )*
        (?: \s+ \d{1,2} (?: (?:,|,?\s+and|\s*&|\s+through|-) \s* \d{1,2} )* )?
        (?: \s* \( [^()\d]{2,60} \) )?
    )
    """,
    re.VERBOSE,
)
_NO_TITLE = vocabulary(
    """
    the these this they those there it its a an in some such other positions incumbents
    employees related classes class both unlike although while no several neither each most
    many
    """
)
_PLACE = re.compile(
    r"\s+(?:in|at)\s+(?:the|an?)\s|"
    r"\s+(?:in|of|for)\s+(?:the\s+)?(?=(?:[A-Z][\w'’]*\s+)*(?:Department|Office|Division|Bureau|Commission|"
    r"Authority|Agency|Board|Service|State)\b)"
)
_RUN_IN = re.compile(r"\s*(?:::?|;|\s[-–—]{1,2})\s*")


@dataclass(slots=True)
class Placed:
    """Related classes, and paragraphs that name none."""

    classes: list[RelatedClass] = field(default_factory=list)
    general: list[Printed] = field(default_factory=list)


def read_related(desk: Desk, section: Section) -> Placed:
    """The related classes, one a paragraph that begins with a title; others go on with it."""
    placed = Placed()
    waiting: Printed | None = None
    for unit in section.units:
        desk.signs(unit)
        if unit.start >= unit.end:
            continue
        text = desk.document.text[unit.start : unit.end]
        if len(text) < 90 and title_shaped(text.strip(" :\n\u00a0")) and len(text.split()) > 1:
            waiting = desk.printed("related-title", _bare(text, unit))
            continue
        title = waiting or _leading_title(desk, unit)
        waiting = None
        if title is not None:
            placed.classes.append(_related(desk, title, unit))
        elif placed.classes:
            placed.classes[-1] = _longer(desk, placed.classes[-1], unit)
        else:
            placed.general.append(desk.printed("related-text", (unit.start, unit.end)))
    if waiting is not None:
        placed.classes.append(RelatedClass(waiting, None, waiting))
    return placed


def _bare(text: str, unit: Unit) -> tuple[int, int]:
    return unit.start, unit.start + len(text.rstrip(" :\n\u00a0"))


def _leading_title(desk: Desk, unit: Unit) -> Printed | None:
    """The title that a paragraph begins with: `Cooks 2 in the Office of … prepare …`."""
    match = _TITLE.match(desk.document.text, unit.start, unit.end)
    if match is None:
        return None
    start, end = match.span("title")
    place = _PLACE.search(desk.document.text, start, end)
    end = place.start() if place else end
    words = desk.document.text[start:end].rstrip(" ,.").split()
    if not words or words[0].casefold() in _NO_TITLE or names_a_body(" ".join(words)):
        return None
    if len(words) == 1 and not words[0].endswith("s"):
        return None
    return desk.printed(
        "related-title", (start, start + len(desk.document.text[start:end].rstrip(" ,.")))
    )


def _related(desk: Desk, title: Printed, unit: Unit) -> RelatedClass:
    code = desk.profile.code.search(desk.document.text, unit.start, unit.end)
    start = unit.start
    after = _RUN_IN.match(desk.document.text, title.end, unit.end)
    if after is not None and title.start == unit.start:
        desk.label((title.end, after.end()))
        start = after.end()
    return RelatedClass(
        title,
        desk.printed("related-code", code.span()) if code else None,
        desk.printed("related-text", (start, unit.end)),
    )


def _longer(desk: Desk, related: RelatedClass, unit: Unit) -> RelatedClass:
    text = desk.printed("related-text", *related.text.spans, Span(unit.start, unit.end))
    return RelatedClass(related.title, related.code, text)
