"""A record built by hand, without any parser: it fits the schema and breaks no rule."""

from __future__ import annotations

import hashlib
import re

from pipeline.model import Span
from pipeline.record import (
    ClassTitle,
    Conservation,
    Dates,
    Duty,
    Grade,
    Named,
    Node,
    Printed,
    Qualification,
    Record,
    Series,
    SourceFacts,
)

TEXT = """Occ. Code 9900100
KITE TESTER 1, GRADE 9
ILLUSTRATIVE DUTIES
Flies kites in
moderate wind.
MINIMUM QUALIFICATIONS
Open-Competitive: one year of experience in kites.
"""
LABELS = ("Occ. Code", "ILLUSTRATIVE DUTIES", "MINIMUM QUALIFICATIONS", ",", ":")


def printed(words: str, text: str = TEXT) -> Printed:
    """The first place where these words stand, whatever the white space between them."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    assert found, words
    return Printed(words, (Span(*found.span()),), "test.rule")


def class_title(ordinal: int = 1, **changed) -> ClassTitle:
    """A complete class; `changed` replaces fields."""
    words = "one year of experience in kites"
    attributes = (
        ("months", 12),
        ("description", "experience in kites"),
        ("of_which", ()),
        ("footnotes", ()),
    )
    fields = {
        "title": printed("KITE TESTER 1"),
        "base_title": printed("KITE TESTER"),
        "level": printed("1"),
        "code": printed("9900100"),
        "grade": Grade(printed("GRADE 9"), "sg", 9, "09"),
        "duties": (Duty(printed("Flies kites in moderate wind.")),),
        "qualifications": (
            Qualification(
                "open_competitive",
                printed("Open-Competitive"),
                printed(f"{words}."),
                Node(printed(words), type="experience", attributes=attributes),
            ),
        ),
    }
    return ClassTitle(ordinal=ordinal, **{**fields, **changed})


def make_record(*, file: str = "kites.txt", data: bytes = b"kites", **changed) -> Record:
    """A record that fits the schema and breaks no rule; `changed` replaces fields."""
    total = len(re.sub(r"\s", "", TEXT))
    labels = sum(len(re.sub(r"\s", "", label)) for label in LABELS)
    fields = {
        "id": "us-ny/9900100F",
        "jurisdiction": "us-ny",
        "profile": Named("us-ny", "1"),
        "parser": Named("civil-service-standards", "0.1.0"),
        "source": SourceFacts(
            file=file,
            media_type="text/plain",
            bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
            pages=None,
            ocr=False,
            encoding="utf-8",
        ),
        "issuer": None,
        "document_type": "classification_standard",
        "status": "final",
        "standard_number": printed("9900100"),
        "dates": Dates(),
        "series": Series(printed("KITE TESTER"), None),
        "classes": (class_title(),),
        "conservation": Conservation(total, total - labels, labels, 0, 0),
        "text": TEXT,
    }
    return Record(**{**fields, **changed})
