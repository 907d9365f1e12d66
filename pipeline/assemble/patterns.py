"""Paths of qualifications that are ways to meet one requirement: who shares what with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Span, Unit
from pipeline.profiles import Rule
from pipeline.record import Printed
from pipeline.titles import numbered

UNTRACKED = "unspecified"
_BEFORE = re.compile(r"(?:(?:^|[.)\];:])\s*|\s(?=and))(?P<joiner>(?:and\s*)?)$")
_AFTER = re.compile(r"\s*:?\s*(?:1[.)]\s+)?(?=[A-Z0-9(]|in\s)")  # the mark of a list drops too
_OF_ALL = re.compile(
    r"""
    \b (?: either | both | each | any | all | one\s+of\s+the | the | these )
    \s+ (?: of\s+the\s+ )? (?: above | following | preceding )? \s* patterns? \b
    | \b more\s+than\s+one\s+pattern \b
    | \b In\s+addition,\s+all\s+(?:candidates|applicants) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = re.compile(r"\s+(?:and|or)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Path:
    """One way to qualify, as stretches of text; `label` is the track as printed.

    `shared` are texts that hold for this path as well and are printed for several at once.
    """

    ordinals: tuple[int, ...]
    track: str
    label: Printed | None
    spans: list[Span] = field(default_factory=list)
    shared: list[tuple[Span, ...]] = field(default_factory=list)

    def goes_on(self, ordinals: tuple[int, ...]) -> bool:
        """Whether text without a label, of these classes, belongs to this path."""
        return self.label is None and self.ordinals == ordinals


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: its text, and the track whose label stands before it."""

    text: Span
    track: str = ""
    label: Span | None = None
    joiner: Span | None = None


def split_patterns(text: str, span: Span, rules: Sequence[Rule]) -> list[Piece]:
    """A paragraph cut before each label of a pattern within it: `… license. and Either I One …`.

    Such a label begins with a capital after the end of a sentence, or after `and`; what follows
    may be glued to it (`Or IITwo years`).
    """
    labels = sorted(_run_in(text, span, rules), key=lambda piece: piece.text)
    if not labels:
        return [Piece(span)]
    edges = [*(_start(piece) for piece in labels[1:]), span.end]
    pieces = [Piece(Span(span.start, _start(labels[0])))]
    for piece, end in zip(labels, edges, strict=True):
        pieces.append(replace(piece, text=Span(piece.text.start, end)))
    return [piece for piece in pieces if text[slice(*piece.text)].strip()]


def _start(piece: Piece) -> int:
    return (piece.joiner or piece.label or piece.text).start


def _run_in(text: str, span: Span, rules: Sequence[Rule]) -> Iterator[Piece]:
    for rule in rules:
        for found in rule.pattern.finditer(text, *span):
            before = _BEFORE.search(text[max(span.start, found.start() - 8) : found.start()])
            after = _AFTER.match(text, found.end(), span.end)
            if rule.kind == "pattern" and before and after and found.group()[0].isupper():
                joiner = Span(found.start() - len(before["joiner"]), found.start())
                label = Span(*found.span())
                yield Piece(Span(after.end(), span.end), numbered(rule.value, found), label, joiner)


def leading(text: str, units: Sequence[Unit], rules: Sequence[Rule]) -> list[Rule]:
    """The rules whose labels tell the patterns apart: the first of which one is printed.

    Labels of the others (`Either I` within `Pattern II`) then are text.
    """
    for rule in rules:
        for unit in units:
            label = unit.label if unit.role == "track" else None
            if label and rule.pattern.match(text, *label):
                return [rule]
            if any(True for _ in _run_in(text, Span(unit.start, unit.end), [rule])):
                return [rule]
    return list(rules)


def holds_for_all(text: str, span: Span, rules: Sequence[Rule]) -> bool:
    """Whether a paragraph below patterns speaks of all of them, or of all candidates."""
    return bool(rules) and _OF_ALL.search(text, *span) is not None


def settle(paths: Sequence[Path], ordinals: Sequence[int], text: str) -> list[Path]:
    """The paths of each class, complete: what several share is told to each.

    Where a class has patterns, what stands outside them is shared by them. Where it has none,
    the text of several classes is shared by the text of its own, if there is any.
    """
    found: list[Path] = []
    for ordinal in ordinals:
        own = [path for path in paths if ordinal in path.ordinals and path.spans]
        ways = [path for path in own if path.track != UNTRACKED]
        rest = [path for path in own if path.track == UNTRACKED]
        _number_first(ways, rest)
        if not ways:
            joint = [path for path in rest if len(path.ordinals) > 1]
            single = [path for path in rest if path not in joint]
            ways, rest = [_joined(single or joint)] if rest else [], joint if single else []
        shared = [_trimmed(path.spans, text) for path in rest]
        found += [replace(path, ordinals=(ordinal,), shared=shared) for path in ways]
    return found


def _number_first(ways: list[Path], rest: list[Path]) -> None:
    """Take what stands before the second pattern for the first where that lost its label."""
    if not ways or not ways[0].track.endswith("_2"):
        return
    before = [p for p in rest if p.ordinals == ways[0].ordinals and p.spans < ways[0].spans]
    if before:
        rest.remove(before[-1])
        ways.insert(0, replace(before[-1], track=ways[0].track[:-1] + "1"))


def _joined(paths: Sequence[Path]) -> Path:
    return replace(paths[0], spans=[span for path in paths for span in path.spans])


def _trimmed(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The stretches without the `and` that only joins them to what follows."""
    last = spans[-1]
    printed = _TRAILING.sub("", text[slice(*last)])
    return (*spans[:-1], Span(last.start, last.start + len(printed)))
