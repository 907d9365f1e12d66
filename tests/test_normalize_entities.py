"""Normal forms of printed values: grades, codes, citations, dates, titles and short forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ner.values import NORMALIZERS
from pipeline.normalize.abbreviation import fits, is_short, long_form
from pipeline.normalize.citation import citation
from pipeline.normalize.date import date
from pipeline.normalize.field_of_study import field_of_study
from pipeline.normalize.grade import grade
from pipeline.normalize.license import license_name
from pipeline.normalize.occ_code import occ_code
from pipeline.normalize.org import org
from pipeline.normalize.program import program
from pipeline.normalize.title import title


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("GRADE 18", "sg", 18),
        ("Grade\n 11", "sg", 11),
        ("GARDE 9", "sg", 9),
        ("GRADE: 5", "sg", 5),
        ("GRADE18", "sg", 18),
        ("G-27", "sg", 27),
        ("SG-14", "sg", 14),
        ("Equated to G-24", "sg", 24),
        ("M-4", "m", 4),
        ("GRADE M-4", "m", 4),
        ("GRADE M 4", "m", 4),
        ("NS", "ns", None),
        ("GRADE OS", "os", None),
    ],
)
def test_grade(text, scheme, value):
    """A printed grade has a scheme and a number; the plan code is the profile's."""
    assert grade(text) == {"scheme": scheme, "value": value, "plan_code": None}


@pytest.mark.parametrize(
    "text", ["", "GRADE", "GRADES 18", "X-4", "GRADE 0", "180 M", "18th grade"]
)
def test_not_a_grade(text):
    """Anything else is no grade."""
    assert grade(text) is None


def test_occ_code():
    """A code keeps its zeros and is digits only."""
    assert occ_code(" 0100110 ") == "0100110"
    assert occ_code("01-00110") is None
    assert occ_code("\u0661\u0662") is None


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("45 CFR[1] 156", "cfr", "45 CFR 156"),
        ("29 C.F.R.  Part 1910", "cfr", "29 C.F.R. Part 1910"),
        ("42 U.S.C. 1983", "usc", "42 U.S.C. 1983"),
        ("26 USC* 6103", "usc", "26 USC 6103"),
        ("Executive\nOrder #42", "executive_order", "Executive Order #42"),
        ("Affordable Care Act", "other", "Affordable Care Act"),
    ],
)
def test_citation(text, kind, value):
    """A citation has its kind, and its value has no note anchor."""
    assert citation(text) == {"kind": kind, "value": value}


def test_bare_note_anchor_is_no_citation():
    """Where nothing but an anchor stands, nothing is cited."""
    assert citation(" [1] ") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5/18", "2018-05"),
        ("3/97", "1997-03"),
        ("1/39", "2039-01"),
        ("1/40", "1940-01"),
        ("9/2010", "2010-09"),
        ("5-18", "2018-05"),
        ("06-19-15", "2015-06-19"),
        ("08/16/1935", "1935-08-16"),
        ("January 2003", "2003-01"),
        ("APRIL\n2012", "2012-04"),
        ("Sept. 2009", "2009-09"),
        ("March 12, 1988", "1988-03-12"),
        ("March 12 , 1988", "1988-03-12"),
        ("May 1st, 2010", "2010-05-01"),
        ("4 May 2010", "2010-05-04"),
        ("2018-05", "2018-05"),
        ("2016-02-29", "2016-02-29"),
    ],
)
def test_date(text, value):
    """A date keeps the precision that is printed."""
    assert date(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "13/97", "0/97", "02/30/2010", "2/29/2015", "Kites 2003", "Janu 2003", "5/1/2", "0000-01"],
)
def test_impossible_date(text):
    """What the calendar lacks is no date."""
    assert date(text) is None


@pytest.mark.parametrize(
    ("text", "base", "level", "parenthetic"),
    [
        ("KITE TESTER 2", "KITE TESTER", "2", None),
        ("KITE TESTER II (NIGHT)", "KITE TESTER", "II", "NIGHT"),
        ("KITE TESTER B", "KITE TESTER", "B", None),
        ("KITE TESTER TRAINEE (A) (B)", "KITE TESTER TRAINEE (A)", None, "B"),
        ("Director  of\nKites", "Director of Kites", None, None),
        ("Assistant Director, Kites 3", "Assistant Director, Kites", "3", None),
    ],
)
def test_title(text, base, level, parenthetic):
    """The level is what trails the base, the parenthetic what trails both."""
    assert title(text) == {"base": base, "level": level, "parenthetic": parenthetic}


def test_no_title():
    """A title begins with a letter."""
    assert title("") is None
    assert title("2 kites") is None


@pytest.mark.parametrize("read", [license_name, org, program])
def test_names_are_folded(read):
    """Names stand on one line as printed; white space alone is none."""
    assert read("Office of\n  Kites") == "Office of Kites"
    assert read(" \n ") is None


def test_field_of_study():
    """Fields compare whatever their case."""
    assert field_of_study("Business\n Administration") == "business administration"
    assert field_of_study("") is None


@pytest.mark.parametrize("text", ["OGS", "EMTs", "R&D", "QA/QC", "3M-X", "eXX"])
def test_short_shapes(text):
    """A short form has two capitals and begins with a capital or a digit."""
    assert is_short(text) is (text != "eXX")


@pytest.mark.parametrize("text", ["II", "XIV", "M-4", "B12", "NOT", "Kite", "OGS OGS", "K"])
def test_not_short(text):
    """Numerals, grades and words are no short forms."""
    assert not is_short(text)


def test_long_form_begins_where_the_first_letter_does():
    """The nearest beginning that spells the short form is taken."""
    words = ["assigned", "to", "the", "State", "Commission", "of", "Kites"]
    assert long_form("SCOK", words) == 3
    assert long_form("SCK", words) == 3
    assert long_form("XYZ", words) == 4  # the capitalised name of a body
    assert long_form("XYZ", words[:4]) is None
    assert long_form("SCOK", []) is None


def test_fits_uses_every_word():
    """Every word that counts lends a letter, and no letter is left."""
    assert fits("CFR", ["Code", "of", "Federal", "Regulations"])
    assert not fits("CF", ["Code", "of", "Federal", "Regulations"])
    assert not fits("CFRX", ["Code", "of", "Federal", "Regulations"])
    assert not fits("CPR", ["cardiopulmonary", "resuscitation"])
    assert fits("CPR", ["cardiopulmonary", "resuscitation"], inner=True)


@given(st.text(max_size=40), st.sampled_from(sorted(NORMALIZERS)))
def test_normalisers_are_total_and_idempotent(text, label):
    """Any text gets a value or none, and a textual normal form is its own normal form."""
    value = NORMALIZERS[label](text)
    if isinstance(value, str):
        assert NORMALIZERS[label](value) == value


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=8), max_size=8))
def test_long_form_is_total(short, words):
    """No words and no short form break the alignment."""
    start = long_form(short, words)
    assert start is None or 0 <= start < len(words)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Graduation from an accredited\ncollege or university", "bachelor"),
        ("a four-year college degree", "bachelor"),
        ("graduation from a recognized law school", "professional"),
        ("graduation from a standard senior high school", "high_school"),
        ("completion of the twelfth grade", "high_school"),
        ("a college degree", None),
        ("graduation from the academy", None),
    ],
)
def test_graduation_has_the_level_of_its_school(text, level):
    """A college of no stated length gives no level, a school of law or a high school does."""
    found = NORMALIZERS["DEGREE"](text)
    assert (found and found["level"]) == level
