"""Header lines that are neither title nor number: issuer, document type, status, preamble."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.assemble.desk import Desk
from pipeline.model import Section, Unit
from pipeline.record import Outline, Printed

_PLAIN = ("issuer", "document_type", "status", "preamble")


@dataclass(frozen=True, slots=True)
class Front:
    """What kind of document it is; the lines that say so stand in `outline`."""

    issuer: Printed | None
    document_type: str
    status: str
    outline: tuple[Outline, ...]


def read_front(desk: Desk, section: Section) -> Front:
    """Issuer, document type and status of a header; a line broken in two counts once."""
    text = desk.document.text
    lines = [unit for unit in section.units if unit.role in _PLAIN]
    issuer = [_name(desk, u) for u in lines if u.role == "issuer"]
    said = " ".join([*(text[u.start : u.end] for u in lines), *_title_notes(desk, section)])
    statuses = [rule.value for rule in desk.profile.statuses if rule.pattern.search(said)]
    types = [u.value for u in lines if u.role == "document_type"]
    for unit in section.units:
        desk.label((unit.start, unit.end))
    return Front(
        issuer=desk.printed("issuer", *issuer) if issuer else None,
        document_type=types[0] if types else _type_by_evidence(desk),
        status=statuses[0] if statuses else "final",
        outline=tuple(_outline(desk, u.role, (u.start, u.end)) for u in lines),
    )


def _type_by_evidence(desk: Desk) -> str:
    """The kind of document that most in its text speaks for; else the profile's usual one."""
    weights: Counter[str] = Counter()
    for rule in desk.profile.type_evidence:
        if rule.pattern.search(desk.document.text):
            weights[rule.value] += rule.weight
    best = max(weights, key=lambda value: weights[value], default="")
    return best if weights[best] >= desk.profile.type_accept else desk.profile.document_type


def _title_notes(desk: Desk, section: Section) -> list[str]:
    """What stands beside the titles of the header and is no part of them: `… - Abolished`."""
    note, text = desk.profile.title_note, desk.document.text
    titles = (unit for unit in section.units if unit.role == "title")
    return [m.group() for u in titles if (m := note.search(text, u.start, u.end))]


def _name(desk: Desk, unit: Unit) -> tuple[int, int]:
    """The issuer's name in its line, where the pattern of the line says what is name."""
    for rule in desk.profile.header_lines:
        found = rule.pattern.match(desk.document.text, unit.start, unit.end)
        if rule.kind == "issuer" and found and found.groupdict().get("name"):
            return found.span("name")
    return unit.start, unit.end


def _outline(desk: Desk, role: str, span: tuple[int, int]) -> Outline:
    printed: Printed = desk.printed(role.replace("_", "-"), span)
    if role == "preamble":
        return Outline(role, None, 1, None, (printed,))
    return Outline(role, printed, 1)
