"""A `Document` to words with offsets, white space and wraps gone."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain

from pipeline.model import Block, Document

BREAK = "\u00b6"
"""The word that stands between two blocks, so that no match runs across."""

_MOST = 1 << 15  # pieces remembered, so that no run of many documents fills the memory
_WORD = re.compile(
    r"""
      [^\W\d_]{2,}(?!\w|['/-]\w)     # evaluates      most words, found fast
    | \[\d{1,3}\]                     # [1]            a note anchor
    | (?:[A-Za-z]\.){2,}(?!\w)        # U.S.C.         initials with their stops
    | \d+(?:\.\d+)*(?:\([a-z0-9]{1,3}\))+  # 633.17(b)(2)  a paragraph of a regulation
    | \w+
      (?: ['-]\w+                     # driver's, M-4, two-year, 55-b, 06-19-15
        | /(?=\d)\w+                  # 5/18, 55-b/55-c; and/or is three words
        | (?<=\d)[.,](?=\d)\w+        # 404.914, 4,000
      )*
    | \S
    """,
    re.VERBOSE,
)
_PLAIN = {
    "\ufffd": " ",  # a lost character, most often a blank
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
}


def plain(text: str) -> str:
    """The text with typewriter apostrophes and hyphens, character for character."""
    if text.isascii():
        return text
    for printed, typed in _PLAIN.items():  # far faster than str.translate
        text = text.replace(printed, typed)
    return text


def split(text: str) -> list[str]:
    """The words of a text, punctuation marks being words of their own."""
    return [*chain.from_iterable(map(_PIECES.__getitem__, plain(text).split()))]


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of what stands between two white spaces; a document repeats most of it."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= _MOST:
            self.clear()
        self[chunk] = tuple(_WORD.findall(chunk))
        return self[chunk]


_PIECES = _Pieces()


class Words:
    """The words of a document's body, in reading order; furniture is not read.

    Two blocks are parted by `BREAK`.
    """

    def __init__(self, document: Document) -> None:
        self._text = plain(document.text)
        self._blocks = document.blocks
        self._begins = [0]
        self._starts: dict[int, list[int]] = {}
        self.words: list[str] = []
        for block in document.blocks:
            chunks = self._text[block.start : block.end].split()
            self.words += chain.from_iterable(map(_PIECES.__getitem__, chunks))
            self.words.append(BREAK)
            self._begins.append(len(self.words))

    def block(self, index: int) -> Block:
        """The block that a word belongs to."""
        return self._blocks[bisect_right(self._begins, index) - 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words `[first, last)` of one block stand in the text."""
        number = bisect_right(self._begins, first) - 1
        begin = self._begins[number]
        starts = self._starts.setdefault(number, [])
        if len(starts) < last - begin:
            self._place(starts, number, last)
        return starts[first - begin], starts[last - 1 - begin] + len(self.words[last - 1])

    def _place(self, starts: list[int], number: int, last: int) -> None:
        """Find where the words of a block start up to `last`: only white space parts two."""
        find, known = self._text.index, self._begins[number] + len(starts)
        at = starts[-1] + len(self.words[known - 1]) if starts else self._blocks[number].start
        for word in self.words[known:last]:
            at = find(word, at)
            starts.append(at)
            at += len(word)
