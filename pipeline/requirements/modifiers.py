"""A place in a path to the condition on the requirement before it: `of which …`, `including …`."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from pipeline.normalize.number import whole
from pipeline.requirements import words
from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.quantities import Amount, counts, read_amount
from pipeline.text import vocabulary

_MINIMA = phrases("at least", "a minimum of", "not less than", "no less than", "at a minimum")
_AUXILIARIES = vocabulary(
    """
    must shall should have has had been be being include included including involve involved
    involves includes was were is are will also
    """
)


class Modifier(NamedTuple):
    """A part of an experience: its amount (`unit` None means that of the whole) and the place of
    the words that qualify it."""

    amount: Fraction
    unit: str | None
    body: int

    def months(self, whole_unit: str) -> int | None:
        """Whole months, for a whole counted in `whole_unit`."""
        return Amount(self.amount, self.unit or whole_unit, 0).months


def past_minimum(line: Line, i: int) -> int:
    """Past `at least` and the like at token `i`."""
    return line.first(i, _MINIMA)


def read_part(line: Line, i: int, *, bare: bool = False) -> Modifier | None:
    """`at least two years in sewing` after a comma: a part of the experience before it.

    `bare` admits an amount without `at least`, as in `including one year in A and one year in B`.
    """
    start = past_minimum(line, i)
    amount = _amount(line, start) if bare or start > i else None
    if amount is None or amount[1] in (None, "hour") or line.keys[amount[2]] not in _PLACED:
        return None
    return Modifier(*amount)


_PLACED = vocabulary("in on as at performing with within")


def read_of_which(line: Line, i: int) -> Modifier | None:
    """`of which two years must have been …`, `two years of which …`, `one of which …`,
    `two years of this experience must …`, `two years must …`, `for at least two years, these …`."""
    keys = line.keys
    if keys[i] == "of" and keys[i + 1] == "which":
        amount = _amount(line, past_minimum(line, i + 2))
        return amount and Modifier(amount[0], amount[1], _past_auxiliaries(line, amount[2]))
    if keys[i] == "for":
        return _responsibilities(line, i + 1)
    amount = _amount(line, past_minimum(line, i))
    if amount is None:
        return None
    value, unit, end = amount
    pointed = _past_pointer(line, end)
    if pointed is None or (unit is None and pointed == end):
        return None
    if keys[pointed] in words.MODALS:
        return Modifier(value, unit, _past_auxiliaries(line, pointed))
    which = keys[end + 1] == "which" or keys[pointed - 1] == "be"
    pointed = _past_auxiliaries(line, pointed) if which else pointed
    return Modifier(value, unit, pointed) if which or _points_at_part(line, end) else None


def _points_at_part(line: Line, end: int) -> bool:
    """Two years of this experience in X, without a verb."""
    return line.keys[end] == "of" and line.keys[end + 1] in ("this", "that", "these")


def _amount(line: Line, i: int) -> tuple[Fraction, str | None, int] | None:
    if not counts(line.keys[i]):
        return None
    amount = read_amount(line, i)
    if amount is not None and not amount.hyphened:
        return amount.value, amount.unit, amount.end
    if line.keys[i + 1 : i + 3] == ["of", "the"]:
        of_all = read_amount(line, i + 3)
        part = whole(line.keys[i])
        if of_all is not None and part is not None:
            return part, of_all.unit, of_all.end
    value = whole(line.keys[i])
    return None if value is None else (value, None, i + 1)


def _past_pointer(line: Line, i: int) -> int | None:
    """Past `of which` or `of the required experience`; `i` itself where there is neither."""
    keys = line.keys
    if keys[i : i + 4] == ["of", "experience", "to", "be"]:
        return i + 4
    if keys[i] != "of":
        return i if keys[i] in words.MODALS else None
    if keys[i + 1] == "which":
        return i + 2
    if keys[i + 1] not in words.BACK:
        return None
    j = i + 2
    while j < i + 9 and keys[j] not in words.MODALS:
        if keys[j] in ("experience", "time", "period", "service", "years", "months", "work"):
            after = j + 1
            if keys[after] == "of" and keys[after + 1] == "experience":
                after += 2
            return after
        j += 1
    return j if keys[j] in words.MODALS else None


def _responsibilities(line: Line, i: int) -> Modifier | None:
    """For at least two years, these responsibilities must have been …"""
    amount = _amount(line, past_minimum(line, i))
    if amount is None or amount[1] is None:
        return None
    j = amount[2] + (line.keys[amount[2]] == ",")
    if line.keys[j] not in words.BACK:
        return None
    modal = next((n for n in range(j, j + 5) if line.keys[n] in words.MODALS), None)
    if modal is None:
        return None
    return Modifier(amount[0], amount[1], _past_auxiliaries(line, modal))


def _past_auxiliaries(line: Line, i: int) -> int:
    while line.keys[i] in _AUXILIARIES:
        i += 1
    return i


def read_including(line: Line, i: int) -> Modifier | None:
    """`including three years at a managerial level`, `with at least one year performing …`."""
    keys = line.keys
    j = _past_relative(line, i)
    if j == i:
        return None
    amount = _amount(line, past_minimum(line, j))
    if amount is None or amount[1] is None or amount[1] == "hour":
        return None
    value, unit, body = amount
    back = keys[body] == "of" and keys[body + 1] in words.BACK
    named = keys[i + 1] in ("at", "a", "not", "no") or keys[body] in _PLACED or back
    if keys[i] == "with" and not named:
        return None
    if line.at(body, ("of", "which")):
        return Modifier(value, unit, _past_auxiliaries(line, body + 2))
    if line.at(body, ("of", "experience")) and keys[body + 2] in ("in", "as", "at", "with"):
        body += 2
    if back and keys[body + 2] == "experience":
        body += 3
    body += keys[body] == "of"
    body += keys[body] == "experience" and keys[body + 1] in ("in", "as", "at", "with")
    return Modifier(value, unit, body)


def _past_relative(line: Line, i: int) -> int:
    """Past `including`, `with`, `which must include`, `this experience shall include`; `i` where
    there is none."""
    keys = line.keys
    j = i + (keys[i] in ("which", "that"))
    told = i + (keys[i] in words.BACK)
    if keys[told] in words.EXPERIENCE and (told > i or keys[told + 1] in words.MODALS):
        j = told + 1
    elif keys[i : i + 2] == ["to", "include"]:
        j = i + 1
    while j > i and keys[j] in ("must", "shall", "should", "have"):
        j += 1
    if keys[j] in ("including", "includes", "include", "included"):
        return j + 1
    return i + 1 if keys[i] == "with" else i
