"""The desk each part of the assembly works at: text in, values out, a ledger of characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.issues import issue
from pipeline.model import Cell, Document, Entity, Issue, Span, Unit
from pipeline.profiles import Profile
from pipeline.record import Conservation, Printed, Residue
from pipeline.text import fold, joinable
from pipeline.titles import Label, Titles, read_label, shortened

_RESIDUE = re.compile(rb"\x00(?:[\x00\x04]*\x00)?")
_FREE, _PLACED, _LABEL, _FURNITURE, _BLANK = range(5)


_STATES = bytes(_BLANK if chr(code).isspace() else _FREE for code in range(256))
_WIDE_BLANK = re.compile(r"[^\S\x00-\xff]")


SubHeading = tuple[Span, int | None]
"""A line that heads a part of a section, and the class it names; `None` for several or none."""


def is_sub_heading(unit: Unit) -> bool:
    """Whether a unit within a section is set as a heading."""
    return unit.block is not None and unit.block.kind == "heading"


class Desk:
    """Hands out printed values of one document and remembers which characters they took.

    Every character that is not white space ends in one state: placed in a value, label,
    furniture or residue. A value wins over a label.
    """

    def __init__(self, document: Document, entities: Sequence[Entity], profile: Profile) -> None:
        self.document = document
        self.entities = entities
        self.profile = profile
        self._rules = f"{profile.name}."
        self.titles = Titles(())
        self.issues: list[Issue] = []
        self._cell: Cell | None = None
        self._heading_end: int | None = None
        self._labels: dict[tuple[int, int], Label | None] = {}
        self._starts = [entity.start for entity in entities]
        plain = _WIDE_BLANK.sub(" ", document.text).encode("latin-1", "replace")
        self._state = bytearray(plain.translate(_STATES))
        for piece in document.furniture:
            run = slice(piece.start, piece.end)
            self._state[run] = self._state[run].translate(_FURNISHING)

    def printed(self, rule: str, *spans: tuple[int, int]) -> Printed:
        """The value that stands on these spans, in order; its characters are placed.

        White space at the ends of a span is not its own, unless it has nothing else.
        """
        text, state = self.document.text, self._state
        placed: list[tuple[int, int]] = []
        pieces: list[str] = []
        for start, end in spans:
            piece = text[start:end]
            words = piece.strip()
            if words and len(words) < end - start:
                start += piece.index(words)
                end = start + len(words)
            state[start:end] = state[start:end].translate(_PLACING)
            placed.append((start, end))
            pieces.append(words)
        return Printed(fold(" ".join(pieces)), joinable(text, placed), self._rules + rule)

    def label(self, span: tuple[int, int] | None) -> None:
        """Account for a heading, label, list mark or other sign that is no value itself."""
        if span is not None:
            start, end = span
            self._state[start:end] = self._state[start:end].translate(_LABELLING)

    def signs(self, unit: Unit) -> None:
        """Account for the list mark and the label of a unit."""
        if unit.mark is not None:
            self.label(unit.mark)
        if unit.label is not None:
            self.label(unit.label)

    def tell(self, code: str, message: str, span: tuple[int, int] | None = None) -> None:
        """Note an issue about the document."""
        self.issues.append(issue(code, message, span=span))

    def know(self, titles: Titles) -> None:
        """Learn the names of the classes, which labels and mentions are read by."""
        self.titles = titles
        self._labels.clear()

    def class_label(self, unit: Unit) -> Label | None:
        """The class label a unit begins with; read once, however often it is asked for."""
        span = (unit.start, unit.end)
        if span not in self._labels:
            self._labels[span] = self._class_label(unit)
        return self._labels[span]

    def _class_label(self, unit: Unit) -> Label | None:
        label = read_label(self.document.text, unit.start, unit.end, self.titles)
        if label is None and is_sub_heading(unit):
            ordinals = shortened(self.titles, self.document.text[unit.start : unit.end])
            return Label(ordinals, unit.end, "alone") if ordinals else None
        return label

    def named_together(self, unit: Unit, current: tuple[int, ...], label: Label) -> tuple[int, ...]:
        """The classes of a label, with those of the label above that heads the same text.

        It stands in the same table cell, or directly above as a heading of its own.
        """
        block = unit.block
        cell = block.cell if block else None
        stacked = is_sub_heading(unit) and self.below_label(unit)
        together = (stacked or (cell is not None and cell == self._cell)) and label.kind == "alone"
        self._cell = cell if label.kind == "alone" else None
        self._heading_end = unit.end if is_sub_heading(unit) else None
        return tuple(dict.fromkeys((*current, *label.ordinals))) if together else label.ordinals

    def below_label(self, unit: Unit) -> bool:
        """Whether a sub-heading stands directly below a class label, whose text it then narrows."""
        above = self._heading_end
        return above is not None and not self.document.text[above : unit.start].strip()

    def sub_heading(self, unit: Unit, label: Label | None) -> SubHeading:
        """The entry of the outline for a line that names classes, or for another sub-heading."""
        ordinals = label.ordinals if label else ()
        return Span(unit.start, unit.end), ordinals[0] if len(ordinals) == 1 else None

    def is_aside(self, unit: Unit) -> bool:
        """Whether a paragraph speaks of ways of appointment and not of the class."""
        text = self.document.text
        return any(r.pattern.search(text, unit.start, unit.end) for r in self.profile.asides)

    def text_of(self, unit: Unit) -> str:
        """The folded text of a unit."""
        return fold(self.document.text[unit.start : unit.end])

    def entities_in(self, span: tuple[int, int], label: str) -> Iterator[Entity]:
        """The entities of one label that lie inside a span, in order."""
        first, last = (bisect_left(self._starts, edge) for edge in span)
        for entity in self.entities[first:last]:
            if entity.label == label and entity.end <= span[1]:
                yield entity

    def conservation(self) -> Conservation:
        """Where the characters that are not white space have gone."""
        state = self._state
        return Conservation(
            characters=len(state) - state.count(_BLANK),
            placed=state.count(_PLACED),
            labels=state.count(_LABEL),
            furniture=state.count(_FURNITURE),
            residue=state.count(_FREE),
        )

    def residue(self) -> tuple[Residue, ...]:
        """What found no place, in pieces that hold nothing else."""
        text = self.document.text
        runs = _RESIDUE.finditer(bytes(self._state))
        return tuple(Residue(text[slice(*run.span())], *run.span()) for run in runs)


_PLACING = bytes([_PLACED, _PLACED, _PLACED, _FURNITURE, _BLANK, *range(5, 256)])
_LABELLING = bytes([_LABEL, _PLACED, _LABEL, _FURNITURE, _BLANK, *range(5, 256)])
_FURNISHING = bytes([*[_FURNITURE] * 4, _BLANK, *range(5, 256)])
"""What each state of a character becomes when it is placed, a label, or furniture."""
