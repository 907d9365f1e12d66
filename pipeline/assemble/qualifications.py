"""Units of Minimum Qualifications to paths of each class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.assemble.closing import ANYWHERE, Closing, read_closing
from pipeline.assemble.desk import Desk, SubHeading, is_sub_heading
from pipeline.assemble.patterns import (
    UNTRACKED,
    Path,
    holds_for_all,
    leading,
    settle,
    split_patterns,
)
from pipeline.model import Section, Span, Unit
from pipeline.record import Printed, Substitution

_SIGNS = re.compile(r"[*†‡¹²³\[(](?:(?<!\()|(?=\d))")  # every marker has one
_MARKERS = re.compile(r"(?<=[\w,;.)])\s?(\*{1,4}|†|‡|[¹²³])|\[(\d{1,2})\]|(?<=[^\W\d_])\((\d)\)")
_TRACK_MARK = re.compile(r"\s*(?::{1,2}|[-–—](?=\s))\s*")
_JOINERS = ("and", "or", "and/or", "either", "and either")
_LABEL_EDGE = re.compile(r"[\s:;.\-–—]*$")


@dataclass(slots=True)
class Placed:
    """Paths, text of no path, and class labels on a line alone."""

    paths: list[Path] = field(default_factory=list)
    general: list[Printed] = field(default_factory=list)
    labels: list[SubHeading] = field(default_factory=list)


class QualificationReader:
    """Reads sections of qualifications from top to bottom.

    A track label opens a path of the class in hand; a class label closes it. Substitutions,
    footnotes and notes belong to no single path and go to `closing`. The class in hand outlives
    a note between two sections.
    """

    def __init__(self, desk: Desk, ordinals: Sequence[int], closing: Closing) -> None:
        self.desk = desk
        self.closing = closing
        self.placed = Placed()
        self.ordinals = tuple(ordinals)
        self.every = self.ordinals if len(ordinals) == 1 else ()
        self.current = self.ordinals if desk.profile.unlabelled_is_shared else self.every
        self.patterns = [rule for rule in desk.profile.tracks if rule.kind == "pattern"]
        self.leading = self.patterns
        self.path: Path | None = None
        self.substituting = False

    def read(self, section: Section) -> Placed:
        """What one section holds."""
        self.placed, self.path, self.substituting = Placed(), None, False
        self.leading = leading(self.desk.document.text, section.units, self.patterns)
        for unit in section.units:
            self._take(unit)
        return self.placed

    def settled(self, paths: Sequence[Path]) -> tuple[list[Path], list[Printed]]:
        """The paths of the whole document class by class, and the texts that several share."""
        if not self.patterns:
            return list(paths), []
        for path in paths:
            for span in path.spans:
                self.desk.label(span)
        settled = settle(paths, self.ordinals, self.desk.document.text)
        shared = dict.fromkeys(spans for path in settled for spans in path.shared)
        return settled, [self.desk.printed("qualifications-text", *spans) for spans in shared]

    def _take(self, unit: Unit) -> None:
        if unit.role in ANYWHERE:
            read_closing(self.desk, [unit], self.closing)
            self.path = self.path if unit.role == "footnote" else None
            self.substituting = unit.role == "substitution" and unit.start >= unit.end
        elif unit.role == "track" and unit.label is not None:
            if self._is_inner(unit.label):
                self._add(Span(unit.label.start, unit.end))
            else:
                self._track(unit, unit.label)
        else:
            self.desk.signs(unit)
            if unit.start < unit.end:
                self._text(unit)

    def _add(self, span: Span) -> None:
        """Add a paragraph to the path in hand, and open those whose labels stand within it."""
        if self.path is not None and holds_for_all(self.desk.document.text, span, self.leading):
            self.path = None
        for piece in split_patterns(self.desk.document.text, span, self.leading):
            if piece.label is not None:
                self.desk.label(piece.joiner)
                self.desk.label((piece.label.start, piece.text.start))
                label = self.desk.printed("track", piece.label)
                self.path = Path(self.current, piece.track, label, [piece.text])
                self.placed.paths.append(self.path)
            elif self.path is not None:
                self.path.spans.append(piece.text)
            else:
                self._untracked(piece.text)

    def _is_inner(self, label: Span) -> bool:
        """Whether a label stands within a pattern: `Either I` where `Pattern I` leads."""
        text, leading = self.desk.document.text, self.leading
        inner = [rule for rule in self.patterns if rule not in leading]
        return any(r.pattern.match(text, *label) for r in inner) and not any(
            r.pattern.match(text, *label) for r in leading
        )

    def _track(self, unit: Unit, label: Span) -> None:
        self.desk.label(unit.mark)
        self.desk.label(label)
        printed = self.desk.document.text[slice(*label)]
        end = label.start + len(_LABEL_EDGE.sub("", printed))
        self.path = Path(self.current, unit.value, self.desk.printed("track", (label.start, end)))
        self.placed.paths.append(self.path)
        if unit.start < unit.end:
            self.path.spans.append(Span(unit.start, unit.end))

    def _text(self, unit: Unit) -> None:
        span = Span(unit.start, unit.end)
        label = self.desk.class_label(unit)
        if label is not None and label.kind != "subject":
            self.current = self.desk.named_together(unit, self.current, label)
            self.path = None
            self.desk.label((unit.start, label.end))
            if label.kind == "alone":
                self.placed.labels.append(self.desk.sub_heading(unit, label))
            else:
                self._add(Span(label.end, unit.end))
        elif is_sub_heading(unit) and not self._goes_on(unit):
            self.placed.labels.append(self.desk.sub_heading(unit, None))
            self.path = None
            if not self.desk.below_label(unit):
                self.current = self.every
        elif self.substituting:
            text = self.desk.printed("substitution", span)
            self.closing.substitutions.append(Substitution(text))
            self.substituting = False
        elif self.desk.is_aside(unit):
            self.closing.notes.append(self.desk.printed("note", span))
        elif self.path is not None or (self.current and not self.closing.substitutions):
            self._add(span)
        else:
            self.placed.general.append(self.desk.printed("qualifications-text", span))

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a heading within a path is text of it: `and`, or a sentence set as a heading."""
        text = self.desk.text_of(unit)
        if text.casefold() in _JOINERS or text.endswith((".", ";", ",")):
            return True
        span = Span(unit.start, unit.end)
        return any(p.label for p in split_patterns(self.desk.document.text, span, self.leading))

    def _untracked(self, span: Span) -> None:
        """A path whose track may be run in after the class label, or not be printed at all.

        Text without a label after a note goes on with the path that the note interrupts.
        """
        track, label, start = read_track(self.desk, span)
        before = self.placed.paths[-1] if self.placed.paths else None
        if label is None and before and before.goes_on(self.current):
            before.spans.append(span)
            self.path = before
            return
        self.path = Path(self.current, track, label, [Span(start, span.end)])
        self.placed.paths.append(self.path)


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
    return UNTRACKED, None, span.start


def markers(text: str) -> tuple[str, ...]:
    """The footnote markers that hang on words of a text, in order, each once."""
    if _SIGNS.search(text) is None:
        return ()
    return tuple(dict.fromkeys(m[1] or m[2] or m[3] for m in _MARKERS.finditer(text)))
