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
        touched = [line for span in spans for line in self._touched(span)]
        if not touched:
            return None, None
        page = touched[0].page
        return page, [list(line.box) for line in touched if line.page == page]

    def _touched(self, span: Span) -> list[Line]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [line for line in self._lines[first:last] if line.end > span.start]
