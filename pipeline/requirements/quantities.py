"""Tokens to amounts: numbers, lengths of time, college credits."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from pipeline.normalize.duration import UNITS, months_of
from pipeline.normalize.number import WORDS, fraction, whole
from pipeline.requirements.lexer import Line
from pipeline.text import vocabulary

_BETWEEN = vocabulary(
    """
    full additional calendar academic school consecutive continuous complete more full-time
    further successive cumulative
    """
)
_UNITS = {**UNITS, "season": "season", "seasons": "season"}
_COUNTING = frozenset((*WORDS, "a", "an", "half"))
_FIGURES = frozenset("0123456789½¼¾")
_CREDIT_WORDS = vocabulary(
    """
    semester quarter trimester college credit academic undergraduate graduate university
    semester-hour college-level level
    """
)
_CREDIT_NOUNS = vocabulary("hours hour units unit credits credit points credit-hours")


class Amount(NamedTuple):
    """An amount of time and the tokens after it; `hyphened` is the adjective `two-year`."""

    value: Fraction
    unit: str
    end: int
    hyphened: bool = False

    @property
    def months(self) -> int | None:
        """Whole months, `None` for weeks, hours and the like."""
        return months_of(self.value, self.unit)


def counts(word: str) -> bool:
    """Whether a number may begin with a word; few words do."""
    return word in _COUNTING or word[:1] in _FIGURES or "-" in word


def read_number(line: Line, i: int) -> tuple[Fraction, int] | None:
    """A number at token `i` and where it ends: `one and one-half`, `twenty-four (24)`, `a`."""
    keys = line.keys
    value = whole(keys[i])
    if value is None:
        return _article_or_part(keys, i)
    i += 1
    if keys[i] == "hundred":
        value, i = value * 100, i + 1
    link = i + 1 if keys[i] == "and" else i
    if keys[link] in ("a", "an"):
        link += 1
    part = fraction(keys[link]) if keys[link] else None
    if part is not None:
        return value + part, link + 1
    ones = whole(keys[i])
    if ones is not None and 0 < ones < 10 and value >= 20 and value % 10 == 0:
        value, i = value + ones, i + 1
    return value, _skip_figures(keys, i)


def _article_or_part(keys: list[str], i: int) -> tuple[Fraction, int] | None:
    if keys[i] in ("a", "an") and keys[i + 1] in ("year", "month", "week", "full"):
        return Fraction(1), i + 1
    part = fraction(keys[i]) if keys[i] else None
    if part is None:
        return None
    return part, i + 2 if keys[i + 1] in ("a", "of") else i + 1


def _skip_figures(keys: list[str], i: int) -> int:
    """Past figures in parentheses: twenty-four (24) months."""
    if keys[i] == "(" and keys[i + 2] == ")" and whole(keys[i + 1]) is not None:
        return i + 3
    return i


def read_amount(line: Line, i: int) -> Amount | None:
    """A length of time at token `i`: `two years`, `18 additional months`, `two-year`."""
    if not counts(line.keys[i]):
        return None
    if (hyphened := _hyphened(line, i)) is not None:
        return hyphened
    found = read_number(line, i)
    if found is None:
        return None
    value, j = found
    if line.at(j, ("or", "more")) or (line.keys[j] == "to" and whole(line.keys[j + 1])):
        j += 2
    while line.keys[j] in _BETWEEN:
        j += 1
    if line.keys[j] not in _UNITS:
        return None
    unit, j = _UNITS[line.keys[j]], j + 1
    if line.at(j, ("or", "more")):
        j += 2
    return Amount(value, unit, j)


def _hyphened(line: Line, i: int) -> Amount | None:
    front, hyphen, back = line.keys[i].rpartition("-")
    if not hyphen or back not in _UNITS:
        return None
    value = whole(front)
    return None if value is None else Amount(value, _UNITS[back], i + 1, back[-1] != "s")


def read_credits(line: Line, i: int) -> tuple[int, int] | None:
    """College credits at token `i`: `sixty credit hours`, `12 semester or 18 quarter units`."""
    found = None if line.keys[i] in ("a", "an") else read_number(line, i)
    if found is None:
        return None
    value, j = found
    seen = j
    while line.keys[j] in _CREDIT_WORDS:
        j += 1
    named = j > seen
    if line.keys[j] == "or" and named:
        return _second_scale(line, j, value)
    if line.keys[j] not in _CREDIT_NOUNS or not (named or line.keys[j] in ("units", "credits")):
        if not (named and line.keys[j - 1] == "credit"):
            return None
        j -= 1
    j += 1
    other = read_credits(line, j + 1) if line.keys[j] == "or" else None
    return int(value), other[1] if other else j


def _second_scale(line: Line, j: int, value: Fraction) -> tuple[int, int] | None:
    other = read_credits(line, j + 1)
    return (int(value), other[1]) if other else None
