"""Numbers of their own for the documents of one series, so that no two claim one number."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from corpus.bank import Series
from corpus.layout import Layout
from corpus.letters import mapped

CODE = re.compile(r"\b\d{7}\b")
GROUP_DIGITS = 2
STEP, ROOM = 10, 100_000  # the last digit stays, the five after the group move


def key(layout: Layout) -> str:
    """What stands for the number: documents of one series with one key share it."""
    return layout.number or layout.file_name or layout.name


def renumbered(series: Series, key: str) -> Series:
    """The series with all its codes moved by one distance, each within its own group."""
    tails = [int(each.code[GROUP_DIGITS:]) for each in series.classes]
    lowest, places = min(tails), (ROOM - 1 - max(tails) + min(tails)) // STEP
    digest = hashlib.sha256(f"{series.name}/{key}".encode()).digest()
    start = STEP * (int.from_bytes(digest[:8]) % places) + lowest % STEP
    codes = {
        each.code: f"{each.code[:GROUP_DIGITS]}{tail - lowest + start:05d}"
        for each, tail in zip(series.classes, tails, strict=True)
    }
    return recoded(series, codes)


def recoded(series: Series, codes: dict[str, str]) -> Series:
    """The series with these codes replaced everywhere, also where its text names them."""
    return replace(mapped(series, lambda text: swapped(text, codes)), name=series.name)


def swapped(text: str, codes: dict[str, str]) -> str:
    """The text with the codes of the series replaced, all at once."""
    return CODE.sub(lambda found: codes.get(found[0], found[0]), text)
