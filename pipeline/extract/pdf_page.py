"""A page's objects to runs: turned upright, measured from the top left, the unseen set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.extract.pdf_objects import Bounds, PageObjects, TextObject, page_objects
from pipeline.model import BBox

_TINY_POINTS = 1.5

Upright = Callable[[Bounds], Bounds]


@dataclass(slots=True, eq=False)
class Run:
    """One text object: its words, its ink box, where it stands on its line and how it is set.

    `text` ends with a space where pdfium saw one before the next run (`order` + 1).
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    order: int
    family: str = ""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its runs in drawing order, text that is not read in line, and ruled lines."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    apart: tuple[tuple[Run, str], ...]
    rules: tuple[BBox, ...]


def pages(data: bytes, *, max_pages: int) -> list[PdfPage]:
    """Every page of a file, turned the way its text is read.

    Raises: SourceError "encrypted", "corrupt-file", "too-large".
    """
    found = page_objects(data, max_pages=max_pages)
    return [_page(number, objects) for number, objects in enumerate(found, 1)]


def _page(number: int, objects: PageObjects) -> PdfPage:
    turns = _turns(objects.texts, objects.rotation)
    width, height = _size(objects.crop, turns)
    upright = _upright(objects.crop, turns)
    runs: list[Run] = []
    apart: list[tuple[Run, str]] = []
    for order, text in enumerate(objects.texts):
        run = _run(text, upright, order)
        reason = _unseen(text, run, objects, (width, height))
        if reason is None and text.quadrant != turns:
            reason = "rotated-text"
        if reason:
            apart.append((run, reason))
        else:
            runs.append(run)
    rules = tuple(BBox(*upright(rule)) for rule in objects.rules)
    return PdfPage(number, width, height, tuple(runs), tuple(apart), rules)


def _turns(texts: Iterable[TextObject], rotation: int) -> int:
    """Clockwise quarter turns that set most of the page's text upright."""
    weights: Counter[int] = Counter()
    for text in texts:
        if text.quadrant is not None:
            weights[text.quadrant] += len(text.text)
    return min(weights, key=lambda q: (-weights[q], q != rotation, q)) if weights else rotation


def _size(crop: Bounds, turns: int) -> tuple[float, float]:
    width, height = crop[2] - crop[0], crop[3] - crop[1]
    return (height, width) if turns % 2 else (width, height)


def _upright(crop: Bounds, turns: int) -> Upright:
    """Boxes of the page (origin bottom left) to points from the top left of the turned page."""
    x0, y0, x1, y1 = crop
    return (
        lambda box: (box[0] - x0, y1 - box[3], box[2] - x0, y1 - box[1]),
        lambda box: (box[1] - y0, box[0] - x0, box[3] - y0, box[2] - x0),
        lambda box: (x1 - box[2], box[1] - y0, x1 - box[0], box[3] - y0),
        lambda box: (y1 - box[3], x1 - box[2], y1 - box[1], x1 - box[0]),
    )[turns % 4]


def _run(text: TextObject, upright: Upright, order: int) -> Run:
    x0, top, x1, bottom = upright(text.bounds)
    _, baseline, _, _ = upright(text.pen * 2)
    face, size = text.face, text.size
    return Run(
        text.text, x0, top, x1, bottom, baseline, size, face.bold, face.italic, order, face.family
    )


def _unseen(
    text: TextObject, run: Run, objects: PageObjects, size: tuple[float, float]
) -> str | None:
    """Text nobody can see: tiny, off the page, white on nothing, invisible but over no scan."""
    width, height = size
    unseen = (
        text.size < _TINY_POINTS
        or run.x1 < 0
        or run.x0 > width
        or run.bottom < 0
        or run.top > height
        or (text.white and not _covered(text.bounds, objects.fills + objects.images))
        or (text.invisible and not _covered(text.bounds, objects.images))
    )
    return "hidden-text" if unseen else None


def _covered(inner: Bounds, outers: Iterable[Bounds]) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in outers)


def characters(read: Iterable[PdfPage]) -> int:
    """How many characters the pages hold."""
    runs = (run for page in read for run in (*page.runs, *(run for run, _ in page.apart)))
    return sum(len(run.text) for run in runs)
