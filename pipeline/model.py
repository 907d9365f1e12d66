"""The page side: frozen values that say what stands where in a document.

Offsets are half-open `[start, end)` into the canonical text, in Unicode code points. Boxes are
in PDF points with the origin at the top left: `x0 < x1` rightwards, `top < bottom` downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "item", "cell", "footnote"]
Severity = Literal["error", "warning", "info"]


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of the canonical text."""

    start: int
    end: int


class BBox(NamedTuple):
    """A rectangle on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """Where a block stands: the table's number in the document, row and column from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document, by name and digest; `name` is the file name without folders."""

    name: str
    media_type: str
    size: int
    sha256: str


class Block(NamedTuple):
    """One visual unit of the body: a paragraph, heading, list item, table cell or footnote.

    The text of a block is `document.text[start:end]`; line breaks inside it are wraps. A list
    mark that the source prints or numbers automatically is part of that text; a bullet that only
    the layout draws is not (`kind` is then "item"). `level` is the heading level from 1 or the
    list depth from 0. `lead` is the end of the leading bold, italic or underlined words: `start`
    where there are none, `end` where the whole block is emphasised. `indent` counts leading
    blanks or their equivalent in characters.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    lead: int = -1
    indent: int = 0
    cell: Cell | None = None

    @property
    def emphasised(self) -> bool:
        """Whether the whole block is set in bold, italic or underlined type."""
        return self.lead >= self.end


class Furniture(NamedTuple):
    """Text of the page and not of the standard (running head, page number, navigation)."""

    start: int
    end: int
    reason: str


class Line(NamedTuple):
    """Where a stretch of text stands on paper; `page` counts from 1."""

    start: int
    end: int
    page: int
    box: BBox


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of correction made while the canonical text was built, and how often."""

    kind: str
    count: int
    sample: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as canonical text and the blocks it falls into, in reading order.

    Blocks and furniture are disjoint, and together they hold every character of `text` that is
    not white space. Furniture follows the body in `text`, so that a paragraph broken by a page
    is one stretch.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    lines: tuple[Line, ...] = ()
    pages: int | None = None
    encoding: str | None = None
    repairs: tuple[Repair, ...] = ()

    def of(self, span: tuple[int, int] | Block) -> str:
        """The text of a span or block, as it stands."""
        start, end = (span.start, span.end) if isinstance(span, Block) else span
        return self.text[start:end]


class Unit(NamedTuple):
    """One block as the segmenter reads it: its text without the list mark, and its part.

    `style` names the list mark ("bullet:•", "number", "letter", …) or is empty. `role` says what
    the unit is where its form alone tells: in the header "title", "code", "grade", "issuer",
    "document_type", "status", "label", "preamble", "value" or "cell" (of a table of classes); in
    the body "track", "substitution", "note", "date", "initials", "closing" or "footnote"; else it
    is empty. `label` is the stretch of a printed label (`Promotion:`) at its beginning, and
    `value` what that label stands for.
    """

    start: int
    end: int
    mark: Span | None = None
    style: str = ""
    role: str = ""
    value: str = ""
    label: Span | None = None
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A run of units under one heading; `kind` is a section kind of the profile, or "other".

    `heading` spans the heading's words; it is `None` where the document prints none and the
    section was found by its content. `label` spans it with its enumerator and closing mark;
    `known` says whether the profile knows the heading.
    """

    kind: str
    heading: Span | None
    units: tuple[Unit, ...]
    level: int = 1
    label: Span | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """A recognised stretch of text and its normal form; `rule` names the pattern that found it."""

    label: str
    start: int
    end: int
    text: str
    value: Any
    rule: str


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
class Issue:
    """Something a person should know about a record; `code` is listed in `docs/issues.md`."""

    code: str
    severity: Severity
    message: str
    pointer: str | None = None
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The issue as it stands in a record."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "pointer": self.pointer,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single document may cost before it is refused, and an archive of documents.

    `max_archive_bytes` is the size of an archive as it lies there; the other limits on archives
    count all that comes out of it and of archives in it. An archive may always expand to
    `max_bytes`; past that, to no more than `max_ratio` times its size.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_pages: int = 2000
    max_characters: int = 8_000_000
    max_archive_bytes: int = 4 * 1024**3
    max_expanded_bytes: int = 16 * 1024**3
    max_members: int = 100_000
    max_ratio: int = 200
    max_depth: int = 3
