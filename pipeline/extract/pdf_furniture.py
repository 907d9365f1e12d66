"""Lines of all pages to body and furniture: running heads, running feet, page numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.pdf_lines import PdfLine
from pipeline.extract.pdf_margins import heads_and_feet
from pipeline.extract.running import page_number, without_digits

_EDGE_LINES = 4
_EDGE_SHARE = 0.17  # of the page height, from either edge
_SAME_PLACE_POINTS = 6.0

Apart = list[tuple[PdfLine, str]]


def set_apart(
    pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]
) -> tuple[list[PdfLine], Apart]:
    """Body lines in reading order, and furniture with its reason, page by page.

    A head or foot stands in the same place with the same words, digits apart, on more than half
    of the pages, or shows itself by place and type. A page number says so, or is the page's
    number alone at its edge.
    """
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    again = _recurring(edges)
    reasons: dict[int, str] = {}
    for edge in edges:
        top, bottom = edge
        reasons |= {id(line): "running-head" for line in top if id(line) in again}
        reasons |= {id(line): "running-foot" for line in bottom if id(line) in again}
        reasons |= dict.fromkeys(_numbers(edge, len(pages)), "page-number")
    left = [[line for line in lines if id(line) not in reasons] for lines in pages]
    reasons |= heads_and_feet(left, heights)
    body: list[PdfLine] = []
    apart: Apart = []
    for lines in pages:
        for line in lines:
            if id(line) in reasons:
                apart.append((line, reasons[id(line)]))
            else:
                body.append(line)
    return body, apart


def _edges(lines: Iterable[PdfLine], height: float) -> tuple[list[PdfLine], list[PdfLine]]:
    """The few lines in the top margin and in the bottom margin of a page, from the edge inwards."""
    down = sorted((line for line in lines if line.cell is None), key=lambda line: line.box.top)
    top = [line for line in down[:_EDGE_LINES] if line.box.bottom < _EDGE_SHARE * height]
    bottom = [
        line
        for line in down[: -_EDGE_LINES - 1 : -1]
        if line.box.top > (1 - _EDGE_SHARE) * height and line not in top
    ]
    return top, bottom


def _recurring(edges: Sequence[tuple[list[PdfLine], list[PdfLine]]]) -> set[int]:
    """Ids of edge lines whose words come again in their place on more than half of the pages."""
    places: dict[str, list[PdfLine]] = defaultdict(list)
    for edge in edges:
        for line in (*edge[0], *edge[1]):
            places[without_digits(line.text)].append(line)
    found: set[int] = set()
    for group in places.values():
        for line in group:
            near = [other for other in group if _same_place(line, other)]
            pages = {other.page for other in near}
            if len(pages) > 1 and len(pages) > len(edges) / 2:
                found.add(id(line))
    return found


def _same_place(line: PdfLine, other: PdfLine) -> bool:
    return abs(line.baseline - other.baseline) <= _SAME_PLACE_POINTS


def _numbers(edge: tuple[list[PdfLine], list[PdfLine]], pages: int) -> Iterator[int]:
    for part in edge:
        for at, line in enumerate(part):
            alone = at == 0 and pages > 1 and line.text == str(line.page)
            if alone or page_number(line.text) is not None:
                yield id(line)
