"""Printed class titles to base, level and parenthetic: `KITE TESTER 2 (NIGHT)`."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"""
    (?P<base> [^\W\d_] [^\s,(-]*+ (?: [\s,(-] [^\s,(-]*+ )*? )  # ends where they begin
    (?: [\s,-]+ (?P<level> \d{1,2} | [IVX]{1,4} | [A-H] ) )?   # KITE TESTER | 2, II, B
    (?: \s* \( \s* (?P<parenthetic> (?: [^()] | \([^()]*\) )+? ) \s* \) )?  # (NIGHT)
    """,
    re.VERBOSE,
)


def title(text: str) -> dict[str, str | None] | None:
    """The parts of a printed title, each as printed; `None` where it names nothing."""
    found = _TITLE.fullmatch(" ".join(text.split()))
    return None if found is None else found.groupdict()
