"""Labels of the body to rows, for documents whose header lost its titles."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.desk import Desk
from pipeline.assemble.rows import Row
from pipeline.model import Section, Span
from pipeline.titles import discover


def titles_from_body(desk: Desk, sections: Sequence[Section]) -> list[Row]:
    """Rows for titles that the header lost, from the labels of the body as printed there."""
    text = desk.document.text
    units = [u for s in sections for u in s.units if not u.role and s.kind != "related"]
    found = discover([text[u.start : u.end] for u in units])
    return [
        Row(
            title=[
                Span(units[one.index].start + a, units[one.index].start + b) for a, b in one.pieces
            ],
            names=one.names,
        )
        for one in found
    ]
