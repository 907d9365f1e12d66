"""Units of Minimum Qualifications to paths of each class, substitutions and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk
from pipeline.model import Section, Span, Unit
from pipeline.record import Footnote, Printed, Substitution

_MARKERS = re.compile(r"(?<=[\w,;.)])\s?(\*{1,4}|†|‡)|\[(\d{1,2})\]")
_UNFINISHED = re.compile(r"(?:[,;:]|\b(?:and|or|either|plus))$", re.IGNORECASE)
_JOINS = re.compile(r"(?:and|or|plus|including|of which)\b|[a-z]", re.IGNORECASE)


@dataclass(slots=True)
class Path:
    """One way to qualify, as stretches of text; `label` is the track as printed."""

    ordinals: tuple[int, ...]
    track: str
    label: Printed | None
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Placed:
    """What a section of qualifications holds."""

    paths: list[Path] = field(default_factory=list)
    substitutions: list[Substitution] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    notes: list[Printed] = field(default_factory=list)
    general: list[Printed] = field(default_factory=list)
    labels: list[tuple[Span, int]] = field(default_factory=list)


class QualificationReader:
    """Reads sections of qualifications from top to bottom.

    A track label opens a path of the class in hand; a class label closes it. Substitutions and
    footnotes belong to no single path. The class in hand outlives a note between two sections.
    """

    def __init__(self, desk: Desk, ordinals: Sequence[int]) -> None:
        self.desk = desk
        self.placed = Placed()
        self.current: tuple[int, ...] = tuple(ordinals) if len(ordinals) == 1 else ()
        self.path: Path | None = None
        self.open = ""

    def read(self, section: Section) -> Placed:
        """What one section holds."""
        self.placed, self.path, self.open = Placed(), None, ""
        for unit in section.units:
            self._take(unit)
        return self.placed

    def _take(self, unit: Unit) -> None:
        self.desk.label(unit.mark if unit.role == "footnote" or unit.style else None)
        if unit.role == "track":
            self._track(unit)
        elif unit.role == "substitution":
            self._substitution(unit)
        elif unit.role == "footnote":
            self._footnote(unit)
        elif unit.role in ("note", "date", "initials"):
            self._note(unit)
        else:
            self._text(unit)

    def _track(self, unit: Unit) -> None:
        label = unit.label
        assert label is not None
        self.desk.label(label)
        self.path = Path(self.current, unit.value, _track_label(self.desk, label))
        self.placed.paths.append(self.path)
        self.open = "track"
        if unit.start < unit.end:
            self.path.spans.append(Span(unit.start, unit.end))

    def _substitution(self, unit: Unit) -> None:
        self.desk.label(unit.label)
        self.open, self.path = "substitution", None
        if unit.start < unit.end:
            self._substitute(unit)

    def _substitute(self, unit: Unit) -> None:
        text = self.desk.printed("substitution", (unit.start, unit.end))
        self.placed.substitutions.append(Substitution(text))
        self.open = ""

    def _footnote(self, unit: Unit) -> None:
        text = self.desk.printed("footnote", (unit.start, unit.end))
        self.placed.footnotes.append(Footnote(unit.value.strip("[]"), text))
        self.path, self.open = None, ""

    def _note(self, unit: Unit) -> None:
        self.desk.label(unit.label)
        if unit.start < unit.end:
            self.placed.notes.append(self.desk.printed("note", (unit.start, unit.end)))
        self.path, self.open = None, ""

    def _text(self, unit: Unit) -> None:
        label = self.desk.class_label(unit)
        if label is not None and label.kind != "subject":
            self.current = self.desk.named_together(unit, self.current, label)
            self.path, self.open = None, ""
            self.desk.label((unit.start, label.end))
            if label.kind == "alone":
                self.placed.labels.append((Span(unit.start, unit.end), label.ordinals[0]))
                return
            self._untracked(Span(label.end, unit.end))
        elif self.open == "substitution":
            self._substitute(unit)
        elif self.path is not None and self._goes_on(unit):
            self.path.spans.append(Span(unit.start, unit.end))
            self.open = ""
        elif self.path is None and self.current and not self.placed.substitutions:
            self._untracked(Span(unit.start, unit.end))
        else:
            self.placed.general.append(
                self.desk.printed("qualifications-text", (unit.start, unit.end))
            )

    def _untracked(self, span: Span) -> None:
        """A path whose track may be run in after the class label, or not be printed at all."""
        track, label, start = read_track(self.desk, span)
        self.path = Path(self.current, track, label, [Span(start, span.end)])
        self.placed.paths.append(self.path)

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a paragraph goes on with the path before it."""
        if self.path is None or not self.path.spans:
            return True
        last = self.desk.document.text[slice(*self.path.spans[-1])].rstrip()
        text = self.desk.text_of(unit)
        return bool(unit.style) or bool(_UNFINISHED.search(last)) or bool(_JOINS.match(text[:40]))


def read_track(desk: Desk, span: Span) -> tuple[str, Printed | None, int]:
    """The track a text begins with, its label, and where the text after it begins."""
    text = desk.document.text
    for rule in desk.profile.tracks:
        match = rule.pattern.match(text, *span)
        if match is not None:
            mark = _TRACK_MARK.match(text, match.end(), span.end)
            if mark is not None:
                desk.label((span.start, mark.end()))
                return rule.value, desk.printed("track", match.span()), mark.end()
    return "unspecified", None, span.start


_TRACK_MARK = re.compile(r"\s*(?::{1,2}|[-–—](?=\s))\s*")
_LABEL_EDGE = re.compile(r"[\s:;.\-–—]*$")


def _track_label(desk: Desk, label: Span) -> Printed:
    printed = desk.document.text[slice(*label)]
    return desk.printed("track", (label.start, label.start + len(_LABEL_EDGE.sub("", printed))))


def markers(text: str) -> tuple[str, ...]:
    """The footnote markers that hang on words of a text, in order, each once."""
    return tuple(dict.fromkeys(m[1] or m[2] for m in _MARKERS.finditer(text)))
