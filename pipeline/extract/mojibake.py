"""Text with UTF-8 read as something else to the text that was meant."""

from __future__ import annotations

import ftfy
from ftfy.badness import is_bad

from pipeline.text import RepairLog, fold

_KIND = "mojibake"


def repair(text: str, log: RepairLog) -> str:
    """Undo mis-decoded UTF-8 (`â€™` for `’`), line by line; nothing else is touched."""
    if text.isascii() or not is_bad(text):
        return text
    return "".join(_line(line, log) for line in text.splitlines(keepends=True))


def _line(line: str, log: RepairLog) -> str:
    if line.isascii() or not is_bad(line):
        return line
    fixed = ftfy.fix_encoding(line)
    if fixed != line:
        log.add(_KIND, fold(line)[:40])
    return fixed
