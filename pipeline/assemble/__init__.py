"""(`Document`, `Section`s, `Entity`s) to (`Record`, `Issue`s): where evidence becomes decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.assemble.body import Body, BodyReader
from pipeline.assemble.classes import class_titles
from pipeline.assemble.desk import Desk
from pipeline.assemble.findings import tell_missing
from pipeline.assemble.front import read_front
from pipeline.assemble.header import Header, read_rows
from pipeline.assemble.identity import facts, identity, lowest_code, series
from pipeline.assemble.lost_titles import titles_from_body
from pipeline.assemble.mentions import (
    read_abbreviations,
    read_citations,
    read_inherited,
    with_classes,
)
from pipeline.assemble.patterns import Path
from pipeline.assemble.place import Locator
from pipeline.assemble.qualifications import markers
from pipeline.assemble.rows import Row
from pipeline.model import Document, Entity, Section
from pipeline.profiles import Profile
from pipeline.record import (
    Abbreviation,
    ClassTitle,
    Dates,
    Named,
    Printed,
    Qualification,
    Record,
)
from pipeline.titles import Titles
from pipeline.version import VERSION

__all__ = ["assemble"]


def assemble(
    document: Document,
    sections: Sequence[Section],
    entities: Sequence[Entity],
    *,
    profile: Profile,
) -> Record:
    """The record of one document; its issues say what a person should know about it."""
    desk = Desk(document, entities, profile)
    front = read_front(desk, sections[0])
    header = read_rows(desk, sections[0])
    abbreviations = read_abbreviations(desk)
    heads = _heads(desk, header, sections[1:], abbreviations)
    body = BodyReader(desk, [head.ordinal for head in heads]).read(sections[1:])
    classes = _completed(desk, heads, body)
    number = _number(desk, header, heads)
    closing = body.closing
    tell_missing(desk, sections, classes, number, header, titles_lost=not header.rows)
    return Record(
        id=identity(profile, number, front.status, document),
        jurisdiction=profile.name,
        profile=Named(profile.name, profile.version),
        parser=Named("civil-service-standards", VERSION),
        source=facts(document),
        issuer=front.issuer,
        document_type=front.document_type,
        status=front.status,
        standard_number=number,
        dates=Dates(**{"issued": closing.issued, "revised": closing.revised} | header.dates),
        series=series(desk, header, classes, number, body.description),
        classes=classes,
        related_classes=tuple(body.related),
        substitutions=tuple(closing.substitutions),
        sections=(*front.outline, *body.outline),
        footnotes=tuple(closing.footnotes),
        notes=(*header.notes, *closing.notes),
        abbreviations=abbreviations,
        citations=read_citations(desk),
        entities=with_classes(desk, heads),
        conservation=desk.conservation(),
        residue=desk.residue(),
        text=document.text,
        issues=tuple(desk.issues),
        locate=Locator(document.lines) if document.lines else None,
    )


def _heads(
    desk: Desk,
    header: Header,
    sections: Sequence[Section],
    abbreviations: Sequence[Abbreviation],
) -> list[ClassTitle]:
    """The classes by title, code and grade; from here on the desk knows their names."""
    rows = header.rows or titles_from_body(desk, sections) or _unnamed(header)
    heads = class_titles(desk, header, rows)
    names = [(head.ordinal, head.title.value) for head in heads if head.title]
    names += [(o, name) for o, row in enumerate(rows, 1) for name in row.names[1:]]
    desk.know(Titles(names, [(a.short.value, a.long.value) for a in abbreviations]))
    return heads


def _unnamed(header: Header) -> list[Row]:
    """The single class of a document that lost its title but not its number."""
    return [Row()] if header.numbers or header.loose_codes else []


def _number(desk: Desk, header: Header, heads: Sequence[ClassTitle]) -> Printed | None:
    return desk.printed("number", header.numbers[0]) if header.numbers else lowest_code(heads)


def _completed(desk: Desk, heads: Sequence[ClassTitle], body: Body) -> tuple[ClassTitle, ...]:
    codes = {head.ordinal: head.code.value if head.code else None for head in heads}
    return tuple(_complete(desk, head, body, codes) for head in heads)


def _complete(
    desk: Desk, head: ClassTitle, body: Body, codes: Mapping[int, str | None]
) -> ClassTitle:
    """A class with everything the body says of it."""
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
    shared = tuple(desk.printed("qualifications-text", *spans) for spans in path.shared)
    marks = markers(text.value)
    return Qualification(path.track, path.label, text, footnotes=marks, shared=shared)
