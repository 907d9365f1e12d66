"""A series in a layout: the file and its gold."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.arrange import arrange
from corpus.bank import Series
from corpus.compose import page
from corpus.formats import WRITERS
from corpus.gold import Gold, gold
from corpus.layout import Layout

ON_ONE_LINE = (
    re.compile(r"(\[)\s+(\d+,\s+\d+)\s+(\])"),
    re.compile(r"(\[)\s+(\[\d+, \d+\](?:,\s+\[\d+, \d+\])*)\s+(\])"),
    re.compile(r'(\{)\s+("label": "\w+",\s+"start": \d+,\s+"end": \d+)\s+(\})'),
)


@dataclass(frozen=True)
class Rendered:
    """One document of the corpus."""

    name: str
    data: bytes
    gold: Gold


def render(series: Series, layout: Layout, *, stem: str | None = None) -> Rendered:
    """The document that `layout` makes of `series`; `stem` replaces the usual file name."""
    arranged = arrange(series, layout)
    blocks = page(arranged, layout)
    name = f"{stem or f'{series.name}-{layout.file_name or layout.name}'}.{layout.format}"
    data = WRITERS[layout.format](blocks, layout)
    return Rendered(name, data, gold(arranged, layout, blocks, name))


def save(rendered: Rendered, folder: Path) -> None:
    """Write the document and its gold into the two folders of the tree."""
    documents, golds = folder / "us-ny" / "documents", folder / "us-ny" / "gold"
    documents.mkdir(parents=True, exist_ok=True)
    golds.mkdir(parents=True, exist_ok=True)
    (documents / rendered.name).write_bytes(rendered.data)
    (golds / gold_name(rendered.name)).write_text(written(rendered.gold), encoding="utf-8")


def gold_name(document: str) -> str:
    """The name of the gold file; the format stays in it where one stem has several formats."""
    stem, _, ending = document.rpartition(".")
    return f"{stem}.{ending}.gold.json" if stem.endswith("-quad") else f"{stem}.gold.json"


def written(value: Gold) -> str:
    """Gold as the text of its file; an entity, or all spans of a value, on one line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    for kind in ON_ONE_LINE:
        text = kind.sub(one_line, text)
    return text + "\n"


def one_line(found: re.Match[str]) -> str:
    """A list or an object without its line breaks: `[12, 34]`."""
    return found[1] + " ".join(found[2].split()) + found[3]
