"""What reading forty pages of California beside their records showed: one test a phenomenon."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import Record
from tests.build_html import table
from tests.build_specification import part, section, series, single
from tests.test_california import DEFINITION, FIRST, SECOND, TASKS, TWO, WAYS, read, ways

THREE = (*TWO, ("ZX30", "9903", "Kite Chief"))


def outline(record: Record, kind: str) -> list[tuple[str, int | None, list[str]]]:
    """Heading, class and texts of every entry of one kind."""
    found = [s for s in record.sections if s.kind == kind]
    return [(str(s.heading), s.class_, [str(t) for t in s.text]) for s in found]


def test_text_below_stacked_headings_is_each_classes() -> None:
    """Two titles in a row head one text; a class alone on a line heads its text, too."""
    knowledge = section(
        "Knowledge and Abilities",
        part("Kite Tester I"),
        part("Kite Tester II", "Knowledge of: Winds."),
        "<p>KITE CHIEF (Patterns I and II only)</p>",
        "Knowledge of: Budgets.",
    )
    assert outline(read(series(WAYS, knowledge, rows=THREE)), "knowledge") == [
        ("Knowledge and Abilities", None, []),
        ("Kite Tester I", 1, ["Knowledge of: Winds."]),
        ("Kite Tester II", 2, ["Knowledge of: Winds."]),
        ("KITE CHIEF (Patterns I and II only)", 3, ["Knowledge of: Budgets."]),
    ]


def test_a_row_of_a_table_is_one_text() -> None:
    """Its dashes say in which column nothing stands."""
    rows = table(
        ["Class", "Date Established", "Date Revised", "Title Changed"],
        ["Kite Tester I", "01/02/1970", "--", "03/04/1980"],
    )
    ((_, _, texts),) = outline(
        read(series(WAYS, section("Class History", rows), rows=TWO)), "history"
    )
    assert texts == [
        "Class Date Established Date Revised Title Changed",
        "Kite Tester I 01/02/1970 -- 03/04/1980",
    ]


def test_labels_of_patterns_stay_in_text_that_has_no_room() -> None:
    """Desirable qualifications are text: `Either I` is a part of it."""
    desirable = section("Desirable Qualifications", "Either I", FIRST, "Or II", SECOND)
    ((_, _, texts),) = outline(read(single(DEFINITION, WAYS, desirable)), "desirable")
    assert texts == ["Either I", FIRST, "Or II", SECOND]


def test_shared_requirements_stand_below_their_heading() -> None:
    """What several paths share is a text of the part of the outline in which it is printed."""
    shared = "Possession of a kite license."
    qualifications = section(
        "Minimum Qualifications",
        part("All Levels:", shared),
        part("Kite Tester I", FIRST),
        part("Kite Tester II", SECOND),
    )
    found = outline(read(series(qualifications, rows=TWO)), "qualifications")
    assert [(heading, texts) for heading, _, texts in found] == [
        ("Minimum Qualifications", []),
        ("All Levels:", [shared]),
        ("Kite Tester I", []),
        ("Kite Tester II", []),
    ]


def test_a_line_that_names_several_classes_is_no_single_ones() -> None:
    """Its entry of the outline has no class, whatever it is set like."""
    found = outline(
        read(series(section("Minimum Qualifications", "KITE TESTER I AND II", FIRST), rows=THREE)),
        "qualifications",
    )
    assert [(heading, one) for heading, one, _ in found][1:] == [("KITE TESTER I AND II", None)]


def test_all_levels_but_one() -> None:
    """`All Levels Except …` heads what is asked of the others, a range of a class aside."""
    qualifications = section(
        "Minimum Qualifications",
        part("All Levels Except Kite Chief", "Possession of a kite license."),
        part("All Levels Except Kite Tester I and Kite"),
        part("Chief", "Possession of a radio permit."),
        part("Kite Tester I", FIRST),
        part("Kite Tester II", SECOND),
        part("Kite Chief", "Five years of experience."),
    )
    classes = read(series(qualifications, rows=THREE)).to_dict()["classes"]
    licensed = [{n["name"] for n in leaves(c) if n["type"] == "license"} for c in classes]
    assert licensed == [{"kite license"}, {"kite license", "radio permit"}, set()]


def leaves(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The leaves of a class's first path."""
    tree = one["qualifications"][0]["requirement"]
    return tree.get("of", [tree])


def test_patterns_keep_the_patterns_within_them() -> None:
    """`Either Pattern I … Or Pattern II … Either I … Or II` are two paths."""
    qualifications = section(
        "Minimum Qualifications",
        f"Either Pattern I {FIRST}",
        part("Or Pattern II"),
        f"Completion of a course. Either I {SECOND}",
        "Or II",
        "One year of experience in mending kites.",
    )
    assert ways(read(single(DEFINITION, TASKS, qualifications))) == [
        ("pattern_1", FIRST),
        (
            "pattern_2",
            f"Completion of a course. Either I {SECOND} Or II "
            "One year of experience in mending kites.",
        ),
    ]


def test_the_title_may_head_the_definition() -> None:
    """Where no heading says definition, the class's own title stands in its place."""
    record = read(single(section("Kite Tester", "Under direction, to fly kites."), TASKS, WAYS))
    (one,) = record.classes
    assert [str(p) for p in one.distinguishing_characteristics] == [
        "Under direction, to fly kites."
    ]
    assert "heading-unknown" not in {issue.code for issue in record.issues}


def test_a_heading_glued_to_the_paragraph_above() -> None:
    """The words after its last full stop head the section that follows."""
    glued = (
        "Under direction, to fly kites of all sizes in all winds. Distinguishing Characteristics"
    )
    record = read(single(section("Definition", glued, "It flies alone."), TASKS, WAYS))
    (one,) = record.classes
    assert [str(p) for p in one.distinguishing_characteristics] == [
        "Under direction, to fly kites of all sizes in all winds.",
        "It flies alone.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("All Levels (Night), (Day), (Box", "Kites), and (Storm):"),
        ("Kite Tester I and All Higher", "Levels"),
    ],
)
def test_a_heading_broken_over_two(first: str, second: str) -> None:
    """It was broken within a parenthesis, or where the rest alone means nothing."""
    personal = section("Special Personal Characteristics", part(first), part(second, "Tact."))
    found = outline(read(series(WAYS, personal, rows=TWO)), "personal_characteristics")
    assert [(heading, texts) for heading, _, texts in found][1:] == [
        (f"{first} {second}", ["Tact."])
    ]


def test_the_end_of_a_sentence_is_no_heading() -> None:
    """A sentence broken over two blocks is one, though its end is set as a heading."""
    ranges = section("Alternate Range Criteria", "Used to allocate incumbents to Range A or Range")
    record = read(single(DEFINITION, TASKS, WAYS, ranges + part("B.", "Range A. Beginners.")))
    ((_, _, texts),) = outline(record, "range_criteria")
    assert texts == [
        "Used to allocate incumbents to Range A or Range B.",
        "Range A. Beginners.",
    ]


def test_a_short_form_may_be_the_subject() -> None:
    """`KTA examinations are …` has no label: the words before are no whole title."""
    text = "KTA examinations are open to all who have one year of experience."
    record = read(
        single(DEFINITION, section("Minimum Qualifications", text), title="Kite Tail Adviser (KTA)")
    )
    assert ways(record) == [("unspecified", text)]


def test_a_substitution_keeps_its_full_stop() -> None:
    """In printed order, whether the sentence stands in a path or is shared by several."""
    shared = "Education: Graduation from college. Two years of kites may be substituted for it."
    own = "One year of experience. (A degree may be substituted for the required experience.)"
    qualifications = section(
        "Minimum Qualifications", part("Kite Tester I", own), part("All Levels:", shared)
    )
    record = read(series(qualifications, rows=TWO))
    assert [str(s.text) for s in record.substitutions] == [
        "(A degree may be substituted for the required experience.)",
        "Two years of kites may be substituted for it.",
    ]


def test_codes_of_law_named_together() -> None:
    """Several codes of one plural are one citation; a slip in a name is kept."""
    tasks = section(
        "Typical Tasks",
        "Applies the Education and Health and Safety Codes and the Code of Civil Procedures; "
        "reads California Vehicle and Penal Codes.",
    )
    assert [c.value for c in read(single(DEFINITION, tasks, WAYS)).citations] == [
        "Education and Health and Safety Codes",
        "Code of Civil Procedures",
        "California Vehicle and Penal Codes",
    ]
