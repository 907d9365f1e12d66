"""A clause to the leaf, or the few leaves, that it states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Span
from pipeline.record import Node, OfWhich, Printed
from pipeline.requirements.clauses import Clause, Range
from pipeline.requirements.fields import credits_among, field_before, read_fields
from pipeline.requirements.lexer import Line, without_marks
from pipeline.requirements.names import license_name, traineeship, two_licenses
from pipeline.requirements.qualifiers import qualifier
from pipeline.requirements.quantities import Amount, read_amount
from pipeline.requirements.services import minimum_grade, past_service, service_titles, status
from pipeline.requirements.titles import Title

Locate = Callable[[int, int], tuple[Span, ...]]


@dataclass(slots=True)
class Leaves:
    """Builds the leaves of one path; remembers the last service for `such service`.

    `in_service` says that the path speaks of service in the state as a whole; `unheld` are the
    words on parts of a service, for which a leaf has no place.
    """

    line: Line
    locate: Locate
    rule: str
    marks: dict[int, list[str]] = field(default_factory=dict)
    in_service: bool = False
    service: tuple[tuple[str, ...], str | None] | None = None
    unheld: list[Range] = field(default_factory=list)

    def build(self, clause: Clause) -> Node:
        """The node a clause stands for: one leaf, or leaves joined by `any`."""
        if clause.kind == "time":
            return self._time(clause)
        if clause.kind == "education":
            return self._education(clause)
        if clause.kind == "license" and (parts := two_licenses(self.line, clause)):
            kinds = [(("name", name),) for name, _ in parts]
            pieces = [ranges for _, ranges in parts]
            leaves = [
                self._leaf(clause, "license", kind, ranges)
                for kind, ranges in zip(kinds, pieces, strict=True)
            ]
            return self._any(clause, leaves)
        return self._leaf(clause, clause.kind, self._plain_attributes(clause))

    def printed(self, ranges: Sequence[Range]) -> Printed:
        """The words of some token ranges, with their places."""
        places = self._places(ranges)
        spans = [self.locate(start, end) for start, end in places]
        return Printed(self._text(places), sum(spans, ()), self.rule)

    def _places(self, ranges: Sequence[Range]) -> list[Range]:
        """Where in the text the words of some token ranges stand, trimmed if words remain."""
        line, places = self.line, []
        for start, end in ranges:
            first, past = line.trimmed(start, end)
            if first < past:
                places.append((line.starts[first], line.past(past)))
        return places or [(line.starts[a], line.past(b)) for a, b in ranges if a < b]

    def _text(self, places: list[Range]) -> str:
        return " ".join([self.line.text[start:end] for start, end in places])

    def _leaf(
        self,
        clause: Clause,
        kind: str,
        attributes: tuple[tuple[str, Any], ...],
        ranges: Sequence[Range] | None = None,
    ) -> Node:
        text = self.printed(clause.pieces if ranges is None else ranges)
        return Node(text, type=kind, attributes=attributes)

    def _plain_attributes(self, clause: Clause) -> tuple[tuple[str, Any], ...]:
        if clause.kind == "traineeship":
            return traineeship(self.line, clause)
        if clause.kind == "license":
            return (("name", license_name(self.line, clause)),)
        return ()

    def _education(self, clause: Clause) -> Node:
        head, end = clause.head, clause.first_end
        taught = head.levels == ("some_college",)
        fields = read_fields(self.line, head.body, end, courses=taught)
        shared = (
            ("fields", tuple(fields or field_before(self.line, head))),
            ("credits", head.credits or credits_among(self.line, head.body, end)),
            ("or_higher", self._or_higher(clause)),
        )
        leaves = [
            self._leaf(clause, "education", (("level", level), *shared)) for level in head.levels
        ]
        return self._any(clause, leaves)

    def _or_higher(self, clause: Clause) -> bool:
        keys = self.line.keys
        for i in range(clause.head.noun, clause.main_end):
            if keys[i] == "or" and keys[i + 1] in ("higher", "above", "beyond", "advanced"):
                return True
        return False

    def _any(self, clause: Clause, leaves: list[Node]) -> Node:
        if len(leaves) == 1:
            return leaves[0]
        return Node(self.printed(clause.pieces), op="any", of=tuple(leaves))

    def _time(self, clause: Clause) -> Node:
        titles = service_titles(self.line, clause, in_service=self.in_service)
        if titles is None:
            return self._leaf(clause, "experience", self._experience(clause))
        self.unheld += self._parts_of(clause)
        past = self._past_service(clause)
        if not titles and past and self._in_some_title(past):
            return self._leaf(clause, "other", ())
        return self._services(clause, titles, past)

    def _parts_of(self, clause: Clause) -> list[Range]:
        """The words that ask for a part of a service: `one year of which must have been …`."""
        if not clause.parts:
            return []
        start, end = clause.main_end, clause.parts[-1][1][1]
        clipped = ((max(a, start), min(b, end)) for a, b in clause.pieces)
        return [(a, b) for a, b in clipped if a < b]

    def _past_service(self, clause: Clause) -> int | None:
        return past_service(self.line, clause.head.body, clause.main_end)

    def _in_some_title(self, i: int) -> bool:
        """Service in any title of a grade: a condition of its own kind."""
        run = self.line.keys[i : i + 10]
        return run[0] == "in" and bool(
            {"title", "titles", "position", "positions"}.intersection(run)
        )

    def _services(self, clause: Clause, titles: list[Title], past: int | None) -> Node:
        names, held = tuple(t.text for t in titles), status(self.line, clause, past)
        such = self.line.keys[clause.head.body : clause.head.body + 2] == ["of", "such"]
        if such and self.service:
            names, held = names or self.service[0], held or self.service[1]
        self.service = (names, held)
        return self._any(clause, self._service_leaves(clause, names, titles, held))

    def _service_leaves(
        self, clause: Clause, names: tuple[str, ...], titles: list[Title], held: str | None
    ) -> list[Node]:
        shared = (
            ("status", held),
            ("minimum_grade", minimum_grade(self.line, clause)),
            *self._other_unit(clause),
        )
        months = ("months", self._months(clause))
        leaves = []
        for n, name in enumerate(names or (None,)):
            attributes = (months, ("title", name), ("code", None), ("ordinal", None), *shared)
            ranges = _title_ranges(clause, titles, n) if len(titles) > 1 else None
            leaves.append(self._leaf(clause, "service", attributes, ranges))
        return leaves

    def _months(self, clause: Clause) -> int | None:
        amount = clause.head.amount
        if amount is None:
            start, end = clause.pieces[0]
            inside = ((i, read_amount(self.line, i)) for i in range(start, end))
            amount = next((a for i, a in inside if a and self._measures(a, i - start)), None)
        if amount is not None and amount.unit == "season":
            return self._equal_to(clause)
        return amount.months if amount else None

    def _measures(self, amount: Amount, far: int) -> bool:
        """Whether an amount within the words of an experience says how long it must be."""
        following = self.line.keys[amount.end : amount.end + 5]
        return far < 12 or (following[0] == "of" and "experience" in following)

    def _equal_to(self, clause: Clause) -> int | None:
        """Two seasons, together equal to eight months."""
        keys = self.line.keys
        places = (i + 2 for i in range(*clause.pieces[0]) if keys[i : i + 2] == ["equal", "to"])
        found = (read_amount(self.line, i) for i in places)
        return next((a.months for a in found if a), None)

    def _other_unit(self, clause: Clause) -> tuple[tuple[str, Any], ...]:
        """Weeks, days and hours keep their amount and unit beside."""
        amount = clause.head.amount
        if amount is None or amount.months is not None:
            return ()
        value = int(amount.value) if amount.value.denominator == 1 else float(amount.value)
        return (("amount", value), ("unit", amount.unit))

    def _experience(self, clause: Clause) -> tuple[tuple[str, Any], ...]:
        return (
            ("months", self._months(clause)),
            ("description", self._description(clause)),
            ("of_which", tuple(self._of_which(clause))),
            ("footnotes", tuple(dict.fromkeys(self.marks.get(id(clause), ())))),
            *self._other_unit(clause),
        )

    def _description(self, clause: Clause) -> str:
        start = clause.head.body if clause.head.amount else clause.head.noun
        start += self.line.keys[start] == "of"
        clipped = [(max(a, start), min(b, clause.main_end)) for a, b in clause.pieces]
        words = self._text(self._places([(a, b) for a, b in clipped if a < b]))
        return without_marks(words) if self.line.marks else words

    def _of_which(self, clause: Clause) -> list[OfWhich]:
        unit = clause.head.amount.unit if clause.head.amount else "year"
        parts = []
        for modifier, words in clause.parts:
            months = modifier.months(unit)
            start, end = self.line.trimmed(*words)
            if months is not None:
                parts.append(OfWhich(months, qualifier(self.line.printed(start, end))))
        return parts


def _title_ranges(clause: Clause, titles: list[Title], n: int) -> list[Range]:
    """The words of one title of a list: those before the list, and its own."""
    start, end = clause.pieces[0]
    before = (start, titles[0].start)
    if n < len(titles) - 1:
        return [before, (titles[n].start, titles[n].end)]
    return [before, (titles[n].start, end), *clause.pieces[1:]]
