"""Two records of one standard to everything that differs in what the standard says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from pipeline.diff.classes import class_changes, class_pairs, match_classes, trees
from pipeline.diff.eligibility import paths_eligibility, substitution_eligibility
from pipeline.diff.lists import Compare, Place, items, keyed, members, texts, whole
from pipeline.diff.matching import Matched, by_key, by_text, refined
from pipeline.diff.values import Change, DocumentDiff, Eligibility, Json
from pipeline.titles import words

IDENTITY = ("standard_number", "status", "document_type", "issuer")
DATES = ("issued", "established", "revised", "title_changed")
NOT_COMPARED = (
    "schema_version",
    "id",
    "jurisdiction",
    "profile",
    "parser",
    "source",
    "entities",
    "conservation",
    "issues",
    "evidence",
)
"""Members of a record that speak of the file and of its reading, not of the standard."""


def diff_records(old: Json, new: Json) -> DocumentDiff:
    """What differs between two records, given as the JSON of RECORD.md.

    The other way round gives the mirror: what was added is removed, what widens narrows.
    """
    return DocumentDiff(
        (old["id"], new["id"]), tuple(_changes(old, new)), tuple(_eligibility(old, new))
    )


def _changes(old: Json, new: Json) -> Iterator[Change]:
    top = Place("", "", "")
    yield from members(old, new, top, IDENTITY)
    yield from members(old["dates"], new["dates"], top.member("dates"), DATES)
    yield from _series(old["series"], new["series"], top.member("series"))
    yield from class_changes(old["classes"], new["classes"], top.member("classes"))
    for name, compare in _LISTS.items():
        yield from compare(old[name], new[name], top.member(name))
    yield from _sections(old, new, top.member("sections"))


def _series(old: Json, new: Json, place: Place) -> Iterator[Change]:
    yield from members(old, new, place, ("title", "occupational_group"))
    yield from texts(old["description"], new["description"], place.member("description"))


def _related(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    first = by_key([each["code"] for each in old], [each["code"] for each in new])
    matched = refined(
        first, [words(each["title"]) for each in old], [words(each["title"]) for each in new]
    )
    compare = partial(members, names=("title", "code", "text"))
    yield from items(old, new, matched, place, compare=compare, show=lambda each: each["title"])


def _substitutions(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    matched = _match_substitutions(old, new)
    yield from items(old, new, matched, place, compare=_substitution, show=lambda e: e["text"])


def _match_substitutions(old: Sequence[Json], new: Sequence[Json]) -> Matched:
    return by_text([each["text"] for each in old], [each["text"] for each in new])


def _substitution(old: Json, new: Json, place: Place) -> Iterator[Change]:
    yield from members(old, new, place, ("text", "months", "cap_months", "ratio"))
    for name in ("replaces", "with"):
        yield from trees(old[name], new[name], place.member(name))
    ours, theirs = old.get("rules", []), new.get("rules", [])
    matched = _match_substitutions(ours, theirs)
    if len(ours) > 1 or len(theirs) > 1:
        yield from items(ours, theirs, matched, place.member("rules"), compare=_substitution)


Tokens = dict[int | None, Any]


def _sections(old: Json, new: Json, place: Place) -> Iterator[Change]:
    """Sections of one kind, heading, level and class belong together, then those of one kind."""
    ours, theirs = old["sections"], new["sections"]
    known = _tokens(old["classes"], new["classes"])
    first = by_key(
        [_section(each, known[0]) for each in ours], [_section(each, known[1]) for each in theirs]
    )
    kinds = [each["kind"] for each in ours], [each["kind"] for each in theirs]
    compare = partial(_in_section, known=known)
    yield from items(ours, theirs, refined(first, *kinds), place, compare=compare, show=_head)


def _tokens(old: Sequence[Json], new: Sequence[Json]) -> tuple[Tokens, Tokens]:
    """Ordinals of either side to something that classes which belong together share."""
    ours: Tokens = {each["ordinal"]: ("old", each["ordinal"]) for each in old}
    theirs: Tokens = {each["ordinal"]: ("new", each["ordinal"]) for each in new}
    for one, two in match_classes(old, new).pairs:
        ours[old[one]["ordinal"]] = theirs[new[two]["ordinal"]] = ("both", one)
    return ours, theirs


def _section(section: Json, known: Tokens) -> Any:
    return section["kind"], section["heading"], section["level"], known.get(section["class"])


def _in_section(
    old: Json, new: Json, place: Place, known: tuple[Tokens, Tokens]
) -> Iterator[Change]:
    yield from members(old, new, place, ("kind", "heading", "level"))
    if known[0].get(old["class"]) != known[1].get(new["class"]):
        yield from whole(old["class"], new["class"], place.member("class"))
    yield from texts(old["text"], new["text"], place.member("text"))


def _head(section: Json) -> str:
    return str(section["heading"] or section["kind"])


def _residue(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    yield from texts([each["text"] for each in old], [each["text"] for each in new], place)


_LISTS: dict[str, Compare] = {
    "related_classes": _related,
    "substitutions": _substitutions,
    "footnotes": partial(keyed, key=lambda each: each["marker"], names=("text",)),
    "notes": texts,
    "abbreviations": partial(keyed, key=lambda each: each["short"], names=("long",)),
    "citations": partial(keyed, key=lambda each: each["text"], names=("kind", "value")),
    "residue": _residue,
}


def _eligibility(old: Json, new: Json) -> Iterator[Eligibility]:
    notes = _notes(old), _notes(new)
    for one, two, name in class_pairs(old["classes"], new["classes"]):
        yield from paths_eligibility(one, two, notes=notes, class_=name)
    ours, theirs = old["substitutions"], new["substitutions"]
    matched = _match_substitutions(ours, theirs)
    both = [(ours[one], theirs[two]) for one, two in matched.pairs]
    gone = [(ours[one], None) for one in matched.gone]
    come = [(None, theirs[two]) for two in matched.come]
    for before, after in (*both, *gone, *come):
        verdict = substitution_eligibility(before, after, notes=notes)
        if verdict is not None:
            yield verdict


def _notes(record: Json) -> dict[str, str]:
    return {note["marker"]: note["text"] for note in record["footnotes"]}
