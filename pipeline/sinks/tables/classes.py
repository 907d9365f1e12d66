"""A class of a record to its rows: duties, characteristics, paths and their requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.sinks.tables.requirements import node_rows
from pipeline.sinks.tables.typed import (
    digest,
    json_text,
    level_number,
    path_needs_degree,
    tree_text,
)

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_NO_GRADE = {"raw": None, "scheme": None, "value": None, "plan_code": None}


def class_ids(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The identity of each class: by code, else by title, else by ordinal; no two are equal."""
    taken: dict[str, int] = {}
    for one in record["classes"]:
        names = (one["code"], _slug(one["title"]), f"#{one['ordinal']}")
        free = next(name for name in names if name and name not in taken)
        taken[free] = one["ordinal"]
    return tuple(f"{record['id']}/{name}" for name in taken)


def _slug(title: str | None) -> str:
    return _NOT_IN_SLUGS.sub("-", (title or "").casefold()).strip("-")


def class_rows(record: Mapping[str, Any], one: Mapping[str, Any], class_id: str) -> Rows:
    """The rows of one class, its own first."""
    pointer = f"/classes/{one['ordinal'] - 1}"
    grade = one["grade"] or _NO_GRADE
    yield (
        "class_title",
        {
            "class_id": class_id,
            "document_id": record["id"],
            "jurisdiction": record["jurisdiction"],
            "ordinal": one["ordinal"],
            "pointer": pointer,
            "code": one["code"],
            "title": one["title"],
            "base_title": one["base_title"],
            "level": one["level"],
            "level_number": level_number(one["level"]),
            "parenthetic": one["parenthetic"],
            "grade_raw": grade["raw"],
            "grade_scheme": grade["scheme"],
            "grade_value": grade["value"],
            "grade_plan_code": grade["plan_code"],
            "alternate_codes": json_text(one["alternate_codes"]),
            "inherits_duties_of": json_text(one["inherits_duties_of"]),
            "content_sha256": digest(one),
        },
    )
    yield from _body(record["id"], one, class_id, pointer)


def _body(document_id: str, one: Mapping[str, Any], class_id: str, pointer: str) -> Rows:
    """What a class consists of."""

    def row(kind: str, at: int, end: str = "") -> Row:
        place = f"{pointer}/{kind}/{at}{end}"
        owner = {"class_id": class_id, "ordinal": at + 1, "document_id": document_id}
        return {**owner, "pointer": place}

    for at, text in enumerate(one["distinguishing_characteristics"]):
        owner = row("distinguishing_characteristics", at)
        yield "distinguishing_characteristic", {**owner, "text": text}
    for at, duty in enumerate(one["duties"]):
        said = {"text": duty["text"], "theme": duty["group"], "depth": duty["depth"]}
        yield "duty", {**row("duties", at, "/text"), **said}
    for at, path in enumerate(one["qualifications"]):
        owner = row("qualifications", at)
        yield "qualification_path", {**owner, **_path(path)}
        belongs = {"role": "qualification", "class_id": class_id, "path": at + 1}
        place = f"{owner['pointer']}/requirement"
        yield from node_rows(path["requirement"], place, document_id=document_id, owner=belongs)


def _path(path: Mapping[str, Any]) -> Row:
    return {
        "track": path["track"],
        "label": path["label"],
        "text": path["text"],
        "requirement": tree_text(path["requirement"]),
        "footnotes": json_text(path["footnotes"]),
        "unparsed": json_text(path.get("unparsed", [])),
        "needs_degree": path_needs_degree(path),
    }
