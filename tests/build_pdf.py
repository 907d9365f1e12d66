"""Small PDFs drawn in code: every word in its place, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
LEFT, TOP, MEASURE = 72.0, 100.0, 468.0
PLAIN, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"


@dataclass(frozen=True)
class Word:
    """A run of text whose baseline starts at `x`, `y` points from the top left corner."""

    text: str
    x: float
    y: float
    font: str = PLAIN
    size: float = 11.0
    white: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Rule:
    """A drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark = Word | Rule


def pdf(
    *pages: Iterable[Mark],
    password: str | None = None,
    rotation: int = 0,
    crop: tuple[float, float, float, float] | None = None,
) -> bytes:
    """The bytes of a file with these pages; `crop` is x0, y0, x1, y1 from the bottom left."""
    out = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=lock, cropBox=crop)
    for page in pages:
        canvas.setPageRotation(rotation)
        for mark in page:
            _draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, mark: Mark) -> None:
    if isinstance(mark, Rule):
        canvas.line(mark.x0, HEIGHT - mark.y0, mark.x1, HEIGHT - mark.y1)
        return
    canvas.saveState()
    canvas.setFont(mark.font, mark.size)
    canvas.setFillGray(1 if mark.white else 0)
    canvas.translate(mark.x, HEIGHT - mark.y)
    canvas.rotate(90 if mark.turned else 0)
    canvas.drawString(0, 0, mark.text)
    canvas.restoreState()


def at(y: float, *lines: str, x: float = LEFT, font: str = PLAIN, size: float = 11.0) -> list[Word]:
    """Lines under each other with the usual leading, the first on baseline `y`."""
    return [Word(text, x, y + n * 1.2 * size, font, size) for n, text in enumerate(lines)]


def wrapped(text: str, y: float, *, x: float = LEFT, width: float = MEASURE) -> list[Word]:
    """A paragraph filled to the width and set flush left."""
    return at(y, *_filled(text, width), x=x)


def _filled(text: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, PLAIN, 11.0) > width:
            yield line
            longer = word
        line = longer
    yield line


def below(words: Sequence[Word], gap: float = 26.0) -> float:
    """The baseline of the paragraph after these words."""
    return words[-1].y + gap


def grid(rows: Sequence[Sequence[str]], y: float, *, widths: Sequence[float]) -> list[Mark]:
    """A ruled table of one-line cells that begins at `y`; level rules are drawn cell by cell."""
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    height = 20.0
    marks: list[Mark] = [
        Rule(x0, y + n * height, x1, y + n * height)
        for n in range(len(rows) + 1)
        for x0, x1 in pairwise(edges)
    ]
    marks += [Rule(edge, y, edge, y + len(rows) * height) for edge in edges]
    marks += [
        Word(text, edges[column] + 4, y + row * height + 14)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return marks
