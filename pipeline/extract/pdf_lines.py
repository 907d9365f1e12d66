"""Runs of one page to its lines, in reading order."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.paragraphs import ends_sentence, marked
from pipeline.extract.pdf_page import Run
from pipeline.model import BBox, Cell
from pipeline.text import RepairLog, clean, fold

_SAME_LINE = 0.25  # of the type size: how far baselines of one line may lie apart
_RAISED = 0.6  # how far a footnote mark may be lifted
_SMALLER = 0.8
_WORD_GAP = 0.2  # of the type size, between runs that pdfium did not read one after the other
_CLEAR_GAP = 0.5  # and between runs that it did read so, without a space
_CELL_GAP = 2.5
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_LIGATURE_LETTERS = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_SYMBOL_BULLET = re.compile("^[\uf000-\uf0ff\u25cf\u2219](?=\\s|$)|^o(?= )")
_BLANKS = re.compile("[ \u00a0]{2,}|\u00a0")
_SYMBOL = re.compile("[\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf06e]")
_COLUMN_LINES = 4
_FULL_SHARE = 0.5
_CUT_SHARE = 0.25
_COLUMN_WORDS = 4


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of print. `text` has a tab between the cells of a row.

    `lead` counts the leading characters set bold or italic; `bold` says whether all are bold.
    `flow` numbers the columns of a page; lines of one flow stand under each other.
    `first_word` is the width of the first word; `left` and `right` are the margins of the flow.
    """

    page: int
    text: str
    box: BBox
    baseline: float
    size: float
    lead: int
    flow: int = 0
    is_column: bool = False
    first_word: float = 0.0
    left: float = 0.0
    right: float = 0.0
    cell: Cell | None = None

    @property
    def emphasised(self) -> bool:
        """Whether the whole line is bold or italic."""
        return self.lead >= len(self.text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Runs that stand close together on one line."""

    runs: tuple[Run, ...]
    x0: float
    x1: float
    words: int
    text: str


def lines(runs: Iterable[Run], *, page: int, log: RepairLog) -> list[PdfLine]:
    """The lines of a page from top to bottom, column by column where prose is set in columns."""
    rows = [_pieces(row) for row in _rows(runs, log)]
    found = (
        _line(row, page, flow, is_column, log)
        for flow, (is_column, part) in enumerate(_flows(rows))
        for row in part
    )
    return [line for line in found if line.text]


def _rows(runs: Iterable[Run], log: RepairLog) -> Iterator[list[Run]]:
    """Runs that share a baseline, each row from left to right; raised marks join their row."""
    row: list[Run] = []
    anchor: Run | None = None
    for run in sorted(runs, key=lambda run: (run.baseline, run.x0, run.order)):
        if anchor is not None and _shares_line(anchor, run):
            row.append(run)
            anchor = max(anchor, run, key=lambda run: run.size)
            continue
        if row:
            yield _once(row, log)
        row, anchor = [run], run
    if row:
        yield _once(row, log)


def _shares_line(one: Run, other: Run) -> bool:
    small, large = sorted((one, other), key=lambda run: run.size)
    apart = abs(one.baseline - other.baseline)
    if apart <= _SAME_LINE * large.size:
        return True
    return small.size < _SMALLER * large.size and apart <= _RAISED * large.size


def _once(row: list[Run], log: RepairLog) -> list[Run]:
    """The row from left to right; text printed twice in one place (a fake bold) is kept once."""
    row.sort(key=lambda run: (run.x0, run.order))
    kept: list[Run] = []
    for run in row:
        twin = next((i for i, other in enumerate(kept[-3:]) if _overprints(run, other)), None)
        if twin is None:
            kept.append(run)
        else:
            at = max(0, len(kept) - 3) + twin
            kept[at] = replace(kept[at], bold=True)
            log.add("overprinted", run.text.strip())
    return kept


def _overprints(run: Run, other: Run) -> bool:
    near = 0.2 * run.size
    return (
        run.text.strip() == other.text.strip()
        and abs(run.x0 - other.x0) < near
        and abs(run.baseline - other.baseline) < near
    )


def _pieces(row: Sequence[Run]) -> list[_Piece]:
    """The row cut at wide gaps; a list mark stays with its text, a justified line is one piece."""
    size = max(run.size for run in row)
    cuts = [at for at in range(1, len(row)) if row[at].x0 - row[at - 1].x1 > _CELL_GAP * size]
    words = sum(len(run.text.split()) for run in row)
    if len(cuts) >= 3 and 2 * len(cuts) >= words - 1:
        cuts = []
    bounds = [0, *cuts, len(row)]
    pieces = [_piece(row[a:b]) for a, b in itertools.pairwise(bounds)]
    if len(pieces) > 1 and _is_mark(pieces[0].text):
        pieces[:2] = [_piece((*pieces[0].runs, *pieces[1].runs))]
    return pieces


def _is_mark(text: str) -> bool:
    text = _SYMBOL.sub("•", text.strip())
    return len(text) <= 5 and (text == "o" or marked(text + " ") is not None)


def _piece(runs: Sequence[Run]) -> _Piece:
    text = " ".join(run.text for run in runs)
    x1 = max(run.x1 for run in runs)
    return _Piece(tuple(runs), runs[0].x0, x1, len(text.split()), text)


def _flows(rows: list[list[_Piece]]) -> list[tuple[bool, list[list[_Piece]]]]:
    """The rows in reading order; where long prose runs down both sides of a gutter, two columns."""
    gutter = _gutter([piece for row in rows for piece in row])
    if gutter is None:
        return [(False, rows)]
    flows: list[tuple[bool, list[list[_Piece]]]] = [(False, [])]
    for split, part in _regions(rows, gutter):
        left = [[p for p in row if p.x0 < gutter] for row in part]
        right = [[p for p in row if p.x0 >= gutter] for row in part]
        if split and _is_prose(left) and _is_prose(right):
            columns = [(True, [row for row in side if row]) for side in (left, right)]
            flows += [*columns, (False, [])]
        else:
            flows[-1][1].extend(part)
    return flows


def _gutter(pieces: Sequence[_Piece]) -> float | None:
    """Just left of the place, about mid-page, where most pieces begin that do not begin left."""
    if not pieces:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    low, high = left + 0.3 * (right - left), left + 0.7 * (right - left)
    starts = Counter(round(p.x0 / 3) for p in pieces if low < p.x0 < high)
    if not starts:
        return None
    place, count = min(starts.items(), key=lambda item: (-item[1], item[0]))
    return 3 * place - 4.0 if count >= _COLUMN_LINES else None


def _regions(
    rows: Iterable[list[_Piece]], gutter: float
) -> Iterator[tuple[bool, list[list[_Piece]]]]:
    """Rows in runs that either leave the gutter free or do not."""
    part: list[list[_Piece]] = []
    state = False
    for row in rows:
        free = all(piece.x1 <= gutter or piece.x0 >= gutter for piece in row)
        if part and free != state:
            yield state, part
            part = []
        part.append(row)
        state = free
    if part:
        yield state, part


def _is_prose(rows: Iterable[Sequence[_Piece]]) -> bool:
    """Whether one side of a gutter is wrapped prose: long lines, sentences cut at line ends."""
    pieces = [row[0] for row in rows if row]
    if len(pieces) < _COLUMN_LINES:
        return False
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    full = sum(p.x1 - left > 0.75 * (right - left) for p in pieces)
    cut = sum(
        b.text.lstrip()[:1].islower() and not ends_sentence(a.text.rstrip())
        for a, b in itertools.pairwise(pieces)
    )
    words = sum(p.words for p in pieces)
    return (
        full >= _FULL_SHARE * len(pieces)
        and cut >= _CUT_SHARE * len(pieces)
        and words >= _COLUMN_WORDS * len(pieces)
    )


def _line(row: Sequence[_Piece], page: int, flow: int, is_column: bool, log: RepairLog) -> PdfLine:
    runs = [run for piece in row for run in piece.runs]
    anchor = max(runs, key=lambda run: run.size * len(run.text))
    text, lead = _words(row, anchor, log)
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
    box = BBox(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
    first = text.split(None, 1)[0] if text else ""
    word = (row[0].x1 - x0) * len(first) / max(1, len(fold(row[0].text)))
    return PdfLine(page, text, box, anchor.baseline, anchor.size, lead, flow, is_column, word)


def _words(row: Sequence[_Piece], anchor: Run, log: RepairLog) -> tuple[str, int]:
    """The words of a line, and how many leading characters are emphasised."""
    text, lead, leading = "", 0, True
    for piece in row:
        before: Run | None = None
        for run in piece.runs:
            glue = _glue(before, run) if before else "\t" if text else ""
            text = text.rstrip() + glue if glue else text
            text += _repaired(run, anchor, log)
            bare = marked(run.text.strip() + " ") is not None and len(run.text.strip()) <= 4
            leading = leading and (run.bold or run.italic or (bare and lead == 0))
            if leading and (run.bold or run.italic):
                lead = len(text.rstrip())
            before = run
    return _canonical(text, lead, log)


def _glue(before: Run, run: Run) -> str:
    if before.text.endswith(" ") or run.text.startswith(" "):
        return " "
    consecutive = run.order == before.order + 1
    wide = (_CLEAR_GAP if consecutive else _WORD_GAP) * max(before.size, run.size)
    return " " if run.x0 - before.x1 > wide else ""


def _repaired(run: Run, anchor: Run, log: RepairLog) -> str:
    """A run's words without the artefacts of fonts: ligatures, symbol bullets, raised digits."""
    text = run.text
    if not text.isascii():
        text = log.substitute("ligature", _LIGATURES, _letters, text)
        text = log.substitute("bullet-glyph", _SYMBOL, "•", text)
    mark = text.strip()
    if (
        run.size < _SMALLER * anchor.size
        and anchor.baseline - run.baseline > 0.15 * anchor.size
        and mark.isdecimal()
        and mark.isascii()
    ):
        log.add("superscript", mark)
        return text.translate(_SUPERSCRIPTS)
    return text


def _letters(found: re.Match[str]) -> str:
    return _LIGATURE_LETTERS[ord(found[0]) - 0xFB00]


def _canonical(text: str, lead: int, log: RepairLog) -> tuple[str, int]:
    """The line as canonical text, with runs of blanks as one; `lead` moves along."""
    lead -= len(text) - len(text.lstrip())
    text = text.strip()
    lead = max(0, min(lead, len(text)))
    if text.isascii() and text.isprintable() and "  " not in text and text[:2] != "o ":
        return text, lead
    text = log.substitute("bullet-glyph", _SYMBOL_BULLET, "•", text)
    head, tail = _BLANKS.sub(" ", text[:lead]), _BLANKS.sub(" ", text[lead:])
    whole = clean(head + tail, log).strip()
    return whole, min(len(clean(head, RepairLog())), len(whole))
