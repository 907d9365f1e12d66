"""A paragraph of duties run together to its single duties: `Tests kites; writes reports.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Span

_SENTENCE = re.compile(r"[.?!][\"”’)]*\s+(?=[\"“(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:e\.g|i\.e|vs|No|Nos|Dr|Mr|Mrs|Ms|St|Sec|Art|Inc|Co|Corp|Dept|U\.S|seq|Ph\.D))$"
)
_JOINER = re.compile(r"\s*(?:(?:and|or)\b(?:/or\b)?[,\s]*)?", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?P<words>[^;:]{8,}?):\s+(?=[a-z])")
_WITHIN = re.compile(r"\b(?:such\s+as|including|as\s+follows|namely)$", re.IGNORECASE)
_THEME = re.compile(  # `Training Activities: Plans …`
    r"[A-Z][\w'’-]*(?:[\s,/&-]+(?:[A-Z][\w'’-]*|and|or|of|the|in|for|with|to))*:\s+(?=[A-Z][a-z])"
)
_FEWEST_PARTS = 3
_FINITE = re.compile(r"[a-z]+(?:[^s\W]s|sses)\s")


@dataclass(frozen=True, slots=True)
class RunOn:
    """The duties of one paragraph; `lead_in`, up to a colon, heads the first `headed` of them.

    `introduction` are the whole sentences before the lead-in: they are no duties.
    """

    duties: tuple[Span, ...]
    lead_in: Span | None = None
    headed: int = 0
    introduction: Span | None = None


def split_run_on(text: str, start: int, end: int, separators: str) -> RunOn:
    """The duties that stand in `text[start:end]`, each without its separator.

    A separator within parentheses separates nothing. Where the full stop is a separator, it
    stays with the sentence it ends; an `and` before the last duty is dropped.
    """
    theme = _THEME.match(text, start, end)
    if theme is not None:
        parts = tuple(_parts(text, theme.end(), end, separators))
        return RunOn(parts, Span(start, theme.end()), len(parts))
    lead = _LEAD_IN.match(text, start, end)
    if lead is not None and not _WITHIN.search(lead["words"]):
        parts = tuple(_parts(text, lead.end(), end, separators))
        headed = next((n for n, p in enumerate(parts, 1) if text[p.end - 1] in ".?!"), len(parts))
        if headed >= _FEWEST_PARTS and _alike([text[p.start : p.end] for p in parts[:headed]]):
            first = max(
                (m.end() for m in _SENTENCE.finditer(text, start, lead.end())), default=start
            )
            before = Span(start, first) if first > start else None
            return RunOn(parts, Span(first, lead.end()), headed, before)
    return RunOn(tuple(_parts(text, start, end, separators)))


def _alike(parts: Sequence[str]) -> bool:
    """Whether all go on with one lead-in: none turns to `gives …` where the first does not."""
    finite = [_FINITE.match(part) is not None for part in parts]
    return all(finite) or not any(finite)


def _parts(text: str, start: int, end: int, separators: str) -> Iterator[Span]:
    first, after_mark = start, False
    for stop, after, mark in [*_edges(text, start, end, separators), (end, end, False)]:
        if after_mark and (joiner := _JOINER.match(text, first, stop)):
            first = joiner.end()
        if text[first:stop].strip(" \t\n\u00a0.;,"):
            yield Span(first, stop)
        first, after_mark = after, mark


def _edges(text: str, start: int, end: int, separators: str) -> Iterator[tuple[int, int, bool]]:
    """Where a duty ends, where the next begins, and whether a mark that is dropped divides them."""
    depth = 0
    for at in range(start, end):
        depth = max(0, depth + (text[at] in "([") - (text[at] in ")]"))
        if depth:
            continue
        if text[at] in separators and text[at] != ".":
            yield at, at + 1, True
            continue
        found = _SENTENCE.match(text, at, end) if "." in separators else None
        if found and not _ABBREVIATION.search(text, max(start, at - 8), at):
            yield at + len(found.group().rstrip()), found.end(), False
