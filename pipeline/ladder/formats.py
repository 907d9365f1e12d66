"""A ladder to text in one of the formats: mermaid, graphml, json or dot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.ladder.findings import findings
from pipeline.ladder.graph import Graph, graphml, node_link
from pipeline.ladder.picture import Box, Group, Picture, picture

_MERMAID_ARROWS = {"solid": "-->", "dotted": "-.->", "bold": "==>"}
_MERMAID_ESCAPES = str.maketrans(
    {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"}
)


def draw(graph: Graph, *, form: str) -> str:
    """The graph in a format of `FORMATS`, ending with a line break."""
    return FORMATS[form](graph)


def mermaid(graph: Graph) -> str:
    """A Mermaid flowchart that grows upwards, with a subgraph for each series."""
    drawn = picture(graph)
    ids = _identifiers(drawn)
    lines = ["flowchart BT"]
    for number, group in enumerate(drawn.groups, 1):
        lines += _mermaid_group(group, number, ids)
    for arrow in drawn.arrows:
        label = f"|{_mermaid_quoted(arrow.lines)}|" if arrow.lines else ""
        shaft = _MERMAID_ARROWS[arrow.style]
        lines.append(f"  {ids[arrow.lower]} {shaft}{label} {ids[arrow.upper]}")
    named = [ids[b.id] for g in drawn.groups for b in g.boxes if not b.known]
    if named:
        lines.append("  classDef named stroke-dasharray: 4 3")
        lines.append(f"  class {','.join(named)} named")
    return "\n".join(lines) + "\n"


def _mermaid_group(group: Group, number: int, ids: dict[str, str]) -> Iterator[str]:
    boxes = [f"{ids[box.id]}[{_mermaid_quoted(box.lines)}]" for box in group.boxes]
    if group.id is None:
        yield from (f"  {box}" for box in boxes)
        return
    yield f"  subgraph s{number}[{_mermaid_quoted((group.title,))}]"
    yield from (f"    {box}" for box in boxes)
    yield "  end"


def _mermaid_quoted(lines: Sequence[str]) -> str:
    return '"' + "<br/>".join(line.translate(_MERMAID_ESCAPES) for line in lines) + '"'


def _identifiers(drawn: Picture) -> dict[str, str]:
    """A plain identifier for each box; two ids that come out alike get a number."""
    taken: dict[str, str] = {}
    for box in _boxes(drawn):
        plain = base = "c_" + re.sub(r"[^A-Za-z0-9]+", "_", box.id).strip("_")
        number = 1
        while plain in taken:
            number += 1
            plain = f"{base}__{number}"
        taken[plain] = box.id
    return {identity: plain for plain, identity in taken.items()}


def _boxes(drawn: Picture) -> Iterator[Box]:
    return (box for group in drawn.groups for box in group.boxes)


def dot(graph: Graph) -> str:
    """A Graphviz digraph that grows upwards, with a cluster for each series."""
    drawn = picture(graph)
    lines = ["digraph ladder {", "  rankdir=BT;", '  node [shape=box, fontname="sans-serif"];']
    for number, group in enumerate(drawn.groups, 1):
        lines += _dot_group(group, number)
    for arrow in drawn.arrows:
        ends = f"{_dot_quoted((arrow.lower,))} -> {_dot_quoted((arrow.upper,))}"
        lines.append(f"  {ends} [label={_dot_quoted(arrow.lines)}, style={arrow.style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_group(group: Group, number: int) -> Iterator[str]:
    boxes = [
        f"{_dot_quoted((box.id,))} [label={_dot_quoted(box.lines)}"
        f"{'' if box.known else ', style=dashed'}];"
        for box in group.boxes
    ]
    if group.id is None:
        yield from (f"  {box}" for box in boxes)
        return
    yield f"  subgraph cluster_{number} {{"
    yield f"    label={_dot_quoted((group.title,))};"
    yield from (f"    {box}" for box in boxes)
    yield "  }"


def _dot_quoted(lines: Sequence[str]) -> str:
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def as_json(graph: Graph) -> str:
    """Node-link JSON as networkx reads it, with the findings beside."""
    data = {**node_link(graph), "findings": [f.to_dict() for f in findings(graph)]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Graph], str]] = {
    "mermaid": mermaid,
    "graphml": graphml,
    "json": as_json,
    "dot": dot,
}
