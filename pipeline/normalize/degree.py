"""Printed degrees and diplomas to levels of education."""

from __future__ import annotations

import re
from functools import lru_cache

LEVELS: dict[str, str] = {
    "associate": "associate",
    "associates": "associate",
    "bachelor": "bachelor",
    "bachelors": "bachelor",
    "baccalaureate": "bachelor",
    "undergraduate": "bachelor",
    "ba": "bachelor",
    "bs": "bachelor",
    "bsn": "bachelor",
    "master": "master",
    "masters": "master",
    "graduate": "master",
    "ma": "master",
    "ms": "master",
    "mba": "master",
    "mpa": "master",
    "mph": "master",
    "msw": "master",
    "doctor": "doctorate",
    "doctors": "doctorate",
    "doctoral": "doctorate",
    "doctorate": "doctorate",
    "phd": "doctorate",
    "edd": "doctorate",
    "professional": "professional",
    "law": "professional",
    "juris": "professional",
    "jd": "professional",
    "llb": "professional",
    "medical": "professional",
    "md": "professional",
}
"""The words that name a level, without apostrophes and full stops, in lower case."""

_NOT_LETTERS = re.compile(r"[.'’\ufffd]")
_SECONDARY = re.compile(r"high school|12th grade|twelfth grade|\bged\b|high school equivalency")
_COLLEGE = re.compile(
    r"graduation from .*\b(?:college|university)|\b(?:four|4)-year (?:college|university)"
)
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """A word in lower case, with no apostrophe, full stop or lost character: `Ph.D.` → `phd`."""
    return _NOT_LETTERS.sub("", word).lower()


def level(text: str) -> str | None:
    """The level a printed degree stands for: `Bachelor's degree` → bachelor; else `None`."""
    plain = key(text)
    if _SECONDARY.search(plain):
        return "high_school"
    found = (LEVELS[word] for word in _WORD.findall(plain) if word in LEVELS)
    other = "certificate" if "certificate" in plain else None
    return next(found, "bachelor" if _COLLEGE.search(plain) else other)
