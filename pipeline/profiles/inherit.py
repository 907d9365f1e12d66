"""The data of a profile and of others to one: what it takes over, and what it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def inherited_sections(
    own: Sequence[Json], others: Iterable[Sequence[Json]], without: Iterable[str]
) -> list[Json]:
    """The sections of all, one a kind, with every spelling once.

    A spelling belongs to the kind that one's own sections give it, else to the first of the
    others, or to none if it is left out. What a section is beside its spellings, one's own
    decides; no other makes it required.
    """
    taken: dict[str, str] = dict.fromkeys(map(_key, without), "")
    merged: dict[str, dict[str, Any]] = {}
    for mine, sections in ((True, own), *((False, other) for other in others)):
        for section in sections:
            kind = section["kind"]
            facts = dict(section) if mine else {**section, "required": False}
            known = merged.setdefault(kind, {**facts, "spellings": []})
            for spelling in section["spellings"]:
                if taken.setdefault(_key(spelling), kind) == kind:
                    known["spellings"].append(spelling)
    return [{**one, "spellings": list(dict.fromkeys(one["spellings"]))} for one in merged.values()]


def _key(spelling: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in spelling.casefold()).split())


def inherited_rules(
    own: Iterable[Json], others: Iterable[Json], without: Iterable[str]
) -> tuple[Json, ...]:
    """The recogniser's rules of others and one's own, all but those for labels left out."""
    left_out = frozenset(without)
    kept = [rule for rule in others if rule.get("label") not in left_out]
    return (*kept, *own)
