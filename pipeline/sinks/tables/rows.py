"""One record to its rows, parents before children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.sinks.tables.classes import class_ids, class_rows
from pipeline.sinks.tables.requirements import node_rows
from pipeline.sinks.tables.typed import digest, json_text, said, tree_text

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
Record = Mapping[str, Any]
_DATES = ("issued", "established", "revised", "title_changed")
_COUNTS = ("placed", "labels", "furniture", "residue")


def rows(record: Record) -> Rows:
    """The rows of a record as `(table, row)`; a row has the columns of its table, in order.

    Values are text, whole numbers, numbers, truth values and `None`; columns of type `json`
    hold JSON text. Equal records give equal rows in equal order.
    """
    yield "jurisdiction", _jurisdiction(record)
    group = record["series"]["occupational_group"]
    if group:
        yield "occupational_group", {"jurisdiction": record["jurisdiction"], **_group(group)}
    yield "source_document", _document(record)
    yield "class_series", _series(record)
    for one, class_id in zip(record["classes"], class_ids(record), strict=True):
        yield from class_rows(record, one, class_id)
    for at, rule in enumerate(record["substitutions"]):
        yield from _substitution(record["id"], rule, at, f"/substitutions/{at}", None)
    yield from _outline(record)
    yield from _findings(record)


def _jurisdiction(record: Record) -> Row:
    country, _, subdivision = record["jurisdiction"].partition("-")
    return {
        "jurisdiction": record["jurisdiction"],
        "country": country,
        "subdivision": subdivision or None,
    }


def _group(group: Mapping[str, Any]) -> Row:
    return {"code": group["code"], "name": group["name"]}


def _document(record: Record) -> Row:
    return {
        "document_id": record["id"],
        "jurisdiction": record["jurisdiction"],
        "standard_number": record["standard_number"],
        "status": record["status"],
        "claim": record["id"].partition("~")[2],
        "document_type": record["document_type"],
        "issuer": record["issuer"],
        **_source(record["source"]),
        **_dates(record["dates"]),
        "notes": json_text(record["notes"]),
        "abbreviations": json_text(record["abbreviations"]),
        "residue": json_text(record["residue"]),
        "characters_total": record["conservation"]["characters"],
        **{f"characters_{name}": record["conservation"][name] for name in _COUNTS},
        "profile_name": record["profile"]["name"],
        "profile_version": record["profile"]["version"],
        "parser_name": record["parser"]["name"],
        "parser_version": record["parser"]["version"],
        "schema_version": record["schema_version"],
        "content_sha256": digest(said(record)),
    }


def _source(source: Mapping[str, Any]) -> Row:
    names = ("media_type", "bytes", "sha256", "text_sha256", "pages", "ocr", "encoding")
    facts = {name: source[name] for name in names}
    return {"file": source["file"], "also": json_text(source["also"]), **facts}


def _dates(dates: Mapping[str, Any]) -> Row:
    row: Row = {}
    for name in _DATES:
        printed = dates[name] or {"raw": None, "value": None}
        row[f"{name}_raw"], row[name] = printed["raw"], printed["value"]
    return row


def _series(record: Record) -> Row:
    series = record["series"]
    group = series["occupational_group"]
    return {
        "document_id": record["id"],
        "jurisdiction": record["jurisdiction"],
        "title": series["title"],
        "occupational_group": group["code"] if group else None,
        "description": json_text(series["description"]),
        "classes": len(record["classes"]),
    }


def _substitution(
    document_id: str, rule: Mapping[str, Any], at: int, pointer: str, parent: str | None
) -> Rows:
    yield (
        "substitution",
        {
            "document_id": document_id,
            "pointer": pointer,
            "parent_pointer": parent,
            "ordinal": at + 1,
            "text": rule["text"],
            "replaces": tree_text(rule["replaces"]),
            "substitute": tree_text(rule["with"]),
            "months": rule["months"],
            "cap_months": rule["cap_months"],
            "ratio": rule["ratio"],
        },
    )
    for name, role in (("replaces", "replaces"), ("with", "substitute")):
        owner = {"role": role, "substitution": pointer}
        place = f"{pointer}/{name}"
        yield from node_rows(rule[name], place, document_id=document_id, owner=owner)
    for below, one in enumerate(rule.get("rules", ())):
        yield from _substitution(document_id, one, below, f"{pointer}/rules/{below}", pointer)


def _outline(record: Record) -> Rows:
    for row, one in _listed(record, "related_classes", end="/text"):
        said = {"title": one["title"], "code": one["code"], "text": one["text"]}
        yield "related_class", {**row, **said}
    for row, one in _listed(record, "sections"):
        place = {"level": one["level"], "class_ordinal": one["class"]}
        said = {"kind": one["kind"], "heading": one["heading"], **place}
        yield "section", {**row, **said, "text": json_text(one["text"])}
    for row, one in _listed(record, "footnotes", end="/text"):
        yield "footnote", {**row, "marker": one["marker"], "text": one["text"]}
    for row, one in _listed(record, "citations", end="/text"):
        yield "citation", {**row, "text": one["text"], "kind": one["kind"], "value": one["value"]}


def _listed(record: Record, name: str, *, end: str = "") -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """The members of a list, each with the columns that say whose and which it is."""
    for at, one in enumerate(record[name]):
        place = {"ordinal": at + 1, "pointer": f"/{name}/{at}{end}"}
        yield {"document_id": record["id"], **place}, one


def _findings(record: Record) -> Rows:
    for ordinal, one in enumerate(record["entities"], 1):
        yield "entity", _entity(record["id"], ordinal, one)
    for pointer, place in record["evidence"].items():
        yield "evidence", _evidence(record["id"], pointer, place)
    for ordinal, one in enumerate(record["issues"], 1):
        yield "parse_issue", _issue(record["id"], ordinal, one)


def _entity(document_id: str, ordinal: int, one: Mapping[str, Any]) -> Row:
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "label": one["label"],
        "text": one["text"],
        "start_offset": one["start"],
        "end_offset": one["end"],
        "value": None if one["value"] is None else json_text(one["value"]),
    }


def _evidence(document_id: str, pointer: str, place: Mapping[str, Any]) -> Row:
    spans: Sequence[Sequence[int]] = place["spans"]
    return {
        "document_id": document_id,
        "pointer": pointer,
        "start_offset": spans[0][0],
        "end_offset": spans[-1][1],
        "spans": json_text(spans),
        "page": place["page"],
        "boxes": None if place["boxes"] is None else json_text(place["boxes"]),
        "rule": place["rule"],
    }


def _issue(document_id: str, ordinal: int, one: Mapping[str, Any]) -> Row:
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "code": one["code"],
        "severity": one["severity"],
        "message": one["message"],
        "pointer": one["pointer"],
        "start_offset": one["start"],
        "end_offset": one["end"],
    }


def by_table(found: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Rows gathered by table, in order."""
    gathered: dict[str, list[Row]] = {}
    for table, row in found:
        gathered.setdefault(table, []).append(row)
    return gathered
