"""Blocks to the reference text: what the document prints, in reading order, a line a block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.page import Block

Span = tuple[int, int]
"""Half-open `[start, end)`, in characters of the reference text."""


@dataclass(frozen=True)
class Line:
    """A block, or one cell of it: the label is `[start, middle)`, the text `[middle, end)`."""

    block: Block
    label: str
    text: str
    start: int

    @property
    def middle(self) -> int:
        """Where the label ends and the text begins."""
        return self.start + len(self.label)

    @property
    def end(self) -> int:
        """The end of the line."""
        return self.middle + len(self.text)

    @property
    def words(self) -> Span:
        """The text without the label."""
        return self.middle, self.end


@dataclass(frozen=True)
class Reference:
    """The text of a document without list marks and furniture, and its lines."""

    text: str
    lines: tuple[Line, ...]

    def of(self, *roles: str, section: str | None = None) -> Iterator[Line]:
        """The lines of these roles, in order; with `section`, of that section alone."""
        for line in self.lines:
            if line.block.role in roles and section in (None, line.block.section):
                yield line

    def found(self, pattern: str, start: int = 0, end: int | None = None) -> Span | None:
        """The first match between two offsets; `^` and `$` are the ends of a line."""
        stop = len(self.text) if end is None else end
        match = re.compile(pattern, re.MULTILINE).search(self.text, start, stop)
        return match.span() if match else None


def reference(blocks: Iterable[Block]) -> Reference:
    """The reference text of a page."""
    lines: list[Line] = []
    start = 0
    for block in blocks:
        for label, text in [("", cell) for cell in block.cells] or [(block.label, block.text)]:
            lines.append(Line(block, label, text, start))
            start = lines[-1].end + 1
    return Reference("\n".join(line.label + line.text for line in lines), tuple(lines))


def spaced(words: str, gap: str = r"\s+") -> str:
    """A pattern for words that may stand on two lines."""
    return gap.join(map(re.escape, words.split()))
