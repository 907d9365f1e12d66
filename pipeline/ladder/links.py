"""A record to the links it states: promotion, transfer, traineeship and the next level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.ladder.classes import Directory, record_titles, title_key

_LEARNER = re.compile(r"\b(?:trainee|apprentice|intern|cadet)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A statement about two classes, read from `source` to `target`.

    `kind` is "promotes_from", "transfers_from", "trainee_of", "next_level" or "supervises".
    `alternatives` counts the services any one of which is enough. `may` marks a supervision that
    is only allowed. `stated_in` is the record's id and the JSON Pointer of the words.
    """

    source: str
    target: str
    kind: str
    stated_in: str
    months: int | None = None
    track: str | None = None
    status: str | None = None
    minimum_grade: int | None = None
    alternatives: int = 1
    may: bool = False


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf of a path: what it says, for which class, and where."""

    node: Mapping[str, Any]
    holder: str
    track: str
    stated_in: str
    alternatives: int


class Linker:
    """Reads the qualification paths of one record; titles nobody defines join the directory."""

    def __init__(self, record: Mapping[str, Any], directory: Directory) -> None:
        self._record = record
        self._directory = directory
        self._jurisdiction: str = record["jurisdiction"]
        self._titles = record_titles(record)

    def links(self) -> Iterator[Link]:
        """The links of every path, in printed order."""
        for leaf in self._leaves():
            if leaf.node["type"] == "service":
                yield from self._service(leaf)
            elif leaf.node["type"] == "traineeship":
                yield from self._traineeship(leaf)

    def _leaves(self) -> Iterator[_Leaf]:
        for i, one in enumerate(self._record["classes"]):
            holder = self._directory.own(self._record["id"], one["ordinal"])
            for j, path in enumerate(one["qualifications"]):
                stated = f"{self._record['id']}#/classes/{i}/qualifications/{j}"
                for node, alternatives in _walk(path["requirement"], 1):
                    yield _Leaf(node, holder, path["track"], stated, alternatives)

    def _service(self, leaf: _Leaf) -> Iterator[Link]:
        node = leaf.node
        kind = "transfers_from" if leaf.track == "transfer" else "promotes_from"
        for target in self._classes_of(node):
            yield Link(
                leaf.holder,
                target,
                kind,
                leaf.stated_in,
                node["months"],
                leaf.track,
                node["status"],
                node["minimum_grade"],
                leaf.alternatives,
            )

    def _classes_of(self, node: Mapping[str, Any]) -> Sequence[str]:
        """The classes a service is in: by ordinal, by code, by title; else the title as named."""
        found = node["ordinal"] and self._directory.at(self._record["id"], node["ordinal"])
        found = found or (node["code"] and self._directory.coded(self._jurisdiction, node["code"]))
        if found:
            return (found,)
        title = node["title"]
        if not title:
            return ()
        return self._known(title) or (
            self._directory.name(self._jurisdiction, title, "named only"),
        )

    def _known(self, title: str) -> Sequence[str]:
        """The classes a title names: those of this record first, then of any other."""
        mention = self._titles.match(title)
        if mention is not None and mention.end == len(title):
            places = (self._directory.at(self._record["id"], o) for o in mention.ordinals)
            return tuple(place for place in places if place)
        return self._directory.named(self._jurisdiction, title)

    def _traineeship(self, leaf: _Leaf) -> Iterator[Link]:
        title = leaf.node.get("title")
        for source in self._trainees(leaf.holder, title) if title else ():
            months = leaf.node.get("months")
            yield Link(source, leaf.holder, "trainee_of", leaf.stated_in, months, leaf.track)

    def _trainees(self, holder: str, title: str) -> Sequence[str]:
        """The trainee classes; a traineeship named after the class it leads to is its own node."""
        learner = _LEARNER.search(title) is not None
        known = self._known(title) if learner else ()
        known = known or self._directory.trainees(self._jurisdiction, title)
        if known:
            return [one for one in known if one != holder]
        if learner:
            return [self._directory.name(self._jurisdiction, title, "named only")]
        programme = f"{title} traineeship"
        return [self._directory.name(self._jurisdiction, programme, "traineeship")]


def _walk(
    node: Mapping[str, Any] | None, alternatives: int
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every leaf, with the number of services among which its nearest choice lies."""
    if node is None:
        return
    if "op" not in node:
        yield node, alternatives
        return
    if node["op"] == "any":
        alternatives = max(1, sum(map(_asks_service, node["of"])))
    for child in node["of"]:
        yield from _walk(child, alternatives)


def _asks_service(node: Mapping[str, Any]) -> bool:
    if "op" in node:
        return any(map(_asks_service, node["of"]))
    return bool(node["type"] == "service")


def next_levels(record: Mapping[str, Any], directory: Directory) -> Iterator[Link]:
    """Each class to the class of its base title at the next level that the record defines."""
    levels: dict[tuple[str, ...], dict[int, list[tuple[int, tuple[str, ...]]]]] = {}
    for one in record["classes"]:
        base, level, parenthetic = title_key(one["title"] or "")
        if level is not None:
            steps = levels.setdefault(base, {})
            steps.setdefault(_rank(level), []).append((one["ordinal"], parenthetic))
    for steps in levels.values():
        ranks = sorted(steps)
        for rank, above in pairwise(ranks):
            for ordinal, parenthetic in steps[rank]:
                for upper in _same_branch(parenthetic, steps[above]):
                    yield _step(record["id"], directory, ordinal, upper)


def _rank(level: str) -> int:
    return int(level) if level.isdigit() else ord(level[0]) - ord("a") + 1


def _same_branch(
    parenthetic: tuple[str, ...], above: Sequence[tuple[int, tuple[str, ...]]]
) -> list[int]:
    """The upper classes of the same parenthetic; where there are none, the plain ones."""
    same = [ordinal for ordinal, other in above if other == parenthetic]
    return same or [ordinal for ordinal, other in above if not other]


def _step(record: str, directory: Directory, lower: int, upper: int) -> Link:
    stated_in = f"{record}#/classes/{upper - 1}/level"
    return Link(directory.own(record, lower), directory.own(record, upper), "next_level", stated_in)
