"""The classes of records and the rows of a title list, joined by code, to findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.reconcile.listing import Row
from pipeline.reconcile.names import agree, score

Json = Mapping[str, Any]

KINDS = {
    "code-unlisted": "a class has a code that the listing does not know",
    "code-missing": "a class has no code; the listing may know one for its title",
    "title-missing": "a class has no title; the listing knows it by its code",
    "title-differs": "the titles of one code differ",
    "alternate-differs": "the alternate codes of one code differ",
    "grade-differs": "the grades of one code differ",
    "class-undocumented": "the listing has a class that no record defines",
}
"""What the two sides can disagree in, in the order of a report."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement: what the record says, what the listing says, `None` for nothing.

    `score` says from 0 to 1 how alike two titles are; `record` and `ordinal` name the class.
    """

    kind: str
    code: str | None
    record: str | None = None
    ordinal: int | None = None
    ours: str | None = None
    listed: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Findings, and how many values of both sides were compared and agree."""

    findings: tuple[Finding, ...]
    classes: int
    listed: int
    joined: int
    compared: Mapping[str, int]
    agreeing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Class:
    record: str
    ordinal: int
    code: str | None
    title: str | None
    alternates: tuple[str, ...]
    grades: tuple[str, ...]


def reconcile(records: Iterable[Json], rows: Sequence[Row]) -> Reconciliation:
    """Every class with the row of its code, and every row without a class.

    Codes meet without leading zeros where they do not meet with them: spreadsheets drop them.
    """
    classes = [_class(record["id"], one) for record in records for one in record["classes"]]
    index = _Index(rows)
    tally = _Tally()
    findings: list[Finding] = []
    met: set[str] = set()
    for one in classes:
        found = index.rows(one.code)
        met.update(row.code for row in found)
        findings += _joined(one, found, tally) if found else _alone(one, rows)
    undocumented = {row.code: row for row in reversed(rows) if row.code not in met}
    findings += [_undocumented(row) for row in undocumented.values()]
    return Reconciliation(
        tuple(sorted(findings, key=_place)),
        classes=len(classes),
        listed=len({row.code for row in rows}),
        joined=tally.joined,
        compared=tally.compared,
        agreeing=tally.agreeing,
    )


def _place(finding: Finding) -> tuple[int, str, str, int]:
    kind = list(KINDS).index(finding.kind)
    return kind, finding.code or "", finding.record or "", finding.ordinal or 0


def _class(record: str, one: Json) -> _Class:
    grade = one["grade"] or {}
    grades = (grade.get("plan_code"), grade.get("raw"), grade.get("value"))
    return _Class(
        record,
        one["ordinal"],
        one["code"],
        one["title"],
        tuple(other["value"] for other in one["alternate_codes"]),
        tuple(str(value) for value in grades if value is not None),
    )


class _Index:
    """The rows of a listing by code."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._exact: dict[str, list[Row]] = defaultdict(list)
        self._bare: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._exact[row.code.casefold()].append(row)
            self._bare[_bare(row.code)].append(row)

    def rows(self, code: str | None) -> list[Row]:
        """The rows of one code, several where the listing repeats it."""
        if code is None:
            return []
        found = self._exact.get(code.casefold()) or self._bare.get(_bare(code), [])
        return found if len({row.code for row in found}) == 1 else []


def _bare(code: str) -> str:
    return code.casefold().lstrip("0")


class _Tally:
    """Counts what was compared and what agrees, by field."""

    def __init__(self) -> None:
        self.joined = 0
        self.compared: Counter[str] = Counter()
        self.agreeing: Counter[str] = Counter()

    def count(self, field: str, agrees: bool) -> bool:
        """Note one comparison; returns whether it agrees."""
        self.compared[field] += 1
        self.agreeing[field] += agrees
        return agrees


def _joined(one: _Class, rows: Sequence[Row], tally: _Tally) -> Iterator[Finding]:
    """What differs between a class and the rows of its code; one of them agreeing is enough."""
    tally.joined += 1
    title = _title(one, [row.title for row in rows if row.title], tally)
    if title is not None:
        yield title
    for field, ours, same in (
        ("alternate", one.alternates, _same_code),
        ("grade", one.grades, _same_grade),
    ):
        listed = [value for row in rows if (value := getattr(row, field))]
        if not ours or not listed:
            continue
        agrees = any(same(a, b) for a in ours for b in listed)
        if not tally.count(field, agrees):
            yield _finding(f"{field}-differs", one, ours[0], listed[0])


def _title(one: _Class, listed: Sequence[str], tally: _Tally) -> Finding | None:
    if not listed:
        return None
    if one.title is None:
        return _finding("title-missing", one, None, listed[0])
    if tally.count("title", any(agree(one.title, title) for title in listed)):
        return None
    best = max(listed, key=lambda title: score(one.title or "", title))
    return _finding("title-differs", one, one.title, best, score(one.title, best))


def _alone(one: _Class, rows: Sequence[Row]) -> Iterator[Finding]:
    """A class that no row has the code of."""
    if one.code is not None:
        yield _finding("code-unlisted", one, one.title, None)
        return
    title = one.title
    codes = {row.code for row in rows if title and row.title and agree(title, row.title)}
    yield _finding("code-missing", one, title, codes.pop() if len(codes) == 1 else None)


def _undocumented(row: Row) -> Finding:
    return Finding("class-undocumented", row.code, listed=row.title or None)


def _finding(
    kind: str, one: _Class, ours: str | None, listed: str | None, likeness: float | None = None
) -> Finding:
    return Finding(kind, one.code, one.record, one.ordinal, ours, listed, likeness)


_Same = Callable[[str, str], bool]


_ALIKE = str.maketrans("lio", "110")


def _same_code(ours: str, listed: str) -> bool:
    """Codes in any case; letters that typists use for digits (`BO50`, `XFl0`) are digits."""
    return ours.casefold().translate(_ALIKE) == listed.casefold().translate(_ALIKE)


def _same_grade(ours: str, listed: str) -> bool:
    """`18` is `GRADE 18` and `9` is `09`: any form of the record's grade may be the listing's."""
    return ours.casefold().lstrip("0") == listed.casefold().lstrip("0")
