"""Printed salary grades to scheme and number: `GRADE 18`, `M-4`, `NS`, `Equated to G-24`."""

from __future__ import annotations

import re
from typing import Any

_GRADE = re.compile(
    r"""
    (?: equated \s+ to \s+ )?                 # Equated to G-24
    (?: (?: grade | garde | gr\. ) \s* [:-]? \s* )?   # GRADE 18, GRADE: 18, GARDE 9, GRADE18
    (?: (?P<letters> SG | G | M ) \s* -? \s* )?       # SG-18, G-27, M-4, M 4
    (?P<number> \d{1,2} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNGRADED = re.compile(r"(?:(?:grade|garde|gr\.)\s*:?\s*)?(NS|OS)", re.IGNORECASE)


def grade(text: str) -> dict[str, Any] | None:
    """Scheme (`sg`, `m`, `ns`, `os`) and number of a printed grade; else `None`.

    The two-character code of the salary plan is the profile's to add; here it is `None`.
    """
    plain = text.strip()
    if ungraded := _UNGRADED.fullmatch(plain):
        return {"scheme": ungraded[1].lower(), "value": None, "plan_code": None}
    found = _GRADE.fullmatch(plain)
    if found is None or int(found["number"]) == 0:
        return None
    scheme = "m" if (found["letters"] or "").upper() == "M" else "sg"
    return {"scheme": scheme, "value": int(found["number"]), "plan_code": None}
