"""Spans to the page and boxes they stand on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.model import Line, Span


class Locator:
    """Finds the printed lines that spans of one document touch."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.start)
        self._starts = [line.start for line in self._lines]

    def __call__(self, spans: tuple[Span, ...]) -> tuple[int | None, list[list[float]] | None]:
        """The page of the first line, and the boxes of all lines on that page."""
        page: int | None = None
        boxes: list[list[float]] = []
        for start, end in spans:
            first = max(0, bisect_right(self._starts, start) - 1)
            for line in self._lines[first : bisect_left(self._starts, end)]:
                if line.end > start and (page is None or line.page == page):
                    page = line.page
                    boxes.append(list(line.box))
        return page, boxes or None
