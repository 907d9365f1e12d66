"""Entities to what the record says of them: abbreviations, citations, linked titles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pipeline.assemble.desk import Desk
from pipeline.model import Entity
from pipeline.record import Abbreviation, Citation, ClassTitle, Duty, InheritedDuties


def read_abbreviations(desk: Desk) -> tuple[Abbreviation, ...]:
    """The short forms the document defines, each once, in order."""
    found: dict[str, Abbreviation] = {}
    for entity in desk.entities:
        if entity.label == "ABBREVIATION" and entity.value["short"] not in found:
            short = desk.printed("abbreviation", tuple(entity.value["short_span"]))
            long = desk.printed("abbreviation", tuple(entity.value["long_span"]))
            found[entity.value["short"]] = Abbreviation(short, long)
    return tuple(found.values())


def read_citations(desk: Desk) -> tuple[Citation, ...]:
    """The laws, rules and orders the document cites, each once, in order."""
    found: dict[str, Citation] = {}
    for entity in desk.entities:
        if entity.label == "LAW" and entity.value["value"] not in found:
            text = desk.printed("citation", (entity.start, entity.end))
            found[entity.value["value"]] = Citation(
                text, entity.value["kind"], entity.value["value"]
            )
    return tuple(found.values())


def read_inherited(
    desk: Desk, duties: Sequence[Duty], codes: Mapping[int, str | None]
) -> tuple[InheritedDuties, ...]:
    """The classes whose duties these duties say may be performed too.

    `codes` are the codes of the document's own classes by ordinal.
    """
    found: dict[str, InheritedDuties] = {}
    text = desk.document.text
    for duty in duties:
        for match in desk.profile.inherits.finditer(text, duty.text.start, duty.text.end):
            inherited = _inherited(desk, match.end(), duty.text.end, codes)
            if inherited is not None:
                found.setdefault(inherited.title.value, inherited)
    return tuple(found.values())


def _inherited(
    desk: Desk, start: int, end: int, codes: Mapping[int, str | None]
) -> InheritedDuties | None:
    mention = desk.titles.match(desk.document.text, start, end)
    if mention is not None:
        code = codes.get(mention.ordinals[0]) if len(mention.ordinals) == 1 else None
        return InheritedDuties(desk.printed("inherits", (mention.start, mention.end)), code)
    entity = next((e for e in desk.entities_in((start, end), "TITLE") if e.start == start), None)
    if entity is None:
        return None
    return InheritedDuties(desk.printed("inherits", (entity.start, entity.end)), None)


def with_classes(desk: Desk, heads: Sequence[ClassTitle]) -> tuple[Entity, ...]:
    """All entities, with the titles of the document's own classes linked to them by ordinal."""
    codes = {c.ordinal: c.code.value if c.code else None for c in heads}
    text, rule = desk.document.text, f"{desk.profile.name}.mention"
    body_end = max([b.end for b in desk.document.blocks], default=0)
    linked: list[Entity] = []
    for mention in desk.titles.mentions(text):
        ordinals, start, end = mention
        if start >= body_end:
            break
        value = {"ordinals": list(ordinals), "codes": [codes[o] for o in ordinals]}
        linked.append(Entity("TITLE", start, end, text[start:end], value, rule))
    ends = [entity.end for entity in linked]
    others = [e for e in desk.entities if e.label != "TITLE" or not _touches(e, linked, ends)]
    return tuple(sorted((*others, *linked), key=lambda e: (e.start, -e.end, e.label)))


def _touches(entity: Entity, linked: Sequence[Entity], ends: Sequence[int]) -> bool:
    """Whether an entity shares characters with one of those that follow each other in `linked`."""
    first = bisect_right(ends, entity.start)
    return first < len(linked) and linked[first].start < entity.end
