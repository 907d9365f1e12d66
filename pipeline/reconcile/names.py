"""Two spellings of a title to whether they are one, and how alike they are; rapidfuzz's door."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?)+[^\W\d_]\b\.?")  # C.E.A.
_SMALL = frozenset(("and", "of", "the", "for", "in", "to", "on", "a", "an"))
_ROMAN = re.compile(r"[ivx]+")
_LEAST_CUT = 3
_Words = tuple[str, ...]


def agree(one: str, other: str) -> bool:
    """Whether two titles say the same: case, punctuation, small words and abbreviations apart.

    `Dir Of The Budget` is `DIRECTOR OF THE BUDGET`, `IT Spec 2` is `INFORMATION TECHNOLOGY
    SPECIALIST 2`; `Tester 1` is not `TESTER 2`.
    """
    first, second = _words(one), _words(other)
    return "".join(first) == "".join(second) or _aligned(first, second)


def score(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1; words may stand in another order.

    Abbreviations count as the words of the other title that they stand for.
    """
    first, second = _words(one), _words(other)
    pair = " ".join(_expanded(first, second)), " ".join(_expanded(second, first))
    return round(fuzz.token_sort_ratio(*pair) / 100, 2)


def abbreviates(short: str, word: str) -> bool:
    """Whether one word is an abbreviation of another, whatever the words are.

    An abbreviation keeps the first letter. It is either cut off (`dir`, `spec`) or leaves out
    letters and keeps the last (`asst`, `commr`, `pgm`); a `v` at its end stands for `-ve`,
    since no English word ends in one (`admnv`). It saves letters: `office` is not short for
    `officer`, nor `account` for `accountant`. A number is never an abbreviation.
    """
    if not (1 < len(short) < len(word) and short.isalpha() and word.isalpha()):
        return False
    if _ROMAN.fullmatch(short) or not word.startswith(short[0]):
        return False
    saved = len(word) - len(short)
    if word.startswith(short):
        return saved >= _LEAST_CUT and 3 * len(short) <= 2 * len(word)
    whole = word[:-1] if short.endswith("v") and word.endswith("ve") else word
    return saved > 1 and whole.endswith(short[-1]) and _subsequence(short, whole)


def _subsequence(short: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in short)


def _words(title: str) -> _Words:
    """The words that matter, case folded: `Clerk/Typist, C.E.A.` → clerk, typist, cea."""
    closed = _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found.group()), title.casefold())
    found = _WORD.findall(closed)
    words = tuple(re.sub("['’]", "", word) for word in found)
    return tuple(w for w in words if w not in _SMALL) or words


def _same(one: str, other: str) -> bool:
    return one == other or abbreviates(one, other) or abbreviates(other, one)


@lru_cache(maxsize=4096)
def _aligned(one: _Words, other: _Words) -> bool:
    """Whether the words pair in order; an initialism pairs with the words it stands for."""
    if not one or not other:
        return one == other
    if _same(one[0], other[0]) and _aligned(one[1:], other[1:]):
        return True
    return _initials(one, other) or _initials(other, one)


def _initials(one: _Words, other: _Words) -> bool:
    """Whether the first word is made of initials of the other's words, and the rest pairs."""
    count = len(one[0])
    made = "".join(word[0] for word in other[:count])
    return 2 <= count <= len(other) and one[0] == made and _aligned(one[1:], other[count:])


def _expanded(words: _Words, other: _Words) -> _Words:
    """The words with every abbreviation replaced by the word of the other title it stands for."""
    return tuple(next((long for long in other if abbreviates(w, long)), w) for w in words)
