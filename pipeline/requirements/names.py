"""A clause to the names in it: of licences, and of a traineeship."""

from __future__ import annotations

from typing import Any

from pipeline.requirements.clauses import Clause, Range
from pipeline.requirements.lexer import Line
from pipeline.requirements.quantities import read_amount
from pipeline.requirements.titles import find_titles, outside
from pipeline.text import vocabulary

_LICENSE_ENDS = vocabulary("issued at required prior by within")


def license_name(line: Line, clause: Clause) -> str:
    """The name of a licence, without who gives it and when it is asked for."""
    start, end = clause.head.noun, clause.first_end
    while start < end and line.keys[start] in ("a", "an", "the"):
        start += 1
    body = max(clause.head.body, start + 1)
    stop = next((i for i in range(body, end) if _ends_license(line, i)), end)
    return line.named(*line.trimmed(start, stop))


def _ends_license(line: Line, i: int) -> bool:
    pair = line.keys[i : i + 2]
    return pair[0] in _LICENSE_ENDS or pair in (["in", "order"], ["as", "determined"])


def two_licenses(line: Line, clause: Clause) -> list[tuple[str, list[Range]]]:
    """`an Elementary Teaching or Standard Teaching credential`: each name and its words."""
    capitals, noun, body = line.capitals, clause.head.noun, clause.head.body
    for i in outside(line, noun + 1, body - 1):
        named = capitals[i - 1] and capitals[i + 1]
        if line.keys[i] == "or" and named:
            first = (clause.pieces[0][0], i)
            rest = [(i + 1, clause.pieces[0][1]), *clause.pieces[1:]]
            return [(line.named(noun, i), [first]), (line.named(i + 1, body), rest)]
    return []


def traineeship(line: Line, clause: Clause) -> tuple[tuple[str, Any], ...]:
    """The months of a traineeship, and the title it trains for."""
    start, end = clause.pieces[0]
    near = (read_amount(line, i) for i in range(start, end))
    amount = clause.head.amount or next((a for a in near if a), None)
    titles = find_titles(line, clause.head.noun, end, lower=True)
    title = titles[0].text if titles else _named_traineeship(line, start, end)
    return (("months", amount.months if amount else None), ("title", title))


def _named_traineeship(line: Line, start: int, end: int) -> str | None:
    """The title in `the two-year Forest Analyst traineeship` or `traineeship for CMS 1`."""
    keys = line.keys
    at = next((i for i in range(start, end) if keys[i] == "traineeship"), None)
    if at is None:
        return None
    first = at
    while first > start and line.capitals[first - 1]:
        first -= 1
    if first < at:
        return line.printed(first, at)
    after = at + 2 if keys[at + 1] in ("for", "to") else at + 3
    _, stop = line.trimmed(after, end)
    introduced = keys[at + 1] in ("for", "leading")
    return line.named(after, stop) if introduced and after < stop else None
