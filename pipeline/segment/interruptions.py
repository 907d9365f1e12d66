"""Units that the foot or head of a page put into the middle of the text, set apart from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Document, Span, Unit
from pipeline.profiles import Profile
from pipeline.segment.headings import find_headings
from pipeline.text import fold
from pipeline.titles import words

_JOINS = re.compile(r"(?:,|\b(?:and|or))\s*$")
_NO_END = re.compile(r"[\w,]\s*$")
_ENDS = re.compile(r"[.?!:][\"”’)]*\s*$")
_GOES_ON = re.compile(r"[a-z]|(?:Or|And)\s+[\"“a-z]")
_SENTENCE = re.compile(r"[.?!][\"”’)]*\s+(?=[\w(])")
_PAGE_NUMBER = re.compile(r"[\s,]*[-–—]?\s*\d{1,3}\s*[-–—]+\s*$|[\s,]*[-–—]\s*\d{1,3}\s*$")
_LAST_WORDS = re.compile(r"[.;]\s+(?=[A-Z][^.;:]{8,50}$)")
_LONGEST_HEAD = 120


def cut_footnotes(document: Document, units: list[Unit]) -> list[Unit]:
    """The units with a footnote that swallowed what follows it cut after its first sentence.

    It did where it interrupts a sentence: the text before ends in a word that joins, or has no
    end and goes on in small letters. A footnote without an end goes on with the next unit if that
    begins in small letters or with `or`, though it may be set as a heading.
    """
    if "footnote" not in [unit.role for unit in units]:
        return units
    cut: list[Unit] = []
    before = None
    for unit in units:
        if cut and cut[-1].role == "footnote" and _continues(document, cut[-1], unit):
            cut[-1] = cut[-1]._replace(end=unit.end)
            continue
        footnote = unit.role == "footnote" and before is not None
        found = _SENTENCE.search(document.text, unit.start, unit.end) if footnote else None
        if found and before and _broken(document, before, found.end()):
            cut.append(unit._replace(end=found.end()))
            cut.append(Unit(found.end(), unit.end, block=unit.block))
        else:
            cut.append(unit)
        if unit.start < unit.end and unit.role != "footnote":
            before = unit
    return cut


def _continues(document: Document, footnote: Unit, unit: Unit) -> bool:
    """Whether a footnote breaks off and a unit goes on with it."""
    if unit.role or unit.style:
        return False
    text = document.text
    if _ENDS.search(text, footnote.start, footnote.end):
        return False
    return _GOES_ON.match(text, unit.start, unit.end) is not None


def _broken(document: Document, before: Unit, rest: int) -> bool:
    """Whether a unit breaks off and the text at `rest` goes on with it."""
    if before.block is not None and before.block.kind == "heading":
        return False
    text = document.text
    if _JOINS.search(text, before.start, before.end):
        return True
    return text[rest].islower() and _NO_END.search(text, before.start, before.end) is not None


def cut_headings(document: Document, units: Sequence[Unit], profile: Profile) -> list[Unit]:
    """The units with a heading that is glued to the end of the paragraph above cut off."""
    cut: list[Unit] = []
    for unit in units:
        at = _last_words(document.text, unit)
        rest = unit._replace(start=at, mark=None, label=None) if at else unit
        if at and 0 in find_headings(document, [rest], profile):
            cut += [unit._replace(end=at), rest]
        else:
            cut.append(unit)
    return cut


def _last_words(text: str, unit: Unit) -> int | None:
    """Where the words after the last sentence of a paragraph begin, if they end in no mark."""
    if unit.role or unit.style or unit.end - unit.start < 60:
        return None
    found = _LAST_WORDS.search(text[unit.start : unit.end].rstrip())
    return unit.start + found.end() if found else None


def without_running_heads(
    document: Document, units: Sequence[Unit], titles: Sequence[str]
) -> list[Unit]:
    """The units with lines that repeat a title beside a page number (`Kite Tester  2-`) emptied.

    Such a line is the head of a printed page; it is a label and no text.
    """
    keys = {words(title) for title in titles}
    kept = list(units)
    for index, unit in enumerate(units):
        last = document.text[unit.end - 1 : unit.end]
        if unit.block is None or last == "." or last.isalpha():
            continue
        line = fold(document.text[unit.start : unit.end])
        page = _PAGE_NUMBER.search(line) if len(line) < _LONGEST_HEAD else None
        if page is not None and words(line[: page.start()]) in keys:
            span = Span(unit.block.start, unit.end)
            kept[index] = Unit(unit.end, unit.end, label=span, block=unit.block)
    return kept
