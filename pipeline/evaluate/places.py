"""Spans and entities of a gold and of a record → values that are compared by where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.evaluate.matchers import folded
from pipeline.evaluate.projection import Printed, printed, project
from pipeline.evaluate.values import Value

Json = dict[str, Any]

SAME = {
    "/standard_number": "standard_number",
    "/classes/#/title": "titles",
    "/classes/#/level": "levels",
    "/classes/#/parenthetic": "parentheticals",
    "/classes/#/code": "codes",
    "/classes/#/duties/#/text": "duties",
    "/classes/#/duties/#/group": "duty_groups",
    "/classes/#/qualifications/#/text": "qualifications",
    "/footnotes/#/text": "footnotes",
}
GOLD = SAME | {
    "/issued": "issued",
    "/classes/#/grade": "grades",
    "/classes/#/distinguishing/#": "distinguishing",
    "/related_classes/#": "related_classes",
    "/substitutions/#": "substitutions",
    "/citations/#": "citations",
}
RECORD = SAME | {
    "/dates/issued/raw": "issued",
    "/classes/#/grade/raw": "grades",
    "/classes/#/distinguishing_characteristics/#": "distinguishing",
    "/related_classes/#/title": "related_classes",
    "/substitutions/#/text": "substitutions",
    "/citations/#/text": "citations",
}
"""The field of each pointer, `#` for a number, in a gold and in a record's evidence.

Abbreviations come besides: the short and the long form are one value.
"""

_NUMBER = re.compile(r"/\d+(?=/|$)")


Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Sides:
    """A reference text, a record's text, and where the characters of this stand in that."""

    reference: Printed
    text: Printed
    projected: list[int]

    def gold(self, spans: Spans) -> frozenset[int]:
        """The places of spans of the reference text."""
        return frozenset(
            place for start, end in spans for place in self.reference.places(start, end)
        )

    def record(self, spans: Spans) -> frozenset[int]:
        """The places of spans of the record's text; negative where the reference has none."""
        return frozenset(
            self.projected[number]
            for start, end in spans
            for number in self.text.places(start, end)
        )

    def gold_value(self, key: tuple[str, ...], spans: Spans, place: str = "") -> Value:
        """What stands at spans of the reference text."""
        return self._value(key, self.gold(spans), _words(self.reference.text, spans), place)

    def record_value(self, key: tuple[str, ...], spans: Spans, place: str = "") -> Value:
        """What stands at spans of the record's text."""
        return self._value(key, self.record(spans), _words(self.text.text, spans), place)

    def _value(self, key: tuple[str, ...], points: frozenset[int], words: str, place: str) -> Value:
        letters = frozenset(point for point in points if self._character(point).isalnum())
        return Value(key, " ".join(_ranges(sorted(points))), words, place, points, letters)

    def _character(self, place: int) -> str:
        known = place >= 0
        return self.reference.characters[place] if known else self.text.characters[-1 - place]


def sides(reference: str, text: str) -> Sides:
    """Both texts and how they meet."""
    ours, theirs = printed(text), printed(reference)
    return Sides(theirs, ours, project(ours, theirs))


def gold_spans(gold: Json, both: Sides) -> Iterator[Value]:
    """The place of every value that a gold finds printed.

    Raises:
        ConfigurationError: a pointer leads to nothing that is scored.
    """
    for pointer, spans in gold["spans"].items():
        field = "abbreviations" if _abbreviation(pointer) else GOLD.get(_shape(pointer))
        if field is None:
            raise ConfigurationError(f"{gold['document']}: no spans are scored of {pointer}")
        number = _class(pointer)
        key = (field,) if number is None else (field, str(number))
        yield both.gold_value(key, spans, _title(gold, number))


def record_spans(record: Json, numbers: list[int], both: Sides) -> Iterator[Value]:
    """The place of every value of a record; `numbers` are those of its classes in the gold."""
    found: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for pointer, entry in (record.get("evidence") or {}).items():
        if _abbreviation(pointer):
            found["abbreviations", pointer.rpartition("/")[0]] += entry.get("spans") or []
        elif field := RECORD.get(_shape(pointer)):
            found[field, pointer] += entry.get("spans") or []
    for (field, pointer), spans in found.items():
        number = _class(pointer)
        if number is None:
            yield both.record_value((field,), spans)
        elif number < len(numbers):
            yield both.record_value((field, str(numbers[number])), spans, _title(record, number))


def gold_entities(gold: Json, both: Sides) -> Iterator[Value]:
    """The annotated entities; the key is the label."""
    for each in gold["entities"]:
        yield both.gold_value((each["label"],), [(each["start"], each["end"])], each["label"])


def record_entities(record: Json, gold: Json, both: Sides) -> Iterator[Value]:
    """The entities of a record that touch a stretch where the gold has all of their label."""
    complete = {label: both.gold(spans) for label, spans in gold["entity_labels"].items()}
    for each in record.get("entities") or ():
        label, spans = each["label"], [(each["start"], each["end"])]
        if not both.record(spans).isdisjoint(complete.get(label, frozenset())):
            yield both.record_value((label,), spans, label)


def _shape(pointer: str) -> str:
    return _NUMBER.sub("/#", pointer)


def _abbreviation(pointer: str) -> bool:
    return pointer.startswith("/abbreviations/")


def _class(pointer: str) -> int | None:
    """The number of the class that a pointer leads into."""
    head, _, rest = pointer.removeprefix("/").partition("/")
    return int(rest.partition("/")[0]) if head == "classes" else None


def _title(annotation: Json, number: int | None) -> str:
    return "" if number is None else annotation["classes"][number].get("title") or ""


def _words(text: str, spans: Spans) -> str:
    return folded(" ".join(text[start:end] for start, end in spans))


def _ranges(numbers: list[int]) -> Iterator[str]:
    """Consecutive numbers as `first-last`."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        yield f"{members[0]}-{members[-1]}"
