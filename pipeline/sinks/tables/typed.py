"""Printed values to the typed columns beside them, and what is derived to nothing guessed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

COLLEGE_DEGREES = frozenset({"associate", "bachelor", "master", "doctorate", "professional"})
_OTHER_SCHOOLING = frozenset({"high_school", "some_college", "certificate"})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ROMAN = re.compile(r"(?=[XVI])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_UNITS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_HOW_READ = ("schema_version", "parser", "profile", "source", "evidence", "conservation")
_FOUND = ("entities", "residue", "issues")


def json_text(value: Any) -> str:
    """A value as JSON of one form: keys sorted, no white space."""
    return _ENCODER.encode(value)


def tree_text(node: Mapping[str, Any] | None) -> str | None:
    """A requirement tree as JSON; `None` where none was read."""
    return None if node is None else json_text(node)


def digest(value: Any) -> str:
    """SHA-256 of a JSON value."""
    return hashlib.sha256(json_text(value).encode()).hexdigest()


def said(record: Mapping[str, Any]) -> dict[str, Any]:
    """What the standard says: the record without how and from what it was read."""
    plain = {name: value for name, value in record.items() if name not in (*_HOW_READ, *_FOUND)}
    plain["residue"] = [piece["text"] for piece in record["residue"]]
    return plain


def level_number(level: str | None) -> int | None:
    """A printed level as a number: `2` and `II` are 2; letters are no numbers."""
    if level is None:
        return None
    if level.isascii() and level.isdecimal():
        return int(level)
    roman = _ROMAN.fullmatch(level)
    return len(roman[1]) * 10 + _ROMAN_UNITS.get(roman[2], 0) if roman else None


def needs_degree(node: Mapping[str, Any]) -> bool | None:
    """Whether nothing but a college degree leads through a node; `None` where that is unclear.

    What was not understood (`other`, an unknown level) may need one.
    """
    if "op" in node:
        return _joined(node["op"], [needs_degree(one) for one in node["of"]])
    if node["type"] == "other":
        return None
    if node["type"] != "education" or node["level"] in _OTHER_SCHOOLING:
        return False
    return True if node["level"] in COLLEGE_DEGREES else None


def _joined(op: str, parts: Sequence[bool | None]) -> bool | None:
    """Logic of three values: one `True` decides `all`, one `False` decides `any`."""
    decisive = op == "all"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def path_needs_degree(path: Mapping[str, Any]) -> bool | None:
    """The same of a whole path; words that no node covers may need one too."""
    if path["requirement"] is None:
        return None
    needed = needs_degree(path["requirement"])
    return None if needed is False and path.get("unparsed") else needed
