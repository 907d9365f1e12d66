"""A substitution paragraph to rules: what may stand for what, how much of it, at what rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Span
from pipeline.record import Node, Printed, Substitution
from pipeline.requirements.clauses import Range
from pipeline.requirements.heads import read_head
from pipeline.requirements.leaves import Locate
from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.markers import sentence_ends
from pipeline.requirements.rates import (
    CAPS,
    amount_near,
    basis_of,
    cap_of,
    degree_amounts,
    each_ratio,
    is_capped,
    is_each,
    past_words,
    ratio_of,
)
from pipeline.requirements.reading import in_place, read

_VERBS = phrases(
    "may be substituted", "can be substituted", "may substitute", "can substitute",
    "will be substituted", "shall be substituted", "may also be substituted", "substitutes",
    "may also substitute", "is substituted", "may be used in place of", "be substituted",
    "may be accepted in lieu of", "may be substituted on a year-for-year basis",
)  # fmt: skip
_REFUSALS = phrases("no substitution", "no substitutions", "there is no substitution")


class _Verb(NamedTuple):
    """Where `may be substituted` stands in a sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: Line
    locate: Locate
    rule: str

    def node(self, start: int, end: int) -> Node | None:
        """The requirement that some tokens state; `other` where its kind is not known."""
        while start < end and self.line.keys[start] in ("(", "[", ",", "and", "or", ";", "."):
            start += 1
        while start < end and self.line.keys[end - 1] in (")", "]", ",", ".", ";", "the"):
            end -= 1
        if start >= end:
            return None
        offset = self.line.starts[start]

        def shifted(a: int, b: int) -> tuple[Span, ...]:
            return self.locate(a + offset, b + offset)

        words = self.line.printed(start, end)
        reading = read(words, locate=shifted)
        return reading.node or self._untyped(start, end)

    def _untyped(self, start: int, end: int) -> Node:
        keys = self.line.keys
        taught = "education" in keys[start:end] or keys[start] in ("college", "graduate")
        kind = "education" if taught else "other"
        attributes = (("level", None), ("fields", ()), ("credits", None), ("or_higher", False))
        return Node(
            self.printed(start, end),
            type=kind,
            attributes=attributes if kind == "education" else (),
        )

    def printed(self, start: int, end: int) -> Printed:
        while end > start + 1 and self.line.keys[end - 1] in (".", ";", ",", "or", "and", ")"):
            end -= 1
        first, last = self.line.starts[start], self.line.past(end)
        return Printed(self.line.text[first:last], self.locate(first, last), self.rule)


def read_substitution(
    text: str,
    *,
    locate: Locate = in_place,
    rule_prefix: str = "requirements",
) -> tuple[Substitution, ...]:
    """The rules of a substitution paragraph (white space folded), in printed order.

    In each, `with_` may stand for `replaces`; `months` is how much of it that is worth, 0 where
    substitution is refused; `text` holds the words the rule stands on.
    """
    paragraph = _Paragraph(Line(text), locate, f"{rule_prefix}.substitution")
    rules: list[Substitution] = []
    for start, end in _sentences(paragraph.line):
        rules.extend(_rules(paragraph, start, end))
    return tuple(rules)


def _sentences(line: Line) -> Iterator[Range]:
    start = 0
    for i in range(line.size):
        if line.keys[i] == ";" or sentence_ends(line, i):
            if i > start:
                yield start, i
            start = i + 1
    if start < line.size:
        yield start, line.size


def _rules(paragraph: _Paragraph, start: int, end: int) -> Iterator[Substitution]:
    line = paragraph.line
    if line.first(start, _REFUSALS) > start:
        yield _refusal(paragraph, start, start, end, None)
        return
    verbs = list(_verbs(line, start, end))
    for n, verb in enumerate(verbs):
        stop = _before(line, verb.end, verbs[n + 1].start) if n + 1 < len(verbs) else end
        yield from _rule(paragraph, start, verb, stop)
        start = stop


def _verbs(line: Line, start: int, end: int) -> Iterator[_Verb]:
    i = start
    while i < end:
        past = line.first(i, _VERBS)
        if past > i:
            yield _Verb(i, past)
        i = max(past, i + 1)


def _before(line: Line, start: int, end: int) -> int:
    """Where the words of the next rule begin: the last connective with a requirement after it."""
    for i in range(end - 1, start, -1):
        if line.keys[i] in ("or", "and", ",") and read_head(line, i + 1) is not None:
            return i
    return end


def _rule(paragraph: _Paragraph, start: int, verb: _Verb, end: int) -> Iterator[Substitution]:
    line = paragraph.line
    replaced = _past_for(line, verb.end, end)
    stop = _first(line, replaced, end, ("on", "up", "to", ",")) if replaced < end else end
    refused = _refused(line, replaced, end)
    stop = min(stop, refused or end)
    with_ = paragraph.node(start, verb.start)
    degrees = list(degree_amounts(line, replaced, end))
    cap, amount = cap_of(line, verb.end, end), amount_near(line, replaced, stop)
    each = is_each(line, replaced)
    replaces = paragraph.node(past_words(line, replaced), stop)
    text = paragraph.printed(start, end)
    for months, degree in degrees:
        named = paragraph.node(degree.start, degree.body)
        yield Substitution(text, replaces, named, months, cap, ratio_of(line, verb.start, end))
    if not degrees:
        months = amount.months if amount and not is_capped(line, replaced) else None
        ratio = ratio_of(line, verb.start, end) or basis_of(line, replaced, end)
        if ratio is None and each:
            ratio = each_ratio(line, start, replaced, stop)
        yield Substitution(text, replaces, with_, months, cap, ratio)
    if refused:
        yield _refusal(paragraph, start, refused, end, with_)


def _refusal(
    paragraph: _Paragraph, start: int, at: int, end: int, with_: Node | None
) -> Substitution:
    replaced = _past_for(paragraph.line, at, end)
    return Substitution(
        paragraph.printed(start, end), paragraph.node(replaced, end), with_, months=0
    )


def _past_for(line: Line, start: int, end: int) -> int:
    at = next((i for i in range(start, end) if line.keys[i] == "for"), None)
    if at is None or (
        at > start
        and line.keys[start]
        not in ("for", "on", "is", "are", "not", "but", "in", "no", "year-for-year")
    ):
        return start
    return at + 1


def _first(line: Line, start: int, end: int, keys: tuple[str, ...]) -> int:
    """Where the words of what is replaced stop: at the rate, the cap, or a refusal."""
    for i in range(start + 1, end):
        key = line.keys[i]
        if key == "on" and "basis" in line.keys[i : i + 6]:
            return i
        if key in keys and key != "on" and line.first(i + (key == ","), CAPS) > i + (key == ","):
            return i
    return end


def _refused(line: Line, start: int, end: int) -> int | None:
    """Where `but not for the supervisory experience` begins."""
    found = (
        i for i in range(start, end) if line.keys[i : i + 2] in (["but", "not"], ["except", "for"])
    )
    return next(found, None)
