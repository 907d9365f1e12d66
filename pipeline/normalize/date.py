"""Printed dates to ISO text of the printed precision: `5/18` is `2018-05`."""

from __future__ import annotations

import calendar
import re

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: n for name, n in _MONTHS.items()}
_SHAPES = (
    re.compile(r"(?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})"),  # 5/18, 9/2010, 3-97
    re.compile(r"(?P<month>\d{1,2})([/-])(?P<day>\d{1,2})\2(?P<year>\d{4}|\d{2})"),  # 06-19-15
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?"),  # 2018-05-01
    re.compile(r"(?P<year>1[89]\d\d|20\d\d)"),  # 1931
    re.compile(r"(?P<name>[a-z]+)\.? (?P<year>\d{4})"),  # January 2003, Sept. 2009
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) (?P<name>[a-z]+)\.?,? (?P<year>\d{4})"),  # 4 May 2010
)
_CENTURY_TURNS = 40


def date(text: str) -> str | None:
    """A printed date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for what is no date.

    Years of two digits up to 39 are of this century, the others of the last.
    """
    plain = re.sub(r"\s*([/,-])\s*", r"\1", " ".join(text.lower().split())).replace(",", ", ")
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _iso(found.groupdict())
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    year = _year(parts["year"] or "")
    if set(parts) == {"year"}:
        return f"{year:04}"
    month = _month(parts)
    if not 1 <= month <= 12 or year == 0:
        return None
    day = parts.get("day")
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= int(day) <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{int(day):02}"


def _month(parts: dict[str, str | None]) -> int:
    if number := parts.get("month"):
        return int(number)
    name = parts.get("name") or ""
    return _MONTHS.get(name) or (_SHORT.get(name[:3], 0) if name in _ABBREVIATED else 0)


_ABBREVIATED = frozenset(_SHORT) | {"sept"}


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _CENTURY_TURNS else 1900)
