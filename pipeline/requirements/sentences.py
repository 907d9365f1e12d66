"""Tokens to sentences and parentheses: where they end, and which state no requirement."""

from __future__ import annotations

from pipeline.normalize.number import whole
from pipeline.requirements import words
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import sentence_ends

OPENING = frozenset("([")
_CLOSING = {"(": ")", "[": "]"}
_PEOPLE = frozenset(("applicants", "candidates", "persons"))
_APPOINTED = frozenset(("appointment", "appointed"))
_ADMISSION = frozenset(("admitted", "admit", "combined", "desirable", "preferred"))

_SUBSTITUTION = frozenset(
    ("substituted", "substitute", "substitution", "substitutions", "year-for-year", "for-year")
)
_COUNTED = frozenset(("applied", "applicable"))  # experience applied toward this pattern
_WHERE = frozenset(("pattern", "patterns", "toward", "towards", "requirement", "requirements"))
_TELLING = (
    words.FINITE | _SUBSTITUTION | _COUNTED | _APPOINTED
)  # of which each such sentence has one


def closing(line: Line, i: int) -> int:
    """The token after the bracket that closes the one at `i`."""
    opened, close, depth = line.keys[i], _CLOSING[line.keys[i]], 0
    for j in range(i, line.size):
        depth += (line.keys[j] == opened) - (line.keys[j] == close)
        if depth == 0:
            return j + 1
    return line.size


def aside_kind(line: Line, start: int, end: int) -> str:
    """What a sentence is if no condition: a substitution, a note on admission; else empty."""
    run = line.keys[start:end]
    if _TELLING.isdisjoint(run):
        return ""
    if not _SUBSTITUTION.isdisjoint(run):
        return "substitution"
    if _is_counted(run):
        return "note"
    if not (_ADMISSION.isdisjoint(run) or words.FINITE.isdisjoint(run)):
        main = _outside(run)
        if not (_ADMISSION.isdisjoint(main) or words.FINITE.isdisjoint(main)):
            return "note"
    if line.keys[start] in _PEOPLE and _APPOINTED.intersection(run) and "compete" not in run:
        return "note"
    if line.first(start, words.ASIDE_SUBJECTS) == start or ":" in run or "compete" in run:
        return ""
    asked = "must" in run or "shall" in run
    return "" if asked or words.FINITE.isdisjoint(run) else "note"


def _is_counted(run: list[str]) -> bool:
    """Whether a sentence says how experience counts: `Research experience applied toward …`."""
    if "experience" not in run[:4] or whole(run[0]) is not None:
        return False
    modal = next((i for i, word in enumerate(run) if word in ("must", "shall")), 0)
    of_state = run[0] == "experience" and run[modal - 2 : modal] == ["state", "service"]
    return of_state or not (_COUNTED.isdisjoint(run) or _WHERE.isdisjoint(run))


def _outside(run: list[str]) -> list[str]:
    """The words of a sentence outside the parentheses that it holds or that it ends within."""
    kept: list[str] = []
    depth = 0
    for word in run:
        depth += int(word in OPENING) - int(depth > 0 and word in (")", "]"))
        if depth == 0:
            kept.append(word)
    return kept


def sentence_end(line: Line, i: int) -> int:
    """The full stop that ends the sentence at `i`, or the parenthesis that follows it."""
    for j in range(i, line.size):
        key = line.keys[j]
        if key == ".":
            if sentence_ends(line, j):
                return j
        elif key in OPENING and j > i and line.capitals[j + 1] and is_long(line, j):
            return j
    return line.size


def is_upper(line: Line, i: int) -> bool:
    """Whether token `i` begins with a capital."""
    return line.capitals[i]


def is_long(line: Line, j: int) -> bool:
    """Whether the parenthesis at token `j` is long enough for a sentence."""
    return closing(line, j) - j > 12
