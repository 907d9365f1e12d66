"""A ladder to what is odd in it: cycles, unknown classes, steps down, records that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.ladder.graph import Graph, cycles

_WAYS_UP = ("promotes_from",)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at.

    `code` is "promotion-cycle", "supervision-cycle", "unknown-class", "lower-grade" or
    "records-disagree"; `classes` are ids of nodes; `stated_in` says which words to read.
    """

    code: str
    message: str
    classes: tuple[str, ...]
    stated_in: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {
            "code": self.code,
            "message": self.message,
            "classes": list(self.classes),
            "stated_in": list(self.stated_in),
        }


def findings(graph: Graph) -> tuple[Finding, ...]:
    """Everything odd, kind by kind, in the order of the graph."""
    return (
        *_cycles(graph, "promotion-cycle", "promotes_from", "is promoted from"),
        *_cycles(graph, "supervision-cycle", "supervises", "supervises"),
        *_lower_grades(graph),
        *_unknown(graph),
        *_disagreements(graph),
    )


def name(graph: Graph, node: str) -> str:
    """A class as a person would say it: its title, or its id where the title is lost."""
    return str(graph.nodes[node]["title"] or node)


def _cycles(graph: Graph, code: str, kind: str, verb: str) -> Iterator[Finding]:
    for cycle in cycles(graph, (kind,)):
        steps = list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        stated = [
            place
            for step in steps
            for edge in graph.get_edge_data(*step).values()
            if edge["kind"] == kind
            for place in edge["stated_in"]
        ]
        names = [name(graph, node) for node in (*cycle, cycle[0])]
        yield Finding(code, f" {verb} ".join(names), tuple(cycle), tuple(dict.fromkeys(stated)))


def _lower_grades(graph: Graph) -> Iterator[Finding]:
    """Promotions whose class has a lower grade, on the same scheme, than the one it is from."""
    for upper, lower, edge in graph.edges(data=True):
        if edge["kind"] not in _WAYS_UP:
            continue
        after, before = graph.nodes[upper], graph.nodes[lower]
        if after["grade_value"] is None or before["grade_value"] is None:
            continue
        if after["grade_scheme"] != before["grade_scheme"]:
            continue
        if after["grade_value"] < before["grade_value"]:
            message = (
                f"{name(graph, upper)} ({after['grade']}) is promoted from "
                f"{name(graph, lower)} ({before['grade']})"
            )
            yield Finding("lower-grade", message, (upper, lower), tuple(edge["stated_in"]))


def _unknown(graph: Graph) -> Iterator[Finding]:
    for node, data in graph.nodes(data=True):
        if data["kind"] != "named only":
            continue
        touching = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        users = sorted({name(graph, u if v == node else v) for u, v, _ in touching})
        message = f"no record defines {name(graph, node)}, named by {_listed(users)}"
        stated = dict.fromkeys(place for *_, edge in touching for place in edge["stated_in"])
        yield Finding("unknown-class", message, (node,), tuple(stated))


def _disagreements(graph: Graph) -> Iterator[Finding]:
    for node, data in graph.nodes(data=True):
        for what in ("title", "grade"):
            if others := data[f"other_{what}s"]:
                message = f"{name(graph, node)}: {what} {data[what]}, elsewhere {_listed(others)}"
                yield Finding("records-disagree", message, (node,), tuple(data["records"]))


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
