"""Records to the classes they define, each once, and the ways to refer to one.

The same class may stand in several records (final and tentative, two revisions). Its code names
it; where a record prints no code, its title does, if that title belongs to one class only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.titles import Titles, split_title, words
from pipeline.titles.names import level_key

Key = tuple[tuple[str, ...], str | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as printed, its scheme, and its number where it has one."""

    raw: str
    scheme: str
    value: int | None


@dataclass(slots=True)
class LadderClass:
    """One class of the graph; `kind` is "class", or says that a title is only named.

    `records` are the ids of the records that define it; `grades` and `titles` everything they
    print, the first first.
    """

    id: str
    jurisdiction: str
    kind: str = "class"
    code: str | None = None
    series: str | None = None
    series_title: str | None = None
    titles: list[str] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    records: list[str] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The title as first printed."""
        return self.titles[0] if self.titles else None


def title_key(title: str) -> Key:
    """A title without its spelling: `Kite Testers II (Night)` and `KITE TESTER 2 (NIGHT)` agree."""
    parts = split_title(title.strip())
    level = level_key(title.strip()[slice(*parts.level)]) if parts.level else None
    parenthetic = title.strip()[slice(*parts.parenthetic)] if parts.parenthetic else ""
    return words(title.strip()[slice(*parts.base)]), level, words(parenthetic)


def in_order(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Records that print their number first, then by id: what comes first gives the words."""
    return sorted(records, key=lambda r: (r["standard_number"] is None, r["id"]))


class Directory:
    """Every class of the records, and what finds one: record and ordinal, code, or title."""

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        """`records` come in the order of `in_order`."""
        self.classes: dict[str, LadderClass] = {}
        self._places: dict[tuple[str, int], str] = {}
        self._by_title: dict[tuple[str, Key], list[str]] = {}
        self._by_base: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        found = [(record, one) for record in records for one in record["classes"]]
        for record, one in found:
            if one["code"]:
                self._add(f"{record['jurisdiction']}/{one['code']}", record, one)
        for record, one in found:
            if not one["code"]:
                self._add(self._without_code(record, one), record, one)

    def own(self, record: str, ordinal: int) -> str:
        """A class that the record itself defines."""
        return self._places[record, ordinal]

    def at(self, record: str, ordinal: int) -> str | None:
        """The class that an ordinal refers to, if the record defines it."""
        return self._places.get((record, ordinal))

    def named(self, jurisdiction: str, title: str) -> tuple[str, ...]:
        """The classes of exactly this title, however it is spelled."""
        return tuple(self._by_title.get((jurisdiction, title_key(title)), ()))

    def trainees(self, jurisdiction: str, title: str) -> tuple[str, ...]:
        """The trainee classes of a title: `Kite Tester Trainee 1` for `Kite Tester`."""
        base, _, _ = title_key(title)
        return tuple(self._by_base.get((jurisdiction, (*base, "trainee")), ()))

    def coded(self, jurisdiction: str, code: str) -> str | None:
        """The class with a code."""
        identity = f"{jurisdiction}/{code}"
        return identity if identity in self.classes else None

    def name(self, jurisdiction: str, title: str, kind: str) -> str:
        """A title that no record defines, as a node of its own."""
        identity = _identity(jurisdiction, title)
        one = self.classes.setdefault(identity, LadderClass(identity, jurisdiction, kind))
        one.titles.append(title)
        return identity

    def _without_code(self, record: Mapping[str, Any], one: Mapping[str, Any]) -> str:
        if not one["title"]:
            return f"{record['id']}#{one['ordinal']}"
        same = self.named(record["jurisdiction"], one["title"])
        if len(same) > 1:
            return f"{record['id']}#{one['ordinal']}"
        return same[0] if same else _identity(record["jurisdiction"], one["title"])

    def _add(self, identity: str, record: Mapping[str, Any], one: Mapping[str, Any]) -> None:
        jurisdiction, title = record["jurisdiction"], one["title"]
        known = self.classes.setdefault(identity, LadderClass(identity, jurisdiction))
        self._places[record["id"], one["ordinal"]] = identity
        if known.series is None:
            known.series, known.series_title = _series(record)
        known.code = known.code or one["code"]
        known.records.append(record["id"])
        known.grades.extend(_grade(one))
        if title:
            known.titles.append(title)
            _note(self._by_title, (jurisdiction, title_key(title)), identity)
            _note(self._by_base, (jurisdiction, title_key(title)[0]), identity)


def record_titles(record: Mapping[str, Any]) -> Titles:
    """The titles of one record, with the short forms it defines."""
    return Titles(
        [(c["ordinal"], c["title"]) for c in record["classes"] if c["title"]],
        [(a["short"], a["long"]) for a in record["abbreviations"]],
    )


def _identity(jurisdiction: str, title: str) -> str:
    """`us-ny/kite tester 2 (night)` for a title without a code."""
    base, level, parenthetic = title_key(title)
    night = f"({' '.join(parenthetic)})" if parenthetic else None
    return f"{jurisdiction}/" + " ".join(filter(None, (*base, level, night)))


def _note(index: dict[Any, list[str]], key: Any, identity: str) -> None:
    known = index.setdefault(key, [])
    if identity not in known:
        known.append(identity)


def _grade(one: Mapping[str, Any]) -> Iterator[Grade]:
    if one["grade"]:
        yield Grade(one["grade"]["raw"], one["grade"]["scheme"], one["grade"]["value"])


def _series(record: Mapping[str, Any]) -> tuple[str, str | None]:
    """The id and title of the series a record describes; where it has no title, its main base."""
    number = record["standard_number"]
    identity = f"{record['jurisdiction']}/{number}" if number else record["id"]
    bases = Counter(c["base_title"] for c in record["classes"] if c["base_title"])
    main = bases.most_common(1)[0][0] if bases else None
    return identity, record["series"]["title"] or main
