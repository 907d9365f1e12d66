"""Runs of one page to its lines, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from pipeline.extract.paragraphs import marked
from pipeline.extract.pdf_columns import Flow, flows
from pipeline.extract.pdf_page import Run
from pipeline.extract.pdf_rows import SMALLER, SYMBOL, Piece, rows
from pipeline.model import BBox, Cell
from pipeline.text import RepairLog, clean, fold

_WORD_GAP = 0.2  # of the type size, between runs that pdfium did not read one after the other
_CLEAR_GAP = 0.5  # and between runs that it did read so, without a space
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_LIGATURE_LETTERS = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_SYMBOL_BULLET = re.compile("^[\uf000-\uf0ff\u25cf\u2219](?=\\s|$)|^o(?= )")
_PLAIN_BULLETS = "\u25cf\u2219"  # of those that print
_BLANKS = re.compile("[ \u00a0]{2,}|\u00a0")


@dataclass(slots=True, eq=False)
class PdfLine:
    """One line of print. `text` has a tab between the cells of a row.

    `lead` counts the leading characters set bold or italic. `flow` numbers the stretches of a
    page whose lines stand under each other; `is_column` marks a column of prose, `is_block` one
    of two blocks of short lines side by side.
    `first_word` is the width of the first word; `left` and `right` are the margins of the flow,
    written down once all its lines are known.
    """

    page: int
    text: str
    box: BBox
    baseline: float
    size: float
    lead: int
    flow: int
    is_column: bool
    is_block: bool
    first_word: float
    family: str
    cell: Cell | None
    left: float = 0.0
    right: float = 0.0

    @property
    def emphasised(self) -> bool:
        """Whether the whole line is bold or italic."""
        return self.lead >= len(self.text)


def lines(
    runs: Sequence[Run], *, page: int, log: RepairLog, cell: Cell | None = None
) -> list[PdfLine]:
    """The lines of a page from top to bottom, column by column where prose is set in columns.

    They are the lines of one table cell where `cell` says which.
    """
    found: list[PdfLine] = []
    for number, flow in enumerate(flows(rows(runs, log)) if runs else ()):
        for row in flow.rows:
            line = _line(row, page, number, flow, cell, log)
            if line.text:
                found.append(line)
    return found


def _line(
    row: Sequence[Piece], page: int, number: int, flow: Flow, cell: Cell | None, log: RepairLog
) -> PdfLine:
    runs = row[0].runs if len(row) == 1 else [run for piece in row for run in piece.runs]
    if len(runs) == 1:
        anchor = runs[0]
        text, lead = _alone(anchor, log)
    else:
        anchor = max(runs, key=lambda run: run.size * len(run.text))
        text, lead = _words(row, anchor, log)
    first = text.split(None, 1)[0] if text else ""
    word = (row[0].x1 - row[0].x0) * len(first) / max(1, _folded_length(row[0].text))
    return PdfLine(
        page,
        text,
        _ink(runs),
        anchor.baseline,
        anchor.size,
        lead,
        number,
        flow.is_column,
        flow.is_block,
        word,
        anchor.family,
        cell,
    )


def _ink(runs: Sequence[Run]) -> BBox:
    """The box around runs; most lines are one."""
    first = runs[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for run in runs[1:]:
        x0, top = min(x0, run.x0), min(top, run.top)
        x1, bottom = max(x1, run.x1), max(bottom, run.bottom)
    return BBox(round(x0, 2), round(top, 2), round(x1 + 0.005, 2), round(bottom + 0.005, 2))


def _folded_length(text: str) -> int:
    """How long the text is with runs of blanks as one."""
    if text.isprintable() and "  " not in text:
        return len(text.strip())
    return len(fold(text))


def _alone(run: Run, log: RepairLog) -> tuple[str, int]:
    """The words of a line that is one run, and how many leading characters are emphasised."""
    text = _letters_of(run, log)
    return _canonical(text, len(text.rstrip()) if run.bold or run.italic else 0, log)


def _words(row: Sequence[Piece], anchor: Run, log: RepairLog) -> tuple[str, int]:
    """The words of a line, and how many leading characters are emphasised."""
    text, lead, leading = "", 0, True
    for piece in row:
        before: Run | None = None
        for run in piece.runs:
            glue = _glue(before, run) if before else "\t" if text else ""
            text = text.rstrip() + glue if glue else text
            text += _repaired(run, anchor, log)
            if leading and (run.bold or run.italic):
                lead = len(text.rstrip())
            else:
                leading = leading and lead == 0 and _is_bare_mark(run.text.strip())
            before = run
    return _canonical(text, lead, log)


def _is_bare_mark(words: str) -> bool:
    return len(words) <= 4 and marked(words + " ") is not None


def _glue(before: Run, run: Run) -> str:
    if before.text.endswith(" ") or run.text.startswith(" "):
        return " "
    consecutive = run.order == before.order + 1
    wide = (_CLEAR_GAP if consecutive else _WORD_GAP) * max(before.size, run.size)
    return " " if run.x0 - before.x1 > wide else ""


def _repaired(run: Run, anchor: Run, log: RepairLog) -> str:
    """A run's words with raised digits as such."""
    text = _letters_of(run, log)
    mark = text.strip()
    if (
        run.size < SMALLER * anchor.size
        and anchor.baseline - run.baseline > 0.15 * anchor.size
        and mark.isdecimal()
        and mark.isascii()
    ):
        log.add("superscript", mark)
        return text.translate(_SUPERSCRIPTS)
    return text


def _letters_of(run: Run, log: RepairLog) -> str:
    """A run's words without the artefacts of fonts: ligatures and symbol bullets."""
    if run.text.isascii():
        return run.text
    text = log.substitute("ligature", _LIGATURES, _letters, run.text)
    return log.substitute("bullet-glyph", SYMBOL, "•", text)


def _letters(found: re.Match[str]) -> str:
    return _LIGATURE_LETTERS[ord(found[0]) - 0xFB00]


def _canonical(text: str, lead: int, log: RepairLog) -> tuple[str, int]:
    """The line as canonical text, with runs of blanks as one; `lead` moves along."""
    if lead:
        lead = max(0, lead - (len(text) - len(text.lstrip())))
    text = text.strip()
    lead = min(lead, len(text))
    if _is_canonical(text):
        return text, lead
    text = log.substitute("bullet-glyph", _SYMBOL_BULLET, "•", text)
    head, tail = _BLANKS.sub(" ", text[:lead]), _BLANKS.sub(" ", text[lead:])
    whole = clean(head + tail, log).strip()
    return whole, min(len(clean(head, RepairLog())), len(whole))


def _is_canonical(text: str) -> bool:
    """Whether nothing is left to do; blanks but the common one and what is unseen do not print."""
    if "  " in text or text[:2] == "o " or not text.isprintable():
        return False
    return text.isascii() or (text[0] not in _PLAIN_BULLETS and is_normalized("NFC", text))
