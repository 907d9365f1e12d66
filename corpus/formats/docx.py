"""Word: styles or bold alone, lists, header tables, footnotes, page furniture, revisions."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from corpus.formats import archive, docx_parts
from corpus.layout import Layout
from corpus.page import Block

EPOCH = datetime.datetime(2000, 1, 1)
STYLES = {"heading": "Heading 1", "class_title": "Heading 3", "theme": "Heading 4"}
CENTRED = {"department", "doctype", "status"}
BOLD = {"heading", "class_title", "header"}


def write(blocks: tuple[Block, ...], layout: Layout) -> bytes:
    """The bytes of the Word file."""
    document = docx.Document()
    stamp(document)
    docx_parts.slim(document)
    if layout.style in ("bold", "numbered", "revisions"):
        docx_parts.furniture(document)
    notes = [block for block in blocks if block.role == "footnote"]
    real_notes = layout.style == "footnotes" and bool(notes)
    shown = (block for block in blocks if not (real_notes and block.role == "footnote"))
    for number, (paragraph, block) in enumerate(paragraphs(document, shown, layout)):
        if real_notes:
            docx_parts.link_footnotes(paragraph, [note.label.strip() for note in notes])
        if layout.style == "revisions":
            docx_parts.revise(paragraph, block, number)
    buffer = io.BytesIO()
    document.save(buffer)
    files = archive.members(buffer.getvalue())
    return archive.packed(docx_parts.with_footnotes(files, notes) if real_notes else files)


def stamp(document: Document) -> None:
    """Fixed properties, so that the same page is the same bytes."""
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = EPOCH
    properties.last_modified_by, properties.revision = "", 1


def paragraphs(
    document: Document, blocks: Iterator[Block], layout: Layout
) -> Iterator[tuple[Paragraph, Block]]:
    """Each block put into the document, with the paragraph that holds it."""
    table = document.add_table(0, 3, "Table Grid") if layout.header == "table" else None
    for block in blocks:
        if table is not None and block.role == "occ_code":
            row = table.add_row().cells
            row[0].merge(row[2]).text = block.text
        elif table is not None and block.cells:
            for cell, text in zip(table.add_row().cells, block.cells, strict=True):
                cell.text = text
        else:
            yield added(document, block, layout), block


def added(document: Document, block: Block, layout: Layout) -> Paragraph:
    """The paragraph of one block."""
    paragraph = document.add_paragraph(style=style(block, layout))
    if block.label:
        paragraph.add_run(block.label).italic = block.section == "qualifications"
    run = paragraph.add_run(block.text)
    run.bold = True if layout.style != "headings" and block.role in BOLD else None
    if block.role in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def style(block: Block, layout: Layout) -> str:
    """The name of the paragraph style."""
    if block.mark:
        kind = "List Number" if layout.style == "numbered" else "List Bullet"
        return kind if block.depth == 0 else f"{kind} 2"
    return STYLES.get(block.role, "Normal") if layout.style == "headings" else "Normal"
