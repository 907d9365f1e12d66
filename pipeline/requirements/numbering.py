"""A path to the numbers and letters of its alternatives, by the tokens they stand at."""

from __future__ import annotations

import itertools
from string import ascii_lowercase, digits
from typing import NamedTuple

from pipeline.requirements.lexer import Line

_ROMAN = {
    name: n
    for n, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], start=1)
}


_NUMERALS = frozenset(
    ["(", *_ROMAN, *ascii_lowercase, *digits, *(a + b for a in digits for b in digits)]
)


class Number(NamedTuple):
    """The number or letter of an alternative, and the token after it."""

    style: str
    ordinal: int
    end: int


def find_numbers(line: Line) -> dict[int, Number]:
    """The numbers and letters of alternatives, by token: those that count up from the first."""
    found: dict[str, list[tuple[int, Number]]] = {}
    for i in [i for i, key in enumerate(line.keys) if key in _NUMERALS]:
        for number in _candidates(line, i):
            series = found.setdefault(number.style, [])
            first = number.ordinal if _begins_path(number, i) else 1
            expected = series[-1][1].ordinal + 1 if series else first
            if number.ordinal == expected or (number.ordinal == 1 and len(series) > 1):
                series.append((i, number))
    kept = [s for style, s in found.items() if len(s) > 1 or _stands_alone(style, s, line)]
    return dict(itertools.chain.from_iterable(kept))


def _begins_path(number: Number, i: int) -> bool:
    """Whether a path begins with the number of its pattern: `Or II Three years …`."""
    return number.style == "pattern" and i == 1


def _stands_alone(style: str, series: list[tuple[int, Number]], line: Line) -> bool:
    if not series or style == "pattern":
        return bool(series)
    first = series[0][0]
    return first == 0 or (style == "1." and line.keys[first - 1] in ("either", ":"))


def _candidates(line: Line, i: int) -> list[Number]:
    """The numbers that token `i` may be, the likelier first."""
    keys = line.keys
    if keys[i] == "(" and keys[i + 2] == ")":
        return _in_parentheses(line, i)
    before = keys[i - 1] if i else ""
    if before in ("either", "or") and keys[i] in _ROMAN and line.words[i].isupper():
        end = i + 2 if keys[i + 1] in (".", ":") and not sentence_only(line, i) else i + 1
        return [Number("I.", _ROMAN[keys[i]], end), Number("pattern", _ROMAN[keys[i]], end)]
    if keys[i + 1] not in (".", ")") or before not in _BEFORE_NUMBER:
        return []
    if keys[i].isdecimal() and len(keys[i]) < 3:
        return [Number("1.", int(keys[i]), i + 2)]
    if i + 2 >= line.size:
        return []
    found = [Number("I.", _ROMAN[keys[i]], i + 2)] if keys[i] in _ROMAN else []
    if len(keys[i]) == 1 and keys[i].isalpha():
        style = "A." if line.words[i].isupper() else "a."
        found.append(Number(style, ord(keys[i]) - 96, i + 2))
    return found


_BEFORE_NUMBER = frozenset(
    ["", ";", ":", ".", "and", "or", "either", ",", "following", ")", "both"]
)


def sentence_only(line: Line, i: int) -> bool:
    """Whether the roman numeral at `i` is the last word of its sentence."""
    return i + 2 >= line.size


def _in_parentheses(line: Line, i: int) -> list[Number]:
    word, upper = line.keys[i + 1], line.words[i + 1].isupper()
    if word.isdecimal() and len(word) < 3:
        return [Number("(1)", int(word), i + 3)]
    found = []
    if len(word) == 1 and word.isalpha():
        found.append(Number("(A)" if upper else "(a)", ord(word) - 96, i + 3))
    if word in _ROMAN:
        found.append(Number("(I)" if upper else "(i)", _ROMAN[word], i + 3))
    return found
