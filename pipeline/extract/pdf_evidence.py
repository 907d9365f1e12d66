"""Lines left and right of an edge to a verdict: two blocks of lines, or rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.extract.paragraphs import marked
from pipeline.extract.pdf_page import Run
from pipeline.extract.pdf_rows import Row

_ENOUGH = 3
_HOLE = 1.6  # times a side's closest lines
_SLACK = 1.0  # of the type size, that a full line may leave beyond the next word
_RAGGED = 3.0  # and that a line of a paragraph leaves at the most
_OTHER_SIZE = 0.05
_OVERLAP = 0.8  # of the type size, baseline to baseline: nearer lines are not under each other
_STAGGERED = 3
_SENTENCE_WORDS = 3
_SENTENCE_END = re.compile(r"""[.!?:]["'”’)]*$""")  # not ";", which sentences run on over
_ENDS_IN_CODE = re.compile(r"\b\d{4,}[A-Z]?$")  # "Windport 12000", "Occ. Code 9900100"
_VALUE = re.compile(
    r"""
    [#$(]?\d[\d.,/:–-]*[A-Z%]?\)?                # 9900100, 18, $40,000, 05-22-15
    | (?: grade | level | sg | m )[ -]?\d{1,2}    # GRADE 18, SG-18; not "Grade 18 and above"
    | ns
    """,
    re.VERBOSE | re.IGNORECASE,
)

State = Literal["on", "new", "hole", "value", "cell", ""]
"""A line runs on, begins, begins after a hole, is a value, or begins low after a short line."""


class SideLine(NamedTuple):
    """One line of one side; `at` is the number of its row."""

    at: int
    text: str
    x0: float
    x1: float
    run: Run
    bold: bool

    @property
    def is_value(self) -> bool:
        """Whether the line is a code, a grade or a number and nothing else."""
        return _VALUE.fullmatch(self.text) is not None


Side = Sequence[SideLine]


def side(rows: Iterable[tuple[int, Row]]) -> Side:
    """The lines of one side from top to bottom."""
    return [_line(at, row) for at, row in rows]


def _line(at: int, row: Row) -> SideLine:
    runs = [run for piece in row for run in piece.runs]
    text = " ".join(" ".join(piece.text for piece in row).split())
    return SideLine(at, text, row[0].x0, row[-1].x1, runs[0], all(run.bold for run in runs))


def stand_apart(left: Side, right: Side) -> bool:
    """Whether the two sides are read one after the other, by signs that add up.

    In rows, what begins on one side begins on the other; in blocks one side runs on where the
    other begins. Codes, grades, numbers or single words on the right for the most part, and
    labels with a colon on the left, are rows whatever else is seen.
    """
    if 2 * _values(right) > len(right) or _values(left) == len(left) or _are_labels(left):
        return False
    states = _states(left), _states(right)
    rows = [(states[0].get(at), states[1].get(at)) for at in sorted({*states[0], *states[1]})]
    signs = (
        2 * _is_stack(left),
        2 * _is_stack(right),
        2 * _is_staggered(left, right),
        _other_type(left, right),
        any("on" in row and "value" in row for row in rows),
        abs(left[-1].at - right[-1].at) >= 2 and not any("hole" in row for row in rows),
        sum(map(_weight, rows)),
        -2 * sum("on" in above and row == ("new", "new") for above, row in pairwise(rows)),
    )
    return sum(signs) >= _ENOUGH


def _values(lines: Side) -> int:
    return sum(line.is_value or " " not in line.text for line in lines)


def _are_labels(lines: Side) -> bool:
    return 2 * sum(line.text.endswith(":") for line in lines) >= len(lines)


def _is_stack(lines: Side) -> bool:
    """Whether one side mixes what a column of cells keeps apart: titles, streets, codes."""
    kinds = {
        (line.is_value, line.text[0].isdigit(), _ENDS_IN_CODE.search(line.text) is not None)
        for line in lines
    }
    return len(kinds) > 2 or (len(kinds) == 2 and any(kind[0] for kind in kinds))


def _is_staggered(left: Side, right: Side) -> bool:
    """Whether the sides are set on baselines of their own."""
    levels = sorted((line.run.baseline, line.at) for line in (*left, *right))
    near = _OVERLAP * left[0].run.size
    return sum(a[1] != b[1] and b[0] - a[0] < near for a, b in pairwise(levels)) >= _STAGGERED


def _other_type(left: Side, right: Side) -> bool:
    """Whether the sides share no family or no size."""
    families = [{line.run.family for line in lines} for lines in (left, right)]
    sizes = sorted((min(_sizes(lines)), max(_sizes(lines))) for lines in (left, right))
    return families[0].isdisjoint(families[1]) or sizes[1][0] > (1 + _OTHER_SIZE) * sizes[0][1]


def _sizes(lines: Side) -> list[float]:
    return [line.run.size for line in lines]


def _weight(states: tuple[State | None, State | None]) -> int:
    """What the lines of one row say: for blocks above nought, for rows below."""
    if "cell" in states:
        return -2
    if "on" in states and ("new" in states or "hole" in states):
        return 2
    return -1 if "hole" in states else 0


def _states(lines: Side) -> dict[int, State]:
    """How each line stands to the one above it, by the number of its row."""
    limit = max(line.x1 for line in lines)
    closest = min(b.run.baseline - a.run.baseline for a, b in pairwise(lines))
    states: dict[int, State] = {lines[0].at: "cell" if lines[0].text[0].islower() else "new"}
    for before, line in pairwise(lines):
        hole = line.run.baseline - before.run.baseline > _HOLE * closest
        states[line.at] = "hole" if hole else _state(before, line, limit)
    return states


def _state(before: SideLine, line: SideLine, limit: float) -> State:
    first = (line.x1 - line.x0) * len(line.text.split()[0]) / len(line.text)
    room = (limit - before.x1 - first) / line.run.size - 0.25
    ended = _SENTENCE_END.search(before.text) is not None
    if line.text[0].islower():
        if ended or room > _RAGGED:
            return "" if ended else "cell"
        return "on" if before.text.count(" ") + 1 >= _SENTENCE_WORDS and room <= _SLACK else ""
    if line.is_value:
        return "value"
    parted = before.is_value or before.bold != line.bold
    return "new" if parted or ended or room > _SLACK or marked(line.text) else ""
