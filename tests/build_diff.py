"""Records and requirement trees as JSON, for tests of what changed."""

from __future__ import annotations

import copy
from typing import Any

Json = dict[str, Any]


def degree(level, *fields, credits=None) -> Json:
    return {
        "type": "education",
        "level": level,
        "fields": list(fields),
        "credits": credits,
        "or_higher": False,
        "text": f"a {level} degree",
    }


def experience(months, description="experience in testing kites", *, of_which=(), notes=()) -> Json:
    parts = [{"months": length, "qualifier": kind} for length, kind in of_which]
    return {
        "type": "experience",
        "months": months,
        "description": description,
        "of_which": parts,
        "footnotes": list(notes),
        "text": f"{months} months of {description}",
    }


def service(months, title, *, status="permanent", code=None, minimum_grade=None) -> Json:
    return {
        "type": "service",
        "months": months,
        "title": title,
        "code": code,
        "ordinal": None,
        "status": status,
        "minimum_grade": minimum_grade,
        "text": f"{months} months as {title}",
    }


def traineeship(months, title) -> Json:
    return {"type": "traineeship", "months": months, "title": title, "text": "a traineeship"}


def license_(name) -> Json:
    return {"type": "license", "name": name, "text": name}


def condition(kind, text) -> Json:
    return {"type": kind, "text": text}


def all_of(*children) -> Json:
    return {"op": "all", "of": list(children), "text": "all"}


def any_of(*children) -> Json:
    return {"op": "any", "of": list(children), "text": "any"}


def path(requirement, *, track="open_competitive", text="a path", footnotes=(), **more) -> Json:
    return {
        "track": track,
        "label": None,
        "text": text,
        "requirement": requirement,
        "footnotes": list(footnotes),
        **more,
    }


def class_(*paths, title="KITE TESTER 1", code="9900100", ordinal=1, **more) -> Json:
    return {
        "ordinal": ordinal,
        "title": title,
        "base_title": "KITE TESTER",
        "level": None,
        "parenthetic": None,
        "code": code,
        "alternate_codes": [],
        "grade": None,
        "distinguishing_characteristics": [],
        "duties": [],
        "inherits_duties_of": [],
        "qualifications": list(paths),
        **more,
    }


def record(*classes, **more) -> Json:
    return {
        "id": "us-ny/9900100F",
        "jurisdiction": "us-ny",
        "issuer": None,
        "document_type": "classification_standard",
        "status": "final",
        "standard_number": "9900100",
        "dates": dict.fromkeys(("issued", "established", "revised", "title_changed")),
        "series": {"title": "KITE TESTER", "occupational_group": None, "description": []},
        "classes": copy.deepcopy(list(classes)),
        "related_classes": [],
        "substitutions": [],
        "sections": [],
        "footnotes": [],
        "notes": [],
        "abbreviations": [],
        "citations": [],
        "residue": [],
        **more,
    }
