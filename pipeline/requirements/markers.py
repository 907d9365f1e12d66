"""Tokens to marks of structure: connectives, numbers of alternatives, labels, sentence ends."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.requirements.lexer import Line, phrases
from pipeline.text import vocabulary

_OPERATORS = {"and": "all", "or": "any", "and/or": "any", "plus": "all", "but": "all"}
_LONG = phrases(
    "as well as", "together with", "in addition to", "along with", "other than", "except for",
)  # fmt: skip
_FILLERS = phrases(
    "in either case", "in each case", "in any case", "in all cases", "in addition", "also",
    "in both cases", "any of the following", "one of the following", "either of the following",
    "all of the following", "both of the following",
    "either one or a combination of the following", "the following :",
    "one or a combination of the following", "in combination with", "then", "additionally",
)  # fmt: skip
_LABELS = phrases(
    "experience :", "education :", "education requirement :", "experience requirement :",
    "license :", "licenses :", "certification :", "training :", "education and experience :",
    "education experience :", "special requirement :", "special requirements :", "requirements :",
    "requirement :", "minimum qualifications :", "license requirement :",
)  # fmt: skip
SEPARATING = {*";,.—–", *_OPERATORS, *_LONG, *_FILLERS, *_LABELS, "either", "both", "in"}
_ROMAN = {
    name: n
    for n, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], start=1)
}
_ABBREVIATIONS = vocabulary("dr st mt mr mrs ms no sec dept jr sr occ inc co vs art")


class Number(NamedTuple):
    """The number or letter of an alternative, and the token after it."""

    style: str
    ordinal: int
    end: int


class Sign(NamedTuple):
    """One mark of structure: `either`, `both`, a `label`, a `list` lead-in or a `number`."""

    kind: str
    name: str = ""
    ordinal: int = 0


class Separator(NamedTuple):
    """What stands between two clauses.

    `strength` is 1 for a bare connective, 2 with a comma, 3 with a semicolon, 4 with a full stop;
    `op` is what the connective means, `None` where none is printed. A hard separator lets weak
    heads begin a clause. `signs` are the marks that follow, in order.
    """

    start: int
    end: int
    op: str | None
    strength: int
    hard: bool
    signs: tuple[Sign, ...]


def sentence_ends(line: Line, i: int) -> bool:
    """Whether the full stop at token `i` ends a sentence."""
    if line.keys[i] != "." or (i and line.keys[i - 1] in _ABBREVIATIONS):
        return False
    if i + 1 >= line.size or line.keys[i + 1] in ("and", "or", "(", "[", ")", "]", ".", ",", ";"):
        return True
    following = line.tokens[i + 1].text
    return not following[0].islower()


def find_numbers(line: Line) -> dict[int, Number]:
    """The numbers and letters of alternatives, by token: those that count up from the first."""
    found: dict[str, list[tuple[int, Number]]] = {}
    for i in range(line.size):
        for number in _candidates(line, i):
            series = found.setdefault(number.style, [])
            first = number.ordinal if _begins_path(number, i) else 1
            expected = series[-1][1].ordinal + 1 if series else first
            if number.ordinal == expected or (number.ordinal == 1 and len(series) > 1):
                series.append((i, number))
    kept = (s for style, s in found.items() if len(s) > 1 or _stands_alone(style, s, line))
    return dict(pair for series in kept for pair in series)


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
    if before in ("either", "or") and keys[i] in _ROMAN and line.tokens[i].text.isupper():
        end = i + 2 if keys[i + 1] in (".", ":") and not sentence_only(line, i) else i + 1
        return [Number("I.", _ROMAN[keys[i]], end), Number("pattern", _ROMAN[keys[i]], end)]
    if keys[i + 1] not in (".", ")") or before not in _BEFORE_NUMBER:
        return []
    if keys[i].isdigit() and len(keys[i]) < 3:
        return [Number("1.", int(keys[i]), i + 2)]
    if i + 2 >= line.size:
        return []
    found = [Number("I.", _ROMAN[keys[i]], i + 2)] if keys[i] in _ROMAN else []
    if len(keys[i]) == 1 and keys[i].isalpha():
        style = "A." if line.tokens[i].text.isupper() else "a."
        found.append(Number(style, ord(keys[i]) - 96, i + 2))
    return found


_BEFORE_NUMBER = frozenset(
    ["", ";", ":", ".", "and", "or", "either", ",", "following", ")", "both"]
)


def sentence_only(line: Line, i: int) -> bool:
    """Whether the roman numeral at `i` is the last word of its sentence."""
    return i + 2 >= line.size


def _in_parentheses(line: Line, i: int) -> list[Number]:
    word, upper = line.keys[i + 1], line.tokens[i + 1].text.isupper()
    if word.isdigit() and len(word) < 3:
        return [Number("(1)", int(word), i + 3)]
    found = []
    if len(word) == 1 and word.isalpha():
        found.append(Number("(A)" if upper else "(a)", ord(word) - 96, i + 3))
    if word in _ROMAN:
        found.append(Number("(I)" if upper else "(i)", _ROMAN[word], i + 3))
    return found


def read_separator(line: Line, i: int, numbers: dict[int, Number]) -> Separator | None:
    """The separator at token `i`, with every mark that follows it; `None` for plain words."""
    if i and not _may_separate(line, i, numbers):
        return None
    strength, j = _punctuation(line, i)
    op, j = _operator(line, j)
    if op is not None and strength == 0:
        strength = 1
    return _marks(line, i, j, op, strength, numbers)


def _may_separate(line: Line, i: int, numbers: dict[int, Number]) -> bool:
    """Whether anything that parts clauses begins with the word at token `i`; few words do."""
    if line.keys[i] in SEPARATING or i in numbers:
        return True
    return i < line.size and line.tokens[i].text[0].isupper()


def _punctuation(line: Line, i: int) -> tuple[int, int]:
    strength = 4 if _after_sentence(line, i) else 0
    while i < line.size:
        mark = line.keys[i]
        if sentence_ends(line, i):
            strength = 4
        elif mark == ";":
            strength = max(strength, 3)
        elif mark in (",", "—", "–"):
            strength = max(strength, 2)
        elif not (strength and mark == "."):
            break
        i += 1
    return strength, i


def _after_sentence(line: Line, i: int) -> bool:
    """Whether a parenthesis that holds a sentence ends before token `i`: `(… .) and …`."""
    if i < 2 or i >= line.size or line.keys[i - 1] not in (")", "]") or line.keys[i - 2] != ".":
        return False
    return line.keys[i] in _OPERATORS or line.tokens[i].text[0].isupper()


def _operator(line: Line, i: int) -> tuple[str | None, int]:
    word = line.keys[i]
    if (past := line.first(i, _LONG)) > i:
        return "all", past
    if word not in _OPERATORS or not _OPERATORS[word]:
        return None, i
    if line.at(i, ("and", "/", "or")):
        return "any", i + 3
    return _OPERATORS[word], i + 1


def _marks(
    line: Line, start: int, i: int, op: str | None, strength: int, numbers: dict[int, Number]
) -> Separator | None:
    signs: list[Sign] = []
    while (found := _sign(line, i, numbers)) is not None:
        sign, i = found
        if sign is not None:
            signs.append(sign)
        while line.keys[i] in (":", ","):
            i += 1
    if i == start and i and not strength:
        return None
    hard = strength > 2 or start == 0 or any(s.kind in ("number", "label") for s in signs)
    return Separator(start, i, op, strength, hard, tuple(signs))


def _sign(line: Line, i: int, numbers: dict[int, Number]) -> tuple[Sign | None, int] | None:
    """The mark of structure at token `i` and where it ends; a filler is no mark but is passed."""
    word = line.keys[i]
    if i in numbers:
        return Sign("number", numbers[i].style, numbers[i].ordinal), numbers[i].end
    if word in ("either", "both"):
        return None if _is_inside(line, i, numbers) else (Sign(word), i + 1)
    past = max(line.first(i, _LABELS), _label_end(line, i))
    if past > i:
        return Sign("label", word), past
    past = past_setting(line, i, numbers)
    if past > i:
        return None, past
    if line.at(i, ("experience", "either", "in")) and line.keys[i + 3].startswith("college"):
        return None, i + 1
    past = line.first(i, _FILLERS)
    if past == i:
        return None
    return _list_sign(line.keys[i:past]), past


def _is_inside(line: Line, i: int, numbers: dict[int, Number]) -> bool:
    """Whether `either` stands within a phrase: `at either the school or the college level`."""
    following = i + 1 + (line.keys[i + 1] == ":")
    return i > 0 and line.keys[i - 1] in _PREPOSITIONS and following not in numbers


_PREPOSITIONS = vocabulary("at in of on by with for from through as to")


def _label_end(line: Line, i: int) -> int:
    """The end of a label of any words: `Credential Requirements:`, `Licensure:`."""
    if i >= line.size or not line.tokens[i].text[0].isupper():
        return i
    for j in range(i, min(i + 4, line.size - 1)):
        if line.keys[j + 1] == ":":
            return j + 2 if line.keys[j] in _LABEL_NOUNS else i
        if line.keys[j] in (".", ";", ","):
            return i
    return i


_LABEL_NOUNS = vocabulary(
    """
    requirement requirements licensure license certification training education experience
    """
)


def past_setting(line: Line, i: int, numbers: dict[int, Number]) -> int:
    """Past `In the State service,` before a connective or number; `i` where it is not that."""
    if line.keys[i] != "in" or "service" not in line.keys[i + 1 : i + 6]:
        return i
    end = line.keys.index("service", i) + 1
    end += line.keys[end] in (",", ":")
    return end if line.keys[end] == "either" or end in numbers else i


def _list_sign(filler: list[str]) -> Sign | None:
    if "following" not in filler or len(filler) < 3:
        return None
    return Sign("list", "all" if filler[0] in ("all", "both") else "any")
