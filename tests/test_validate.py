"""Rules that a schema cannot say: each is kept by a good record and broken by one change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.issues import issue
from pipeline.model import Span
from pipeline.printed import Walk
from pipeline.record import Conservation, InheritedDuties, Node, Outline, Printed, Residue
from pipeline.validate import load_schema, validate
from tests.conftest import class_title, make_record, printed


def issues(record):
    return list(validate(record, schema=load_schema()))


def codes(record):
    return [i.code for i in issues(record)]


def with_levels(*titles: tuple[str, str | None]):
    """A record whose classes have these levels and parentheticals."""
    return make_record(
        classes=tuple(
            class_title(
                at,
                code=None,
                level=replace(printed("1"), value=level),
                parenthetic=parenthetic and replace(printed("1"), value=parenthetic),
            )
            for at, (level, parenthetic) in enumerate(titles, 1)
        )
    )


def test_a_good_record_has_no_issue(record):
    assert issues(record) == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"id": "no slash"}, "/id"),
        ({"classes": (class_title(0),)}, "/classes/0/ordinal"),
        (
            {"classes": (class_title(distinguishing_characteristics=("x", 3)),)},
            "/classes/0/distinguishing_characteristics/1",
        ),
    ],
)
def test_what_does_not_fit_the_schema_is_told_with_its_place(change, pointer):
    found = [i for i in issues(make_record(**change)) if i.code == "schema"]
    assert [i.pointer for i in found] == [pointer]
    assert found[0].severity == "error"
    assert found[0].message


def test_a_record_that_is_wrong_everywhere_is_told_in_a_few_places():
    found = issues(make_record(classes=tuple(class_title(0, code=None) for _ in range(15))))
    schema = [i for i in found if i.code == "schema"]
    assert len(schema) == 11
    assert schema[-1].message == "5 more places do not fit the schema"


def test_a_node_of_unknown_attributes_does_not_fit():
    node = Node(printed("one year"), type="service", attributes=(("wings", 2),))
    path = replace(class_title().qualifications[0], requirement=node)
    found = issues(make_record(classes=(class_title(qualifications=(path,)),)))
    assert found[0].code == "schema"
    assert found[0].pointer.startswith("/classes/0/qualifications/0/requirement")


def test_a_class_needs_duties_and_qualifications():
    """Duties only where the document has a section of them; else the section is missing."""
    record = make_record(classes=(class_title(duties=(), qualifications=()),))
    headed = replace(record, sections=(Outline("duties", printed("DUTIES"), 1),))
    assert codes(headed) == ["class-without-duties", "class-without-qualifications"]
    assert codes(replace(record, sections=())) == ["class-without-qualifications"]


def test_inherited_duties_are_duties():
    inherits = (InheritedDuties(printed("KITE TESTER 1"), None),)
    assert codes(make_record(classes=(class_title(duties=(), inherits_duties_of=inherits),))) == []


def test_a_path_without_requirement_is_told_once():
    path = replace(class_title().qualifications[0], requirement=None)
    record = make_record(classes=(class_title(qualifications=(path,)),))
    assert codes(record) == ["requirement-missing"]
    pointer = "/classes/0/qualifications/0/requirement"
    told = issue("requirement-ambiguous", "two readings", pointer=pointer)
    assert codes(replace(record, issues=(told,))) == []


def test_two_classes_with_one_code():
    found = issues(make_record(classes=(class_title(1), class_title(2, level=None))))
    assert [i.pointer for i in found] == ["/classes/0/code", "/classes/1/code"]
    assert {i.code for i in found} == {"duplicate-code"}


@pytest.mark.parametrize(
    "levels",
    [
        [("1", None), ("2", None), ("3", None)],
        [("3", None), ("2", None), ("1", None)],
        [("1", "WIND"), ("1", "RAIN"), ("2", "WIND")],
        [("1", "WIND"), ("2", "WIND"), ("1", "RAIN"), ("2", "RAIN")],
        [("I", None), ("II", None), ("IV", None), ("IX", None)],
        [("A", None), ("B", None), ("I", None)],
        [("9", None), ("10", None)],
    ],
)
def test_levels_in_order(levels):
    assert "level-order" not in codes(with_levels(*levels))


@pytest.mark.parametrize(
    "levels",
    [
        [("1", None), ("3", None), ("2", None)],
        [("V", None), ("I", None), ("II", None)],
        [("1", "WIND"), ("2", "RAIN"), ("1", "WIND"), ("2", "WIND"), ("1", "WIND")],
    ],
)
def test_levels_out_of_order(levels):
    assert codes(with_levels(*levels)).count("level-order") == 1


@pytest.mark.parametrize(
    ("change", "count"),
    [({"characters": 1}, 2), ({"placed": 1}, 1), ({"residue": 3}, 2), ({"furniture": 1}, 1)],
)
def test_conservation_adds_up_or_is_an_error(record, change, count):
    counted: Conservation = record.conservation
    moved = {name: getattr(counted, name) + more for name, more in change.items()}
    found = issues(replace(record, conservation=replace(counted, **moved)))
    assert [i.code for i in found] == ["conservation"] * count


def test_residue_is_told_with_its_amount(record):
    counted = record.conservation
    moved = replace(counted, placed=counted.placed - 5, residue=5)
    start = record.text.index("Flies")
    found = issues(
        replace(record, conservation=moved, residue=(Residue("Flies", start, start + 5),))
    )
    assert [(i.code, i.message, i.start) for i in found] == [
        ("residue", "5 characters in 1 places", start)
    ]


def test_residue_that_stands_elsewhere_is_an_error(record):
    counted = record.conservation
    moved = replace(counted, placed=counted.placed - 5, residue=5)
    found = codes(replace(record, conservation=moved, residue=(Residue("Flies", 0, 5),)))
    assert found == ["conservation", "residue"]


def test_a_value_that_does_not_stand_where_it_says_is_an_error():
    code = Printed("9900100", (Span(0, 4),), "test.rule")
    found = issues(make_record(classes=(class_title(code=code),)))
    assert [(i.code, i.pointer, i.start, i.end) for i in found] == [
        ("evidence", "/classes/0/code", 0, 4)
    ]
    assert "9900100" in found[0].message
    assert "Occ." in found[0].message


def test_a_value_whose_white_space_is_not_folded_is_an_error(record):
    """Even one that stands so in the text: a value is folded."""
    text = record.text.replace("Occ.", "Occ.  ")
    code = Printed(text[0:8], (Span(0, 8),), "test.rule")
    assert "  " in code.value
    found = issues(replace(make_record(classes=(class_title(code=code),)), text=text))
    assert ("evidence", "/classes/0/code") in [(i.code, i.pointer) for i in found]


def test_a_value_without_evidence_is_an_error():
    """A plain string where the record promises a printed one cannot say where it stands."""
    found = issues(make_record(classes=(class_title(distinguishing_characteristics=("Tests.",)),)))
    assert [(i.code, i.pointer) for i in found] == [
        ("evidence", "/classes/0/distinguishing_characteristics/0")
    ]


@dataclass(frozen=True)
class Kite:
    """A domain value whose names have to be printed."""

    name: Printed | None
    other_names: tuple[Printed, ...] = ()
    tail: Kite | None = None


def test_a_walk_knows_what_should_have_been_printed():
    kite: Any = Kite  # told less than it promises
    walk = Walk()
    plain = walk.members(kite("Ada", ("A.", printed("1")), kite(None, tail=kite("Bo"))), "/kites/0")
    assert plain == {
        "name": "Ada",
        "other_names": ["A.", "1"],
        "tail": {
            "name": None,
            "other_names": [],
            "tail": {"name": "Bo", "other_names": [], "tail": None},
        },
    }
    assert walk.bare == ["/kites/0/name", "/kites/0/other_names/0", "/kites/0/tail/tail/name"]
    assert walk.printed == {"/kites/0/other_names/1": printed("1")}
