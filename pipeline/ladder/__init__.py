"""Records of a run to the ladders that their classes form: who is promoted from what, and when."""

from __future__ import annotations

from pipeline.ladder.findings import Finding, findings
from pipeline.ladder.formats import FORMATS, draw
from pipeline.ladder.graph import Graph, ladder
from pipeline.ladder.reading import only_series, read_records

__all__ = [
    "FORMATS",
    "Finding",
    "Graph",
    "draw",
    "findings",
    "ladder",
    "only_series",
    "read_records",
]
