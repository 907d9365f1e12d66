"""Sections are found by their headings, and by their content where headings are lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.model import Document, Section
from pipeline.profiles import load, names
from pipeline.segment import segment
from pipeline.segment.cues import _compares, _has_level_words, _qualifies
from pipeline.segment.headings import find_headings
from pipeline.segment.units import read_units
from tests.build_document import document

NY = load("us-ny")


def outline(document: Document) -> list[tuple[str, str | None, int]]:
    """Kind, printed heading and number of units of every section."""
    return [
        (s.kind, document.of(s.heading) if s.heading else None, len(s.units))
        for s in segment(document, profile=NY)
    ]


def section(document: Document, kind: str) -> Section:
    """The one section of a kind."""
    (found,) = [s for s in segment(document, profile=NY) if s.kind == kind]
    return found


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("DISTINGUISHING CHARACTERISTICS", "distinguishing"),
        ("Distinguishing Characteristics:", "distinguishing"),
        ("DISTINGUISHING CHARACTERISITICS", "distinguishing"),
        ("DISTINGUINSHING CHARACTERISTICS", "distinguishing"),
        ("lLLUSTRATIVE DUTIES", "duties"),
        ("ILLUSTRATIVE DUTES", "duties"),
        ("TYPICAL ACTIVITIES, TASKS, AND ASSIGNMENTS", "duties"),
        ("MlNIMUM QUALIFICATIONS", "qualifications"),
        ("JOB REQUIREMENTS", "qualifications"),
        ("NATURE OF WORK", "description"),
        ("III. RELATED CLASSES", "related"),
        ("B. ILLUSTRATIVE TASKS", "duties"),
    ],
)
def test_a_heading_is_known_in_any_spelling(heading: str, kind: str) -> None:
    """Case, punctuation and one slip of the pen do not hide a heading."""
    page = document("KITE TESTER, GRADE 9", heading, "Something is written here about kites.")
    printed = heading.rstrip(":").removeprefix("III. ").removeprefix("B. ")
    assert outline(page)[1] == (kind, printed, 1)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("printed", [str.upper, str.title, str.capitalize])
def test_no_heading_that_a_profile_lists_is_passed_over(
    name: str, printed: Callable[[str], str]
) -> None:
    """By its first letters least of all, and with an `l` typed for an `I` neither."""
    profile = load(name)
    for kind in profile.sections:
        for spelling in kind.spellings:
            if len(spelling.split()) > 1:
                for text in (printed(spelling), printed(spelling).replace("I", "l")):
                    page = document(text)
                    found = find_headings(page, read_units(page, profile), profile)
                    assert [heading.kind for heading in found.values()] == [kind.kind], text


def test_a_heading_may_be_run_in() -> None:
    """The track after a run-in heading is still read as a track."""
    page = document(
        "KITE TESTER, GRADE 9",
        "ILLUSTRATIVE DUTIES",
        "Flies kites.",
        "QUALIFICATIONS: Promotion: one year as a Kite Helper.",
    )
    unit = section(page, "qualifications").units[0]
    assert (unit.role, unit.value) == ("track", "promotion")
    assert page.of((unit.start, unit.end)) == "one year as a Kite Helper."


def test_a_theme_among_the_duties_is_no_heading() -> None:
    """A common word that is set unlike the headings does not open a section."""
    page = document(
        "KITE TESTER, GRADE 9",
        "ILLUSTRATIVE DUTIES",
        "Communication",
        "Writes to makers of kites.",
        "MINIMUM QUALIFICATIONS",
        "Promotion: one year as a Kite Helper.",
    )
    assert [kind for kind, _, _ in outline(page)] == ["header", "duties", "qualifications"]


def test_lost_headings_are_replaced_by_content() -> None:
    """Labels, verbs, comparisons and qualification wording show where each section begins."""
    page = document(
        "Occ. Code 9900100",
        "Kite Testers fly kites of every kind and write down what happens to them.",
        "KITE TESTER 1: full performance level; flies kites alone.",
        "KITE TESTER 2: first supervisory level; supervises Kite Testers 1.",
        "Balloon Riggers prepare balloons, and do not fly kites.",
        "Kite Tester 1",
        "Flies kites in winds of every force.",
        "Mends torn sails.",
        "Kite Tester 2",
        "Assigns fields to testers.",
        "Kite Tester 1",
        "Open-Competitive: two years of experience in flying kites.",
        "Kite Tester 2",
        "Promotion: one year of permanent service as a Kite Tester 1.",
        "Date: 5/18",
        "NOTE: Classification Standards illustrate the work of a class.",
    )
    assert outline(page) == [
        ("header", None, 1),
        ("description", None, 1),
        ("distinguishing", None, 2),
        ("related", None, 1),
        ("duties", None, 5),
        ("qualifications", None, 4),
        ("notes", None, 2),
    ]


def test_the_header_ends_where_the_body_begins() -> None:
    """A bare label after the document type belongs to the body, a title before it does not."""
    page = document(
        "Occ. Code 9900100",
        "KITE TESTER 1, GRADE 18",
        "New York State Department of Civil Service",
        "Classification Standard",
        "Kite Tester 1",
        "Flies kites in winds of every force.",
    )
    assert [u.role for u in section(page, "header").units] == [
        "code",
        "title",
        "issuer",
        "document_type",
    ]


@pytest.mark.parametrize(
    ("line", "text", "style"),
    [
        ("·       Flies kites.", "Flies kites.", "bullet:·"),
        ("§ Flies kites.", "Flies kites.", "bullet:§"),
        ("- Flies kites.", "Flies kites.", "bullet:-"),
        ("12. Flies kites.", "Flies kites.", "number"),
        ("(3) Flies kites.", "Flies kites.", "number"),
        ("b.  Flies kites.", "Flies kites.", "letter"),
        ("E. coli is sought in kites.", "E. coli is sought in kites.", ""),
        ("3.5 kites are flown.", "3.5 kites are flown.", ""),
    ],
)
def test_list_marks_are_no_text(line: str, text: str, style: str) -> None:
    """A list mark is set apart from the text of its item; what only looks like one stays."""
    page = document("KITE TESTER, GRADE 9", "ILLUSTRATIVE DUTIES", line)
    unit = section(page, "duties").units[0]
    assert (page.of((unit.start, unit.end)), unit.style) == (text, style)


def test_rules_between_sections_are_no_text() -> None:
    """A row of equal signs is accounted for and opens nothing."""
    page = document(
        "KITE TESTER, GRADE 9",
        "ILLUSTRATIVE DUTIES",
        "===================",
        "Flies kites.",
    )
    rule, duty = section(page, "duties").units
    assert rule.start == rule.end
    assert rule.label is not None
    assert page.of(rule.label) == "==================="
    assert page.of((duty.start, duty.end)) == "Flies kites."


def test_a_numbered_note_needs_a_word_that_refers_to_it() -> None:
    """`(1)` opens a footnote where some word before bears it, and a list item elsewhere."""
    noted = document(
        "KITE TESTER, GRADE 9",
        "MINIMUM QUALIFICATIONS",
        "Promotion: one (1) year of experience(1) in kites.",
        "(1) Flying toy kites does not count.",
    )
    listed = document(
        "KITE TESTER, GRADE 9",
        "MINIMUM QUALIFICATIONS",
        "Promotion: one (1) year of any of the following:",
        "(1) flying kites.",
    )
    assert [u.role for u in section(noted, "qualifications").units] == ["track", "footnote"]
    assert [u.role for u in section(listed, "qualifications").units] == ["track", ""]


def test_starred_items_are_told_from_starred_notes() -> None:
    """More stars in a run than words that bear one make a list."""
    page = document(
        "KITE TESTER, GRADE 9",
        "ILLUSTRATIVE DUTIES",
        "* Flies kites* of paper.",
        "* Mends sails.",
        "* Winds string.",
        "MINIMUM QUALIFICATIONS",
        "Promotion: one year.",
        "* Kites of silk count as well.",
    )
    assert [u.style for u in section(page, "duties").units] == ["bullet:*"] * 3
    assert [u.role for u in section(page, "qualifications").units] == ["track", "footnote"]


def test_an_organisation_is_no_related_class() -> None:
    """A description that goes on about a department stays a description."""
    page = document(
        "KITE TESTER, GRADE 9",
        "Kite Testers fly kites of every kind and write down what happens.",
        "Department of Airborne Toys standards govern the work of the series.",
        "KITE TESTER: full performance level; flies kites alone.",
        "Flies kites in winds of every force.",
        "Open-Competitive: two years of experience in flying kites.",
    )
    assert [kind for kind, _, _ in outline(page)][1:3] == ["description", "distinguishing"]


@pytest.mark.parametrize(
    "text",
    [
        "two years of satisfactory experience",
        "six months of service",
        "a Master’s degree in kite making",
        "graduation with a high school diploma",
        "possession of a licence",
        "a driver's license",
        "a driver’s licence",
        "the minimum requirements are",
        "MINIMUM QUALIFICATION",
        "a two-part traineeship",
    ],
)
def test_no_sign_of_a_qualification_is_passed_over_for_its_words(text):
    """The words that are looked for first stand in every kind of match."""
    assert _qualifies(text.lower())


@pytest.mark.parametrize(
    ("holds", "text"),
    [
        (_has_level_words, "this is the full performance level"),
        (_has_level_words, "the first supervisory class"),
        (_has_level_words, "works under the general supervision of a pilot"),
        (_has_level_words, "under immediate direction"),
        *(
            (_compares, f"kite testers {words} fly")
            for words in (
                *("unlike others", "whereas", "in contrast", "by contrast", "differ", "differs"),
                *("distinguished", "instead of", "do not", "does not", "but not", "are not"),
                *("is not", "seldom", "while"),
            )
        ),
    ],
)
def test_no_sign_of_a_level_or_comparison_is_passed_over_for_its_words(holds, text):
    """The words that are looked for first stand in every kind of match."""
    assert holds(text)


def test_the_words_of_a_rule_save_time_and_nothing_else() -> None:
    """Labels, notes and a closing without a label are found by rules that name no words too."""
    page = document(
        "KITE TESTER, GRADE 9",
        "ILLUSTRATIVE DUTIES",
        "Flies kites.",
        "MINIMUM QUALIFICATIONS",
        "Open-Competitive: two years of experience with kites.",
        "Promotion: one year of service as a Kite Helper.",
        "Substitution: a degree in kites for one year.",
        "NOTE: Kites are provided.",
        "Classification Standards illustrate the nature of duties and do not list them all.",
    )
    bare = replace(
        NY,
        tracks=tuple(replace(rule, words=()) for rule in NY.tracks),
        paragraphs=tuple(replace(rule, words=()) for rule in NY.paragraphs),
        closings=tuple(replace(rule, words=()) for rule in NY.closings),
    )
    roles = [unit.role for unit in section(page, "qualifications").units]
    assert roles == ["track", "track", "substitution"]
    assert segment(page, profile=bare) == segment(page, profile=NY)
