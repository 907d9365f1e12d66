"""A ladder to a picture of it: groups of boxes, and arrows that all point up the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.ladder.graph import Graph

_UPWARD = frozenset({"next_level", "trainee_of"})
_STEPS = frozenset({"promotes_from", "trainee_of", "transfers_from"})
_SCHEMES = {"ns": 0, "sg": 1, "m": 3}
_STYLES = {
    "promotes_from": "solid",
    "supervises": "bold",
    "next_level": "dotted",
    "trainee_of": "dotted",
    "transfers_from": "dotted",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A class in the picture: its id and the lines of its label."""

    id: str
    lines: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one series; the last group has no id and holds what belongs to none."""

    id: str | None
    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from the lower class to the upper; `style` is solid, dotted or bold."""

    lower: str
    upper: str
    style: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What there is to draw, in a fixed order."""

    groups: tuple[Group, ...]
    arrows: tuple[Arrow, ...]


def picture(graph: Graph) -> Picture:
    """The boxes by series and, from low to high, the arrows.

    A next level is drawn only where no promotion or traineeship already joins the two.
    """
    series: dict[str | None, list[str]] = {}
    for node in sorted(graph, key=lambda n: _position(n, graph.nodes[n])):
        series.setdefault(graph.nodes[node]["series"], []).append(node)
    order = sorted(series, key=lambda s: (s is None, s or ""))
    return Picture(tuple(_group(graph, s, series[s]) for s in order), _arrows(graph))


def _position(node: str, data: Mapping[str, Any]) -> tuple[int, int, str]:
    """Lower grades first, the management scheme after the general; what has no grade last."""
    scheme = data["grade_scheme"]
    return _SCHEMES.get(scheme, 2) if scheme else 4, data["grade_value"] or 0, node


def _group(graph: Graph, series: str | None, nodes: list[str]) -> Group:
    title = graph.nodes[nodes[0]]["series_title"] or series or ""
    return Group(series, title, tuple(_box(node, graph.nodes[node]) for node in nodes))


def _box(node: str, data: Mapping[str, Any]) -> Box:
    facts = [_grade(data), data["code"]]
    lines = (data["title"] or node, " · ".join(filter(None, facts)))
    return Box(node, tuple(filter(None, lines)), data["kind"] == "class")


def _grade(data: Mapping[str, Any]) -> str | None:
    if data["grade_scheme"] == "sg" and data["grade_value"] is not None:
        return f"grade {data['grade_value']}"
    return None if data["grade"] is None else str(data["grade"])


def _arrows(graph: Graph) -> tuple[Arrow, ...]:
    """One arrow for each pair and style, with every label that belongs on it."""
    joined: dict[tuple[str, str, str], list[str]] = {}
    edges = graph.edges(data=True)
    stepped = {frozenset((u, v)) for u, v, edge in edges if edge["kind"] in _STEPS}
    for source, target, edge in edges:
        kind = edge["kind"]
        if kind == "next_level" and frozenset((source, target)) in stepped:
            continue
        ends = (source, target) if kind in _UPWARD else (target, source)
        labels = joined.setdefault((*ends, _STYLES[kind]), [])
        if (label := _label(edge)) not in labels:
            labels.append(label)
    return tuple(
        Arrow(lower, upper, style, tuple(filter(None, labels)))
        for (lower, upper, style), labels in sorted(joined.items())
    )


def _label(edge: Mapping[str, Any]) -> str:
    months = "" if edge["months"] is None else f"{edge['months']} months"
    kind, track = edge["kind"], (edge["track"] or "").replace("_", "-")
    if kind == "next_level":
        return "next level"
    if kind == "supervises":
        return "may be supervised by" if edge["may"] else "supervised by"
    said = {"trainee_of": "traineeship", "transfers_from": "transfer"}.get(kind)
    said = said or ("" if track in ("promotion", "unspecified") else track)
    return ", ".join(filter(None, (months, said)))
