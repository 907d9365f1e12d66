"""The format-neutral page: a sequence of blocks, each with the part it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "occ_code", "header", "code", "row", "tasks", "department", "doctype", "status", "preamble",
    "heading", "paragraph", "class_title", "duty", "theme", "lead_in", "track",
    "footnote", "date", "note",
]  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One printed line or paragraph.

    `label` is the run-in label with its mark and space; `mark` the bullet or number of a list
    item at `depth`; `cells` the columns of a row (then `text` is empty), of `tasks` the label at
    the left and the duties beside it; `section` says where in the outline the block stands.
    """

    role: Role
    text: str = ""
    label: str = ""
    mark: str = ""
    depth: int = 0
    cells: tuple[str, ...] = ()
    section: str = ""

    @property
    def words(self) -> str:
        """Label and text as they stand on the page, without the list mark."""
        return " | ".join(self.cells) if self.cells else self.label + self.text


def is_upper(text: str) -> bool:
    """Whether the text has letters and none of them is small."""
    return any(each.isalpha() for each in text) and text == text.upper()
