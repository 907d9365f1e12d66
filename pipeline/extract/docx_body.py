"""The stories of a Word document (body, notes, headers) to pieces in printed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.extract.docx_numbering import Lists, Mark, numeral
from pipeline.extract.docx_runs import RunReader
from pipeline.extract.docx_styles import (
    Indent,
    Numbering,
    Properties,
    Style,
    over,
    read_indent,
    read_numbering,
    read_outline,
)
from pipeline.extract.docx_stylesheet import StyleSheet
from pipeline.extract.docx_xml import (
    Element,
    W,
    child,
    first,
    integer,
    parts,
    printed,
    switch,
    value,
)
from pipeline.extract.flow import Piece, Run, settle_table, split_lines
from pipeline.model import BlockKind, Cell

_PARAGRAPH, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_PROPERTIES, _STYLE, _MARK_PROPERTIES = W + "pPr", W + "pStyle", W + "rPr"
_MOST_COLUMNS = 63  # Word's own limit; a larger span is damage


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes or endnotes of a document: content by id, and how they are numbered."""

    contents: dict[str, Element] = field(default_factory=dict)
    number_format: str = "decimal"


class _References:
    """Gives each note its mark where it is first referred to; `marks` are by kind and id."""

    def __init__(self, notes: dict[str, Notes]) -> None:
        self.marks: dict[tuple[str, str], str] = {}
        self._notes = notes
        self._counts = dict.fromkeys(notes, 0)

    def refer(self, kind: str, note_id: str, by_hand: bool) -> str:
        """The mark to print at a reference; none where the text prints its own."""
        if kind not in self._notes or (kind, note_id) in self.marks:
            return self.marks.get((kind, note_id), "").strip()
        if by_hand:
            self.marks[kind, note_id] = ""
            return ""
        self._counts[kind] += 1
        mark = f"[{numeral(self._counts[kind], self._notes[kind].number_format)}]"
        self.marks[kind, note_id] = mark + " "
        return mark


@dataclass(slots=True)
class _Table:
    number: int
    pieces: list[Piece] = field(default_factory=list)
    nested: bool = False
    headed: bool = False
    cell: Cell | None = None


class StoryReader:
    """Reads stories in order; list counters, note numbers and table numbers run through all."""

    def __init__(self, styles: StyleSheet, lists: Lists, notes: dict[str, Notes]) -> None:
        self._styles = styles
        self._lists = lists
        self._notes = notes
        self._references = _References(notes)
        self._runs = RunReader(styles, self._references.refer)
        self._pieces: list[Piece] = []
        self._carried: list[Run] = []
        self._tables: list[_Table] = []
        self._data_tables = 0

    def read(self, story: Element) -> list[Piece]:
        """The pieces of one story."""
        self._pieces = []
        self._blocks(story)
        self._add(Piece(self._carried))
        self._carried = []
        return self._pieces

    def read_notes(self) -> list[Piece]:
        """The notes referred to so far, footnotes first, each with its mark as `[1] `."""
        pieces: list[Piece] = []
        for kind in self._notes:
            for (note_kind, note_id), mark in list(self._references.marks.items()):
                content = self._notes[kind].contents.get(note_id)
                if note_kind == kind and content is not None:
                    pieces.extend(_as_note(self.read(content), mark))
        return pieces

    def _blocks(self, parent: Element) -> None:
        for element in printed(list(parent)):
            if element.tag == _PARAGRAPH:
                self._paragraph(element)
            elif element.tag == _TABLE:
                self._table(element)

    def _paragraph(self, paragraph: Element) -> None:
        elements = list(paragraph)
        properties = parts(first(elements, _PROPERTIES))
        style = self._styles.paragraph(value(properties.get(_STYLE)))
        text = self._runs.read(elements, style.face)
        runs = self._carried + text.runs
        joined = _is_joined(properties)
        self._carried = runs if joined else []
        if not joined:
            piece = self._piece(runs, properties, style)
            for part in split_lines(piece):
                self._add(part)
        if text.hidden:
            self._pieces.append(Piece([Run("".join(text.hidden))], reason="hidden"))
        for box in text.boxes:
            self._blocks(box)

    def _add(self, piece: Piece) -> None:
        for text, _, _ in piece.runs:
            if text and not text.isspace():
                break
        else:
            return
        self._pieces.append(piece)
        if piece.cell is not None:
            self._tables[-1].pieces.append(piece)

    def _piece(self, runs: list[Run], properties: Properties, style: Style) -> Piece:
        own = read_numbering(properties)
        mark = self._lists.advance(over(own, style.numbering))
        outline = read_outline(properties)
        outline = style.outline if outline is None else outline
        kind: BlockKind = "paragraph"
        level = 0
        if outline:
            kind, level = "heading", outline
        elif own.list_id != "0" and _is_item(mark, style):
            kind, level = "item", _depth(mark, style)
        return Piece(
            runs,
            kind,
            level,
            _indent(properties, mark, own, style).characters,
            self._tables[-1].cell if self._tables else None,
            mark.text if mark is not None else "",
        )

    def _table(self, element: Element) -> None:
        if self._tables:
            self._tables[-1].nested = True
        table = _Table(self._data_tables)
        self._tables.append(table)
        rows = [row for row in printed(list(element)) if row.tag == _ROW and not _is_deleted(row)]
        for number, row in enumerate(rows):
            table.headed |= bool(switch(child(row, "trPr", "tblHeader")))
            self._row(table, number, row)
        self._tables.pop()
        self._data_tables += settle_table(table.pieces, nested=table.nested, headed=table.headed)

    def _row(self, table: _Table, number: int, row: Element) -> None:
        column = integer(value(child(row, "trPr", "gridBefore")))
        for element in printed(list(row)):
            if element.tag != _CELL:
                continue
            properties = child(element, "tcPr")
            table.cell = Cell(table.number, number, column)
            if not _is_continued(properties):
                self._blocks(element)
            span = integer(value(child(properties, "gridSpan")), 1)
            column += min(max(1, span), _MOST_COLUMNS)


def _is_item(mark: Mark | None, style: Style) -> bool:
    """Whether a paragraph is in a list: by a mark, or by a list style whose list is lost."""
    return style.list_level is not None if mark is None else mark.bullet or bool(mark.text)


def _depth(mark: Mark | None, style: Style) -> int:
    """The level in its list; styles such as "List Bullet 2" have lists of one level each."""
    return (mark.level if mark is not None else 0) or style.list_level or 0


def _indent(properties: Properties, mark: Mark | None, own: Numbering, style: Style) -> Indent:
    """The paragraph's own indent before its list's, and that before its style's."""
    base = style.indent
    if mark is not None:
        listed = mark.indent
        base = over(listed, base) if own.list_id is not None else over(base, listed)
    return over(read_indent(properties), base)


def _is_joined(properties: Properties) -> bool:
    """Whether the paragraph's end was deleted or moved away, so that the next one goes on."""
    marks = properties.get(_MARK_PROPERTIES)
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def _is_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _is_continued(properties: Element | None) -> bool:
    """Whether a cell only goes on with the one above or beside it."""
    merges = (child(properties, "vMerge"), child(properties, "hMerge"))
    return any(merge is not None and value(merge) != "restart" for merge in merges)


def _as_note(pieces: Iterable[Piece], mark: str) -> list[Piece]:
    """The pieces of one note; its mark stands before the first."""
    texts = [piece for piece in pieces if not piece.reason]
    for place, piece in enumerate(texts):
        piece.kind, piece.level, piece.cell = "footnote", 0, None
        piece.mark = (mark if place == 0 else "") + piece.mark
    return [*texts, *(piece for piece in pieces if piece.reason)]
