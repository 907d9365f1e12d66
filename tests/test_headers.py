"""Every header layout of the census gives its classes, codes and grades."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline import parse

LAYOUTS = tomllib.loads(Path(__file__).with_name("header_layouts.toml").read_text("utf-8"))
SEVERAL = """
BRIEF DESCRIPTION OF CLASS SERIES

Kite Testers fly kites and write down what happens to them.

DISTINGUISHING CHARACTERISTICS

KITE TESTER 1: full performance level; flies kites alone.

KITE TESTER 2: supervisory level; supervises Kite Testers 1.

ILLUSTRATIVE DUTIES

Kite Tester 1

Flies kites in winds of every force.

Kite Tester 2

Assigns fields and winds to subordinate testers.

MINIMUM QUALIFICATIONS

Kite Tester 1

Open-Competitive: two years of experience in flying kites.

Kite Tester 2

Promotion: one year of permanent service as a Kite Tester 1.

Date: 5/18
"""


@pytest.mark.parametrize("layout", LAYOUTS["layout"], ids=lambda layout: layout["name"])
def test_a_header_gives_its_classes(layout: dict[str, Any]) -> None:
    """Titles, codes and grades come out as the header prints them."""
    record = parse((layout["header"] + SEVERAL).encode(), name="kites.txt", profile="us-ny")
    found = [
        [str(c.title or ""), str(c.code or ""), str(c.grade.raw if c.grade else "")]
        for c in record.classes
    ]
    assert found == layout["classes"]
    assert str(record.standard_number or "") == layout["number"]
    assert record.status == layout.get("status", "final")
