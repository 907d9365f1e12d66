"""Blocks to units: list marks set apart, labels and lines with a fixed form recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Block, Document, Span, Unit
from pipeline.profiles import Profile, Rule
from pipeline.text import vocabulary
from pipeline.titles import numbered

_MARK = re.compile(
    r"""
    (?: (?P<bullet> [·•▪▫‣◦●○■□§➢➤❖✓⁃*] | [\uf000-\uf0ff] | o(?=[\s\u00a0]{2}|\t) | [-–—](?=\s) )
      | \(? (?P<number> \d{1,2} ) [.)](?=\s)            # 3.  (3)  3)
      | \(? (?P<roman> [ivx]{2,4} ) [.)](?=\s)          # ii.
      | \(? (?P<letter> [a-z] ) [.)](?=\s)              # b.  (b)
      | \(? (?P<capital> [A-Z] ) (?: \)(?=\s) | \.(?=\s{2}|\s+[A-Z][a-z]+s?\b) )   # B)  not E. coli
    ) \s*
    """,
    re.VERBOSE,
)
_NOTE_MARK = re.compile(r"(?P<mark>\*{1,4}|†|‡|\[\d{1,2}\]|[¹²³])\s*(?=\S)")
_NO_REFERENCE = vocabulary(  # `one (1) year`, `either (1) … or (2) …`
    "one two three four five six seven eight nine either or and of following by with are is to"
)
_NUMBERED_NOTE = re.compile(r"\((\d)\)\s")
_REFERENCE = re.compile(r"\*(?!\*)(?:(?<=\w\*)|(?<=\w[,.;]\*))")  # the star first: searched fast
_ROMAN = "ivx"
_LABEL_LENGTH, _FORM_LENGTH = 80, 48
_LABEL_END = re.compile(r"\s*(?::{1,2}|;|\.{1,2}|[-–—]{1,2}(?=\s))\s*|\s*$")


def read_units(document: Document, profile: Profile) -> list[Unit]:
    """Every block of the body as a unit, in reading order."""
    units = [_unit(document.text, block, profile) for block in document.blocks]
    return _settle_numbers(document.text, _settle_stars(document.text, units))


def _settle_numbers(text: str, units: list[Unit]) -> list[Unit]:
    """Tell numbered footnotes from numbered items: some word before refers to a footnote.

    What follows a colon, or an item of that list, is an item.
    """
    settled = list(units)
    last_listed = -1
    for i, unit in enumerate(units):
        note = _NUMBERED_NOTE.match(text, *unit.mark) if unit.mark else None
        if note is None:
            continue
        above = units[i - 1] if i else None
        if above and (last_listed == i - 1 or text.endswith(":", above.start, above.end)):
            last_listed = i
        elif _referred(text, unit, note):
            settled[i] = unit._replace(role="footnote", value=note[1], style="")
    return settled


def _referred(text: str, unit: Unit, note: re.Match[str]) -> bool:
    references = re.finditer(rf"(\w+)[,.;]?\s?\({note[1]}\)", text[: note.start()])
    return any(found[1].casefold() not in _NO_REFERENCE for found in references)


def _settle_stars(text: str, units: list[Unit]) -> list[Unit]:
    """Tell starred items from starred footnotes.

    A footnote has a word that refers to it. A run of starred units longer than the references
    before it is a list.
    """
    settled = list(units)
    for first, last in _starred_runs(units):
        starred = [i for i in range(first, last) if units[i].value == "*"]
        if len(starred) > max(1, len(_REFERENCE.findall(text[: units[first].start]))):
            for i in starred:
                settled[i] = units[i]._replace(role="", value="", style="bullet:*")
    return settled


def _starred_runs(units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Runs `[first, last)` of units that are starred or, below a starred one, listed."""
    first = None
    for i, unit in enumerate(units):
        if unit.value == "*" and unit.role == "footnote":
            first = i if first is None else first
        elif first is not None and not unit.style:
            yield first, i
            first = None
    if first is not None:
        yield first, len(units)


def _unit(text: str, block: Block, profile: Profile) -> Unit:
    opening = text[block.start : min(block.start + 2, block.end)]
    worded = opening.isalpha() and opening[0] not in _ROMAN  # neither a mark nor a note's sign
    if not worded and not any(map(str.isalnum, text[block.start : block.end])):
        return Unit(block.end, block.end, label=Span(block.start, block.end), block=block)
    found = None if worded else _NOTE_MARK.match(text, block.start, block.end)
    if found is not None and not (found["mark"] == "*" and block.kind == "item"):
        sign = Span(block.start, found.end("mark"))
        return Unit(found.end(), block.end, sign, role="footnote", value=found["mark"], block=block)
    match = None if worded else _MARK.match(text, block.start, block.end)
    start, mark, style = _list_mark(block, match)
    role, value, label = _form(text, start, block.end, profile)
    begin = label.end if label and role != "date" else start
    return Unit(begin, block.end, mark, style, role, value, label, block)


def after_heading(document: Document, unit: Unit, start: int, profile: Profile) -> Unit:
    """The rest of a unit whose heading is run in, with the label that rest may begin with."""
    begin = min(start, unit.end)
    role, value, label = _form(document.text, begin, unit.end, profile)
    return Unit(label.end if label else begin, unit.end, None, "", role, value, label, unit.block)


def _list_mark(block: Block, match: re.Match[str] | None) -> tuple[int, Span | None, str]:
    """Where the text after a list mark begins, the mark, and the name of its style."""
    if match is None or match.end() >= block.end:
        return block.start, None, f"bullet:{block.level}" if block.kind == "item" else ""
    kind = match.lastgroup or ""
    style = f"bullet:{match['bullet']}" if kind == "bullet" else kind
    if block.kind == "item":
        style = f"{kind}:{block.level}"
    return match.end(), Span(block.start, match.end()), style


def _form(text: str, start: int, end: int, profile: Profile) -> tuple[str, str, Span | None]:
    """Role, value and label of a unit whose beginning or whole has a form the profile knows."""
    beginning = text[start : start + _LABEL_LENGTH].lower()
    for word, rule in _labels(profile):
        if word in beginning:
            found = rule.pattern.match(text, start, min(end, start + _LABEL_LENGTH))
            stop = _label_end(text, found, end) if found else None
            if found and stop is not None:
                role = "track" if rule.value else rule.kind
                return role, numbered(rule.value, found), Span(start, stop)
    for rule in profile.paragraphs if end - start < _FORM_LENGTH else ():
        if not rule.label and rule.pattern.fullmatch(text, start, end):
            return rule.kind, "", Span(start, end)
    return "", "", None


@lru_cache(maxsize=64)
def _labels(profile: Profile) -> tuple[tuple[str, Rule], ...]:
    """The rules for labels of tracks and paragraphs, each with a word that such a label holds.

    A rule that knows no such word has the empty one, which is everywhere.
    """
    rules = (*profile.tracks, *(rule for rule in profile.paragraphs if rule.label))
    return tuple((word, rule) for rule in rules for word in rule.words or ("",))


def _label_end(text: str, label: re.Match[str], end: int) -> int | None:
    """Where a label ends with its mark if it has one, or stands alone: `Promotion:`."""
    after = _LABEL_END.match(text, label.end(), end)
    if after is None or (after.end() == after.start() and label.end() < end):
        return None
    return after.end()
