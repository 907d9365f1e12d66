"""What names a record: its number, its id, its series, and the facts of its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from pipeline.assemble.desk import Desk
from pipeline.assemble.header import Header
from pipeline.assemble.rows import lowest
from pipeline.model import Document
from pipeline.profiles import Profile
from pipeline.record import ClassTitle, Group, Printed, Series, SourceFacts

_SLUG = re.compile(r"[^a-z0-9]+")


def lowest_code(heads: Sequence[ClassTitle]) -> Printed | None:
    """The number of a document without an `Occ. Code` line: the code of its lowest title."""
    coded = [c for c in heads if c.code]
    if not coded:
        return None
    titles = [c.title.value if c.title else "" for c in coded]
    grades = [(c.grade.scheme, c.grade.value) if c.grade else None for c in coded]
    return coded[lowest(titles, grades)].code


def series(
    desk: Desk,
    header: Header,
    classes: Sequence[ClassTitle],
    number: Printed | None,
    description: Sequence[Printed],
) -> Series:
    """What holds for all classes; the series has a title of its own or the base they share."""
    bases = {c.base_title.value.casefold() for c in classes if c.base_title}
    title = classes[0].base_title if len(bases) == 1 else None
    if header.series:
        title = desk.printed("series-title", *header.series)
    group = None
    if number is not None and desk.profile.group_digits:
        code = number.value[: desk.profile.group_digits]
        group = Group(code, desk.profile.groups.get(code))
    return Series(title, group, tuple(description))


def identity(profile: Profile, number: Printed | None, status: str, document: Document) -> str:
    """`us-ny/0232130F`: jurisdiction, number (else a slug of the file name) and status."""
    suffix = profile.number_suffix.get(status, "")
    stem = document.source.name.rsplit(".", 1)[0]
    name = number.value if number else _SLUG.sub("-", stem.casefold()).strip("-") or "unnamed"
    return f"{profile.name}/{name}{suffix}"


def facts(document: Document) -> SourceFacts:
    """The facts of the file a document came from."""
    source = document.source
    return SourceFacts(
        file=source.name,
        media_type=source.media_type,
        bytes=source.size,
        sha256=source.sha256,
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        pages=document.pages,
        ocr=False,
        encoding=document.encoding,
    )
