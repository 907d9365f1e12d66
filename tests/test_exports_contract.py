"""The data contract has the structure of its standard and says what the files hold."""

from __future__ import annotations

import re
from typing import Any

import pyarrow.parquet
import pytest
import yaml

from pipeline.sinks.exports import FORMATS
from pipeline.sinks.exports.contract import contract
from pipeline.sinks.tables import TABLES
from tests.build_exports import records

SUFFIXES = ("parquet", "csv", "jsonl")
TOP = {"apiVersion", "kind", "id", "name", "version", "status", "description", "schema"}
OBJECT = {"name", "logicalType", "physicalType", "physicalName", "description", "properties"}
PROPERTY = {"name", "logicalType", "physicalType", "description", "required"}
KEY = {"primaryKey", "primaryKeyPosition"}
LOGICAL = {"string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean"}
PATH = re.compile(r"[a-z_]+\.[a-z_]+")


def faults(document: dict[str, Any]) -> list[str]:
    """What breaks the structure of the Open Data Contract Standard, version 3.1."""
    found = [f"top: {name}" for name in set(document) ^ TOP]
    found += [] if document.get("apiVersion") == "v3.1.0" else ["apiVersion"]
    found += [] if document.get("kind") == "DataContract" else ["kind"]
    objects = document.get("schema", [])
    places = {f"{o['name']}.{p['name']}" for o in objects for p in o["properties"]}
    for one in objects:
        found += [f"{one['name']}: {name}" for name in set(one) - {"relationships"} ^ OBJECT]
        found += [] if one["logicalType"] == "object" else [f"{one['name']}: logicalType"]
        for made in one["properties"]:
            found += [f"{one['name']}.{made['name']}: {at}" for at in _property_faults(made)]
        for made in one.get("relationships", []):
            found += [f"{one['name']}: {at}" for at in _relationship_faults(made, places)]
    return found


def _property_faults(made):
    yield from set(made) - KEY ^ PROPERTY
    if made["logicalType"] not in LOGICAL:
        yield "logicalType"
    if not isinstance(made["required"], bool):
        yield "required"
    if "primaryKey" in made and not (made["primaryKey"] is True and made["required"]):
        yield "primaryKey"


def _relationship_faults(made, places):
    yield from set(made) ^ {"type", "from", "to"}
    ends = [[end] if isinstance(end, str) else end for end in (made["from"], made["to"])]
    if made["type"] != "foreignKey" or len(ends[0]) != len(ends[1]):
        yield "relationship"
    for place in (*ends[0], *ends[1]):
        if not PATH.fullmatch(place) or place not in places:
            yield place


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_contract_has_the_structure_of_the_standard(suffix):
    document = yaml.safe_load(contract(suffix=suffix))
    assert faults(document) == []
    assert [one["physicalName"] for one in document["schema"]] == [f"{t}.{suffix}" for t in TABLES]


def _without_kind(document):
    del document["kind"]


def _odd_type(document):
    document["schema"][0]["properties"][0]["logicalType"] = "text"


def _lost_target(document):
    document["schema"][1]["relationships"][0]["to"] = "jurisdiction.nothing"


@pytest.mark.parametrize("damage", [_without_kind, _odd_type, _lost_target])
def test_the_check_of_structure_finds_faults(damage):
    document = yaml.safe_load(contract(suffix="csv"))
    damage(document)
    assert faults(document)


def test_all_text_of_the_model_survives_yaml():
    document = yaml.safe_load(contract(suffix="csv"))
    for one, table in zip(document["schema"], TABLES.values(), strict=True):
        assert one["description"] == table.description
        said = [made["description"] for made in one["properties"]]
        assert said == [column.description for column in table.columns]


def test_keys_are_numbered_in_their_order():
    document = yaml.safe_load(contract(suffix="csv"))
    for one in document["schema"]:
        numbered = {p["primaryKeyPosition"]: p["name"] for p in one["properties"] if set(p) >= KEY}
        assert tuple(numbered[at] for at in sorted(numbered)) == TABLES[one["name"]].key


def test_a_reference_of_two_columns_names_both_in_one_order():
    document = yaml.safe_load(contract(suffix="csv"))
    (series,) = [one for one in document["schema"] if one["name"] == "class_series"]
    assert series["relationships"][1] == {
        "type": "foreignKey",
        "from": ["class_series.jurisdiction", "class_series.occupational_group"],
        "to": ["occupational_group.jurisdiction", "occupational_group.code"],
    }


def test_the_contract_describes_the_parquet_files_beside_it(tmp_path):
    FORMATS["parquet"](records(), tmp_path)
    text = (tmp_path / "contract.odcs.yaml").read_text(encoding="utf-8")
    for one in yaml.safe_load(text)["schema"]:
        file = pyarrow.parquet.ParquetFile(tmp_path / one["physicalName"])
        columns = [(f.name, not f.nullable) for f in file.schema_arrow]
        assert [(p["name"], p["required"]) for p in one["properties"]] == columns
        stored = [_stored(file.schema.column(at)) for at in range(len(columns))]
        assert [p["physicalType"] for p in one["properties"]] == stored


def _stored(column):
    is_text = column.logical_type.type == "STRING"
    return "STRING" if is_text else column.physical_type
