"""The bank: class series of our own invention, one JSON file each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BANK = Path(__file__).parent / "bank"
Node = dict[str, Any]


@dataclass(frozen=True)
class Duty:
    """One task; `group` is the theme heading or the lead-in (without colon) above it."""

    text: str
    group: str | None = None


@dataclass(frozen=True)
class Qualification:
    """One way into the class: its track, its wording, and the tree that the wording means.

    `entities` are label and words of what the wording names, in the order of the words: each is
    the next such place behind the one before.
    """

    track: str
    text: str
    requirement: Node
    entities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ClassTitle:
    """One class (title) of the series, lowest first."""

    title: str
    body_title: str
    short_title: str | None
    level: str | None
    parenthetic: str | None
    code: str
    grade: str
    distinguishing: tuple[str, ...]
    duties: tuple[Duty, ...]
    qualifications: tuple[Qualification, ...]


@dataclass(frozen=True)
class Related:
    """A neighbouring class; `text` begins with `title`."""

    title: str
    text: str


@dataclass(frozen=True)
class Section:
    """A section that only some standards have."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Footnote:
    """A note whose marker also stands on words of a qualification."""

    marker: str
    text: str


@dataclass(frozen=True)
class Series:
    """Everything one standard says, before any layout."""

    name: str
    held: bool
    standard_number: str
    document_type: str
    status: str
    date: str
    description: tuple[str, ...]
    classes: tuple[ClassTitle, ...]
    related_classes: tuple[Related, ...]
    extra_sections: tuple[Section, ...]
    substitutions: tuple[str, ...]
    footnotes: tuple[Footnote, ...]
    abbreviations: dict[str, str]
    citations: tuple[str, ...]


def class_title(raw: dict[str, Any]) -> ClassTitle:
    """A class from its JSON object."""
    fields: dict[str, Any] = {key: raw[key] for key in ("title", "body_title", "code", "grade")}
    optional: dict[str, Any] = {
        key: raw.get(key) for key in ("short_title", "level", "parenthetic")
    }
    return ClassTitle(
        **fields,
        **optional,
        distinguishing=tuple(raw["distinguishing"]),
        duties=tuple(Duty(duty["text"], duty.get("group")) for duty in raw["duties"]),
        qualifications=tuple(map(qualification, raw["qualifications"])),
    )


def qualification(raw: dict[str, Any]) -> Qualification:
    """A path from its JSON object."""
    entities = tuple((label, words) for label, words in raw.get("entities", ()))
    return Qualification(raw["track"], raw["text"], raw["requirement"], entities)


def series(raw: dict[str, Any]) -> Series:
    """A series from its JSON object; sections that may be empty may also be left out."""
    printed = ("name", "standard_number", "document_type", "date")
    fields: dict[str, Any] = {key: raw[key] for key in printed}
    return Series(
        **fields,
        held=bool(raw.get("held", False)),
        status=raw.get("status", "final"),
        description=tuple(raw["description"]),
        classes=tuple(class_title(each) for each in raw["classes"]),
        related_classes=tuple(
            Related(each["title"], each["text"]) for each in raw.get("related_classes", ())
        ),
        extra_sections=tuple(
            Section(each["heading"], tuple(each["paragraphs"]))
            for each in raw.get("extra_sections", ())
        ),
        substitutions=tuple(raw.get("substitutions", ())),
        footnotes=tuple(
            Footnote(each["marker"], each["text"]) for each in raw.get("footnotes", ())
        ),
        abbreviations=dict(raw.get("abbreviations", {})),
        citations=tuple(raw.get("citations", ())),
    )


def paths(folder: Path = BANK) -> Iterator[Path]:
    """The files of the bank, by name."""
    return iter(sorted(folder.glob("*.json")))


def load(folder: Path = BANK) -> dict[str, Series]:
    """Every series of the bank, by name."""
    loaded = (series(json.loads(path.read_text(encoding="utf-8"))) for path in paths(folder))
    return {each.name: each for each in loaded}
