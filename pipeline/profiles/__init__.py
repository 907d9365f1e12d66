"""A folder of data to a `Profile`: everything the engine knows of one jurisdiction."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.profiles.inherit import inherited_rules, inherited_sections
from pipeline.profiles.model import (
    Composed,
    DutyStyle,
    LabelledValue,
    Profile,
    Rule,
    SectionKind,
)

__all__ = [
    "Composed",
    "DutyStyle",
    "LabelledValue",
    "Profile",
    "Rule",
    "SectionKind",
    "choose",
    "load",
    "names",
]

_NOTHING = r"(?!)"


@cache
def names() -> tuple[str, ...]:
    """The profiles there are, by name."""
    folders = (f for f in files(__name__).iterdir() if f.is_dir())
    return tuple(sorted(f.name for f in folders if f.joinpath("profile.toml").is_file()))


@cache
def load(name: str) -> Profile:
    """The profile of that name.

    Raises:
        ConfigurationError: no such profile, or its data is wrong.
    """
    if name not in names():
        raise ConfigurationError(f"no profile {name!r}; there are: {', '.join(names())}")
    try:
        data = _extended(_table(name, "profile.toml"))
        return _profile(data, _headings(name), _entities(name, data.get("entities", {})))
    except (KeyError, ValueError, re.error) as error:
        raise ConfigurationError(f"profile {name!r}: {error!r}") from error


def _table(name: str, file: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name, file).read_text(encoding="utf-8"))


def _extended(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a profile with the rows of tables that it takes over from others."""
    for table, others in data.get("extends", {}).items():
        theirs = [row for other in others for row in _table(other, "profile.toml")[table]]
        data[table] = [*data.get(table, ()), *theirs]
    return data


def _headings(name: str) -> dict[str, Any]:
    """The headings of a profile with those it takes over; `*` is every profile but itself."""
    data = _table(name, "headings.toml")
    others = data.get("extends", ())
    if "*" in others:
        others = [other for other in names() if other != name]
    theirs = [_table(other, "headings.toml")["section"] for other in others]
    merged = inherited_sections(data["section"], theirs, data.get("without", ()))
    return {**data, "section": merged}


def _entities(name: str, inherits: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The rules of the recogniser with those that `[entities]` takes over."""
    others = [rule for other in inherits.get("extends", ()) for rule in _rows(other)]
    return inherited_rules(_rows(name), others, inherits.get("without", ()))


def _rows(name: str) -> list[Mapping[str, Any]]:
    lines = files(__name__).joinpath(name, "entities.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines() if line.strip()]


def choose(text: str) -> tuple[Profile | None, dict[str, int]]:
    """The profile with most evidence in a text, if enough, and the score of each.

    A fallback is taken only where it has more evidence than every other profile; one that cannot
    have more is not weighed.
    """
    scores: dict[str, int] = {}
    best: Profile | None = None
    lower = text.lower()
    for profile in sorted(map(load, names()), key=lambda p: p.fallback):
        if best and profile.fallback and profile.most <= scores[best.name]:
            continue
        score = scores[profile.name] = profile.score(text, lower)
        if score >= profile.accept and (best is None or score > scores[best.name]):
            best = profile
    return best, scores


def _profile(
    data: Mapping[str, Any], headings: Mapping[str, Any], entities: tuple[Any, ...]
) -> Profile:
    return Profile(
        name=data["name"],
        version=data["version"],
        evidence=_rules(data, "evidence"),
        heading_evidence=_heading_evidence(headings),
        accept=data["threshold"]["accept"],
        fallback=data.get("fallback", False),
        code=re.compile(rf"(?<![\w-]){data['code']['pattern']}(?![\w-])"),
        code_label=re.compile(data["code"]["label"]),
        group_digits=data["code"]["group_digits"],
        grade=re.compile(data["grade"]["pattern"] if "grade" in data else _NOTHING),
        graded="grade" in data,
        labelled=_labelled(data),
        title_note=re.compile(data.get("title_note", {}).get("pattern", _NOTHING)),
        document_type=data.get("document_type", "classification_standard"),
        header_lines=_rules(data, "header_line"),
        statuses=_rules(data, "status"),
        preamble=re.compile(data.get("preamble", {}).get("pattern", _NOTHING), re.DOTALL),
        number_suffix=data["number_suffix"],
        tracks=_rules(data, "track"),
        paragraphs=_rules(data, "paragraph"),
        closings=_rules(data, "closing"),
        asides=_rules(data, "aside"),
        inherits=re.compile(data.get("inherits", {}).get("pattern", _NOTHING)),
        groups=data.get("groups", {}),
        by_content=headings.get("by_content", True),
        run_in=headings.get("run_in", headings.get("by_content", True)),
        other_headings=headings.get("other_headings", False),
        parts=tuple(headings.get("parts", ())),
        sections=_sections(headings),
        composed=_composed(headings),
        type_evidence=_rules(data, "type_evidence"),
        type_accept=data["threshold"].get("type", 1),
        unlabelled_is_shared=data.get("unlabelled_is_shared", False),
        duties=DutyStyle(**data.get("duties", {})),
        entities=entities,
    )


def _sections(headings: Mapping[str, Any]) -> tuple[SectionKind, ...]:
    return tuple(
        SectionKind(
            row["kind"],
            tuple(row["spellings"]),
            row.get("required", False),
            row.get("room", row["kind"]),
        )
        for row in headings["section"]
    )


def _composed(headings: Mapping[str, Any]) -> tuple[Composed, ...]:
    rows = headings.get("composed", ())
    return tuple(Composed(r["kind"], tuple(r["core"]), tuple(r["around"])) for r in rows)


def _heading_evidence(headings: Mapping[str, Any]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((row["weight"], tuple(row["kinds"])) for row in headings.get("evidence", ()))


def _labelled(data: Mapping[str, Any]) -> tuple[LabelledValue, ...]:
    return tuple(
        LabelledValue(
            kind=row["kind"],
            scheme=row.get("scheme", ""),
            label=re.compile(row["pattern"]),
            shape=re.compile(row["shape"]),
            anywhere=row.get("anywhere", False),
            by_shape=row.get("by_shape", True),
        )
        for row in data.get("value", ())
    )


def _rules(data: Mapping[str, Any], table: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            name=f"{data['name']}.{table}.{row.get('value') or row.get('kind') or number}",
            kind=row.get("kind", table),
            value=row.get("value", ""),
            pattern=re.compile(row["pattern"]),
            label=row.get("label", False),
            weight=row.get("weight", 0),
            structural=row.get("structural", False),
            words=tuple(row.get("words", ())),
        )
        for number, row in enumerate(data.get(table, ()))
    )
