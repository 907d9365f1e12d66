"""Printed lengths of time to whole months; weeks, days and hours keep their unit."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from pipeline.normalize.number import number

UNITS: dict[str, str] = {
    form: unit
    for unit in ("year", "month", "week", "day", "hour")
    for form in (unit, f"{unit}s", f"{unit}s'", f"{unit}'s")
} | {"yrs": "year", "yr": "year", "mos": "month", "hrs": "hour"}
"""Every form of a unit of time, and the unit it names."""

_MONTHS = {"year": 12, "month": 1}
_IN_FIGURES = re.compile(r"\s*\(\s*[\d½¼¾/. -]+\s*\)")  # twenty-four (24) months
_HYPHENATED = re.compile(r"^(.+)-(years?|months?|weeks?|days?|hours?)$")  # two-year


class Duration(NamedTuple):
    """A length of time as printed: an amount of one unit."""

    amount: Fraction
    unit: str

    @property
    def months(self) -> int | None:
        """Whole months; `None` where the unit is not made of months or the months are not whole."""
        return months_of(self.amount, self.unit)


def months_of(amount: Fraction, unit: str) -> int | None:
    """Whole months in an amount; `None` where there are none, or the unit is not made of them."""
    months, rest = divmod(amount.numerator * _MONTHS.get(unit, 0), amount.denominator)
    return months if months and not rest else None


def duration(text: str) -> Duration | None:
    """A printed length of time: `two years`, `18 months`, `twenty-four (24) months`, `a year`.

    `None` for anything that is not an amount with its unit and nothing else.
    """
    plain = text.strip().lower().replace("’", "'")
    if "(" in plain:
        plain = _IN_FIGURES.sub("", plain)
    if "-" in plain:
        plain = _HYPHENATED.sub(r"\1 \2", plain)
    words = plain.rsplit(maxsplit=1)
    if len(words) != 2 or words[1] not in UNITS:
        return None
    amount = number(words[0])
    return None if amount is None else Duration(amount, UNITS[words[1]])
