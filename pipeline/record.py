"""The domain side: frozen values of one parsed standard, and the record they serialise to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Entity, Issue
from pipeline.model import Printed as Printed
from pipeline.printed import NOT_WRITTEN, ONLY_IF_ANY, Locate, Walk

SCHEMA_VERSION = "1-0-0"


@dataclass(frozen=True, slots=True)
class Grade:
    """A salary grade; `scheme` is sg, m, ns or os, `plan_code` the plan's two characters."""

    raw: Printed
    scheme: str
    value: int | None
    plan_code: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """An occupational group: the first two digits of a title code, and its name where known."""

    code: str
    name: str | None


@dataclass(frozen=True, slots=True)
class DatePrinted:
    """A date as printed and as ISO text of the printed precision (`2018-05`)."""

    raw: Printed
    value: str | None


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates a standard carries."""

    issued: DatePrinted | None = None
    established: DatePrinted | None = None
    revised: DatePrinted | None = None
    title_changed: DatePrinted | None = None


@dataclass(frozen=True, slots=True)
class AlternateCode:
    """A second code of a class under another scheme."""

    scheme: str
    value: Printed


@dataclass(frozen=True, slots=True)
class Duty:
    """One illustrative duty; `group` is its theme, lead-in or parent item, `depth` its nesting."""

    text: Printed
    group: Printed | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class InheritedDuties:
    """A class whose duties this one may perform too."""

    title: Printed
    code: str | None


@dataclass(frozen=True, slots=True)
class OfWhich:
    """A part of an experience that must be of a special kind."""

    months: int
    qualifier: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a requirement tree; every node has the words it stands on.

    A branch has `op` ("all" or "any") and `of`; a leaf has `type` and that type's attributes in
    `attributes`, named as in RECORD.md (`level`, `fields`, `months`, `title` …).
    """

    text: Printed
    op: str | None = None
    of: tuple[Node, ...] = ()
    type: str | None = None
    attributes: tuple[tuple[str, Any], ...] = ()

    def written(self) -> Iterator[tuple[str, Any, bool]]:
        """The members of a branch or a leaf, as a `Walk` asks for them, and then the words."""
        if self.op is not None:
            yield "op", self.op, False
            yield "of", self.of, False
        else:
            yield "type", self.type, False
            for name, value in self.attributes:
                yield name, value, False
        yield "text", self.text, True


@dataclass(frozen=True, slots=True)
class Qualification:
    """One way to qualify for a class; `label` is the track as printed.

    `shared` are texts printed once for several paths, which hold for this one too: they are part
    of its requirement, stand in the outline, and are not written with the path.
    """

    track: str
    label: Printed | None
    text: Printed
    requirement: Node | None = None
    footnotes: tuple[str, ...] = ()
    unparsed: tuple[Printed, ...] = field(default=(), metadata=ONLY_IF_ANY)
    shared: tuple[Printed, ...] = field(default=(), metadata=NOT_WRITTEN)


@dataclass(frozen=True, slots=True)
class ClassTitle:
    """One class (title) that a standard defines; no title where the document lost it."""

    ordinal: int
    title: Printed | None
    base_title: Printed | None
    level: Printed | None = None
    parenthetic: Printed | None = None
    code: Printed | None = None
    alternate_codes: tuple[AlternateCode, ...] = ()
    grade: Grade | None = None
    distinguishing_characteristics: tuple[Printed, ...] = ()
    duties: tuple[Duty, ...] = ()
    inherits_duties_of: tuple[InheritedDuties, ...] = ()
    qualifications: tuple[Qualification, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """What the standard says of all its classes together."""

    title: Printed | None
    occupational_group: Group | None
    description: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedClass:
    """A class named for comparison, with the paragraph that names it."""

    title: Printed
    code: Printed | None
    text: Printed


@dataclass(frozen=True, slots=True)
class Substitution:
    """A paragraph by which one qualification may stand for another.

    The fields are those of its first rule; `rules` holds every rule of the paragraph.
    """

    text: Printed
    replaces: Node | None = None
    with_: Node | None = None
    months: int | None = None
    cap_months: int | None = None
    ratio: str | None = None
    rules: tuple[Substitution, ...] = field(default=(), metadata=ONLY_IF_ANY)


@dataclass(frozen=True, slots=True)
class Outline:
    """One section of the document's outline; `class_` is the ordinal of the class it speaks of.

    `text` holds the paragraphs that stand in the section and have no field of their own.
    """

    kind: str
    heading: Printed | None
    level: int
    class_: int | None = None
    text: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote by its marker."""

    marker: str
    text: Printed


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form the document defines, with its long form."""

    short: Printed
    long: Printed


@dataclass(frozen=True, slots=True)
class Citation:
    """A law, rule or order the document cites."""

    text: Printed
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Conservation:
    """Where the characters of the canonical text went, white space not counted."""

    characters: int
    placed: int
    labels: int
    furniture: int
    residue: int


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of the file itself."""

    file: str
    media_type: str
    bytes: int
    sha256: str
    text_sha256: str
    pages: int | None
    ocr: bool
    encoding: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A component by name and version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Residue:
    """Text that found no place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """One source document as one record: every class the document defines, in printed order."""

    id: str
    jurisdiction: str
    profile: Named
    parser: Named
    source: SourceFacts
    issuer: Printed | None
    document_type: str
    status: str
    standard_number: Printed | None
    dates: Dates
    series: Series
    classes: tuple[ClassTitle, ...]
    related_classes: tuple[RelatedClass, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    sections: tuple[Outline, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Printed, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    citations: tuple[Citation, ...] = ()
    entities: tuple[Entity, ...] = ()
    conservation: Conservation = Conservation(0, 0, 0, 0, 0)
    residue: tuple[Residue, ...] = ()
    issues: tuple[Issue, ...] = ()
    text: str = field(default="", repr=False, metadata=NOT_WRITTEN)
    locate: Locate | None = field(default=None, repr=False, compare=False, metadata=NOT_WRITTEN)

    def to_dict(self, walk: Walk | None = None) -> dict[str, Any]:
        """The record as plain JSON values, in the order of the schema.

        A `walk` that is given knows the printed values afterwards, and where they came to stand.
        """
        walk = walk or Walk()
        plain = {"schema_version": SCHEMA_VERSION, **walk.members(self, "")}
        plain["evidence"] = walk.evidence(self.locate)
        return plain
