"""Lines of a PDF page: words filled into a width, some broken with a hyphen at the edge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

SIZE = 10.5
BREAK = re.compile(r"[a-z]{3,}?[aeiou][bcdfglmnprst](?=[bcdfglmnprst][a-z]{3,})")


@dataclass(frozen=True)
class Line:
    """One printed line, or a row of cells: where it starts, its font, and the room it takes.

    The left cell of a `joined` row goes on in the next.
    """

    text: str
    left: float = 72.0
    font: str = "Times-Roman"
    height: float = 13.0
    cells: tuple[str, ...] = ()
    joined: bool = False


def width(text: str, font: str) -> float:
    """The printed width in points."""
    return float(stringWidth(text, font, SIZE))


def filled(text: str, font: str, room: float, *, hyphenate: bool) -> list[str]:
    """The text in lines no wider than `room`."""
    lines, current = [], ""
    waiting = text.split(" ")[::-1]
    while waiting:
        word = waiting.pop()
        longer = f"{current} {word}".strip() if current else word
        if width(longer, font) <= room or not current:
            current = longer
            continue
        head, tail = split(word) if hyphenate else ("", word)
        if head and width(f"{current} {head}-", font) <= room:
            lines.append(f"{current} {head}-")
            current = tail
        else:
            lines.append(current)
            current = word
    return [*lines, current] if current else lines


def split(word: str) -> tuple[str, str]:
    """A long word of small letters in two, between two consonants; else nothing and the word."""
    found = BREAK.match(word) if word.islower() and word.isalpha() and len(word) > 7 else None
    return (word[: found.end()], word[found.end() :]) if found else ("", word)
