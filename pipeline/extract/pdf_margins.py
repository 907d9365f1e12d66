"""Edge lines of pages to running heads and feet, by evidence that adds up and need not recur."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipeline.extract.paragraphs import marked
from pipeline.extract.pdf_lines import PdfLine

_MOST_LINES = 3
_MOST_WORDS = 14
_EDGE_SHARE = 0.17  # of the page height: lines nearer to an edge say nothing of paragraph gaps
_CLEAR_GAP = 1.3  # times the gaps between paragraphs
_GAP_SHARE = 0.95  # of all gaps are no wider than those between paragraphs
_USUAL_LEADING = 1.2
_SMALLER = 0.9
_NEAR_MARGIN = 0.1  # of the measure
_ENOUGH = 2
_PAGE_NAMED = re.compile(r"\bpage\s*\d{1,4}\b|^\d{1,4} of \d{1,4}$", re.IGNORECASE)  # Page 3 of 7

Page = Sequence[PdfLine]
_Key = TypeVar("_Key", bound=Hashable)


def heads_and_feet(pages: Sequence[Page], heights: Sequence[float]) -> dict[int, str]:
    """Ids of lines that a page carries in its margin, with the reason; `pages` are the lines left.

    Place comes first: beyond the body of every other page, and apart from its own page's body by
    more than paragraphs are. Then type, spread and a page number must speak for it. The top of
    the first page is never judged: a title block stands there.
    """
    down = [sorted(page, key=lambda line: line.box.top) for page in pages]
    outermost = [page[0] for page in down[1:] if page] + [page[-1] for page in down if page]
    if len(pages) < 2 or not any(map(_may_be, outermost)):
        return {}
    print_ = _Print.of(pages, heights)
    tops = [[], *(_detached(page, print_.gap) for page in down[1:])]
    feet = [_detached(page[::-1], print_.gap) for page in down]
    found: dict[int, str] = {}
    bodies = [
        page[len(top) : len(page) - len(foot)]
        for page, top, foot in zip(down, tops, feet, strict=True)
    ]
    for at in range(len(pages)):
        others = [body for n, body in enumerate(bodies) if n != at and body]
        if others and _is_furniture(tops[at], print_):
            first = min(body[0].box.top for body in others)
            found |= {id(x): "running-head" for x in tops[at] if x.box.bottom < first}
        if others and _is_furniture(feet[at], print_):
            last = max(line.box.bottom for body in others for line in body)
            found |= {id(x): "running-foot" for x in feet[at] if x.box.top > last}
    return found


@dataclass(frozen=True, slots=True)
class _Print:
    """How the body of a document is set: type, measure, and the gap no paragraphs exceed."""

    size: float
    family: str
    left: float
    right: float
    gap: float

    @classmethod
    def of(cls, pages: Iterable[Page], heights: Iterable[float]) -> _Print:
        whole = [line for page in pages for line in page]
        size = _most([(round(line.size, 1), len(line.text)) for line in whole])
        gaps = sorted([gap for page in zip(pages, heights, strict=True) for gap in _gaps(*page)])
        usual = gaps[int(_GAP_SHARE * (len(gaps) - 1))] if gaps else 0.0
        return cls(
            size,
            _most([(line.family, len(line.text)) for line in whole]),
            min([line.box.x0 for line in whole]),
            max([line.box.x1 for line in whole]),
            _CLEAR_GAP * max(usual, _USUAL_LEADING * size),
        )


def _most(found: Iterable[tuple[_Key, int]]) -> _Key:
    """What most characters have."""
    weights: dict[_Key, int] = defaultdict(int)
    for each, characters in found:
        weights[each] += characters
    return max(weights, key=lambda each: weights[each])


def _gaps(page: Page, height: float) -> list[float]:
    """Baseline to baseline, down the middle of a page."""
    low, high = _EDGE_SHARE * height, (1 - _EDGE_SHARE) * height
    levels = sorted([line.baseline for line in page if low < line.baseline < high])
    return [b - a for a, b in pairwise(levels) if b - a > 1.0]


def _detached(inwards: Page, gap: float) -> list[PdfLine]:
    """The outermost lines of a page, if a clear gap parts these few from the rest."""
    for count, (one, other) in enumerate(pairwise(inwards[: _MOST_LINES + 1]), 1):
        if abs(one.baseline - other.baseline) > gap:
            return list(inwards[:count])
    return []


def _is_furniture(lines: Page, print_: _Print) -> bool:
    return bool(lines) and all(
        _may_be(line) and _evidence(line, print_) >= _ENOUGH for line in lines
    )


def _may_be(line: PdfLine) -> bool:
    """Short words that are no item, no cell and no part of a sentence."""
    text = line.text
    return (
        line.cell is None
        and not text[0].islower()
        and text[-1] not in ".;:,"
        and len(text.split()) <= _MOST_WORDS
        and marked(text) is None
    )


def _evidence(line: PdfLine, print_: _Print) -> int:
    """How many signs beside its place say that a line is no body text."""
    cells = line.text.split("\t")
    named = any(_PAGE_NAMED.search(cell) for cell in cells)
    return (
        (line.size < _SMALLER * print_.size)
        + (line.family != print_.family)
        + _is_spread(line, print_)
        + (2 if named else len(cells) > 1 and str(line.page) in cells)
    )


def _is_spread(line: PdfLine, print_: _Print) -> bool:
    """Whether two or three cells reach from margin to margin."""
    near = _NEAR_MARGIN * (print_.right - print_.left)
    return (
        1 <= line.text.count("\t") <= 2
        and line.box.x0 - print_.left < near
        and print_.right - line.box.x1 < near
    )
