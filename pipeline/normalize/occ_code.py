"""Printed occupation codes to digits: `9900100` keeps its zeros."""

from __future__ import annotations


def occ_code(text: str) -> str | None:
    """The code as a string of digits; `None` for anything else."""
    plain = text.strip()
    return plain if plain.isascii() and plain.isdigit() else None
