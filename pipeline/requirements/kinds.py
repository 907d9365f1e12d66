"""The numbers of a path to those of alternatives and those of mere kinds of one requirement."""

from __future__ import annotations

from pipeline.requirements.clauses import Clause
from pipeline.requirements.heads import read_head
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import Separator
from pipeline.requirements.modifiers import Modifier
from pipeline.requirements.numbering import Number
from pipeline.requirements.phrase import Head

Numbers = dict[int, Number]


def alternatives(line: Line, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of alternatives, and those of mere kinds under one requirement.

    `experience in one of the following: 1. sewing sails; or 2. …`: where no numbered part begins
    a requirement, or `following` introduces the list and none begins a strong one, the parts are
    kinds of the thing before them.
    """
    kinds: Numbers = {}
    if not numbers:
        return numbers, kinds
    for series in _series(numbers):
        first = next(iter(series))
        heads = [h for n in series.values() if (h := read_head(line, n.end)) is not None]
        lead = line.keys[first - 1] == ":" and "following" in line.keys[max(first - 7, 0) : first]
        if first > 1 and not any(head.strong or not lead for head in heads):
            kinds |= series
    return {i: n for i, n in numbers.items() if i not in kinds}, kinds


def _series(numbers: Numbers) -> list[Numbers]:
    """The numbers of each list by themselves; those of patterns are never kinds."""
    found: dict[str, list[Numbers]] = {}
    for i, number in numbers.items():
        if number.style == "pattern":
            continue
        lists = found.setdefault(number.style, [])
        if number.ordinal == 1 or not lists:
            lists.append({})
        lists[-1][i] = number
    return [series for lists in found.values() for series in lists]


def introduces_kinds(line: Line, colon: int, clause: Clause | None) -> bool:
    """Whether a colon ends `experience in one of the following areas:` or `in either:`."""
    if clause is None or clause.kind != "time":
        return False
    return line.keys[colon - 1] == "either" or "following" in line.keys[colon - 7 : colon]


def is_kind(separator: Separator, head: Head | None) -> bool:
    """Whether one more kind of an experience follows a separator in a list without numbers."""
    if separator.signs or separator.strength < 3 or (head is not None and head.strong):
        return False
    return separator.op == "any" or (separator.strength == 3 and head is None)


def begun_within(kinds: Numbers, i: int, growing: Modifier | None) -> bool:
    """Whether the condition that grows began within the kind before the one at token `i`."""
    before = [at for at in kinds if at < i]
    return growing is not None and bool(before) and growing.body > before[-1]


def is_less(part: Modifier, clause: Clause) -> bool:
    """Whether a part is shorter than the experience whose part it would be."""
    whole = clause.head.amount if clause.kind == "time" else None
    months = part.months(whole.unit) if whole else None
    return bool(whole and whole.months and months and months < whole.months)
