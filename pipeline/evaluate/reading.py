"""A record (JSON of the published schema) → the shape of a gold annotation."""

from __future__ import annotations

import copy
from typing import Any

from pipeline.evaluate.matchers import folded

Json = dict[str, Any]

FACTS = ("jurisdiction", "document_type", "status", "standard_number")
DATES = ("issued", "established", "revised", "title_changed")
OPTIONAL = frozenset(DATES[1:])
"""Members that are scored only where the gold has the key, be it with `null`."""


def as_gold(record: Json) -> Json:
    """What a record says, in the words of a gold; members that golds do not have are left out."""
    dates = record.get("dates") or {}
    return {
        **{name: record.get(name) for name in FACTS},
        **{name: (dates.get(name) or {}).get("value") for name in DATES},
        "classes": [_class(each) for each in record.get("classes") or ()],
        "related_classes": [each["title"] for each in record.get("related_classes") or ()],
        "substitutions": [each["text"] for each in record.get("substitutions") or ()],
        "footnotes": record.get("footnotes") or [],
        "abbreviations": [
            (each["short"], each["long"]) for each in record.get("abbreviations") or ()
        ],
        "citations": [each["value"] for each in record.get("citations") or ()],
    }


def annotated(said: Json, gold: Json) -> Json:
    """What a record says of the members that the gold annotates."""
    return {name: each for name, each in said.items() if name not in OPTIONAL or name in gold}


def _class(each: Json) -> Json:
    names = ("title", "level", "parenthetic", "code", "grade")
    alternate = each.get("alternate_codes") or ()
    return {
        **{name: each.get(name) for name in names},
        "alternate_code": alternate[0]["value"] if alternate else None,
        "distinguishing": each.get("distinguishing_characteristics") or [],
        "duties": each.get("duties") or [],
        "qualifications": each.get("qualifications") or [],
    }


def as_evidenced(record: Json, text: str) -> Json:
    """The record with each value replaced by the slices of `text` its evidence points at."""
    read = copy.deepcopy({name: value for name, value in record.items() if name != "evidence"})
    for pointer, entry in (record.get("evidence") or {}).items():
        slices = (text[start:end] for start, end in entry.get("spans") or ())
        _put(read, pointer, folded("".join(slices)))
    return read


def _put(value: Any, pointer: str, printed: str) -> None:
    """Replace the text at a JSON Pointer; where nothing stands, nothing is put."""
    *path, last = (_token(part) for part in pointer.split("/")[1:])
    try:
        for part in path:
            value = value[int(part)] if isinstance(value, list) else value[part]
        key = int(last) if isinstance(value, list) else last
        if isinstance(value[key], str):
            value[key] = printed
    except (KeyError, IndexError, ValueError, TypeError):
        return


def _token(part: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3)."""
    return part.replace("~1", "/").replace("~0", "~")
