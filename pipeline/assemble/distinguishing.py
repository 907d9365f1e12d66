"""Units of Distinguishing Characteristics to paragraphs of each class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.assemble.desk import Desk, SubHeading, is_sub_heading
from pipeline.model import Section
from pipeline.record import Printed

_NO_END = re.compile(r"[\w,]$")


@dataclass(slots=True)
class Placed:
    """Paragraphs by class ordinal, paragraphs of no class, and class labels on a line alone."""

    by_class: dict[int, list[Printed]] = field(default_factory=dict)
    general: list[Printed] = field(default_factory=list)
    labels: list[SubHeading] = field(default_factory=list)


def read_distinguishing(desk: Desk, section: Section, ordinals: Iterable[int]) -> Placed:
    """The paragraphs of each class.

    A label opens a class; the paragraphs after it belong to that class until the next label.
    Text under a joint label is each named class's. Where no label names a class, a sentence
    with the title as its subject opens it. A single class takes everything.
    """
    every = tuple(ordinals)
    placed = Placed()
    current: tuple[int, ...] = every if len(every) == 1 else ()
    labelled = labelled_classes(desk, section)
    for unit in section.units:
        desk.signs(unit)
        if unit.start >= unit.end:
            continue
        label = desk.class_label(unit)
        start = unit.start
        if label is not None and label.kind != "subject":
            current, start = desk.named_together(unit, current, label), label.end
            desk.label((unit.start, label.end))
            if label.kind == "alone":
                placed.labels.append(desk.sub_heading(unit, label))
                continue
        elif label is not None and not labelled & set(label.ordinals) and label.ordinals != every:
            current = label.ordinals
        elif is_sub_heading(unit):
            current = every if len(every) == 1 else current if desk.below_label(unit) else ()
            placed.labels.append(desk.sub_heading(unit, None))
            continue
        paragraph = desk.printed("distinguishing", (start, unit.end))
        for ordinal in current:
            _add(desk, placed.by_class.setdefault(ordinal, []), paragraph)
        if not current:
            placed.general.append(paragraph)
    return placed


def _add(desk: Desk, paragraphs: list[Printed], paragraph: Printed) -> None:
    """Add a paragraph; one that goes on with a sentence a footnote broke is joined to it."""
    before = paragraphs[-1] if paragraphs else None
    if before and paragraph.value[0].islower() and _NO_END.search(before.value):
        paragraphs[-1] = desk.printed("distinguishing", *before.spans, *paragraph.spans)
    else:
        paragraphs.append(paragraph)


def labelled_classes(desk: Desk, section: Section) -> set[int]:
    """The classes that have a label of their own in this section."""
    labels = [desk.class_label(unit) for unit in section.units]
    return {o for label in labels if label and label.kind != "subject" for o in label.ordinals}
