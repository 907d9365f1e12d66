"""Ruled tables of duties: a label at the left that spans the rows of its duties."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from corpus.formats.pdf_lines import SIZE, Line, filled
from corpus.page import Block

EDGES = (72.0, 200.0, 540.0)
PADDING, LEADING, RISE = 5.0, 12.0, 11.0
LABEL_FONT, FONT = "Times-Bold", "Times-Roman"


def rows(block: Block) -> Iterator[Line]:
    """One line of the page for each duty; the last is as tall as the label still needs."""
    label, *duties = block.cells
    shown = pieces(label, LABEL_FONT, 0)
    used = 0.0
    for position, duty in enumerate(duties):
        height = room(len(pieces(duty, FONT, 1)))
        last = position == len(duties) - 1
        if last:
            height = max(height, room(len(shown)) - used)
        used += height
        yield Line("", height=height, cells=(label if position == 0 else "", duty), joined=not last)


def pieces(text: str, font: str, column: int) -> list[str]:
    """The text in lines of the column."""
    room_across = EDGES[column + 1] - EDGES[column] - 2 * PADDING
    return filled(text, font, room_across, hyphenate=False)


def room(count: int) -> float:
    """The height of a cell with so many lines."""
    return count * LEADING + 2 * PADDING - (LEADING - SIZE)


def draw(canvas: Canvas, line: Line, level: float, *, first_on_page: bool) -> None:
    """A row that hangs from `level`; the left cell stays open below while its label goes on."""
    left, middle, right = EDGES
    top, bottom = level + RISE, level + RISE - line.height
    for x in EDGES:
        canvas.line(x, top, x, bottom)
    canvas.line(middle, top, right, top)
    canvas.line(middle if line.joined else left, bottom, right, bottom)
    if line.cells[0] or first_on_page:
        canvas.line(left, top, middle, top)
    for column, font in enumerate((LABEL_FONT, FONT)):
        canvas.setFont(font, SIZE)
        for step, piece in enumerate(pieces(line.cells[column], font, column)):
            canvas.drawString(
                EDGES[column] + PADDING, top - PADDING - SIZE + 2 - step * LEADING, piece
            )
