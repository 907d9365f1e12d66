"""Printed citations to kind and value: `45 CFR[1] 156` is the regulation `45 CFR 156`."""

from __future__ import annotations

import re

_NOTE = re.compile(r"\s*\[\d{1,3}\]|\s*\*+")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cfr", re.compile(r"\d+ C\.?F\.?R\b")),
    ("usc", re.compile(r"\d+ U\.?S\.?C\b")),
    ("executive_order", re.compile(r"Executive Order", re.IGNORECASE)),
)


def citation(text: str) -> dict[str, str] | None:
    """Kind and value of a printed citation; the value has no note anchors and folded space.

    The kind is `cfr`, `usc`, `executive_order` or `other`; a jurisdiction's own kinds are its
    profile's to name.
    """
    value = " ".join(_NOTE.sub(" ", text).split())
    if not value:
        return None
    kind = next((kind for kind, shape in _KINDS if shape.match(value)), "other")
    return {"kind": kind, "value": value}
