"""Specifications of jurisdictions without a profile are read with general rules."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pipeline import parse
from tests.build_bulletin import all_letters, letters, read_facts
from tests.layouts import LAYOUTS

SHARED = Path(__file__).parents[1].parent / "shared"
BULLETINS = sorted(SHARED.glob("real/la/*/*"))
absent = pytest.mark.skipif(not BULLETINS, reason="the shared documents are not here")


def read(name: str) -> dict[str, Any]:
    """The record of one of the layouts."""
    return parse(LAYOUTS[name].data, name=name).to_dict()


def kinds(record: dict[str, Any]) -> dict[str, str]:
    """Printed heading → section kind."""
    return {s["heading"]: s["kind"] for s in record["sections"] if s["heading"]}


def codes(record: dict[str, Any]) -> list[str]:
    """The codes of its issues."""
    return [issue["code"] for issue in record["issues"]]


@pytest.mark.parametrize("name", LAYOUTS)
def test_title_code_duties_and_qualifications_are_read(name: str) -> None:
    """One class with what a person reads on the page; nothing is lost, and nothing is an error."""
    layout, record = LAYOUTS[name], read(name)
    (one,) = record["classes"]
    assert (one["title"], one["code"]) == (layout.title, layout.code)
    assert tuple(duty["text"] for duty in one["duties"]) == layout.duties
    assert [path["text"] for path in one["qualifications"]] == [layout.qualification]
    assert one["grade"] is None
    assert record["profile"]["name"] == "generic"
    assert "profile-unknown" in codes(record)
    assert [i["message"] for i in record["issues"] if i["severity"] == "error"] == []
    assert record["residue"] == []


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        (
            "new-york-county.txt",
            "any(education associate, all(education high_school, experience 48))",
        ),
        ("new-jersey.txt", "all(education bachelor, experience 36)"),
        ("bulletin.txt", "all(experience 60, license)"),
        ("federal.txt", "any(experience 12, education bachelor)"),
        ("site.html", "all(education bachelor, experience 24)"),
    ],
)
def test_alternatives_and_conditions_become_trees(name: str, tree: str) -> None:
    """`EITHER (A) … OR (B)`, `; and`, and labelled parts that a note interrupts."""
    (path,) = read(name)["classes"][0]["qualifications"]
    assert drawn(path["requirement"]) == tree


def drawn(node: dict[str, Any]) -> str:
    """A tree on one line."""
    if "op" in node:
        return f"{node['op']}({', '.join(map(drawn, node['of']))})"
    known = node.get("level") or node.get("months")
    return f"{node['type']} {known}" if known else str(node["type"])


def test_an_issuer_and_dates_with_a_label_are_read() -> None:
    """Adoption is establishment; an opening date is the date of issue."""
    county, bulletin = read("new-york-county.txt"), read("bulletin.txt")
    assert county["issuer"] == "KITE COUNTY DEPARTMENT OF PERSONNEL"
    assert county["dates"]["established"] == {"raw": "3/14/1995", "value": "1995-03-14"}
    assert bulletin["dates"]["issued"] == {"raw": "March 3, 2020", "value": "2020-03-03"}
    assert "Closing Date: March 24, 2020" in bulletin["notes"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bulletin.txt", "job_bulletin"),
        ("federal.txt", "class_specification"),
        ("city.txt", "class_specification"),
    ],
)
def test_the_kind_of_document_is_read(name: str, kind: str) -> None:
    assert read(name)["document_type"] == kind


def test_an_unknown_heading_opens_a_section_of_its_own() -> None:
    """What stands under it belongs to no other section, and an issue names it."""
    record = read("site.html")
    assert kinds(record)["Supplemental Information"] == "other"
    (told,) = [i for i in record["issues"] if i["code"] == "heading-unknown"]
    assert told["message"] == "Supplemental Information"


def test_a_heading_nobody_lists_is_known_by_its_words() -> None:
    """`Examples of Important Job Functions` can only be duties."""
    found = kinds(read("state.txt"))
    assert found["EXAMPLES OF IMPORTANT JOB FUNCTIONS"] == "duties"
    assert found["MINIMUM TRAINING AND EXPERIENCE"] == "qualifications"


def test_a_remark_on_a_heading_is_no_duty() -> None:
    found = kinds(read("new-york-county.txt"))
    assert found["TYPICAL WORK ACTIVITIES: (Illustrative only)"] == "duties"


def test_what_the_record_has_no_field_for_is_a_note() -> None:
    """Pay and bargaining unit of a header, in lines and in a table."""
    assert "PAY GRADE: 17" in read("state.txt")["notes"]
    assert "Bargaining Unit Local 9" in read("site.html")["notes"]
    assert "Job Family Aeronautics" in read("washington.docx")["notes"]


def test_a_number_without_a_label_is_no_code() -> None:
    """`1234 KITE CLERK` may be a code and may be none: it stays in the title."""
    text = "1234 KITE CLERK\n\nDUTIES\n\nFiles forms.\n\nMINIMUM QUALIFICATIONS\n\nOne year.\n"
    record = parse(text.encode(), name="clerk.txt").to_dict()
    assert record["classes"][0]["code"] is None
    assert "code-missing" in codes(record)


@pytest.mark.parametrize(
    "header",
    [
        "KITE MECHANIC\nPARKS AND RECREATION DEPARTMENT",
        "PARKS AND RECREATION DEPARTMENT\nKITE MECHANIC",
        "City of Gullhaven\nKITE MECHANIC\nOriginator: Personnel",
        "Department of Parks\nKITE MECHANIC\n(Exam Open to All)",
    ],
)
def test_a_department_beside_the_title_is_no_class(header: str) -> None:
    text = f"{header}\n\nDUTIES\n\nMends kites.\n\nMINIMUM QUALIFICATIONS\n\nOne year.\n"
    (one,) = parse(text.encode(), name="mechanic.txt").to_dict()["classes"]
    assert one["title"] == "KITE MECHANIC"


def duties_of(text: str) -> list[str]:
    """The duties of a document that has a title before this text and qualifications after it."""
    page = f"KITE MECHANIC\n\n{text}\n\nMINIMUM QUALIFICATIONS\n\nOne year of experience.\n"
    (one,) = parse(page.encode(), name="mechanic.txt").to_dict()["classes"]
    assert one["title"] == "KITE MECHANIC"
    return [duty["text"] for duty in one["duties"]]


def test_words_of_a_heading_within_a_duty_make_no_heading() -> None:
    """`Other duties as assigned.` is the last of many lists."""
    text = "DUTIES\n\n1. Mends kites.\n\n2. Other duties as assigned."
    assert duties_of(text) == ["Mends kites.", "Other duties as assigned."]


def test_a_remark_before_run_in_duties_is_no_duty() -> None:
    text = "EXAMPLES OF WORK: (Illustrative only) Mends kites; keeps records."
    assert duties_of(text) == ["Mends kites; keeps records."]


def test_a_number_beside_the_title_is_no_part_of_it() -> None:
    """Set apart by a gap, it may be a code and may be none: a note keeps it."""
    page = "KITE MECHANIC          4417\n\nDUTIES\n\nMends kites.\n\nREQUIREMENTS\n\nOne year.\n"
    record = parse(page.encode(), name="mechanic.txt").to_dict()
    assert [(c["title"], c["code"]) for c in record["classes"]] == [("KITE MECHANIC", None)]
    assert record["notes"] == ["4417"]


def test_every_class_of_a_series_has_its_code_and_the_shared_duties() -> None:
    """Two labelled codes pair with two titles; duties under no class are each one's."""
    text = """COUNTY OF BRANTWATER
Class Code: 5123
KITE RIGGER I
Class Code: 5124
KITE RIGGER II

EXAMPLES OF DUTIES
Ties knots and splices lines.
Inspects bridles before flight.

EMPLOYMENT STANDARDS
Kite Rigger I
One year of experience in rigging.
Kite Rigger II
Two years of experience as a Kite Rigger I.
"""
    classes = parse(text.encode(), name="riggers.txt").to_dict()["classes"]
    assert [(c["title"], c["code"]) for c in classes] == [
        ("KITE RIGGER I", "5123"),
        ("KITE RIGGER II", "5124"),
    ]
    assert [len(c["duties"]) for c in classes] == [2, 2]
    assert [c["qualifications"][0]["text"] for c in classes] == [
        "One year of experience in rigging.",
        "Two years of experience as a Kite Rigger I.",
    ]


def test_the_rules_name_no_city() -> None:
    """What is true of one city alone has no place among general rules."""
    for file in files("pipeline.profiles").joinpath("generic").iterdir():
        assert re.search(r"(?i)los\s+angeles|lacity|\bLADWP\b", file.read_text("utf-8")) is None


@absent
def test_the_bulletins_say_what_their_names_and_lines_say() -> None:
    """Title, code, duties and requirements of at least 95 % of the files, letter by letter."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for path in BULLETINS:
        facts, record = read_facts(path), parse(path).to_dict()
        (one,) = record["classes"]
        said = {
            "title": (letters(one["title"]), facts.title),
            "code": (one["code"], facts.code),
            "duties": (joined(one["duties"]), facts.duties),
            "requirements": (joined(one["qualifications"]), facts.requirements),
            "exam": (record["notes"][0].startswith("(Exam Open"), facts.exam),
            "kind": (record["document_type"], "job_bulletin"),
            "date": (record["dates"]["issued"] is not None, True),
        }
        for field, (ours, theirs) in said.items():
            asked[field] += theirs is not None
            right[field] += theirs is not None and ours == theirs
            assert theirs is not None or ours == "", (path.name, field)
    assert asked["duties"] >= 78
    assert {f: n for f, n in right.items() if n < 0.95 * asked[f]} == {}


def joined(texts: list[dict[str, Any]]) -> str:
    """The letters of several texts."""
    return all_letters(" ".join(one["text"] for one in texts))
