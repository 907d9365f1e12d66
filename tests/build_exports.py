"""Records for the tests of exports: built by hand, with all that makes a format stumble."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from tests.conftest import make_record

Plain = dict[str, Any]


def plain(*, number: str = "9900100", status: str = "final", **changed: Any) -> Plain:
    """A record of one class as plain values; `changed` replaces fields of the record."""
    made: Plain = copy.deepcopy(make_record().to_dict())
    mark = {"final": "F", "tentative": "T", "abolished": "A"}.get(status, "D")
    made |= {"id": f"us-ny/{number}{mark}", "standard_number": number, "status": status}
    made["classes"][0]["code"] = number
    return made | changed


def leaf(type_: str, text: str, **attributes: Any) -> Plain:
    return {"type": type_, **attributes, "text": text}


def degree(level: str, text: str, *, fields: tuple[str, ...] = ()) -> Plain:
    known = {"level": level, "fields": list(fields), "credits": None, "or_higher": False}
    return leaf("education", text, **known)


def experience(months: int | None, text: str) -> Plain:
    known: Plain = {"months": months, "description": "flying", "of_which": [], "footnotes": []}
    return leaf("experience", text, **known)


def branch(op: str, *of: Plain) -> Plain:
    return {"op": op, "of": list(of), "text": "words"}


def path(track: str, text: str, tree: Plain | None, *, footnotes: tuple[str, ...] = ()) -> Plain:
    label = track.replace("_", "-").title()
    known = {"track": track, "label": label, "text": text, "requirement": tree}
    return {**known, "footnotes": list(footnotes)}


RISKY = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "＝1", "'tis", "'=1")
HARMLESS = ("", "1=1", "a-b", 'say "kite"', "two\nlines", "comma, semicolon; bar|")


def awkward() -> Plain:
    """A record whose duties are what spreadsheets, CSV and line formats stumble over."""
    made = plain(number="9900200")
    texts = (*RISKY, *HARMLESS)
    made["classes"][0]["duties"] = [{"text": t, "group": None, "depth": 0} for t in texts]
    made["classes"][0]["duties"][0]["group"] = ""
    made["series"]["occupational_group"] = {"code": "99", "name": "Wind"}
    rule = {"text": "rule", "replaces": degree("master", "a master's degree"), "months": 7}
    rule |= {"with": experience(None, "some flying") | {"amount": 2.5, "unit": "season"}}
    made["substitutions"] = [rule | {"cap_months": 24, "ratio": "1:1", "rules": []}]
    return made


def records() -> Iterator[Plain]:
    """Two records in order of their ids; only the second knows the name of their group."""
    first = plain()
    first["series"]["occupational_group"] = {"code": "99", "name": None}
    yield first
    yield awkward()
