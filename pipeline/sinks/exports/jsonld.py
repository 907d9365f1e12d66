"""Records to JSON-LD: a class is an `Occupation` of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.sinks.exports.asked import asked
from pipeline.sinks.exports.folder import Exported
from pipeline.sinks.files import write_whole
from pipeline.sinks.tables.classes import class_ids

Record = Mapping[str, Any]
Plain = dict[str, Any]
FILE = "occupations.jsonld"
CONTEXT = {"@vocab": "https://schema.org/"}
"""The whole context: it stands in the file, so nothing is fetched."""

_CATEGORIES = {
    "high_school": "high school",
    "associate": "associate degree",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "doctorate": "postgraduate degree",
    "professional": "postgraduate degree",
    "certificate": "professional certificate",
}
_LENGTHS = ("experience", "service", "traineeship")


def export(records: Iterable[Record], folder: Path) -> Exported:
    """Write `occupations.jsonld`: all classes of all records in one graph."""
    counts = {FILE: 0}
    write_whole(folder / FILE, _parts(records, counts))
    return Exported(counts)


def _parts(records: Iterable[Record], counts: dict[str, int]) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    for node in (node for record in records for node in occupations(record)):
        yield ",\n" if counts[FILE] else "\n"
        yield json.dumps(node, ensure_ascii=False)
        counts[FILE] += 1
    yield "\n]}\n"


def occupations(record: Record) -> Iterator[Plain]:
    """A node of type `Occupation` for each class of a record."""
    for one, class_id in zip(record["classes"], class_ids(record), strict=True):
        yield {
            "@id": f"urn:x-standard:{quote(class_id, safe='/~')}",
            "@type": "Occupation",
            **_known(
                name=one["title"],
                disambiguatingDescription=_where(record, one),
                identifier=_identifiers(record, one),
                occupationalCategory=_category(record),
                occupationLocation=_location(record),
                description=[
                    *record["series"]["description"],
                    *one["distinguishing_characteristics"],
                ],
                responsibilities=[duty["text"] for duty in one["duties"]],
                **_requirements(record, one),
            ),
        }


def _known(**properties: Any) -> Plain:
    return {name: value for name, value in properties.items() if value}


def _where(record: Record, one: Mapping[str, Any]) -> str:
    """What tells a class from one of the same name: its grade and its standard, in words."""
    grade = [one["grade"]["raw"]] if one["grade"] else []
    standard = " ".join(filter(None, (record["status"], "standard", record["standard_number"])))
    return ", ".join((*grade, standard))


def _identifiers(record: Record, one: Mapping[str, Any]) -> list[Plain]:
    codes = [(f"{record['jurisdiction']} title code", one["code"])] if one["code"] else []
    codes += [(other["scheme"], other["value"]) for other in one["alternate_codes"]]
    return [{"@type": "PropertyValue", "propertyID": n, "value": code} for n, code in codes]


def _category(record: Record) -> Plain:
    group = record["series"]["occupational_group"]
    if not group:
        return {}
    scheme = f"{record['jurisdiction']} occupational group"
    return _typed("CategoryCode", codeValue=group["code"], inCodeSet=scheme, name=group["name"])


def _location(record: Record) -> Plain:
    return _typed("AdministrativeArea", identifier=record["jurisdiction"].upper())


def _typed(type_: str, **properties: Any) -> Plain:
    return {"@type": type_, **_known(**properties)}


def _requirements(record: Record, one: Mapping[str, Any]) -> Plain:
    """Paths, footnotes and substitutions as text; as data, what all must meet from outside.

    Schema.org joins the values of a property by "and" and has no "or". So a leaf is data only if
    every open-competitive path asks for it whichever way one takes; where no path is open, if
    every path does.
    """
    paths = one["qualifications"]
    ways = [path for path in paths if path["track"] == "open_competitive"] or paths
    limit = {} if len(ways) == len(paths) else {"disambiguatingDescription": _name(ways[0])}
    found = [(leaf, limit) for leaf in asked(ways)]
    return {
        "qualifications": [*_texts(record, paths), *_data(found, "license")],
        "educationRequirements": _data(found, "education"),
        "experienceRequirements": _data(found, *_LENGTHS),
    }


def _name(path: Mapping[str, Any]) -> str:
    return str(path["label"] or path["track"])


def _texts(record: Record, paths: Sequence[Mapping[str, Any]]) -> list[str]:
    markers = {marker for path in paths for marker in path["footnotes"]}
    return [
        *(f"{_name(path)}: {path['text']}" for path in paths),
        *(f"{n['marker']} {n['text']}" for n in record["footnotes"] if n["marker"] in markers),
        *(f"Substitution: {rule['text']}" for rule in record["substitutions"]),
    ]


def _data(found: Iterable[tuple[Mapping[str, Any], Plain]], *types: str) -> list[Plain]:
    made = [{**_leaf(leaf), **limit} for leaf, limit in found if leaf["type"] in types]
    return [node for node in made if "@type" in node]


def _leaf(leaf: Mapping[str, Any]) -> Plain:
    """A leaf as schema.org has it; empty if it has no such thing, and text must do."""
    kind = "EducationalOccupationalCredential"
    if leaf["type"] == "license":
        category = "license"
        return _typed(
            kind, credentialCategory=category, name=leaf["name"], description=leaf["text"]
        )
    if leaf["type"] in _LENGTHS:
        return _months(leaf)
    if leaf["level"] not in _CATEGORIES:
        return {}
    return _typed(
        kind,
        credentialCategory=_CATEGORIES[leaf["level"]],
        educationalLevel=leaf["level"],
        about=leaf["fields"] if len(leaf["fields"]) == 1 else [],
        description=leaf["text"],
    )


def _months(leaf: Mapping[str, Any]) -> Plain:
    kind, months = "OccupationalExperienceRequirements", leaf["months"]
    return _typed(kind, monthsOfExperience=months, description=leaf["text"]) if months else {}
