"""The schema says what the record is, completely, and the generated pages say what both say."""

from __future__ import annotations

import copy
import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from docs.generate import PAGES
from pipeline.issues import ISSUES
from pipeline.record import Node, Printed, Record
from pipeline.validate import load_schema
from tests.conftest import make_record

SCHEMA = load_schema()
REFERENCE = Draft202012Validator(SCHEMA.document)
ROOT = Path(__file__).parents[1]


def definition(part: dict[str, Any]) -> dict[str, Any]:
    """What a property refers to, `null` left out."""
    for option in part.get("anyOf", []):
        if option != {"type": "null"}:
            return definition(option)
    if "$ref" in part:
        return definition(SCHEMA.document["$defs"][part["$ref"].rpartition("/")[2]])
    return part


def objects() -> list[tuple[str, dict[str, Any]]]:
    """Every object the schema defines, by name."""
    named = SCHEMA.document["$defs"].items()
    return [("record", SCHEMA.document), *((n, d) for n, d in named if "properties" in d)]


def test_the_schema_is_a_valid_schema_with_a_versioned_id():
    Draft202012Validator.check_schema(SCHEMA.document)
    assert SCHEMA.document["$id"] == "urn:civil-service-standards:schema:record:1-0-0"


@pytest.mark.parametrize("part", [d for _, d in objects()], ids=[name for name, _ in objects()])
def test_every_property_is_described_and_no_other_is_allowed(part):
    assert [n for n, p in part["properties"].items() if len(p.get("description", "")) < 12] == []
    assert part["additionalProperties"] is False


HIDDEN = {"Record": {"text", "locate"}, "Entity": {"rule"}, "Qualification": {"shared"}}
"""Fields of domain values that are not written."""


def dataclasses_with_schema() -> list[tuple[type, dict[str, Any]]]:
    """Each domain dataclass with the definition that the schema has at its place."""
    found: dict[type, dict[str, Any]] = {}

    def walk(kind: type, part: dict[str, Any]) -> None:
        if kind in found or kind in (Node, Printed):
            return
        found[kind] = part
        for name, hint in typing.get_type_hints(kind).items():
            inner = part["properties"].get(name.rstrip("_"))
            for leaf in leaves(hint):
                if inner and isinstance(leaf, type) and dataclasses.is_dataclass(leaf):
                    below = definition(inner)
                    walk(leaf, definition(below["items"]) if "items" in below else below)

    walk(Record, SCHEMA.document)
    return list(found.items())


def leaves(hint: Any) -> list[Any]:
    if typing.get_origin(hint) in (tuple, typing.Union, types.UnionType):
        return [leaf for part in typing.get_args(hint) for leaf in leaves(part)]
    return [hint]


@pytest.mark.parametrize(
    ("kind", "part"),
    dataclasses_with_schema(),
    ids=[kind.__name__ for kind, _ in dataclasses_with_schema()],
)
def test_record_and_schema_have_the_same_fields(kind, part):
    """A field added to one side must be added to the other."""
    hidden = HIDDEN.get(kind.__name__, set())
    fields = [f.name.rstrip("_") for f in dataclasses.fields(kind) if f.name not in hidden]
    added = {"schema_version", "evidence"} if kind is Record else set()
    assert set(part["properties"]) - added == set(fields)


def test_the_walk_reaches_every_domain_value():
    names = {kind.__name__ for kind, _ in dataclasses_with_schema()}
    assert {"ClassTitle", "Duty", "Substitution", "Entity", "Issue", "Residue", "Citation"} <= names


def printed_fields() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field of a domain value that promises printed text, with its property in the schema."""
    for kind, part in dataclasses_with_schema():
        for name, hint in typing.get_type_hints(kind).items():
            if Printed in leaves(hint) and name not in HIDDEN.get(kind.__name__, ()):
                below = definition(part["properties"][name.rstrip("_")])
                yield f"{kind.__name__}.{name}", definition(below.get("items", below))
    for option in SCHEMA.document["$defs"]["node"]["oneOf"]:
        yield option["$ref"], definition(definition(option)["properties"]["text"])


@pytest.mark.parametrize(
    "part", [p for _, p in printed_fields()], ids=[n for n, _ in printed_fields()]
)
def test_what_is_printed_in_the_record_is_printed_in_the_schema(part):
    """A `Printed` field refers to the schema's `printed`, whose text says it has evidence."""
    assert part == SCHEMA.document["$defs"]["printed"]


def test_evidence_stands_under_the_pointer_of_each_printed_value(record):
    """Every printed value of the record is found at its own pointer, and nothing else is."""
    plain = record.to_dict()
    found = {pointer: at(plain, pointer) for pointer in plain["evidence"]}
    assert found == {
        "/standard_number": "9900100",
        "/series/title": "KITE TESTER",
        "/classes/0/title": "KITE TESTER 1",
        "/classes/0/base_title": "KITE TESTER",
        "/classes/0/level": "1",
        "/classes/0/code": "9900100",
        "/classes/0/grade/raw": "GRADE 9",
        "/classes/0/duties/0/text": "Flies kites in moderate wind.",
        "/classes/0/qualifications/0/label": "Open-Competitive",
        "/classes/0/qualifications/0/text": "one year of experience in kites.",
        "/classes/0/qualifications/0/requirement/text": "one year of experience in kites",
    }


def at(value: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def test_a_whole_record_fits(record):
    plain = record.to_dict()
    assert SCHEMA.fits(plain)
    assert list(REFERENCE.iter_errors(plain)) == []
    assert list(plain) == list(SCHEMA.document["properties"])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path] if path else []
    for key, part in inner:
        below = (*path, key)
        found += places(part, below) if isinstance(part, dict | list) else [below]
    return found


PLAIN = json.loads(json.dumps(make_record().to_dict()))


@given(
    st.sampled_from(places(PLAIN)),
    st.sampled_from(["drop", "add", None, "", "x", -1, 1.5, True, [], {}, [[1, 2, 3]]]),
)
def test_both_validators_agree_on_mutated_records(place, change):
    """The compiled validator in the hot path accepts what jsonschema accepts, and nothing else."""
    plain = copy.deepcopy(PLAIN)
    parent = plain
    for step in place[:-1]:
        parent = parent[step]
    if change == "drop":
        del parent[place[-1]]
    elif change == "add" and isinstance(parent, dict):
        parent["unheard_of"] = 1
    else:
        parent[place[-1]] = change
    assert SCHEMA.fits(plain) == REFERENCE.is_valid(plain)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_generated_pages_are_fresh(page):
    """`make docs` was run after the last change of the schema or of a code."""
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == PAGES[page]()


def test_every_issue_code_is_explained():
    for code, row in ISSUES.items():
        assert code == code.lower()
        assert row.meaning.endswith(".")
        assert row.advice.endswith(".")
