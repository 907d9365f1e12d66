"""Runs of type to blocks and furniture over one canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.mojibake import repair
from pipeline.extract.paragraphs import ends_sentence, marked
from pipeline.extract.wrapping import TextLine, paragraphs, wrap_width
from pipeline.model import Block, BlockKind, Cell, Document, Furniture, Source
from pipeline.text import RepairLog, TextBuilder, clean

_TAB_CHARACTERS = 6  # half an inch, the usual tab stop, in characters of 120 twips
_MOST_BLOCKS_IN_A_DATA_CELL = 4


class Run(NamedTuple):
    """A stretch of text in one type; `strong` is bold, italic or underlined.

    `link` is 1 in a link, 2 in a link to a place of the same page.
    """

    text: str
    strong: bool = False
    link: int = 0


@dataclass(slots=True)
class Piece:
    """A block in the making; it is furniture where `reason` says why.

    `mark` is a list number that the layout generates; it comes to stand before the text.
    `indent` is what the layout adds to the blanks at the beginning of the text.
    """

    runs: Sequence[Run]
    kind: BlockKind = "paragraph"
    level: int = 0
    indent: int = 0
    cell: Cell | None = None
    mark: str = ""
    reason: str = ""

    def text(self) -> str:
        """The text as it came, with its generated mark."""
        return self.mark + "".join([run.text for run in self.runs]).lstrip()


def settle_table(pieces: Sequence[Piece], *, nested: bool, headed: bool = False) -> bool:
    """Keep the cells of a data table, dissolve those of a layout table; says whether it is data.

    A layout table holds other tables, has one column, or holds a flow of blocks in one cell. A
    table with header cells is data whatever its cells hold. Items and headings in a data table
    keep their kind beside their cell. A table that only sets marks beside texts is a list.
    """
    filled = [piece for piece in pieces if piece.cell is not None]
    data = (
        not nested
        and not _set_marks(filled)
        and len({piece.cell.column for piece in filled if piece.cell}) > 1
    )
    if data and not headed:
        heights = [len(list(group)) for _, group in groupby(filled, key=attrgetter("cell"))]
        data = max(heights) <= _MOST_BLOCKS_IN_A_DATA_CELL
    for piece in filled:
        if not data:
            piece.cell = None
        elif piece.kind == "paragraph":
            piece.kind = "cell"
    return data


def _set_marks(pieces: Sequence[Piece]) -> bool:
    """Join the marks in a table's first column to the texts beside them, if all are marks."""
    marks = [piece for piece in pieces if piece.cell and piece.cell.column == 0]
    texts = {
        piece.cell.row: piece for piece in reversed(pieces) if piece.cell and piece.cell.column
    }
    if not marks or len({piece.cell for piece in marks}) != len(texts):
        return False
    if not all(_is_mark(piece) and piece.cell and piece.cell.row in texts for piece in marks):
        return False
    for piece in marks:
        text = texts[piece.cell.row if piece.cell else 0]
        text.kind, text.mark = "item", piece.text().strip() + " "
        piece.runs = ()
    return True


def _is_mark(piece: Piece) -> bool:
    text = piece.text().strip()
    mark = marked(text + " x")
    return mark is not None and mark.end() == len(text)


def split_lines(piece: Piece) -> Iterable[Piece]:
    """A paragraph or cell with line breaks as one piece a line; an item or heading stays whole.

    A break inside a sentence (`… of the` / `department …`) is a wrap and stays in its piece.
    """
    if piece.kind == "item" or piece.kind == "heading":
        return (piece,)
    for text, _, _ in piece.runs:
        if "\n" in text:
            return _split(piece)
    return (piece,)


def _split(piece: Piece) -> Iterator[Piece]:
    mark = piece.mark
    for runs in _lines(piece.runs):
        yield Piece(runs, piece.kind, piece.level, piece.indent, piece.cell, mark, piece.reason)
        mark = ""


_SHORTEST_WRAPPED_LINE = 45
_FEWEST_LINES_TO_MEASURE = 4
_WANTS_MORE = re.compile(r"\b(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|under|with)$")


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs cut at their line breaks, but for the breaks that are wraps."""
    printed: list[tuple[TextLine, list[Run]]] = []
    blanks = 0
    for line in _broken(runs):
        text = "".join([run.text for run in line]).rstrip()
        if text.strip():
            printed.append((TextLine.of(text, blanks=blanks), line))
        blanks = 0 if text.strip() else blanks + 1
    rest = iter(printed)
    for count in _paragraph_lengths([line for line, _ in printed]):
        yield _joined([next(rest)[1] for _ in range(count)])


def _paragraph_lengths(lines: Sequence[TextLine]) -> list[int]:
    """How many lines each paragraph has: by the measure of all lines, or pair by pair."""
    if len(lines) >= _FEWEST_LINES_TO_MEASURE and wrap_width(lines) is not None:
        return [len(group) for group in paragraphs(lines)]
    lengths: list[int] = []
    before: TextLine | None = None
    for line in lines:
        if before is not None and _wraps(before, line):
            lengths[-1] += 1
        else:
            lengths.append(1)
        before = line
    return lengths


def _wraps(before: TextLine, line: TextLine) -> bool:
    """Whether one sentence runs on: a long line without an end, or with a word that wants more."""
    if line.blanks or before.width < _SHORTEST_WRAPPED_LINE or ends_sentence(before.text):
        return False
    return line.words[0].islower() or _WANTS_MORE.search(before.text) is not None


def _joined(lines: Iterable[list[Run]]) -> list[Run]:
    first, *rest = lines
    return [*first, *(run for line in rest for run in (Run("\n"), *line))]


def _broken(runs: Iterable[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(run._replace(text=first) if rest else run)
        for text in rest:
            yield line
            line = [run._replace(text=text)]
    yield line


class Flow:
    """Writes pieces into the canonical text: the body first, the furniture after it."""

    def __init__(self, log: RepairLog) -> None:
        self._builder = TextBuilder(log)
        self._blocks: list[Block] = []
        self._furniture: list[Furniture] = []

    def write(self, pieces: Iterable[Piece]) -> None:
        """Append all pieces that hold more than white space."""
        aside: list[Piece] = []
        for piece in pieces:
            if piece.reason:
                aside.append(piece)
            else:
                self._block(piece)
        for piece in aside:
            self._aside(piece)

    def document(self, source: Source, *, encoding: str | None = None) -> Document:
        """The document written so far."""
        return Document(
            source=source,
            text=self._builder.text(),
            blocks=tuple(self._blocks),
            furniture=tuple(self._furniture),
            encoding=encoding,
            repairs=self._builder.log.repairs(),
        )

    def _block(self, piece: Piece) -> None:
        runs, mark = piece.runs, piece.mark
        raw = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        whole = self._canonical(raw)
        text = whole.strip()
        if not text:
            return
        start, end = self._append(clean(mark + text, self._builder.log) if mark else text)
        blanks = whole[: len(whole) - len(whole.lstrip())]
        strong = self._strong(runs, raw, whole) - len(blanks)
        lead = min(end, start + len(mark) + strong) if strong > 0 else start
        indent = max(0, piece.indent + _width(blanks))
        self._blocks.append(Block(piece.kind, start, end, piece.level, lead, indent, piece.cell))

    def _aside(self, piece: Piece) -> None:
        text = self._canonical(piece.text()).strip()
        if text:
            start, end = self._append(text)
            self._furniture.append(Furniture(start, end, piece.reason))

    def _append(self, text: str) -> tuple[int, int]:
        if len(self._builder):
            self._builder.put("\n")
        return self._builder.put(text)

    def _canonical(self, raw: str, log: RepairLog | None = None) -> str:
        log = log or self._builder.log
        return clean(repair(raw, log), log)

    def _strong(self, runs: Sequence[Run], raw: str, whole: str) -> int:
        """The end of the leading strong text in `whole`, which is `raw` made canonical."""
        end = _leading_strong(runs)
        if not end:
            return 0
        head = raw[:end].rstrip()
        return len(head) if whole == raw else len(self._canonical(head, RepairLog()))


def _leading_strong(runs: Sequence[Run]) -> int:
    """How many characters the strong runs at the beginning have; blanks between do not count."""
    position = end = 0
    for text, strong, _ in runs:
        position += len(text)
        if strong:
            end = position
        elif not text.isspace() and text:
            break
    return end


def _width(blanks: str) -> int:
    return len(blanks) + (_TAB_CHARACTERS - 1) * blanks.count("\t")
