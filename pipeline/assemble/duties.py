"""Units of Illustrative Duties to duties of each class, grouped by theme, lead-in or parent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.assemble.desk import Desk, SubHeading
from pipeline.assemble.distinguishing import labelled_classes
from pipeline.assemble.run_on import split_run_on
from pipeline.model import Section, Span, Unit
from pipeline.record import Duty, Printed
from pipeline.text import fold

_THEME_WORDS = 9
_ENDS = re.compile(r"[.;:!?][\"”’)*]*$")
_COLUMN = re.compile(  # what a column of shares holds: `40%`, and its head
    r"(?:about\s+)?\d{1,3}\s*(?:%|percent)|(?:percent(?:age)?|%|share)(?:\s+of)?(?:\s+the)?(?:\s+time)?"
    r"|(?:tasks?|duty|duties|activit(?:y|ies))(?:\s+and\s+\w+)?",
    re.IGNORECASE,
)
_COLUMN_WORDS = 4
_SEPARATED = re.compile(r"\s*;\s*(?:and|or)?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"[;,]\s+(?:and|or)$")
_GOES_ON = re.compile(r"(?:;|,|\band|\bor)$")


@dataclass(slots=True)
class Placed:
    """Duties by class ordinal, duties of no class, and class labels on a line alone."""

    by_class: dict[int, list[Duty]] = field(default_factory=dict)
    general: list[Duty] = field(default_factory=list)
    introduction: list[Printed] = field(default_factory=list)
    labels: list[SubHeading] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """An open theme, lead-in or parent item, and the look of its children."""

    name: Printed
    theme: bool
    style: str
    indent: int
    child: tuple[str, int] | None = None
    parts: bool = False
    last: str = ""


class DutyReader:
    """Reads one section of duties from top to bottom.

    A line that ends in a colon or stands like a heading among the duties names a group and is
    no duty; which duties it holds is read from list marks, indents and punctuation.
    """

    def __init__(self, desk: Desk, section: Section, ordinals: Sequence[int]) -> None:
        self.desk = desk
        self.units = section.units
        self.every = tuple(ordinals)
        self.labelled = labelled_classes(desk, section)
        shared = desk.profile.unlabelled_is_shared and not self.labelled
        self.current: tuple[int, ...] = self.every if shared or len(self.every) == 1 else ()
        self.groups: list[_Group] = []
        self.placed = Placed()

    def read(self) -> Placed:
        """The duties of each class, in printed order."""
        for index, unit in enumerate(self.units):
            self.desk.signs(unit)
            start = self._past_label(unit)
            if start < unit.end:
                self._take(index, start)
        return self.placed

    def _past_label(self, unit: Unit) -> int:
        """Where a unit's own text begins, after the class label that it may begin with."""
        label = self.desk.class_label(unit) if unit.start < unit.end else None
        if label is None:
            return unit.start
        if label.kind == "subject":
            if not self.labelled & set(label.ordinals) and label.ordinals != self.every:
                self.current, self.groups = label.ordinals, []
            return unit.start
        self.current = self.desk.named_together(unit, self.current, label)
        self.groups = []
        self.desk.label((unit.start, label.end))
        if label.kind == "alone":
            self.placed.labels.append(self.desk.sub_heading(unit, label))
        return label.end

    def _take(self, index: int, start: int) -> None:
        unit = self.units[index]
        text = fold(self.desk.document.text[start : unit.end])
        if text.count(" ") < _COLUMN_WORDS and _COLUMN.fullmatch(text):
            self.desk.label((start, unit.end))
        elif text.endswith(":") or _theme(self.desk, self.units, index, text):
            _open(self.desk, self.groups, unit, start, text)
        elif not unit.style and self._broken(text):
            self._mend((start, unit.end))
        else:
            _close(self.groups, unit, text)
            self._split(unit, start)

    def _split(self, unit: Unit, start: int) -> None:
        """Place the duties of one unit; what divides them, or heads them, is a label."""
        run_on = self.desk.profile.duties.separators
        separators = "" if unit.style else run_on
        if not separators:
            printed, end = self.desk.document.text[start : unit.end], unit.end
            if run_on and ";" in printed:
                end = start + len(_SEPARATED.sub("", printed))
                self.desk.label((end, unit.end))
            self._place(self.desk.printed("duty", (start, end)), self._group())
            return
        run = split_run_on(self.desk.document.text, start, unit.end, separators)
        self.desk.label((start, unit.end))
        if run.introduction is not None:
            self.placed.introduction.append(self.desk.printed("duties-text", run.introduction))
        lead = run.lead_in and self.desk.printed("duty-group", _named(self.desk, run.lead_in))
        for number, span in enumerate(run.duties):
            group = lead if number < run.headed else self._group()
            self._place(self.desk.printed("duty", span), group)

    def _group(self) -> Printed | None:
        return self.groups[-1].name if self.groups else None

    def _place(self, text: Printed, group: Printed | None) -> None:
        depth = sum([bool(g.style) for g in self.groups]) if self.groups else 0
        duty = Duty(text, group, depth)
        for duties in self._lists():
            duties.append(duty)

    def _lists(self) -> list[list[Duty]]:
        """The lists that the classes in hand keep; that of no class where there is none."""
        by_class = self.placed.by_class
        return [by_class.setdefault(o, []) for o in self.current] or [self.placed.general]

    def _broken(self, text: str) -> bool:
        """Whether a text goes on with the duty before it, broken in the middle of its sentence."""
        if not text[:1].islower():
            return False
        duties = self._lists()[-1]
        if not duties:
            return False
        before = duties[-1].text.value
        return not _ENDS.search(before) and not _LISTED.search(before)

    def _mend(self, span: tuple[int, int]) -> None:
        """Join a stretch of text to the last duty of the classes in hand."""
        for duties in self._lists():
            before = duties[-1]
            whole = self.desk.printed("duty", *before.text.spans, span)
            duties[-1] = replace(before, text=whole)


def _theme(desk: Desk, units: Sequence[Unit], index: int, text: str) -> bool:
    """Whether a short line without an end mark names the duties that follow it."""
    unit = units[index]
    if unit.style or len(text.split()) > _THEME_WORDS or _ENDS.search(text):
        return False
    if _GOES_ON.search(text):
        return False
    if not text[:1].isupper() or index + 1 >= len(units):
        return False
    following = units[index + 1]
    after = desk.text_of(following)
    if desk.class_label(following) is not None and not following.style:
        return False
    return after[:1].isupper() or bool(following.style)


def _open(desk: Desk, groups: list[_Group], unit: Unit, start: int, text: str) -> None:
    """Open the group that a line names, inside those that still hold it."""
    theme = not text.endswith(":")
    if unit.style:
        _close(groups, unit, text)
    else:
        groups[:] = [] if theme else [g for g in groups[:1] if g.theme]
    desk.label((start, unit.end))
    name = desk.printed("duty-group", _named(desk, Span(start, unit.end)))
    groups.append(_Group(name, theme, unit.style, _indent(unit)))


def _named(desk: Desk, line: Span) -> Span:
    """The words of a line that names a group, without its colon."""
    printed = desk.document.text[line.start : line.end]
    return Span(line.start, line.start + len(printed.rstrip(" \t\n\u00a0:")))


def _close(groups: list[_Group], unit: Unit, text: str) -> None:
    """Close the groups that end before this unit, and let the innermost know its child."""
    while groups and not _holds(groups[-1], unit, text):
        groups.pop()
    if groups:
        group = groups[-1]
        if group.child is None:
            group.child = (unit.style, _indent(unit))
            group.parts = text[:1].islower() or bool(_GOES_ON.search(text))
        group.last = text


def _holds(group: _Group, unit: Unit, text: str) -> bool:
    """Whether a group goes on with this unit.

    Children that look unlike their parent end with the first unit that looks like it. Where all
    look alike, parts of one sentence end with its full stop; whole sentences go on.
    """
    if group.theme or group.child is None:
        return True
    if _below(group, *group.child):
        return _below(group, unit.style, _indent(unit))
    return not group.parts or bool(_GOES_ON.search(group.last)) or text[:1].islower()


def _below(group: _Group, style: str, indent: int) -> bool:
    """Whether an item of this look stands below the line that names the group."""
    if not style:
        return False
    return style != group.style or indent > group.indent + 1


def _indent(unit: Unit) -> int:
    return unit.block.indent if unit.block else 0
