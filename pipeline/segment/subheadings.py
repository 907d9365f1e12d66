"""Heading blocks that are no known section heading: broken over two, or of an unknown section."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

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
_FEW_WORDS = 4
_NO_END = re.compile(r"\w[\s\w]{2,}$")  # a sentence, not a number


def join_broken(
    document: Document, units: Sequence[Unit], titles: Titles, profile: Profile
) -> list[Unit]:
    """The units with a heading that is broken over two blocks made one.

    It was broken where the two together name a class or a section and the second alone does not,
    or where the first leaves a parenthesis open. What ends a sentence that breaks off above it is
    no heading, though it is set as one.
    """
    names = _names(document, titles, profile)
    joined: list[Unit] = []
    for unit in units:
        if not joined or unit.block is None or unit.block.kind != "heading":
            joined.append(unit)
            continue
        if _ends_sentence(document, joined[-1], unit) and not names(unit):
            joined[-1] = joined[-1]._replace(end=unit.end)
            continue
        if not joined[-1].role and _same_level(joined[-1], unit):
            whole = joined[-1]._replace(end=unit.end)
            above = document.text[joined[-1].start : joined[-1].end]
            if above.count("(") > above.count(")") or (names(whole) and not names(unit)):
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


def _ends_sentence(document: Document, above: Unit, unit: Unit) -> bool:
    """Whether a heading is the end of the sentence that breaks off above: `Level I or` / `II.`"""
    if above.role:
        return False
    if above.block is None or above.block.kind == "heading" or above.block.cell:
        return False
    text = document.text[unit.start : unit.end].strip()
    if not text.endswith(".") or len(text.split()) > _FEW_WORDS:
        return False
    return _NO_END.search(document.text, above.start, above.end) is not None


def _same_level(above: Unit, unit: Unit) -> bool:
    return (
        above.block is not None
        and unit.block is not None
        and above.block.kind == unit.block.kind == "heading"
        and above.block.level == unit.block.level
        and above.block.end <= unit.block.start
    )


def title_for_definition(
    document: Document,
    units: Sequence[Unit],
    headings: Mapping[int, Heading],
    titles: Sequence[str],
    profile: Profile,
) -> dict[int, Heading]:
    """The heading of the definition where the class's own title stands in its place.

    The title comes again as the first heading below the header, and the document has no other
    section on what distinguishes the class.
    """
    block = units[0].block if units and 0 not in headings and not units[0].role else None
    if profile.by_content or block is None or block.kind != "heading":
        return {}
    kinds = [s.kind for s in profile.sections if profile.room(s.kind) == "distinguishing"]
    span = Span(units[0].start, units[0].end)
    key = words(document.of(span))
    if {h.kind for h in headings.values()} & {*kinds} or key not in map(words, titles):
        return {}
    return {0: Heading(kinds[0], span, span, span.end, len(key))}


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
