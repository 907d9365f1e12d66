"""Text with UTF-8 read as something else to the text that was meant."""

from __future__ import annotations

import re

from pipeline.text import RepairLog, fold

_KIND = "mojibake"
_POSSIBLE = re.compile(
    r"""
    [^\x00-\x7f]
    (?: [^\x00-\x7f]                      # a character of UTF-8 misread is at least two …
      | (?<=[\u00c2\u00c3\u00e2])\x20 )   # … unless its no-break space became plain: `Ã ` for `à`
    """,
    re.VERBOSE,
)
_SUSPECT = re.compile("[^\x00-\x7f\u00a0\u00a7\u00b7\u2013\u2014\u2019\u2026]")
"""ftfy, which is slow, finds bad only what holds a character beyond these."""


def repair(text: str, log: RepairLog) -> str:
    """Undo mis-decoded UTF-8 (`â€™` for `’`), line by line; nothing else is touched."""
    if text.isascii() or _POSSIBLE.search(text) is None:
        return text
    return "".join([_line(line, log) for line in text.splitlines(keepends=True)])


def _line(line: str, log: RepairLog) -> str:
    if _SUSPECT.search(line) is None or _POSSIBLE.search(line) is None:
        return line
    import ftfy  # lazily: few documents need it
    from ftfy.badness import is_bad

    if not is_bad(line):
        return line
    fixed = ftfy.fix_encoding(line)
    if fixed != line:
        log.add(_KIND, fold(line)[:40])
    return fixed
