"""PDF: pages of lines with running heads, hyphenation, columns and ruled tables."""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from corpus.formats import pdf_table
from corpus.formats.pdf_lines import SIZE, Line, filled, width
from corpus.layout import Layout
from corpus.page import Block

WIDTH, HEIGHT, MARGIN, BOTTOM = 612.0, 792.0, 72.0, 80.0
COLUMNS = (72.0, 330.0, 440.0, 540.0)
BOLD = {"heading", "class_title", "theme", "header"}
CENTRED = {"department", "doctype", "status"}
TITLE_BLOCK = {"occ_code", "header", "code", "department", "doctype", "status"}
SIDES = {"columns": CENTRED, "side_by_side": CENTRED | {"preamble"}}
GUTTER = 18.0


def write(blocks: tuple[Block, ...], layout: Layout) -> bytes:
    """The bytes of the PDF file."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle("")
    top = HEIGHT - MARGIN
    if layout.style in SIDES:
        beside = SIDES[layout.style]
        apart = TITLE_BLOCK | beside
        top = title_columns(canvas, [each for each in blocks if each.role in apart], beside)
        blocks = tuple(each for each in blocks if each.role not in apart)
    lines = [
        line
        for block, after in zip(blocks, (*blocks[1:], None), strict=True)
        for line in printed(block, after, layout)
    ]
    flow(canvas, lines, top, layout)
    canvas.save()
    return buffer.getvalue()


def flow(canvas: Canvas, lines: list[Line], top: float, layout: Layout) -> None:
    """Draw the lines, starting a new page whenever one is full."""
    page, level = 1, top
    furniture(canvas, page, layout)
    for line in lines:
        fresh = level - max(0.0, line.height - 13.0) < BOTTOM
        if fresh:
            canvas.showPage()
            page, level = page + 1, HEIGHT - MARGIN
            furniture(canvas, page, layout)
        if len(line.cells) == 2:
            pdf_table.draw(canvas, line, level, first_on_page=fresh)
        else:
            draw(canvas, line, level)
        level -= line.height
    canvas.showPage()


def furniture(canvas: Canvas, page: int, layout: Layout) -> None:
    """The running head and the page number."""
    if layout.style == "plain":
        return
    canvas.setFont("Helvetica", 8)
    if page > 1:
        canvas.drawString(MARGIN, HEIGHT - 40, "Title and Pay Plan")
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 40, "For office use")
    canvas.drawCentredString(WIDTH / 2, 40, f"Page {page}" if page % 2 else f"- {page} -")


def draw(canvas: Canvas, line: Line, level: float) -> None:
    """One line of text, or one ruled row."""
    canvas.setFont(line.font, SIZE)
    if not line.cells:
        canvas.drawString(line.left, level, line.text)
        return
    for left, right, text in zip(COLUMNS, COLUMNS[1:], line.cells, strict=False):
        canvas.rect(left, level - 5, right - left, line.height)
        for step, piece in enumerate(filled(text, line.font, right - left - 8, hyphenate=False)):
            canvas.drawString(left + 4, level - 11 * step + line.height - 16, piece)


def printed(block: Block, after: Block | None, layout: Layout) -> Iterator[Line]:
    """The lines of one block, with an empty one after it or after the last row of its table."""
    font = "Times-Bold" if block.role in BOLD else "Times-Roman"
    if block.role == "tasks":
        yield from pdf_table.rows(block)
        if after is None or after.role != "tasks":
            yield Line("", height=14.0)
        return
    if block.cells:
        yield row(block)
        return
    if block.role in CENTRED:
        yield Line(block.text, (WIDTH - width(block.text, font)) / 2, font)
    else:
        yield from paragraph(block, font, layout)
    yield Line("", height=6.0 if block.mark else 9.0)


def row(block: Block) -> Line:
    """A row of the ruled table, as high as its tallest cell."""
    room = COLUMNS[1] - COLUMNS[0] - 8
    steps = len(filled(block.cells[0], "Times-Bold", room, hyphenate=False))
    return Line("", font="Times-Bold", height=9.0 + 11.0 * steps, cells=block.cells)


def paragraph(block: Block, font: str, layout: Layout) -> Iterator[Line]:
    """The filled lines of a paragraph; the first line of a list item carries its mark."""
    left = MARGIN + (24 * (block.depth + 1) if block.mark else 0)
    hyphenate = (
        layout.style in ("running", "columns", "ruled", "side_by_side") and block.role not in BOLD
    )
    lines = filled(block.words, font, WIDTH - MARGIN - left, hyphenate=hyphenate)
    for position, text in enumerate(lines):
        first = position == 0 and block.mark
        yield Line(f"{block.mark}   {text}" if first else text, left - 14 * bool(first), font)


def title_columns(canvas: Canvas, blocks: list[Block], beside: set[str]) -> float:
    """Titles at the left, issuer at the right; the height where the text may go on."""
    left = [each for each in blocks if each.role not in beside]
    right = [each for each in blocks if each.role in beside]
    top, middle = HEIGHT - MARGIN, WIDTH / 2
    start, room = (middle + GUTTER / 2, middle - GUTTER / 2 - MARGIN)
    if beside == CENTRED:
        start, room = 350.0, 260.0
    lows = [column(canvas, left, MARGIN, top, room), column(canvas, right, start, top, room)]
    return min(lows) - 18


def column(canvas: Canvas, blocks: list[Block], left: float, top: float, room: float) -> float:
    """One column of the title block; the height of its foot."""
    for block in blocks:
        font = "Times-Bold" if block.role == "header" else "Times-Roman"
        for text in filled(block.text, font, room, hyphenate=False):
            canvas.setFont(font, SIZE)
            canvas.drawString(left, top, text)
            top -= 14
    return top
