"""Tokens of a substitution sentence to its rate: months, cap, ratio, worth of each degree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pipeline.requirements.heads import read_head
from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.phrase import Head
from pipeline.requirements.quantities import Amount, read_amount

CAPS = phrases(
    "up to a maximum of", "up to", "a maximum of", "to a maximum of", "not to exceed",
    "no more than", "not more than", "for up to", "maximum of",
)  # fmt: skip
_EQUAL = frozenset(("equivalent", "equal", "satisfying"))
_RATIOS = {"year": "year-for-year", "month": "month-for-month"}


def past_words(line: Line, i: int) -> int:
    """Past `up to`, `a maximum of`, `each`."""
    past = line.first(i, CAPS)
    past += line.keys[past] in ("each", "every")
    return past


def is_capped(line: Line, i: int) -> bool:
    """Whether a cap such as `up to` stands at token `i`."""
    return line.first(i, CAPS) > i


def is_each(line: Line, i: int) -> bool:
    """Whether `each` stands at token `i`: `for each year`."""
    return line.keys[past_words(line, i) - 1] in ("each", "every")


def amount_near(line: Line, i: int, end: int) -> Amount | None:
    """The amount that a rule begins with, within a few tokens."""
    i = past_words(line, i)
    if line.keys[i] in ("year", "month") and is_each(line, i - 1):
        return read_amount(line, i - 1) or _one(line, i)
    near = range(i, min(i + 5, end))
    return next((found for j in near if (found := read_amount(line, j))), None)


def _one(line: Line, i: int) -> Amount:
    return Amount(Fraction(1), line.keys[i], i + 1)


def cap_of(line: Line, start: int, end: int) -> int | None:
    """The months a rule is capped at, `None` without a cap."""
    for i in range(start, end):
        past = line.first(i, CAPS)
        if past > i:
            amount = read_amount(line, past)
            if amount is not None:
                return amount.months
    return None


def ratio_of(line: Line, start: int, end: int) -> str | None:
    """`year-for-year` or `month-for-month` where it is printed."""
    run = " ".join(line.keys[start:end]).replace(" - ", "-").replace("- ", "-").replace(" -", "-")
    found = (name for name in _RATIOS.values() if name in run)
    return next(found, None)


def basis_of(line: Line, start: int, end: int) -> str | None:
    """The printed rate in `on the basis of two years of college being equivalent to one year`."""
    at = _basis_at(line, start, end)
    equal = _EQUAL.intersection(line.keys[at:end]) if at is not None else ()
    while end > start and line.keys[end - 1] in (")", "]", "."):
        end -= 1
    return line.printed(at + 4, end) if at is not None and equal else None


def _basis_at(line: Line, start: int, end: int) -> int | None:
    run = range(start, end)
    return next((i for i in run if line.keys[i : i + 3] == ["on", "the", "basis"]), None)


def each_ratio(line: Line, start: int, replaced: int, stop: int) -> str:
    """The printed rate after `for each`."""
    return f"for each {line.printed(past_words(line, replaced), stop)}"


def degree_amounts(line: Line, start: int, end: int) -> Iterator[tuple[int | None, Head]]:
    """The months that each degree is worth: `on the basis of one year for a master's degree or two
    years for a doctorate`, `on the basis of a master's degree being equivalent to one year`."""
    at = _basis_at(line, start, end)
    for i in range(at, end) if at is not None else ():
        amount = read_amount(line, i)
        if amount is None:
            continue
        degree = _degree_after(line, amount.end, end) or _degree_before(line, i)
        if degree is not None:
            yield amount.months, degree


def _degree_after(line: Line, i: int, end: int) -> Head | None:
    """The degree in `one year of experience for a master's degree`, from the word after `year`."""
    near = range(i, min(i + 5, end))
    link = next((j for j in near if line.keys[j] == "for"), None)
    head = read_head(line, link + 1) if link else None
    return head if head and head.kind == "education" else None


def _degree_before(line: Line, i: int) -> Head | None:
    """The degree in `a master's degree being equivalent to one year`, before `one`."""
    j = i
    while line.keys[j - 1] in _EQUAL or line.keys[j - 1] in ("to", "being"):
        j -= 1
    heads = (read_head(line, at) for at in range(j - 1, max(j - 6, 0), -1) if j < i)
    degrees = (h for h in heads if h and h.kind == "education" and h.body == j)
    return max(degrees, key=lambda head: head.body - head.start, default=None)
