"""One standard in four formats is one record, but for its source and evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import parse

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "us-ny" / "documents"
SERIES = sorted({p.name.removesuffix("-quad.txt") for p in DOCUMENTS.glob("*-quad.txt")})


def compared(path: Path) -> dict[str, Any]:
    """A record without what depends on the file: source, evidence, offsets and their counts."""
    plain = parse(path).to_dict()
    for name in ("source", "evidence", "conservation", "issues"):
        del plain[name]
    plain["entities"] = [(e["label"], " ".join(e["text"].split())) for e in plain["entities"]]
    return plain


@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_a_standard_reads_alike_in_every_format(series: str, form: str) -> None:
    """Text, HTML, Word and PDF of one standard differ in nothing a database would load."""
    text = compared(DOCUMENTS / f"{series}-quad.txt")
    other = compared(DOCUMENTS / f"{series}-quad.{form}")
    for field in text:
        assert json.dumps(other[field], indent=1) == json.dumps(text[field], indent=1), field


def test_there_are_such_standards() -> None:
    """The corpus holds at least three standards in all four formats."""
    assert len(SERIES) >= 3
