"""Lines of print to paragraphs: by gaps, margins, fullness, marks and style."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.paragraphs import begins_unit, ends_sentence, is_title_case, is_upper, marked
from pipeline.extract.pdf_lines import PdfLine
from pipeline.model import BlockKind

_USUAL_LEADING = 1.2  # baseline to baseline, in type sizes, where the document does not tell
_WIDER = 1.25
_DOUBLE_SPACED = 2.4
_OTHER_SIZE = 0.12
_MARGIN = 0.6  # of the type size: less is no indent
_SLACK = 1.0  # of the type size, that a full line may leave beyond the next word
_RAGGED_SHARE = 0.3
_SAME_EDGE_POINTS = 6.0
_RIGHT_HALF = 0.4  # of the flow's width: lines that begin beyond it are set to the right
_SENTENCE_WORDS = 4
_LEVEL = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?=,|$)")  # "1, GRADE 18", "II"; not "12 MAST"
_LARGER = 1.12
_HEADING_WORDS = 14


class Paragraph(NamedTuple):
    """Consecutive lines of one visual unit; `level` is the heading level or list depth."""

    kind: BlockKind
    lines: Sequence[PdfLine]
    level: int
    indent: int


def paragraphs(lines: Sequence[PdfLine]) -> list[Paragraph]:
    """The lines of the whole document grouped into paragraphs, headings, items and cells."""
    if not lines:
        return []
    _set_margins(lines)
    leading = _leading(lines)
    group = [lines[0]]
    groups = [group]
    for line in lines[1:]:
        if _continues(group, line, leading):
            group.append(line)
        else:
            group = [line]
            groups.append(group)
    return _described(groups, _body_size(lines))


def _set_margins(lines: Sequence[PdfLine]) -> None:
    """Give the lines their margins: those of the cell or column, else those of the document."""
    flows: dict[object, list[PdfLine]] = defaultdict(list)
    for line in lines:
        flows[_flow(line)].append(line)
    for own in flows.values():
        left, right = min([line.box.x0 for line in own]), _right_margin(own)
        for line in own:
            line.left, line.right = left, right


def _flow(line: PdfLine) -> object:
    return (
        (line.page, line.flow, line.cell) if line.is_column or line.is_block or line.cell else None
    )


def _right_margin(lines: Iterable[PdfLine]) -> float:
    """How far right lines reach, leaving a single outlier aside."""
    ends = sorted([line.box.x1 for line in lines], reverse=True)
    return next((a for a, b in pairwise(ends) if a - b < _SAME_EDGE_POINTS), ends[0])


def _leading(lines: Iterable[PdfLine]) -> float:
    """Baseline to baseline in type sizes, most often, where a sentence runs over the line end."""
    seen = Counter(
        [
            round((after.baseline - before.baseline) / before.size, 1)
            for before, after in pairwise(lines)
            if _runs_over(before, after) and _same_flow(before, after)
        ]
    )
    sane = {ratio: n for ratio, n in seen.items() if 0.8 <= ratio <= _DOUBLE_SPACED}
    return min(sane, key=lambda ratio: (-sane[ratio], ratio)) if sane else _USUAL_LEADING


def _same_flow(before: PdfLine, after: PdfLine) -> bool:
    return before.page == after.page and before.flow == after.flow and before.cell == after.cell


def _runs_over(before: PdfLine, after: PdfLine) -> bool:
    return after.text[0].islower() and not ends_sentence(before.text)


def _room(before: PdfLine, after: PdfLine) -> float:
    """Points left over, had the next line's first word been set on the line before."""
    return before.right - before.box.x1 - after.first_word - 0.25 * before.size


def _full(before: PdfLine, after: PdfLine) -> bool:
    """Whether the line had no room for the next word; lines set to the right always end there."""
    far = before.box.x0 - before.left > _RIGHT_HALF * (before.right - before.left)
    alone = _is_unit(before.text, after.text) if before.is_block else far and not before.is_column
    if alone and not after.text[0].islower():
        return False
    return _room(before, after) <= _SLACK * before.size


def _is_unit(text: str, after: str) -> bool:
    """Whether a line of a block, however long, says all it has to say.

    `KITE TESTER` / `1, GRADE 18` does not.
    """
    if is_upper(text):
        return _LEVEL.match(after) is None
    return len(text.split()) < _SENTENCE_WORDS or is_title_case(text)


def _continues(paragraph: Sequence[PdfLine], line: PdfLine, leading: float) -> bool:
    before = paragraph[-1]
    if before.cell != line.cell or "\t" in before.text or "\t" in line.text:
        return False
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return False
    if not _same_flow(before, line):
        return not (before.is_block or line.is_block) and _crosses_page(before, line)
    if _gap_ends(paragraph, line, leading) or _new_style(before, line):
        return False
    if begins_unit(line.text, before.text) or _outdented_mark(paragraph, line):
        return False
    return _fills(before, line) and _keeps_margin(paragraph, line)


def _crosses_page(before: PdfLine, line: PdfLine) -> bool:
    """Whether a paragraph goes on over a page or column break."""
    if marked(line.text) or before.emphasised != line.emphasised or is_upper(before.text):
        return False
    if line.text[0].islower():
        return _room(before, line) <= _RAGGED_SHARE * (before.right - before.left)
    return _full(before, line) and not ends_sentence(before.text) and not is_upper(line.text)


def _gap_ends(paragraph: Sequence[PdfLine], line: PdfLine, leading: float) -> bool:
    before = paragraph[-1]
    gap = line.baseline - before.baseline
    if gap <= 0:
        return True
    if len(paragraph) > 1 and _same_flow(paragraph[-2], before):
        own = before.baseline - paragraph[-2].baseline
        return gap > max(_WIDER * own, own + 1.0)
    if _runs_over(before, line) and _full(before, line):
        return gap > _DOUBLE_SPACED * before.size
    return gap > _WIDER * leading * before.size


def _new_style(before: PdfLine, line: PdfLine) -> bool:
    """A bold line under plain text opens something; plain text under a bold line does, unless
    the bold words ran on."""
    if line.lead == 0:
        return before.emphasised and not (_runs_over(before, line) and _full(before, line))
    return before.lead == 0 and line.emphasised and not _runs_over(before, line)


def _outdented_mark(paragraph: Sequence[PdfLine], line: PdfLine) -> bool:
    """A list mark left of the paragraph's hanging indent, whatever the line before ended with."""
    if marked(line.text) is None:
        return False
    if len(paragraph) > 1:
        return line.box.x0 < paragraph[-1].box.x0 - _MARGIN * line.size
    first = paragraph[0]
    beside = abs(line.box.x0 - first.box.x0) < _MARGIN * line.size
    return beside and marked(first.text) is not None


def _fills(before: PdfLine, line: PdfLine) -> bool:
    if _full(before, line):
        return True
    width = before.right - before.box.x0
    return _runs_over(before, line) and _room(before, line) <= _RAGGED_SHARE * width


def _keeps_margin(paragraph: Sequence[PdfLine], line: PdfLine) -> bool:
    """Whether the line stands on the paragraph's margin: no new first-line indent, no outdent."""
    margin = _MARGIN * line.size
    first, before = paragraph[0], paragraph[-1]
    if len(paragraph) == 1 or not _same_flow(paragraph[0], line):
        deeper = line.box.x0 > before.box.x0 + margin
        return not deeper or marked(first.text) is not None or _runs_over(before, line)
    return abs(line.box.x0 - before.box.x0) <= margin or _runs_over(before, line)


def _body_size(lines: Iterable[PdfLine]) -> float:
    sizes: dict[float, int] = defaultdict(int)
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size))


def _described(groups: Iterable[list[PdfLine]], body: float) -> list[Paragraph]:
    """The groups with their kind, level and indent."""
    described = []
    depths: list[float] = []
    for lines in groups:
        first = lines[0]
        kind = _kind(lines, body)
        level = 0
        if kind == "item":
            level = _depth(depths, first)
        elif kind == "heading":
            level = 1 if first.size >= _LARGER * body else 2
        if kind != "item":
            depths.clear()
        indent = max(0, round((first.box.x0 - first.left) / (0.5 * first.size)))
        described.append(Paragraph(kind, lines, level, indent))
    return described


def _kind(lines: Sequence[PdfLine], body: float) -> BlockKind:
    first = lines[0]
    if first.cell is not None:
        return "cell"
    if marked(first.text) and not first.text.startswith("*"):
        return "item"
    last = lines[-1]
    if len(lines) > 2 or last.text[-1] in ".;,":
        return "paragraph"
    prominent = first.size >= _LARGER * body or (first.emphasised and last.emphasised)
    short = prominent and sum(len(line.text.split()) for line in lines) <= _HEADING_WORDS
    return "heading" if short else "paragraph"


def _depth(depths: list[float], line: PdfLine) -> int:
    """Nesting of an item among the items before it, by its left edge."""
    margin = _MARGIN * line.size
    while depths and line.box.x0 < depths[-1] - margin:
        depths.pop()
    if not depths or line.box.x0 > depths[-1] + margin:
        depths.append(line.box.x0)
    return len(depths) - 1
