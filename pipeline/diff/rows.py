"""Changes and verdicts to the lines that a person reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.diff.classes import class_name
from pipeline.diff.trees import sentence, tree
from pipeline.diff.values import Change, DocumentDiff, Eligibility, Pair

MEANING = {
    "same": "means the same",
    "widens": "widens: more people are eligible",
    "narrows": "narrows: fewer people are eligible",
    "both": "both: some lose eligibility, others gain it",
    "undecided": "undecided: the trees do not tell",
}


def heading(ids: Pair) -> str:
    """What is compared: `us-ny/0232130T → us-ny/0232130F`."""
    old, new = ids
    return f"{old} → {new}" if old and new and old != new else str(new or old)


def class_heading(class_: Pair | None) -> str:
    """The class, with both names where it was renamed."""
    return heading(class_) if class_ is not None else "the standard"


def by_class(document: DocumentDiff) -> dict[Pair | None, tuple[list[Change], list[Eligibility]]]:
    """Changes and verdicts of the standard, then of each class that has some."""
    groups: dict[Pair | None, tuple[list[Change], list[Eligibility]]] = {}
    ranked = sorted(document.changes, key=lambda change: change.class_ is not None)
    for change in ranked:
        groups.setdefault(change.class_, ([], []))[0].append(change)
    for each in document.eligibility:
        groups.setdefault(each.class_, ([], []))[1].append(each)
    return groups


def field_name(change: Change) -> str:
    """`classes.qualifications.text` of a track as `qualifications text (promotion)`."""
    field = change.field
    name = field.removeprefix("classes.") if field != "classes" else "class"
    track = f" ({change.track})" if change.track else ""
    return f"{name}{track}".replace("_", " ").replace(".", " ")


def shown(value: Any) -> str:
    """A value of a record as one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    if isinstance(value, dict):
        return _object(value)
    return json.dumps(value)


def _object(value: dict[str, Any]) -> str:
    if "op" in value or "type" in value:
        return sentence(tree(value, {}))
    if "ordinal" in value:
        return class_name(value)
    for name in ("text", "raw", "heading", "name", "long", "value", "title", "kind"):
        if value.get(name):
            return _labelled(value, shown(value[name]))
    return json.dumps(value, ensure_ascii=False)


def _labelled(value: dict[str, Any], text: str) -> str:
    label = value.get("marker") or value.get("short") or value.get("track") or value.get("code")
    return f"{label}: {text}" if label else text


def verdict_lines(each: Eligibility) -> Sequence[tuple[str, str]]:
    """The conditions that only one side has, `-` before the old and `+` before the new ones."""
    return [*(("-", text) for text in each.lost), *(("+", text) for text in each.gained)]
