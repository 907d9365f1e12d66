"""Heading blocks that are no known section heading: broken over two, or of an unknown section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Document, Span, Unit
from pipeline.profiles import Profile
from pipeline.segment.headings import Heading, find_headings
from pipeline.text import vocabulary
from pipeline.titles import Titles, read_label, words

_SECTION_NOUNS = vocabulary(
    """
    requirement characteristic qualification criterion criteria compensation investigation
    limitation disqualification responsibility ability duty task definition description
    condition history guideline factor standard examination probation note background
    """
)
_MOST_WORDS = 9


def join_broken(
    document: Document, units: Sequence[Unit], titles: Titles, profile: Profile
) -> list[Unit]:
    """The units with a heading that is broken over two blocks made one.

    It was broken where the two together name a class or a section and the first alone does not,
    or the second is the parenthesis of the first.
    """
    names = _names(document, titles, profile)
    joined: list[Unit] = []
    for unit in units:
        if joined and not joined[-1].role and _same_level(joined[-1], unit):
            whole = replace(joined[-1], end=unit.end)
            aside = document.text.startswith("(", unit.start)
            if (aside or not names(joined[-1])) and names(whole) and not names(unit):
                joined[-1] = whole
                continue
        joined.append(unit)
    return joined


def _names(document: Document, titles: Titles, profile: Profile) -> Callable[[Unit], bool]:
    def names(unit: Unit) -> bool:
        label = read_label(document.text, unit.start, unit.end, titles)
        if label is not None and label.kind == "alone":
            return True
        return bool(unit.role) or 0 in find_headings(document, [unit], profile)

    return names


def _same_level(above: Unit, unit: Unit) -> bool:
    return (
        above.block is not None
        and unit.block is not None
        and above.block.kind == unit.block.kind == "heading"
        and above.block.level == unit.block.level
        and above.block.end <= unit.block.start
    )


def unknown_sections(
    document: Document,
    units: Sequence[Unit],
    headings: Mapping[int, Heading],
    titles: Titles,
) -> dict[int, Heading]:
    """Heading blocks that head a section of no known kind, by index: kind "other".

    They stand on the level of the known headings and end in what sections are called
    (`Travel Requirements`); other words in a heading are a class, a level or a theme.
    """
    levels = {b.level for i in headings if (b := units[i].block) and b.kind == "heading"}
    found = {}
    for index, unit in enumerate(units):
        block = unit.block
        if index in headings or unit.role or block is None or block.kind != "heading":
            continue
        key = words(document.text[unit.start : unit.end].rstrip(" 0123456789"))
        if block.level not in levels or not 1 < len(key) <= _MOST_WORDS:
            continue
        named = read_label(document.text, unit.start, unit.end, titles)
        if key[-1] in _SECTION_NOUNS and named is None:
            span = Span(unit.start, unit.end)
            found[index] = Heading("other", span, span, unit.end, len(key), known=False)
    return found
