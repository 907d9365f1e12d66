"""A `Document` to words with offsets, white space and wraps gone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Document

BREAK = "\u00b6"
"""The word that stands between two blocks, so that no match runs across."""

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
_PLAIN = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-"}


def plain(text: str) -> str:
    """The text with typewriter apostrophes and hyphens, character for character."""
    if text.isascii():
        return text
    for printed, typed in _PLAIN.items():  # far faster than str.translate
        text = text.replace(printed, typed)
    return text


def split(text: str) -> list[str]:
    """The words of a text, punctuation marks being words of their own."""
    return _WORD.findall(plain(text))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document's body; `spans[i]` is where `words[i]` stands in the text.

    Two blocks are parted by `BREAK`, whose span is empty; `blocks[i]` is the index of the block
    a word belongs to.
    """

    words: list[str]
    spans: list[tuple[int, int]]
    blocks: list[int]


def words_of(document: Document) -> Words:
    """Every word of every block, in reading order; furniture is not read."""
    text = plain(document.text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    blocks: list[int] = []
    for index, block in enumerate(document.blocks):
        found = [match.span() for match in _WORD.finditer(text, block.start, block.end)]
        words += [text[start:end] for start, end in found]
        words.append(BREAK)
        spans += found
        spans.append((block.end, block.end))
        blocks += [index] * (len(found) + 1)
    return Words(words, spans, blocks)
