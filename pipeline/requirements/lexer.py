"""A qualification path to tokens: words, numbers and marks, each with its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.degree import key


class Token(NamedTuple):
    """One word or mark: as printed, as a key for look-ups, and where it stands."""

    text: str
    key: str
    start: int
    end: int


class Mark(NamedTuple):
    """A footnote mark and where it stands."""

    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""
    (?P<word>   (?:Ph\.?D|M\.?D|J\.?D|Ed\.?D|LL\.?B|[BM]\.?[AS]|U\.S|i\.e|e\.g)\b\.?  # Ph.D.
              | (?:(?<=Either\s)|(?<=either\s)|(?<=Or\s)|(?<=or\s))                     # Or IITwo
                (?:I{1,3}|IV|V)(?=[A-Z][a-z]|in\b)
              | (?:and|or)(?=[A-Z][a-z\s]) | \d{1,2}(?=\.[A-Z])   # andOne, 1.One
              | [^\W_]+ (?: [-‐‑'’‘./&][^\W_]+ | \ufffds\b | ,\d{3}(?!\d)
                         | -\s(?!(?:and|or|to)\b)[a-z]{2,} )*                        # consul- tant
                (?:['’](?!\w))?                                                      # 55-b/55-c
              | [½¼¾]  )
    | (?P<foot> \*+ | [†‡§]+ | \[(?:\d{1,2}|\*+)\] )                                # experience,*
    | (?P<mark> [^\s\ufffd] )
    """,
    re.VERBOSE,
)


_HYPHENS = str.maketrans("‐‑", "--")


def tokenize(text: str) -> tuple[list[Token], tuple[Mark, ...]]:
    """The tokens of a folded text, and the footnote marks, which are no part of the grammar.

    A lost character (U+FFFD) parts words, as a space does, but for the apostrophe of `'s`.
    """
    tokens: list[Token] = []
    marks: list[Mark] = []
    for found in _TOKEN.finditer(text):
        piece, kind, (start, end) = found.group(), found.lastgroup, found.span()
        if kind == "foot":
            marks.append(Mark(piece, start, end))
        else:
            tokens.append(Token(piece, _name(piece, is_mark=kind == "mark"), start, end))
    return tokens, tuple(marks)


@lru_cache(maxsize=8192)
def _name(piece: str, *, is_mark: bool) -> str:
    """The key of a token; a document has few different ones."""
    plain = piece.translate(_HYPHENS).replace("- ", "-")
    return (plain.lower() if is_mark or piece[0].isdigit() else key(plain)) or piece


_TRIM = frozenset(";,.:") | {"and", "or", "and/or"}


class Line:
    """The tokens of one path, with their keys padded so that looking ahead never runs out."""

    __slots__ = ("keys", "marks", "size", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, self.marks = tokenize(text)
        self.size = len(self.tokens)
        self.keys: list[str] = [token.key for token in self.tokens] + [""] * 16

    def at(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether a phrase begins at token `i`."""
        return tuple(self.keys[i : i + len(phrase)]) == phrase

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A range of tokens without the marks and connectives at its ends."""
        while end > start and self.keys[end - 1] in _TRIM:
            end -= 1
        while start < end and self.keys[start] in _TRIM:
            start += 1
        return start, end

    def first(self, i: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int:
        """The end of the first phrase of a table that begins at token `i`, or `i`."""
        for phrase in phrases.get(self.keys[i], ()):
            if self.at(i, phrase):
                return i + len(phrase)
        return i

    def printed(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end`."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def phrases(*lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """A table of phrases by their first word, longest first."""
    split = sorted((tuple(line.split()) for line in lines), key=len, reverse=True)
    return {word: tuple(p for p in split if p[0] == word) for word in sorted({p[0] for p in split})}
