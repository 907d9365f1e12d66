"""Units to headings of no known kind: lines that are set like the headings that are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from pipeline.model import Document, Span, Unit
from pipeline.profiles import Profile
from pipeline.segment.headings import Heading, Look, look
from pipeline.text import vocabulary
from pipeline.titles import Titles, levelled, read_label, words

_MAX_WORDS = 9
_MAX_LENGTH = 80
_JOINING = vocabulary("and or either plus with nor but if none any all")
_EVERY = re.compile(
    r"(?i)(?:all|both)\s+(?:the\s+)?(?:levels|class(?:es|ifications)?|positions)\s*:?"
)
_SENTENCE = (".", ";", ",", "?", "!")


def find_unknown(
    document: Document,
    units: Sequence[Unit],
    known: Mapping[int, Heading],
    titles: Titles,
    profile: Profile,
) -> tuple[list[Unit], dict[int, Heading]]:
    """Headings of kind "other" by index of their unit, below the first known heading.

    A heading stands out from running text by its kind of block, its type or its case, in the
    same way as a known one of the document. A line of the header that comes again, a class of
    the document's table, a line that ends like a title with a level, all classes or levels, the
    words that join alternatives (`OR`) and the profile's names of parts (`Education`) are none.
    A heading broken over lines is one: the units below its first are returned empty.
    """
    looks = {one for i in known if _stands_out(one := look(document, units[i]))}
    first = min(known, default=len(units))
    others = {_key(document, unit) for unit in units[:first]} | set(map(words, profile.parts))
    found = [
        i
        for i, unit in enumerate(units)
        if i > first
        and i not in known
        and _is_heading(document, unit, looks, others)
        and not _names_class(document, unit, titles)
    ]
    settled, headings = list(units), {}
    for _, run in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        indexes = [i for _, i in run]
        headings[indexes[0]] = _heading(document, units[indexes[0]], units[indexes[-1]])
        for i in indexes[1:]:
            settled[i] = units[i]._replace(start=units[i].end)
    return settled, headings


def _names_class(document: Document, unit: Unit, titles: Titles) -> bool:
    """Whether a line is the label of a class, or of them all."""
    label = read_label(document.text, unit.start, unit.end, titles) if titles else None
    alone = label is not None and label.kind == "alone"
    return alone or _EVERY.fullmatch(document.text[unit.start : unit.end].strip()) is not None


def _stands_out(one: Look) -> bool:
    kind, _, emphasised, upper = one
    return kind == "heading" or emphasised or upper


def _is_heading(
    document: Document, unit: Unit, looks: set[Look], others: set[tuple[str, ...]]
) -> bool:
    text = document.text[unit.start : unit.end].strip()
    if unit.role or unit.mark or unit.style or not 3 < len(text) <= _MAX_LENGTH:
        return False
    if text.endswith(_SENTENCE) or levelled(text.rstrip(":")) or "\n" in text or ": " in text:
        return False
    key = _key(document, unit)
    if not 1 <= len(key) <= _MAX_WORDS or key in others or set(key) <= _JOINING:
        return False
    if not text[0].isalpha() or not _whole(document, unit):
        return False
    return look(document, unit) in looks


def _whole(document: Document, unit: Unit) -> bool:
    """Whether the whole line is set alike: in capitals, or emphasised from end to end."""
    block = unit.block
    if block is None or document.text[unit.start : unit.end].isupper():
        return block is not None
    return block.kind == "heading" or block.emphasised


def _key(document: Document, unit: Unit) -> tuple[str, ...]:
    return words(document.text[unit.start : unit.end])


def _heading(document: Document, first: Unit, last: Unit) -> Heading:
    text = document.text[first.start : last.end]
    span = Span(first.start, first.start + len(text.rstrip(" \t\n\u00a0:.-–—")))
    label = Span(first.start, last.end)
    return Heading("other", span, label, first.end, len(text.split()), known=False)
