"""Small `Document`s built by hand: one block a line, list depth and table cells on demand."""

from __future__ import annotations

from pipeline.model import Block, Cell, Document, Source


def document(*rows: str | list[str]) -> Document:
    """A document with one paragraph a string, and one table row a list of cell texts.

    A leading tab makes a string a list item, two tabs an item one level deeper.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for number, row in enumerate(rows):
        for column, text in enumerate([row] if isinstance(row, str) else row):
            depth = len(text) - len(text.lstrip("\t"))
            body = text[depth:]
            kind = "cell" if isinstance(row, list) else "item" if depth else "paragraph"
            blocks.append(
                Block(
                    kind,  # type: ignore[arg-type]  # one of the literals above
                    offset,
                    offset + len(body),
                    level=max(0, depth - 1),
                    lead=offset,
                    cell=Cell(0, number, column) if kind == "cell" else None,
                )
            )
            parts.append(body + "\n")
            offset += len(body) + 1
    text = "".join(parts)
    source = Source("hand.txt", "text/plain", len(text.encode()), "0" * 64)
    return Document(source, text, tuple(blocks))
