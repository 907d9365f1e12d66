"""The domain side: frozen values of one parsed standard, and the record they serialise to.

Values read from the document are `Printed`: the value together with the characters it stands
on. `Record.to_dict` writes the plain value and moves its spans to `evidence`, under the JSON
Pointer of the place where the value came to stand; nobody writes a pointer by hand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.model import Entity, Issue, Span

SCHEMA_VERSION = "1-0-0"


@dataclass(frozen=True, slots=True)
class Printed:
    """A text value as printed: white space folded, with the spans it was read from, in order.

    Joining the slices of `spans` and folding white space gives `value`.
    """

    value: str
    spans: tuple[Span, ...]
    rule: str

    def __str__(self) -> str:
        return self.value

    @property
    def start(self) -> int:
        """Where the first character stands."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last character ends."""
        return self.spans[-1].end


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
    unparsed: tuple[Printed, ...] = ()
    shared: tuple[Printed, ...] = ()


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
    rules: tuple[Substitution, ...] = ()


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
class EvidenceEntry:
    """Pages and boxes of a span; filled by whoever knows the pages."""

    page: int | None
    boxes: tuple[tuple[float, ...], ...] | None


Locate = Callable[[tuple[Span, ...]], EvidenceEntry]


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
    text: str = dataclasses.field(default="", repr=False)
    locate: Locate | None = dataclasses.field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, in the order of the schema."""
        evidence: dict[str, dict[str, Any]] = {}
        plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
        for name in _RECORD_FIELDS:
            plain[name] = _plain(getattr(self, name), f"/{name}", evidence, self.locate)
        plain["evidence"] = evidence
        return plain


_RECORD_FIELDS = tuple(
    f.name for f in dataclasses.fields(Record) if f.name not in ("text", "locate")
)


def _plain(value: Any, pointer: str, evidence: dict[str, Any], locate: Locate | None) -> Any:
    """A domain value as JSON; what is printed leaves its spans in `evidence`."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is Printed:
        evidence[pointer] = _evidence(value, locate)
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(v, f"{pointer}/{i}", evidence, locate) for i, v in enumerate(value)]
    if kind is Entity:
        return {
            "label": value.label,
            "text": value.text,
            "start": value.start,
            "end": value.end,
            "value": _plain(value.value, "", evidence, None),
        }
    if kind is Issue:
        return value.to_dict()
    if kind is dict:
        members = value.items()
        return {k: _plain(v, f"{pointer}/{_escape(k)}", evidence, locate) for k, v in members}
    return {
        k: v if type(v) in _ATOMS else _plain(v, f"{pointer}/{k}", evidence, locate)
        for k, v in _members(value)
    }


_ATOMS = frozenset((str, int, float, bool, type(None)))
_ONLY_IF_ANY = ("unparsed", "rules")
NOT_WRITTEN = ("shared",)
"""Members of domain values that later stages read and the JSON does not show."""


def _members(value: Any) -> Iterable[tuple[str, Any]]:
    """The members of a domain value under their JSON names."""
    if type(value) is Node:
        return _node_members(value)
    kind = type(value)
    if kind not in _JSON_NAMES:
        written = [f.name for f in dataclasses.fields(kind) if f.name not in NOT_WRITTEN]
        _JSON_NAMES[kind] = tuple((name, name.rstrip("_")) for name in written)
    members = [(name, getattr(value, field)) for field, name in _JSON_NAMES[kind]]
    return [member for member in members if member[1] or member[0] not in _ONLY_IF_ANY]


_JSON_NAMES: dict[type, tuple[tuple[str, str], ...]] = {}
"""The fields of each class, with their names in JSON; filled as they are met."""


def _node_members(node: Node) -> Iterator[tuple[str, Any]]:
    if node.op is not None:
        yield "op", node.op
        yield "of", node.of
    else:
        yield "type", node.type
        yield from node.attributes
    yield "text", node.text


def _evidence(value: Printed, locate: Locate | None) -> dict[str, Any]:
    place = locate(value.spans) if locate else EvidenceEntry(None, None)
    return {
        "spans": [list(span) for span in value.spans],
        "page": place.page,
        "boxes": None if place.boxes is None else [list(box) for box in place.boxes],
        "rule": value.rule,
    }


def _escape(key: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
