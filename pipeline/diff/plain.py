"""Compared documents to plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diff.rows import (
    MEANING,
    by_class,
    class_heading,
    field_name,
    heading,
    shown,
    verdict_lines,
)
from pipeline.diff.summary import figures
from pipeline.diff.values import Change, DocumentDiff, Eligibility, Piece

SIGNS = {"added": "+", "removed": "-", "changed": "~", "reordered": "↕"}
KEPT_WORDS = 4
"""So many words are shown on each side of a change inside a text."""


def diff_text(documents: Sequence[DocumentDiff]) -> str:
    """The comparison as lines: what was added `+`, removed `-`, changed `~`, reordered `↕`."""
    lines = [line for each in documents for line in _document(each)]
    return "\n".join([*lines, *_totals(documents)]) + "\n"


def _totals(documents: Sequence[DocumentDiff]) -> Iterator[str]:
    for name, counts in figures(documents).items():
        said = [f"{count} {kind}" for kind, count in counts.items() if count]
        yield f"{name}: {', '.join(said) or 'none'}"


def _document(document: DocumentDiff) -> Iterator[str]:
    if document.state == "unchanged":
        return
    yield f"{heading(document.ids)}  {document.state}"
    for class_, (changes, verdicts) in by_class(document).items():
        yield f"  {class_heading(class_)}"
        for change in changes:
            yield from _change(change)
        for verdict in verdicts:
            yield from _verdict(verdict)
    yield ""


def _change(change: Change) -> Iterator[str]:
    begin = f"    {SIGNS[change.kind]} {field_name(change)}"
    if change.pieces:
        yield f"{begin}: {''.join(_marked(change.pieces))}"
    elif change.kind in ("added", "removed"):
        yield f"{begin}: {shown(change.new if change.kind == 'added' else change.old)}"
    else:
        yield f"{begin}:"
        yield f"        - {shown(change.old)}"
        yield f"        + {shown(change.new)}"


def _marked(pieces: Sequence[Piece]) -> Iterator[str]:
    """`… one year of [-permanent-]{+competitive+} service as …`: the kept words cut to a few."""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        body = piece.text.lstrip()
        space = piece.text[: len(piece.text) - len(body)]
        if piece.kind == "same":
            yield _cut(piece.text, first=index == 0, last=index == last)
        else:
            yield f"{space}[-{body}-]" if piece.kind == "gone" else f"{space}{{+{body}+}}"


def _cut(text: str, *, first: bool, last: bool) -> str:
    found = text.split(" ")
    if len(found) <= 2 * KEPT_WORDS + 2:
        return text
    begin, end = " ".join(found[: KEPT_WORDS + 1]), " ".join(found[-KEPT_WORDS:])
    if first:
        return f"… {end}"
    return f"{begin} …" if last else f"{begin} … {end}"


def _verdict(each: Eligibility) -> Iterator[str]:
    yield f"    = {each.place.replace('_', ' ')}: {MEANING[each.verdict]}"
    for sign, text in verdict_lines(each):
        yield f"        {sign} {text}"
