"""Lines of plain text to paragraphs: how wide the document was wrapped, what continues what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.paragraphs import begins_unit, ends_sentence, marked

_NARROWEST, _WIDEST = 50, 104
_SLACK = 6  # columns a ragged wrapper may leave unused before a word that would have fitted
_WIDER_SHARE = 0.03
_CUT_SENTENCES = 3
_FITTING_SHARE = 0.8
_TAB_COLUMNS = 8


class TextLine(NamedTuple):
    """One line that is not blank; `indent` and `width` are columns, indent included in width.

    `blanks` counts the blank lines before it; `seam` says that a page began there. `soft` marks
    a line that ended with a soft hyphen.
    """

    text: str
    indent: int
    width: int
    blanks: int = 0
    seam: bool = False
    soft: bool = False
    words: str = ""

    @classmethod
    def of(cls, text: str, *, blanks: int = 0, seam: bool = False, soft: bool = False) -> TextLine:
        """Measure a line, tabs to every eighth column."""
        flat = text.expandtabs(_TAB_COLUMNS) if "\t" in text else text
        words = flat.lstrip()
        return cls(text, len(flat) - len(words), len(flat), blanks, seam, soft, words)


def wrap_width(lines: Sequence[TextLine]) -> int | None:
    """The column at which the document was wrapped by hand; `None` where lines are paragraphs.

    Wrapped text cuts sentences at line ends, and nearly all the cut lines are so full that the
    next word had no room; hardly any line is longer.
    """
    return _width(lines, _cuts(lines))


_Cuts = Sequence[tuple[TextLine, TextLine]]
"""The lines that end inside a sentence, each with the next one."""


def _cuts(lines: Sequence[TextLine]) -> _Cuts:
    return [pair for pair in pairwise(lines) if _cuts_sentence(*pair)]


def _width(lines: Sequence[TextLine], cut: _Cuts) -> int | None:
    if len(cut) < _CUT_SENTENCES:
        return None
    widest_first = sorted((line.width for line in lines), reverse=True)
    width = widest_first[max(1, int(len(lines) * _WIDER_SHARE))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    fitting = sum(_room(before, after, width) <= _SLACK for before, after in cut)
    return width if fitting >= _FITTING_SHARE * len(cut) else None


def _cuts_sentence(before: TextLine, after: TextLine) -> bool:
    adjoining = not after.blanks and not after.seam
    return adjoining and after.words[0].islower() and not ends_sentence(before.text)


def _room(before: TextLine, after: TextLine, width: int) -> int:
    """Columns left over, had the next line's first word been set on the line before."""
    word = after.words.split(None, 1)[0]
    return width - before.width - 1 - len(word)


def paragraphs(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """The lines grouped into paragraphs; every line is one where nothing was wrapped."""
    lines = list(lines)
    cut = _cuts(lines)
    width = _width(lines, cut)
    if width is None:
        return [[line] for line in lines]
    indented = _first_lines_indented(cut)
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width, indented):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _first_lines_indented(cut: _Cuts) -> bool:
    """Whether the document sets the first line of a paragraph in, and the others at the margin."""
    cut = [pair for pair in cut if pair[0].indent]
    out = sum(before.indent > after.indent for before, after in cut if not marked(before.words))
    return out >= _CUT_SENTENCES and out >= _FITTING_SHARE * len(cut)


def _hangs(paragraph: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line stands below the text of a list item, right of the item's mark."""
    mark = marked(paragraph[0].words)
    if mark is None:
        return False
    after = paragraph[0].words[mark.end() :]
    text = paragraph[0].indent + mark.end() + len(after) - len(after.lstrip())
    return line.indent == text


def _continues(paragraph: Sequence[TextLine], line: TextLine, width: int, indented: bool) -> bool:
    """Whether a line goes on with the paragraph: the line before was full, nothing new begins."""
    before = paragraph[-1]
    if line.seam:
        open_end = not ends_sentence(before.text) or line.words[0].islower()
        return open_end and not marked(line.words) and _room(before, line, width) <= _SLACK
    if line.blanks or begins_unit(line.words, before.words):
        return False
    if before.words.count("(") > before.words.count(")"):
        return True
    if _hangs(paragraph, line) and not ends_sentence(before.text):
        return True
    room = _room(before, line, width)
    lower = line.words[0].islower()
    if not (
        before.soft or room < 0 or (room <= _SLACK and lower and not ends_sentence(before.text))
    ):
        return False
    return before.soft or lower or _keeps_margin(paragraph, line, indented)


def _keeps_margin(paragraph: Sequence[TextLine], line: TextLine, indented: bool) -> bool:
    """Whether the line stands on the paragraph's margin: no new first-line indent, no outdent."""
    first = paragraph[0]
    if len(paragraph) > 1:
        return abs(line.indent - paragraph[-1].indent) <= 1
    if marked(first.words) is not None:
        return line.indent >= first.indent or not ends_sentence(first.text)
    return line.indent < first.indent or (
        line.indent == first.indent and not (indented and line.indent)
    )
