"""A gold-shaped annotation → the values of each scored field."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.evaluate.matchers import bare, neutral
from pipeline.evaluate.reading import DATES, FACTS
from pipeline.evaluate.trees import leaves, shape

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field.

    Two values can match only if their `key`s are equal (class, track, marker …); how near their
    `text`s must be is the matcher's affair. A value of a closed kind (code, grade, level) stands
    whole in its key and has no text. `shown` and `place` are for people. What is compared by where
    it stands has `points`, the places of its characters, and `letters`, those of its letters and
    digits.
    """

    key: tuple[str, ...]
    text: str
    shown: str
    place: str = ""
    points: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()


Values = dict[str, list[Value]]

FIELDS = (
    *("titles", "levels", "parentheticals", "codes", "alternate_codes", "grades"),
    *("distinguishing", "duties", "duty_groups", "qualifications"),
    *("related_classes", "substitutions", "footnotes", "abbreviations", "citations"),
    *(*FACTS, *DATES),
    *("requirements", "requirement_leaves"),
    *("evidence", "spans", "entities"),
)
"""Every scored field, in the order of the table."""

EVIDENCE = (
    *("titles", "parentheticals", "codes", "distinguishing", "duties", "qualifications"),
    *("related_classes", "substitutions", "footnotes", "abbreviations"),
)
"""The fields whose values are printed in the document as they stand in the gold."""


def values(annotation: Json, numbers: list[int], *, clean: Callable[[str], str]) -> Values:
    """The values by field; `numbers` gives each class its number in the alignment.

    `clean` is applied to every text first; `cleaner` knows which one a gold wants.
    """
    found: Values = {field: [] for field in FIELDS}
    for field, value in _document_values(annotation, clean):
        found[field].append(value)
    for number, each in zip(numbers, annotation.get("classes") or (), strict=True):
        for field, value in _class_values(each, str(number), clean):
            found[field].append(value)
    return found


def cleaner(gold: Json) -> Callable[[str], str]:
    """What is neutral in a gold's texts, as its `neutral` says, else its jurisdiction's golds."""
    convention = _conventions().get(gold.get("jurisdiction") or "", {})
    return neutral if gold.get("neutral", convention.get("neutral", False)) else str


@cache
def _conventions() -> dict[str, dict[str, bool]]:
    return tomllib.loads(Path(__file__).with_name("conventions.toml").read_text(encoding="utf-8"))


def evidence(printed: Values) -> list[Value]:
    """All values of `printed` that are read off the document, as the values of one field."""
    return [
        Value((field, *value.key), value.text, value.shown, value.place)
        for field in EVIDENCE
        for value in printed[field]
    ]


Found = Iterator[tuple[str, Value]]


def _document_values(annotation: Json, clean: Callable[[str], str]) -> Found:
    for name in (*FACTS, *DATES):
        if annotation.get(name) is not None:
            yield name, _closed(annotation[name])
    for name in ("related_classes", "substitutions", "citations"):
        for text in annotation.get(name) or ():
            yield name, Value((), clean(text), text)
    for note in annotation.get("footnotes") or ():
        marker = str(note.get("marker"))
        yield "footnotes", Value((marker,), clean(note["text"]), f"{marker} {note['text']}")
    for short, long in _pairs(annotation.get("abbreviations") or {}):
        yield "abbreviations", Value((short,), clean(long), f"{short}: {long}")


def _pairs(abbreviations: Any) -> Iterator[tuple[str, str]]:
    """Short and long forms, from a mapping (gold) or from pairs (record)."""
    yield from abbreviations.items() if isinstance(abbreviations, dict) else abbreviations


def _class_values(each: Json, number: str, clean: Callable[[str], str]) -> Found:
    place = each.get("title") or f"class {int(number) + 1}"
    for field, name in (("titles", "title"), ("parentheticals", "parenthetic")):
        if each.get(name):
            yield field, Value((number,), clean(each[name]), each[name], place)
    for field, name in (
        ("levels", "level"),
        ("codes", "code"),
        ("alternate_codes", "alternate_code"),
    ):
        if each.get(name):
            yield field, _closed(each[name], number, place)
    if grade := each.get("grade"):
        yield "grades", _closed(f"{grade.get('scheme')} {grade.get('value')}", number, place)
    for text in each.get("distinguishing") or ():
        yield "distinguishing", Value((number,), clean(text), text, place)
    yield from _duty_values(each, number, place, clean)
    yield from _path_values(each, number, place, clean)


def _duty_values(each: Json, number: str, place: str, clean: Callable[[str], str]) -> Found:
    for duty in each.get("duties") or ():
        text = duty["text"]
        yield "duties", Value((number,), clean(text), text, place)
        if group := duty.get("group"):
            yield (
                "duty_groups",
                Value((number, bare(clean(text))), clean(group), f"[{group}] {text}", place),
            )


def _path_values(each: Json, number: str, place: str, clean: Callable[[str], str]) -> Found:
    for path in each.get("qualifications") or ():
        track, text = str(path.get("track")), path["text"]
        yield "qualifications", Value((number, track), clean(text), f"({track}) {text}", place)
        if tree := path.get("requirement"):
            where = f"{place} ({track})"
            yield "requirements", _tree(tree, (number, track), where)
            for leaf in leaves(tree):
                yield "requirement_leaves", _tree(leaf, (number, track), where)


def _tree(node: Json, key: tuple[str, ...], place: str) -> Value:
    read = shape(node)
    return Value((*key, read.skeleton), " | ".join(read.words), read.shown, place)


def _closed(value: object, number: str = "", place: str = "") -> Value:
    return Value((number, str(value)), "", str(value), place)
