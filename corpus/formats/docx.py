"""Word: styles or bold alone, lists, tables, footnotes, page furniture, revisions, boxes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from corpus.formats import archive, docx_boxes, docx_parts
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
    if layout.style in ("bold", "numbered", "revisions", "boxes"):
        docx_parts.furniture(document)
    notes = [block for block in blocks if block.role == "footnote"]
    real_notes = layout.style == "footnotes" and bool(notes)
    shown = (block for block in blocks if not (real_notes and block.role == "footnote"))
    placed = list(paragraphs(document, shown, layout))
    for number, (paragraph, block) in enumerate(placed):
        if real_notes:
            docx_parts.link_footnotes(paragraph, [note.label.strip() for note in notes])
        if layout.style == "revisions":
            docx_parts.revise(paragraph, block, number)
    if layout.style == "boxes":
        docx_boxes.wrap(placed)
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
    duties: Any = None
    for block in blocks:
        if block.role != "tasks":
            duties = None
        if block.role == "tasks":
            duties = document.add_table(0, 2, "Table Grid") if duties is None else duties
            tasks(duties, block, merged=layout.style == "headings")
        elif table is not None and block.role == "occ_code":
            row = table.add_row().cells
            row[0].merge(row[2]).text = block.text
        elif table is not None and block.cells:
            for cell, text in zip(table.add_row().cells, block.cells, strict=True):
                cell.text = text
        else:
            yield added(document, block, layout), block


def tasks(table: Any, block: Block, *, merged: bool) -> None:
    """The duties of one label: a row each beside a merged cell, or paragraphs of one cell."""
    label, *duties = block.cells
    if not merged:
        left, right = table.add_row().cells
        left.text, right.text = label, duties[0]
        for duty in duties[1:]:
            right.add_paragraph(duty)
        return
    rows = [table.add_row().cells for _ in duties]
    for row, duty in zip(rows, duties, strict=True):
        row[1].text = duty
    rows[0][0].merge(rows[-1][0]).text = label


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
