"""Printed entities to JSON values: which normaliser reads which label."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.ner.tokens import plain
from pipeline.normalize.citation import citation
from pipeline.normalize.date import date
from pipeline.normalize.degree import level
from pipeline.normalize.duration import duration
from pipeline.normalize.field_of_study import field_of_study
from pipeline.normalize.grade import grade
from pipeline.normalize.license import license_name
from pipeline.normalize.occ_code import occ_code
from pipeline.normalize.org import org
from pipeline.normalize.program import program
from pipeline.normalize.title import title

_OR_HIGHER = re.compile(r"\bor\s+(?:higher|more|above|beyond|advanced|better)\b", re.IGNORECASE)


def _degree(text: str) -> dict[str, Any] | None:
    found = level(" ".join(text.split()))
    if found is None:
        return None
    return {"level": found, "or_higher": _OR_HIGHER.search(text) is not None}


def _duration(text: str) -> dict[str, Any] | None:
    found = duration(" ".join(plain(text).split()))
    if found is None:
        return None
    amount = found.amount
    quantity = int(amount) if amount.denominator == 1 else round(float(amount), 4)
    return {"quantity": quantity, "unit": found.unit, "months": found.months}


NORMALIZERS: dict[str, Callable[[str], Any | None]] = {
    "TITLE": title,
    "OCC_CODE": occ_code,
    "GRADE": grade,
    "DEGREE": _degree,
    "FIELD_OF_STUDY": field_of_study,
    "DURATION": _duration,
    "LICENSE": license_name,
    "LAW": citation,
    "ORG": org,
    "PROGRAM": program,
    "DATE": date,
}
"""Label to the function that reads its text; `None` means that the text is no such entity."""
