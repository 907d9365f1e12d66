"""Two records to the classes that belong together, and one class twice to its changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pipeline.diff.lists import Place, items, keyed, members, texts, whole
from pipeline.diff.matching import Matched, by_key, by_text, refined
from pipeline.diff.values import Change, Json, Pair
from pipeline.titles import words

PLAIN = ("title", "base_title", "level", "parenthetic", "code", "grade")


def match_classes(old: Sequence[Json], new: Sequence[Json]) -> Matched:
    """Classes of one code belong together; the others by the words of their title.

    Last come classes that have neither, in printed order.
    """
    first = by_key([each["code"] for each in old], [each["code"] for each in new])
    second = refined(first, list(map(_title, old)), list(map(_title, new)))
    return refined(second, list(map(_nameless, old)), list(map(_nameless, new)))


def _title(class_: Json) -> tuple[str, ...] | None:
    return words(class_["title"]) if class_["title"] else None


def _nameless(class_: Json) -> bool | None:
    return True if class_["title"] is None and class_["code"] is None else None


def class_name(class_: Json) -> str:
    """What a reader calls a class: its code and its title, or its place."""
    known = [part for part in (class_["code"], class_["title"]) if part]
    return " ".join(known) or f"class {class_['ordinal']}"


def class_changes(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    """Classes that came and went, and every change inside the others."""
    matched = match_classes(old, new)
    yield from items(old, new, matched, place, compare=_class, show=class_name)


def class_pairs(old: Sequence[Json], new: Sequence[Json]) -> Iterator[tuple[Json, Json, Pair]]:
    """The classes that both records have, with their names."""
    for one, two in match_classes(old, new).pairs:
        yield old[one], new[two], (class_name(old[one]), class_name(new[two]))


def _class(old: Json, new: Json, place: Place) -> Iterator[Change]:
    place = replace(place, class_=(class_name(old), class_name(new)))
    yield from members(old, new, place, PLAIN)
    yield from keyed(
        old["alternate_codes"],
        new["alternate_codes"],
        place.member("alternate_codes"),
        key=lambda each: each["scheme"],
        names=("value",),
    )
    name = "distinguishing_characteristics"
    yield from texts(old[name], new[name], place.member(name))
    yield from _duties(old["duties"], new["duties"], place.member("duties"))
    yield from keyed(
        old["inherits_duties_of"],
        new["inherits_duties_of"],
        place.member("inherits_duties_of"),
        key=lambda each: words(each["title"]),
        names=("title", "code"),
    )
    yield from _paths(old["qualifications"], new["qualifications"], place.member("qualifications"))


def _text(item: Json) -> Any:
    return item["text"]


def _duties(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    matched = by_text(list(map(_text, old)), list(map(_text, new)))
    compare = partial(members, names=("text", "group", "depth"))
    yield from items(old, new, matched, place, compare=compare, show=_text)


def _paths(old: Sequence[Json], new: Sequence[Json], place: Place) -> Iterator[Change]:
    matched = match_paths(old, new)
    yield from items(old, new, matched, place, compare=_path, show=_text)


def match_paths(old: Sequence[Json], new: Sequence[Json]) -> Matched:
    """Paths of one track and text belong together, then those of one track, in printed order."""
    first = by_key(
        [(path["track"], path["text"]) for path in old],
        [(path["track"], path["text"]) for path in new],
    )
    return refined(first, [path["track"] for path in old], [path["track"] for path in new])


def _path(old: Json, new: Json, place: Place) -> Iterator[Change]:
    place = replace(place, track=old["track"])
    yield from members(old, new, place, ("label", "text"))
    yield from texts(old["footnotes"], new["footnotes"], place.member("footnotes"))
    yield from texts(old.get("unparsed", []), new.get("unparsed", []), place.member("unparsed"))
    yield from trees(old["requirement"], new["requirement"], place.member("requirement"))


def trees(old: Json | None, new: Json | None, place: Place) -> Iterator[Change]:
    """A tree as a whole, where it differs in more than the words its nodes stand on."""
    if _bare(old) != _bare(new):
        yield from whole(old, new, place)


def _bare(node: Json | None) -> Any:
    """A tree without the words it stands on, but for conditions that are nothing but words.

    An ordinal is a place in the record; the title and the code of a service stay.
    """
    if node is None:
        return None
    if "op" in node:
        return node["op"], [_bare(child) for child in node["of"]]
    known = {name: value for name, value in node.items() if name not in ("text", "ordinal")}
    return known if len(known) > 1 else node
