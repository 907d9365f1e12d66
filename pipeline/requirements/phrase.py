"""The opening words of a requirement, as a value, and where their noun phrase ends."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.requirements import words
from pipeline.requirements.lexer import Line
from pipeline.requirements.quantities import Amount

PHRASE_LIMIT = 14


class Head(NamedTuple):
    """The opening words of a requirement.

    `kind` is a leaf type, or "time" for an amount of experience or service. `start` is where its
    words begin, `noun` where they begin without openers such as `possession of`, `body` the first
    token after what was recognised. A strong head begins a requirement after a bare `and`, `or`
    or comma; a weak one only after a semicolon, a full stop, a number or a label. A binding head
    begins one even in parentheses: `(Persons applying experience toward this must have had …)`.
    """

    kind: str
    start: int
    noun: int
    body: int
    strong: bool
    amount: Amount | None = None
    levels: tuple[str | None, ...] = ()
    credits: int | None = None
    opened: bool = False
    binding: bool = False


def phrase_end(line: Line, i: int) -> int:
    """Where the noun phrase that begins at `i` ends."""
    stop = min(i + PHRASE_LIMIT, line.size)
    while i < stop and (line.keys[i] not in words.STOPS or _joins_adjectives(line, i)):
        i += 1
    return i


def _joins_adjectives(line: Line, i: int) -> bool:
    """Whether `and` stands in `valid and current`."""
    keys = line.keys
    return keys[i] == "and" and keys[i - 1] in words.STATES and keys[i + 1] in words.STATES
