"""A qualification path to tokens: words, numbers and marks, each with its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.degree import key


class Mark(NamedTuple):
    """A footnote mark and where it stands."""

    text: str
    start: int


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<run>   (?: [a-z]++\s )++ )                                                 # years of
    | (?P<plain> (?: [A-HJ-UW-Z][a-z]++ | [a-z]++ ) (?= [\s;:)] | [,.](?:\s|\Z) ) | [.,;:()] )
    | (?P<word>   (?:Ph\.?D|M\.?D|J\.?D|Ed\.?D|LL\.?B|[BM]\.?[AS]|U\.S|i\.e|e\.g)\b\.?  # Ph.D.
              | (?:(?<=Either\s)|(?<=either\s)|(?<=Or\s)|(?<=or\s))                     # Or IITwo
                (?:I{1,3}|IV|V)(?=[A-Z][a-z]|in\b)
              | (?:and|or)(?=[A-Z][a-z\s]) | \d{1,2}(?=\.[A-Z])   # andOne, 1.One
              | [^\W_]+ (?: [-‐‑'’‘./&][^\W_]+ | \ufffds\b | ,\d{3}(?!\d)
                         | -\s(?!(?:and|or|to)\b)[a-z]{2,} )*                        # consul- tant
                (?:['’](?!\w))?                                                      # 55-b/55-c
              | [½¼¾]  )
    | (?P<foot> \*+ | [†‡§]+ | \[(?:\d{1,2}|\*+)\] )                                # experience,*
    | (?P<mark> [^\s\ufffd] ) )
    """,
    re.VERBOSE,
)


_RUN, _PLAIN, _WORD, _FOOT = range(1, 5)  # the groups of the pattern
_FOOT_MARKS = re.compile(r"\*+|[†‡§]+|\[\d{1,2}\]")
_HYPHENS = str.maketrans("‐‑", "--")
_TRIM = frozenset(";,.:") | {"and", "or", "and/or"}


@lru_cache(maxsize=8192)
def _name(word: str) -> str:
    """The key of a word that is not plain; a document has few different ones."""
    plain = word.translate(_HYPHENS).replace("- ", "-")
    return (plain.lower() if word[0].isdigit() else key(plain)) or word


class Line:
    """The tokens of one path: words and marks as printed, their keys for look-ups, where each
    begins, and whether with a capital.

    Keys and capitals are padded so that looking ahead never runs out. Footnote marks are no part
    of the grammar and stand apart. A lost character (U+FFFD) parts words, as a space does, but for
    the apostrophe of `'s`.
    """

    __slots__ = ("capitals", "keys", "marks", "size", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        words: list[str] = []
        keys: list[str] = []
        starts: list[int] = []
        capitals: list[bool] = []
        self.marks: list[Mark] = []
        for found in _TOKEN.finditer(text):
            kind = found.lastindex or _PLAIN
            word, start = found[kind], found.start(kind)
            if kind == _RUN:
                run = word.split()
                words += run
                keys += run
                capitals += [False] * len(run)
                for one in run:
                    starts.append(start)
                    start += len(one) + 1
                continue
            if kind == _PLAIN:
                keys.append(word.lower())
            elif kind == _FOOT:
                self.marks.append(Mark(word, start))
                continue
            else:
                keys.append(_name(word) if kind == _WORD else word.translate(_HYPHENS))
            words.append(word)
            starts.append(start)
            capitals.append(word[0].isupper())
        self.text, self.words, self.starts, self.size = text, words, starts, len(words)
        self.capitals, self.keys = capitals + [False] * 16, keys + [""] * 16

    def at(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether a phrase begins at token `i`."""
        return self.keys[i] == phrase[0] and tuple(self.keys[i : i + len(phrase)]) == phrase

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
            if tuple(self.keys[i : i + len(phrase)]) == phrase:
                return i + len(phrase)
        return i

    def printed(self, start: int, end: int) -> str:
        """The text from token `start` up to token `end`."""
        if start >= end:
            return ""
        return self.text[self.starts[start] : self.past(end)]

    def named(self, start: int, end: int) -> str:
        """The text between two tokens without footnote marks."""
        text = self.printed(start, end)
        return without_marks(text) if self.marks else text

    def past(self, end: int) -> int:
        """Where the last token before `end` ends in the text."""
        return self.starts[end - 1] + len(self.words[end - 1])


def without_marks(text: str) -> str:
    """A text without footnote marks, white space folded."""
    return " ".join(_FOOT_MARKS.sub("", text).split())


def phrases(*lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """A table of phrases by their first word, longest first."""
    split = sorted((tuple(line.split()) for line in lines), key=len, reverse=True)
    return {word: tuple(p for p in split if p[0] == word) for word in sorted({p[0] for p in split})}
