"""(`Document`, `Section`s, `Entity`s) to (`Record`, `Issue`s): where evidence becomes decision."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.assemble.classes import class_titles
from pipeline.assemble.closing import ANYWHERE, Closing, read_closing
from pipeline.assemble.desk import Desk
from pipeline.assemble.distinguishing import read_distinguishing
from pipeline.assemble.duties import read_duties
from pipeline.assemble.findings import tell_missing
from pipeline.assemble.front import read_front
from pipeline.assemble.header import Header, Row, lowest, read_rows, titles_from_body
from pipeline.assemble.mentions import (
    read_abbreviations,
    read_citations,
    read_inherited,
    with_classes,
)
from pipeline.assemble.place import Locator
from pipeline.assemble.qualifications import Path, QualificationReader, markers
from pipeline.assemble.related import read_related
from pipeline.model import Document, Entity, Issue, Section, Span
from pipeline.profiles import Profile
from pipeline.record import (
    ClassTitle,
    Dates,
    Duty,
    Footnote,
    Group,
    Named,
    Outline,
    Printed,
    Qualification,
    Record,
    RelatedClass,
    Series,
    SourceFacts,
    Substitution,
)
from pipeline.titles import Titles
from pipeline.version import VERSION

_T = TypeVar("_T")
_CLOSER = re.compile(r"[\s:.–—-]*")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Body:
    """What the sections below the header hold."""

    description: list[Printed] = field(default_factory=list)
    distinguishing: dict[int, list[Printed]] = field(default_factory=dict)
    duties: dict[int, list[Duty]] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)
    related: list[RelatedClass] = field(default_factory=list)
    substitutions: list[Substitution] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    notes: list[Printed] = field(default_factory=list)
    closing: Closing = field(default_factory=Closing)
    outline: list[Outline] = field(default_factory=list)


def assemble(
    document: Document,
    sections: Sequence[Section],
    entities: Sequence[Entity],
    *,
    profile: Profile,
) -> tuple[Record, tuple[Issue, ...]]:
    """The record of one document, and what a person should know about it."""
    desk = Desk(document, entities, profile)
    front = read_front(desk, sections[0])
    header = read_rows(desk, sections[0])
    abbreviations = read_abbreviations(desk)
    rows = header.rows or titles_from_body(desk, sections[1:])
    heads = class_titles(desk, header, rows or _unnamed(header))
    names = [(c.ordinal, c.title.value) for c in heads if c.title]
    names += [(o, name) for o, row in enumerate(rows, 1) for name in row.names[1:]]
    desk.titles = Titles(names, [(a.short.value, a.long.value) for a in abbreviations])
    ordinals = [c.ordinal for c in heads]
    body = _read_body(desk, sections[1:], ordinals)
    codes = {c.ordinal: c.code.value if c.code else None for c in heads}
    classes = tuple(_complete(desk, head, body, codes) for head in heads)
    number = desk.printed("number", header.numbers[0]) if header.numbers else _lowest_code(heads)
    tell_missing(desk, sections, classes, number, header, titles_lost=not header.rows)
    record = Record(
        id=_identity(profile, number, front.status, document),
        jurisdiction=profile.name,
        profile=Named(profile.name, profile.version),
        parser=Named("civil-service-standards", VERSION),
        source=_facts(document),
        issuer=front.issuer,
        document_type=front.document_type,
        status=front.status,
        standard_number=number,
        dates=Dates(issued=body.closing.issued, revised=body.closing.revised),
        series=_series(profile, classes, number, body),
        classes=classes,
        related_classes=tuple(body.related),
        substitutions=(*body.substitutions, *body.closing.substitutions),
        sections=(*front.outline, *body.outline),
        footnotes=(*body.footnotes, *body.closing.footnotes),
        notes=(*body.notes, *body.closing.notes),
        abbreviations=abbreviations,
        citations=read_citations(desk),
        entities=with_classes(desk, heads),
        conservation=desk.conservation(),
        residue=desk.residue(),
        text=document.text,
        locate=Locator(document.lines) if document.lines else None,
    )
    issues = tuple(desk.issues)
    return replace(record, issues=issues), issues


def _unnamed(header: Header) -> list[Row]:
    """The single class of a document that lost its title but not its number."""
    return [Row()] if header.numbers or header.loose_codes else []


def _read_body(desk: Desk, sections: Sequence[Section], ordinals: Sequence[int]) -> _Body:
    body = _Body()
    reader = QualificationReader(desk, ordinals)
    for section in sections:
        if section.heading:
            closer = _CLOSER.match(desk.document.text, section.heading.end)
            desk.label((section.heading.start, closer.end() if closer else section.heading.end))
        if section.kind != "qualifications":
            section = _without_closing(desk, section, body)
        general, labels = _read_section(desk, section, ordinals, body, reader)
        heading = desk.printed("heading", section.heading) if section.heading else None
        if section.kind != "notes":
            body.outline.append(Outline(section.kind, heading, section.level, None, tuple(general)))
            body.outline += [
                Outline(section.kind, desk.printed("class-label", span), section.level + 1, ordinal)
                for span, ordinal in labels
            ]
    return body


def _without_closing(desk: Desk, section: Section, body: _Body) -> Section:
    """The section without its dates, notes and footnotes, which are read for themselves."""
    closing = [u for u in section.units if u.role in ANYWHERE or section.kind == "notes"]
    read_closing(desk, closing, body.closing)
    return replace(section, units=tuple(u for u in section.units if u not in closing))


def _read_section(
    desk: Desk,
    section: Section,
    ordinals: Sequence[int],
    body: _Body,
    reader: QualificationReader,
) -> tuple[Sequence[Printed], Sequence[tuple[Span, int]]]:
    """Read one section into the body; returns text of no class and class labels on a line."""
    if section.kind == "distinguishing":
        characteristics = read_distinguishing(desk, section, ordinals)
        _extend(body.distinguishing, characteristics.by_class)
        return characteristics.general, characteristics.labels
    if section.kind == "duties":
        duties = read_duties(desk, section, ordinals)
        _extend(body.duties, duties.by_class)
        for duty in duties.general[:1]:
            desk.tell("duties-unassigned", duty.text.value[:80], (duty.text.start, duty.text.end))
        return [duty.text for duty in duties.general], duties.labels
    if section.kind == "qualifications":
        found = reader.read(section)
        body.paths += [path for path in found.paths if path.ordinals and path.spans]
        body.substitutions += found.substitutions
        body.footnotes += found.footnotes
        body.notes += found.notes
        for path in found.paths:
            if not path.spans and path.label:
                desk.tell("track-without-text", path.label.value, path.label.spans[0])
        loose = [path for path in found.paths if path.spans and not path.ordinals]
        return [*found.general, *(_loose_path(desk, path) for path in loose)], found.labels
    if section.kind == "related":
        related = read_related(desk, section)
        body.related += related.classes
        return related.general, []
    paragraphs = _paragraphs(desk, section)
    if section.kind == "description":
        body.description += paragraphs
        return [], []
    return paragraphs, []


def _extend(into: dict[int, list[_T]], more: dict[int, list[_T]]) -> None:
    for ordinal, values in more.items():
        into.setdefault(ordinal, []).extend(values)


def _paragraphs(desk: Desk, section: Section) -> list[Printed]:
    """The paragraphs of a section whose text has no structure of its own."""
    found = []
    for unit in section.units:
        desk.label(unit.mark)
        desk.label(unit.label)
        if unit.start < unit.end:
            found.append(desk.printed("paragraph", (unit.start, unit.end)))
    return found


def _complete(
    desk: Desk, head: ClassTitle, body: _Body, codes: Mapping[int, str | None]
) -> ClassTitle:
    duties = tuple(body.duties.get(head.ordinal, ()))
    return replace(
        head,
        distinguishing_characteristics=tuple(body.distinguishing.get(head.ordinal, ())),
        duties=duties,
        inherits_duties_of=read_inherited(desk, duties, codes),
        qualifications=tuple(
            _qualification(desk, path) for path in body.paths if head.ordinal in path.ordinals
        ),
    )


def _qualification(desk: Desk, path: Path) -> Qualification:
    text = desk.printed("qualification", *path.spans)
    return Qualification(path.track, path.label, text, footnotes=markers(text.value))


def _loose_path(desk: Desk, path: Path) -> Printed:
    """A path that no class label claims: its text stays in the section, and an issue says so."""
    text = desk.printed("qualifications-text", *path.spans)
    desk.tell("qualifications-unassigned", text.value[:80], (text.start, text.end))
    return text


def _lowest_code(heads: Sequence[ClassTitle]) -> Printed | None:
    """The number of a document without an `Occ. Code` line: the code of its lowest title."""
    coded = [c for c in heads if c.code]
    if not coded:
        return None
    titles = [c.title.value if c.title else "" for c in coded]
    grades = [(c.grade.scheme, c.grade.value) if c.grade else None for c in coded]
    return coded[lowest(titles, grades)].code


def _series(
    profile: Profile, classes: Sequence[ClassTitle], number: Printed | None, body: _Body
) -> Series:
    bases = {c.base_title.value.casefold() for c in classes if c.base_title}
    title = classes[0].base_title if len(bases) == 1 else None
    group = None
    if number is not None:
        code = number.value[: profile.group_digits]
        group = Group(code, profile.groups.get(code))
    return Series(title, group, tuple(body.description))


def _identity(profile: Profile, number: Printed | None, status: str, document: Document) -> str:
    suffix = profile.number_suffix.get(status, "")
    stem = document.source.name.rsplit(".", 1)[0]
    name = number.value if number else _SLUG.sub("-", stem.casefold()).strip("-") or "unnamed"
    return f"{profile.name}/{name}{suffix}"


def _facts(document: Document) -> SourceFacts:
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
