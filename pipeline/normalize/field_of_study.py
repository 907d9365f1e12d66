"""Printed fields of study to names that compare: `Business  Administration` folds its case."""

from __future__ import annotations


def field_of_study(text: str) -> str | None:
    """The field with case and white space folded; `None` where nothing is printed."""
    return " ".join(text.casefold().split()) or None
