"""A clause of time to the service it asks for: titles, status, grade."""

from __future__ import annotations

from pipeline.requirements.clauses import Clause
from pipeline.requirements.comparisons import compared_titles
from pipeline.requirements.lexer import Line
from pipeline.requirements.quantities import read_amount
from pipeline.requirements.titles import AFTER_TITLE, Title, find_titles
from pipeline.text import vocabulary

_SERVICE_ADJECTIVES = vocabulary(
    """
    of permanent competitive noncompetitive non-competitive contingent contingent-permanent
    or and , 55-b/55-c 55-b 55-c such the this qualifying satisfactory provisional
    probationary full-time continuous state civil classified actual in 55b/c 55-b/c 55b/55c
    / labor exempt class nys
    """
)


_STATUSES = (
    ("55_b_c", vocabulary("55-b/55-c 55-b/c 55-b 55-c 55b/c 55b/55c")),
    ("contingent_permanent", vocabulary("contingent-permanent contingent")),
    ("non_competitive", vocabulary("noncompetitive non-competitive")),
    ("permanent_competitive", vocabulary("competitive")),
    ("permanent", vocabulary("permanent")),
    ("provisional", vocabulary("provisional")),
)


_STATUS_ORDER = [
    "permanent_competitive", "permanent", "non_competitive", "contingent_permanent",
    "provisional", "55_b_c",
]  # fmt: skip


def past_service(line: Line, start: int, end: int) -> int | None:
    """The token after `service` where only adjectives of service stand before it."""
    i = start
    while i < end and line.keys[i] in _SERVICE_ADJECTIVES:
        i += 1
    return i + 1 if i < end and line.keys[i] == "service" else None


def service_titles(line: Line, clause: Clause, *, in_service: bool = False) -> list[Title] | None:
    """The titles a clause asks service in; `None` where it asks for experience of a kind.

    `in_service` says that the whole path speaks of service in the state.
    """
    start, end = clause.head.body, clause.main_end
    past = past_service(line, start, end)
    if past is not None and line.keys[past] not in ("experience", "work"):
        if line.keys[past] in ("as", "in") or _named_later(line, past, end):
            return find_titles(line, past - 1, end, lower=line.keys[past] == "as")
        return []
    if line.keys[start] == "as" and clause.head.amount:
        return find_titles(line, start, end, lower=False) or None
    titles = find_titles(line, start, end, lower=False)
    if titles and not _is_measured(line, clause, titles[0]):
        return None
    if not titles or not _is_class_title(line, start, titles[0]):
        return compared_titles(line, clause.head.start, end, in_service=in_service) or None
    past = titles[-1].end
    if line.keys[past] in (";", "or", ","):
        titles += compared_titles(line, past, end, in_service=in_service)
    return titles


def _is_measured(line: Line, clause: Clause, title: Title) -> bool:
    """Whether an experience as a T has a length, or is told by the duties of the class."""
    if clause.head.amount is not None or "duties" in line.keys[clause.head.body : title.start]:
        return True
    return any(read_amount(line, i) for i in range(clause.pieces[0][0], title.start))


def _named_later(line: Line, start: int, end: int) -> bool:
    return any(word in ("as", "duties") for word in line.keys[start:end])


def _is_class_title(line: Line, start: int, title: Title) -> bool:
    after = line.words[title.end] if title.end < line.size else "."
    if after[0].islower() and line.keys[title.end] not in AFTER_TITLE:
        return False
    if "state" in line.keys[start : title.start]:
        return True
    duties = "of" in line.keys[max(title.start - 2, 0) : title.start]
    return duties or title.end - title.start > 1


def status(line: Line, clause: Clause, past: int | None) -> str | None:
    """The status the service must have, read from the words before `service`."""
    run = line.keys[clause.head.body : past or clause.head.body]
    found = [name for name, forms in _STATUSES if not forms.isdisjoint(run)]
    if {"permanent_competitive", "non_competitive"}.intersection(found) and "permanent" in found:
        found.remove("permanent")
    return "_or_".join(sorted(found, key=_STATUS_ORDER.index)) if found else None


def minimum_grade(line: Line, clause: Clause) -> int | None:
    """The lowest salary grade that counts, where one is printed."""
    keys = line.keys
    for i in range(clause.head.body, clause.main_end - 1):
        number = keys[i + 1]
        if keys[i] in ("grade", "sg") and number.isdecimal() and len(number) < 3:
            return int(number)
    return None
