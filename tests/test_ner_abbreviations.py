"""Short forms find their long forms, and parentheses that define nothing are left alone."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Document, Source
from pipeline.ner.abbreviations import abbreviations


def document(text: str) -> Document:
    return Document(Source("t", "text/plain", 0, ""), text, (Block("paragraph", 0, len(text)),))


def pairs(text: str) -> list[tuple[str, str]]:
    return [(e.value["short"], e.value["long"]) for e in abbreviations(document(text))]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Office of Kite Services (OKS) has", "OKS", "Office of Kite Services"),
        ("State Commission of Kites (SCOK)", "SCOK", "State Commission of Kites"),
        ("Office of Healths New York State of Kites (NYSOK)", "NYSOK", "New York State of Kites"),
        ("the Small Business Marketplace (SHOP), from", "SHOP", "Small Business Marketplace"),
        ("an individualized\n   service plan (ISP)", "ISP", "individualized service plan"),
        ("Office for People With Kites (OPWK)", "OPWK", "Office for People With Kites"),
        ("kite flight technicians (KFTs) ride", "KFTs", "kite flight technicians"),
        ("cardiopulmonary resuscitation (CPR)", "CPR", "cardiopulmonary resuscitation"),
        ("quality assurance/quality control (QA/QC)", "QA/QC", "quality assurance/quality control"),
        ("Research and Development (R&D)", "R&D", "Research and Development"),
        ("Office of Kite Technology Services (KTS)", "KTS", "Office of Kite Technology Services"),
        ("Office of Kites and Strings (K&S)", "K&S", "Office of Kites and Strings"),
        ("Air Resources (AR) staff", "AR", "Air Resources"),
        ("U.S. Department of Kites (USDK)", "USDK", "U.S. Department of Kites"),
        ("the Kite Flight Act of 1996 (KFA)", "KFA", "Kite Flight Act of 1996"),
        ("the Kite Service Commission[1] (KSC)", "KSC", "Kite Service Commission"),
        ("Department of Kite Vehicles (\u201cDKV\u201d)", "DKV", "Department of Kite Vehicles"),
        ("heating, ventilating, and air conditioning (HVAC)", "HVAC",
         "heating, ventilating, and air conditioning"),
        ("knowledge, skills, and behaviors (KSB's)", "KSB's", "knowledge, skills, and behaviors"),
        ("the Californian Office of Kitesports (Calkite)", "Calkite",
         "Californian Office of Kitesports"),
        ("the Nevadan Department of Wind and Kite Safety (NEV KITE)", "NEV KITE",
         "Nevadan Department of Wind and Kite Safety"),
        ('the Kite Exchange, hereinafter "Exchange", flies', "Exchange", "Kite Exchange"),
        ('the Kite Office (hereinafter referred to as "KO")', "KO", "Kite Office"),
        ("[1] CFR  Code of Federal Regulations", "CFR", "Code of Federal Regulations"),
        ("* KFT: Kite Flight Technician.", "KFT", "Kite Flight Technician"),
    ],
)  # fmt: skip
def test_definition_is_found(text, short, long):
    """The long form is exactly the words that the short form stands for."""
    assert pairs(text) == [(short, long)]


def test_several_short_forms_in_one_bracket():
    """As many long forms stand before it, in the same order."""
    assert pairs("in a kite hangar/wind center, flyer's home or storm tower (KH/WC, FH or ST)") == [
        ("KH/WC", "kite hangar/wind center"),
        ("FH", "flyer's home"),
        ("ST", "storm tower"),
    ]


def test_two_short_forms_of_one_title():
    """A title and its parenthetic are shortened one after the other."""
    text = "Kite Management Specialists (KMS) (Night Flight Exchange) (NFE), manage"
    assert pairs(text) == [
        ("KMS", "Kite Management Specialists"),
        ("NFE", "Night Flight Exchange"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a Kite Tester 2 (Spanish Language) or",
        "programs; and OKS (Office of Kite Services) flies",
        "a kite hangar or wind center (KH, XY or WC)",
        "the Kite Tester of Calm Winds (Kitchen)",
        "a Kite Tester at the Calm Office (Calm)",
        "KITE TESTER 1 (KXY): entry level",
        "under direction of higher-level CMS (HBE), may",
        "Kite Supervisor 2 (Occ. Code 9900100)",
        "Kite Tester (II) and Kite Mender (IV)",
        "permanent service (55-b) as a Kite Tester",
        "offices in Albany, New York (NY), and Raleigh, North Carolina (NC)",
        "positions at the top grade (M-4)",
        "the Commissioner (or designee)",
        "a Registered Nurse (OMH) on call",
        "They do NOT (NOT) count",
        "NOTE: Nobody of the Executive",
        "the kites of the medicaid program (MX)",
        "KITE (a toy for the wind) flies",
    ],
)
def test_other_parentheses_define_nothing(text):
    """Parenthetics of titles, codes, numerals, states and grades are no short forms."""
    assert pairs(text) == []


def test_spans_point_at_both_forms():
    """The entity covers both forms, and each has its own span."""
    doc = document("the Office of\nKites (OK) flies")
    (entity,) = abbreviations(doc)
    assert entity.text == "Office of\nKites (OK"
    assert doc.text[slice(*entity.value["short_span"])] == "OK"
    assert doc.text[slice(*entity.value["long_span"])] == "Office of\nKites"
    assert entity.value["long"] == "Office of Kites"
