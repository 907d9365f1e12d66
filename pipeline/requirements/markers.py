"""Tokens to marks of structure: connectives, numbers of alternatives, labels, sentence ends."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.numbering import Number
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
_PHRASES = [p for table in (_LONG, _FILLERS, _LABELS) for begun in table.values() for p in begun]
_STOPS = frozenset(";,.—–")
_PASSED = frozenset((*_FILLERS, "in", "experience"))
SEPARATING = _STOPS.union(_OPERATORS, ("either", "both"), (p[0] for p in _PHRASES if len(p) == 1))
"""Words and marks that part clauses wherever they stand."""

_PAIRS = {(p[0], p[1]) for p in _PHRASES if len(p) > 1} | {("experience", "either")}
PAIRED = {first: frozenset(b for a, b in _PAIRS if a == first) for first, _ in sorted(_PAIRS)}
"""Words that may part clauses where one of some words follows."""
_ABBREVIATIONS = vocabulary("dr st mt mr mrs ms no sec dept jr sr occ inc co vs art")


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
    return not line.words[i + 1][0].islower()


def read_separator(line: Line, i: int, numbers: dict[int, Number]) -> Separator | None:
    """The separator at token `i`, with every mark that follows it; `None` for plain words."""
    if i and not may_separate(line, i, numbers):
        return None
    strength, j = _punctuation(line, i)
    op, j = _operator(line, j)
    if op is not None and strength == 0:
        strength = 1
    return _marks(line, i, j, op, strength, numbers)


def may_separate(line: Line, i: int, numbers: dict[int, Number]) -> bool:
    """Whether anything that parts clauses begins with the word at token `i`; few words do."""
    keys, key = line.keys, line.keys[i]
    if key in SEPARATING or i in numbers:
        return True
    if key in PAIRED and (keys[i + 1] in PAIRED[key] or past_setting(line, i, numbers) > i):
        return True
    return line.capitals[i] and (line.keys[i - 1] in (")", "]") or _near_colon(line, i))


def _punctuation(line: Line, i: int) -> tuple[int, int]:
    keys = line.keys
    strength = 4 if keys[i - 1] in (")", "]") and _after_sentence(line, i) else 0
    while (mark := keys[i]) in _STOPS:
        if mark == ".":
            if sentence_ends(line, i):
                strength = 4
            elif not strength:
                break
        else:
            strength = max(strength, 3 if mark == ";" else 2)
        i += 1
    return strength, i


def _after_sentence(line: Line, i: int) -> bool:
    """Whether a parenthesis that holds a sentence ends before token `i`: `(… .) and …`."""
    if i < 2 or i >= line.size or line.keys[i - 2] != ".":
        return False
    return line.keys[i] in _OPERATORS or line.capitals[i]


def _operator(line: Line, i: int) -> tuple[str | None, int]:
    op = _OPERATORS.get(line.keys[i])
    if op is None:
        past = line.first(i, _LONG)
        return ("all", past) if past > i else (None, i)
    if line.at(i, ("and", "/", "or")):
        return "any", i + 3
    return op, i + 1


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
    hard = strength > 2 or start == 0
    for sign in signs:
        hard = hard or sign.kind in ("number", "label")
    return Separator(start, i, op, strength, hard, tuple(signs))


def _sign(line: Line, i: int, numbers: dict[int, Number]) -> tuple[Sign | None, int] | None:
    """The mark of structure at token `i` and where it ends; a filler is no mark but is passed."""
    word = line.keys[i]
    if i in numbers:
        return Sign("number", numbers[i].style, numbers[i].ordinal), numbers[i].end
    if word in ("either", "both"):
        return None if _is_inside(line, i, numbers) else (Sign(word), i + 1)
    if _near_colon(line, i):
        past = max(line.first(i, _LABELS), _label_end(line, i))
        if past > i:
            return Sign("label", word), past
    return _filler(line, i, numbers) if word in _PASSED else None


def _filler(line: Line, i: int, numbers: dict[int, Number]) -> tuple[Sign | None, int] | None:
    past = past_setting(line, i, numbers)
    if past > i:
        return None, past
    if line.at(i, ("experience", "either", "in")) and line.keys[i + 3].startswith("college"):
        return None, i + 1
    past = line.first(i, _FILLERS)
    if past == i:
        return None
    return _list_sign(line.keys[i:past]), past


def _near_colon(line: Line, i: int) -> bool:
    """Whether a label may begin at token `i`: its colon stands within four tokens."""
    return ":" in line.keys[i + 1 : i + 5]


def _is_inside(line: Line, i: int, numbers: dict[int, Number]) -> bool:
    """Whether `either` stands within a phrase: `at either the school or the college level`."""
    following = i + 1 + (line.keys[i + 1] == ":")
    return i > 0 and line.keys[i - 1] in _PREPOSITIONS and following not in numbers


_PREPOSITIONS = vocabulary("at in of on by with for from through as to")


def _label_end(line: Line, i: int) -> int:
    """The end of a label of any words: `Credential Requirements:`, `Licensure:`."""
    if not line.capitals[i]:
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
