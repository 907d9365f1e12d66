"""Sections below the header to what they hold, each by the room for its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.assemble.closing import ANYWHERE, Closing, read_closing
from pipeline.assemble.desk import Desk, SubHeading, is_sub_heading
from pipeline.assemble.distinguishing import read_distinguishing
from pipeline.assemble.duties import DutyReader
from pipeline.assemble.parts import read_parts, with_shared
from pipeline.assemble.patterns import Path
from pipeline.assemble.qualifications import QualificationReader
from pipeline.assemble.related import read_related
from pipeline.model import Section, Unit
from pipeline.record import Duty, Outline, Printed, RelatedClass

_T = TypeVar("_T")
_Rest = tuple[Sequence[Printed], Sequence[SubHeading]]


@dataclass(slots=True)
class Body:
    """What the sections hold; `by` class ordinal where text belongs to classes."""

    description: list[Printed] = field(default_factory=list)
    distinguishing: dict[int, list[Printed]] = field(default_factory=dict)
    duties: dict[int, list[Duty]] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)
    related: list[RelatedClass] = field(default_factory=list)
    closing: Closing = field(default_factory=Closing)
    outline: list[Outline] = field(default_factory=list)


class BodyReader:
    """Reads the sections of one document into a body, from top to bottom."""

    def __init__(self, desk: Desk, ordinals: Sequence[int]) -> None:
        self.desk = desk
        self.ordinals = ordinals
        self.body = Body()
        self.levelled = True
        self._qualifying = QualificationReader(desk, ordinals, self.body.closing)

    def read(self, sections: Sequence[Section]) -> Body:
        """Everything the sections hold."""
        self.levelled = self._levelled(sections)
        for section in sections:
            if section.kind == "notes":
                self._heading(section)
                read_closing(self.desk, section.units, self.body.closing)
            else:
                self._section(section)
        self.body.paths, shared = self._qualifying.settled(self.body.paths)
        self.body.outline = with_shared(self.desk, self.body.outline, shared)
        return self.body

    def _section(self, section: Section) -> None:
        """Read one section; text of no class and class labels on a line go to the outline."""
        heading = self._heading(section)
        room = self.desk.profile.room(section.kind)
        if room in ("duties", "qualifications"):
            self.levelled = True  # what comes from here on defines no levels
        if room != "qualifications":
            section = self._without_closing(section)
        if not self.levelled and self._names_classes(section):
            room = "distinguishing"
        if room not in _ROOMS:
            self.body.outline += read_parts(self.desk, section, heading)
            return
        general, labels = _ROOMS[room](self, section)
        outline = self.body.outline
        outline.append(Outline(section.kind, heading, section.level, None, tuple(general)))
        for span, ordinal in labels:
            label = self.desk.printed("class-label", span)
            outline.append(Outline(section.kind, label, section.level + 1, ordinal))

    def _levelled(self, sections: Sequence[Section]) -> bool:
        """Whether the levels of a series have a section of their own, or there are none."""
        if len(self.ordinals) < 2:
            return True
        told = [s for s in sections if self.desk.profile.room(s.kind) == "distinguishing"]
        return any(map(self._names_classes, told))

    def _names_classes(self, section: Section) -> bool:
        """Whether sub-headings of a section name classes."""
        return any(is_sub_heading(u) and self.desk.class_label(u) for u in section.units)

    def _heading(self, section: Section) -> Printed | None:
        if section.heading is None:
            return None
        self.desk.label(section.label)
        return self.desk.printed("heading", section.heading)

    def _without_closing(self, section: Section) -> Section:
        """The section without its dates, notes and footnotes, which are read for themselves."""
        closing = [unit for unit in section.units if unit.role in ANYWHERE]
        if not closing:
            return section
        read_closing(self.desk, closing, self.body.closing)
        return replace(section, units=tuple(u for u in section.units if u.role not in ANYWHERE))

    def _description(self, section: Section) -> _Rest:
        self.body.description += self._paragraphs(section)[0]
        return [], []

    def _distinguishing(self, section: Section) -> _Rest:
        placed = read_distinguishing(self.desk, section, self.ordinals)
        _extend(self.body.distinguishing, placed.by_class)
        return placed.general, placed.labels

    def _duties(self, section: Section) -> _Rest:
        placed = DutyReader(self.desk, section, self.ordinals).read()
        _extend(self.body.duties, placed.by_class)
        general = [duty.text for duty in placed.general]
        for text in general[:1]:
            self.desk.tell("duties-unassigned", text.value[:80], (text.start, text.end))
        return [*placed.introduction, *general], placed.labels

    def _qualifications(self, section: Section) -> _Rest:
        placed = self._qualifying.read(section)
        general = list(placed.general)
        for path in placed.paths:
            if path.spans and path.ordinals:
                self.body.paths.append(path)
            elif path.spans:
                general.append(self._loose(path))
            elif path.label:
                self.desk.tell("track-without-text", path.label.value, path.label.spans[0])
        return general, placed.labels

    def _loose(self, path: Path) -> Printed:
        """A path that no class claims: its text stays in the section, and an issue says so."""
        text = self.desk.printed("qualifications-text", *path.spans)
        self.desk.tell("qualifications-unassigned", text.value[:80], (text.start, text.end))
        return text

    def _related(self, section: Section) -> _Rest:
        placed = read_related(self.desk, section)
        self.body.related += placed.classes
        return placed.general, []

    def _paragraphs(self, section: Section) -> _Rest:
        """The paragraphs of a section whose text has no structure of its own."""
        return [text for unit in section.units for text in self._paragraph(unit)], []

    def _paragraph(self, unit: Unit) -> list[Printed]:
        """The text of a unit, if it has any."""
        self.desk.signs(unit)
        if unit.start >= unit.end:
            return []
        return [self.desk.printed("paragraph", (unit.start, unit.end))]


_ROOMS: Mapping[str, Callable[[BodyReader, Section], _Rest]] = {
    "description": BodyReader._description,
    "distinguishing": BodyReader._distinguishing,
    "duties": BodyReader._duties,
    "qualifications": BodyReader._qualifications,
    "related": BodyReader._related,
}
"""What reads the sections of a room; a table of methods bound to one reader would keep it alive."""


def _extend(into: dict[int, list[_T]], more: Mapping[int, list[_T]]) -> None:
    for ordinal, values in more.items():
        into.setdefault(ordinal, []).extend(values)
