"""The last sections: qualifications, footnotes, substitutions, date and closing note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from corpus import letters, wording
from corpus.anchors import ANCHOR
from corpus.arrange import label_title
from corpus.bank import ClassTitle, Qualification, Series
from corpus.body import heading
from corpus.layout import Layout
from corpus.page import Block


def ending(series: Series, layout: Layout) -> Iterator[Block]:
    """Everything after the duties."""
    yield from qualifications(series, layout)
    parts = [footnotes(series, layout), substitutions(series)]
    yield from chain.from_iterable(reversed(parts) if layout.substitution_first else parts)
    yield from closing(series, layout)
    yield from end_notes(series)


def qualifications(series: Series, layout: Layout) -> Iterator[Block]:
    """What each class asks for."""
    first = heading("qualifications", series, layout)
    paths = list(chain.from_iterable(of_class(each, layout) for each in series.classes))
    titles = len(series.classes) > 1
    if layout.run_in_heading and not titles:
        start = next(block for block in paths if block.role == "paragraph")
        rest = [block for block in paths if block is not start and block.role != "class_title"]
        label = f"{first.text.rstrip(':')}: {start.label}"
        yield replace(start, label=label)
        yield from rest
    else:
        yield first
        yield from (block for block in paths if titles or block.role != "class_title")


def of_class(each: ClassTitle, layout: Layout) -> Iterator[Block]:
    """The paths into one class under its title."""
    upper = layout.qualification_title == "upper"
    title = label_title(each, layout) if upper else each.body_title
    yield Block("class_title", title, section="qualifications")
    for path in each.qualifications:
        yield from of_path(path, layout)


def of_path(path: Qualification, layout: Layout) -> Iterator[Block]:
    """One path with its track as a label or on a line of its own."""
    name = wording.TRACKS[path.track]
    if layout.track in ("line", "line_colon"):
        colon = ":" if layout.track == "line_colon" else ""
        yield Block("track", name + colon, section="qualifications")
        yield Block("paragraph", path.text, section="qualifications")
        return
    spelled = {
        "colon": f"{name}: ",
        "wide_colon": f"{name}:  ",
        "upper": f"{name.upper()}:  ",
        "no_hyphen": f"{wording.OLD_TRACKS[path.track]}: ",
    }[layout.track]
    yield Block("paragraph", path.text, spelled, section="qualifications")


def footnotes(series: Series, layout: Layout) -> Iterator[Block]:
    """The notes that markers point at."""
    space = " " if layout.footnote_space else ""
    for each in series.footnotes:
        if not ANCHOR.fullmatch(each.marker):
            yield Block("footnote", each.text, each.marker + space, section="qualifications")


def end_notes(series: Series) -> Iterator[Block]:
    """The notes of the anchors, under everything else."""
    for each in series.footnotes:
        if ANCHOR.fullmatch(each.marker):
            yield Block("footnote", each.text, f"{each.marker} ", section="end_notes")


def substitutions(series: Series) -> Iterator[Block]:
    """What may take the place of experience or schooling."""
    for text in series.substitutions:
        yield Block("paragraph", text, "Substitution:  ", section="qualifications")


def date_line(series: Series, layout: Layout) -> str:
    """The date of issue in the form of the layout."""
    year, month = series.date.split("-")
    short = f"{int(month)}/{year[2:]}"
    return {
        "slash": f"Date: {short}",
        "wide_slash": f"Date:  {short}",
        "rev": f"Rev. {short}",
        "month": f"{wording.MONTHS[int(month) - 1]} {year}",
        "initials": f"{initials(series)} {short}",
        "none": "",
    }[layout.date]


def initials(series: Series) -> str:
    """Initials of an invented writer."""
    alphabet = "BCDGHKLMPRST"
    return "".join(alphabet[int(digit)] for digit in series.standard_number[2:5])


def closing(series: Series, layout: Layout) -> Iterator[Block]:
    """The date and the disclaimer."""
    date = date_line(series, layout)
    if date:
        yield Block("date", date, section="closing")
    if layout.note >= 0:
        text = wording.NOTES[layout.note].format(type=wording.DOCUMENT_TYPES[series.document_type])
        note = letters.change(text, layout.letters)
        yield Block("note", note, "NOTE:  " if layout.note % 2 == 0 else "NOTE: ")
