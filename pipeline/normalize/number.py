"""Number words, digits and simple fractions to exact numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_ONES.split())},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), start=2)},
}
"""Single number words and their values, below one hundred."""

_FRACTIONS = {
    "half": Fraction(1, 2),
    "one-half": Fraction(1, 2),
    "one-third": Fraction(1, 3),
    "two-thirds": Fraction(2, 3),
    "one-quarter": Fraction(1, 4),
    "one-fourth": Fraction(1, 4),
    "three-quarters": Fraction(3, 4),
    "three-fourths": Fraction(3, 4),
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}

_MOST_DIGITS = 9


@lru_cache(maxsize=8192)
def fraction(word: str) -> Fraction | None:
    """A fraction below one: `one-half`, `½`, `1/2`; `None` for anything else."""
    if word in _FRACTIONS:
        return _FRACTIONS[word]
    above, slash, below = word.partition("/")
    if slash and _is_digits(above) and _is_digits(below) and int(below) > int(above):
        return Fraction(int(above), int(below))
    return None


@lru_cache(maxsize=8192)
def whole(word: str) -> Fraction | None:
    """One word as a number: `two`, `twenty-four`, `18`, `1,040`, `1.5`, `2-1/2`, `2½`."""
    if word in WORDS:
        return Fraction(WORDS[word])
    if not word:
        return None
    if word[0] in "0123456789":
        return _digits(word)
    tens, hyphen, ones = word.partition("-")
    if hyphen and WORDS.get(tens, 0) >= 20 and 0 < WORDS.get(ones, 0) < 10:
        return Fraction(WORDS[tens] + WORDS[ones])
    return None


def number(text: str) -> Fraction | None:
    """A printed number, whole or mixed: `one and one-half`, `2 1/2`, `a hundred`; else `None`."""
    words = [word for word in text.lower().split() if word not in ("and", "a", "an")]
    if not words:
        return Fraction(1) if text.lower().split() in (["a"], ["an"]) else None
    first = whole(words[0])
    if len(words) == 1:
        return first if first is not None else _single(words[0])
    if first is None or len(words) != 2:
        return None
    return _join(first, words[1])


def _single(word: str) -> Fraction | None:
    return Fraction(100) if word == "hundred" else fraction(word)


def _join(first: Fraction, second: str) -> Fraction | None:
    part = fraction(second)
    if part is not None:
        return first + part
    if second == "hundred":
        return first * 100
    ones = whole(second)
    if ones is not None and first >= 20 and first % 10 == 0 and 0 < ones < 10:
        return first + ones
    return None


def _digits(word: str) -> Fraction | None:
    plain = word.replace(",", "")
    if _is_digits(plain):
        return Fraction(int(plain))
    if plain[-1] in "½¼¾" and _is_digits(plain[:-1]):
        return int(plain[:-1]) + _FRACTIONS[plain[-1]]
    above, hyphen, part = plain.partition("-")
    if hyphen and _is_digits(above) and (rest := fraction(part)) is not None:
        return int(above) + rest
    above, point, below = plain.partition(".")
    if point and _is_digits(above) and _is_digits(below):
        return Fraction(plain)
    return None


def _is_digits(word: str) -> bool:
    """Whether a word is a number of something; longer ones are codes, or mistakes."""
    return word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS
