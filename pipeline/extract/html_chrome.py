"""Pieces of a page to text and navigation, by links, landmarks and place; no site is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from operator import add, sub
from typing import NamedTuple

from pipeline.extract.flow import Piece
from pipeline.extract.html_walk import Page

_NAVIGATION = "navigation"
_MOSTLY = 0.6  # share of the letters that stand in links
_PROSE_LETTERS = 80
_MAIN_SHARE = 0.5
_LINKS_OUTSIDE, _LINKS_INSIDE, _INWARD_LINKS = 2, 6, 3
_SHORT_SEGMENT, _FEW_PIECES = 120, 3
_CHROME_WORDS = re.compile(
    r"""
    (?: (?:skip|jump)\ to\ .*                               # Skip to main content
      | (?:link\ )?(?:back|return)\ to\ (?:the\ )?top.* | top(?:\ of\ (?:the\ )?page)?
      | print(?:er[-\ ]friendly.* | \ this\ page)? | e-?mail\ this\ page | share(?:\ this\ page)?
      | search\ again | help\ with\ this\ page | sign\ in | log\ ?in
      | (?:page\ )?(?:was\ )?(?:last\ )?(?:updated|modified|reviewed|built)\b.*
      | (?:©|\(c\)|copyright\b).* | all\ rights\ reserved\.?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_CHROME = 60


class _Ink(NamedTuple):
    """Letters, letters in links, links, and links to places of the same page."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    inward: int = 0

    @property
    def mostly_linked(self) -> bool:
        return self.links > 0 and self.linked >= _MOSTLY * self.letters

    @property
    def plain(self) -> int:
        return self.letters - self.linked


def set_apart(page: Page) -> None:
    """Give every piece that is navigation its reason.

    Evidence, strongest first: the landmarks of the markup and what lies outside the main one;
    lists of links; links and stock words above the first or below the last prose; a few short
    words that navigation cuts off from the text.
    """
    pieces = page.pieces
    inks = [_ink(piece) for piece in pieces]
    totals = list(accumulate(inks, _plus, initial=_Ink()))
    _outside_main(page, totals)
    core = _core(pieces, inks)
    for _, first, last in page.containers:
        ink = _minus(totals[last], totals[first])
        if ink.mostly_linked and _is_link_list(ink, inside=first in core):
            _mark(pieces[first:last])
    for place, (piece, ink) in enumerate(zip(pieces, inks, strict=True)):
        if place not in core and _is_chrome(piece, ink):
            _mark([piece])
    _cut_off(pieces, core)
    _keep_title(pieces, core)


def _plus(one: _Ink, other: _Ink) -> _Ink:
    return _Ink(*map(add, one, other))


def _minus(one: _Ink, other: _Ink) -> _Ink:
    return _Ink(*map(sub, one, other))


def _ink(piece: Piece) -> _Ink:
    if piece.reason:
        return _Ink()
    total = linked = links = inward = 0
    for text, _, link in piece.runs:
        size = len(text.strip())
        total += size
        if link and size:
            linked, links, inward = linked + size, links + 1, inward + (link == 2)
    return _Ink(total, linked, links, inward)


def _mark(pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        piece.reason = piece.reason or _NAVIGATION


def _outside_main(page: Page, totals: Sequence[_Ink]) -> None:
    """Where one main landmark or article holds most of the text, the rest is navigation."""
    found = [stretch for stretch in page.containers if stretch.tag == "main"]
    if not found:
        return
    plain, first, last = max(
        (_minus(totals[last], totals[first]).plain, first, last) for _, first, last in found
    )
    if plain >= _MAIN_SHARE * totals[-1].plain:
        _mark([*page.pieces[:first], *page.pieces[last:]])


def _core(pieces: Sequence[Piece], inks: Sequence[_Ink]) -> range:
    """The places from the first to the last piece of prose."""
    prose = [
        place
        for place, (piece, ink) in enumerate(zip(pieces, inks, strict=True))
        if not piece.reason and ink.plain >= _PROSE_LETTERS
    ]
    return range(prose[0], prose[-1] + 1) if prose else range(0)


def _is_link_list(ink: _Ink, *, inside: bool) -> bool:
    """Between prose a few links may be related classes; many, or jumps in the page, are a menu."""
    if inside:
        return ink.links >= _LINKS_INSIDE or ink.inward >= _INWARD_LINKS
    return ink.links >= _LINKS_OUTSIDE


def _is_chrome(piece: Piece, ink: _Ink) -> bool:
    """A link that is no title and no code, or the stock words of a web page."""
    if piece.kind == "heading":
        return False
    text = piece.text().strip()
    if ink.mostly_linked and not any(map(str.isdigit, text)):
        return True
    return len(text) <= _LONGEST_CHROME and _CHROME_WORDS.fullmatch(text) is not None


def _cut_off(pieces: Sequence[Piece], core: range) -> None:
    """A few short words that navigation separates from the prose belong to the page."""
    if not core:
        return
    place = 0
    for apart, group in groupby(pieces, key=lambda piece: bool(piece.reason)):
        segment = list(group)
        end = place + len(segment)
        if not apart and (end <= core.start or place >= core.stop) and _is_slight(segment):
            _mark(segment)
        place = end


def _is_slight(segment: Sequence[Piece]) -> bool:
    """Nothing that could be a header of the standard: no heading, no digit, hardly a line."""
    text = "".join([piece.text() for piece in segment])
    return (
        len(segment) <= _FEW_PIECES
        and len(text) <= _SHORT_SEGMENT
        and not any(map(str.isdigit, text))
        and not any(piece.kind == "heading" for piece in segment)
    )


def _keep_title(pieces: Sequence[Piece], core: range) -> None:
    """Where no main heading is left, the last one above the prose is the title after all."""
    titles = [piece for piece in pieces if piece.kind == "heading" and piece.level == 1]
    if not titles or not all(piece.reason for piece in titles):
        return
    above = [piece for piece in pieces[: core.start or None] if piece.kind == "heading"]
    for piece in reversed(above):
        if piece.level == 1:
            piece.reason = ""
            return
