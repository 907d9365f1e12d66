"""Records to the graph of their classes; the only module that knows networkx."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import networkx as nx

from pipeline.ladder.classes import Directory, Grade, LadderClass, in_order, title_key
from pipeline.ladder.links import Link, Linker, next_levels
from pipeline.ladder.supervision import supervision

if TYPE_CHECKING:
    Graph: TypeAlias = nx.MultiDiGraph[str]
else:
    Graph = nx.MultiDiGraph


T = TypeVar("T")


def ladder(records: Iterable[Mapping[str, Any]]) -> Graph:
    """The classes of all records and what the records say between them.

    A node is a class, a title that is named and that no record defines, or a traineeship. An
    edge reads from its source to its target: X `promotes_from` Y, X `supervises` Y, X's
    `next_level` is Y, X is `trainee_of` Y. Equal statements are one edge, whose `stated_in`
    lists every place that makes it. The order of nodes and edges depends on the records alone.
    """
    ordered = in_order(records)
    directory = Directory(ordered)
    links = [link for record in ordered for link in _links(record, directory)]
    graph: Graph = nx.MultiDiGraph()
    for identity in sorted(directory.classes):
        graph.add_node(identity, **_attributes(directory.classes[identity]))
    for link in sorted(links, key=lambda one: (one.source, one.target, _key(one))):
        _draw_edge(graph, link)
    return graph


def _links(record: Mapping[str, Any], directory: Directory) -> Iterable[Link]:
    yield from Linker(record, directory).links()
    yield from next_levels(record, directory)
    yield from supervision(record, directory)


def _attributes(one: LadderClass) -> dict[str, Any]:
    grade = one.grades[0] if one.grades else None
    return {
        "kind": one.kind,
        "jurisdiction": one.jurisdiction,
        "code": one.code,
        "title": one.title,
        "grade": grade.raw if grade else None,
        "grade_scheme": grade.scheme if grade else None,
        "grade_value": grade.value if grade else None,
        "series": one.series,
        "series_title": one.series_title,
        "records": list(dict.fromkeys(one.records)),
        "other_grades": [g.raw for g in _others(one.grades, _same_grade)],
        "other_titles": _others(one.titles, title_key) if one.kind == "class" else [],
    }


def _same_grade(grade: Grade) -> tuple[str, int | str]:
    return grade.scheme, grade.raw.casefold() if grade.value is None else grade.value


def _others(printed: list[T], key: Callable[[T], Hashable]) -> list[T]:
    """What records print beside the first, unless it is only spelled differently."""
    seen: dict[Hashable, T] = {}
    for words in printed:
        seen.setdefault(key(words), words)
    return list(seen.values())[1:]


def _key(link: Link) -> str:
    """What makes a statement: two tracks, or two durations, are two edges."""
    months = "" if link.months is None else f"{link.months:03d}"
    return ":".join((link.kind, link.track or "", months))


def _draw_edge(graph: Graph, link: Link) -> None:
    key = _key(link)
    if graph.has_edge(link.source, link.target, key):
        edge = graph.edges[link.source, link.target, key]
        if link.stated_in not in edge["stated_in"]:
            edge["stated_in"].append(link.stated_in)
        edge["may"] = edge["may"] and link.may
        return
    graph.add_edge(
        link.source,
        link.target,
        key=key,
        kind=link.kind,
        months=link.months,
        track=link.track,
        status=link.status,
        minimum_grade=link.minimum_grade,
        alternatives=link.alternatives,
        may=link.may,
        stated_in=[link.stated_in],
    )


def cycles(graph: Graph, kinds: Collection[str]) -> list[list[str]]:
    """A shortest cycle of each knot that the edges of some kinds form, in a fixed order."""
    some: nx.DiGraph[str] = nx.DiGraph()
    some.add_nodes_from(graph)
    some.add_edges_from((u, v) for u, v, edge in graph.edges(data=True) if edge["kind"] in kinds)
    knots = sorted(map(sorted, nx.strongly_connected_components(some)))
    found = (_shortest_cycle(some.subgraph(knot), knot) for knot in knots)
    return [cycle for cycle in found if cycle]


def _shortest_cycle(knot: nx.DiGraph[str], members: list[str]) -> list[str]:
    """The shortest way from a class back to itself; none where a class stands alone."""
    ways: list[list[str]] = [
        nx.shortest_path(knot, after, first)
        for first in members
        for after in sorted(knot.successors(first))
    ]
    way = min(ways, key=lambda one: (len(one), one[-1], one), default=[])
    return [way[-1], *way[:-1]] if way else []


def part(graph: Graph, classes: Collection[str]) -> Graph:
    """Some classes, every edge that touches one, and the classes at the other ends."""
    edges = [e for e in graph.edges(keys=True) if e[0] in classes or e[1] in classes]
    smaller: Graph = nx.MultiDiGraph()
    ends = {end for edge in edges for end in edge[:2]} | set(classes)
    smaller.add_nodes_from((n, d) for n, d in graph.nodes(data=True) if n in ends)
    for source, target, key in edges:
        smaller.add_edge(source, target, key=key, **graph.edges[source, target, key])
    return smaller


def node_link(graph: Graph) -> dict[str, Any]:
    """The graph as networkx's node-link data."""
    return dict(nx.node_link_data(graph, edges="edges"))


def graphml(graph: Graph) -> str:
    """The graph as GraphML, which knows neither null nor lists: nulls go, lists join."""
    flat: Graph = nx.MultiDiGraph()
    flat.add_nodes_from((node, _flat(data)) for node, data in graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        flat.add_edge(source, target, key=key, **_flat(data))
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    joined = ((k, " | ".join(v) if isinstance(v, list) else v) for k, v in data.items())
    return {key: value for key, value in joined if value not in (None, "")}
