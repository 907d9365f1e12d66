"""A record becomes rows: nothing is lost, every row fits its table, keys are unique."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from pipeline.record import RelatedClass
from pipeline.sinks.tables import JOURNAL, TABLES, rows
from pipeline.sinks.tables.typed import level_number, needs_degree, path_needs_degree
from tests.conftest import class_title, make_record, printed

PYTHON: dict[str, Any] = {
    "text": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "json": str,
}


def gathered(record: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for table, row in rows(record):
        found[table].append(row)
    return found


def leaf(type_: str = "experience", **attributes: Any) -> dict[str, Any]:
    return {"type": type_, **attributes, "text": "words"}


def degree(level: str) -> dict[str, Any]:
    return leaf("education", level=level, fields=[], credits=None, or_higher=False)


def branch(op: str, *of: dict[str, Any]) -> dict[str, Any]:
    return {"op": op, "of": list(of), "text": "words"}


EXPERIENCE = leaf(months=12, description="flying", of_which=[], footnotes=["*"])


@pytest.fixture
def full() -> dict[str, Any]:
    """A record with something in every list."""
    plain: dict[str, Any] = make_record(
        related_classes=(RelatedClass(printed("KITE TESTER 1"), None, printed("Flies kites in")),)
    ).to_dict()
    one = plain["classes"][0]
    one["distinguishing_characteristics"] = ["entry level"]
    one["inherits_duties_of"] = [{"title": "PILOT", "code": None}]
    one["alternate_codes"] = [{"scheme": "ca-schematic", "value": "AJ70"}]
    one["duties"][0] |= {"group": "When windy:", "depth": 2}
    tree = branch("any", branch("all", degree("bachelor"), leaf("license", name="pilot")))
    tree["of"].append(EXPERIENCE | {"amount": 2.5, "unit": "season", "months": None})
    one["qualifications"][0] |= {"requirement": tree, "unparsed": ["and more"]}
    service = leaf("service", months=6, title="Knotter", code="8800100", ordinal=1)
    service |= {"status": "permanent", "minimum_grade": 5}
    rule = {"text": "rule", "replaces": degree("master"), "with": service, "months": 7}
    rule |= {"cap_months": 24, "ratio": "1:1"}
    plain["substitutions"] = [rule | {"text": "both rules", "rules": [rule, rule]}]
    plain["sections"] = [
        {"kind": "duties", "heading": "DUTIES", "level": 1, "class": 1, "text": ["loose"]}
    ]
    plain["footnotes"] = [{"marker": "*", "text": "of kites"}]
    plain["notes"], plain["residue"] = ["closing"], [{"text": "left", "start": 3, "end": 7}]
    plain["abbreviations"] = [{"short": "KT", "long": "Kite Tester"}]
    plain["citations"] = [{"text": "45 CFR[1] 156", "kind": "cfr", "value": "45 CFR 156"}]
    plain["entities"] = [
        {"label": "LAW", "text": "45 CFR", "start": 90, "end": 96, "value": {"title": 45}}
    ]
    plain["issues"] = [
        {"code": "residue", "severity": "warning", "message": "left over", "pointer": "/x"}
        | {"start": 3, "end": 7}
    ]
    plain["dates"]["issued"] = {"raw": "5/18", "value": "2018-05"}
    plain["series"]["occupational_group"] = {"code": "99", "name": "Wind"}
    plain["series"]["description"] = ["They test kites."]
    return plain


def test_every_row_has_the_columns_of_its_table_in_order_and_of_their_types(full):
    found = gathered(full)
    assert not [name for name, those in found.items() if not those], "a table without a row"
    for name, those in found.items():
        for row in those:
            assert tuple(row) == TABLES[name].names
            for column in TABLES[name].columns:
                value = row[column.name]
                assert column.nullable if value is None else isinstance(value, PYTHON[column.type])


def scalars(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for below in value.values() for one in scalars(below)]
    if isinstance(value, list):
        return [one for below in value for one in scalars(below)]
    return [value]


def test_every_value_of_the_record_is_in_some_row(full):
    """Whatever is added to the record without a column for it fails here."""
    full["source"] |= {"bytes": 4711, "pages": 13, "ocr": True}
    stored = set()
    for name, those in gathered(full).items():
        for row in those:
            for column in TABLES[name].columns:
                value = row[column.name]
                whole = json.loads(value) if value and column.type == "json" else value
                stored |= {repr(one) for one in scalars(whole)}
    lost = [one for one in scalars(full) if repr(one) not in stored]
    assert not lost


def test_keys_are_unique_and_references_are_met(full):
    found = gathered(full)
    for name, those in found.items():
        keys = Counter(tuple(row[c] for c in TABLES[name].key) for row in those)
        assert max(keys.values()) == 1, name
        for reference in TABLES[name].references:
            target = TABLES[reference.table]
            there = {tuple(row[c] for c in target.key) for row in found[target.name]}
            named = {tuple(row[c] for c in reference.columns) for row in those}
            assert {one for one in named if None not in one} <= there, (name, reference)


def test_a_tree_becomes_rows_with_parent_and_ordinal(full):
    of_path = [r for r in gathered(full)["requirement"] if r["role"] == "qualification"]
    root = "/classes/0/qualifications/0/requirement"
    shape = [
        (r["pointer"].removeprefix(root), r["parent_pointer"], r["ordinal"], r["op"] or r["type"])
        for r in of_path
    ]
    assert shape == [
        ("", None, 1, "any"),
        ("/of/0", root, 1, "all"),
        ("/of/0/of/0", f"{root}/of/0", 1, "education"),
        ("/of/0/of/1", f"{root}/of/0", 2, "license"),
        ("/of/1", root, 2, "experience"),
    ]
    assert [r["needs_degree"] for r in of_path] == [False, True, True, False, False]


def test_a_class_is_known_by_its_code_else_its_title_else_its_ordinal():
    classes = (
        class_title(1, code=None),
        class_title(2),
        class_title(3, title=printed("MINIMUM QUALIFICATIONS")),
        class_title(4, title=None, base_title=None, code=None),
        class_title(5, code=None),
    )
    found = gathered(make_record(classes=classes).to_dict())["class_title"]
    assert [row["class_id"].removeprefix("us-ny/9900100F/") for row in found] == [
        "kite-tester-1",
        "9900100",
        "minimum-qualifications",
        "#4",
        "#5",
    ]


def test_a_second_document_of_one_number_has_a_claim_of_its_own():
    (row,) = gathered(make_record(id="us-ny/9900100F~0dfb3048").to_dict())["source_document"]
    assert row["claim"] == "0dfb3048"


def test_the_content_is_the_same_whatever_file_says_it():
    """History begins a new state for a new text, not for a new file or a new parser."""
    (first,) = gathered(make_record().to_dict())["source_document"]
    again = make_record(file="other.pdf", data=b"other").to_dict() | {"entities": []}
    again["parser"]["version"] = "99"
    (second,) = gathered(again)["source_document"]
    assert first["content_sha256"] == second["content_sha256"]
    (third,) = gathered(make_record(issuer=printed("KITE TESTER")).to_dict())["source_document"]
    assert third["content_sha256"] != first["content_sha256"]


@pytest.mark.parametrize(
    ("printed_level", "number"),
    [
        *[("1", 1), ("12", 12), ("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("XX", 20)],
        *[("A", None), ("B", None), ("²", None), ("IIII", None), ("", None), (None, None)],
    ],
)
def test_a_level_is_a_number_where_it_is_a_numeral(printed_level, number):
    assert level_number(printed_level) == number


@pytest.mark.parametrize(
    ("node", "needed"),
    [
        (degree("bachelor"), True),
        (degree("high_school"), False),
        (degree("micro_degree"), None),
        (EXPERIENCE, False),
        (leaf("other"), None),
        (branch("any", degree("bachelor"), EXPERIENCE), False),
        (branch("any", degree("bachelor"), leaf("other")), None),
        (branch("any", degree("bachelor"), degree("master")), True),
        (branch("all", degree("bachelor"), leaf("other")), True),
        (branch("all", EXPERIENCE, leaf("other")), None),
    ],
)
def test_a_path_needs_a_degree_only_where_every_way_through_it_does(node, needed):
    assert needs_degree(node) is needed


def test_words_that_no_node_covers_may_need_a_degree():
    assert path_needs_degree({"requirement": EXPERIENCE, "unparsed": ["and more"]}) is None
    assert path_needs_degree({"requirement": degree("master"), "unparsed": ["so"]}) is True
    assert path_needs_degree({"requirement": None}) is None


def test_a_history_has_the_columns_of_its_table_and_an_end_to_every_state():
    for name in ("source_document", "class_title"):
        history = {column.name: column for column in JOURNAL[f"{name}_history"].columns}
        assert tuple(history)[: len(TABLES[name].names)] == TABLES[name].names
        assert not history["valid_to"].nullable
