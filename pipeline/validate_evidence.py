"""The printed values of a record and its text to the places where the two disagree."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.issues import issue
from pipeline.model import Issue
from pipeline.printed import Walk
from pipeline.text import fold


def check_evidence(walk: Walk, text: str) -> Iterator[Issue]:
    """Every value read from the document has evidence, and its slices joined are the value."""
    for pointer in walk.bare:
        yield issue("evidence", "the value has no evidence", pointer=pointer)
    for pointer, value in walk.printed.items():
        printed = fold("".join([text[start:end] for start, end in value.spans]))
        if printed != value.value:
            message = f"the record says {value.value!r:.80}, the text {printed!r:.80}"
            yield issue("evidence", message, pointer=pointer, span=(value.start, value.end))
