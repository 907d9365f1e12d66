"""Printed licences to their names: as printed, with white space folded."""

from __future__ import annotations


def license_name(text: str) -> str | None:
    """The name with white space folded; `None` where nothing is printed."""
    return " ".join(text.split()) or None
