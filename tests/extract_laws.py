"""The laws that every extracted document obeys, whatever its format."""

from __future__ import annotations

import unicodedata

from pipeline.model import Document


def check_laws(document: Document) -> None:
    """Blocks and furniture are disjoint, ordered, trimmed, and leave only white space."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    spans = [(block.start, block.end) for block in document.blocks]
    spans += [(apart.start, apart.end) for apart in document.furniture]
    place = 0
    for start, end in sorted(spans):
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        assert text[start:end] == text[start:end].strip()
        place = end
    assert not text[place:].strip()
    assert all(block.start <= block.lead <= block.end for block in document.blocks)
    assert list(document.blocks) == sorted(document.blocks, key=lambda block: block.start)
    assert all(apart.reason for apart in document.furniture)
