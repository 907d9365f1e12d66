"""Class titles: their parts, their mentions in running text, and the labels they make."""

from __future__ import annotations

from pipeline.titles.discover import Discovered, discover
from pipeline.titles.groups import shortened
from pipeline.titles.labels import Label, read_label
from pipeline.titles.listed import ListedRow, listed_rows
from pipeline.titles.mentions import Mention, Titles
from pipeline.titles.names import (
    MINOR,
    levelled,
    names_a_body,
    numbered,
    similar,
    split_title,
    title_parts,
    title_shaped,
    words,
)

__all__ = [
    "MINOR",
    "Discovered",
    "Label",
    "ListedRow",
    "Mention",
    "Titles",
    "discover",
    "levelled",
    "listed_rows",
    "names_a_body",
    "numbered",
    "read_label",
    "shortened",
    "similar",
    "split_title",
    "title_parts",
    "title_shaped",
    "words",
]
