"""A finished assembly to the issues that say what the document did not print."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.desk import Desk
from pipeline.assemble.header import Header
from pipeline.model import Section
from pipeline.record import ClassTitle, Printed
from pipeline.text import fold

_LOST = "\ufffd"


def tell_missing(
    desk: Desk,
    sections: Sequence[Section],
    classes: Sequence[ClassTitle],
    number: Printed | None,
    header: Header,
    *,
    titles_lost: bool,
) -> None:
    """Say what is null or empty because the document does not print it."""
    if desk.profile.fallback:
        desk.tell("profile-unknown", "no jurisdiction's profile fits; read with general rules")
    _repairs(desk)
    _lost_characters(desk)
    _headings(desk, sections)
    if titles_lost:
        desk.tell("header-missing", "no titles in the header; they come from labels in the body")
    if number is None:
        desk.tell("code-missing", "no code is printed; the id comes from the file name")
    codes = {c.code.value for c in classes if c.code}
    if header.numbers and number and codes and number.value not in codes:
        desk.tell("number-mismatch", f"{number.value} is the code of no class", number.spans[0])
    for one in classes:
        name = one.title.value if one.title else f"class {one.ordinal}"
        for code, value in (
            ("title-missing", one.title),
            ("code-missing", one.code),
            ("grade-missing", one.grade),
        ):
            if value is None and (code != "grade-missing" or desk.profile.graded):
                desk.tell(code, f"none is printed for {name}")
        if not one.distinguishing_characteristics:
            desk.tell("class-without-distinguishing", name)


def _repairs(desk: Desk) -> None:
    for repair in desk.document.repairs:
        desk.tell("text-repaired", f"{repair.kind}, {repair.count} times: {repair.sample}")


def _lost_characters(desk: Desk) -> None:
    """Characters that the source had lost before: they are kept as printed and never guessed."""
    text = desk.document.text
    count = text.count(_LOST)
    if count:
        at = text.index(_LOST)
        near = text[max(0, at - 20) : at + 20]
        desk.tell("character-lost", f"{count} times: {near!r}", (at, at + 1))


def _headings(desk: Desk, sections: Sequence[Section]) -> None:
    for section in sections:
        if section.heading and not section.known:
            words = fold(desk.document.of(section.heading))
            desk.tell("heading-unknown", words, section.heading)
    printed = {s.kind for s in sections if s.heading}
    present = {s.kind for s in sections}
    for kind in desk.profile.sections:
        if not kind.required or kind.kind in printed:
            continue
        if kind.kind in present:
            desk.tell("heading-missing", f"{kind.kind}: found by its content")
        else:
            desk.tell("section-missing", f"{kind.kind}: neither heading nor content was found")
