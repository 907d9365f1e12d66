"""`Document` to `Section`s: header, headings or content, list marks and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Document, Section, Unit
from pipeline.profiles import Profile
from pipeline.segment.class_tables import find_class_tables
from pipeline.segment.cues import read_cues
from pipeline.segment.header import read_header
from pipeline.segment.headings import Heading, find_headings
from pipeline.segment.interruptions import cut_footnotes, cut_headings, without_running_heads
from pipeline.segment.labels import find_labels, header_titles, listed_titles
from pipeline.segment.outline import below_headings, trace
from pipeline.segment.subheadings import join_broken, title_for_definition, unknown_sections
from pipeline.segment.units import after_heading, read_units
from pipeline.segment.unknown import find_unknown
from pipeline.segment.values import values_below
from pipeline.titles import Titles

__all__ = ["segment"]


def segment(document: Document, *, profile: Profile) -> tuple[Section, ...]:
    """The sections of a document from top to bottom; together they hold every block.

    The first section is the header (kind "header", possibly without units); tables of classes
    belong to it wherever they stand. Closing matter (dates, notes, disclaimers) has kind "notes".
    """
    units = read_units(document, profile)
    tables = find_class_tables(document, units, profile)
    listed = [unit for row in tables.values() for unit in row]
    titles = Titles(enumerate(listed_titles(document, listed), 1))
    units = [unit for index, unit in enumerate(units) if index not in tables]
    units = cut_footnotes(document, join_broken(document, units, titles, profile))
    units = units if profile.by_content else cut_headings(document, units, profile)
    headings = find_headings(document, units, profile)
    if profile.other_headings:
        units, others = find_unknown(document, units, headings, titles, profile)
        headings |= others
    elif not profile.by_content:
        headings |= unknown_sections(document, units, headings, titles)
    header, offset = read_header(document, units, headings, profile)
    header += listed
    named = header_titles(document, header, profile)
    at = {i - offset: h for i, h in headings.items() if i >= offset}
    at |= title_for_definition(document, units[offset:], at, named, profile)
    body = [
        after_heading(document, unit, at[i].body, profile) if i in at else unit
        for i, unit in enumerate(units[offset:])
    ]
    below = values_below(document, header, body, at, profile)
    header += [value for values in below.values() for value in values]
    body = [Unit(u.end, u.end) if i in below else u for i, u in enumerate(body)]
    body = without_running_heads(document, body, named)
    kinds = _kinds(document, header, named, body, at, profile)
    return (Section("header", None, tuple(header), 0), *_sections(body, kinds, at))


def _kinds(
    document: Document,
    header: Sequence[Unit],
    named: Sequence[str],
    body: Sequence[Unit],
    headings: Mapping[int, Heading],
    profile: Profile,
) -> list[str]:
    """The section kind of every unit; where all are headed, only a missing one is sought."""
    printed = {heading.kind for heading in headings.values()}
    missing = {s.kind for s in profile.sections if s.required} - printed
    if not profile.by_content and (profile.other_headings or not missing):
        return below_headings(len(body), headings, first=_first_kind(header, profile))
    titles, labels = find_labels(document, named, body)
    cues = read_cues(document, body, headings, titles, labels, profile)
    if profile.by_content:
        return trace(len(body), cues, headings)
    return trace(len(body), cues, headings, sought=missing)


def _first_kind(header: Sequence[Unit], profile: Profile) -> str:
    """The kind of a section above all headings: that of classes if their title heads it."""
    last = header[-1].block if header and header[-1].role == "title" else None
    if last is None or last.kind != "heading" or not any(u.role == "value" for u in header):
        return "other"
    rooms = (section.kind for section in profile.sections if section.room == "distinguishing")
    return next(rooms, "other")


def _sections(
    units: Sequence[Unit], kinds: Sequence[str], headings: Mapping[int, Heading]
) -> list[Section]:
    """Runs of one kind; a heading always begins a new section."""
    sections = []
    first = 0
    for end in range(1, len(units) + 1):
        if end < len(units) and end not in headings and kinds[end] == kinds[first]:
            continue
        kept = tuple([u for u in units[first:end] if u.start < u.end or u.label])
        heading = headings.get(first)
        words, label = (heading.span, heading.label) if heading else (None, None)
        known = heading is None or heading.known
        sections.append(Section(kinds[first], words, kept, label=label, known=known))
        first = end
    return sections
