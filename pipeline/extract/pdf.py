"""PDF to `Document`: runs to lines, columns and paragraphs; furniture apart; tables as cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from pipeline.errors import SourceError
from pipeline.extract.paragraphs import Vocabulary, drops_hyphen, joint
from pipeline.extract.pdf_cells import with_tables
from pipeline.extract.pdf_furniture import Apart, set_apart
from pipeline.extract.pdf_lines import PdfLine, lines
from pipeline.extract.pdf_page import PdfPage, characters, pages
from pipeline.extract.pdf_paragraphs import Paragraph, paragraphs
from pipeline.extract.pdf_tables import grids
from pipeline.model import Block, Document, Furniture, Limits, Line, Source
from pipeline.text import RepairLog, TextBuilder

_HYPHENS = ("-", "\u2010")


def extract(source: Source, data: bytes, *, limits: Limits) -> Document:
    """One document from the bytes of a PDF file; every line keeps its page and box.

    Raises: SourceError "encrypted", "corrupt-file", "too-large", "no-text-layer".
    """
    read = pages(data, max_pages=limits.max_pages)
    if characters(read) > limits.max_characters:
        raise SourceError("too-large", f"{characters(read)} characters")
    if not any(page.runs or page.apart for page in read):
        raise SourceError("no-text-layer", f"{len(read)} pages without text")
    log = RepairLog()
    body, apart = set_apart(_lines(read, log), [page.height for page in read])
    apart += _beside(read, log)
    writer = _Writer(log)
    blocks = writer.body(paragraphs(body))
    furniture = writer.apart(apart)
    return Document(
        source,
        writer.builder.text(),
        blocks,
        furniture,
        lines=tuple(writer.lines),
        pages=len(read),
        repairs=log.repairs(),
    )


def _lines(read: Iterable[PdfPage], log: RepairLog) -> list[list[PdfLine]]:
    found, number = [], 0
    for page in read:
        tables = grids(page)
        found.append(with_tables(page, tables, first=number, log=log))
        number += len(tables)
    return found


def _beside(read: Iterable[PdfPage], log: RepairLog) -> Apart:
    return [
        (line, reason)
        for page in read
        for run, reason in page.apart
        for line in lines([run], page=page.number, log=log)
    ]


class _Writer:
    """Writes paragraphs and furniture to the canonical text and notes where each line went."""

    def __init__(self, log: RepairLog) -> None:
        self.builder = TextBuilder(log)
        self.lines: list[Line] = []
        self._vocabulary: Vocabulary | None = None

    def body(self, found: Sequence[Paragraph]) -> tuple[Block, ...]:
        """One block a paragraph, in reading order."""
        if any(line.text.endswith(_HYPHENS) for p in found for line in p.lines[:-1]):
            self._vocabulary = Vocabulary.of(line.text for p in found for line in p.lines)
        return tuple(self._block(paragraph) for paragraph in found)

    def apart(self, found: Iterable[tuple[PdfLine, str]]) -> tuple[Furniture, ...]:
        """One piece of furniture a line, after the body."""
        return tuple(Furniture(*self._alone(line), reason) for line, reason in found)

    def _alone(self, line: PdfLine) -> tuple[int, int]:
        self._break()
        return self._line(line, line.text)

    def _break(self) -> None:
        if len(self.builder):
            self.builder.put("\n")

    def _block(self, paragraph: Paragraph) -> Block:
        self._break()
        start = lead = len(self.builder)
        leading = True
        for line, after in zip_longest(paragraph.lines, paragraph.lines[1:]):
            text, glue = self._joined(line, after) if after else (line.text, "")
            begin, _ = self._line(line, text)
            if leading and line.lead:
                lead = begin + min(line.lead, len(text))
            leading = leading and line.emphasised
            if glue:
                self.builder.put(glue)
        cell = paragraph.lines[0].cell
        end = len(self.builder)
        return Block(paragraph.kind, start, end, paragraph.level, lead, paragraph.indent, cell)

    def _joined(self, line: PdfLine, after: PdfLine) -> tuple[str, str]:
        """The line as it is written before another, and what stands between them."""
        kind = self._vocabulary and joint(line.text, after.text, self._vocabulary)
        if not kind:
            return line.text, "\n"
        sample = line.text.rsplit(None, 1)[-1] + "|" + after.text.split(None, 1)[0]
        self.builder.log.add(kind, sample)
        return (line.text[:-1] if drops_hyphen(kind) else line.text), ""

    def _line(self, line: PdfLine, text: str) -> tuple[int, int]:
        span = self.builder.put(text)
        self.lines.append(Line(*span, line.page, line.box))
        return span
