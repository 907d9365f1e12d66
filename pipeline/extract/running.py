"""Pages of text lines to body and furniture: page numbers and heads that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.wrapping import TextLine

_NUMBERED = re.compile(
    r"""
      page\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?     # Page 3, Page 3 of 7
    | (?P<of>\d{1,4})\s*of\s*\d{1,4}                          # 3 of 7
    | (?P<dash>[-–—])\s*(?P<dashed>\d{1,4})\s*(?P=dash)       # - 3 -
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DASHES = "-–—"
_BARE_NUMBER = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_HEAD_LINES = 3
_AGAIN = 2

Page = Sequence[TextLine]


def page_number(text: str) -> int | None:
    """The number in a line that says nothing but which page this is."""
    if not text[-1:].isdigit() and text[-1:] not in _DASHES:
        return None
    found = _NUMBERED.fullmatch(text)
    return int(found["page"] or found["of"] or found["dashed"]) if found else None


def without_digits(text: str) -> str:
    """The line with every number as `#`, so that counted lines compare equal."""
    return _DIGITS.sub("#", text)


def set_apart(pages: Sequence[Page]) -> tuple[list[TextLine], list[tuple[TextLine, str]]]:
    """Body lines and furniture with its reason; only what clearly recurs is taken away.

    Where a page break cut the body, the line after it has `seam` set.
    """
    numbers = _numbers(pages)
    pages = [part for page in pages for part in _split(page, numbers)]
    heads, bare = _heads(pages), _bare_numbers(pages)
    body: list[TextLine] = []
    furniture: list[tuple[TextLine, str]] = []
    for ordinal, page in enumerate(pages):
        seam = ordinal > 0 and bool(body)
        for position, line in enumerate(page):
            if line.words in numbers or (line.words in bare and position in (0, len(page) - 1)):
                furniture.append((line, "page-number"))
            elif ordinal and position < _HEAD_LINES and without_digits(line.words) in heads:
                furniture.append((line, "running-head"))
            else:
                body.append(line._replace(seam=True) if seam else line)
                seam = False
    return body, furniture


def _numbers(pages: Sequence[Page]) -> frozenset[str]:
    """Lines like `Page 3 of 7` where at least two of them count upwards."""
    read = [(line.words, page_number(line.words)) for page in pages for line in page]
    counted = [(words, number) for words, number in read if number is not None]
    rising = all(a[1] < b[1] for a, b in pairwise(counted))
    return frozenset(w for w, _ in counted) if len(counted) >= _AGAIN and rising else frozenset()


def _bare_numbers(pages: Sequence[Page]) -> frozenset[str]:
    """Numbers alone at the edge of their page, where each is the page's own ordinal."""
    edges = (
        [
            (ordinal, line.words)
            for ordinal, page in enumerate(pages, 1)
            for line in {page[0], page[-1]}
            if page and _BARE_NUMBER.fullmatch(line.words)
        ]
        if all(pages)
        else []
    )
    own = frozenset(words for ordinal, words in edges if int(words) == ordinal)
    return own if len(own) >= _AGAIN else frozenset()


def _split(page: Page, numbers: frozenset[str]) -> Iterator[list[TextLine]]:
    """A page cut again after each page number that stands inside it."""
    part: list[TextLine] = []
    for line in page:
        part.append(line)
        if line.words in numbers:
            yield part
            part = []
    if part:
        yield part


def _heads(pages: Sequence[Page]) -> frozenset[str]:
    """Lines that come again, but for their digits, atop most of the later pages."""
    later = pages[1:]
    counts = Counter(
        text
        for page in later
        for text in {without_digits(line.words) for line in page[:_HEAD_LINES]}
    )
    return frozenset(text for text, n in counts.items() if n >= _AGAIN and n > len(later) / 2)
